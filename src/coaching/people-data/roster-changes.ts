import { managerCycles } from './cycles.ts'
import type { RosterRow } from './rows.ts'

/** How somebody stands in the roster as it holds. `managerId` is their manager's employee id. */
export type RosterEntry = { employeeId: string; managerId: string | undefined; state: 'here' | 'left' }

/** What a people file would change about somebody who is there already, and waits for a coordinator. */
export type RosterChange =
  | { kind: 'new_manager'; employeeId: string; from: string | undefined; to: string | undefined }
  | { kind: 'left'; employeeId: string; from: string | undefined; to: undefined }
  /** The file has them in a circle of managers; `to` is whom it names. */
  | { kind: 'circle'; employeeId: string; from: string | undefined; to: string | undefined }

/**
 * What follows from a people file. Whoever is new is taken as the file has them, because nobody has anything of theirs yet. Whoever was
 * there keeps their manager until a coordinator has seen the change: a new manager, that they left (or are missing), a circle of managers.
 */
export function rosterEffects(
  entries: ReadonlyMap<string, RosterEntry>,
  rows: readonly RosterRow[],
): { settled: RosterEntry[]; held: RosterChange[] } {
  const inCircle = new Set(managerCycles(rows).flat())
  const settled: RosterEntry[] = []
  const held: RosterChange[] = []
  const named = new Set<string>()
  for (const { employeeId, managerId, status } of rows) {
    named.add(employeeId)
    const entry = entries.get(employeeId)
    if (entry === undefined || entry.state === 'left') {
      const isHere = status !== 'left'
      const trusted = isHere && !inCircle.has(employeeId) ? managerId : undefined
      if (entry === undefined || isHere) settled.push({ employeeId, managerId: trusted, state: isHere ? 'here' : 'left' })
      if (isHere && inCircle.has(employeeId)) held.push({ kind: 'circle', employeeId, from: undefined, to: managerId })
      continue
    }
    if (status === 'left') held.push({ kind: 'left', employeeId, from: entry.managerId, to: undefined })
    else if (managerId !== entry.managerId)
      held.push({ kind: inCircle.has(employeeId) ? 'circle' : 'new_manager', employeeId, from: entry.managerId, to: managerId })
  }
  for (const { employeeId, managerId, state } of entries.values())
    if (state === 'here' && !named.has(employeeId)) held.push({ kind: 'left', employeeId, from: managerId, to: undefined })
  return { settled, held }
}

/** How somebody stands once a coordinator has seen the change. */
export function acknowledged(change: RosterChange): RosterEntry {
  return { employeeId: change.employeeId, managerId: change.to, state: change.kind === 'left' ? 'left' : 'here' }
}
