import type { Component } from './components.ts'
import { property } from './components.ts'
import { unescapeText } from './content-lines.ts'
import { dayMs, readOffsetMs } from './date-values.ts'
import { readVtimezone } from './vtimezone.ts'
import type { WallZone } from './wall-zone.ts'
import { fixedZone, ianaZone } from './wall-zone.ts'
import windowsZones from './windows-zones.json' with { type: 'json' }

/** How a zone name of a file was understood, where it was not simply a name of the IANA database. */
export type ZoneNote = { tzid: string; readAs: string; how: ZoneHow; sentence: string }
type ZoneHow =
  | 'windows name'
  | 'end of a path'
  | 'spelling'
  | 'X-LIC-LOCATION'
  | 'rules in the file'
  | 'offset in the name'
  | 'calendar zone'

export type ZoneResolver = {
  /** The zone that a TZID means; where nobody can know, the calendar's own zone, with a note that says so. */
  resolve(tzid: string): WallZone
  notes(): ZoneNote[]
}

/**
 * Understands the zone names of one calendar file. Asked in this order: IANA name or alias, Windows name, name at the end of a path,
 * X-LIC-LOCATION, the VTIMEZONE's own rules, an offset in the name, `fallback`.
 */
export function zoneResolver(vtimezones: Component[], fallback: WallZone): ZoneResolver {
  const definitions = new Map<string, Component>()
  for (const component of vtimezones) {
    const tzid = property(component, 'TZID')?.value
    if (tzid !== undefined && !definitions.has(key(tzid))) definitions.set(key(tzid), component)
  }
  const known = new Map<string, WallZone>()
  const notes: ZoneNote[] = []

  function find(tzid: string): WallZone {
    const definition = definitions.get(key(tzid))
    const name = unescapeText(tzid).replaceAll('"', '').trim()
    const isAbbreviation = !name.includes('/') && definition !== undefined && !/^(utc|gmt|z)$/i.test(name)
    const exact = isAbbreviation ? undefined : ianaZone(name)
    if (exact) return exact
    return (
      noted(windowsZone(name), 'windows name') ??
      noted(zoneAtEnd(name), 'end of a path') ??
      noted(definition && ianaZone(property(definition, 'X-LIC-LOCATION')?.value.trim() ?? ''), 'X-LIC-LOCATION') ??
      noted(definition && readVtimezone(definition, name), 'rules in the file') ??
      ianaZone(name) ??
      noted(zoneByOtherSpelling(name), 'spelling') ??
      noted(zoneByOffset(name), 'offset in the name') ??
      noted(fallback, 'calendar zone') ??
      fallback
    )

    function noted(zone: WallZone | undefined, how: ZoneHow): WallZone | undefined {
      if (zone !== undefined) notes.push({ tzid: name, readAs: zone.name, how, sentence: sentenceFor(name, zone.name, how) })
      return zone
    }
  }

  return {
    resolve(tzid) {
      const zone = known.get(tzid)
      if (zone !== undefined) return zone
      if (known.size >= mostZones) return fallback
      const found = find(tzid.slice(0, longestName))
      known.set(tzid, found)
      return found
    },
    notes: () => notes,
  }
}

const longestName = 200
const mostZones = 500

function key(tzid: string): string {
  return unescapeText(tzid).replaceAll('"', '').trim().toLowerCase()
}

const windowsByName = new Map(Object.entries(windowsZones.zones).map(([name, iana]) => [name.toLowerCase(), iana]))
const offsetPrefix = /^\s*\((?:UTC|GMT)[^)]*\)\s*/i

/** "W. Europe Standard Time", and labels such as "(UTC-05:00) Eastern Time (US & Canada)" with any offset in front. */
function windowsZone(name: string): WallZone | undefined {
  const label = name.replace(offsetPrefix, '').replace(/^tzone:\/\/Microsoft\//i, '')
  const iana = windowsByName.get(label.toLowerCase()) ?? windowsByName.get(label.replace(/ [12]$/, '').toLowerCase())
  if (iana !== undefined) return ianaZone(iana)
  if (label === name) return undefined
  return label
    .split(/[,;]/)
    .map((city) => zoneOfCity(city.trim()))
    .find((zone) => zone !== undefined)
}

let cities: Map<string, string> | undefined

function zoneOfCity(city: string): WallZone | undefined {
  cities ??= new Map(Intl.supportedValuesOf('timeZone').map((zone) => [(zone.split('/').at(-1) ?? '').toLowerCase(), zone]))
  const zone = cities.get(city.toLowerCase().replaceAll(' ', '_'))
  return zone === undefined ? undefined : ianaZone(zone)
}

/** `/mozilla.org/20070129_1/Europe/Berlin` ends in a name; the longest end that is one counts. */
function zoneAtEnd(name: string): WallZone | undefined {
  const parts = name.split('/').filter(Boolean)
  for (let first = name.startsWith('/') ? 0 : 1; first < parts.length - 1; first += 1) {
    const zone = ianaZone(parts.slice(first).join('/'))
    if (zone !== undefined) return zone
  }
  const last = parts.at(-1)
  return name.startsWith('/') && last !== undefined ? ianaZone(last) : undefined
}

/** Labels of Lotus Notes, for files that do not say what they mean by them. */
const notesLabels: Record<string, string> = {
  'western/central europe': 'Europe/Berlin',
  eastern: 'America/New_York',
  central: 'America/Chicago',
  mountain: 'America/Denver',
  pacific: 'America/Los_Angeles',
}

/** "US-Eastern", "America/New York", "Europe/Berlin (CET)", "Berlin". */
function zoneByOtherSpelling(name: string): WallZone | undefined {
  const bare = name.replace(/\s*\(.*\)\s*$/, '').trim()
  const spellings = [notesLabels[bare.toLowerCase()] ?? '', bare.replaceAll(' ', '_'), bare.replace('-', '/').replaceAll(' ', '_')]
  return spellings.map(ianaZone).find((zone) => zone !== undefined) ?? zoneOfCity(bare)
}

/** "GMT+0200", "UTC-05:00", "(UTC+01:00) Mitteleuropa": a fixed offset is better than none. */
function zoneByOffset(name: string): WallZone | undefined {
  const match = /^\(?(?:UTC|GMT)?\s*([+-]\d{1,2}(?::?\d\d)?)\)?(?:\s|$)/i.exec(name)
  const offsetMs = match?.[1] === undefined ? undefined : readOffsetMs(match[1])
  return offsetMs === undefined || Math.abs(offsetMs) > dayMs ? undefined : fixedZone(offsetMs)
}

function sentenceFor(tzid: string, readAs: string, how: ZoneHow): string {
  if (how === 'calendar zone') return `The time zone "${tzid}" is not known; its times are read in ${readAs}.`
  if (how === 'rules in the file') return `The time zone "${tzid}" follows the rules that the file gives for it.`
  return `The time zone "${tzid}" is read as ${readAs}.`
}
