import type { Readout } from '../../coaching/pilot/readout.ts'

/** Every number of a readout, a line each: where it stands, and its value in full. Text is quoted; what could be taken for a formula is not one. */
export function numbersCsv(found: Readout): string {
  const { design, ...rest } = found
  const shown = {
    ...rest,
    design: { ...design, roster: design.roster.length, managers: design.managers.map(({ covariates: _own, ...manager }) => manager) },
  }
  return ['place,value', ...lines(shown, '')].map((line) => `${line}\n`).join('')
}

function lines(value: unknown, place: string): string[] {
  if (value instanceof Float64Array) return [`${quoted(place)},${value.length} values; their histogram is in the report`]
  if (value instanceof Temporal.PlainDate) return [`${quoted(place)},${value.toString()}`]
  if (Array.isArray(value)) return value.flatMap((entry, index) => lines(entry, `${place}[${index}]`))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, part]) => lines(part, place === '' ? key : `${place}.${key}`))
  }
  if (value === undefined) return []
  return [`${quoted(place)},${typeof value === 'string' ? quoted(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value) : String(value)}`]
}

const quoted = (words: string) => (/[",\n\r]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words)
