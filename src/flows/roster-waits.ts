import type { WorkspaceId } from '../coaching/ids.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { RosterChange } from '../coaching/people-data/roster-changes.ts'
import type { RosterChangesWaiting } from '../coaching/roster-messages.ts'
import { getPeople } from '../db/people.ts'
import { heldChanges } from '../db/roster.ts'
import type { Tx } from '../db/store.ts'

/** How much of the people file waits for a coordinator, by kind. */
export async function rosterWaits(tx: Tx, workspaceId: WorkspaceId): Promise<RosterChangesWaiting> {
  const changes = await heldChanges(tx, workspaceId)
  const count = (kind: RosterChange['kind']) => changes.filter((change) => change.kind === kind).length
  return { newManagers: count('new_manager'), left: count('left'), circles: count('circle') }
}

export async function loadRosterWaits(tx: Tx, { personId }: MessagePayload<'roster_waits'>): Promise<RosterChangesWaiting | undefined> {
  const person = (await getPeople(tx, [personId])).get(personId)
  return person?.coordinator ? rosterWaits(tx, person.workspaceId) : undefined
}
