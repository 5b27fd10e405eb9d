import { createHash } from 'node:crypto'
import { contract } from '../coaching/people-data/contract.ts'
import type { FileMap } from '../coaching/people-data/file-map.ts'
import type { MappedHeader } from '../coaching/people-data/header.ts'
import { mapHeader } from '../coaching/people-data/header.ts'
import type { PeopleFile } from '../coaching/people-data/people-file.ts'
import type { Problem } from '../coaching/people-data/problem.ts'
import { inOrder } from '../coaching/people-data/problem.ts'
import type { RowSchema } from '../coaching/people-data/row-schemas.ts'
import { rowSchema } from '../coaching/people-data/row-schemas.ts'
import type { PeopleDataKind, PeopleDataRows } from '../coaching/people-data/rows.ts'
import type { Placed } from '../coaching/people-data/whole-file.ts'
import { checkTogether } from '../coaching/people-data/whole-file.ts'
import { decode } from './decode.ts'
import type { TableLine } from './read-table.ts'
import { readTable, tableIn } from './read-table.ts'

/** A file of this size holds half a million people; a larger one is refused before it is read. */
export const largestFile = { bytes: 50 * 1024 * 1024, inWords: '50 MB' }
const mostRows = 500_000

/** Why a file of this size is not read; undefined when it may be. */
export function tooLarge(bytes: number): string | undefined {
  if (bytes <= largestFile.bytes) return undefined
  const megabytes = Math.round(bytes / 1024 / 1024)
  return `The file has ${megabytes} MB, and at most ${largestFile.inWords} can be read. Nothing was read. Please export fewer columns or fewer people.`
}

/**
 * What a CSV file of people data says: its rows if everything in it is right, and every problem with its line if not. Columns that are not
 * in the contract are left out before any of their cells is looked at. `today` is the day of a file that names none, YYYY-MM-DD.
 */
export async function readPeopleFile<K extends PeopleDataKind>(
  bytes: Uint8Array,
  kind: K,
  map: FileMap,
  today: string,
): Promise<PeopleFile<K>> {
  const { text, encoding } = decode(bytes)
  const table = tableIn(text.replaceAll('\0', ''))
  const reader = createReader(kind, map, rowSchema(kind, { dates: map.dates, decimalComma: table.delimiter === ';' }, today))
  const problem = await readTable(table, reader.take)
  const read = reader.end()
  const together = checkTogether(kind, read.rows)
  const problems = [...read.problems, ...(problem === undefined ? [] : [problem]), ...together.problems]
  return {
    kind,
    encoding,
    delimiter: table.delimiter,
    hash: createHash('sha256').update(bytes).digest('hex'),
    columns: Object.fromEntries([...(read.header?.found ?? [])].map(([name, { header }]) => [name, header])),
    dropped: read.header?.dropped ?? [],
    rows: together.rows,
    rowCount: read.rowCount,
    problems: inOrder(problems),
    notes: inOrder([...read.notes, ...together.notes]),
  }
}

/** The names of a file's columns, as they stand there. */
export async function headerOf(bytes: Uint8Array): Promise<string[]> {
  const lines: string[][] = []
  const beginning = decode(bytes.subarray(0, headerBytes)).text.replaceAll('\0', '')
  await readTable(tableIn(beginning), ({ cells }) => lines.push(cells))
  return lines[0] ?? []
}

/** No header is longer. An even number, so that UTF-16 is not cut inside a letter. */
const headerBytes = 16 * 1024

/** `named`: how many columns there are up to the last that has a name; `width`: with the nameless ones behind. */
type Header = MappedHeader & { named: number; width: number }

function createReader<K extends PeopleDataKind>(kind: K, map: FileMap, schema: RowSchema<K>) {
  const rows: Placed<PeopleDataRows[K]>[] = []
  const problems: Problem[] = []
  let header: Header | undefined
  let rowCount = 0

  function takeRow({ line, cells }: TableLine, mapped: Header): void {
    rowCount += 1
    if (rowCount > mostRows + 1) return
    if (rowCount > mostRows) {
      problems.push({ line, column: undefined, sentence: `The file has more than ${mostRows} rows. Please export fewer people.` })
      return
    }
    // A spreadsheet may leave empty cells behind the last column.
    if (cells.length < mapped.named || cells.slice(mapped.width).some((cell) => cell.trim() !== '')) {
      problems.push({ line, column: undefined, sentence: widthSentence(cells.length, mapped.width) })
      return
    }
    if (mapped.problems.length > 0) return
    const parsed = schema.safeParse(
      Object.fromEntries(
        contract[kind].map(({ name }) => {
          const place = mapped.found.get(name)
          return [name, (place === undefined ? map.constants[name] : cells[place.at]) ?? '']
        }),
      ),
    )
    if (parsed.success) rows.push({ line, row: parsed.data })
    else
      for (const { path, message } of parsed.error.issues) {
        const name = String(path[0])
        problems.push({ line, column: mapped.found.get(name)?.header ?? name, sentence: message })
      }
  }

  return {
    take(line: TableLine): void {
      if (header !== undefined) return takeRow(line, header)
      const named = line.cells.findLastIndex((cell) => cell.trim() !== '') + 1
      header = { ...mapHeader(kind, line.cells.slice(0, named), map, line.line), named, width: line.cells.length }
      problems.push(...header.problems)
    },
    end() {
      if (header === undefined) problems.push({ line: 1, column: undefined, sentence: 'The file is empty.' })
      else if (rowCount === 0) problems.push({ line: 1, column: undefined, sentence: 'The file has a header and no row below it.' })
      return { rows, problems, notes: header?.notes ?? [], header, rowCount }
    },
  }
}

function widthSentence(cells: number, header: number): string {
  return `This row has ${cells} ${cells === 1 ? 'cell' : 'cells'}, and the header has ${header}. A cell may hold the separator without quotes around it.`
}
