import type { ContentLine } from './content-lines.ts'

/** A block between BEGIN and END, with those of its properties that Cuecard reads. */
export type Component = { name: string; lines: ContentLine[]; children: Component[]; line: number }

/**
 * The outermost blocks of a file. An END that closes nothing is passed over, one that closes an outer block closes what is open inside
 * it, and an event that begins inside an event ends the one before: its END was forgotten.
 */
export function readComponents(lines: Iterable<ContentLine>): Component[] {
  const root: Component = { name: '', lines: [], children: [], line: 0 }
  const open: Component[] = [root]
  for (const line of lines) {
    if (line.name === 'BEGIN') {
      const name = line.value.trim().toUpperCase()
      while (cannotHold(open.at(-1)?.name ?? '', name)) open.pop()
      if (open.length > deepest) continue
      const component: Component = { name, lines: [], children: [], line: line.line }
      open.at(-1)?.children.push(component)
      open.push(component)
    } else if (line.name === 'END') {
      const name = line.value.trim().toUpperCase()
      const depth = open.findLastIndex((component) => component.name === name)
      if (depth > 0) open.length = depth
    } else if (readProperties.has(line.name)) {
      open.at(-1)?.lines.push(line)
    }
  }
  return root.children
}

/** The first property of a name, or nothing. */
export function property(component: Component, name: string): ContentLine | undefined {
  return component.lines.find((line) => line.name === name)
}

export function properties(component: Component, name: string): ContentLine[] {
  return component.lines.filter((line) => line.name === name)
}

/** Every block of a name, however deep it stands in blocks of other names. */
export function blocksNamed(name: string, components: Component[]): Component[] {
  return components.flatMap((component) => (component.name === name ? [component] : blocksNamed(name, component.children)))
}

/** Calendars are three blocks deep; what nests further is meant to break readers. */
const deepest = 16

/** Everything else (descriptions, attachments, what programs add for themselves) is most of a file, and is not kept in memory. */
const readProperties = new Set([
  'METHOD',
  'X-WR-CALNAME',
  'X-WR-TIMEZONE',
  'TIMEZONE-ID',
  'UID',
  'SUMMARY',
  'STATUS',
  'SEQUENCE',
  'DTSTAMP',
  'LAST-MODIFIED',
  'DTSTART',
  'DTEND',
  'DURATION',
  'RECURRENCE-ID',
  'RRULE',
  'EXRULE',
  'RDATE',
  'EXDATE',
  'ATTENDEE',
  'ORGANIZER',
  'TRANSP',
  'X-MICROSOFT-CDO-BUSYSTATUS',
  'TZID',
  'TZOFFSETFROM',
  'TZOFFSETTO',
  'X-LIC-LOCATION',
])

const outermost = new Set(['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY', 'VTIMEZONE'])

/** Events, tasks and zones stand beside each other, and a calendar stands in none of them. */
function cannotHold(outer: string, inner: string): boolean {
  const isInside = outermost.has(outer) || outer === 'VALARM' || outer === 'STANDARD' || outer === 'DAYLIGHT'
  return (isInside && (outermost.has(inner) || inner === 'VCALENDAR')) || (outer === 'VCALENDAR' && inner === 'VCALENDAR')
}
