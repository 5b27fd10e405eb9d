import type { PeopleDataKind, PeopleDataRows } from './rows.ts'
import { keyOf } from './rows.ts'

/** What a file changes: rows that come, that read differently (with the fields), and that the file no longer has. */
export type Difference<Row> = {
  added: { key: string; row: Row }[]
  changed: { key: string; row: Row; before: Row; fields: string[] }[]
  gone: { key: string; row: Row }[]
  unchanged: number
}

/** The rows of a file against those that are kept. A file is the whole truth of its kind: what it leaves out is gone. */
export function difference<K extends PeopleDataKind>(
  kind: K,
  kept: ReadonlyMap<string, PeopleDataRows[K]>,
  rows: readonly PeopleDataRows[K][],
): Difference<PeopleDataRows[K]> {
  const result: Difference<PeopleDataRows[K]> = { added: [], changed: [], gone: [], unchanged: 0 }
  const here = new Set<string>()
  for (const row of rows) {
    const key = keyOf(kind, row)
    here.add(key)
    const before = kept.get(key)
    const fields = before === undefined ? [] : fieldsThatDiffer(before, row)
    if (before === undefined) result.added.push({ key, row })
    else if (fields.length > 0) result.changed.push({ key, row, before, fields })
    else result.unchanged += 1
  }
  for (const [key, row] of kept) if (!here.has(key)) result.gone.push({ key, row })
  return result
}

/** The day of the file is no difference by itself. */
function fieldsThatDiffer(before: object, after: object): string[] {
  const old = new Map(Object.entries(before))
  const fresh = new Map(Object.entries(after))
  return [...new Set([...old.keys(), ...fresh.keys()])].filter((field) => field !== 'snapshotOn' && old.get(field) !== fresh.get(field))
}
