import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PulseBallot } from '../../../src/coaching/pilot/pulse-items.ts'
import { changeOf, waveResults, type GroupResult, type TeamAnswers, type WaveResults } from '../../../src/coaching/pilot/pulse-results.ts'

const ballot = fc.record<PulseBallot>({
  items: fc.array(fc.option(fc.integer({ min: 1, max: 5 }), { freq: 6 }), { minLength: 5, maxLength: 5 }),
  asked: fc.constant(null),
  applied: fc.constant(null),
})
const team = fc.record({ functionName: fc.constantFrom('sales', 'support', 'operations'), ballots: fc.array(ballot, { maxLength: 14 }) })
const company = fc
  .array(team, { minLength: 1, maxLength: 9 })
  .map((teams) => teams.map((one, index): TeamAnswers => ({ ...one, managerId: `M${index}`, invited: one.ballots.length + 1 })))

/** Every figure of a shown group as sums that an attacker can add and subtract: how often each value was given to each statement. */
const sums = (result: GroupResult | undefined) => (result?.shown ? result.items.flatMap(({ counts }) => counts) : undefined)

/** What is left of a shown group once everything that is shown below it is taken away. */
function left(whole: GroupResult, parts: (GroupResult | undefined)[]): number[] | undefined {
  const shown = parts.flatMap((part) => sums(part) ?? [])
  const all = sums(whole)
  return all?.map((sum, index) => sum - shown.filter((_count, at) => at % all.length === index).reduce((total, count) => total + count, 0))
}

/** How many people stand behind each statement in what is left. */
const behind = (counts: number[]) =>
  [0, 1, 2, 3, 4].map((item) => counts.slice(item * 5, item * 5 + 5).reduce((sum, count) => sum + count, 0))

function attacks(results: WaveResults, teams: readonly TeamAnswers[]): number[][] {
  const ofFunction = (name: string) =>
    teams.filter(({ functionName }) => functionName === name).map(({ managerId }) => results.managers.get(managerId))
  return [
    left(results.everybody, [...results.functions.values()]),
    left(results.everybody, [...results.managers.values()]),
    ...[...results.functions].map(([name, whole]) => left(whole, ofFunction(name))),
    // A function that is hidden, from everybody less the others; then less its own teams.
    ...[...results.functions.keys()].map((name) =>
      left(results.everybody, [
        ...[...results.functions].flatMap(([other, result]) => (other === name ? [] : [result])),
        ...ofFunction(name),
      ]),
    ),
  ].flatMap((rest) => (rest === undefined ? [] : [rest]))
}

describe('results of a wave', () => {
  it('never let one group be told from others by subtraction, in any view: five answers to a statement at least, or none', () => {
    fc.assert(
      fc.property(company, (teams) => {
        const results = waveResults(teams)
        for (const rest of attacks(results, teams)) {
          for (const count of behind(rest)) expect(count === 0 || count >= 5).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('show no group below five, whoever asks', () => {
    fc.assert(
      fc.property(company, (teams) => {
        const results = waveResults(teams)
        for (const one of teams) {
          const result = results.managers.get(one.managerId)
          if (result?.shown) expect(one.ballots.length).toBeGreaterThanOrEqual(5)
        }
      }),
    )
  })

  it('hide a second team where a small one could be had by subtraction, and give one decimal and no change without two waves', () => {
    const same = (count: number): PulseBallot[] =>
      Array.from({ length: count }, () => ({ items: [4, 4, 3, 4, 4], asked: null, applied: null }))
    const teams = [3, 6, 9].map((count, index) => ({ managerId: `M${index}`, functionName: 'sales', invited: 10, ballots: same(count) }))
    const { everybody, managers } = waveResults(teams)
    expect(everybody).toMatchObject({ shown: true, responses: 18, invited: 30, index: 3.8 })
    expect([...managers.values()].map((one) => (one.shown ? 'shown' : one.why))).toEqual(['below_minimum', 'complementary', 'shown'])
    expect(changeOf(managers.get('M0'), managers.get('M2'))).toBeUndefined()
    expect(changeOf(managers.get('M2'), managers.get('M2'))).toBe(0)
  })
})
