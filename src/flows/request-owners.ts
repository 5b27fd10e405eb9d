import { mayRead, mayWrite } from '../coaching/access.ts'
import type { RequestList } from '../coaching/request-messages.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { passedOn } from '../coaching/requests.ts'
import type { KeptHelpKind } from '../coaching/session-fields.ts'
import { coordinatorsOf, getPeople } from '../db/people.ts'
import type { Person } from '../db/people.ts'
import { nameRequestOwner, requestOwnersOf } from '../db/request-owners.ts'
import { getRequest, requestsToPassOn, saveRequest, waitedRequests } from '../db/requests.ts'
import type { Store, Tx } from '../db/store.ts'
import { redrawHomes } from './home.ts'
import { ownerlessKinds } from './ownerless-kinds.ts'
import { askOwner, redrawRequest } from './requests.ts'

/** Who answers which kind now, by Slack id, for the form; refused for anybody but a coordinator. */
export async function requestOwnersFor(tx: Tx, by: Person): Promise<{ owners: Partial<Record<KeptHelpKind, string>> } | Refusal> {
  if (!by.coordinator) return notCoordinator
  const owners = await requestOwnersOf(tx, by.workspaceId)
  const people = await getPeople(tx, [...owners.values()])
  return { owners: Object.fromEntries([...owners].map(([kind, id]) => [kind, people.get(id)?.slackUserId])) }
}

/**
 * Names who answers each kind of help, all at once. What waited for nobody, or for whoever answered the kind before, goes to the new person,
 * who is asked; what was taken on waits for somebody to take it on anew, and answers stand.
 */
export async function nameRequestOwners(
  store: Store,
  by: Person,
  named: ReadonlyMap<KeptHelpKind, Person | undefined>,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  if (!by.coordinator || !mayWrite('coordinator', 'setup', ['no_names'])) return notCoordinator
  return store.write(async (tx) => {
    const before = await requestOwnersOf(tx, by.workspaceId)
    for (const [helpKind, owner] of named) {
      if (before.get(helpKind) === owner?.id) continue
      await nameRequestOwner(tx, { workspaceId: by.workspaceId, helpKind, ownerId: owner?.id, changedById: by.id, now })
      if (owner === undefined) continue
      for (const request of await requestsToPassOn(tx, by.workspaceId, helpKind, before.get(helpKind))) {
        if (!(await saveRequest(tx, request, passedOn(request, owner.id), by.id, now))) continue
        await askOwner(tx, request, owner.id, now)
        await redrawRequest(tx, request, now)
        await redrawRequest(tx, await getRequest(tx, request.id), now)
      }
    }
    await redrawHomes(tx, await coordinatorsOf(tx, by.workspaceId), now)
    return undefined
  })
}

/** What anybody here waits for, for coordinators: kind, age and state, without a name and without a word. */
export async function requestListFor(tx: Tx, by: Person): Promise<RequestList | Refusal> {
  if (!by.coordinator || !mayRead('coordinator', 'request', ['no_names'])) return notCoordinator
  return { requests: await waitedRequests(tx, by.workspaceId), ownerless: await ownerlessKinds(tx, by.workspaceId) }
}

const notCoordinator = refusal('not_coordinator', 'Only a coordinator can see this and say who answers requests. Nothing was changed.')
