import { doublingBound, risingRoot } from './bisection.ts'
import { noncentralTCdf } from './distributions/noncentral-t.ts'
import { tQuantile } from './distributions/student-t.ts'

/** How the outcome will be analysed: values after only, adjusted for before, or as a change. */
export type Analysis = 'post' | 'ancova' | 'did'

/** What a planned comparison of manager means rests on. */
export interface Design {
  pilotManagers: number
  controlManagers: number
  /** Mean number of responses per manager. */
  clusterSize: number
  /** Coefficient of variation of that number; 0 when every manager has the same. */
  clusterSizeVariation: number
  /** Share of the variance that lies between managers. */
  icc: number
  /** Correlation of a manager's mean before and after. */
  correlation: number
  /** Standard deviation of single responses, in the unit of the metric. */
  standardDeviation: number
  analysis: Analysis
}

export interface Precision {
  /** By how much clustering inflates the variance: 1 + ((1 + cv^2) m - 1) icc (Eldridge, Ashby & Kerry 2006, Int J Epidemiol 35). */
  designEffect: number
  /** post 1; ancova 1 - r^2; did 2 (1 - r) (Teerenstra et al. 2012, Stat Med 31). */
  varianceFactor: number
  standardError: number
  degreesOfFreedom: number
}

/** The standard error a design can expect; null when it leaves no degrees of freedom. */
export function plannedPrecision(design: Design): Precision | null {
  const { pilotManagers, controlManagers, clusterSize, clusterSizeVariation, icc, correlation, standardDeviation, analysis } = design
  const designEffect = 1 + ((1 + clusterSizeVariation ** 2) * clusterSize - 1) * icc
  const varianceFactor = { post: 1, ancova: 1 - correlation ** 2, did: 2 * (1 - correlation) }[analysis]
  const managerVariance = (standardDeviation ** 2 * designEffect) / clusterSize
  const standardError = Math.sqrt(managerVariance * varianceFactor * (1 / pilotManagers + 1 / controlManagers))
  const degreesOfFreedom = pilotManagers + controlManagers - (analysis === 'ancova' ? 3 : 2)
  return degreesOfFreedom > 0 && standardError > 0 ? { designEffect, varianceFactor, standardError, degreesOfFreedom } : null
}

/** Chance to find a true difference of `delta` at a two-sided error rate `alpha`, from the non-central t distribution, both tails counted. */
export function powerAt(delta: number, { standardError, degreesOfFreedom }: Precision, alpha: number): number {
  const critical = tQuantile(1 - alpha / 2, degreesOfFreedom)
  const noncentrality = Math.abs(delta) / standardError
  return 1 - noncentralTCdf(critical, degreesOfFreedom, noncentrality) + noncentralTCdf(-critical, degreesOfFreedom, noncentrality)
}

/** The smallest true difference that is found with the wanted power, in the unit of the metric. */
export function smallestDetectable(precision: Precision, alpha: number, power: number): number {
  const missing = (noncentrality: number) => powerAt(noncentrality * precision.standardError, precision, alpha) - power
  return risingRoot(missing, 0, doublingBound(missing)) * precision.standardError
}

/** The usual shortcut for the same: (t for alpha / 2 + t for the power) x standard error. */
export function approximateSmallestDetectable({ standardError, degreesOfFreedom }: Precision, alpha: number, power: number): number {
  return (tQuantile(1 - alpha / 2, degreesOfFreedom) + tQuantile(power, degreesOfFreedom)) * standardError
}
