import type { PersonId, WorkspaceId } from '../src/coaching/ids.ts'
import { absencesOf } from '../src/flows/holding-back.ts'
import type { Meeting } from '../src/db/meetings.ts'
import { meetingsBetween } from '../src/db/meetings.ts'
import type { Pair } from '../src/db/pairs.ts'
import { activePairs } from '../src/db/pairs.ts'
import type { Person } from '../src/db/people.ts'
import { getPeople } from '../src/db/people.ts'
import type { Store } from '../src/db/store.ts'
import { triggerOfMeeting } from '../src/db/triggers.ts'
import type { CalendarEntry } from './practice-api.ts'

/** What the app has in its calendar from one time to another (epoch ms): 1:1s with their messages, and who is away; the earliest first. */
export async function castCalendar(store: Store, workspaceId: string, from: number, to: number): Promise<CalendarEntry[]> {
  const tx = store.read
  const span = { from: Temporal.Instant.fromEpochMilliseconds(from), to: Temporal.Instant.fromEpochMilliseconds(to) }
  // The stand-in has one workspace, which the app knows under the same id.
  const pairs = await activePairs(tx, workspaceId as WorkspaceId)
  const people = await getPeople(
    tx,
    pairs.flatMap(({ managerId, employeeId }): PersonId[] => [managerId, employeeId]),
  )
  const entries: CalendarEntry[] = []
  for (const pair of pairs)
    for (const meeting of await meetingsBetween(tx, pair.id, span.from, span.to))
      entries.push(await meetingEntry(store, pair, meeting, people))
  for (const person of people.values())
    for (const { fromAt, untilAt } of await absencesOf(tx, person)) {
      if (fromAt.epochMilliseconds >= to || untilAt.epochMilliseconds <= from) continue
      entries.push({ kind: 'away', at: fromAt.epochMilliseconds, until: untilAt.epochMilliseconds, people: [person.slackUserId] })
    }
  return entries.toSorted((one, other) => one.at - other.at)
}

async function meetingEntry(
  store: Store,
  { managerId, employeeId }: Pair,
  { id, startsAt, endsAt, state, outcome }: Meeting,
  people: ReadonlyMap<PersonId, Person>,
): Promise<CalendarEntry> {
  const trigger = await triggerOfMeeting(store.read, id)
  const isAhead = trigger?.state === 'planned' || trigger?.state === 'snoozed'
  return {
    kind: 'meeting',
    at: startsAt.epochMilliseconds,
    until: endsAt.epochMilliseconds,
    people: [managerId, employeeId].flatMap((personId) => people.get(personId)?.slackUserId ?? []),
    became: state === 'planned' ? (outcome === 'coached' ? 'coached' : 'planned') : 'off',
    ...(isAhead ? { writesAt: trigger.dueAt.epochMilliseconds } : {}),
  }
}
