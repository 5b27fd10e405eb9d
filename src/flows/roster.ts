import type { PersonId, RosterChangeId, WorkspaceId } from '../coaching/ids.ts'
import type { RosterChange } from '../coaching/people-data/roster-changes.ts'
import { acknowledged, rosterEffects } from '../coaching/people-data/roster-changes.ts'
import type { RosterRow } from '../coaching/people-data/rows.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { NotFound, RosterChangeShown } from '../coaching/roster-messages.ts'
import { audit } from '../db/audit.ts'
import { enqueue, redraw } from '../db/outbox.ts'
import { livingPairsOf, movePair, proposedPairs } from '../db/pairs.ts'
import { peopleDataOf } from '../db/people-data.ts'
import type { Person, SlackPerson } from '../db/people.ts'
import { coordinatorsOf, getPeople, savePerson } from '../db/people.ts'
import {
  acknowledgeChanges,
  heldChanges,
  holdChanges,
  noteRosterLook,
  noteWhoIsWho,
  rosterOf,
  rostersToMatch,
  saveEntries,
  unmatchedEmployees,
} from '../db/roster.ts'
import type { Store, Tx } from '../db/store.ts'
import { managerChangedIn } from './handovers.ts'
import { redrawHomes } from './home.ts'
import { startByRoster, stopPair, takeBackProposal } from './pairs.ts'

/** The changes of a people file that would wait for a coordinator. */
export async function changesToHold(tx: Tx, workspaceId: WorkspaceId, rows: readonly RosterRow[]): Promise<RosterChange[]> {
  return rosterEffects(await rosterOf(tx, workspaceId), rows).held
}

/** Lets the roster follow a people file that was taken: what is new holds at once, what would change about somebody waits for a coordinator. */
export async function followPeopleFile(tx: Tx, workspaceId: WorkspaceId, rows: readonly RosterRow[], now: Temporal.Instant): Promise<void> {
  const { settled, held } = rosterEffects(await rosterOf(tx, workspaceId), rows)
  await saveEntries(tx, workspaceId, settled)
  const fresh = await holdChanges(tx, workspaceId, held, now)
  const coordinators = await coordinatorsOf(tx, workspaceId)
  for (const { id } of fresh === 0 ? [] : coordinators)
    await enqueue(tx, {
      workspaceId,
      key: waitingKey(now, id),
      kind: 'roster_waits',
      payload: { personId: id },
      to: { kind: 'person', id },
      now,
    })
  await startNamedPairs(tx, workspaceId, now)
  await redrawHomes(tx, coordinators, now)
}

const waitingKey = (noticedAt: Temporal.Instant, coordinator: PersonId) => `roster/${noticedAt.epochMilliseconds}/${coordinator}`

/** Slack's whole directory. */
export type MemberReader = () => Promise<ListedMember[]>

/**
 * Reads Slack's directory when the roster is newer than the last look, and once a day, because people join Slack later than a company.
 * Where Slack shows no e-mail addresses this is noted, and said on App Home.
 */
export async function matchNewRosters(store: Store, readMembers: MemberReader, now: Temporal.Instant): Promise<void> {
  for (const workspaceId of await rostersToMatch(store.read, now.subtract({ hours: 24 }))) {
    const members = await readMembers()
    const emails = members.some(({ email }) => email !== undefined) ? 'seen' : 'hidden'
    if (emails === 'seen') await matchRoster(store, workspaceId, members, now)
    await store.write(async (tx) => {
      await noteRosterLook(tx, workspaceId, emails, now)
      await redrawHomes(tx, await coordinatorsOf(tx, workspaceId), now)
    })
  }
}

/** A member of the workspace as Slack lists them. The e-mail is there where the app may see it. */
export type ListedMember = SlackPerson & { email: string | undefined }

/**
 * Finds the employees of the roster in Slack by their e-mail, and starts the 1:1s that were proposed and that the roster names. Whom nobody
 * has the e-mail of stays visible as not found; only people who are found are kept.
 */
async function matchRoster(store: Store, workspaceId: WorkspaceId, members: readonly ListedMember[], now: Temporal.Instant): Promise<void> {
  const byEmail = new Map(members.flatMap((member) => (member.email === undefined ? [] : [[member.email.toLowerCase(), member]])))
  await store.write(async (tx) => {
    const entries = await rosterOf(tx, workspaceId)
    for (const { key, row, goneOn } of await peopleDataOf(tx, workspaceId, 'people')) {
      const entry = entries.get(key)
      if (goneOn !== undefined || entry?.state !== 'here') continue
      const member = byEmail.get(row.workEmail)
      const person = member === undefined || member.kind === 'bot' ? undefined : await savePerson(tx, workspaceId, member, now)
      if (person?.id !== entry.personId) await noteWhoIsWho(tx, workspaceId, key, person?.id)
    }
    await startNamedPairs(tx, workspaceId, now)
    await redrawHomes(tx, await coordinatorsOf(tx, workspaceId), now)
  })
}

async function startNamedPairs(tx: Tx, workspaceId: WorkspaceId, now: Temporal.Instant): Promise<void> {
  for (const pair of await proposedPairs(tx, workspaceId)) await startByRoster(tx, pair, 'is told', now)
}

/** Takes changes as seen: they hold from now on. Refused for anybody but a coordinator. */
export async function acknowledgeRoster(
  store: Store,
  by: Person,
  ids: readonly RosterChangeId[],
  now: Temporal.Instant,
): Promise<number | Refusal<'not_yours'>> {
  if (!by.coordinator) return notYours
  return store.write(async (tx) => {
    const seen = await acknowledgeChanges(tx, by.workspaceId, ids, by.id, now)
    await saveEntries(tx, by.workspaceId, seen.map(acknowledged))
    for (const { id } of seen) await audit(tx, by.workspaceId, { actorId: by.id, what: 'roster_change_seen', subjectId: id, at: now })
    await letGoOfLeavers(tx, by.workspaceId, seen, now)
    await followNewManagers(tx, by, seen, now)
    await startNamedPairs(tx, by.workspaceId, now)
    const coordinators = await coordinatorsOf(tx, by.workspaceId)
    for (const at of new Set(seen.map(({ noticedAt }) => noticedAt.epochMilliseconds)))
      for (const { id } of coordinators) await redraw(tx, by.workspaceId, waitingKey(Temporal.Instant.fromEpochMilliseconds(at), id), now)
    await redrawHomes(tx, coordinators, now)
    return seen.length
  })
}

/**
 * Freezes the plans of those who have another manager now. The former one has no access from this moment on, also where the new one is not
 * found in Slack: then nothing is asked about what goes over.
 */
async function followNewManagers(tx: Tx, by: Person, changes: readonly RosterChange[], now: Temporal.Instant): Promise<void> {
  const entries = await rosterOf(tx, by.workspaceId)
  const personOf = (employeeId: string | undefined) => (employeeId === undefined ? undefined : entries.get(employeeId)?.personId)
  for (const { employeeId, from, to } of changes.filter(({ kind }) => kind === 'new_manager' || kind === 'circle')) {
    const [employee, former, next] = [personOf(employeeId), personOf(from), personOf(to)]
    if (employee === undefined || former === undefined) continue
    await managerChangedIn(tx, { employeeId: employee, formerManagerId: former, newManagerId: next, by: by.id }, now)
  }
}

/** Ends the 1:1s of those who left. */
async function letGoOfLeavers(tx: Tx, workspaceId: WorkspaceId, changes: readonly RosterChange[], now: Temporal.Instant): Promise<void> {
  const entries = await rosterOf(tx, workspaceId)
  for (const { employeeId } of changes.filter(({ kind }) => kind === 'left')) {
    const personId = entries.get(employeeId)?.personId
    if (personId !== undefined) await stopEverythingAbout(tx, personId, now)
  }
}

async function stopEverythingAbout(tx: Tx, personId: PersonId, now: Temporal.Instant): Promise<void> {
  for (const pair of await livingPairsOf(tx, personId)) {
    if (await movePair(tx, pair.id, ['proposed'], 'ended', now)) await takeBackProposal(tx, pair, now)
    else await stopPair(tx, pair, now)
    await redrawHomes(tx, [...(await getPeople(tx, [pair.managerId, pair.employeeId])).values()], now)
  }
}

/** What waits, for a coordinator to look at. */
export async function rosterChangesFor(tx: Tx, by: Person): Promise<RosterChangeShown[] | Refusal<'not_yours'>> {
  if (!by.coordinator) return notYours
  const entries = await rosterOf(tx, by.workspaceId)
  const personOf = (employeeId: string | undefined) => (employeeId === undefined ? undefined : entries.get(employeeId)?.personId)
  const changes = await heldChanges(tx, by.workspaceId)
  const people = await getPeople(
    tx,
    changes.flatMap((change) => [change.employeeId, change.from, change.to].flatMap((id) => personOf(id) ?? [])),
  )
  const nameOf = (employeeId: string | undefined) => {
    const person = personOf(employeeId)
    return person === undefined ? employeeId : people.get(person)?.name
  }
  const shown: RosterChangeShown[] = []
  for (const change of changes)
    shown.push({
      changeId: change.id,
      kind: change.kind,
      name: nameOf(change.employeeId) ?? change.employeeId,
      from: nameOf(change.from),
      to: nameOf(change.to),
      hasPair: await havePair(tx, personOf(change.from), personOf(change.employeeId)),
    })
  return shown
}

async function havePair(tx: Tx, managerId: PersonId | undefined, employeeId: PersonId | undefined): Promise<boolean> {
  if (managerId === undefined || employeeId === undefined) return false
  return (await livingPairsOf(tx, employeeId)).some((pair) => pair.managerId === managerId && pair.state !== 'proposed')
}

/** The people of the roster whom nobody in Slack has the e-mail of. */
export async function notFoundFor(tx: Tx, by: Person): Promise<NotFound[] | Refusal<'not_yours'>> {
  if (!by.coordinator) return notYours
  const missing = new Set(await unmatchedEmployees(tx, by.workspaceId))
  const rows = missing.size === 0 ? [] : await peopleDataOf(tx, by.workspaceId, 'people')
  return rows.flatMap(({ key, row }) => (missing.has(key) ? [{ employeeId: key, workEmail: row.workEmail }] : []))
}

const notYours = refusal('not_yours', 'Only coordinators can see the roster. Nothing was changed.')
