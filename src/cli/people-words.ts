import type { ImportOutcome } from '../coaching/people-data/import-outcome.ts'
import type { PeopleFile } from '../coaching/people-data/people-file.ts'
import type { RosterChange } from '../coaching/people-data/roster-changes.ts'
import type { Problem } from '../coaching/people-data/problem.ts'

/** What came of a file, for a program: counts, the difference by key, every problem and note. No cell of the file is repeated whole. */
export function importAsJson(file: PeopleFile, outcome: ImportOutcome, imported: boolean, remark: string | undefined): string {
  const { added, changed, gone, unchanged } = outcome.difference
  const shown = {
    kind: file.kind,
    imported,
    ...(remark === undefined ? {} : { remark }),
    file: { encoding: file.encoding, delimiter: file.delimiter, sha256: file.hash },
    counts: {
      rows: file.rowCount,
      added: added.length,
      changed: changed.length,
      gone: gone.length,
      unchanged,
      problems: outcome.problems.length,
      notes: outcome.notes.length,
    },
    columns: {
      read: file.columns,
      dropped: file.dropped.map(({ header, because }) => ({ column: header, ...(because ? { because } : {}) })),
    },
    held: outcome.held,
    diff: {
      added: added.map(({ key }) => key),
      changed: changed.map(({ key, fields }) => ({ key, columns: fields })),
      gone: gone.map(({ key }) => key),
    },
    problems: outcome.problems.map(asJson),
    notes: outcome.notes.map(asJson),
  }
  return `${JSON.stringify(shown, undefined, 2)}\n`
}

/** The same for a person at a terminal. Long lists are cut; the JSON has all of it. */
export function importInWords(file: PeopleFile, outcome: ImportOutcome, imported: boolean, remark: string | undefined): string {
  const { added, changed, gone, unchanged } = outcome.difference
  const lines = [
    `${counted(file.rowCount, 'row')} read (${file.encoding}, separated by ${separators[file.delimiter] ?? file.delimiter}).`,
    ...(remark === undefined ? [] : [remark]),
    ...(file.dropped.length === 0 ? [] : [`Left out unread: ${file.dropped.map(droppedInWords).join(', ')}.`]),
    ...section('Problems', outcome.problems.map(inWords)),
    ...section('Worth knowing', outcome.notes.map(inWords)),
    ...section('Waits for a coordinator', outcome.held.map(heldInWords)),
    ...section(
      'New',
      added.map(({ key }) => key),
    ),
    ...section(
      'Changed',
      changed.map(({ key, fields }) => `${key}: ${fields.join(', ')}`),
    ),
    ...section(
      'Gone',
      gone.map(({ key }) => key),
    ),
    `New: ${added.length}. Changed: ${changed.length}. Gone: ${gone.length}. As before: ${unchanged}.`,
    conclusion(outcome, imported),
  ]
  return `${lines.map(oneLine).join('\n')}\n`
}

function conclusion({ problems }: ImportOutcome, imported: boolean): string {
  if (problems.length > 0)
    return `Nothing was imported: ${problems.length === 1 ? 'there is a problem' : `there are ${problems.length} problems`} in the file.`
  return imported ? 'Imported.' : 'This was a dry run: nothing was changed. Without --dry-run the file is taken.'
}

const separators: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' }
const mostLines = 30

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const more = lines.length > mostLines ? [`  … and ${lines.length - mostLines} more (all of them with --json)`] : []
  return [`${title} (${lines.length}):`, ...lines.slice(0, mostLines).map((line) => `  ${line}`), ...more]
}

function inWords({ line, column, sentence }: Problem): string {
  return `line ${line}${column === undefined ? '' : `, ${column}`}: ${sentence}`
}

function asJson({ line, column, sentence }: Problem) {
  return { line, column: column ?? null, sentence }
}

function heldInWords({ kind, employeeId, from, to }: RosterChange): string {
  if (kind === 'left') return `${employeeId}: left, or missing from the file`
  return `${employeeId}: manager ${from ?? 'nobody'} → ${to ?? 'nobody'}${kind === 'circle' ? ', in a circle' : ''}`
}

function droppedInWords({ header, because }: PeopleFile['dropped'][number]): string {
  return because === undefined ? header : `${header} (${because} is never stored)`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** What a file says may hold line breaks and the control characters of a terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
}
