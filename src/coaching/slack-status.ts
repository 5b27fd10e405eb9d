import type { Absence } from './absence.ts'
import { localDate } from './local-time.ts'
import type { WorkWeek } from './working-days.ts'

/** The status beside a person's name in Slack. `emoji` is `:palm_tree:`; `expiresAt` is missing when it stays until it is taken away. */
export type SlackStatus = { text: string; emoji: string; expiresAt: Temporal.Instant | undefined }

/** What came of asking Slack for a status. `not_granted`: the workspace did not give the scope for it, so statuses are not read at all. */
export type StatusReading = { state: 'read'; status: SlackStatus } | { state: 'not_granted' | 'failed' }
export type StatusReader = (slackUserId: string) => Promise<StatusReading>

/**
 * The absence that a status tells of: its words or its sign say that the person is on leave, and it names an end that comes after their
 * working hours of today. One without an end is often forgotten, and one for an hour or two is a lunch: both tell nothing.
 */
export function absenceInStatus(
  { text, emoji, expiresAt }: SlackStatus,
  person: { zone: string; week: WorkWeek },
  now: Temporal.Instant,
): Absence | undefined {
  if (expiresAt === undefined || !(leaveSigns.has(emoji) || leaveWords.test(text))) return undefined
  const endOfToday = localDate(now, person.zone).toZonedDateTime({ timeZone: person.zone, plainTime: person.week.to }).toInstant()
  return Temporal.Instant.compare(expiresAt, endOfToday) >= 0 && Temporal.Instant.compare(expiresAt, now) > 0
    ? { fromAt: now, untilAt: expiresAt }
    : undefined
}

/** Slack's own "Vacationing" and "Out sick", and what people pick in their place. */
const leaveSigns = new Set([
  ':palm_tree:',
  ':desert_island:',
  ':beach_with_umbrella:',
  ':umbrella_on_ground:',
  ':face_with_thermometer:',
  ':no_entry:',
])
/** On leave, in the languages that Slack is used in most; whole words. */
const leaveWords =
  /(?<![\p{L}\p{N}])(vacation\w*|holidays?|annual leave|on leave|parental leave|out of office|ooo|out sick|sick leave|urlaub|abwesend|krank|elternzeit|congés?|en vacances|vacaciones|de baja|férias|ferie|in ferie|vakantie|afwezig|ferias|semester|urlop|отпуск|休暇|休假)(?![\p{L}\p{N}])/iu
