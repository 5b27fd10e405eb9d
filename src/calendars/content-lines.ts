/** One property of a calendar file. Names are in capitals; the value is as written. `line` counts from 1. */
export type ContentLine = { name: string; params: Params; value: string; line: number }
export type Params = ReadonlyMap<string, readonly string[]>

/**
 * The properties of a calendar file in their order, as forgiving as real exports need it: any line ending, a byte order mark, folds by
 * space or tab, blank lines between folds, lower-case names, quotes that are left out or never closed. What is no property is left out.
 */
export function* readContentLines(text: string): Generator<ContentLine> {
  for (const { content, line } of unfolded(text)) {
    const read = readContentLine(content, line)
    if (read !== undefined) yield read
  }
}

/** The first value of a parameter, or nothing. */
export function param(line: ContentLine, name: string): string | undefined {
  return line.params.get(name)?.[0]
}

/** TEXT values write line breaks, commas and semicolons with a backslash; this takes it away (RFC 5545, 3.3.11). */
export function unescapeText(value: string): string {
  return value.replace(/\\([\s\S])/g, (_, escaped: string) => (escaped === 'n' || escaped === 'N' ? '\n' : escaped))
}

function* unfolded(text: string): Generator<{ content: string; line: number }> {
  let pieces: string[] = []
  let startLine = 0
  let lineNumber = 0
  for (const raw of physicalLines(text)) {
    lineNumber += 1
    if (raw === '') continue
    if ((raw.startsWith(' ') || raw.startsWith('\t')) && pieces.length > 0) {
      pieces.push(raw.slice(1))
      continue
    }
    if (pieces.length > 0) yield { content: pieces.join(''), line: startLine }
    pieces = [raw]
    startLine = lineNumber
  }
  if (pieces.length > 0) yield { content: pieces.join(''), line: startLine }
}

function* physicalLines(text: string): Generator<string> {
  const ending = /\r?\n|\r/g
  let start = text.startsWith('\uFEFF') ? 1 : 0
  for (let match = ending.exec(text); match !== null; match = ending.exec(text)) {
    yield text.slice(start, match.index)
    start = ending.lastIndex
  }
  yield text.slice(start)
}

const noParams: Params = new Map()
const nameShape = /^\s*(?:[\w-]+\.)?([A-Za-z][\w-]*)\s*(?=[;:])/

function readContentLine(content: string, line: number): ContentLine | undefined {
  const named = nameShape.exec(content)
  if (named?.[1] === undefined) return undefined
  const name = named[1].toUpperCase()
  const rest = content.slice(named[0].length)
  if (rest.startsWith(':')) return { name, params: noParams, value: rest.slice(1), line }
  const split = splitAtValue(rest, dateProperties.has(name))
  return split && { name, params: readParams(split.params), value: split.value, line }
}

const dateProperties = new Set(['DTSTART', 'DTEND', 'RECURRENCE-ID', 'EXDATE', 'RDATE'])
/** Where the value of a date begins: a colon, perhaps the quote that somebody closed too late, eight digits. */
const beforeDate = /:(?=\s*\d{4}-?\d\d-?\d\d)/g

/** Splits `;PARAM=x;PARAM="y:z":value` at the colon before the value. */
function splitAtValue(text: string, isDate: boolean): { params: string; value: string } | undefined {
  const colon = colonOutsideQuotes(text)
  if (isDate) {
    const value = colon === undefined ? '' : text.slice(colon + 1)
    if (!/^\s*\d{4}-?\d\d/.test(value)) {
      const last = [...text.matchAll(beforeDate)].at(-1)
      if (last) return { params: text.slice(0, last.index), value: text.slice(last.index + 1).replace(/"\s*$/, '') }
    }
  }
  if (colon !== undefined) return { params: text.slice(0, colon), value: text.slice(colon + 1) }
  const anyColon = text.indexOf(':')
  return anyColon === -1 ? undefined : { params: text.slice(0, anyColon), value: text.slice(anyColon + 1) }
}

function colonOutsideQuotes(text: string): number | undefined {
  let isQuoted = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (character === '"') isQuoted = !isQuoted
    else if (character === ':' && !isQuoted) return index
  }
  return undefined
}

function readParams(text: string): Params {
  const params = new Map<string, string[]>()
  for (const part of splitOutsideQuotes(text, ';')) {
    const equals = part.indexOf('=')
    if (equals === -1) continue
    const name = part.slice(0, equals).trim().toUpperCase()
    const value = part.slice(equals + 1)
    const values = name === 'TZID' ? [value] : splitOutsideQuotes(value, ',')
    params.set(
      name,
      values.map((one) => one.replaceAll('"', '').trim()),
    )
  }
  return params
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator)
  const parts: string[] = []
  let isQuoted = false
  let start = 0
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (character === '"') isQuoted = !isQuoted
    else if (character === separator && !isQuoted) {
      parts.push(text.slice(start, index))
      start = index + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}
