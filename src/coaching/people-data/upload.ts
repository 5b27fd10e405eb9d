import type { Refusal } from '../refusal.ts'
import { contract } from './contract.ts'
import type { FileMap } from './file-map.ts'
import { emptyMap } from './file-map.ts'
import { mapHeader } from './header.ts'
import type { PeopleFile } from './people-file.ts'
import type { Problem } from './problem.ts'
import type { PeopleDataKind } from './rows.ts'
import { peopleDataKinds } from './rows.ts'

/** Fetches a file that somebody sent and reads it: as the kind that is asked for, or as the one that its columns show. */
export type UploadReader = (asked: {
  fileId: string
  kind: PeopleDataKind | undefined
  mapOf: (kind: PeopleDataKind) => Promise<FileMap>
  /** YYYY-MM-DD: the day of a file that names none. */
  today: string
}) => Promise<PeopleFile | Refusal>

/** The kind whose columns a header fits best; of several the first in the usual order. */
export function kindOf(header: readonly string[]): PeopleDataKind {
  const fit = (kind: PeopleDataKind) => {
    const { found, problems } = mapHeader(kind, header, emptyMap, 1)
    return (found.size - 2 * problems.length) / contract[kind].length
  }
  return peopleDataKinds.reduce((best, kind) => (fit(kind) > fit(best) ? kind : best))
}

/** What a coordinator is shown of a file that they sent. */
export type UploadShown = {
  uploadId: string
  kind: PeopleDataKind | undefined
  /**
   * `shown`: it waits for a decision. `wanted`: it is being taken. `taken`, `left` (nothing was changed). `unreadable`: `why` says why it
   * cannot be read.
   */
  state: 'shown' | 'wanted' | 'taken' | 'left' | 'unreadable'
  why: string | undefined
  found: UploadFindings | undefined
}

/** What came of reading a file, cut to what a message can show. */
export type UploadFindings = {
  rows: number
  added: number
  changed: number
  gone: number
  unchanged: number
  held: number
  dropped: string[]
  problems: Problem[]
  moreProblems: number
  notes: Problem[]
  moreNotes: number
}
