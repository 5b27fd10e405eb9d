import type { Difference } from './difference.ts'
import { difference } from './difference.ts'
import type { PeopleFile } from './people-file.ts'
import type { Problem } from './problem.ts'
import type { RosterChange } from './roster-changes.ts'
import type { PeopleDataKind, PeopleDataRows } from './rows.ts'

/** What a file would change, or has changed. With a problem in it nothing is ever written. */
export type ImportOutcome<K extends PeopleDataKind = PeopleDataKind> = {
  problems: Problem[]
  /** Worth knowing, and no hindrance. */
  notes: Problem[]
  difference: Difference<PeopleDataRows[K]>
  /** What would change about people who are in the roster already: it waits until a coordinator has seen it. */
  held: RosterChange[]
}

/** What a file says against the rows that are kept. People who are gone count as new when they come back. */
export function outcomeAgainst<K extends PeopleDataKind>(
  kept: readonly { key: string; row: PeopleDataRows[K]; goneOn: string | undefined }[],
  file: PeopleFile<K>,
): ImportOutcome<K> {
  const here = new Map(kept.filter(({ goneOn }) => goneOn === undefined).map(({ key, row }) => [key, row]))
  return {
    problems: file.problems,
    notes: file.notes,
    held: [],
    difference: difference(
      file.kind,
      here,
      file.rows.map(({ row }) => row),
    ),
  }
}
