import { DEFAULT_LEVEL, type Interval } from './arm.ts'
import { tQuantile, tTwoSidedP } from './distributions/student-t.ts'
import { dot, projectOut, orthonormalColumns, squaredLength } from './least-squares.ts'
import { mapEigenvalues } from './symmetric-matrix.ts'

/** One response: its outcome, its row of predictors and the manager it belongs to. */
export interface ClusteredRow {
  clusterId: string
  outcome: number
  predictors: readonly number[]
}

export interface RobustJudgement {
  standardError: number
  degreesOfFreedom: number
  pTwoSided: number
  interval: Interval
}

export interface ClusteredRegression {
  /** The coefficient asked for. */
  estimate: number
  /** As if responses were independent: shown only to say how wrong it is. */
  naiveStandardError: number
  /** Sandwich with the factor G/(G-1) x (N-1)/(N-K), t on G - 1 (Liang & Zeger 1986; too small below about 40 managers). */
  cr1: RobustJudgement
  /**
   * Bias-reduced linearisation with Satterthwaite's degrees of freedom (Bell & McCaffrey 2002, Survey Methodology 28; Pustejovsky & Tipton 2018,
   * J Bus Econ Stat 36), working model of independent responses. Null where the degrees of freedom cannot be had.
   */
  cr2: RobustJudgement | null
}

/**
 * Least squares on single responses with standard errors that allow for responses about the same manager being alike.
 * `position` says which predictor's coefficient is wanted. Null when the predictors are redundant, or managers or responses too few.
 */
export function clusteredRegression(
  rows: readonly ClusteredRow[],
  position: number,
  level: number = DEFAULT_LEVEL,
): ClusteredRegression | null {
  const columnCount = rows[0]?.predictors.length ?? 0
  const column = (index: number) => rows.map(({ predictors }) => predictors[index] ?? Number.NaN)
  const outcomes = rows.map(({ outcome }) => outcome)
  const basis = orthonormalColumns(Array.from({ length: columnCount }, (_, index) => column(index)))
  const clusters = clusterMembers(rows)
  if (basis.length < columnCount || rows.length <= columnCount || clusters.length < 2) return null

  const others = orthonormalColumns(
    Array.from({ length: columnCount }, (_, index) => column(index)).filter((_, index) => index !== position),
  )
  const left = projectOut(column(position), others)
  // The coefficient is this weight on each outcome: the row of (X'X)^-1 X' that belongs to it.
  const weights = left.map((value) => value / squaredLength(left))
  const estimate = dot(weights, outcomes)
  const residuals = projectOut(outcomes, basis)
  const judge = (standardError: number, degreesOfFreedom: number) => judgement(estimate, standardError, degreesOfFreedom, level)

  const scores = clusters.map((members) => members.reduce((total, row) => total + (weights[row] ?? 0) * (residuals[row] ?? 0), 0))
  const factor = (clusters.length / (clusters.length - 1)) * ((rows.length - 1) / (rows.length - columnCount))
  const adjusted = clusters.map((members) => adjustedWeights(members, weights, basis))
  const adjustedScores = adjusted.map((clusterWeights) => dot(clusterWeights, residuals))
  const degreesOfFreedom = satterthwaite(adjusted.map((clusterWeights) => projectOut(clusterWeights, basis)))
  return {
    estimate,
    naiveStandardError: Math.sqrt((squaredLength(residuals) / (rows.length - columnCount)) * squaredLength(weights)),
    cr1: judge(Math.sqrt(factor * squaredLength(scores)), clusters.length - 1),
    cr2: degreesOfFreedom > 0 ? judge(Math.sqrt(squaredLength(adjustedScores)), degreesOfFreedom) : null,
  }
}

function clusterMembers(rows: readonly ClusteredRow[]): number[][] {
  const members = new Map<string, number[]>()
  rows.forEach(({ clusterId }, index) => members.set(clusterId, [...(members.get(clusterId) ?? []), index]))
  return [...members.values()]
}

/** One cluster's weights times (I - H)^(-1/2) of that cluster, zero for everybody else. H is the projection on the predictors. */
function adjustedWeights(members: readonly number[], weights: readonly number[], basis: readonly number[][]): number[] {
  const leverageLeft = members.map((row) =>
    members.map(
      (other) => Number(row === other) - basis.reduce((total, direction) => total + (direction[row] ?? 0) * (direction[other] ?? 0), 0),
    ),
  )
  const inverseRoot = mapEigenvalues(leverageLeft, (value) => (value > SINGULAR ? 1 / Math.sqrt(value) : 0))
  const adjusted = Array.from({ length: weights.length }, () => 0)
  members.forEach((row, index) => {
    adjusted[row] = members.reduce((total, other, column) => total + (inverseRoot[index]?.[column] ?? 0) * (weights[other] ?? 0), 0)
  })
  return adjusted
}

const SINGULAR = 1e-10

/** (trace)^2 / (sum of squares) of the matrix of inner products: the chi-square that the variance estimate resembles. */
function satterthwaite(vectors: readonly number[][]): number {
  let trace = 0
  let squares = 0
  for (const one of vectors) {
    trace += squaredLength(one)
    for (const other of vectors) squares += dot(one, other) ** 2
  }
  return squares > 0 ? trace ** 2 / squares : 0
}

function judgement(estimate: number, standardError: number, degreesOfFreedom: number, level: number): RobustJudgement {
  const margin = tQuantile(1 - (1 - level) / 2, degreesOfFreedom) * standardError
  return {
    standardError,
    degreesOfFreedom,
    pTwoSided: tTwoSidedP(estimate / standardError, degreesOfFreedom),
    interval: { low: estimate - margin, high: estimate + margin },
  }
}
