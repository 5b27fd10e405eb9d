import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Absence } from '../coaching/absence.ts'
import { countryOfZone } from '../coaching/country.ts'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { Lead } from '../coaching/trigger-time.ts'
import { leads } from '../coaching/trigger-time.ts'
import type { WorkWeek } from '../coaching/working-days.ts'
import { usualWorkWeek } from '../coaching/working-days.ts'
import { newId } from './new-id.ts'
import { prepared } from './prepared.ts'
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
  /** The zone in the person's Slack profile. */
  slackZone: string
  ownZone: string | undefined
  /** ISO 3166 code of the country whose contacts they see: their own setting, else that of their zone; empty where neither tells. */
  country: string
  ownCountry: string | undefined
  /** Part of the country whose public holidays they have, such as BY in DE. */
  region: string | undefined
  /** As the person told; a calendar may know of more. */
  away: Absence | undefined
  locale: string
  week: WorkWeek
  lead: Lead
  thin: boolean
  invitations: boolean
  dmChannel: string | undefined
  homeOpened: boolean
  coordinator: boolean
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
  const [row] = await bySlackId(tx, { workspaceId, slackUserId })
  return row && personOf(row)
}

const bySlackId = prepared(['workspaceId', 'slackUserId'], (sql, { workspaceId, slackUserId }) =>
  sql
    .select()
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), eq(people.slackUserId, slackUserId))),
)

/** The person with an id that a row of ours points to. */
export async function getPerson(tx: Tx, id: PersonId): Promise<Person> {
  const [row] = await byId(tx, { id })
  if (row === undefined) throw new Error(`no person ${id}`)
  return personOf(row)
}

const byId = prepared(['id'], (sql, { id }) => sql.select().from(people).where(eq(people.id, id)))

/** A person by their own id; undefined when there is none. */
export async function findPersonById(tx: Tx, id: PersonId): Promise<Person | undefined> {
  const [row] = await byId(tx, { id })
  return row && personOf(row)
}

export async function getPeople(tx: Tx, ids: PersonId[]): Promise<Map<PersonId, Person>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql
    .select()
    .from(people)
    .where(inArray(people.id, [...new Set(ids)]))
  return new Map(rows.map((row) => [personOf(row).id, personOf(row)]))
}

export async function noteDmChannel(tx: Tx, id: PersonId, channel: string | null): Promise<void> {
  await tx.sql.update(people).set({ dmChannel: channel }).where(eq(people.id, id))
}

/** Notes that Slack does not let us write to a person; the first time counts. */
export async function noteUnreachable(tx: Tx, id: PersonId, now: Temporal.Instant): Promise<void> {
  await tx.sql
    .update(people)
    .set({ unreachableSince: now.epochMilliseconds })
    .where(and(eq(people.id, id), isNull(people.unreachableSince)))
}

/** Notes that a message reached a person; true when they were out of reach before. */
export async function noteReached(tx: Tx, id: PersonId): Promise<boolean> {
  return (await reached(tx, { id })).length > 0
}

const reached = prepared(['id'], (sql, { id }) =>
  sql
    .update(people)
    .set({ unreachableSince: null })
    .where(and(eq(people.id, id), isNotNull(people.unreachableSince)))
    .returning({ id: people.id }),
)

/** How many full members cannot be written to. */
export async function countUnreachable(tx: Tx, workspaceId: WorkspaceId): Promise<number> {
  const [row] = await tx.sql
    .select({ n: sql<number>`count(*)` })
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), eq(people.kind, 'member' satisfies PersonKind), isNotNull(people.unreachableSince)))
  return Number(row?.n ?? 0)
}

export async function noteHomeOpened(tx: Tx, id: PersonId, now: Temporal.Instant): Promise<void> {
  await tx.sql.update(people).set({ homeOpenedAt: now.epochMilliseconds }).where(eq(people.id, id))
}

export type PersonSettings = {
  ownZone?: string | null
  country?: string | null
  region?: string | null
  week?: WorkWeek
  lead?: Lead
  thin?: boolean
  invitations?: boolean
}

export async function saveSettings(tx: Tx, id: PersonId, settings: PersonSettings): Promise<void> {
  await tx.sql
    .update(people)
    .set({
      ...(settings.ownZone === undefined ? {} : { ownZone: settings.ownZone }),
      ...(settings.country === undefined ? {} : { country: settings.country }),
      ...(settings.region === undefined ? {} : { region: settings.region }),
      ...(settings.week === undefined
        ? {}
        : { workDays: settings.week.days.join(','), workFrom: settings.week.from, workTo: settings.week.to }),
      ...(settings.lead === undefined ? {} : { lead: settings.lead }),
      ...(settings.thin === undefined ? {} : { thin: settings.thin ? 1 : 0 }),
      ...(settings.invitations === undefined ? {} : { invitations: settings.invitations ? 1 : 0 }),
    })
    .where(eq(people.id, id))
}

/** Keeps when a person is away; `undefined` says that they are back. */
export async function saveAbsence(tx: Tx, id: PersonId, away: Absence | undefined): Promise<void> {
  await tx.sql
    .update(people)
    .set({ awayFromAt: away?.fromAt.epochMilliseconds ?? null, awayUntilAt: away?.untilAt.epochMilliseconds ?? null })
    .where(eq(people.id, id))
}

/** The coordinators of a workspace who can be written to. */
export async function coordinatorsOf(tx: Tx, workspaceId: WorkspaceId): Promise<Person[]> {
  const rows = await tx.sql
    .select()
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), isNotNull(people.coordinator), eq(people.kind, 'member' satisfies PersonKind)))
  return rows.map(personOf)
}

/** Whether somebody is a coordinator because of the settings or by appointment; undefined when they are none. */
export async function coordinatorSince(tx: Tx, id: PersonId): Promise<'setting' | 'appointed' | undefined> {
  const [row] = await tx.sql.select({ how: people.coordinator }).from(people).where(eq(people.id, id))
  return row?.how === 'setting' || row?.how === 'appointed' ? row.how : undefined
}

/** Makes somebody a coordinator; false when they are one. */
export async function appointCoordinator(tx: Tx, id: PersonId): Promise<boolean> {
  const rows = await tx.sql
    .update(people)
    .set({ coordinator: 'appointed' })
    .where(and(eq(people.id, id), isNull(people.coordinator)))
    .returning({ id: people.id })
  return rows.length > 0
}

export async function dismissCoordinator(tx: Tx, id: PersonId): Promise<void> {
  await tx.sql
    .update(people)
    .set({ coordinator: null })
    .where(and(eq(people.id, id), eq(people.coordinator, 'appointed')))
}

/** Makes exactly these people the coordinators that the settings name. */
export async function nameCoordinators(tx: Tx, workspaceId: WorkspaceId, ids: readonly PersonId[]): Promise<void> {
  const bySetting = and(eq(people.workspaceId, workspaceId), eq(people.coordinator, 'setting'))
  await tx.sql.update(people).set({ coordinator: null }).where(bySetting)
  if (ids.length > 0)
    await tx.sql
      .update(people)
      .set({ coordinator: 'setting' })
      .where(and(eq(people.workspaceId, workspaceId), inArray(people.id, [...ids])))
}

/** The countries of the members whom we know, each once. */
export async function countriesHere(tx: Tx, workspaceId: WorkspaceId): Promise<string[]> {
  const rows = await tx.sql
    .selectDistinct({ own: people.country, ownZone: people.ownZone, slackZone: people.slackZone })
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), eq(people.kind, 'member' satisfies PersonKind)))
  return [
    ...new Set(rows.map((row) => row.own ?? countryOfZone(row.ownZone ?? row.slackZone)).filter((country) => country !== undefined)),
  ].toSorted()
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
    slackZone: row.slackZone,
    ownZone: row.ownZone ?? undefined,
    country: row.country ?? countryOfZone(row.ownZone ?? row.slackZone) ?? '',
    ownCountry: row.country ?? undefined,
    region: row.region ?? undefined,
    away:
      row.awayFromAt === null || row.awayUntilAt === null
        ? undefined
        : {
            fromAt: Temporal.Instant.fromEpochMilliseconds(row.awayFromAt),
            untilAt: Temporal.Instant.fromEpochMilliseconds(row.awayUntilAt),
          },
    locale: row.locale,
    week:
      row.workDays === null
        ? usualWorkWeek
        : { days: row.workDays.split(',').map(Number), from: row.workFrom ?? usualWorkWeek.from, to: row.workTo ?? usualWorkWeek.to },
    lead: row.lead !== null && row.lead in leads ? (row.lead as Lead) : 'default',
    thin: row.thin === 1,
    invitations: row.invitations === 1,
    dmChannel: row.dmChannel ?? undefined,
    homeOpened: row.homeOpenedAt !== null,
    coordinator: row.coordinator !== null,
  }
}
