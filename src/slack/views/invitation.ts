import { visibilityLine } from '../../coaching/access.ts'
import type { InvitationData, InvitationForm } from '../../coaching/invitation.ts'
import { topicsField } from '../../coaching/invitation.ts'
import { sayDateTime } from '../../coaching/local-time.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { ContactCard } from '../../coaching/sensitive.ts'
import { helpKindLabels, helpKinds, obstacleKindLabels, obstacleKinds, sessionFields } from '../../coaching/session-fields.ts'
import { drawContactCard } from './contact-card.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, dateField, escape, modal, multiSelectField, quote, section, selectField, textField } from './kit.ts'

const copy = {
  lead: (manager: string, when: string) => `1:1 with ${manager}, ${when}.`,
  ask: 'Would you like to say first what matters to you? It takes a minute, and your talk starts from your words.',
  theirs: 'What you type is yours alone until you press Share.',
  shared: (manager: string) => `You shared your answers with ${manager}. You can change them until the talk begins.`,
  moved: (from: string) => `It was moved from ${from}.`,
  waiting: (count: number, manager: string) =>
    `From last time, ${count === 1 ? 'one step still waits' : `${count} steps still wait`} for your answer to ${manager}. You find ${count === 1 ? 'it' : 'them'} on your plan.`,
  over: (manager: string, when: string) => `Your 1:1 with ${manager}, ${when}, has begun or is over.`,
  skipped: (manager: string, when: string) => `Your 1:1 with ${manager}, ${when}, does not take place this time.`,
  calledOff: (manager: string, when: string) => `Your 1:1 with ${manager}, ${when}, was called off.`,
  answer: 'Answer before we meet',
  change: 'Change my answers',
  private: 'Something private',
  openPlan: 'Open the plan',
  title: 'Before we meet',
  share: 'Share',
  intro: (manager: string, when: string) => `For your 1:1 with ${manager}, ${when}. Fill in what you like and leave out the rest.`,
  fromDraft: 'This is what you typed before. Nobody else has seen it.',
  fromShared: 'This is what you shared. Sharing again replaces it.',
  planGoal: 'The goal on your plan for this quarter:',
  planLonger: 'Where this is to lead, as your plan has it:',
  goalQuarter: 'Is there something to change about this quarter’s goal?',
  stepLabel: 'A next step you propose',
  stepDue: 'By when',
  privateStays: 'Nothing was shared or kept. To share the rest, take “Something private” off and press Share again.',
  privateTitle: 'Something private',
}

/** The message to the employee on the working day before a 1:1. */
export function drawInvitation(data: InvitationData, reader: Reader): Message {
  const manager = escape(data.managerName)
  const at = sayDateTime(data.startsAt, reader.zone, reader.locale)
  const preview = `Cuecard: ${copy.lead(manager, at)}`
  if (data.phase === 'over' || data.phase === 'skipped' || data.phase === 'called_off') {
    const sentence =
      data.phase === 'over' ? copy.over(manager, at) : data.phase === 'skipped' ? copy.skipped(manager, at) : copy.calledOff(manager, at)
    return { text: `${preview} ${sentence}`, blocks: [section(sentence)] }
  }
  const lines = [
    ...(data.movedFromAt ? [copy.moved(sayDateTime(data.movedFromAt, reader.zone, reader.locale))] : []),
    data.phase === 'shared' ? copy.shared(manager) : `${copy.ask} ${copy.theirs}`,
    ...(data.waitingSteps > 0 ? [copy.waiting(data.waitingSteps, manager)] : []),
  ]
  return {
    text: [preview, ...lines].join(' '),
    blocks: [
      section([`*${copy.lead(manager, at)}*`, ...lines].join('\n')),
      actions(
        data.phase === 'shared'
          ? button('invitation_answer', copy.change, { meetingId: data.meetingId })
          : button('invitation_answer', copy.answer, { meetingId: data.meetingId }, { style: 'primary' }),
        button('open_plan', copy.openPlan, { pairId: data.pairId }),
        button('invitation_private', copy.private, { meetingId: data.meetingId }),
      ),
      context(visibilityLine('session', { role: 'employee', names: { manager } }).short),
    ],
  }
}

/** *Answer before we meet*: prompts 1 and 2 and a proposed step in one modal, every field optional. */
export function invitationModal(form: InvitationForm, reader: Reader): ModalView {
  const { typed } = form
  const manager = escape(form.managerName)
  const text = (name: string, of: { label: string; hint?: string; placeholder?: string; maxLength: number }, value: string | undefined) =>
    textField(name, of.label, {
      value,
      hint: of.hint,
      placeholder: of.placeholder,
      maxLength: of.maxLength,
      lines: 'many',
      keepTyping: true,
      optional: true,
    })
  const origin = form.from === 'draft' ? [context(copy.fromDraft)] : form.from === 'shared' ? [context(copy.fromShared)] : []
  return modal(
    'invitation_answer',
    { meetingId: form.meetingId },
    {
      title: copy.title,
      submit: copy.share,
      close: 'Close',
      blocks: [
        section(copy.intro(manager, sayDateTime(form.startsAt, reader.zone, reader.locale))),
        ...origin,
        text('topics', topicsField, typed.topics),
        ...shownPlan(copy.planGoal, form.planGoal),
        text(
          'goalQuarter',
          form.planGoal === undefined ? sessionFields.goalQuarter : { ...sessionFields.goalQuarter, label: copy.goalQuarter },
          typed.goalQuarter,
        ),
        text('goalMeasure', sessionFields.goalMeasure, typed.goalMeasure),
        ...shownPlan(copy.planLonger, form.planLonger),
        text('goalLonger', sessionFields.goalLonger, typed.goalLonger),
        multiSelectField(
          'helpKinds',
          sessionFields.helpKinds.label,
          helpKinds.map((kind) => ({ value: kind, label: helpKindLabels[kind] })),
          { values: typed.helpKinds, hint: sessionFields.helpKinds.hint, optional: true },
        ),
        text('helpDetail', sessionFields.helpDetail, typed.helpDetail),
        text('obstacle', sessionFields.obstacle, typed.obstacle),
        selectField(
          'obstacleKind',
          sessionFields.obstacleKind.label,
          obstacleKinds.map((kind) => ({ value: kind, label: obstacleKindLabels[kind] })),
          { value: typed.obstacleKind, optional: true },
        ),
        text('stepText', { ...sessionFields.actionText, label: copy.stepLabel }, typed.stepText),
        dateField('stepDueOn', copy.stepDue, { value: typed.stepDueOn, optional: true }),
        context(`${copy.theirs} ${visibilityLine('session', { role: 'employee', names: { manager } }).full}`),
      ],
    },
  )
}

/** The contacts in a sentence under the field, for those who picked *Something private*. */
export function privateInWords(card: ContactCard): string {
  const people = card.contacts.map(({ label, name, reach }) => `${label}: ${name}, ${reach}`)
  return [...(people.length > 0 ? [`${people.join('; ')}.`] : card.notes), copy.privateStays].join(' ')
}

/** *Something private*: who to turn to. Nothing is kept, not even that it was opened. */
export function privateModal(card: ContactCard): ModalView {
  return modal('notice', {}, { title: copy.privateTitle, close: 'Close', blocks: drawContactCard(card) })
}

function shownPlan(label: string, written: string | undefined): KnownBlock[] {
  return written === undefined ? [] : [section(label), quote(written)]
}
