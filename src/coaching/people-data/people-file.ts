import type { Problem } from './problem.ts'
import type { PeopleDataKind, PeopleDataRows, RosterRow } from './rows.ts'
import type { Placed } from './whole-file.ts'

/** The rows of a people file; none for a file of another kind. */
export function rosterRows(file: PeopleFile): RosterRow[] {
  // The kind says what the rows are.
  return file.kind === 'people' ? (file.rows as Placed<RosterRow>[]).map(({ row }) => row) : []
}

/** A file of people data as it was read. Its rows count only when there is no problem. */
export type PeopleFile<K extends PeopleDataKind = PeopleDataKind> = {
  kind: K
  encoding: string
  delimiter: string
  /** SHA-256 of the file's bytes, in hex. */
  hash: string
  /** Column of the contract → column of the file. */
  columns: Record<string, string>
  /** Columns that were left out unread, and what some of them hold that is never stored. */
  dropped: readonly { header: string; because: string | undefined }[]
  rows: Placed<PeopleDataRows[K]>[]
  /** How many rows the file has, the wrong ones included. */
  rowCount: number
  /** Each keeps the file from being taken. */
  problems: Problem[]
  /** Worth knowing, and no hindrance. */
  notes: Problem[]
}
