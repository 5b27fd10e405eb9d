import { describe, expect, it } from 'vitest'
import { simulatePilots, type PilotScenario } from '../../../src/coaching/pilot/simulate.ts'

const scenario: PilotScenario = {
  managers: 12,
  design: 'pairs',
  responsesPerManager: 6,
  icc: 0.1,
  correlation: 0.5,
  standardDeviation: 0.8,
  effect: 0,
}
const plan = { pilots: 300, seed: 'simulation', alpha: 0.05 }

describe('simulated pilots', () => {
  it('raise a false alarm about once in twenty when nothing happens, and their intervals hold the truth', () => {
    const { randomisation, ancova } = simulatePilots(scenario, plan)
    // Three standard errors of 5% over 300 pilots are 3.8 points.
    expect(randomisation.rejected).toBeLessThan(0.09)
    expect(ancova.rejected).toBeLessThan(0.09)
    expect(randomisation.covered).toBeGreaterThan(0.91)
    expect(ancova.covered).toBeGreaterThan(0.91)
  })

  it('find an effect as often as planned, without bias', () => {
    // Twelve an arm in two arms, adjusted for baseline: planned power 80% at .416 points (see the power table).
    const { ancova, randomisation } = simulatePilots(
      { ...scenario, managers: 24, design: 'two_arms', effect: 0.416 },
      { ...plan, everyUpTo: 1_000, draws: 199 },
    )
    expect(ancova.rejected).toBeGreaterThan(0.72)
    expect(ancova.rejected).toBeLessThan(0.88)
    expect(ancova.meanEstimate).toBeCloseTo(0.416, 1)
    expect(randomisation.covered).toBeGreaterThan(0.9)
  })

  it('never find anything with three against three', () => {
    const { randomisation } = simulatePilots({ ...scenario, managers: 6, design: 'two_arms', effect: 5 }, { ...plan, pilots: 40 })
    expect(randomisation).toMatchObject({ rejected: 0, withoutInterval: 40, covered: null })
  })

  it('come out the same for the same seed', () => {
    const few = { ...plan, pilots: 10 }
    expect(simulatePilots(scenario, few)).toEqual(simulatePilots(scenario, few))
    expect(simulatePilots(scenario, few)).not.toEqual(simulatePilots(scenario, { ...few, seed: 'other' }))
  })
})
