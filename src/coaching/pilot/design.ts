import { createHash } from 'node:crypto'
import { z } from 'zod'
import { outcomeIds } from './outcomes.ts'

/**
 * Everything about a pilot that is settled before it starts. Locked, it never changes, and its hash stands in every report: what was planned can
 * be told from what was found. Dates are local calendar dates, managers and people are named by the ids of the people data.
 */
export type PilotDesign = z.infer<typeof designShape>
export type DesignManager = PilotDesign['managers'][number]

const date = z.iso.date()
export const covariateNames = ['team_size', 'tenure_years', 'leavers_12m', 'baseline_pulse', 'baseline_coaching'] as const
export type CovariateName = (typeof covariateNames)[number]

export const designShape = z.object({
  form: z.literal(1),
  zone: z.string(),
  /** The Monday on which week 1 begins. */
  startsOn: date,
  /** The day of the one analysis; nothing that compares the arms is shown before. */
  analysisOn: date,
  /** The day of the second reading, after 26 weeks. */
  followUpOn: date,
  /** What happens to the control arm after the six weeks: the toolkit, or nothing until the follow-up. One excludes the other. */
  control: z.enum(['late_start', 'follow_up']),
  eligibility: z.object({ minimumEmployees: z.int(), minimumMonths: z.int() }),
  managers: z.array(
    z.object({
      managerId: z.string(),
      functionName: z.string(),
      covariates: z.partialRecord(z.enum(covariateNames), z.number()),
      /** Covariates that were not known and got the mean of the function. */
      filledIn: z.array(z.enum(covariateNames)),
      /** Null until the arms are drawn, at the lock. */
      arm: z.enum(['pilot', 'control']).nullable(),
      /** The pair, or the function when drawn in strata. */
      stratum: z.string(),
    }),
  ),
  leftOut: z.array(z.object({ managerId: z.string(), why: z.string() })),
  /** Who reported to whom when this was made, and who was marked as high potential. */
  roster: z.array(z.object({ employeeId: z.string(), managerId: z.string(), highPotential: z.boolean() })),
  assignment: z.object({
    /** given: the arms were set outside of Cuecard. */
    kind: z.enum(['pairs', 'strata', 'given']),
    /** Whether a lot decided who is in which arm. Without one the report describes, and says nothing of causes. */
    randomised: z.boolean(),
    matchedOn: z.array(z.enum(covariateNames)),
    totalDistance: z.number().nullable(),
    /** Drawn by lot at the lock; null before. */
    seed: z.string().nullable(),
  }),
  outcomes: z.array(
    z.object({ id: z.enum(outcomeIds), smallestWorthwhile: z.number().positive(), analysis: z.enum(['ancova', 'change']) }),
  ),
  alpha: z.number(),
  /** What the arms can be expected to show, worked out from the organisation's own numbers. */
  expectations: z.object({
    peoplePerManager: z.number(),
    responsesPerManager: z.number(),
    standardDeviation: z.number(),
    icc: z.number(),
    correlation: z.number(),
    fromOwnBaseline: z.boolean(),
    smallestDetectablePulse: z.number().nullable(),
    powerAtWorthwhilePulse: z.number().nullable(),
    rare: z.array(
      z.object({
        outcome: z.enum(['mobility', 'promotions', 'voluntary_leavers']),
        sixWeekRate: z.number(),
        fromOwnRecords: z.boolean(),
        eventsPerArm: z.number(),
        powerSixWeeks: z.number(),
        powerTwentySixWeeks: z.number(),
      }),
    ),
  }),
  decisionRule: z.object({ extendFromCoachedShare: z.number() }),
  notes: z.array(z.string()),
})

/** The same design always gives the same text, whatever the order in which its parts were put together. */
export function canonical(design: PilotDesign): string {
  return JSON.stringify(sorted(design))
}

/** SHA-256 of the canonical text, in hexadecimal. */
export function designHash(design: PilotDesign): string {
  return createHash('sha256').update(canonical(design), 'utf8').digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}

/** Six weeks before, six weeks after, and 26 weeks after: start in, end out. */
export function windowsOf(startsOn: string) {
  const start = Temporal.PlainDate.from(startsOn)
  return {
    before: { start: start.subtract({ days: 42 }), end: start },
    after: { start, end: start.add({ days: 42 }) },
    followUp: { start, end: start.add({ days: 182 }) },
  }
}

/** The days a design starts from, when nobody says otherwise: the analysis a week after the last day, the second reading likewise. */
export function usualDates(startsOn: Temporal.PlainDate): { analysisOn: Temporal.PlainDate; followUpOn: Temporal.PlainDate } {
  return { analysisOn: startsOn.add({ days: 49 }), followUpOn: startsOn.add({ days: 189 }) }
}

/** Managers of the arms; those whose arm is not drawn yet are in none. */
export function armManagers(design: PilotDesign, arm: 'pilot' | 'control'): DesignManager[] {
  return design.managers.filter((manager) => manager.arm === arm)
}

/** What six weeks cannot show, in one sentence with the organisation's own numbers. It has to be ticked before the lock. */
export function cannotShow({ expectations, managers }: PilotDesign): string {
  const percent = (share: number) => (share < 0.01 ? 'under 1%' : `${Math.round(100 * share)}%`)
  const chances = expectations.rare.map(({ outcome, powerSixWeeks }) => `${rareNames[outcome]} ${percent(powerSixWeeks)}`)
  const perArm = Math.floor(managers.length / 2)
  return `In six weeks, with ${perArm} managers an arm, this pilot cannot show an effect on moves, promotions or people leaving. The chance to notice even a doubling is: ${chances.join(', ')}. They are counted and not judged, and read again after 26 weeks.`
}

const rareNames = { mobility: 'moves', promotions: 'promotions', voluntary_leavers: 'people leaving' }
