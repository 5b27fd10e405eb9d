import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verdictOn, verdictSentence, verdictWords, type OutcomeResult, type Verdict } from '../../../src/coaching/pilot/verdicts.ts'

const pulse: OutcomeResult = {
  kind: 'continuous',
  better: 'higher',
  estimate: 0.45,
  interval: { low: 0.31, high: 0.59 },
  adjustedP: 0.004,
  smallestWorthwhile: 0.3,
  pilotManagers: 12,
  controlManagers: 12,
  events: null,
}
const points = (value: number) => `${value.toFixed(2)} points`

const mirrored: Partial<Record<Verdict, Verdict>> = {
  no_meaningful_difference: 'no_meaningful_difference',
  too_imprecise: 'too_imprecise',
  small_improvement: 'small_worsening',
  improvement: 'worsening',
  clear_improvement: 'worsening',
}

describe('a verdict', () => {
  it('turns with the meaning of better', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.constantFrom(0.01, 0.5, null),
        (one, other, adjustedP) => {
          const [low, high] = [Math.min(one, other), Math.max(one, other)]
          const outcome = { ...pulse, interval: { low, high }, adjustedP }
          const turned = verdictOn({ ...outcome, better: 'lower', interval: { low: -high, high: -low } })
          expect(turned).toBe(verdictOn(outcome))
          const wanted = mirrored[verdictOn(outcome)]
          if (wanted !== undefined && low !== -0.3 && high !== 0.3) expect(verdictOn({ ...outcome, better: 'lower' })).toBe(wanted)
        },
      ),
    )
  })

  it('is not given below six managers an arm or below ten events', () => {
    expect(verdictOn({ ...pulse, pilotManagers: 5 })).toBe('too_few_managers')
    expect(verdictOn({ ...pulse, kind: 'rare', events: 9 })).toBe('too_few_events')
    expect(verdictOn({ ...pulse, kind: 'rare', events: 10 })).toBe('clear_improvement')
    expect(verdictOn({ ...pulse, kind: 'rare', events: null })).toBe('too_few_events')
  })

  it('is never an improvement when the adjusted p does not hold', () => {
    expect(verdictOn({ ...pulse, adjustedP: 0.06 })).toBe('worthwhile_loss_unlikely')
    expect(verdictOn({ ...pulse, adjustedP: null })).toBe('worthwhile_loss_unlikely')
  })

  it('settles nothing without an interval', () => {
    expect(verdictOn({ ...pulse, interval: null })).toBe('too_imprecise')
  })

  it('carries estimate, interval, managers and events, with p last', () => {
    expect(verdictSentence(pulse, points)).toBe(
      'Better, and by at least what we said would matter (difference 0.45 points; interval 0.31 points to 0.59 points; 12 pilot and 12 control managers; p 0.004).',
    )
    expect(verdictSentence({ ...pulse, kind: 'rare', events: 1, interval: null, adjustedP: null }, points)).toBe(
      'Only 1 event: counted, not judged (difference 0.45 points; no interval can be had; 12 pilot and 12 control managers; 1 event).',
    )
  })

  it('has words for every label, without an exclamation mark', () => {
    const labels: Verdict[] = [
      'clear_improvement',
      'improvement',
      'small_improvement',
      'no_meaningful_difference',
      'worthwhile_loss_unlikely',
      'worthwhile_gain_unlikely',
      'too_imprecise',
      'too_few_events',
      'too_few_managers',
      'small_worsening',
      'worsening',
    ]
    const words = labels.map((label) => verdictWords(label, { events: 3 }))
    expect(new Set(words).size).toBe(labels.length)
    for (const sentence of words) expect(sentence).not.toMatch(/!/)
  })
})
