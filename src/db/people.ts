import { and, eq, inArray } from 'drizzle-orm'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { Lead } from '../coaching/trigger-time.ts'
import { leads } from '../coaching/trigger-time.ts'
import type { WorkWeek } from '../coaching/working-days.ts'
import { usualWorkWeek } from '../coaching/working-days.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { people } from './tables.ts'

export type PersonKind = 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated'

export type Person = {
  id: PersonId
  workspaceId: WorkspaceId
  slackUserId: string
  name: string
  kind: PersonKind
  /** The zone of the person's day: their own setting, else Slack's. */
  zone: string
  locale: string
  week: WorkWeek
  lead: Lead
  thin: boolean
  invitations: boolean
  dmChannel: string | undefined
  homeOpened: boolean
}

/** A person as Slack describes them now. */
export type SlackPerson = { slackUserId: string; name: string; kind: PersonKind; zone: string; locale: string }

/** Keeps what Slack says of a person, made or brought up to date, and gives the person back. */
export async function savePerson(tx: Tx, workspaceId: WorkspaceId, seen: SlackPerson, now: Temporal.Instant): Promise<Person> {
  const fresh = { name: seen.name, kind: seen.kind, slackZone: seen.zone, locale: seen.locale, refreshedAt: now.epochMilliseconds }
  const [row] = await tx.sql
    .insert(people)
    .values({ id: newId('person'), workspaceId, slackUserId: seen.slackUserId, ...fresh })
    .onConflictDoUpdate({ target: [people.workspaceId, people.slackUserId], set: fresh })
    .returning()
  if (row === undefined) throw new Error('a person was neither made nor found')
  return personOf(row)
}

export async function findPerson(tx: Tx, workspaceId: WorkspaceId, slackUserId: string): Promise<Person | undefined> {
  const [row] = await tx.sql.select().from(people).where(and(eq(people.workspaceId, workspaceId), eq(people.slackUserId, slackUserId)))
  return row && personOf(row)
}

/** The person with an id that a row of ours points to. */
export async function getPerson(tx: Tx, id: PersonId): Promise<Person> {
  const [row] = await tx.sql.select().from(people).where(eq(people.id, id))
  if (row === undefined) throw new Error(`no person ${id}`)
  return personOf(row)
}

export async function getPeople(tx: Tx, ids: PersonId[]): Promise<Map<PersonId, Person>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql.select().from(people).where(inArray(people.id, [...new Set(ids)]))
  return new Map(rows.map((row) => [personOf(row).id, personOf(row)]))
}

export async function noteDmChannel(tx: Tx, id: PersonId, channel: string): Promise<void> {
  await tx.sql.update(people).set({ dmChannel: channel }).where(eq(people.id, id))
}

export async function noteHomeOpened(tx: Tx, id: PersonId, now: Temporal.Instant): Promise<void> {
  await tx.sql.update(people).set({ homeOpenedAt: now.epochMilliseconds }).where(eq(people.id, id))
}

export type PersonSettings = { ownZone?: string | null; week?: WorkWeek; lead?: Lead; thin?: boolean; invitations?: boolean }

export async function saveSettings(tx: Tx, id: PersonId, settings: PersonSettings): Promise<void> {
  await tx.sql
    .update(people)
    .set({
      ...(settings.ownZone === undefined ? {} : { ownZone: settings.ownZone }),
      ...(settings.week === undefined ? {} : { workDays: settings.week.days.join(','), workFrom: settings.week.from, workTo: settings.week.to }),
      ...(settings.lead === undefined ? {} : { lead: settings.lead }),
      ...(settings.thin === undefined ? {} : { thin: settings.thin ? 1 : 0 }),
      ...(settings.invitations === undefined ? {} : { invitations: settings.invitations ? 1 : 0 }),
    })
    .where(eq(people.id, id))
}

function personOf(row: typeof people.$inferSelect): Person {
  return {
    // Ids and kinds were checked when the row was written.
    id: row.id as PersonId,
    workspaceId: row.workspaceId as WorkspaceId,
    slackUserId: row.slackUserId,
    name: row.name,
    kind: row.kind as PersonKind,
    zone: row.ownZone ?? row.slackZone,
    locale: row.locale,
    week: row.workDays === null ? usualWorkWeek : { days: row.workDays.split(',').map(Number), from: row.workFrom ?? usualWorkWeek.from, to: row.workTo ?? usualWorkWeek.to },
    lead: row.lead !== null && row.lead in leads ? (row.lead as Lead) : 'default',
    thin: row.thin === 1,
    invitations: row.invitations === 1,
    dmChannel: row.dmChannel ?? undefined,
    homeOpened: row.homeOpenedAt !== null,
  }
}
