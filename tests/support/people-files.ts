import { emptyMap } from '../../src/coaching/people-data/file-map.ts'
import type { FileMap } from '../../src/coaching/people-data/file-map.ts'
import type { PeopleDataKind } from '../../src/coaching/people-data/rows.ts'
import { readPeopleFile } from '../../src/people-files/read-people-file.ts'

/** A roster of three people, one the manager of the others, and what a test changes in it. */
export function rosterText(lines: readonly string[] = rosterLines): string {
  return [rosterHeader, ...lines].join('\n')
}

export const rosterHeader = 'employee_id,work_email,manager_id,function,hire_date,status,high_potential,snapshot_date'
export const rosterLines = [
  'M1,maya@example.com,,Sales,2019-05-06,active,N,2026-03-01',
  'E1,dev@example.com,M1,Sales,2021-02-01,active,Y,2026-03-01',
  'E2,chi@example.com,M1,Sales,2022-11-14,active,N,2026-03-01',
]

/** A text read as a file of a kind, as of 2 March 2026 where it names no day. */
export function readText<K extends PeopleDataKind>(text: string | Uint8Array, kind: K, map: Partial<FileMap> = {}) {
  return readPeopleFile(typeof text === 'string' ? Buffer.from(text) : text, kind, { ...emptyMap, ...map }, '2026-03-02')
}
