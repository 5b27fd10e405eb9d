import type { TypedAnswers } from '../../coaching/invitation.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { keepInvitationDraft, openInvitationForm, shareAnswers } from '../../flows/invitations.ts'
import type { Values } from '../values.ts'
import { list, text } from '../values.ts'
import { invitationModal, privateInWords, privateModal } from '../views/invitation.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

export function listenToInvitations({ routes, contactCard }: ListenerParts): void {
  routes.action('invitation_answer', async (call) => {
    const form = await openInvitationForm(call.store.read, call.value.meetingId, call.person, call.now)
    return isRefusal(form) ? form : { open: invitationModal(form, readerOf(call)) }
  })

  routes.action('invitation_private', async ({ person }) => ({ open: privateModal(await contactCard(person.country)) }))

  routes.typing('invitation_answer', async ({ store, meta, person, values, stamp, now }) =>
    keepInvitationDraft(store, meta.meetingId, person, typedIn(values), stamp, now),
  )

  routes.submission('invitation_answer', async (call) => {
    const typed = typedIn(call.values)
    // Answers with errors are not kept, so nothing says that it was picked.
    if (typed.helpKinds.includes('private')) return { errors: { helpKinds: privateInWords(await contactCard(call.person.country)) } }
    const outcome = await shareAnswers(call.store, call.meta.meetingId, call.person, typed, call.now)
    if (outcome === undefined) return { close: true }
    // Nothing is kept of a 1:1 that has ended, so the words stay where their author can copy them.
    if (isRefusal(outcome)) return outcome.refused === 'ended' ? { errors: { topics: outcome.sentence } } : outcome
    return { errors: Object.fromEntries(outcome.problems.map(({ field, sentence }) => [field, sentence])) }
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
