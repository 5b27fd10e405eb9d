import { sayDateTime } from '../coaching/local-time.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { leads } from '../coaching/trigger-time.ts'
import type { Recorded } from '../db/held-back.ts'
import { recordOf } from '../db/held-back.ts'
import type { Pair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Tx } from '../db/store.ts'
import { meetsInWords } from './meets-in-words.ts'
import type { DayOff } from './holding-back.ts'
import { dayOffAt } from './holding-back.ts'

/** Why the reader got a message about a pair or got none, and when the next one comes: from the record, in sentences of the reader's zone. */
export async function whyOf(
  tx: Tx,
  pair: Pair,
  reader: Person,
  now: Temporal.Instant,
): Promise<{ otherName: string; reader: 'manager' | 'employee'; sentences: string[] } | Refusal> {
  const as = pair.managerId === reader.id ? 'manager' : pair.employeeId === reader.id ? 'employee' : undefined
  if (as === undefined) return refusal('not_yours', 'This is a 1:1 of two other people.')
  const other = await getPerson(tx, as === 'manager' ? pair.employeeId : pair.managerId)
  const { last, next, notSent } = await recordOf(tx, pair.id, as, now)
  const hold = next?.state === 'planned' ? await dayOffAt(tx, reader, [next.dueAt, next.meetingAt]) : undefined
  const say = (at: Temporal.Instant) => sayDateTime(at, reader.zone, reader.locale)
  const rule =
    as === 'manager'
      ? `You get one message before each of your 1:1s, ${meetsInWords(pair, 'named')}${pair.feedId === undefined ? ', as set by you' : ''}: ${leads[pair.lead]}.`
      : `You are invited to answer on the morning of your working day before each 1:1, ${meetsInWords(pair, 'named')}${pair.feedId === undefined ? ', as set by your manager' : ''}.`
  return {
    otherName: other.name,
    reader: as,
    sentences: [
      rule,
      last === undefined ? 'So far none was due.' : `*Last:* ${whatBecame(last, say)}`,
      ...notSent.map((one) => `*Before:* ${whatBecame(one, say)}`),
      nextSentence(pair, other, next, hold, say),
    ],
  }
}

function nextSentence(
  pair: Pair,
  other: Person,
  next: Recorded | undefined,
  hold: DayOff | undefined,
  say: (at: Temporal.Instant) => string,
): string {
  if (other.kind !== 'member') return `*Next:* none. ${reasonInWords(`employee_${other.kind}`)}`
  if (pair.state === 'proposed') return '*Next:* none yet, because this 1:1 waits for a yes.'
  if (pair.state === 'paused') return `*Next:* none. ${reasonInWords('pair_paused')}`
  if (next === undefined) return '*Next:* none is planned in the next weeks.'
  const meeting = `for the 1:1 on ${say(next.meetingAt)}`
  if (hold !== undefined) return `*Next:* none ${meeting}. ${reasonInWords(hold)}`
  return next.state === 'planned' || next.state === 'snoozed'
    ? `*Next:* on ${say(next.dueAt)}, ${meeting}.`
    : `*Next:* ${whatBecame(next, say)}`
}

function whatBecame(one: Recorded, say: (at: Temporal.Instant) => string): string {
  const meeting = `for the 1:1 on ${say(one.meetingAt)}`
  switch (one.state) {
    case 'sent':
      return `sent on ${say(one.sentAt ?? one.dueAt)}, ${meeting}.`
    case 'snoozed':
      return `sent, and sent away until ${say(one.dueAt)}, ${meeting}.`
    case 'planned':
      return `due on ${say(one.dueAt)} and on its way, ${meeting}.`
    case 'missed':
      return `not sent, ${meeting}. ${reasonInWords(one.reason)}`
    default:
      return `held back, ${meeting}. ${reasonInWords(one.reason)}`
  }
}

/** The codes that the record keeps, as sentences; a code without one says that it was held back and no more. */
function reasonInWords(code: string | undefined): string {
  switch (code) {
    case 'pair_paused':
      return 'This 1:1 was paused.'
    case 'pair_ended':
      return 'This 1:1 had ended.'
    case 'cadence_changed':
      return 'The days of this 1:1 were changed.'
    case 'withdrawn':
      return 'This meeting was taken out of the calendar.'
    case 'skipped':
      return 'You said that this 1:1 does not happen.'
    case 'held_already':
      return 'It was said already how this 1:1 went.'
    case 'opted_out':
      return 'Invitations are switched off in your settings.'
    case 'away':
      return 'You are marked as away then, or on the day of the 1:1.'
    case 'away_in_calendar':
      return 'Your calendar has you out of office then, or on the day of the 1:1.'
    case 'away_in_slack':
      return 'Your Slack status said that you are away then, or on the day of the 1:1.'
    case 'holiday':
      return 'It is a holiday for you.'
    case 'other_missing':
      return 'Your manager is away or has a holiday on the day of the 1:1.'
    case 'calendar_cancelled':
      return 'It was cancelled in the calendar.'
    case 'calendar_declined':
      return 'One of you declined it in the calendar.'
    case 'calendar_gone':
      return 'It is not in the calendar any more.'
    case 'two_skipped_in_a_row':
      return 'Two 1:1s in a row did not happen, so it was quiet for a week.'
    case 'too_late':
      return 'It could not be sent in time, and after the start it would not have helped.'
    case 'not_delivered':
      return 'Slack did not take it.'
    default:
      return /^(manager|employee)_/.test(code ?? '') ? 'The Slack account of one of you was not active.' : 'No more is on record.'
  }
}
