import { isRefusal } from '../../coaching/refusal.ts'
import { acknowledgeRoster, notFoundFor, rosterChangesFor } from '../../flows/roster.ts'
import type { Caller, Reply } from '../listen.ts'
import { notFoundModal, rosterChangesModal } from '../views/roster.ts'
import type { ListenerParts } from './index.ts'

/** The roster as a coordinator looks at it: what waits, and who was not found. */
export function listenToRoster({ routes }: ListenerParts): void {
  routes.action('roster_look', async (call): Promise<Reply> => {
    const list = await changesModal(call)
    return isRefusal(list) ? list : { open: list }
  })
  routes.action('roster_not_found', async (call): Promise<Reply> => {
    const people = await notFoundFor(call.store.read, call.person)
    return isRefusal(people) ? people : { open: notFoundModal(people) }
  })
  routes.action('roster_seen', async (call): Promise<Reply> => {
    const seen = await acknowledgeRoster(call.store, call.person, [call.value.changeId], call.now)
    if (isRefusal(seen)) return seen
    const list = await changesModal(call)
    return isRefusal(list) ? list : { update: list }
  })
  routes.submission('roster_changes', async (call) => {
    const seen = await acknowledgeRoster(call.store, call.person, call.meta.changeIds, call.now)
    if (isRefusal(seen)) return seen
    const list = await changesModal(call)
    return isRefusal(list) ? list : { update: list }
  })
}

async function changesModal({ store, person }: Caller) {
  const changes = await rosterChangesFor(store.read, person)
  return isRefusal(changes) ? changes : rosterChangesModal(changes)
}
