/** A matrix as its rows. */
export type Matrix = number[][]

export function multiply(left: Matrix, right: Matrix): Matrix {
  const columns = transpose(right)
  return left.map((row) => columns.map((column) => row.reduce((total, value, index) => total + value * (column[index] ?? 0), 0)))
}

export function transpose(matrix: Matrix): Matrix {
  return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? 0))
}

/** Entry by entry: left + factor x right. */
export function plus(left: Matrix, right: Matrix, factor = 1): Matrix {
  return left.map((row, index) => row.map((value, column) => value + factor * (right[index]?.[column] ?? 0)))
}

export function trace(matrix: Matrix): number {
  return matrix.reduce((total, row, index) => total + (row[index] ?? 0), 0)
}

/** Trace of left x right, without forming the product. */
export function traceOfProduct(left: Matrix, right: Matrix): number {
  return left.reduce((total, row, index) => row.reduce((sum, value, column) => sum + value * (right[column]?.[index] ?? 0), total), 0)
}

/** Inverse and log determinant of a symmetric positive definite matrix by Cholesky's factor; null when it is not positive definite. */
export function invert(matrix: Matrix): { inverse: Matrix; logDeterminant: number } | null {
  const size = matrix.length
  const factor = matrix.map(() => Array.from({ length: size }, () => 0))
  let logDeterminant = 0
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let left = at(matrix, row, column)
      for (let inner = 0; inner < column; inner += 1) left -= at(factor, row, inner) * at(factor, column, inner)
      if (row !== column) put(factor, row, column, left / at(factor, column, column))
      else if (left > SINGULAR * at(matrix, row, row)) put(factor, row, row, Math.sqrt(left))
      else return null
    }
    logDeterminant += 2 * Math.log(at(factor, row, row))
  }
  const half = lowerInverse(factor)
  return { inverse: multiply(transpose(half), half), logDeterminant }
}

const SINGULAR = 1e-13

function lowerInverse(factor: Matrix): Matrix {
  const inverse = factor.map(() => Array.from({ length: factor.length }, () => 0))
  for (let column = 0; column < factor.length; column += 1) {
    for (let row = column; row < factor.length; row += 1) {
      let right = Number(row === column)
      for (let inner = column; inner < row; inner += 1) right -= at(factor, row, inner) * at(inverse, inner, column)
      put(inverse, row, column, right / at(factor, row, row))
    }
  }
  return inverse
}

function at(matrix: Matrix, row: number, column: number): number {
  return matrix[row]?.[column] ?? 0
}

function put(matrix: Matrix, row: number, column: number, value: number): void {
  const cells = matrix[row]
  if (cells !== undefined) cells[column] = value
}
