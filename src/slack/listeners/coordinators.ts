import { isRefusal } from '../../coaching/refusal.ts'
import { getPerson } from '../../db/people.ts'
import { appoint, coordinatorsFor, dismiss } from '../../flows/coordinators.ts'
import type { Caller, Reply } from '../listen.ts'
import { text } from '../values.ts'
import { coordinatorsModal } from '../views/coordinators.ts'
import type { ListenerParts } from './index.ts'

export function listenToCoordinators({ routes, directory }: ListenerParts): void {
  routes.action('coordinators', async (call): Promise<Reply> => {
    const list = await listFor(call)
    return isRefusal(list) ? list : { open: list }
  })
  routes.action('coordinator_remove', async (call): Promise<Reply> => {
    const no = await dismiss(call.store, call.person, await getPerson(call.store.read, call.value.personId), call.now)
    if (no !== undefined) return no
    const list = await listFor(call)
    return isRefusal(list) ? list : { update: list }
  })
  routes.submission('coordinators', async (call) => {
    const slackId = text(call.values, 'person')
    if (slackId === undefined) return { errors: { person: 'Please pick a person.' } }
    const person = await directory.refresh(slackId, call.now)
    if (person === undefined) return { errors: { person: 'Slack does not let Cuecard see this person. Please choose somebody else.' } }
    const no = await appoint(call.store, call.person, person, call.now)
    if (no !== undefined) return no.refused === 'not_yours' ? no : { errors: { person: no.sentence } }
    const list = await listFor(call)
    return isRefusal(list) ? list : { update: list }
  })
}

async function listFor({ store, person }: Caller) {
  const people = await coordinatorsFor(store.read, person)
  return isRefusal(people) ? people : coordinatorsModal(people)
}
