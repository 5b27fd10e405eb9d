import { and, eq, inArray, ne } from 'drizzle-orm'
import { invitations, meetings, outbox, people, triggers } from '../../src/db/tables.ts'
import type { Lived } from './live.ts'
import type { Outcome, Verdict } from './oracle.ts'
import { verdicts } from './oracle.ts'
import type { World } from './world.ts'

/** Counts of what became of the meetings, and every difference between what happened and what the oracle says, in a sentence. */
export type Judgement = {
  meetings: number
  moved: number
  triggers: Counts
  /** Messages that carry the triggers: those of one morning go together. */
  messages: number
  invitations: Counts
  ticks: number
  differences: string[]
}
export type Counts = {
  sent: number
  onTheMinute: number
  late: number
  away: number
  holiday: number
  otherMissing: number
  tooLate: number
  off: number
}
const none: Counts = { sent: 0, onTheMinute: 0, late: 0, away: 0, holiday: 0, otherMissing: 0, tooLate: 0, off: 0 }

export async function judge(world: World, lived: Lived): Promise<Judgement> {
  const { sql } = lived.store.read
  const rows = await sql
    .select({
      pairId: triggers.pairId,
      key: meetings.key,
      startsAt: meetings.startsAt,
      state: triggers.state,
      reason: triggers.reason,
      sentAt: triggers.sentAt,
      messageId: triggers.triggerMessageId,
      invitation: { state: invitations.state, reason: invitations.reason, sentAt: invitations.sentAt, id: invitations.id },
    })
    .from(triggers)
    .innerJoin(meetings, eq(meetings.id, triggers.meetingId))
    .innerJoin(invitations, eq(invitations.meetingId, triggers.meetingId))
  const byMeeting = Map.groupBy(rows, ({ pairId, key }) => `${pairId}/${key.startsWith('hand/') ? key.slice(5) : key.split('/').at(-1)}`)
  const idOf = new Map([...lived.pairIds].map(([id, pair]) => [pair, id]))
  const posts = new Set(
    (
      await sql
        .select({ key: outbox.key })
        .from(outbox)
        .where(and(inArray(outbox.kind, ['trigger', 'invitation']), eq(outbox.op, 'post')))
    ).map(({ key }) => key),
  )
  const differences: string[] = []
  const count = { meetings: 0, moved: 0, triggers: { ...none }, invitations: { ...none } }

  for (const verdict of verdicts(world, lived.ticks)) {
    const name = verdict.pair.source === 'hand' ? verdict.date : originalOf(verdict)
    const found = byMeeting.get(`${idOf.get(verdict.pair)}/${name}`) ?? []
    byMeeting.delete(`${idOf.get(verdict.pair)}/${name}`)
    if (verdict.trigger.must === 'pending') continue
    count.meetings += 1
    if (verdict.pair.fates.get(verdict.date)?.what === 'moved') count.moved += 1
    const [row] = found
    if (row === undefined || found.length > 1) {
      differences.push(`${inWords(verdict)}: ${found.length} triggers`)
      continue
    }
    const { invitation } = row
    const sides = [
      { what: 'triggers', must: verdict.trigger, is: row, isPosted: row.messageId !== null && posts.has(`trigger/${row.messageId}`) },
      { what: 'invitations', must: verdict.invitation, is: invitation, isPosted: posts.has(`invitation/${invitation.id}`) },
    ] as const
    for (const { what, must, is, isPosted } of sides) {
      const wrong = compare(verdict, must, { ...is, isPosted }, count[what])
      if (wrong !== undefined) differences.push(`${inWords(verdict)}, ${what}: ${wrong}`)
    }
  }
  for (const [key, left] of byMeeting) {
    if (left.some(({ sentAt, startsAt }) => sentAt !== null && startsAt < world.endsAt.epochMilliseconds))
      differences.push(`${key}: a trigger was sent for a meeting that there never was`)
  }

  const counted = await sql
    .select({ who: people.name, week: outbox.budgetWeek })
    .from(outbox)
    .innerJoin(people, eq(people.id, outbox.recipientId))
    .where(ne(outbox.budgetClass, 'exempt'))
  for (const [week, messages] of Map.groupBy(
    counted.filter((one) => one.week !== null),
    ({ who, week }) => `${who} in ${week}`,
  )) {
    if (messages.length > 3) differences.push(`${week}: ${messages.length} counted messages, three are allowed`)
  }
  return {
    ...count,
    messages: [...posts].filter((key) => key.startsWith('trigger/')).length,
    ticks: lived.ticks.length,
    differences,
  }
}

/** What is wrong about one of the two messages of a meeting, after it was counted; undefined when it is as it must be. */
function compare(
  verdict: Verdict,
  must: Outcome,
  is: { state: string; reason: string | null; sentAt: number | null; isPosted: boolean },
  count: Counts,
): string | undefined {
  const sentAt = is.sentAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(is.sentAt)
  if (must.must === 'pending') return undefined
  if (must.must === 'sent') {
    if (sentAt === undefined) return `must be sent at ${must.sentAt}, is ${is.state} (${is.reason})`
    if (!sentAt.equals(must.sentAt)) return `must be sent at ${must.sentAt}, was at ${sentAt}`
    if (!is.isPosted) return 'is sent in no message'
    if (Temporal.Instant.compare(sentAt, must.startsAt) >= 0) return 'was sent after the start'
    count.sent += 1
    if (sentAt.equals(must.dueAt)) count.onTheMinute += 1
    else count.late += 1
    return undefined
  }
  if (sentAt !== undefined && !(must.must === 'off' && wasSentBefore(verdict, sentAt)))
    return `must not be sent (${must.must}), was at ${sentAt}`
  count[counters[must.must]] += 1
  const reason = is.reason?.startsWith('away') ? 'away' : is.reason
  return must.must !== 'off' && reason !== must.must ? `must be on record as ${must.must}, is ${is.reason}` : undefined
}

const counters = { away: 'away', holiday: 'holiday', other_missing: 'otherMissing', too_late: 'tooLate', off: 'off' } as const

function originalOf({ pair, date }: Verdict): string {
  return Temporal.PlainDate.from(date)
    .toPlainDateTime(pair.cadence.time)
    .toZonedDateTime(pair.manager.zone, { disambiguation: 'compatible' })
    .toInstant()
    .toString()
}

/** A trigger that went before anybody said that the meeting is off stays sent. */
function wasSentBefore({ pair, date }: Verdict, sentAt: Temporal.Instant): boolean {
  const fate = pair.fates.get(date)
  return fate !== undefined && Temporal.Instant.compare(sentAt, fate.at) < 0
}

function inWords({ pair, date, trigger: { startsAt, dueAt } }: Verdict): string {
  return `${pair.manager.zone} ${pair.source} ${pair.lead} ${pair.cadence.time} of ${date} (starts ${startsAt}, due ${dueAt})`
}
