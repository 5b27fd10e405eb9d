import { DEFAULT_LEVEL, type Interval } from './arm.ts'
import { mean, quantile } from './moments.ts'
import { seededRandom, type SeededRandom } from './seeded-random.ts'

export interface BootstrapPlan {
  seed: string
  /** How often the managers are drawn again. Default 20,000. */
  resamples?: number
}

/**
 * Percentile interval for mean pilot minus mean control, managers resampled with replacement inside each arm
 * (Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13). With few managers it runs narrow: a picture, not the verdict.
 * Null below two managers in an arm.
 */
export function bootstrapInterval(
  pilot: readonly number[],
  control: readonly number[],
  plan: BootstrapPlan,
  level: number = DEFAULT_LEVEL,
): Interval | null {
  if (pilot.length < 2 || control.length < 2) return null
  const random = seededRandom(plan.seed)
  const differences = Array.from(
    { length: plan.resamples ?? RESAMPLES },
    () => resampledMean(pilot, random) - resampledMean(control, random),
  )
  const tail = (1 - level) / 2
  return { low: quantile(differences, tail), high: quantile(differences, 1 - tail) }
}

const RESAMPLES = 20_000

function resampledMean(values: readonly number[], random: SeededRandom): number {
  return mean(values.map(() => values[random.below(values.length)] ?? Number.NaN))
}
