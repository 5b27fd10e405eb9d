import { z } from 'zod'
import type { Refusal } from '../refusal.ts'
import { refusal } from '../refusal.ts'
import { contract, nameKey, unwantedIn } from './contract.ts'
import { quoted } from './problem.ts'
import type { PeopleDataKind } from './rows.ts'

export const dateOrders = ['DD/MM/YYYY', 'MM/DD/YYYY'] as const
export type DateOrder = (typeof dateOrders)[number]

/** How a file's columns are to be read. What it leaves open is found by name. */
export type FileMap = {
  /** Column of the contract → column of the file. */
  columns: Record<string, string>
  /** How dates such as 01/02/2026 are meant. Without it they are refused. */
  dates?: DateOrder | undefined
  /** Column of the contract → what every row has, where the file has no such column. */
  constants: Record<string, string>
}

export const emptyMap: FileMap = { columns: {}, constants: {} }

/**
 * A map as somebody wrote it: `{ "columns": { "work_email": "E-Mail" }, "dates": "DD/MM/YYYY", "constants": { "status": "active" } }`, or the
 * columns alone, in either direction. Refused with a sentence that names what is wrong.
 */
export function readFileMap(text: string, kind: PeopleDataKind): FileMap | Refusal<'bad_map'> {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return badMap(`It is no JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
  const isWhole = typeof json === 'object' && json !== null && ['columns', 'dates', 'constants'].some((part) => part in json)
  const parsed = isWhole ? wholeMap.safeParse(json) : columnsAlone.safeParse(json)
  if (!parsed.success)
    return badMap(
      parsed.error.issues.map(({ path, message }) => `${path.length === 0 ? 'It' : quoted(path.join('.'))} ${message}`).join(' '),
    )
  const { columns, dates, constants } = parsed.data
  return checked({ columns: turnedRight(kind, columns), dates, constants }, kind)
}

const asObject = 'should look like { "columns": { "work_email": "E-Mail" }, "dates": "DD/MM/YYYY", "constants": { "status": "active" } }.'
const names = z.record(z.string(), z.string({ error: 'should be the name of a column.' }), { error: asObject })
const wholeMap = z.strictObject(
  {
    columns: names.default({}),
    dates: z.enum(dateOrders, { error: `should be ${dateOrders.join(' or ')}.` }).optional(),
    constants: z.record(z.string(), z.string({ error: 'should be a text.' })).default({}),
  },
  { error: asObject },
)
const columnsAlone = names.transform((columns) => ({ columns, dates: undefined, constants: {} }))

/** People write a map from our name to theirs or the other way round; where only the second side is ours, it is turned. */
function turnedRight(kind: PeopleDataKind, columns: Record<string, string>): Record<string, string> {
  const ours = new Set(contract[kind].map(({ name }) => name))
  return Object.fromEntries(
    Object.entries(columns).map(([one, other]) => (!ours.has(one) && ours.has(other) ? [other, one] : [one, other])),
  )
}

function checked(map: FileMap, kind: PeopleDataKind): FileMap | Refusal<'bad_map'> {
  const ours = contract[kind].map(({ name }) => name)
  const unknown = [...Object.keys(map.columns), ...Object.keys(map.constants)].filter((name) => !ours.includes(name))
  if (unknown.length > 0)
    return badMap(`A ${kind} file has no column ${unknown.map(quoted).join(', ')}. Its columns are: ${ours.join(', ')}.`)
  for (const [name, header] of Object.entries(map.columns)) {
    const what = unwantedIn(header)
    if (what !== undefined)
      return badMap(`${quoted(header)} looks like ${what}, which Cuecard never stores. Take it out of the map (${name}).`)
  }
  const twice = Object.entries(map.columns).find(([name, header]) =>
    Object.entries(map.columns).some(([other, its]) => other !== name && nameKey(its) === nameKey(header)),
  )
  if (twice !== undefined) return badMap(`${quoted(twice[1])} stands for two columns. Each can stand for one only.`)
  return map
}

function badMap(sentence: string): Refusal<'bad_map'> {
  return refusal('bad_map', `The map cannot be used. ${sentence} Nothing was read.`)
}
