import type { TypedAnswers } from '../../coaching/invitation.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { contactCard } from '../../coaching/sensitive.ts'
import { contactsOf } from '../../db/contacts.ts'
import { keepInvitationDraft, openInvitationForm, shareAnswers } from '../../flows/invitations.ts'
import type { Caller } from '../listen.ts'
import type { Values } from '../values.ts'
import { list, text } from '../values.ts'
import { invitationModal, privateModal, sharedModal } from '../views/invitation.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './pairs.ts'

export function listenToInvitations({ routes }: ListenerParts): void {
  routes.action('invitation_answer', async (call) => {
    const form = await openInvitationForm(call.store.read, call.value.meetingId, call.person, call.now)
    return isRefusal(form) ? form : { open: invitationModal(form, readerOf(call)) }
  })

  routes.action('invitation_private', async (call) => ({ open: privateModal(await everyContact(call)) }))

  routes.typing('invitation_answer', async ({ store, meta, person, values, stamp, now }) => keepInvitationDraft(store, meta.meetingId, person, typedIn(values), stamp, now))

  routes.submission('invitation_answer', async (call) => {
    const outcome = await shareAnswers(call.store, call.meta.meetingId, call.person, typedIn(call.values), call.now)
    if (isRefusal(outcome)) return outcome
    if ('problems' in outcome) return { errors: Object.fromEntries(outcome.problems.map(({ field, sentence }) => [field, sentence])) }
    if (outcome.contactCard === 'none') return { close: true }
    return { update: sharedModal(outcome.managerName, { shared: outcome.shared, card: await everyContact(call) }) }
  })
}

function typedIn(values: Values): TypedAnswers {
  return {
    topics: text(values, 'topics'),
    goalQuarter: text(values, 'goalQuarter'),
    goalMeasure: text(values, 'goalMeasure'),
    goalLonger: text(values, 'goalLonger'),
    helpKinds: list(values, 'helpKinds'),
    helpDetail: text(values, 'helpDetail'),
    obstacle: text(values, 'obstacle'),
    obstacleKind: text(values, 'obstacleKind'),
    stepText: text(values, 'stepText'),
    stepDueOn: text(values, 'stepDueOn'),
  }
}

async function everyContact({ store, workspace }: Caller) {
  return contactCard('', await contactsOf(store.read, workspace.id))
}
