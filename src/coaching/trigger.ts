import { localDate } from './local-time.ts'
import type { SharedAnswers } from './invitation.ts'
import type { GoalState, Plan } from './plan.ts'
import { isOverdue, quarterGoalOf } from './plan.ts'
import { isWaited } from './requests.ts'
import type { Topic } from './topics.ts'

/** What the message before a manager's 1:1s shows, whatever has become of them since. */
export type TriggerData = {
  /** In the order of their start. */
  items: TriggerItem[]
  /** One thing to try, from the manager's last debrief. */
  nextTry: string | undefined
}

export type TriggerItem = {
  meetingId: string
  pairId: string
  employeeName: string
  startsAt: Temporal.Instant
  /** Where the cadence had it, when it was moved by hand. */
  movedFromAt: Temporal.Instant | undefined
  /** Why the employee will hardly be there, as far as is known. */
  missing: Missing | undefined
  /** Where the time of the 1:1 comes from, in words: "weekly, set by you". */
  source: string
  phase: TriggerPhase
  plan: PlanDigest
  shared: SharedAnswers | undefined
  /** What either of the two noted to talk about. */
  topics: Topic[]
  question: OfferedQuestion | undefined
  /** The manager's own, in place of it. */
  ownQuestion: string | undefined
}

/** Somebody is away on the day of a meeting, or has a public holiday or one of the organisation's. `lastDay` is on their own calendar. */
export type Missing = { why: 'away'; lastDay: Temporal.PlainDate } | { why: 'holiday'; name: string }

/** A question as the manager sees it; `why` is a line without a full stop. */
export type OfferedQuestion = { text: string; why: string; listenFor: string; followUp: string }

/** What the message says about a 1:1 now. */
export type TriggerPhase =
  | { is: 'ahead' }
  | { is: 'snoozed'; until: Temporal.Instant }
  /** It was sent again further down, because the manager asked for it. */
  | { is: 'came_back'; at: Temporal.Instant }
  | { is: 'skipped'; undo: 'offered' | 'over'; inARow: number }
  /** The cadence no longer has it, or the pair stopped. */
  | { is: 'called_off' }
  /** It is over, and nobody has said what became of it. */
  | { is: 'over' }
  | { is: 'answered'; outcome: 'coached' | 'status_only' | 'did_not_happen'; notes: 'written' | 'none' }

/** The part of a plan that matters before a talk. Dates are ISO dates. */
export type PlanDigest = {
  goal: { text: string; state: GoalState } | undefined
  /** The manager's own actions past their date, the oldest first. */
  overduePromises: { text: string; dueOn: string }[]
  openPromises: number
  /** The employee's agreed steps, those past their date included. */
  openSteps: number
  overdueSteps: { text: string; dueOn: string }[]
  /** Steps that wait for a signature. */
  unsigned: number
  /** Help asked for that has not come or been declined yet. */
  requestsWaiting: number
}

/** The digest of a plan on the manager's day (an ISO date). */
export function digestOf(plan: Plan, today: string): PlanDigest {
  const goal = quarterGoalOf(plan.quarterGoals) ?? plan.quarterGoals.at(-1)
  const bound = plan.openActions.filter((action) => action.state === 'agreed' || (action.kind === 'promise' && action.state === 'proposed'))
  const mine = bound.filter(({ owner }) => owner === 'manager')
  const theirs = bound.filter(({ owner }) => owner === 'employee')
  const late = (actions: typeof bound) =>
    actions
      .filter((action) => isOverdue(action, today))
      .map(({ text, dueOn }) => ({ text, dueOn }))
      .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))
  return {
    goal: goal && { text: goal.text, state: goal.state },
    overduePromises: late(mine),
    openPromises: mine.length - late(mine).length,
    openSteps: theirs.length,
    overdueSteps: late(theirs),
    unsigned: plan.openActions.length - bound.length,
    requestsWaiting: plan.requests.filter(({ state }) => isWaited(state)).length,
  }
}

/** A trigger message with one 1:1 has at most this many words, the line on who can read it apart. */
export const mostWords = 120
/** The line of one 1:1 among several has at most this many. */
export const mostWordsALine = 25

/** The words in a text as a reader counts them; long runs without a space, as in Chinese, count one for each two characters. */
export function countWords(text: string): number {
  return text
    .split(/\s+/)
    .filter((word) => [...word].some(isLetter))
    .reduce((sum, word) => sum + (wide.test(word) ? Math.ceil([...word].filter(isLetter).length / 2) : 1), 0)
}

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character)
}

/** The beginning of what somebody wrote, on one line, in at most `limit` words; an ellipsis says that there is more. */
export function firstWords(written: string, limit: number): string {
  const words = written.trim().split(/\s+/)
  const kept: string[] = []
  for (const word of words) {
    const left = limit - countWords(kept.join(' '))
    if (countWords(word) > left) {
      if (left > 0 && wide.test(word)) kept.push(firstLetters(word, left * 2))
      break
    }
    kept.push(word)
  }
  const text = kept.join(' ')
  const whole = words.join(' ')
  const letters = [...text]
  if (letters.length > limit * longestWord) return `${letters.slice(0, limit * longestWord).join('')}…`
  return text === whole ? whole : `${text.replace(/[\s,.;:–-]+$/u, '')}…`
}

/** The beginning of a text up to and with its `limit`th letter or digit. */
function firstLetters(text: string, limit: number): string {
  const characters = [...text]
  const places = characters.flatMap((character, place) => (isLetter(character) ? [place] : []))
  return characters.slice(0, (places[limit - 1] ?? characters.length) + 1).join('')
}

/** Characters that a word may take before the text is cut anyway. */
const longestWord = 14

/** The first of some drafts, the fullest first, that has at most `limit` words; the last one when none has. */
export function fit<Level, Drawn>(
  limit: number,
  levels: readonly [Level, ...Level[]],
  draw: (level: Level) => Drawn,
  wordsIn: (drawn: Drawn) => number,
): Drawn {
  let drawn = draw(levels[0])
  for (const level of levels.slice(1)) {
    if (wordsIn(drawn) <= limit) return drawn
    drawn = draw(level)
  }
  return drawn
}

/** A 1:1 as the rule about skipping sees it: when it was to be, and whether the manager said *Not this week*. */
export type Skippable = { startsAt: Temporal.Instant; state: 'planned' | 'skipped' }

/** How many 1:1s in a row were skipped up to and including the newest of `newestFirst`. */
export function skippedInARow(newestFirst: readonly Skippable[]): number {
  const held = newestFirst.findIndex(({ state }) => state !== 'skipped')
  return held === -1 ? newestFirst.length : held
}

/**
 * Whether a trigger keeps silent because two 1:1s in a row were skipped: it does for the week after the second of them, counted in days of
 * the manager's zone. `before` are the pair's 1:1s before this one, newest first.
 */
export function isQuietWeek(startsAt: Temporal.Instant, before: readonly Skippable[], zone: string): boolean {
  const second = before.findIndex(({ state }, index) => state === 'skipped' && before[index + 1]?.state === 'skipped')
  const last = before[second]
  if (last === undefined) return false
  return localDate(last.startsAt, zone).until(localDate(startsAt, zone), { largestUnit: 'day' }).days <= 7
}
