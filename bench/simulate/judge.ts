import { and, eq, ne } from 'drizzle-orm'
import { invitations, meetings, outbox, people, triggers } from '../../src/db/tables.ts'
import type { Lived } from './live.ts'
import type { Verdict } from './oracle.ts'
import { isAway, verdicts } from './oracle.ts'
import type { World } from './world.ts'

/** Counts of what became of the meetings, and every difference between what happened and what the oracle says, in a sentence. */
export type Judgement = {
  meetings: number
  sent: number
  onTheMinute: number
  late: number
  away: number
  holiday: number
  tooLate: number
  off: number
  moved: number
  invitations: number
  ticks: number
  differences: string[]
}

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
    })
    .from(triggers)
    .innerJoin(meetings, eq(meetings.id, triggers.meetingId))
  const byMeeting = Map.groupBy(rows, ({ pairId, key }) => `${pairId}/${key.startsWith('hand/') ? key.slice(5) : key.split('/').at(-1)}`)
  const idOf = new Map([...lived.pairIds].map(([id, pair]) => [pair, id]))
  const posts = new Set(
    (
      await sql
        .select({ key: outbox.key })
        .from(outbox)
        .where(and(eq(outbox.kind, 'trigger'), eq(outbox.op, 'post')))
    ).map(({ key }) => key),
  )
  const differences: string[] = []
  const count = { meetings: 0, sent: 0, onTheMinute: 0, late: 0, away: 0, holiday: 0, tooLate: 0, off: 0, moved: 0 }

  for (const verdict of verdicts(world, lived.ticks)) {
    if (verdict.must === 'pending') continue
    const name = verdict.pair.source === 'hand' ? verdict.date : originalOf(verdict)
    const found = byMeeting.get(`${idOf.get(verdict.pair)}/${name}`) ?? []
    byMeeting.delete(`${idOf.get(verdict.pair)}/${name}`)
    count.meetings += 1
    if (verdict.pair.fates.get(verdict.date)?.what === 'moved') count.moved += 1
    const differ = (what: string) => differences.push(`${inWords(verdict)}: ${what}`)
    const [row] = found
    if (row === undefined || found.length > 1) {
      differ(`${found.length} triggers`)
      continue
    }
    const sentAt = row.sentAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.sentAt)
    if (verdict.must === 'sent') {
      if (sentAt === undefined) differ(`must be sent at ${verdict.sentAt}, is ${row.state} (${row.reason})`)
      else if (!sentAt.equals(verdict.sentAt)) differ(`must be sent at ${verdict.sentAt}, was at ${sentAt}`)
      else if (row.messageId === null || !posts.has(`trigger/${row.messageId}`)) differ('is sent in no message')
      else if (row.sentAt !== null && row.sentAt >= row.startsAt && verdict.pair.fates.get(verdict.date)?.what !== 'moved')
        differ('was sent after the start')
      else {
        count.sent += 1
        if (sentAt.equals(verdict.dueAt)) count.onTheMinute += 1
        else count.late += 1
      }
      continue
    }
    if (sentAt !== undefined && !(verdict.must === 'off' && wasSentBefore(verdict, sentAt)))
      differ(`must not be sent (${verdict.must}), was at ${sentAt}`)
    if (verdict.must === 'too_late') count.tooLate += 1
    else count[verdict.must] += 1
    if (verdict.must !== 'off' && row.reason !== verdict.must) differ(`must be on record as ${verdict.must}, is ${row.reason}`)
  }
  for (const [key, left] of byMeeting) {
    if (left.some(({ sentAt, startsAt }) => sentAt !== null && startsAt < world.endsAt.epochMilliseconds))
      differences.push(`${key}: a trigger was sent for a meeting that there never was`)
  }

  const invited = await sql
    .select({ sentAt: invitations.sentAt, pairId: invitations.pairId })
    .from(invitations)
    .where(eq(invitations.state, 'sent'))
  for (const { sentAt, pairId } of invited) {
    const employee = [...lived.pairIds].find(([id]) => id === pairId)?.[1].employee
    if (sentAt === null || employee === undefined) continue
    if (isAway(employee, Temporal.Instant.fromEpochMilliseconds(sentAt), sentAt))
      differences.push(`${employee.name} was invited while away, at ${Temporal.Instant.fromEpochMilliseconds(sentAt)}`)
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
  return { ...count, invitations: invited.length, ticks: lived.ticks.length, differences }
}

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

function inWords({ pair, date, startsAt, dueAt }: Verdict): string {
  return `${pair.manager.zone} ${pair.source} ${pair.lead} ${pair.cadence.time} of ${date} (starts ${startsAt}, due ${dueAt})`
}
