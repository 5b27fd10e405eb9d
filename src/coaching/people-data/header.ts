import { contract, nameKey, saysWhyAway, unwantedIn } from './contract.ts'
import type { FileMap } from './file-map.ts'
import type { Problem } from './problem.ts'
import { quoted } from './problem.ts'
import type { PeopleDataKind } from './rows.ts'

/** Where the columns of the contract stand in a file, and what becomes of the others. */
export type MappedHeader = {
  /** Column of the contract → position and name in the file. */
  found: Map<string, { at: number; header: string }>
  /** Names of the columns that are left out unread; those that hold what is never stored say so. */
  dropped: { header: string; because: string | undefined }[]
  problems: Problem[]
  notes: Problem[]
}

/** The header of a file read by the map, and by name where the map is silent. `line` is the header's own. */
export function mapHeader(kind: PeopleDataKind, header: readonly string[], map: FileMap, line: number): MappedHeader {
  const mapped: MappedHeader = { found: new Map(), dropped: [], problems: [], notes: [] }
  /** Columns of the contract about which something was said already. */
  const told = new Set<string>()
  const tell = (column: string, sentence: string, ...names: string[]) => {
    for (const name of names) told.add(name)
    mapped.problems.push({ line, column, sentence })
  }
  for (const { name, otherNames } of contract[kind]) {
    const asked = map.columns[name]
    const wanted = new Set(asked === undefined ? [name, ...otherNames] : [nameKey(asked)])
    const places = header.flatMap((text, at) => (wanted.has(nameKey(text)) && fits(text, asked) ? [{ at, header: text.trim() }] : []))
    const exact = places.filter((place) => nameKey(place.header) === (asked === undefined ? name : nameKey(asked)))
    const [only, ...more] = exact.length > 0 ? exact : places
    if (only !== undefined && more.length === 0) mapped.found.set(name, only)
    else if (only !== undefined) tell(only.header, severalFor(name, [only, ...more]), name)
    else if (asked !== undefined)
      tell(asked, `The map says that ${name} stands in ${quoted(asked)}, and the file has no such column.`, name)
  }
  sharedPlaces(mapped.found, tell)
  const taken = new Set([...mapped.found.values()].map(({ at }) => at))
  for (const [at, text] of header.entries()) {
    if (taken.has(at)) continue
    const name = text.trim() === '' ? `column ${at + 1} (no name)` : text.trim()
    if (kind === 'absences' && saysWhyAway(text))
      tell(name, `${quoted(name)} would say why somebody was away. Cuecard does not take that: please leave the column out of the file.`)
    mapped.dropped.push({ header: name, because: unwantedIn(text) })
  }
  const lacks = (name: string) => !mapped.found.has(name) && map.constants[name] === undefined && !told.has(name)
  for (const { name, required } of contract[kind])
    if (required && lacks(name))
      tell(name, `The file has no column ${name}, and it is needed. If it has another name there, say so in the map.`)
  if (kind === 'performance' && lacks('attainment') && (lacks('value') || lacks('target')))
    tell('attainment', 'The file needs a column attainment, or both value and target.')
  for (const [name, sentence] of Object.entries(kind === 'people' ? assumed : {}))
    if (lacks(name)) mapped.notes.push({ line, column: name, sentence })
  return mapped
}

/** A column that the map does not name is never one that holds what is not stored. */
function fits(header: string, asked: string | undefined): boolean {
  return asked !== undefined || unwantedIn(header) === undefined
}

function severalFor(name: string, places: readonly { header: string }[]): string {
  const names = places.map(({ header }) => quoted(header)).join(' and ')
  return `${names} could both be ${name}. Say which one it is in the map, or give each column a name of its own.`
}

type Tell = (column: string, sentence: string, ...names: string[]) => void

/** One column of the file can be found for two of ours, such as `level_start_date`; the map then has to say for which. */
function sharedPlaces(found: MappedHeader['found'], tell: Tell): void {
  for (const shared of Map.groupBy(found.entries(), ([, { at }]) => at).values()) {
    const [first] = shared
    if (first === undefined || shared.length === 1) continue
    const [, { header }] = first
    const names = shared.map(([name]) => name)
    const exact = names.find((name) => name === nameKey(header))
    for (const name of names) if (name !== exact) found.delete(name)
    if (exact === undefined) tell(header, `${quoted(header)} could be ${names.join(' or ')}. Say which one it is in the map.`, ...names)
  }
}

const assumed = {
  status: 'There is no column status: whoever has no termination_date counts as active.',
  snapshot_date: 'There is no column snapshot_date: the file counts as of today.',
}
