import type { Interval } from './arm.ts'
import type { ClusteredRow } from './cluster-robust.ts'
import { invert, multiply, plus, trace, traceOfProduct, transpose, type Matrix } from './matrix.ts'
import { mean, sum } from './moments.ts'
import { tResult } from './t-result.ts'

/** One response with the occasion on which it was given; predictors are the same for all responses of a manager on one occasion. */
export interface OccasionRow extends ClusteredRow {
  occasionId: string
}

export interface MixedModel {
  estimate: number
  /** With the small-sample correction of Kenward and Roger. */
  standardError: number
  degreesOfFreedom: number
  pTwoSided: number
  interval: Interval
  variance: { cluster: number; occasion: number; residual: number }
}

/**
 * Linear mixed model with a random effect for each manager and for each manager's occasion, fitted by REML (Patterson & Thompson 1971),
 * judged with the adjusted standard error and degrees of freedom of Kenward & Roger 1997 (Biometrics 53, 983-997).
 * `position` says which predictor's coefficient is wanted. Null when the model cannot be fitted to these data.
 *
 * Because predictors do not vary inside a manager's occasion, its mean and the spread around it are all that is needed of the responses.
 */
export function mixedModel(rows: readonly OccasionRow[], position: number, level?: number): MixedModel | null {
  const cells = occasionCells(rows)
  const columnCount = rows[0]?.predictors.length ?? 0
  if (cells.length <= columnCount || rows.length <= cells.length) return null
  const shapes = covarianceShapes(cells)
  const design = cells.map(({ predictors }) => [...predictors])
  const fitted = fitByReml(cells, rows.length - cells.length, design, shapes)
  if (fitted === null) return null
  const { parameters, state } = fitted
  const corrected = kenwardRoger(state, shapes, design, position)
  if (corrected === null) return null
  const judged = tResult(state.coefficients[position] ?? Number.NaN, corrected.standardError, corrected.degreesOfFreedom, level)
  if (judged === null) return null
  const { estimate, standardError, degreesOfFreedom, pTwoSided, interval } = judged
  const [cluster, occasion, residual] = parameters
  return { estimate, standardError, degreesOfFreedom, pTwoSided, interval, variance: { cluster, occasion, residual } }
}

/** Variances of managers, of their occasions, and of single responses. */
type Parameters = [cluster: number, occasion: number, residual: number]

interface Cell {
  clusterId: string
  predictors: readonly number[]
  size: number
  mean: number
  squaresAroundMean: number
}

function occasionCells(rows: readonly OccasionRow[]): Cell[] {
  return [...Map.groupBy(rows, ({ clusterId }) => clusterId)].flatMap(([clusterId, ofCluster]) =>
    [...Map.groupBy(ofCluster, ({ occasionId }) => occasionId).values()].map((members) => {
      const outcomes = members.map(({ outcome }) => outcome)
      const centre = mean(outcomes)
      return {
        clusterId,
        predictors: members[0]?.predictors ?? [],
        size: members.length,
        mean: centre,
        squaresAroundMean: sum(outcomes.map((outcome) => (outcome - centre) ** 2)),
      }
    }),
  )
}

/** What each variance adds to the covariance matrix of the cell means. */
function covarianceShapes(cells: readonly Cell[]): [Matrix, Matrix, Matrix] {
  const shape = (entry: (row: Cell, column: Cell) => number) => cells.map((row) => cells.map((column) => entry(row, column)))
  return [
    shape((row, column) => Number(row.clusterId === column.clusterId)),
    shape((row, column) => Number(row === column)),
    shape((row, column) => (row === column ? 1 / row.size : 0)),
  ]
}

interface State {
  deviance: number
  coefficients: number[]
  /** Inverse covariance of the cell means. */
  inverse: Matrix
  /** Covariance of the coefficients if the variances were known. */
  coefficientCovariance: Matrix
  /** First derivative of the deviance for each variance. */
  slopes: number[]
  /** Expected second derivative of the deviance: twice the REML information. */
  curvature: Matrix
}

/** Fisher scoring on variances kept at or above zero, halving a step until the deviance no longer rises. */
function fitByReml(
  cells: readonly Cell[],
  withinFreedom: number,
  design: Matrix,
  shapes: readonly Matrix[],
): { parameters: Parameters; state: State } | null {
  const withinSquares = sum(cells.map(({ squaresAroundMean }) => squaresAroundMean))
  if (!(withinSquares > 0)) return null
  const residual = withinSquares / withinFreedom
  const stateAt = (parameters: Parameters) => remlState(parameters, cells, withinSquares, withinFreedom, design, shapes)
  let parameters: Parameters = [residual / 3, residual / 3, residual]
  let state = stateAt(parameters)
  for (let step = 0; step < MOST_STEPS && state !== null; step += 1) {
    const direction = scoringDirection(parameters, state)
    if (direction === null) return null
    const next = halvedStep(parameters, state, direction, stateAt)
    if (next === null || state.deviance - next.state.deviance < SETTLED) return { parameters, state }
    parameters = next.parameters
    state = next.state
  }
  return state === null ? null : { parameters, state }
}

const MOST_STEPS = 500
const SETTLED = 1e-13

function remlState(
  [cluster, occasion, residual]: Parameters,
  cells: readonly Cell[],
  withinSquares: number,
  withinFreedom: number,
  design: Matrix,
  shapes: readonly Matrix[],
): State | null {
  const [clusterShape = [], occasionShape = [], residualShape = []] = shapes
  const covariance = plus(
    plus(
      residualShape.map((row) => row.map((value) => value * residual)),
      clusterShape,
      cluster,
    ),
    occasionShape,
    occasion,
  )
  const inverted = residual > 0 ? invert(covariance) : null
  if (inverted === null) return null
  const { inverse, logDeterminant } = inverted
  const inverseDesign = multiply(inverse, design)
  const information = invert(multiply(transpose(design), inverseDesign))
  if (information === null) return null
  const outcome = cells.map((cell) => [cell.mean])
  const coefficientCovariance = information.inverse
  const coefficients = multiply(coefficientCovariance, multiply(transpose(inverseDesign), outcome))
  const projected = plus(inverse, multiply(multiply(inverseDesign, coefficientCovariance), transpose(inverseDesign)), -1)
  const weighted = multiply(projected, outcome)
  const projectedShapes = shapes.map((shape) => multiply(projected, shape))
  const within = [0, 0, withinFreedom / residual - withinSquares / residual ** 2]
  return {
    deviance:
      logDeterminant +
      information.logDeterminant +
      traceOfProduct(transpose(outcome), weighted) +
      withinFreedom * Math.log(residual) +
      withinSquares / residual,
    coefficients: coefficients.map(([coefficient = Number.NaN]) => coefficient),
    inverse,
    coefficientCovariance,
    slopes: shapes.map(
      (shape, index) =>
        trace(projectedShapes[index] ?? []) - traceOfProduct(transpose(weighted), multiply(shape, weighted)) + (within[index] ?? 0),
    ),
    curvature: projectedShapes.map((left, row) =>
      projectedShapes.map((right, column) => traceOfProduct(left, right) + (row === 2 && column === 2 ? withinFreedom / residual ** 2 : 0)),
    ),
  }
}

/** The Newton step with expected curvature among the variances that are free to move: one at zero that wants below stays. */
function scoringDirection(parameters: Parameters, { slopes, curvature }: State): Parameters | null {
  const free = parameters.map((value, index) => value > 0 || (slopes[index] ?? 0) < 0)
  const kept = [0, 1, 2].filter((index) => free[index])
  const inverted = invert(kept.map((row) => kept.map((column) => curvature[row]?.[column] ?? 0)))
  if (inverted === null) return null
  const step = multiply(
    inverted.inverse,
    kept.map((index) => [-(slopes[index] ?? 0)]),
  )
  const along = (index: number) => (free[index] ? (step[kept.indexOf(index)]?.[0] ?? 0) : 0)
  return [along(0), along(1), along(2)]
}

function halvedStep(
  from: Parameters,
  state: State,
  direction: Parameters,
  stateAt: (parameters: Parameters) => State | null,
): { parameters: Parameters; state: State } | null {
  for (let length = 1; length > 1e-9; length /= 2) {
    const along = (index: 0 | 1 | 2) => Math.max(0, from[index] + length * direction[index])
    const parameters: Parameters = [along(0), along(1), along(2)]
    const next = stateAt(parameters)
    if (next !== null && next.deviance <= state.deviance) return { parameters, state: next }
  }
  return null
}

/**
 * Kenward and Roger's covariance of the coefficients, and the degrees of freedom of one of them, for a covariance that is linear in its
 * parameters. For a single coefficient their F approximation comes down to 2 / A with A = sum over i, j of
 * W_ij (c' Phi P_i Phi c) (c' Phi P_j Phi c) / (c' Phi c)^2.
 */
function kenwardRoger(
  { inverse, coefficientCovariance, curvature }: State,
  shapes: readonly Matrix[],
  design: Matrix,
  position: number,
): { standardError: number; degreesOfFreedom: number } | null {
  const uncertainty = invert(curvature)
  if (uncertainty === null) return null
  const weights = uncertainty.inverse.map((row) => row.map((value) => 2 * value))
  const inverseDesign = multiply(inverse, design)
  const firstDerivatives = shapes.map((shape) =>
    multiply(transpose(inverseDesign), multiply(shape, inverseDesign)).map((row) => row.map((value) => -value)),
  )
  let correction = coefficientCovariance.map((row) => row.map(() => 0))
  shapes.forEach((left, row) => {
    shapes.forEach((right, column) => {
      const second = multiply(transpose(inverseDesign), multiply(left, multiply(inverse, multiply(right, inverseDesign))))
      const products = multiply(multiply(firstDerivatives[row] ?? [], coefficientCovariance), firstDerivatives[column] ?? [])
      correction = plus(correction, plus(second, products, -1), weights[row]?.[column] ?? 0)
    })
  })
  const adjusted = plus(coefficientCovariance, multiply(multiply(coefficientCovariance, correction), coefficientCovariance), 2)
  const own = (matrix: Matrix) => matrix[position]?.[position] ?? Number.NaN
  const sensitivities = firstDerivatives.map((derivative) =>
    own(multiply(multiply(coefficientCovariance, derivative), coefficientCovariance)),
  )
  const spread =
    weights.reduce(
      (total, row, index) =>
        row.reduce((part, weight, column) => part + weight * (sensitivities[index] ?? 0) * (sensitivities[column] ?? 0), total),
      0,
    ) /
    own(coefficientCovariance) ** 2
  return { standardError: Math.sqrt(own(adjusted)), degreesOfFreedom: 2 / spread }
}
