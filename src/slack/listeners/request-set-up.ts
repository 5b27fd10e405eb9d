import { isRefusal } from '../../coaching/refusal.ts'
import type { KeptHelpKind } from '../../coaching/session-fields.ts'
import { askingHelpKinds } from '../../coaching/session-fields.ts'
import type { Person } from '../../db/people.ts'
import { nameRequestOwners, requestListFor, requestOwnersFor } from '../../flows/request-owners.ts'
import { text } from '../values.ts'
import { requestListModal, requestOwnersModal, requestOwnersSavedModal } from '../views/request-set-up.ts'
import type { ListenerParts } from './index.ts'
import { showForm } from './plan-screens.ts'
import { readerOf } from './reader.ts'

/** What coordinators see of requests, and whom they name to answer them. */
export function listenToRequestSetUp({ routes, directory }: ListenerParts): void {
  routes.action('open_requests', async (call) => {
    const list = await requestListFor(call.store.read, call.person)
    return isRefusal(list) ? list : showForm(call.where, requestListModal(list, call.value.from, readerOf(call)))
  })

  routes.action('set_request_owners', async (call) => {
    const known = await requestOwnersFor(call.store.read, call.person)
    return isRefusal(known) ? known : showForm(call.where, requestOwnersModal(known.owners))
  })

  routes.submission('request_owners', async (call) => {
    const errors: Record<string, string> = {}
    const named = new Map<KeptHelpKind, Person | undefined>()
    for (const kind of askingHelpKinds) {
      const slackUserId = text(call.values, kind)
      const person = slackUserId === undefined ? undefined : await directory.refresh(slackUserId, call.now)
      if (slackUserId !== undefined && person?.kind !== 'member') errors[kind] = 'Please name a full member of this workspace.'
      named.set(kind, person)
    }
    if (Object.keys(errors).length > 0) return { errors }
    const no = await nameRequestOwners(call.store, call.person, named, call.now)
    return no ?? { update: requestOwnersSavedModal() }
  })
}
