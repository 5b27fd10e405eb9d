import { visibilityLine } from '../../coaching/access.ts'
import type { SharedAnswers } from '../../coaching/invitation.ts'
import { localDate, sayDate, sayDateTime, sayRelativeDay, sayTime } from '../../coaching/local-time.ts'
import type { GoalState } from '../../coaching/plan.ts'
import type { Reader } from '../../coaching/reader.ts'
import { helpKindLabels } from '../../coaching/session-fields.ts'
import type { PlanDigest, TriggerData, TriggerItem } from '../../coaching/trigger.ts'
import { countWords, firstWords, fit, mostWords, mostWordsALine } from '../../coaching/trigger.ts'
import { topicInWords } from '../../coaching/topics.ts'
import type { Choice, KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, dateField, escape, modal, overflow, radioField, section, timeField } from './kit.ts'

const copy = {
  lead: (name: string, when: string) => `1:1 with ${name}, ${when}.`,
  leadMany: (count: string, day: string) => `${capital(count)} 1:1s${day}.`,
  moved: (from: string) => `Moved from ${from}.`,
  away: (name: string, until: string) => `${name} is away until ${until}.`,
  holiday: (name: string, holiday: string) => `That day is a holiday for ${name}: ${holiday}.`,
  goal: (text: string, state: string) => `*Goal:* ${text} (${state}).`,
  goalState: { on_track: 'on track', at_risk: 'at risk', off: 'off track', done: 'reached' } satisfies Record<GoalState, string>,
  noGoal: '*Goal:* none for this quarter yet.',
  promise: (text: string, due: string, more: string) => `*Your promise, due ${due}:* ${text}${more}`,
  morePromises: (count: string) => ` And ${count} more.`,
  openPromises: (count: string) => `${capital(count)} of your promises ${count === 'one' ? 'is' : 'are'} open.`,
  steps: (name: string, count: string) => `*Open:* ${count} of ${name}’s steps`,
  noSteps: '*Open:* no steps.',
  stepsLate: (count: string, text: string) => `${count} past ${count === 'one' ? 'its' : 'their'} date: ${text}`,
  unsigned: (count: string, name: string) => `${capital(count)} ${count === 'one' ? 'waits' : 'wait'} for ${name}’s yes.`,
  requests: (count: string) => `${capital(count)} ${count === 'one' ? 'request for help is' : 'requests for help are'} open.`,
  shared: (name: string) => `*${name} shared answers before the meeting.*`,
  topics: (text: string) => `To talk about: ${text}`,
  noted: (text: string, more: string) => `*To talk about:* ${text}${more}`,
  moreTopics: (count: string) => ` And ${count} more.`,
  sharedStep: (text: string) => `Proposes: ${text}`,
  sharedHelp: (kinds: string) => `Would help: ${kinds}.`,
  ownQuestion: (text: string) => `*Your question:* ${text}`,
  question: (text: string) => `*One question to try:* ${text}`,
  questionsInside: '*Coach now* opens with one question to try.',
  why: (why: string, listenFor: string, followUp: string | undefined) =>
    `_Why this one: ${why}. Listen for ${listenFor}.${followUp === undefined ? '' : ` If there is more: ${followUp}`}_`,
  nextTry: (text: string) => `*To try, from your last debrief:* ${text}`,
  source: (source: string) => `Time: ${source}.`,
  over: (name: string, when: string) => `The 1:1 with ${name}, ${when}, is over. What became of it?`,
  coached: 'We coached',
  statusOnly: 'Status only',
  didNotHappen: 'Did not happen',
  answered: {
    coached: (name: string, when: string) => `1:1 with ${name}, ${when}: you coached.`,
    status_only: (name: string, when: string) => `1:1 with ${name}, ${when}: status only. That happens; the next one is a new chance.`,
    did_not_happen: (name: string, when: string) => `1:1 with ${name}, ${when}: did not happen.`,
  },
  addNotes: 'Write down what you agreed while it is fresh.',
  snoozed: (name: string, when: string) => `1:1 with ${name}: I will come back on ${when}.`,
  snoozedToday: (name: string, time: string) => `1:1 with ${name}: I will come back at ${time}.`,
  cameBack: (name: string, when: string) => `1:1 with ${name}: I came back on ${when}, further down.`,
  skipped: (name: string, when: string) => `1:1 with ${name}, ${when}: not this week.`,
  twoInARow: (name: string) =>
    `That is two in a row with ${name}. I will keep quiet about the two of you for a week, and be here after that.`,
  bringBack: 'Bring it back',
  calledOff: (name: string, when: string) => `The 1:1 with ${name}, ${when}, was called off.`,
  coachNow: 'Coach now',
  openPlan: 'Open the plan',
  another: 'Another question',
  useOwn: 'Use my own',
  laterToday: 'Later today',
  nextDay: 'Next working day',
  weMovedIt: 'We moved it',
  notThisWeek: 'Not this week',
  why_menu: 'Why did I get this?',
  thinCounts: (parts: string) => `${capital(parts)}.`,
  tooMany: (names: string) => `Also: ${names}. You find them on App Home.`,
  newDate: 'New date',
  newTime: 'New time',
  moveTitle: 'We moved it',
  moveHint: (zone: string) => `Times are in your zone, ${zone.replaceAll('_', ' ')}.`,
  moveIntro: (name: string, when: string) => `Your 1:1 with ${name} was set for ${when}. Nobody is written to when you move it here.`,
  movedTo: (name: string, when: string) => `Your 1:1 with ${name} is on ${when} now.`,
  gap: (asked: string, becomes: string) => `Clocks go forward that night and have no ${asked}, so it becomes ${becomes}.`,
  skipTitle: 'Not this week',
  skipIntro: (name: string, when: string) => `Your 1:1 with ${name}, ${when}, is left out. It comes round again as usual.`,
  skipReason: 'Is there a reason?',
  skipHint: 'You need not say. Coordinators see it only as part of figures over five people or more.',
}

/** The message before a manager's 1:1s: with one, what to bring into it; with several, a line for each. */
export function drawTrigger(data: TriggerData, reader: Reader): Message {
  const [only] = data.items
  if (only !== undefined && data.items.length === 1) return drawOne(only, data.nextTry, reader)
  return drawSeveral(data, reader)
}

/** *We moved it*: a date and a time in the manager's zone, as they are now. */
export function moveModal(data: { meetingId: string; employeeName: string; startsAt: Temporal.Instant }, reader: Reader): ModalView {
  const local = data.startsAt.toZonedDateTimeISO(reader.zone)
  return modal(
    'move_meeting',
    { meetingId: data.meetingId },
    {
      title: copy.moveTitle,
      submit: 'Move',
      close: 'Cancel',
      blocks: [
        section(copy.moveIntro(escape(data.employeeName), when(data.startsAt, reader))),
        dateField('date', copy.newDate, { value: local.toPlainDate().toString() }),
        timeField('time', copy.newTime, {
          value: local.toPlainTime().toString({ smallestUnit: 'minute' }),
          hint: copy.moveHint(reader.zone),
        }),
      ],
    },
  )
}

/** What follows a move: the new time in words, and what became of a time that the clocks leave out. */
export function movedModal(
  data: { employeeName: string; startsAt: Temporal.Instant; asked: string; shiftedByGap: boolean },
  reader: Reader,
): ModalView {
  const gap = data.shiftedByGap ? [section(copy.gap(data.asked, sayTime(data.startsAt, reader.zone, reader.locale)))] : []
  return modal(
    'notice',
    {},
    {
      title: copy.moveTitle,
      close: 'Done',
      blocks: [section(copy.movedTo(escape(data.employeeName), when(data.startsAt, reader))), ...gap],
    },
  )
}

export const skipReasonChoices: readonly Choice[] = [
  { value: 'leave', label: 'One of us is away' },
  { value: 'clash', label: 'Something else is in the way' },
  { value: 'no_need', label: 'No need this time' },
]

/** *Not this week*, with a reason in one tap for those who want to give one. */
export function skipModal(data: { meetingId: string; employeeName: string; startsAt: Temporal.Instant }, reader: Reader): ModalView {
  return modal(
    'skip_meeting',
    { meetingId: data.meetingId },
    {
      title: copy.skipTitle,
      submit: 'Skip it',
      close: 'Cancel',
      blocks: [
        section(copy.skipIntro(escape(data.employeeName), when(data.startsAt, reader))),
        radioField('reason', copy.skipReason, skipReasonChoices, { optional: true, hint: copy.skipHint }),
      ],
    },
  )
}

function drawOne(item: TriggerItem, nextTry: string | undefined, reader: Reader): Message {
  const name = nameIn(item)
  if (item.phase.is !== 'ahead') {
    const { sentence, blocks } = drawElse(item, reader)
    return { text: `Cuecard: ${copy.lead(name, onDate(item.startsAt, reader))} ${sentence}`, blocks }
  }
  const preview = `Cuecard: ${copy.lead(name, when(item.startsAt, reader))}`
  const drawn = reader.thin
    ? [[...headLines(item, reader), counts(item)].join('\n')]
    : fit(
        mostWords,
        levels,
        (level) => paragraphs(item, nextTry, level, reader),
        (texts) => countWords([...texts, sourceLine(item)].join(' ')),
      )
  return {
    // The heading's first line is what the preview says.
    text: [preview, ...drawn.join('\n').split('\n').slice(1)].join('\n'),
    blocks: [
      ...drawn.map((text) => section(text)),
      actions(
        button('coach_now', copy.coachNow, { meetingId: item.meetingId }, { style: 'primary' }),
        button('open_plan', copy.openPlan, { pairId: item.pairId }),
        ...(reader.thin || (item.question === undefined && item.ownQuestion === undefined)
          ? []
          : [button('another_question', copy.another, { meetingId: item.meetingId })]),
        ...(reader.thin ? [] : [button('own_question', copy.useOwn, { meetingId: item.meetingId })]),
        menu(item.meetingId),
      ),
      context(sourceLine(item)),
      ...(reader.thin ? [] : [context(visibility(item))]),
    ],
  }
}

/** How much of the message is drawn: words of each text that people wrote, and what is left out. */
type Level = { words: number; without: readonly Omission[] }
type Omission = 'help' | 'requests' | 'follow_up' | 'unsigned' | 'step' | 'reason'

/** From everything to the least: texts of people shrink first, then what the plan shows anyway goes, the follow-up late. */
const levels: readonly [Level, ...Level[]] = [
  { words: 16, without: [] },
  ...[14, 12, 10, 9, 8, 7, 6].map((words): Level => ({ words, without: [] })),
  { words: 6, without: ['help'] },
  { words: 5, without: ['help'] },
  { words: 4, without: ['help'] },
  { words: 4, without: ['help', 'requests'] },
  { words: 3, without: ['help', 'requests'] },
  { words: 3, without: ['help', 'requests', 'unsigned'] },
  { words: 3, without: ['help', 'requests', 'unsigned', 'follow_up'] },
  { words: 3, without: ['help', 'requests', 'unsigned', 'follow_up', 'step', 'reason'] },
]

function paragraphs(item: TriggerItem, nextTry: string | undefined, level: Level, reader: Reader): string[] {
  const { question, shared, ownQuestion } = item
  const has = (part: Omission) => !level.without.includes(part)
  return [
    [...headLines(item, reader), ...planLines(item, level, reader)].join('\n'),
    ...(shared ? [[copy.shared(nameIn(item)), ...sharedLines(shared, level)].join(' ')] : []),
    ...topicLines(item, level),
    ...(ownQuestion === undefined ? [] : [copy.ownQuestion(written(ownQuestion, Math.max(level.words, 12)))]),
    ...(question
      ? [
          [
            copy.question(escape(question.text)),
            ...(has('reason') ? [copy.why(question.why, question.listenFor, has('follow_up') ? question.followUp : undefined)] : []),
          ].join('\n'),
        ]
      : []),
    ...(nextTry === undefined ? [] : [copy.nextTry(ended(written(nextTry, level.words)))]),
  ]
}

function planLines(item: TriggerItem, { words, without }: Level, reader: Reader): string[] {
  const { plan } = item
  const [late, ...more] = plan.overduePromises
  const promise =
    late !== undefined
      ? [
          copy.promise(
            ended(written(late.text, words)),
            sayDate(Temporal.PlainDate.from(late.dueOn), reader.zone, reader.locale),
            more.length > 0 ? copy.morePromises(inWords(more.length)) : '',
          ),
        ]
      : plan.openPromises > 0
        ? [copy.openPromises(inWords(plan.openPromises))]
        : []
  return [
    plan.goal ? copy.goal(written(plan.goal.text, words), copy.goalState[plan.goal.state]) : copy.noGoal,
    ...promise,
    [
      stepsLine(plan, nameIn(item), words),
      ...(plan.unsigned > 0 && !without.includes('unsigned') ? [copy.unsigned(inWords(plan.unsigned), nameIn(item))] : []),
    ].join(' '),
    ...(plan.requestsWaiting > 0 && !without.includes('requests') ? [copy.requests(inWords(plan.requestsWaiting))] : []),
  ]
}

function stepsLine(plan: PlanDigest, name: string, words: number): string {
  const [late] = plan.overdueSteps
  if (plan.openSteps === 0) return copy.noSteps
  const open = copy.steps(name, inWords(plan.openSteps))
  return late === undefined ? `${open}.` : `${open}, ${copy.stepsLate(inWords(plan.overdueSteps.length), ended(written(late.text, words)))}`
}

/** The first topic in words, and how many more there are. */
function topicLines({ topics }: TriggerItem, { words }: Level): string[] {
  const [first, ...more] = topics
  if (first === undefined) return []
  return [copy.noted(ended(written(topicInWords(first), words)), more.length > 0 ? copy.moreTopics(inWords(more.length)) : '')]
}

function sharedLines(shared: SharedAnswers, { words, without }: Level): string[] {
  const kinds = shared.helpKinds.filter((kind) => kind !== 'nothing').slice(0, 2)
  return [
    ...(shared.topics === undefined ? [] : [copy.topics(ended(written(shared.topics, words)))]),
    ...(shared.step === undefined || without.includes('step') ? [] : [copy.sharedStep(ended(written(shared.step.text, words)))]),
    ...(kinds.length === 0 || without.includes('help')
      ? []
      : [copy.sharedHelp(kinds.map((kind) => helpKindLabels[kind].toLowerCase()).join(', '))]),
  ]
}

function drawSeveral({ items, nextTry }: TriggerData, reader: Reader): Message {
  const shown = items.slice(0, mostShown)
  const rest = items.slice(mostShown)
  const [first] = items
  const days = new Set(items.map(({ startsAt }) => sayDate(startsAt, reader.zone, reader.locale)))
  const day = first === undefined || days.size > 1 ? '' : isToday(first.startsAt, reader) ? ' today' : ` on ${[...days].join('')}`
  const at = (start: Temporal.Instant) => (days.size > 1 ? onDate(start, reader) : sayTime(start, reader.zone, reader.locale))
  const lines = shown.map((item) => lineOf(item, at(item.startsAt), reader))
  const tip = nextTry === undefined || reader.thin ? [] : [copy.nextTry(ended(written(nextTry, 14)))]
  const also =
    rest.length === 0 ? [] : [copy.tooMany(rest.map(({ employeeName, startsAt }) => `${escape(employeeName)} ${at(startsAt)}`).join(', '))]
  const lead = copy.leadMany(inWords(items.length), day)
  const preview = `Cuecard: 1:1s${day} with ${items.map(({ employeeName, startsAt }) => `${escape(employeeName)} ${at(startsAt)}`).join(', ')}.`
  return {
    text: [preview, ...lines.map(({ sentence }) => sentence), ...tip].join('\n').slice(0, 3_900),
    blocks: [
      section(`*${lead}*`),
      ...lines.flatMap(({ blocks }) => blocks),
      ...[...also, ...tip].map((line) => section(line)),
      ...(shown.some(({ phase, question }) => phase.is === 'ahead' && question !== undefined) ? [context(copy.questionsInside)] : []),
      context([...new Set(items.map(sourceLine))].slice(0, 3).join(' ')),
      ...(reader.thin || first === undefined
        ? []
        : [context(visibilityLine('plan', { role: 'manager', names: { employee: 'each of them' } }).short)]),
    ],
  }
}

/** Two blocks for each 1:1, and room for what stands around them in the fifty that a message may have. */
const mostShown = 20

/** Words of the goal, and how many kinds of things that wait are counted. */
const lineLevels: readonly [{ words: number; most: number }, ...{ words: number; most: number }[]] = [
  { words: 12, most: 4 },
  ...[10, 8, 6, 4].map((words) => ({ words, most: 4 })),
  { words: 4, most: 2 },
  { words: 0, most: 2 },
  { words: 0, most: 1 },
  { words: 0, most: 0 },
]

/** One line of at most 25 words, with buttons of its own. */
function lineOf(item: TriggerItem, at: string, reader: Reader): { sentence: string; blocks: KnownBlock[] } {
  if (item.phase.is !== 'ahead') return drawElse(item, reader)
  const start = `*${at} ${nameIn(item)}.*`
  const { goal } = item.plan
  const line = reader.thin
    ? `${start} ${counts(item)}`
    : fit(
        mostWordsALine,
        lineLevels,
        ({ words, most }) =>
          [
            start,
            ...(goal && words > 0 ? [copy.goal(written(goal.text, words), copy.goalState[goal.state])] : []),
            ...(most > 0 ? [counts(item, most)] : []),
          ].join(' '),
        countWords,
      )
  return {
    sentence: line,
    blocks: [
      section(line),
      actions(
        button('coach_now', copy.coachNow, { meetingId: item.meetingId }),
        button('open_plan', copy.openPlan, { pairId: item.pairId }),
        menu(item.meetingId),
      ),
    ],
  }
}

/** A 1:1 that is not simply ahead: what became of it, and what can be done about it. */
function drawElse(item: TriggerItem, reader: Reader): { sentence: string; blocks: KnownBlock[] } {
  const name = nameIn(item)
  const at = onDate(item.startsAt, reader)
  const { phase, meetingId } = item
  const coachNow = button('coach_now', copy.coachNow, { meetingId })
  const say = (sentence: string, ...more: KnownBlock[]) => ({ sentence, blocks: [section(sentence), ...more] })
  switch (phase.is) {
    case 'ahead':
      return say(copy.lead(name, at))
    case 'snoozed':
      return say(
        isToday(phase.until, reader)
          ? copy.snoozedToday(name, sayTime(phase.until, reader.zone, reader.locale))
          : copy.snoozed(name, onDate(phase.until, reader)),
        actions(coachNow, button('open_plan', copy.openPlan, { pairId: item.pairId })),
      )
    case 'came_back':
      return say(copy.cameBack(name, onDate(phase.at, reader)))
    case 'skipped': {
      const sentence = [copy.skipped(name, at), ...(phase.inARow === 2 ? [copy.twoInARow(name)] : [])].join(' ')
      return phase.undo === 'offered' ? say(sentence, actions(button('meeting_bring_back', copy.bringBack, { meetingId }))) : say(sentence)
    }
    case 'called_off':
      return say(copy.calledOff(name, at))
    case 'over':
      return say(
        copy.over(name, at),
        actions(
          button('meeting_outcome', copy.coached, { meetingId, outcome: 'coached' }, { key: 'coached', style: 'primary' }),
          button('meeting_outcome', copy.statusOnly, { meetingId, outcome: 'status_only' }, { key: 'status_only' }),
          button('meeting_outcome', copy.didNotHappen, { meetingId, outcome: 'did_not_happen' }, { key: 'did_not_happen' }),
        ),
      )
    case 'answered': {
      const sentence = copy.answered[phase.outcome](name, at)
      if (phase.outcome !== 'coached' || phase.notes === 'written')
        return say(sentence, actions(button('open_plan', copy.openPlan, { pairId: item.pairId })))
      return say(`${sentence} ${copy.addNotes}`, actions(coachNow, button('open_plan', copy.openPlan, { pairId: item.pairId })))
    }
    default:
      return phase satisfies never
  }
}

function menu(meetingId: string) {
  return overflow(
    { act: 'trigger_later_today', label: copy.laterToday, value: { meetingId } },
    { act: 'trigger_next_day', label: copy.nextDay, value: { meetingId } },
    { act: 'meeting_moved', label: copy.weMovedIt, value: { meetingId } },
    { act: 'meeting_skip', label: copy.notThisWeek, value: { meetingId } },
    { act: 'trigger_why', label: copy.why_menu, value: { meetingId } },
  )
}

/** What waits, in words and without a text that anybody wrote; at most `limit` of it. */
function counts({ plan, shared, topics }: TriggerItem, limit = 4): string {
  const parts = [
    ...(plan.overduePromises.length > 0
      ? [`${inWords(plan.overduePromises.length)} of your promises past ${plan.overduePromises.length === 1 ? 'its' : 'their'} date`]
      : []),
    ...(plan.openPromises > 0 ? [`${inWords(plan.openPromises)} open ${plan.openPromises === 1 ? 'promise' : 'promises'} of yours`] : []),
    ...(plan.openSteps > 0
      ? [
          `${inWords(plan.openSteps)} open ${plan.openSteps === 1 ? 'step' : 'steps'}${plan.overdueSteps.length > 0 ? `, ${inWords(plan.overdueSteps.length)} past ${plan.overdueSteps.length === 1 ? 'its' : 'their'} date` : ''}`,
        ]
      : []),
    ...(plan.requestsWaiting > 0 ? [`${inWords(plan.requestsWaiting)} open ${plan.requestsWaiting === 1 ? 'request' : 'requests'}`] : []),
    ...(shared ? ['answers shared'] : []),
    ...(topics.length > 0 ? [`${inWords(topics.length)} ${topics.length === 1 ? 'topic' : 'topics'}`] : []),
  ]
  return parts.length === 0 ? copy.thinCounts('nothing open') : copy.thinCounts(parts.slice(0, limit).join('; '))
}

function sourceLine(item: TriggerItem): string {
  return copy.source(item.source)
}

/** The employee's name; one of very many words is cut. */
function nameIn(item: Pick<TriggerItem, 'employeeName'>): string {
  return written(item.employeeName, 6)
}

function visibility(item: TriggerItem): string {
  return visibilityLine('plan', { role: 'manager', names: { employee: escape(item.employeeName) } }).short
}

function headLines(item: TriggerItem, reader: Reader): string[] {
  return [
    `*${copy.lead(nameIn(item), when(item.startsAt, reader))}*`,
    ...(item.movedFromAt ? [copy.moved(movedFrom(item.movedFromAt, item.startsAt, reader))] : []),
    ...missingLines(item, reader),
  ]
}

/** The employee's absence in a sentence. */
function missingLines(item: TriggerItem, reader: Reader): string[] {
  const { missing } = item
  if (missing === undefined) return []
  return [
    missing.why === 'away'
      ? copy.away(nameIn(item), sayDate(missing.lastDay, reader.zone, reader.locale))
      : copy.holiday(nameIn(item), escape(missing.name)),
  ]
}

/** "today 14:00", otherwise with its date: a message stays in view for longer than "tomorrow" is true. */
function when(at: Temporal.Instant, reader: Reader): string {
  return isToday(at, reader) ? sayRelativeDay(at, reader.now, reader.zone, reader.locale) : onDate(at, reader)
}

function onDate(at: Temporal.Instant, reader: Reader): string {
  return sayDateTime(at, reader.zone, reader.locale)
}

/** Where it was: the time alone when it stayed on its day. */
function movedFrom(at: Temporal.Instant, to: Temporal.Instant, reader: Reader): string {
  return localDate(at, reader.zone).equals(localDate(to, reader.zone)) ? sayTime(at, reader.zone, reader.locale) : onDate(at, reader)
}

function isToday(at: Temporal.Instant, { now, zone }: Reader): boolean {
  return localDate(at, zone).equals(localDate(now, zone))
}

/** What somebody wrote, inside a line of ours. */
function written(text: string, words: number): string {
  return escape(firstWords(text, words))
}

function ended(sentence: string): string {
  return /[.!?…。？！]$/u.test(sentence) ? sentence : `${sentence}.`
}

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
function inWords(count: number): string {
  return numbers[count] ?? String(count)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
