import type { ContentLine } from './content-lines.ts'

/** A block between BEGIN and END. `closed` is false where the file ends, or something else begins, before its END. */
export type Component = { name: string; lines: ContentLine[]; children: Component[]; line: number; closed: boolean }

/**
 * The outermost blocks of a file. An END that closes nothing is passed over, one that closes an outer block closes what is open inside
 * it, and an event that begins inside an event ends the one before: its END was forgotten.
 */
export function readComponents(lines: ContentLine[]): Component[] {
  const root: Component = { name: '', lines: [], children: [], line: 0, closed: true }
  const open: Component[] = [root]
  for (const line of lines) {
    if (line.name === 'BEGIN') {
      const name = line.value.trim().toUpperCase()
      while (cannotHold(open.at(-1)?.name ?? '', name)) open.pop()
      const component: Component = { name, lines: [], children: [], line: line.line, closed: false }
      open.at(-1)?.children.push(component)
      open.push(component)
    } else if (line.name === 'END') {
      const name = line.value.trim().toUpperCase()
      const depth = open.findLastIndex((component) => component.name === name)
      const closing = open[depth]
      if (depth > 0 && closing !== undefined) {
        closing.closed = true
        open.length = depth
      }
    } else {
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

const outermost = new Set(['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY', 'VTIMEZONE'])

/** Events, tasks and zones stand beside each other, and a calendar stands in none of them. */
function cannotHold(outer: string, inner: string): boolean {
  const isInside = outermost.has(outer) || outer === 'VALARM' || outer === 'STANDARD' || outer === 'DAYLIGHT'
  return (isInside && (outermost.has(inner) || inner === 'VCALENDAR')) || (outer === 'VCALENDAR' && inner === 'VCALENDAR')
}
