import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { PilotDesign } from '../coaching/pilot/design.ts'
import { peopleRecords, type PeopleRows } from '../coaching/pilot/people-records.ts'
import { managerOn } from '../coaching/pilot/roster.ts'
import { isBefore, isOnOrBefore } from '../coaching/pilot/window.ts'
import type { PeopleDataKind } from '../coaching/people-data/rows.ts'
import { peopleDataOf, peopleImportsOf } from '../db/people-data.ts'
import { getPilot } from '../db/pilots.ts'
import { getPeople } from '../db/people.ts'
import type { Invitee, PulseWave } from '../db/pulse.ts'
import { rosterOf } from '../db/roster.ts'
import type { Tx } from '../db/store.ts'

/** Everything of the people data, in the order of their keys. */
export async function peopleRowsOf(tx: Tx, workspaceId: WorkspaceId): Promise<PeopleRows> {
  const rowsOf = async <K extends PeopleDataKind>(kind: K) => (await peopleDataOf(tx, workspaceId, kind)).map(({ row }) => row)
  return {
    people: await rowsOf('people'),
    assignments: await rowsOf('assignments'),
    jobEvents: await rowsOf('job_events'),
    opportunities: await rowsOf('opportunities'),
    performance: await rowsOf('performance'),
    absences: await rowsOf('absences'),
  }
}

/** The newest file of each kind with its SHA-256: what a report was made from. */
export async function newestFiles(tx: Tx, workspaceId: WorkspaceId): Promise<{ kind: PeopleDataKind; hash: string; snapshotOn: string }[]> {
  const kinds: PeopleDataKind[] = ['people', 'assignments', 'job_events', 'opportunities', 'performance', 'absences']
  const files: { kind: PeopleDataKind; hash: string; snapshotOn: string }[] = []
  for (const kind of kinds) {
    const [newest] = await peopleImportsOf(tx, workspaceId, kind)
    if (newest !== undefined) files.push({ kind, hash: newest.fileHash, snapshotOn: newest.snapshotOn })
  }
  return files
}

/**
 * Who is asked in a wave: the people of every manager who takes part and whom Slack knows. Before the start they belong to the manager of the wave's
 * first day, afterwards to the one of the pilot's first day, wherever they have moved.
 */
export async function pulseInvitees(tx: Tx, wave: PulseWave): Promise<Invitee[]> {
  const { design } = await getPilot(tx, wave.pilotId)
  const start = Temporal.PlainDate.from(design.startsOn)
  const asOf = isBefore(wave.opensOn, start) ? wave.opensOn : start
  const records = peopleRecords(await peopleRowsOf(tx, wave.workspaceId), null, design.roster)
  const enrolled = new Set(design.managers.map(({ managerId }) => managerId))
  const links = await slackPeople(tx, wave.workspaceId)
  return records.people.flatMap(({ employeeId, hireDate, terminationDate }) => {
    const isHere = isOnOrBefore(hireDate, asOf) && (terminationDate === null || isOnOrBefore(wave.opensOn, terminationDate))
    const managerCode = managerOn(records, employeeId, asOf)
    const personId = links.get(employeeId)
    return isHere && managerCode !== null && enrolled.has(managerCode) && personId !== undefined ? [{ personId, managerCode }] : []
  })
}

/** Who in Slack is whom in the people data, as far as the roster knows: employee id to person. */
export async function slackPeople(tx: Tx, workspaceId: WorkspaceId): Promise<Map<string, PersonId>> {
  const entries = await rosterOf(tx, workspaceId)
  return new Map([...entries].flatMap(([employeeId, { personId }]) => (personId === undefined ? [] : [[employeeId, personId]])))
}

/** What a manager of the people data is called in Slack. */
export async function managerNameOf(tx: Tx, workspaceId: WorkspaceId, managerCode: string): Promise<string | undefined> {
  const personId = (await slackPeople(tx, workspaceId)).get(managerCode)
  return personId === undefined ? undefined : (await getPeople(tx, [personId])).get(personId)?.name
}

/** The arm of a person in Slack who is a manager of the design; undefined for everybody else. */
export async function armOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  design: PilotDesign,
  personId: string,
): Promise<'pilot' | 'control' | undefined> {
  const [employeeId] = [...(await slackPeople(tx, workspaceId))].find(([, who]) => who === personId) ?? []
  return design.managers.find(({ managerId }) => managerId === employeeId)?.arm ?? undefined
}
