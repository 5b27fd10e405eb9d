import { visibilityLine } from '../../coaching/access.ts'
import { sayDate, sayDateTime } from '../../coaching/local-time.ts'
import type { PairEnded, PairNotRight, PairProposal, PairStarted } from '../../coaching/pair-messages.ts'
import type { Context } from '../../coaching/question-bank.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Lead } from '../../coaching/trigger-time.ts'
import { leads } from '../../coaching/trigger-time.ts'
import type { Choice, KnownBlock, Message, ModalView } from './kit.ts'
import {
  actions,
  button,
  context,
  dateField,
  escape,
  modal,
  multiSelectField,
  personField,
  section,
  selectField,
  shorten,
  timeField,
} from './kit.ts'

const copy = {
  ask: (manager: string) => `${manager} would like to keep a coaching plan with you in Cuecard.`,
  askMore: (cadence: string, minutes: number) =>
    `It goes with your 1:1, ${cadence}, ${minutes} minutes. After each talk you see what was agreed and confirm it, or not, with a button. Nothing counts as agreed without you.`,
  emptyPlan: '*The plan is one page, and empty so far:* goals, agreed steps, what your manager promised, help you asked for.',
  start: 'Yes, start',
  notRight: 'This is not right',
  started: (manager: string) =>
    `You said yes. Your plan with ${manager} has started. Before a 1:1 you can say first what matters to you, and afterwards you confirm what was agreed.`,
  startedByRoster: (manager: string) =>
    `${manager} is your manager in the list that your company keeps, so your coaching plan with them has started.`,
  notRightByRoster: (manager: string) =>
    `If ${manager} is not your manager, end this 1:1 on App Home and tell your coordinator. Nothing counts as agreed without you.`,
  declined: (manager: string) => `You said that this is not right. Nothing was started, and ${manager} and your coordinator were told.`,
  withdrawn: (manager: string) => `${manager} took this back. Nothing was started.`,
  ended: (manager: string) => `Your coaching plan with ${manager} has ended. You can both still read it.`,
  yes: (employee: string) => `${employee} said yes.`,
  namedByRoster: (employee: string) =>
    `Your plan with ${employee} has started: your company's list names you as their manager, and ${employee} is told who can see what.`,
  firstTrigger: (trigger: string, meeting: string) => `I will write to you on ${trigger}, ahead of your 1:1 on ${meeting}.`,
  firstTriggerNow: (meeting: string) => `I will write to you in a moment, ahead of your 1:1 on ${meeting}.`,
  no: (employee: string) =>
    `${employee} answered that this 1:1 is not right, so nothing was started. Please talk to them, or ask your coordinator.`,
  coordinatorHears: (employee: string, manager: string) =>
    `${employee} answered that a 1:1 with ${manager} in Cuecard is not right. Nothing was started. Please help the two of them to sort it out.`,
  endedByOther: (other: string, otherIs: 'manager' | 'employee') =>
    `${other} ended ${otherIs === 'manager' ? 'your coaching plan with them' : 'the coaching plan that you kept with them'} in Cuecard. Nothing more is sent about it. What was agreed stays readable for you both, and what was not confirmed is void.`,
  addTitle: 'Add a 1:1',
  editTitle: 'Edit this 1:1',
  who: 'Who do you meet?',
  nextOn: 'Next 1:1 on',
  weekdayRepeats: 'The weekday repeats from here.',
  time: 'Time',
  rhythm: 'Rhythm',
  alsoOn: 'Also on',
  alsoOnHint: 'If you meet several times in such a week or month, at the same time of day.',
  until: 'Last date',
  untilHint: 'Leave this empty if your 1:1 simply goes on.',
  leaveOut: 'Leave out a date',
  leaveOutHint: 'A date without your 1:1. For another one, open this again.',
  leftOut: 'Dates left out',
  leftOutHint: 'Take one away to have your 1:1 on it after all.',
  more: 'You can set a last date, or leave out single dates, with “Edit” later.',
  length: 'Length',
  kind: 'Kind of work',
  kindHint: 'It helps to pick fitting questions.',
  lead: 'Write to me',
  startedAtOnce: (employee: string) =>
    `*Your plan with ${employee} has started.* Your company's list names you as their manager, and ${employee} is told who can see what.`,
  asked: (employee: string) => `*I have asked ${employee} whether this is right.* Once they press “Yes, start”, your plan begins.`,
  firstMessage: (trigger: string, meeting: string) => `Your first message comes on *${trigger}*, ahead of the 1:1 on *${meeting}*.`,
  firstMessageSoon: (employee: string, meeting: string) =>
    `Your first message comes as soon as ${employee} has said yes, ahead of the 1:1 on *${meeting}*.`,
  saved: '*Saved.*',
  nextMessage: (trigger: string, meeting: string) => `The next message comes on *${trigger}*, ahead of the 1:1 on *${meeting}*.`,
  nextMessageSent: (meeting: string) => `The next 1:1 is on *${meeting}*.`,
  stillPaused: 'This 1:1 is paused, so nothing is sent until you resume it.',
  calendar: 'Are your 1:1s in your calendar? Cuecard can follow it.',
  pickFromCalendar: 'My calendar',
  openCalendar: 'Paste its address',
  ownZone: 'Times are in your own time zone.',
  exists: (employee: string) =>
    `You and ${employee} have a 1:1 in Cuecard already. Nothing was changed yet. With “Save” it will meet as filled in below.`,
  clockGap: (date: string, wanted: string, at: string) =>
    `On ${date} the clocks go forward and ${wanted} does not exist. That 1:1 counts as ${at}.`,
  endTitle: 'End this 1:1',
  end: 'End it',
  endAsk: (other: string) => `*End the 1:1 with ${other} in Cuecard?*`,
  endWhat: (other: string) =>
    `Nothing more is sent to either of you. Steps that were not confirmed become void, and what is not finished is discarded. You can both still read the plan, and ${other} is told.`,
  takeBack: 'Take it back',
  takeBackAsk: (other: string) => `*Take back your question to ${other}?* They have not answered yet. Nothing is started.`,
  hasEnded: (other: string) => `The 1:1 with ${other} has ended, and ${other} is told. You can add it again at any time.`,
  tookBack: (other: string) => `Taken back. ${other} can see that.`,
  pickTitle: { session: 'Start coaching', plan: 'Open a plan' },
  pick: 'Which 1:1?',
  go: 'Open',
}

export function drawPairProposal(data: PairProposal, _reader: Reader): Message {
  const manager = escape(data.managerName)
  if (data.state === 'started_by_roster') return drawStartedByRoster(data, manager)
  if (data.state !== 'waiting') {
    const sentence = copy[data.state](manager)
    return { text: sentence, blocks: [section(sentence)] }
  }
  const intro = copy.ask(manager)
  const more = copy.askMore(data.cadence, data.lengthMinutes)
  return {
    text: `${intro} ${more}`,
    blocks: [
      section(`*${intro}*\n${more}`),
      section(copy.emptyPlan),
      actions(
        button('pair_start', copy.start, { pairId: data.pairId }, { style: 'primary' }),
        button('pair_not_right', copy.notRight, { pairId: data.pairId }),
      ),
      context(visibilityLine('plan', { role: 'employee', names: { manager } }).full),
    ],
  }
}

function drawStartedByRoster(data: PairProposal, manager: string): Message {
  const [intro, more, wrong] = [
    copy.startedByRoster(manager),
    copy.askMore(data.cadence, data.lengthMinutes),
    copy.notRightByRoster(manager),
  ]
  return {
    text: `${intro} ${more} ${wrong}`,
    blocks: [
      section(`*${intro}*\n${more}`),
      section(copy.emptyPlan),
      section(wrong),
      context(visibilityLine('plan', { role: 'employee', names: { manager } }).full),
    ],
  }
}

export function drawPairStarted(data: PairStarted, reader: Reader): Message {
  const employee = escape(data.employeeName)
  if (data.outcome === 'declined') return { text: copy.no(employee), blocks: [section(copy.no(employee))] }
  const when = data.firstTriggerAt && data.firstMeetingAt ? ` ${firstTrigger(data.firstTriggerAt, data.firstMeetingAt, reader)}` : ''
  const how = data.outcome === 'started' ? copy.yes(employee) : copy.namedByRoster(employee)
  return { text: `${how}${when}`, blocks: [section(`*${how}*${when}`)] }
}

function firstTrigger(triggerAt: Temporal.Instant, meetingAt: Temporal.Instant, reader: Reader): string {
  return isPast(triggerAt, reader)
    ? copy.firstTriggerNow(said(meetingAt, reader))
    : copy.firstTrigger(said(triggerAt, reader), said(meetingAt, reader))
}

/** To a coordinator: the names of the two, and nothing else. */
export function drawPairNotRight(data: PairNotRight, _reader: Reader): Message {
  const sentence = copy.coordinatorHears(escape(data.employeeName), escape(data.managerName))
  return { text: sentence, blocks: [section(sentence)] }
}

export function drawPairEnded(data: PairEnded, _reader: Reader): Message {
  const sentence = copy.endedByOther(escape(data.otherName), data.otherIs)
  return { text: sentence, blocks: [section(sentence)] }
}

export const contextChoices: readonly (Choice & { value: Context })[] = [
  { value: 'general', label: 'General' },
  { value: 'sales', label: 'Sales' },
  { value: 'support', label: 'Support' },
  { value: 'operations', label: 'Operations' },
  { value: 'project', label: 'Project' },
]
export const rhythmChoices: readonly Choice[] = [
  { value: 'weekly', label: 'Every week' },
  { value: 'fortnightly', label: 'Every second week' },
  { value: 'every_3_weeks', label: 'Every third week' },
  { value: 'every_4_weeks', label: 'Every fourth week' },
  { value: 'monthly', label: 'Monthly, on the same weekday' },
  { value: 'monthly_last', label: 'Monthly, on the last such weekday' },
]
const weekdayChoices: readonly Choice[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
  (label, index) => ({ value: String(index + 1), label }),
)
export const leadChoices: readonly Choice[] = Object.entries(leads).map(([value, label]) => ({
  value,
  label: label.charAt(0).toUpperCase() + label.slice(1),
}))

const usualLengths = [15, 25, 30, 45, 50, 60, 90]
/** The usual lengths, and the one that this 1:1 has already. */
export function lengthChoices(minutes: number): readonly Choice[] {
  return [...new Set([...usualLengths, minutes])]
    .toSorted((a, b) => a - b)
    .map((length) => ({ value: String(length), label: `${length} minutes` }))
}

/**
 * What the form of a 1:1 holds. Weekday and start come from one date, as in a calendar; `alsoOn` are the other weekdays (Monday is 1), `until`
 * is the last date, and `leftOut` the dates without a 1:1.
 */
export type PairForm = {
  firstOn: string
  time: string
  lengthMinutes: number
  rhythm: string
  alsoOn: number[]
  until: string | undefined
  leftOut: string[]
  context: Context
  lead: Lead
}

export function addPairModal(form: PairForm & { employeeSlackId?: string | undefined }): ModalView {
  return modal(
    'add_pair',
    {},
    {
      title: copy.addTitle,
      submit: 'Add',
      close: 'Cancel',
      blocks: [
        personField('employee', copy.who, { value: form.employeeSlackId, placeholder: 'Pick a person' }),
        ...pairFields(form),
        context(copy.more),
      ],
    },
  )
}

/** The same form for a 1:1 that is there. `exists` says that it was met while adding it again. */
export function editPairModal(data: { pairId: string; employeeName: string; opened: 'edit' | 'exists' }, form: PairForm): ModalView {
  const employee = escape(data.employeeName)
  return modal(
    'edit_pair',
    { pairId: data.pairId },
    {
      title: copy.editTitle,
      submit: 'Save',
      close: 'Cancel',
      blocks: [
        section(data.opened === 'exists' ? copy.exists(employee) : `*${employee}*`),
        ...pairFields(form),
        ...limitFields(form),
        context(copy.ownZone),
      ],
    },
  )
}

function pairFields(form: PairForm): KnownBlock[] {
  return [
    dateField('first_on', copy.nextOn, { value: form.firstOn, hint: copy.weekdayRepeats }),
    timeField('time', copy.time, { value: form.time }),
    selectField('rhythm', copy.rhythm, rhythmChoices, { value: form.rhythm }),
    multiSelectField('also_on', copy.alsoOn, weekdayChoices, {
      values: form.alsoOn.map(String),
      hint: copy.alsoOnHint,
      placeholder: 'No other day',
      optional: true,
    }),
    selectField('length', copy.length, lengthChoices(form.lengthMinutes), { value: String(form.lengthMinutes) }),
    selectField('context', copy.kind, contextChoices, { value: form.context, hint: copy.kindHint }),
    selectField('lead', copy.lead, leadChoices, { value: form.lead }),
    section(copy.calendar, button('open_calendar', copy.openCalendar, {})),
  ]
}

/** Where a 1:1 ends, and the dates on which there is none. */
function limitFields(form: PairForm): KnownBlock[] {
  const dates = form.leftOut.map((date) => ({ value: date, label: sayDate(Temporal.PlainDate.from(date)) }))
  return [
    dateField('until', copy.until, { value: form.until, hint: copy.untilHint, optional: true }),
    dateField('leave_out', copy.leaveOut, { hint: copy.leaveOutHint, optional: true }),
    ...(dates.length > 0
      ? [multiSelectField('left_out', copy.leftOut, dates, { values: form.leftOut, hint: copy.leftOutHint, optional: true })]
      : []),
  ]
}

/** An occurrence whose wall-clock time does not exist because the clocks go forward. */
export type ClockGap = { on: Temporal.PlainDate; time: string; startsAt: Temporal.Instant }
type Upcoming = { meetingAt: Temporal.Instant; triggerAt: Temporal.Instant }

/** What follows *Add*: the first trigger in words, in the manager's zone. */
export function pairAddedModal(
  data: Upcoming & { employeeName: string; started: boolean; gap?: ClockGap | undefined },
  reader: Reader,
): ModalView {
  const employee = escape(data.employeeName)
  const meeting = said(data.meetingAt, reader)
  return modal(
    'notice',
    {},
    {
      title: copy.addTitle,
      close: 'Done',
      blocks: [
        section(data.started ? copy.startedAtOnce(employee) : copy.asked(employee)),
        section(
          isPast(data.triggerAt, reader)
            ? data.started
              ? copy.firstTriggerNow(meeting)
              : copy.firstMessageSoon(employee, meeting)
            : copy.firstMessage(said(data.triggerAt, reader), meeting),
        ),
        ...gapBlocks(data.gap, reader),
        section(copy.calendar, button('open_calendar', copy.pickFromCalendar, {})),
        context(copy.ownZone),
      ],
    },
  )
}

export function pairSavedModal(data: { next: Upcoming | undefined; gap?: ClockGap | undefined }, reader: Reader): ModalView {
  const { next } = data
  const what =
    next === undefined
      ? copy.stillPaused
      : isPast(next.triggerAt, reader)
        ? copy.nextMessageSent(said(next.meetingAt, reader))
        : copy.nextMessage(said(next.triggerAt, reader), said(next.meetingAt, reader))
  return modal(
    'notice',
    {},
    {
      title: copy.editTitle,
      close: 'Done',
      blocks: [section(`${copy.saved} ${what}`), ...gapBlocks(data.gap, reader), context(copy.ownZone)],
    },
  )
}

function gapBlocks(gap: ClockGap | undefined, reader: Reader): KnownBlock[] {
  return gap === undefined
    ? []
    : [section(copy.clockGap(sayDate(gap.on, reader.zone, reader.locale), gap.time, said(gap.startsAt, reader)))]
}

export function endPairModal(data: { pairId: string; otherName: string; what: 'pair' | 'proposal' }): ModalView {
  const other = escape(data.otherName)
  return modal(
    'end_pair',
    { pairId: data.pairId },
    {
      title: data.what === 'pair' ? copy.endTitle : copy.takeBack,
      submit: data.what === 'pair' ? copy.end : copy.takeBack,
      close: 'Keep it',
      blocks: data.what === 'pair' ? [section(copy.endAsk(other)), section(copy.endWhat(other))] : [section(copy.takeBackAsk(other))],
    },
  )
}

export function pairEndedModal(data: { otherName: string; ended: 'pair' | 'proposal' }): ModalView {
  const other = escape(data.otherName)
  return modal(
    'notice',
    {},
    {
      title: data.ended === 'pair' ? copy.endTitle : copy.takeBack,
      close: 'Done',
      blocks: [section(data.ended === 'pair' ? copy.hasEnded(other) : copy.tookBack(other))],
    },
  )
}

/** Asks which 1:1 is meant, where somebody has several. */
export function pickPairModal(
  what: 'session' | 'plan',
  pairs: readonly { pairId: string; otherName: string; cadence: string }[],
): ModalView {
  const choices = pairs
    .slice(0, 100)
    .map(({ pairId, otherName, cadence }) => ({ value: pairId, label: shorten(`${otherName}, ${cadence}`, 70) }))
  return modal(
    'pick_pair',
    { for: what },
    {
      title: copy.pickTitle[what],
      submit: copy.go,
      close: 'Cancel',
      blocks: [selectField('pair', copy.pick, choices, { value: choices[0]?.value })],
    },
  )
}

function said(instant: Temporal.Instant, reader: Reader): string {
  return sayDateTime(instant, reader.zone, reader.locale)
}

function isPast(instant: Temporal.Instant, reader: Reader): boolean {
  return Temporal.Instant.compare(instant, reader.now) <= 0
}
