import type { Component } from './components.ts'
import { properties, property } from './components.ts'
import type { DateValue } from './date-values.ts'
import { readDateValue, readOffsetMs } from './date-values.ts'
import type { Recurrence } from './recurrence.ts'
import { readRecurrence, RuleError } from './recurrence.ts'
import type { OffsetChange, WallZone } from './wall-zone.ts'
import { zoneOfChanges } from './wall-zone.ts'

/** The zone that a VTIMEZONE describes by its rules, or nothing when there is no rule in it that can be followed. */
export function readVtimezone(component: Component, name: string): WallZone | undefined {
  const observances = component.children.map(readObservance).filter((one) => one !== undefined)
  const [first] = observances
  if (first === undefined) return undefined
  return zoneOfChanges(name, (fromMs, toMs) => {
    const changes = observances.flatMap((one) => changesOf(one, fromMs, toMs)).sort((a, b) => a.atMs - b.atMs)
    return { beforeMs: changes[0]?.fromMs ?? first.toMs, changes }
  })
}

/** STANDARD or DAYLIGHT: from each onset on, clocks are `toMs` east of UTC. Onsets are wall times of the offset before. */
type Observance = { fromMs: number; toMs: number; onsets: number[]; rules: Recurrence[] }

function readObservance(component: Component): Observance | undefined {
  const toMs = readOffsetMs(property(component, 'TZOFFSETTO')?.value ?? '')
  const start = readDateValue(property(component, 'DTSTART')?.value ?? '')
  if (toMs === undefined || start === undefined) return undefined
  const fromMs = readOffsetMs(property(component, 'TZOFFSETFROM')?.value ?? '') ?? toMs
  const extra = properties(component, 'RDATE').flatMap((line) => line.value.split(',').map((text) => readDateValue(text)?.wallMs))
  const ruleLines = properties(component, 'RRULE')
  const rules = ruleLines.map((line) => ruleOf(line.value, start.wallMs, fromMs)).filter((rule) => rule !== undefined)
  const onsets = [...(ruleLines.length === 0 ? [start.wallMs] : []), ...extra.filter((ms) => ms !== undefined)]
  return { fromMs, toMs, onsets, rules }
}

/** Clocks change once a year by a rule; anything more often is no zone. */
function ruleOf(value: string, startMs: number, offsetMs: number): Recurrence | undefined {
  if (!/FREQ\s*=\s*YEARLY/i.test(value)) return undefined
  try {
    const toWallMs = (until: DateValue) => (until.kind === 'utc' ? until.wallMs + offsetMs : until.wallMs)
    return readRecurrence(value, startMs, toWallMs)
  } catch (error) {
    if (error instanceof RuleError) return undefined
    throw error
  }
}

/** The changes inside a window, and the last one before it. */
function changesOf({ fromMs, toMs, onsets, rules }: Observance, windowFromMs: number, windowToMs: number): OffsetChange[] {
  const walls = [
    ...onsets,
    ...rules.flatMap((rule) => [rule.lastBefore(windowFromMs), ...rule.between(windowFromMs, windowToMs)]).filter((ms) => ms !== undefined),
  ]
  return walls.map((wallMs) => ({ atMs: wallMs - fromMs, fromMs, toMs }))
}
