import { drawPairedArms, drawStratifiedArms } from './allocation.ts'
import type { Arm } from './arm.ts'
import { standardisedDifference } from './balance.ts'
import { covariateNames, usualDates, type CovariateName, type PilotDesign } from './design.ts'
import { candidates, type Candidate, type EligibilityRule } from './eligibility.ts'
import type { HrisRecords } from './hris-records.ts'
import { mean, variance } from './moments.ts'
import { plannedOutcomes, type OutcomeId } from './outcomes.ts'
import { matchPairs } from './pair-matching.ts'
import { plannedPrecision, powerAt, smallestDetectable } from './power.ts'
import { rarePower } from './rare-power.ts'
import { daysBetween, isIn } from './window.ts'

/** What is known of a manager's answers in the baseline wave. */
export interface BaselineAnswers {
  pulse: number | null
  coaching: number | null
}

export interface DesignWishes {
  zone: string
  startsOn: Temporal.PlainDate
  analysisOn?: Temporal.PlainDate | undefined
  control: 'late_start' | 'follow_up'
  eligibility: EligibilityRule
  assignment?: 'pairs' | 'strata' | undefined
  /** Arms that were set outside of Cuecard, and whether by lot. Only these managers take part. */
  given?: GivenArms | undefined
  worthwhile?: Partial<Record<OutcomeId, number>> | undefined
}

export interface GivenArms {
  randomised: boolean
  /** `stratum` is the pair or group inside which a lot was drawn; managers without one count with their function. */
  arms: readonly { managerId: string; arm: Arm; stratum?: string | undefined }[]
}

export interface DesignInput {
  records: Omit<HrisRecords, 'managers'>
  functions: ReadonlyMap<string, string>
  absences: readonly { employeeId: string; from: Temporal.PlainDate; to: Temporal.PlainDate }[]
  baseline: ReadonlyMap<string, BaselineAnswers>
  /** Standard deviation of single scores and ICC(1) from the baseline wave, where there is one. */
  baselineSpread: { standardDeviation: number; icc: number } | null
}

/** The design that the people data allow, with its arms still to be drawn. Same data and wishes, same design. */
export function makeDesign(input: DesignInput, wishes: DesignWishes): PilotDesign {
  const found = candidates(input, wishes.startsOn, wishes.eligibility)
  const known = covariateNames.filter((name) => found.eligible.some((one) => one.covariates[name] !== null))
  const filled = found.eligible.map((one) => fillIn(one, found.eligible, known))
  const given = new Map(wishes.given?.arms.map((one) => [one.managerId, one]))
  const kind = wishes.given !== undefined ? 'given' : (wishes.assignment ?? (filled.length >= PAIRS_FROM ? 'pairs' : 'strata'))
  const matched = kind === 'pairs' ? matchPairs(filled) : null
  const stratumOf = new Map(matched?.pairs.flatMap(({ managerIds }, index) => managerIds.map((id) => [id, pairName(index)] as const)))
  const managers = filled
    .filter(({ managerId }) => (kind === 'given' ? given.has(managerId) : matched === null || stratumOf.has(managerId)))
    .map((one) => ({
      managerId: one.managerId,
      functionName: one.functionName,
      covariates: one.covariates,
      filledIn: one.filledIn,
      arm: given.get(one.managerId)?.arm ?? null,
      stratum: stratumOf.get(one.managerId) ?? given.get(one.managerId)?.stratum ?? (kind === 'given' ? 'all' : one.functionName),
    }))
  const leftOver =
    kind === 'given'
      ? filled.filter(({ managerId }) => !given.has(managerId)).map(({ managerId }) => ({ managerId, why: 'in no arm of the file' }))
      : (matched?.leftOut ?? []).map((managerId) => ({ managerId, why: 'no partner is left in their function' }))
  const enrolled = new Set(managers.map(({ managerId }) => managerId))
  const roster = found.roster.filter(({ managerId }) => enrolled.has(managerId))
  const dates = usualDates(wishes.startsOn)
  const outcomes = plannedOutcomes(managers.length, wishes.worthwhile)
  return {
    form: 1,
    zone: wishes.zone,
    startsOn: wishes.startsOn.toString(),
    analysisOn: (wishes.analysisOn ?? dates.analysisOn).toString(),
    followUpOn: dates.followUpOn.toString(),
    control: wishes.control,
    eligibility: { minimumEmployees: wishes.eligibility.minimumEmployees, minimumMonths: wishes.eligibility.minimumMonths },
    managers,
    leftOut: [...found.leftOut, ...leftOver],
    roster,
    assignment: {
      kind,
      randomised: wishes.given?.randomised ?? true,
      matchedOn: known,
      totalDistance: matched?.totalDistance ?? null,
      seed: null,
    },
    outcomes,
    alpha: 0.05,
    expectations: expectations(input, wishes, managers.length, roster.length, outcomes[0]?.smallestWorthwhile ?? 0.3),
    decisionRule: { extendFromCoachedShare: 0.6 },
    notes: [...found.notes, ...notesOn(managers.length, filled, { kind, randomised: wishes.given?.randomised ?? true })],
  }
}

/** The arms, drawn once from a seed: the same design and seed give the same arms. */
export function drawArms(design: PilotDesign, seed: string): PilotDesign {
  if (design.assignment.kind === 'given') return { ...design, assignment: { ...design.assignment, seed } }
  const drawn =
    design.assignment.kind === 'pairs'
      ? drawPairedArms(pairsOf(design), seed)
      : drawStratifiedArms(
          design.managers.map(({ managerId, stratum }) => ({ managerId, stratum })),
          seed,
        )
  const arms = new Map(drawn.map(({ managerId, arm }): [string, Arm] => [managerId, arm]))
  return {
    ...design,
    managers: design.managers.map((manager) => ({ ...manager, arm: arms.get(manager.managerId) ?? null })),
    assignment: { ...design.assignment, seed },
  }
}

/** One line of the balance table. */
export interface BalanceRow {
  covariate: CovariateName
  pilot: number
  control: number
  /** In standard deviations; null when the figure does not vary. */
  standardisedDifference: number | null
  /** Above 0.25: looked at in the report, never tested. */
  flagged: boolean
}

export function balanceTable(design: PilotDesign): BalanceRow[] {
  return design.assignment.matchedOn.map((covariate) => {
    const valuesOf = (arm: Arm) =>
      design.managers.filter((manager) => manager.arm === arm).flatMap(({ covariates }) => covariates[covariate] ?? [])
    const pilot = valuesOf('pilot')
    const control = valuesOf('control')
    const difference = standardisedDifference(pilot, control)
    return {
      covariate,
      pilot: mean(pilot),
      control: mean(control),
      standardisedDifference: difference,
      flagged: difference !== null && Math.abs(difference) > FLAGGED_FROM,
    }
  })
}

const FLAGGED_FROM = 0.25
/** Below ten managers pairs leave too little to compare. */
const PAIRS_FROM = 10
const FLOOR_PER_ARM = 6

const pairName = (index: number) => `P${String(index + 1).padStart(2, '0')}`

function pairsOf(design: PilotDesign): [string, string][] {
  return [...Map.groupBy(design.managers, ({ stratum }) => stratum)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, members]): [string, string][] => {
      const [first, second] = members.map(({ managerId }) => managerId).toSorted()
      return first === undefined || second === undefined ? [] : [[first, second]]
    })
}

type Filled = { managerId: string; functionName: string; covariates: Record<CovariateName, number>; filledIn: CovariateName[] }

function fillIn(one: Candidate, all: readonly Candidate[], known: readonly CovariateName[]): Filled {
  const filledIn = known.filter((name) => one.covariates[name] === null)
  const valueOf = (name: CovariateName) => {
    const own = one.covariates[name]
    if (own !== null) return own
    const ofFunction = all
      .filter(({ functionName }) => functionName === one.functionName)
      .flatMap(({ covariates }) => covariates[name] ?? [])
    const ofAll = all.flatMap(({ covariates }) => covariates[name] ?? [])
    return mean(ofFunction.length > 0 ? ofFunction : ofAll)
  }
  // Only names in `known` are kept, so that a covariate that nobody has counts nowhere.
  const covariates = Object.fromEntries(known.map((name) => [name, valueOf(name)])) as Record<CovariateName, number>
  return { managerId: one.managerId, functionName: one.functionName, covariates, filledIn }
}

function notesOn(
  managers: number,
  filled: readonly Filled[],
  { kind, randomised }: Pick<PilotDesign['assignment'], 'kind' | 'randomised'>,
): string[] {
  const missing = filled.filter(({ filledIn }) => filledIn.length > 0)
  return [
    ...(managers < 2 * FLOOR_PER_ARM
      ? [
          `${managers} managers can take part, fewer than six an arm. This is a trial of whether a pilot can be run here: the report will count, and claim no effect.`,
        ]
      : []),
    ...(missing.length > 0
      ? [`${missing.length} managers lack a baseline figure and got the mean of their function for the matching.`]
      : []),
    ...(randomised ? [] : ['No lot decided who is in which group: this describes a difference, and cannot say what it comes from.']),
    ...(kind === 'strata' ? ['The arms are drawn inside functions, without pairs.'] : []),
  ]
}

/** Planning values per six weeks, for organisations without records: yearly 24.4% title changes, 8 to 9% promotions, 14% leavers. */
const PLANNED_RATES = { mobility: 0.028, promotions: 0.01, voluntary_leavers: 0.016 } as const
const ANSWERING = 0.8
const PLANNED_SPREAD = { standardDeviation: 0.8, icc: 0.1 }
const PLANNED_CORRELATION = 0.5
const SIX_WEEKS = 42
const TWENTY_SIX_WEEKS = 182

function expectations(
  input: DesignInput,
  wishes: DesignWishes,
  managers: number,
  people: number,
  worthwhile: number,
): PilotDesign['expectations'] {
  const perArm = Math.floor(managers / 2)
  const sizes = managers === 0 ? 0 : people / managers
  const spread = input.baselineSpread ?? PLANNED_SPREAD
  const precision = plannedPrecision({
    pilotManagers: perArm,
    controlManagers: perArm,
    clusterSize: Math.max(1, sizes * ANSWERING),
    clusterSizeVariation: 0,
    icc: spread.icc,
    correlation: PLANNED_CORRELATION,
    standardDeviation: spread.standardDeviation,
    analysis: 'ancova',
  })
  return {
    peoplePerManager: sizes,
    responsesPerManager: sizes * ANSWERING,
    standardDeviation: spread.standardDeviation,
    icc: spread.icc,
    correlation: PLANNED_CORRELATION,
    fromOwnBaseline: input.baselineSpread !== null,
    smallestDetectablePulse: precision && smallestDetectable(precision, 0.05, 0.8),
    powerAtWorthwhilePulse: precision && powerAt(worthwhile, precision, 0.05),
    rare: (['mobility', 'promotions', 'voluntary_leavers'] as const).map((outcome) => {
      const own = ownRate(input, outcome, wishes.startsOn)
      const sixWeekRate = own ?? PLANNED_RATES[outcome]
      const armPeople = Math.floor(people / 2)
      const powerOver = (days: number) => {
        const rate = Math.min(0.49, (sixWeekRate * days) / SIX_WEEKS)
        return armPeople === 0
          ? 0
          : rarePower({
              pilotPeople: armPeople,
              controlPeople: armPeople,
              pilotRate: 2 * rate,
              controlRate: rate,
              designEffect: 1,
              alpha: 0.05,
            }).power
      }
      return {
        outcome,
        sixWeekRate,
        fromOwnRecords: own !== null,
        eventsPerArm: sixWeekRate * armPeople,
        powerSixWeeks: powerOver(SIX_WEEKS),
        powerTwentySixWeeks: powerOver(TWENTY_SIX_WEEKS),
      }
    }),
  }
}

/** People with the event in the year before the start, per six weeks, out of everybody there then; null without a single record of a year. */
function ownRate({ records }: DesignInput, outcome: keyof typeof PLANNED_RATES, startsOn: Temporal.PlainDate): number | null {
  const year = { start: startsOn.subtract({ days: 364 }), end: startsOn }
  const people = records.people.filter(({ hireDate, terminationDate }) => {
    const stayed = terminationDate === null || daysBetween(year.start, terminationDate) >= 0
    return stayed && daysBetween(hireDate, startsOn) > 0
  })
  const kinds: readonly string[] = outcome === 'promotions' ? ['promotion'] : ['promotion', 'lateral', 'transfer']
  const affected =
    outcome === 'voluntary_leavers'
      ? people.filter(({ terminationDate, terminationType }) => terminationType === 'voluntary' && isIn(terminationDate, year)).length
      : new Set(
          records.jobEvents
            .filter(({ kind, effectiveDate }) => kinds.includes(kind) && isIn(effectiveDate, year))
            .map(({ employeeId }) => employeeId),
        ).size
  return affected === 0 || people.length === 0 ? null : (affected / people.length) * (SIX_WEEKS / 364)
}

/** Spread of the single scores of a wave, and how much of it lies between managers. */
export function spreadOf(scores: readonly number[], icc: number | null): { standardDeviation: number; icc: number } | null {
  const spread = Math.sqrt(variance(scores))
  return spread > 0 && icc !== null ? { standardDeviation: spread, icc: Math.min(0.95, Math.max(0, icc)) } : null
}
