import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { adherence, type Adherence, type AdherenceRecords } from '../../src/coaching/pilot/adherence.ts'
import type { Arm, Interval } from '../../src/coaching/pilot/arm.ts'
import { standardisedDifference } from '../../src/coaching/pilot/balance.ts'
import { hrisMetrics, type HrisMetrics } from '../../src/coaching/pilot/hris-metrics.ts'
import type { HrisRecords } from '../../src/coaching/pilot/hris-records.ts'
import { mannWhitney } from '../../src/coaching/pilot/mann-whitney.ts'
import { adjustFamily } from '../../src/coaching/pilot/multiplicity.ts'
import { managerDistance, matchPairs, type EnrolledManager } from '../../src/coaching/pilot/pair-matching.ts'
import { pairedT } from '../../src/coaching/pilot/paired-t.ts'
import { approximateSmallestDetectable, plannedPrecision, powerAt, smallestDetectable } from '../../src/coaching/pilot/power.ts'
import { ruleOfThree, zeroEventsUpper } from '../../src/coaching/pilot/proportion.ts'
import { comparePulse } from '../../src/coaching/pilot/pulse.ts'
import type { RandomisationP } from '../../src/coaching/pilot/randomisation-p.ts'
import { randomisationTest, type RandomisationTest } from '../../src/coaching/pilot/randomisation-test.ts'
import { rarePower } from '../../src/coaching/pilot/rare-power.ts'
import { rateChange } from '../../src/coaching/pilot/rates.ts'
import { compareCounts, compareManagerCounts, type RareComparison, type RareCount } from '../../src/coaching/pilot/rare-events.ts'
import type { ReDealPlan } from '../../src/coaching/pilot/re-deals.ts'
import { compareRequests, type RequestRate } from '../../src/coaching/pilot/request-rates.ts'
import { signFlipTest, smallestSignFlipP } from '../../src/coaching/pilot/sign-flip-test.ts'
import { signedRank } from '../../src/coaching/pilot/signed-rank.ts'
import { suppressSmallGroups } from '../../src/coaching/pilot/suppression.ts'
import type { TResult } from '../../src/coaching/pilot/t-result.ts'
import { pooledT, welch } from '../../src/coaching/pilot/two-sample-t.ts'
import { verdictOn, type OutcomeResult } from '../../src/coaching/pilot/verdicts.ts'
import { oddsRatioAsInR, R_SEARCH_TOLERANCE } from './pilot/r-root-search.ts'

/**
 * Reference answers worked out elsewhere (see the README beside the cases), checked number by number through the functions a readout uses.
 * Another set of cases in the same form can be checked with `PILOT_REFERENCE=path npx vitest run tests/coaching/pilot-reference.test.ts`.
 */
const reference = process.env['PILOT_REFERENCE'] ?? join(import.meta.dirname, '../fixtures/pilot-reference')

const folders = readdirSync(reference, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(reference, entry.name, 'expected.json')))
  .map((entry) => entry.name)
  .sort()

describe('the reference cases of the pilot', () => {
  it('has cases to check', () => {
    expect(folders.length).toBeGreaterThan(0)
  })

  it.each(folders)('answers every number of %s', (folder) => {
    const { expected, computed } = answers(folder)
    const compared = compare(expected, computed)
    expect(compared.differences).toEqual([])
    expect(compared.checked).toBeGreaterThan(0)
  })

  it.each(folders)('would notice any number of %s that was not so', (folder) => {
    const { expected, computed } = answers(folder)
    const { changed, numbers } = everyNumberChanged(expected)
    expect(compare(changed, computed).differences).toHaveLength(numbers)
  })
})

function answers(folder: string): { expected: Json; computed: unknown } {
  const compute = caseKinds[folder.slice(0, 2)]
  if (compute === undefined) throw new Error(`no functions are known for a case named ${folder}`)
  const expected = JSON.parse(readFileSync(join(reference, folder, 'expected.json'), 'utf8')) as Json
  return { expected, computed: compute((file) => parseCsv(readFileSync(join(reference, folder, file), 'utf8')), expected) }
}

type CaseKind = (read: (file: string) => Row[], expected: Json) => unknown

const caseKinds: Record<string, CaseKind> = {
  '01': twoArmPermutation,
  '02': pairedPermutation,
  '03': mannWhitneyCase,
  '04': rareEvents,
  '05': didRates,
  '06': pulseClustered,
  '07': powerAndDetectable,
  '08': multiplicity,
  '09': metricsFromHris,
  '10': pairMatching,
  '11': suppression,
  '12': verdicts,
  '13': requestRates,
}

function twoArmPermutation(read: (file: string) => Row[], expected: Json): Record<string, unknown> {
  const managers = read('managers.csv').map((row) => ({
    id: text(row, 'manager_id'),
    arm: arm(row),
    stratum: text(row, 'stratum'),
    value: number(row, 'post') - number(row, 'pre'),
  }))
  const unstratified = managers.map(({ id, arm: side, value }) => ({ id, arm: side, value }))
  const [pilot, control] = byArm(managers)
  return {
    permutation_within_strata: permutation(randomisationTest(managers, plan(expected), levelOf(expected, 'permutation_within_strata'))),
    permutation_ignoring_strata: permutation(
      randomisationTest(unstratified, plan(expected), levelOf(expected, 'permutation_ignoring_strata')),
    ),
    welch_ignoring_strata: tKeys(welch(pilot, control)),
    pooled_t_ignoring_strata: tKeys(pooledT(pilot, control)),
    ...Object.fromEntries(
      entriesWith(expected, 'managers').map(([key, part]) => {
        const chosen = unstratified.filter(({ id }) => (part['managers'] as Json[]).includes(id))
        const test = randomisationTest(chosen, plan(expected), levelOf(expected, key))
        return [key, test && { ...permutation(test), managers: chosen.map(({ id }) => id) }]
      }),
    ),
  }
}

function pairedPermutation(read: (file: string) => Row[], expected: Json): Record<string, unknown> {
  const pairs = read('pairs.csv').map((row) => ({ pilot: number(row, 'pilot_change'), control: number(row, 'control_change') }))
  const flips = signFlipTest(pairs, plan(expected), levelOf(expected, 'sign_flip'))
  const ranks = signedRank(pairs)
  return {
    sign_flip: flips && { ...permutation(flips), n_sign_patterns: flips.reDealt.count },
    paired_t: tKeys(pairedT(pairs)),
    wilcoxon_signed_rank: ranks && { V: ranks.rankSum, n_nonzero: ranks.nonzeroPairs, p_two_sided: ranks.pTwoSided },
    smallest_possible_two_sided_p: smallestSignFlipP(pairs.length),
    five_pairs_smallest_p: smallestSignFlipP(5),
    six_pairs_smallest_p: smallestSignFlipP(6),
  }
}

function mannWhitneyCase(read: (file: string) => Row[]): Record<string, unknown> {
  const ranked = (file: string) => {
    const [pilot, control] = byArm(read(file).map((row) => ({ arm: arm(row), value: number(row, 'value') })))
    const result = mannWhitney(pilot, control)
    return (
      result && {
        n_pilot: pilot.length,
        n_control: control.length,
        U_pilot: result.pilotWins,
        U_control: result.controlWins,
        p_two_sided_exact: result.pTwoSided,
        p_two_sided_exact_conditional: result.pTwoSided,
        hodges_lehmann_shift: result.shift,
        shift_ci_low: result.shiftInterval?.low ?? null,
        shift_ci_high: result.shiftInterval?.high ?? null,
        shift_ci_achieved_level: result.shiftInterval?.achievedLevel ?? null,
        probability_of_superiority: result.probabilityOfSuperiority,
        rank_biserial: result.rankBiserial,
      }
    )
  }
  return { no_ties: ranked('no-ties.csv'), ties: ranked('ties.csv') }
}

function rareEvents(read: (file: string) => Row[], expected: Json): Record<string, unknown> {
  const managers = read('managers.csv').map((row) => ({
    arm: arm(row),
    people: number(row, 'headcount'),
    events: number(row, 'events'),
  }))
  const compared = compareManagerCounts(managers, plan(expected))
  const { pilot, control } = compared.totals
  return {
    tables: read('tables.csv').map((row) => ({
      id: text(row, 'id'),
      ...rareKeys(
        compareCounts(
          { events: number(row, 'pilot_events'), people: number(row, 'pilot_n') },
          { events: number(row, 'control_events'), people: number(row, 'control_n') },
        ),
      ),
    })),
    zero_events: list(expected, 'zero_events').map(({ n }) => ({
      n,
      upper_95_one_sided: zeroEventsUpper(Number(n), 0.95),
      rule_of_three: ruleOfThree(Number(n)),
      upper_97_5_one_sided: zeroEventsUpper(Number(n), 0.975),
    })),
    managers: {
      totals: { pilot_events: pilot.events, pilot_n: pilot.people, control_events: control.events, control_n: control.people },
      permutation_pooled_rate_difference: permutation(compared.pooledDifference),
      permutation_mean_of_manager_rates: permutation(compared.meanOfManagerRates),
      individual_level_fisher_for_comparison: rareKeys(compared.individualLevel),
    },
  }
}

function didRates(read: (file: string) => Row[], expected: Json): Record<string, unknown> {
  const managers = read('manager-periods.csv').map((row) => ({
    managerId: text(row, 'manager_id'),
    arm: arm(row),
    before: { numerator: number(row, 'pre_num'), denominator: number(row, 'pre_den') },
    after: { numerator: number(row, 'post_num'), denominator: number(row, 'post_den') },
  }))
  const resamples = Number(object(object(expected)['bootstrap_percentile'] ?? {})['B'] ?? 200_000)
  const result = rateChange(managers, plan(expected), { seed: 'reference', resamples })
  return {
    excluded_managers: result.excludedManagerIds,
    n_pilot: result.managers.pilot,
    n_control: result.managers.control,
    mean_manager_rate: {
      pilot_pre: result.meanRate.pilot?.before ?? null,
      pilot_post: result.meanRate.pilot?.after ?? null,
      control_pre: result.meanRate.control?.before ?? null,
      control_post: result.meanRate.control?.after ?? null,
    },
    unweighted_did_welch: tKeys(result.unweighted.welch),
    unweighted_did_pooled_t: tKeys(result.unweighted.pooledT),
    unweighted_did_permutation: permutation(result.unweighted.randomisation),
    bootstrap_percentile: { B: resamples, ...ends('ci', result.unweighted.bootstrap) },
    ancova: result.ancova && {
      estimate: result.ancova.estimate,
      se: result.ancova.standardError,
      df: result.ancova.degreesOfFreedom,
      p_two_sided: result.ancova.pTwoSided,
      ...ends('ci', result.ancova.interval),
      pre_rate_slope: result.ancova.beforeSlope,
      randomisation_p_two_sided: result.ancova.randomisationP,
    },
    pooled_did: result.pooled && {
      pilot_change: result.pooled.pilotChange,
      control_change: result.pooled.controlChange,
      estimate: result.pooled.difference.estimate,
      permutation_p_two_sided: result.pooled.difference.pTwoSided,
    },
    pre_post_correlation_of_manager_rates: result.beforeAfterCorrelation,
  }
}

function pulseClustered(read: (file: string) => Row[], expected: Json): Record<string, unknown> {
  const responses = read('responses.csv').map((row) => ({
    managerId: text(row, 'manager_id'),
    arm: arm(row),
    wave: text(row, 'wave') === 'pre' ? ('before' as const) : ('after' as const),
    answers: Object.keys(row)
      .filter((column) => /^q\d+$/.test(column))
      .map((column) => optionalNumber(row, column)),
  }))
  const result = comparePulse(responses, plan(expected))
  const level = result.responseLevel
  return {
    responses: result.responses,
    dropped_fewer_than_4_items: result.dropped,
    cronbach_alpha_complete_rows: result.alpha,
    favourable_share: {
      pilot_pre: result.favourable.pilot.before,
      pilot_post: result.favourable.pilot.after,
      control_pre: result.favourable.control.before,
      control_post: result.favourable.control.after,
    },
    icc1_baseline_anova: result.agreement?.single ?? null,
    icc2_baseline_anova: result.agreement?.ofMeans ?? null,
    k0: result.agreement?.averageGroupSize ?? null,
    manager_level: {
      n_pilot: result.managers.pilot,
      n_control: result.managers.control,
      welch: tKeys(result.welch),
      permutation: permutation(result.randomisation),
    },
    response_level_ols: level && {
      estimate: level.estimate,
      cr1_se: level.cr1.standardError,
      cr1_df: level.cr1.degreesOfFreedom,
      cr1_p: level.cr1.pTwoSided,
      ...ends('cr1_ci', level.cr1.interval),
      cr2_se: level.cr2?.standardError ?? null,
      cr2_df_satterthwaite: level.cr2?.degreesOfFreedom ?? null,
      cr2_p: level.cr2?.pTwoSided ?? null,
      ...ends('cr2_ci', level.cr2?.interval ?? null),
      naive_se_for_contrast: level.naiveStandardError,
    },
    mixed_model: result.mixed && {
      estimate: result.mixed.estimate,
      se_kenward_roger: result.mixed.standardError,
      df_kenward_roger: result.mixed.degreesOfFreedom,
      p: result.mixed.pTwoSided,
      var_manager: result.mixed.variance.cluster,
      var_manager_wave: result.mixed.variance.occasion,
      var_residual: result.mixed.variance.residual,
    },
  }
}

function powerAndDetectable(read: (file: string) => Row[]): Record<string, unknown> {
  return {
    continuous: read('scenarios.csv').map((row) => {
      const analysis = text(row, 'analysis')
      if (analysis !== 'post' && analysis !== 'ancova' && analysis !== 'did') throw new Error(`${analysis} is no analysis`)
      const standardDeviation = number(row, 'sd')
      const alpha = number(row, 'alpha')
      const power = number(row, 'power')
      const precision = plannedPrecision({
        pilotManagers: number(row, 'j1'),
        controlManagers: number(row, 'j0'),
        clusterSize: number(row, 'm'),
        clusterSizeVariation: number(row, 'cv'),
        icc: number(row, 'icc'),
        correlation: number(row, 'r'),
        standardDeviation,
        analysis,
      })
      const detectable = precision && smallestDetectable(precision, alpha, power)
      return {
        id: text(row, 'id'),
        design_effect: precision?.designEffect ?? null,
        variance_factor: precision?.varianceFactor ?? null,
        se: precision?.standardError ?? null,
        df: precision?.degreesOfFreedom ?? null,
        mde_noncentral_t: detectable,
        mde_t_approx: precision && approximateSmallestDetectable(precision, alpha, power),
        mde_in_sd_units: detectable && detectable / standardDeviation,
        power_at_delta: precision && powerAt(number(row, 'delta'), precision, alpha),
      }
    }),
    rare: read('rare-scenarios.csv').map((row) => {
      const result = rarePower({
        pilotPeople: number(row, 'n1'),
        controlPeople: number(row, 'n0'),
        pilotRate: number(row, 'p1'),
        controlRate: number(row, 'p0'),
        designEffect: number(row, 'deff'),
        alpha: number(row, 'alpha'),
      })
      return {
        id: text(row, 'id'),
        effective_n1: result.effectivePilotPeople,
        effective_n0: result.effectiveControlPeople,
        expected_events_pilot: result.expectedPilotEvents,
        expected_events_control: result.expectedControlEvents,
        power_fisher_two_sided: result.power,
      }
    }),
  }
}

function multiplicity(read: (file: string) => Row[], expected: Json): unknown[] {
  const rows = read('p-values.csv')
  return (Array.isArray(expected) ? expected : []).map((part) => {
    const { family, rows: wantedRows } = object(part)
    const members = rows.filter((row) => text(row, 'family') === family)
    const { tested, adjusted } = adjustFamily(members.map((row) => optionalNumber(row, 'p')))
    const answers = members.map((row, index) => {
      const { p = null, holm = null, benjaminiHochberg = null, bonferroni = null } = adjusted[index] ?? {}
      return {
        metric: text(row, 'metric'),
        p,
        holm,
        bh: benjaminiHochberg,
        bonferroni,
        holm_reject_05: holm === null ? null : holm <= 0.05,
        bh_reject_10: benjaminiHochberg === null ? null : benjaminiHochberg <= 0.1,
      }
    })
    // The reference may list the outcomes without a p-value or leave them out.
    const wantedCount = Array.isArray(wantedRows) ? wantedRows.length : 0
    return { family, tested, rows: wantedCount === answers.length ? answers : answers.filter(({ p }) => p !== null) }
  })
}

function metricsFromHris(read: (file: string) => Row[], expected: Json): Record<string, unknown> {
  const managers = read('managers.csv').map((row) => ({ managerId: text(row, 'manager_id'), arm: arm(row) }))
  const records: HrisRecords = {
    managers,
    people: read('people.csv').map((row) => ({
      employeeId: text(row, 'employee_id'),
      hireDate: date(row, 'hire_date'),
      terminationDate: optionalDate(row, 'termination_date'),
      terminationType: optionalWord(row, 'termination_type', ['voluntary', 'involuntary', 'other']),
      highPotential: text(row, 'high_potential') === 'Y',
    })),
    assignments: read('assignments.csv').map((row) => ({
      employeeId: text(row, 'employee_id'),
      managerId: text(row, 'manager_id'),
      fromDate: date(row, 'from_date'),
      toDate: optionalDate(row, 'to_date'),
    })),
    jobEvents: read('job_events.csv').map((row) => ({
      employeeId: text(row, 'employee_id'),
      kind:
        optionalWord(row, 'event_type', ['promotion', 'lateral', 'transfer', 'demotion', 'reorg', 'administrative']) ?? ('other' as const),
      effectiveDate: date(row, 'effective_date'),
      decisionDate: optionalDate(row, 'decision_date'),
      levelSince: optionalDate(row, 'level_since'),
    })),
    opportunities: read('opportunities.csv').map((row) => ({
      employeeId: text(row, 'employee_id'),
      responseDate: optionalDate(row, 'response_date'),
      response: optionalWord(row, 'response', ['accepted', 'declined']) ?? ('pending' as const),
    })),
    performance: read('performance.csv').map((row) => ({
      employeeId: text(row, 'employee_id'),
      period: word(row, 'period', ['pre', 'post']) === 'pre' ? ('before' as const) : ('after' as const),
      attainment: number(row, 'attainment'),
    })),
    requests: read('requests.csv').map((row) => ({ employeeId: text(row, 'employee_id'), date: date(row, 'date') })),
  }
  const toolkit: AdherenceRecords = {
    managers,
    meetings: read('sessions.csv').map((row) => ({
      managerId: text(row, 'manager_id'),
      scheduledDate: date(row, 'scheduled_date'),
      status: optionalWord(row, 'status', ['held', 'excused']) ?? ('missed' as const),
      coached: text(row, 'coaching') === 'Y',
    })),
    actions: read('actions.csv').map((row) => ({
      managerId: text(row, 'manager_id'),
      owner: word(row, 'owner', ['manager', 'employee']),
      dueDate: date(row, 'due_date'),
      doneDate: optionalDate(row, 'done_date'),
      cancelledDate: optionalDate(row, 'cancelled_date'),
    })),
    mentoring: read('mentor_sessions.csv').map((row) => ({
      managerId: text(row, 'manager_id'),
      scheduledDate: date(row, 'scheduled_date'),
      plannedMinutes: number(row, 'planned_min'),
      status: optionalWord(row, 'status', ['held', 'excused']) ?? ('missed' as const),
      heldMinutes: optionalNumber(row, 'held_min'),
      debriefDate: optionalDate(row, 'debrief_date'),
    })),
  }
  const windows = Object.entries(object(object(expected)['windows'] ?? {})).flatMap(([name, ends]) =>
    Array.isArray(ends) ? [{ name, ends: ends.map(String) }] : [],
  )
  const figures = windows.map(({ name, ends: [start = '', end = ''] }) => {
    const window = { start: Temporal.PlainDate.from(start), end: Temporal.PlainDate.from(end) }
    const sides = (['pilot', 'control'] as const).map((side) => [
      side,
      metricKeys(hrisMetrics(records, side, window), adherence(toolkit, side, window)),
    ])
    return [name, Object.fromEntries(sides)]
  })
  return { windows: Object.fromEntries(windows.map(({ name, ends }) => [name, ends])), ...Object.fromEntries(figures) }
}

function metricKeys(hris: HrisMetrics, used: Adherence): Record<string, unknown> {
  return {
    roster: hris.roster,
    person_days: hris.personDays,
    internal_mobility: hris.mobility,
    internal_mobility_decided_in_window: hris.mobilityDecidedInWindow,
    lateral_accepted: {
      accepted: hris.laterals.accepted,
      per_roster_member: hris.laterals.perMember,
      declined: hris.laterals.declined,
      acceptance_ratio: hris.laterals.acceptanceRatio,
    },
    promotions: {
      employees: hris.promotions.people,
      person_years: hris.promotions.personYears,
      per_100_person_years: hris.promotions.perHundredPersonYears,
      median_months_in_level: hris.promotions.medianMonthsInLevel,
    },
    retention: {
      voluntary_leavers: hris.retention.voluntaryLeavers,
      voluntary_retention: hris.retention.voluntaryRetention,
      all_leavers: hris.retention.allLeavers,
      total_retention: hris.retention.totalRetention,
    },
    high_potential: {
      n: hris.highPotential.people,
      voluntary_leavers: hris.highPotential.voluntaryLeavers,
      voluntary_retention: hris.highPotential.voluntaryRetention,
    },
    coaching_frequency: {
      coached: used.coaching.coached,
      scheduled_not_excused: used.coaching.scheduled,
      pooled: used.coaching.pooled,
      mean_of_manager_rates: used.coaching.meanOfManagerRates,
    },
    requests: {
      count: hris.requests.count,
      report_weeks: hris.requests.personWeeks,
      per_100_report_weeks: hris.requests.perHundredWeeks,
      distinct_requesters: hris.requests.requesters,
      requester_share: hris.requests.requesterShare,
    },
    performance_shift: {
      employees_with_both: hris.performanceShift.peopleWithBoth,
      managers: hris.performanceShift.managers,
      mean_of_manager_means: hris.performanceShift.meanOfManagerMeans,
    },
    follow_through: {
      due: used.followThrough.due,
      done_by_window_end: used.followThrough.doneByWindowEnd,
      on_time: used.followThrough.onTime,
      done_rate: used.followThrough.doneRate,
      on_time_rate: used.followThrough.onTimeRate,
    },
    mentor: {
      scheduled_not_excused: used.mentoring.scheduled,
      held: used.mentoring.held,
      debriefs_within_7_days: used.mentoring.debriefedWithinSevenDays,
      debrief_rate: used.mentoring.debriefRate,
      kept_protected: used.mentoring.keptProtected,
      protected_rate: used.mentoring.protectedRate,
    },
  }
}

function pairMatching(read: (file: string) => Row[], expected: Json): Record<string, unknown> {
  const rows = read('managers.csv')
  const names = Object.keys(rows[0] ?? {}).filter((column) => column !== 'manager_id' && column !== 'function')
  const managers = rows.map((row) => ({
    managerId: text(row, 'manager_id'),
    functionName: text(row, 'function'),
    covariates: Object.fromEntries(names.map((name) => [name, number(row, name)])),
  }))
  const result = matchPairs(managers)
  const allocation = read('allocation.csv')
  const valuesOf = (column: string, name: string) =>
    allocation.map((row) => managers.find(({ managerId }) => managerId === row[column])?.covariates[name] ?? Number.NaN)
  const wantedGreedy = Number(object(expected)['greedy_total_distance_for_contrast'])
  return {
    pairs: result.pairs.map(({ managerIds }) => managerIds),
    pair_distances: result.pairs.map(({ distance }) => distance),
    left_out: result.leftOut,
    total_distance: result.totalDistance,
    greedy_total_distance_for_contrast: greedyTotals(managers).find((total) => Math.abs(total - wantedGreedy) < 1e-6) ?? null,
    possible_allocations: result.possibleAllocations,
    standardised_mean_differences_for_allocation_csv: Object.fromEntries(
      names.map((name) => [name, standardisedDifference(valuesOf('pilot_manager_id', name), valuesOf('control_manager_id', name))]),
    ),
  }
}

/** The contrast does not say which greedy rule it used: closest two first, or each manager by id with the closest one left. */
function greedyTotals(managers: readonly EnrolledManager[]): number[] {
  const distance = managerDistance(managers)
  const sorted = [...managers].sort((left, right) => (left.managerId < right.managerId ? -1 : 1))
  const candidates = sorted.flatMap((one, index) =>
    sorted
      .slice(index + 1)
      .filter(({ functionName }) => functionName === one.functionName)
      .map((other) => ({ one, other, apart: distance(one, other) })),
  )
  const closestFirst = candidates.toSorted((left, right) => left.apart - right.apart)
  const byId = candidates.toSorted((left, right) => sorted.indexOf(left.one) - sorted.indexOf(right.one) || left.apart - right.apart)
  return [closestFirst, byId].map((order) => {
    const taken = new Set<EnrolledManager>()
    let total = 0
    for (const { one, other, apart } of order) {
      if (taken.has(one) || taken.has(other)) continue
      taken.add(one).add(other)
      total += apart
    }
    return total
  })
}

function suppression(read: (file: string) => Row[], expected: Json): Record<string, unknown> {
  const minimum = Number(object(expected)['minimum'])
  const parents = Map.groupBy(read('responses.csv'), (row) => text(row, 'parent'))
  return {
    minimum,
    result: Object.fromEntries(
      [...parents].map(([parent, rows]) => {
        const groups = rows.map((row) => ({ groupId: text(row, 'group'), responses: number(row, 'responses') }))
        const result = suppressSmallGroups(groups, minimum)
        const children = result.groups.map(({ groupId, responses, shown }) => [
          groupId,
          { n: responses, shown: shown === 'shown', reason: shown },
        ])
        return [parent, { total: result.total, total_shown: result.totalShown, children: Object.fromEntries(children) }]
      }),
    ),
  }
}

function verdicts(read: (file: string) => Row[], expected: Json): Record<string, unknown> {
  const { min_managers_per_arm: managers, min_events: events, alpha } = object(expected)
  const rule = { minimumManagersPerArm: Number(managers), minimumEvents: Number(events), alpha: Number(alpha) }
  return {
    min_managers_per_arm: managers,
    min_events: events,
    alpha,
    verdicts: Object.fromEntries(
      read('results.csv').map((row) => {
        const low = optionalNumber(row, 'low')
        const high = optionalNumber(row, 'high')
        const outcome: OutcomeResult = {
          kind: text(row, 'kind') === 'rare' ? 'rare' : 'continuous',
          better: text(row, 'better') === 'lower' ? 'lower' : 'higher',
          estimate: optionalNumber(row, 'estimate') ?? Number.NaN,
          interval: low === null || high === null ? null : { low, high },
          adjustedP: optionalNumber(row, 'p_adjusted'),
          smallestWorthwhile: number(row, 'smallest_worthwhile'),
          pilotManagers: number(row, 'pilot_managers'),
          controlManagers: number(row, 'control_managers'),
          events: optionalNumber(row, 'events'),
        }
        return [text(row, 'id'), verdictOn(outcome, rule)]
      }),
    ),
  }
}

function requestRates(read: (file: string) => Row[], expected: Json): Record<string, unknown> | null {
  const managers = read('managers.csv').map((row) => ({
    arm: arm(row),
    requests: number(row, 'requests'),
    weeks: number(row, 'report_weeks'),
  }))
  const result = compareRequests(managers, plan(expected))
  const side = ({ requests, weeks, perHundredWeeks, interval }: RequestRate) => ({
    requests,
    report_weeks: weeks,
    per_100_report_weeks: perHundredWeeks,
    ...ends('exact', interval),
  })
  return (
    result && {
      pilot: side(result.pilot),
      control: side(result.control),
      rate_ratio: result.rateRatio,
      exact_conditional_p: result.poissonP,
      ...ends('exact_ci', result.poissonRatioInterval),
      pearson_dispersion: result.dispersion,
      manager_permutation_log_rate_ratio: permutation(result.randomisation),
    }
  )
}

function permutation(test: RandomisationP | RandomisationTest | null): Record<string, unknown> | null {
  return (
    test && {
      n_allocations: test.reDealt.count,
      estimate: test.estimate,
      p_two_sided: test.pTwoSided,
      p_upper: test.pUpper,
      p_lower: test.pLower,
      smallest_possible_two_sided_p: test.smallestTwoSidedP,
      ...('level' in test ? { ci_level: test.level, ci_low: test.interval?.low ?? null, ci_high: test.interval?.high ?? null } : {}),
    }
  )
}

function tKeys(result: TResult | null): Record<string, unknown> | null {
  return (
    result && {
      estimate: result.estimate,
      se: result.standardError,
      df: result.degreesOfFreedom,
      t: result.t,
      p_two_sided: result.pTwoSided,
      ...ends('ci', result.interval),
    }
  )
}

function rareKeys(result: RareComparison | null): Record<string, unknown> | null {
  const count = (side: RareCount) => ({
    x: side.events,
    n: side.people,
    rate: side.rate,
    ...ends('wilson', side.wilson),
    ...ends('clopper_pearson', side.clopperPearson),
  })
  return (
    result && {
      pilot: count(result.pilot),
      control: count(result.control),
      risk_difference: result.riskDifference,
      ...ends('newcombe', result.newcombe),
      fisher_p_two_sided: result.pTwoSided,
      fisher_midp_two_sided: result.midPTwoSided,
      fisher_p_greater: result.pGreater,
      fisher_p_less: result.pLess,
      ...oddsRatioKeys(result),
    }
  )
}

/** The readout's exact odds ratios must lie where R's coarser search stopped; then the digits of that search are what is compared. */
function oddsRatioKeys({ pilot, control, oddsRatio, oddsRatioInterval }: RareComparison): Record<string, number> {
  const searched = oddsRatioAsInR(pilot, control, 0.95)
  const scale = (odds: number) => (odds > 1 ? 1 / odds : odds)
  for (const [exact, stopped] of [
    [oddsRatio, searched.estimate],
    [oddsRatioInterval.low, searched.low],
    [oddsRatioInterval.high, searched.high],
  ] as const) {
    expect(Math.abs(scale(exact) - scale(stopped))).toBeLessThanOrEqual(R_SEARCH_TOLERANCE)
  }
  return { odds_ratio_conditional_mle: searched.estimate, odds_ratio_ci_low: searched.low, odds_ratio_ci_high: searched.high }
}

function ends(name: string, interval: Interval | null): Record<string, number | null> {
  return { [`${name}_low`]: interval?.low ?? null, [`${name}_high`]: interval?.high ?? null }
}

function byArm(managers: readonly { arm: Arm; value: number }[]): [number[], number[]] {
  const values = (side: Arm) => managers.filter((manager) => manager.arm === side).map(({ value }) => value)
  return [values('pilot'), values('control')]
}

/** Lists the re-deals wherever the reference did, also above the readout's own limit. */
function plan(expected: Json): ReDealPlan {
  const counts = [...JSON.stringify(expected).matchAll(/"n_(?:allocations|sign_patterns)":(\d+)/g)].map((match) => Number(match[1]))
  return { seed: 'reference', everyUpTo: Math.max(200_000, ...counts.filter((count) => count <= 3_000_000)) }
}

function levelOf(expected: Json, key: string): number {
  const level = object(object(expected)[key] ?? {})['ci_level']
  return typeof level === 'number' ? level : 0.95
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Row = Record<string, string>

function object(value: Json): { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

function list(value: Json, key: string): { [key: string]: Json }[] {
  const found = object(value)[key]
  return Array.isArray(found) ? found.map(object) : []
}

function entriesWith(value: Json, key: string): [string, { [key: string]: Json }][] {
  return Object.entries(object(value))
    .map(([name, part]): [string, { [key: string]: Json }] => [name, object(part)])
    .filter(([, part]) => key in part)
}

function parseCsv(content: string): Row[] {
  return parse(content, { bom: true, columns: true, trim: true, skip_empty_lines: true })
}

function text(row: Row, column: string): string {
  const cell = row[column]
  if (cell === undefined) throw new Error(`no column ${column}`)
  return cell
}

function number(row: Row, column: string): number {
  const value = optionalNumber(row, column)
  if (value === null) throw new Error(`no number in column ${column}`)
  return value
}

function optionalNumber(row: Row, column: string): number | null {
  const cell = text(row, column)
  if (cell === '' || cell === 'NA') return null
  const value = Number(cell.replace(/^([+-]?)Inf$/, '$1Infinity'))
  if (Number.isNaN(value)) throw new Error(`${cell} in column ${column} is no number`)
  return value
}

function arm(row: Row): Arm {
  return word(row, 'arm', ['pilot', 'control'])
}

function word<Word extends string>(row: Row, column: string, words: readonly Word[]): Word {
  const found = optionalWord(row, column, words)
  if (found === null) throw new Error(`${row[column]} is not one of ${words.join(', ')}`)
  return found
}

function optionalWord<Word extends string>(row: Row, column: string, words: readonly Word[]): Word | null {
  const cell = text(row, column)
  return words.find((candidate) => candidate === cell) ?? null
}

function date(row: Row, column: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text(row, column))
}

function optionalDate(row: Row, column: string): Temporal.PlainDate | null {
  return text(row, column) === '' ? null : date(row, column)
}

interface Compared {
  checked: number
  differences: string[]
}

/** Sentences in the reference that describe a number and are none. */
const DESCRIPTIONS = new Set([
  'outcome',
  'statistic',
  'definition',
  'note',
  'formula',
  'method',
  'model',
  'rule',
  'zero_method',
  'cr1_factor',
])

/** Walks everything the reference says. A key that was not computed is a difference; what was computed beyond it is not looked at. */
function compare(expected: Json, actual: unknown, path = '', tolerance: number | null = null): Compared {
  if (Array.isArray(expected)) {
    const found: unknown[] = Array.isArray(actual) ? actual : []
    return merge([
      verdict(path, expected.length === found.length, `has ${found.length} entries, not ${expected.length}`),
      ...expected.map((entry, index) => compare(entry, found[index], `${path}[${index}]`, tolerance)),
    ])
  }
  if (typeof expected === 'object' && expected !== null) {
    const own = toleranceOf(expected, path, tolerance)
    // A whole result that cannot be had has to be null in every part.
    const found = (actual === null ? Object.fromEntries(Object.keys(expected).map((key) => [key, null])) : (actual ?? {})) as object
    return merge(
      Object.entries(expected)
        .filter(([key]) => key !== 'tolerance' && !DESCRIPTIONS.has(key))
        .map(([key, value]) => compare(value, (found as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`, own)),
    )
  }
  if (actual === undefined) return verdict(path, false, 'is not computed')
  const wanted = expected === 'Inf' ? Infinity : expected === '-Inf' ? -Infinity : expected
  if (typeof wanted !== 'number' || typeof actual !== 'number') {
    return verdict(path, actual === wanted, `is ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`)
  }
  return verdict(path, close(actual, wanted, path, tolerance), `is ${actual}, not ${wanted}`)
}

/** Each number by a little more than its tolerance: whole ones by 1, others by a ten-thousandth, looser ones by twice what is granted. */
function everyNumberChanged(expected: Json, tolerance: number | null = null, path = ''): { changed: Json; numbers: number } {
  if (typeof expected === 'number') {
    const step = tolerance === null ? Math.max(1e-4 * Math.abs(expected), 1e-6) : 2 * tolerance * Math.max(1, Math.abs(expected))
    return { changed: expected + (Number.isInteger(expected) && tolerance === null ? 1 : step), numbers: 1 }
  }
  if (typeof expected !== 'object' || expected === null) return { changed: expected, numbers: 0 }
  const own = toleranceOf(expected, path, tolerance)
  const parts = Object.entries(expected).map(([key, value]): [string, { changed: Json; numbers: number }] => [
    key,
    key === 'tolerance' || DESCRIPTIONS.has(key) ? { changed: value, numbers: 0 } : everyNumberChanged(value, own, key),
  ])
  const changed = Object.fromEntries(parts.map(([key, part]) => [key, part.changed]))
  return {
    changed: Array.isArray(expected) ? Object.values(changed) : changed,
    numbers: parts.reduce((total, [, part]) => total + part.numbers, 0),
  }
}

function toleranceOf(expected: Json, path: string, tolerance: number | null): number | null {
  const named = path.endsWith('mixed_model') ? MIXED_MODEL_TOLERANCE : tolerance
  const stated = object(expected)['tolerance']
  return typeof stated === 'number' ? stated : named
}

function close(actual: number, wanted: number, path: string, tolerance: number | null): boolean {
  if (actual === wanted) return true
  if (Number.isInteger(actual) && Number.isInteger(wanted)) return false
  const distance = Math.abs(actual - wanted)
  if (tolerance !== null) return distance <= tolerance * Math.max(1, Math.abs(wanted))
  if (P_VALUE.test(path)) return distance <= 1e-8
  return distance <= Math.max(1e-6 * Math.abs(wanted), 1e-9)
}

const MIXED_MODEL_TOLERANCE = 0.002
const P_VALUE = /(^|[._])(p|midp|holm|bh|bonferroni)(_[^.]*)?$/

function verdict(path: string, holds: boolean, difference: string): Compared {
  return { checked: 1, differences: holds ? [] : [`${path} ${difference}`] }
}

function merge(parts: readonly Compared[]): Compared {
  return {
    checked: parts.reduce((total, { checked }) => total + checked, 0),
    differences: parts.flatMap(({ differences }) => differences),
  }
}
