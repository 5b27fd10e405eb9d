import { setImmediate } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import type { Problem } from '../coaching/people-data/problem.ts'

/** A table as it comes: the cells of each line, with the number of the line on which it begins. Empty lines are left out. */
export type TableLine = { line: number; cells: string[] }
export type Delimiter = ',' | ';' | '\t' | '|'

/** How much text is parsed before other work gets its turn. */
const sliceBytes = 64 * 1024

/** A CSV text whose separator is known. `linesBefore`: how many lines were left out above it. */
export type Table = { delimiter: Delimiter; body: string; linesBefore: number }

/** The table in a text: a `sep=` line, as spreadsheets write it, is left out and believed; else the first line shows the separator. */
export function tableIn(text: string): Table {
  const named = /^sep=(.)(\r\n|\r|\n)/i.exec(text)
  const body = named === null ? text : text.slice(named[0].length)
  return { delimiter: delimiters.find((one) => one === named?.[1]) ?? likelyDelimiter(body), body, linesBefore: named === null ? 0 : 1 }
}

/**
 * Hands over the lines of a table one by one. Quotes are read strictly: where one is wrong, what follows cannot be told apart any more, so
 * reading ends there and the problem is given back.
 */
export async function readTable({ delimiter, body, linesBefore }: Table, take: (line: TableLine) => void): Promise<Problem | undefined> {
  let readLines = 0
  const parser = parse({
    delimiter,
    relax_column_count: true,
    // Lines are counted by what was read before them, so that a row knows where it begins.
    skip_empty_lines: false,
    on_record(cells: string[], { lines }) {
      if (cells.some((cell) => cell.trim() !== '')) take({ line: linesBefore + readLines + 1, cells })
      readLines = lines
      return undefined
    },
  })
  let failure: unknown
  parser.on('error', (error) => (failure ??= error)).resume()
  const bytes = Buffer.from(withFormulasQuoted(body, delimiter))
  for (let at = 0; at < bytes.length && failure === undefined; at += sliceBytes) {
    parser.write(bytes.subarray(at, at + sliceBytes))
    await setImmediate()
  }
  if (failure === undefined)
    await new Promise<void>((done) =>
      parser
        .on('end', done)
        .on('error', () => done())
        .end(),
    )
  if (failure === undefined) return undefined
  if (!(failure instanceof CsvError)) throw failure
  return { line: linesBefore + readLines + 1, column: undefined, sentence: sentenceFor(failure) }
}

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|']

/** The delimiter that stands most often in the first line, outside of quotes. */
function likelyDelimiter(text: string): Delimiter {
  const firstLine = (/^\s*([^\r\n]*)/.exec(text)?.[1] ?? '').replaceAll(/"[^"]*"/g, '')
  const counted = delimiters.map((one) => ({ one, times: firstLine.split(one).length - 1 }))
  return counted.reduce((best, other) => (other.times > best.times ? other : best)).one
}

/** `="007"`, by which spreadsheets keep a zero, has quotes where none may be; quoted as a whole it is a cell like any other. */
function withFormulasQuoted(text: string, delimiter: Delimiter): string {
  const separator = delimiter === '|' ? '\\|' : delimiter
  const formula = new RegExp(`(?<=^|[\\r\\n]|${separator})="([^"\\r\\n]*)"(?=$|[\\r\\n]|${separator})`, 'g')
  return text.includes('="') ? text.replaceAll(formula, '"=""$1"""') : text
}

function sentenceFor(error: CsvError): string {
  const rest = 'What follows cannot be read until this is put right.'
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return `A quotation mark opens in this row and is never closed. ${rest}`
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return `A quotation mark stands in the middle of a cell. Inside a quoted cell it is written twice. ${rest}`
    default:
      return `This row cannot be read (${error.code}). ${rest}`
  }
}
