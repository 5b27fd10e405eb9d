import type { HomeData, HomeRequest } from '../coaching/home.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import { openRequestsOf, requestsOwnedBy } from '../db/requests.ts'
import type { Tx } from '../db/store.ts'

/** The requests on a person's App Home: those of their 1:1s that are not settled, and those that they are asked to answer. */
export async function requestsForHome(
  tx: Tx,
  person: Person,
  facing: readonly { pair: Pair; other: Person }[],
): Promise<Pick<HomeData, 'requests' | 'toAnswer'>> {
  const requests: HomeRequest[] = []
  for (const { pair, other } of facing) {
    if (pair.state !== 'active' && pair.state !== 'paused') continue
    const as = pair.managerId === person.id ? 'manager' : 'employee'
    for (const { id, helpKind, state, sentOn, ownerName } of await openRequestsOf(tx, pair.id))
      requests.push({ requestId: id, otherName: other.name, as, helpKind, state, sentOn, ownerName })
  }
  const toAnswer = []
  for (const request of await requestsOwnedBy(tx, person.id)) {
    const pair = await getPair(tx, request.pairId)
    if (request.sentOn === 'no' && request.state === 'asked') continue
    const { id, helpKind, state, answerByOn } = request
    toAnswer.push({ requestId: id, employeeName: (await getPerson(tx, pair.employeeId)).name, helpKind, state, answerByOn })
  }
  return { requests: didTheyHelpFirst(requests), toAnswer }
}

/** What asks the employee something stands first. */
function didTheyHelpFirst(requests: readonly HomeRequest[]): HomeRequest[] {
  const asks = ({ state, as }: HomeRequest) => Number(state === 'delivered' && as === 'employee')
  return requests.toSorted((a, b) => asks(b) - asks(a))
}
