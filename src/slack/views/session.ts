import type { InputBlock } from '@slack/types'
import { visibilityLine } from '../../coaching/access.ts'
import { mostOpenSteps } from '../../coaching/carry-over.ts'
import { sayDate, sayDateTime, sayRelativeDay } from '../../coaching/local-time.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { ContactCard } from '../../coaching/sensitive.ts'
import { actionField, listOf, textOf } from '../../coaching/session-draft.ts'
import {
  confidenceLabels,
  confidences,
  helpKindLabels,
  helpKinds,
  maxActionsPerSession,
  noPromiseLabel,
  obstacleKindLabels,
  obstacleKinds,
  sessionFields,
  sessionStepNames,
  sessionSteps,
  sessionTitle,
  smallerStepPrompt,
} from '../../coaching/session-fields.ts'
import type { SessionMove } from '../../coaching/session-place.ts'
import type { ClosedSession, SessionScreen, SessionSummary } from '../../coaching/session-screen.ts'
import type { ActionInput } from '../ids.ts'
import { drawContactCard } from './contact-card.ts'
import type { KnownBlock, ModalView } from './kit.ts'
import {
  actions,
  button,
  checkField,
  context,
  dateField,
  divider,
  escape,
  header,
  modal,
  multiSelectField,
  overflow,
  quote,
  radioField,
  section,
  selectField,
  shorten,
  textField,
} from './kit.ts'
import { resourceBlocks } from './resources.ts'
import { topicLine } from './topics.ts'

const copy = {
  progress: (step: number, title: string) => `Step ${step} of ${sessionStepNames.length}: ${title}`,
  with: (employee: string, when: string | undefined) =>
    when === undefined ? `With ${employee}, between two 1:1s` : `1:1 with ${employee}, ${when}`,
  pickedUp: (when: string) => `Picked up where you left off, ${when}.`,
  discard: 'Discard',
  discardAsk: {
    title: 'Discard this session?',
    text: 'Everything you typed in it is erased, and nothing is sent.',
    yes: 'Discard',
    no: 'Keep it',
  },
  topics: (employee: string) => `*${employee} would like to talk about:*`,
  noted: '*Noted to talk about:*',
  you: 'You',
  ownQuestion: '*Your question:*',
  question: (text: string) => `*One question to try:* ${text}`,
  listenFor: (listenFor: string, followUp: string) => `Listen for ${listenFor}. If there is more: ${followUp}`,
  from: (employee: string) => `From ${employee}, before the meeting.`,
  other: 'This was changed elsewhere meanwhile. There it says:',
  otherNext: 'What you have above stands. Change it if you like, and go on.',
  next: 'Next',
  back: 'Back',
  later: 'Finish later',
  nothingNow: helpKindLabels.nothing,
  openSteps: (count: number) => (count === 1 ? '*One step is open:*' : `*${count} steps are open:*`),
  openStep: (text: string, whose: string, date: string, waits: string) => `• ${text}  _${whose}, by ${date}${waits}_`,
  waits: ', not confirmed yet',
  stuck: '   _Carried over for the third time or more. What would make it smaller, or could it go?_',
  tooMany: (count: number, most: number) =>
    `*That would make ${count} open steps, and ${most} fit on a plan.* Which one could go? Each can be finished or dropped on the plan, by whose step it is.`,
  openPlan: 'Open the plan',
  yours: 'yours',
  keepSteps: 'Keep open steps',
  kept: 'The open steps stay as they are.',
  addStep: 'Add a step',
  newStep: (text: string, whose: string, date: string) => `*New:* ${text}  _${whose}, by ${date}_`,
  edit: 'Edit',
  remove: 'Remove',
  another: 'Add another',
  easier: 'Make it easier to keep',
  full: `A session agrees ${maxActionsPerSession} new steps at most.`,
  smaller: `*${smallerStepPrompt}* This step may not happen as it is. Change its words above, or leave it.`,
  noPromise: noPromiseLabel,
  noPromiseKept: 'You promise nothing this time.',
  makePromise: 'Make a promise',
  end: 'Close session',
  easierTitle: 'Make it easier to keep',
  easierFor: 'For this step:',
  easierDone: 'Done',
  untilClosed: 'Only you can read this until you close the session.',
  closedTitle: 'Closed',
  closed: (employee: string) => `*That is it. Your session with ${employee} is closed.*`,
  goals: (count: number) => (count === 1 ? 'A goal on the plan was changed.' : `${count} goals on the plan were changed.`),
  steps: (employee: string) =>
    `*What happens now:* ${employee} gets this in a message, and can confirm it, suggest a change or say no. Nothing is agreed before that.`,
  stepLine: (text: string, whose: string, date: string) => `• ${text}  _${whose}, by ${date}_`,
  promise: (text: string, date: string) => `• ${text}  _your promise, by ${date}_`,
  requests: (count: number) =>
    count === 1 ? 'One request for help was noted on the plan.' : `${count} requests for help were noted on the plan.`,
  obstacle: 'What may get in the way was noted.',
  keptOpen: 'The open steps stay as they are.',
  nothing: (employee: string) => `Nothing new was noted, and ${employee} gets no message.`,
  nextMeeting: (when: string) => `Your next 1:1 is ${when}.`,
  askMentor: 'Ask my mentor',
  mentor: (mentor: string) => `You can look back at this talk with ${mentor}.`,
  done: 'Done',
  closedElsewhere: (when: string) => `This session was closed at ${when}. Nothing more was changed.`,
  unsaved: 'You had typed this here, and it went nowhere. Copy what you need:',
  discarded: 'The session was discarded. What you typed is erased, and nothing was sent.',
  ok: 'OK',
}

/** One screen of the session. The contact card is shown on top, to this person alone, when something private was picked. */
export function sessionView(screen: SessionScreen, reader: Reader, card?: ContactCard): ModalView {
  const step = screen.place.step === 'easier' ? 'nextSteps' : screen.place.step
  const meta = { sessionId: screen.sessionId, window: screen.window, place: screen.place, drawn: { ...screen.drawn } }
  return modal('session', meta, {
    title: sessionTitle,
    submit: screen.place.step === 'nextSteps' ? copy.end : screen.place.step === 'easier' ? copy.easierDone : copy.next,
    close: copy.later,
    blocks: [
      ...(card ? drawContactCard(card) : []),
      ...screen.notes.map((note) => section(`*${escape(note)}*`)),
      header(
        screen.place.step === 'easier' ? copy.easierTitle : copy.progress(sessionStepNames.indexOf(step) + 1, sessionSteps[step].title),
      ),
      context(
        copy.with(
          escape(screen.employeeName),
          screen.meetingAt && sayRelativeDay(screen.meetingAt, reader.now, reader.zone, reader.locale),
        ),
      ),
      ...resumed(screen, reader),
      ...body(screen, reader),
      context(
        `${copy.untilClosed} Then: ${visibilityLine('session', { role: 'manager', names: { employee: escape(screen.employeeName) } }).short}`,
      ),
    ],
  })
}

/** The last screen: what was kept, and what happens now. */
export function sessionClosedView(summary: SessionSummary, reader: Reader): ModalView {
  const employee = escape(summary.employeeName)
  const date = (on: string) => sayDate(Temporal.PlainDate.from(on), reader.zone, reader.locale)
  const lines = [
    ...summary.steps.map(({ text, owner, dueOn }) =>
      copy.stepLine(escape(text), owner === 'employee' ? employee : copy.yours, date(dueOn)),
    ),
    ...(summary.promise ? [copy.promise(escape(summary.promise.text), date(summary.promise.dueOn))] : []),
  ]
  const noted = [
    ...(summary.goals > 0 ? [copy.goals(summary.goals)] : []),
    ...(summary.requests > 0 ? [copy.requests(summary.requests)] : []),
    ...(summary.obstacle === 'noted' ? [copy.obstacle] : []),
  ]
  return modal(
    'notice',
    {},
    {
      title: copy.closedTitle,
      close: copy.done,
      blocks: [
        section(copy.closed(employee)),
        ...(lines.length > 0 ? [section(`${copy.steps(employee)}\n${lines.join('\n')}`)] : []),
        ...(noted.length > 0 ? [section(noted.join('\n'))] : []),
        ...(summary.keptOpen ? [section(copy.keptOpen)] : []),
        ...(lines.length + noted.length === 0 ? [section(copy.nothing(employee))] : []),
        ...(summary.nextMeetingAt
          ? [context(copy.nextMeeting(sayRelativeDay(summary.nextMeetingAt, reader.now, reader.zone, reader.locale)))]
          : []),
        ...(summary.mentor
          ? [section(copy.mentor(escape(summary.mentor))), actions(button('debrief_ask', copy.askMentor, { sessionId: summary.sessionId }))]
          : []),
        context(visibilityLine('session', { role: 'manager', names: { employee } }).short),
      ],
    },
  )
}

/** For a window that was left open while the session was closed in another. What was typed here is shown back. */
export function sessionClosedElsewhereView(closed: ClosedSession, reader: Reader): ModalView {
  return modal(
    'notice',
    {},
    {
      title: sessionTitle,
      close: copy.ok,
      blocks: [
        section(copy.closedElsewhere(sayDateTime(closed.closedAt, reader.zone, reader.locale))),
        ...(closed.unsaved.length > 0 ? [section(copy.unsaved), ...closed.unsaved.map(quote)] : []),
      ],
    },
  )
}

export function sessionDiscardedView(): ModalView {
  return modal('notice', {}, { title: sessionTitle, close: copy.ok, blocks: [section(copy.discarded)] })
}

/** The block that holds a field. The select of prompt 2 gets a new one whenever it is to forget what was picked. */
export function blockOf(field: string, place: SessionScreen['place']): string {
  return field === 'helpKinds' && place.step === 'help' ? `helpKinds.${place.asked}` : field
}

function body(screen: SessionScreen, reader: Reader): KnownBlock[] {
  switch (screen.place.step) {
    case 'goals':
      return [
        ...opening(screen),
        ...words(screen, 'goalQuarter', 'goalQuarter', screen.which === 'first' ? 'needed' : 'optional'),
        ...words(screen, 'goalMeasure', 'goalMeasure'),
        ...words(screen, 'goalLonger', 'goalLonger'),
      ]
    case 'help':
      return [
        ...besides(screen, 'helpKinds', helpSelect(screen, screen.place.asked)),
        ...resourceBlocks(screen.resources),
        ...(screen.place.detail === 'shown' ? words(screen, 'helpDetail', 'helpDetail') : []),
        ...words(screen, 'obstacle', 'obstacle'),
        ...besides(
          screen,
          'obstacleKind',
          selectField(
            'obstacleKind',
            sessionFields.obstacleKind.label,
            obstacleKinds.map((value) => ({ value, label: obstacleKindLabels[value] })),
            {
              optional: true,
              value: textOf(screen.fields, 'obstacleKind') || undefined,
            },
          ),
        ),
        actions(moveButton(screen, 'back', copy.back), moveButton(screen, 'nothing_now', copy.nothingNow)),
      ]
    case 'nextSteps':
      return nextSteps(screen, screen.place.slot, reader)
    case 'easier':
      return easier(screen, screen.place.slot)
    default:
      return screen.place satisfies never
  }
}

/** What the talk may start from: the employee's topics, and the question. */
function opening(screen: SessionScreen): KnownBlock[] {
  const { question, ownQuestion, topics, noted, employeeName } = screen
  return [
    ...(topics ? [section(copy.topics(escape(screen.employeeName))), quote(topics)] : []),
    ...(noted.length > 0 ? [section(copy.noted)] : []),
    ...noted.slice(0, 8).map((topic) => section(topicLine(topic, topic.by === 'manager' ? copy.you : escape(employeeName)))),
    ...(ownQuestion === undefined ? [] : [section(copy.ownQuestion), quote(ownQuestion)]),
    ...(question ? [section(copy.question(question.text)), context(copy.listenFor(question.listenFor, question.followUp))] : []),
  ]
}

function nextSteps(screen: SessionScreen, slot: number | undefined, reader: Reader): KnownBlock[] {
  const employee = escape(screen.employeeName)
  const date = (on: string) => (on === '' ? '' : sayDate(Temporal.PlainDate.from(on), reader.zone, reader.locale))
  const whose = (owner: string) => (owner === 'manager' ? copy.yours : employee)
  const open = screen.openSteps.map(
    ({ text, owner, dueOn, agreed, stuck }) =>
      `${copy.openStep(escape(shorten(text, 120)), whose(owner), date(dueOn), agreed === 'yes' ? '' : copy.waits)}${stuck ? `\n${copy.stuck}` : ''}`,
  )
  const choices = [
    ...(screen.openSteps.length > 0 && !(screen.openStepsChoice === 'kept' && slot === undefined)
      ? [moveButton(screen, 'keep_steps', copy.keepSteps)]
      : []),
    ...(slot === undefined && screen.mayAddStep ? [moveButton(screen, 'add_step', copy.addStep)] : []),
    ...(slot !== undefined && screen.mayAddStep ? [moveButton(screen, 'another', copy.another)] : []),
    ...(slot !== undefined ? [moveButton(screen, 'easier', copy.easier)] : []),
  ]
  const isAlone = screen.openSteps.length === 0 && screen.otherSteps.length === 0
  return [
    ...(open.length > 0 ? [section(`${copy.openSteps(open.length)}\n${open.slice(0, 8).join('\n')}`)] : []),
    ...(screen.tooMany > 0
      ? [
          section(
            copy.tooMany(screen.tooMany + mostOpenSteps, mostOpenSteps),
            button('open_plan', copy.openPlan, { pairId: screen.pairId }),
          ),
        ]
      : []),
    ...(screen.openStepsChoice === 'kept' && open.length > 0 ? [context(copy.kept)] : []),
    ...screen.otherSteps.map((step) =>
      section(
        copy.newStep(escape(step.text), whose(step.owner), date(step.dueOn)),
        overflow(
          { act: 'session_move', label: copy.edit, value: { sessionId: screen.sessionId, move: 'edit', index: step.slot } },
          { act: 'session_move', label: copy.remove, value: { sessionId: screen.sessionId, move: 'remove', index: step.slot } },
        ),
      ),
    ),
    ...(slot === undefined
      ? []
      : [
          ...words(screen, actionField(slot, 'text'), 'actionText', isAlone ? 'needed' : 'optional'),
          ...(screen.smaller === 'ask' ? [section(copy.smaller)] : []),
          radioField(
            actionField(slot, 'owner'),
            sessionFields.actionOwner.label,
            [
              { value: 'employee', label: shorten(screen.employeeName, 70) },
              { value: 'manager', label: 'Mine' },
            ],
            {
              value: textOf(screen.fields, actionField(slot, 'owner')),
            },
          ),
          ...besides(
            screen,
            actionField(slot, 'dueOn'),
            dateField(actionField(slot, 'dueOn'), sessionFields.actionDueOn.label, {
              value: textOf(screen.fields, actionField(slot, 'dueOn')) || undefined,
              hint: sessionFields.actionDueOn.hint,
            }),
          ),
        ]),
    ...(choices.length > 0 ? [actions(...choices)] : []),
    ...(screen.mayAddStep ? [] : [context(copy.full)]),
    divider,
    ...(screen.promise === 'none'
      ? [section(copy.noPromiseKept), actions(moveButton(screen, 'make_promise', copy.makePromise))]
      : [
          ...words(screen, 'promise.text', 'promise', 'needed'),
          dateField('promise.dueOn', sessionFields.promiseDueOn.label, { value: textOf(screen.fields, 'promise.dueOn') || undefined }),
          actions(moveButton(screen, 'no_promise', copy.noPromise)),
        ]),
    actions(moveButton(screen, 'back', copy.back)),
  ]
}

function easier(screen: SessionScreen, slot: number): KnownBlock[] {
  const confidence = textOf(screen.fields, actionField(slot, 'confidence'))
  return [
    ...(screen.stepText.trim() === '' ? [] : [section(copy.easierFor), quote(screen.stepText)]),
    ...words(screen, actionField(slot, 'cue'), 'cue'),
    ...words(screen, actionField(slot, 'response'), 'response'),
    radioField(
      actionField(slot, 'confidence'),
      sessionFields.confidence.label,
      confidences.map((level) => ({ value: String(level), label: confidenceLabels[level] })),
      {
        optional: true,
        value: confidence || undefined,
        hint: sessionFields.confidence.hint,
      },
    ),
    checkField(actionField(slot, 'learning'), 'Learning', [{ value: 'learning', label: sessionFields.actionLearning.label }], {
      values: listOf(screen.fields, actionField(slot, 'learning')),
    }),
    actions(moveButton(screen, 'back', copy.back)),
  ]
}

type WordField = 'goalQuarter' | 'goalMeasure' | 'goalLonger' | 'helpDetail' | 'obstacle' | 'actionText' | 'cue' | 'response' | 'promise'

/** A field for words, kept while it is typed in, with what else is known about it. */
function words(screen: SessionScreen, field: string, named: WordField, need: 'needed' | 'optional' = 'optional'): KnownBlock[] {
  const look: { label: string; hint?: string; placeholder: string; maxLength: number } = sessionFields[named]
  return besides(
    screen,
    field,
    textField(field, look.label, {
      value: textOf(screen.fields, field),
      hint: look.hint,
      placeholder: look.placeholder,
      maxLength: look.maxLength,
      optional: need === 'optional',
      lines: look.maxLength >= 300 ? 'many' : 'one',
      keepTyping: true,
    }),
  )
}

/** A field, marked where its words are the employee's, with the other text where there are two. */
function besides(screen: SessionScreen, field: string, input: InputBlock): KnownBlock[] {
  const other = screen.others[field]
  return [
    input,
    ...(screen.fromEmployee.includes(field) ? [context(copy.from(escape(screen.employeeName)))] : []),
    ...(other === undefined ? [] : [section(copy.other), quote(other), context(copy.otherNext)]),
  ]
}

/** The select of prompt 2. It reports each pick by itself, so that the contact card comes on the spot. */
function helpSelect(screen: SessionScreen, asked: number): InputBlock {
  const choices = helpKinds.map((value) => ({ value, label: helpKindLabels[value] }))
  const select = multiSelectField(`helpKinds.${asked}`, sessionFields.helpKinds.label, choices, {
    hint: sessionFields.helpKinds.hint,
    values: listOf(screen.fields, 'helpKinds'),
  })
  return { ...select, dispatch_action: true, element: { ...select.element, action_id: 'session_help' } }
}

function moveButton(screen: SessionScreen, move: SessionMove, label: string) {
  const value: ActionInput<'session_move'> = { sessionId: screen.sessionId, move }
  return { ...button('session_move', label, value), action_id: `session_move#${move}` }
}

function resumed(screen: SessionScreen, reader: Reader): KnownBlock[] {
  if (screen.resumedAt === undefined) return []
  const when = sayRelativeDay(screen.resumedAt, reader.now, reader.zone, reader.locale)
  return [
    section(copy.pickedUp(when), button('session_discard', copy.discard, { sessionId: screen.sessionId }, { confirm: copy.discardAsk })),
  ]
}
