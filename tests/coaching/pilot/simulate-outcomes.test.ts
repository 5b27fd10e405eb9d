import { describe, expect, it } from 'vitest'
import { confirmatoryOutcomes } from '../../../src/coaching/pilot/confirmatory.ts'
import { simulateOutcomes } from '../../../src/coaching/pilot/simulate-outcomes.ts'

const nothing = { pulse_index: 0, request_share: 0, application_share: 0, performance: 0 }
const size = { pairs: 8, peoplePerManager: 7, answering: 0.8 }

describe('simulated pilots, judged by the comparison of the readout', () => {
  it('call something in at most about one pilot of twenty when nothing happens', () => {
    const { outcomes, anyRejected } = simulateOutcomes({ ...size, effect: nothing }, { pilots: 200, seed: 'null' })
    // Three standard errors of 5% over 200 pilots are 4.6 points.
    for (const outcome of confirmatoryOutcomes) expect(outcomes[outcome].rejected).toBeLessThan(0.097)
    expect(anyRejected).toBeLessThan(0.097)
  })

  it('hold the truth in about nineteen intervals of twenty when something does', () => {
    const effect = { pulse_index: 0.4, request_share: 0.1, application_share: 0.05, performance: 0.05 }
    const { outcomes } = simulateOutcomes({ ...size, effect }, { pilots: 200, seed: 'effect' })
    for (const outcome of confirmatoryOutcomes) {
      expect(outcomes[outcome].covered).toBeGreaterThan(0.903)
      expect(outcomes[outcome].withoutInterval).toBe(0)
    }
    expect(outcomes.pulse_index.meanEstimate).toBeCloseTo(outcomes.pulse_index.truth, 1)
    expect(outcomes.pulse_index.rejected).toBeGreaterThan(0.2)
  })
})
