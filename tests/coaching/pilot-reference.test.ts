import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Arm, Interval } from '../../src/coaching/pilot/arm.ts'
import { mannWhitney } from '../../src/coaching/pilot/mann-whitney.ts'
import { pairedT } from '../../src/coaching/pilot/paired-t.ts'
import { ruleOfThree, zeroEventsUpper } from '../../src/coaching/pilot/proportion.ts'
import type { RandomisationP } from '../../src/coaching/pilot/randomisation-p.ts'
import { randomisationTest, type RandomisationTest } from '../../src/coaching/pilot/randomisation-test.ts'
import { compareCounts, compareManagerCounts, type RareComparison, type RareCount } from '../../src/coaching/pilot/rare-events.ts'
import type { ReDealPlan } from '../../src/coaching/pilot/re-deals.ts'
import { signFlipTest, smallestSignFlipP } from '../../src/coaching/pilot/sign-flip-test.ts'
import { signedRank } from '../../src/coaching/pilot/signed-rank.ts'
import type { TResult } from '../../src/coaching/pilot/t-result.ts'
import { pooledT, welch } from '../../src/coaching/pilot/two-sample-t.ts'

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
    const compute = caseKinds[folder.slice(0, 2)]
    if (compute === undefined) throw new Error(`no functions are known for a case named ${folder}`)
    const expected = JSON.parse(readFileSync(join(reference, folder, 'expected.json'), 'utf8')) as Json
    const read = (file: string) => parseCsv(readFileSync(join(reference, folder, file), 'utf8'))
    const compared = compare(expected, compute(read, expected))
    expect(compared.differences).toEqual([])
    expect(compared.checked).toBeGreaterThan(0)
  })
})

type CaseKind = (read: (file: string) => Row[], expected: Json) => unknown

const caseKinds: Record<string, CaseKind> = {
  '01': twoArmPermutation,
  '02': pairedPermutation,
  '03': mannWhitneyCase,
  '04': rareEvents,
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
      odds_ratio_conditional_mle: result.oddsRatio,
      ...ends('odds_ratio_ci', result.oddsRatioInterval),
    }
  )
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
  const [header = '', ...lines] = content.replace(/^\uFEFF/, '').split(/\r?\n/)
  const names = header.split(',')
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const cells = line.split(',')
      return Object.fromEntries(names.map((name, index) => [name.trim(), cells[index]?.trim() ?? '']))
    })
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
  return cell === '' || cell === 'NA' ? null : Number(cell)
}

function arm(row: Row): Arm {
  const cell = text(row, 'arm')
  if (cell !== 'pilot' && cell !== 'control') throw new Error(`${cell} is no arm`)
  return cell
}

interface Compared {
  checked: number
  differences: string[]
}

/** Sentences in the reference that describe a number and are none. */
const DESCRIPTIONS = new Set(['outcome', 'statistic', 'definition', 'note', 'formula', 'method', 'model', 'rule', 'zero_method', 'cr1_factor'])

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
    const own = typeof expected['tolerance'] === 'number' ? expected['tolerance'] : tolerance
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

function close(actual: number, wanted: number, path: string, tolerance: number | null): boolean {
  if (actual === wanted) return true
  if (Number.isInteger(actual) && Number.isInteger(wanted)) return false
  const distance = Math.abs(actual - wanted)
  if (tolerance !== null) return distance <= tolerance * Math.max(1, Math.abs(wanted))
  if (P_VALUE.test(path)) return distance <= 1e-8
  return distance <= Math.max(1e-6 * Math.abs(wanted), 1e-9)
}

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
