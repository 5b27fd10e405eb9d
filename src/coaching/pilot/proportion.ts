import { DEFAULT_LEVEL, type Interval } from './arm.ts'
import { betaQuantile } from './distributions/beta.ts'
import { normalQuantile } from './distributions/normal.ts'

/** People with an event out of all people watched. */
export interface EventCount {
  events: number
  people: number
}

/** Score interval without continuity correction (Wilson 1927, JASA 22): the interval to print beside a share. */
export function wilson({ events, people }: EventCount, level: number = DEFAULT_LEVEL): Interval {
  const z = normalQuantile(1 - (1 - level) / 2)
  const rate = events / people
  const square = z * z
  const centre = events + square / 2
  const margin = z * Math.sqrt(people * rate * (1 - rate) + square / 4)
  return {
    low: events === 0 ? 0 : (centre - margin) / (people + square),
    high: events === people ? 1 : (centre + margin) / (people + square),
  }
}

/** Exact interval, never shorter than its level (Clopper & Pearson 1934, Biometrika 26). */
export function clopperPearson({ events, people }: EventCount, level: number = DEFAULT_LEVEL): Interval {
  const tail = (1 - level) / 2
  return {
    low: events === 0 ? 0 : betaQuantile(tail, events, people - events + 1),
    high: events === people ? 1 : betaQuantile(1 - tail, events + 1, people - events),
  }
}

/** Interval for the difference of two shares from their Wilson ends (Newcombe 1998, Stat Med 17, 873-890, method 10). */
export function newcombe(pilot: EventCount, control: EventCount, level: number = DEFAULT_LEVEL): Interval {
  const pilotRate = pilot.events / pilot.people
  const controlRate = control.events / control.people
  const pilotEnds = wilson(pilot, level)
  const controlEnds = wilson(control, level)
  const difference = pilotRate - controlRate
  return {
    low: difference - Math.hypot(pilotRate - pilotEnds.low, controlEnds.high - controlRate),
    high: difference + Math.hypot(pilotEnds.high - pilotRate, controlRate - controlEnds.low),
  }
}

/** The highest rate that no event at all among `people` leaves credible: one-sided, 1 - (1 - level)^(1 / people). */
export function zeroEventsUpper(people: number, oneSidedLevel: number): number {
  return -Math.expm1(Math.log(1 - oneSidedLevel) / people)
}

/** The head-count shortcut for the one-sided 95% upper end after no events: 3 / people (Hanley & Lippman-Hand 1983, JAMA 249). */
export function ruleOfThree(people: number): number {
  return 3 / people
}
