/**
 * Orthonormal columns that span the same space as the given ones (modified Gram-Schmidt, each column cleaned twice).
 * A column that the earlier ones already span is left out, so fewer columns come back when some are redundant.
 */
export function orthonormalColumns(columns: readonly ArrayLike<number>[]): number[][] {
  const basis: number[][] = []
  for (const column of columns) {
    const left = projectOut(projectOut(column, basis), basis)
    const length = Math.sqrt(squaredLength(left))
    if (length > REDUNDANT * Math.sqrt(squaredLength(column))) basis.push(left.map((value) => value / length))
  }
  return basis
}

/** What is left of a column after its least-squares fit on orthonormal columns: the residuals. */
export function projectOut(column: ArrayLike<number>, basis: readonly number[][]): number[] {
  const left = Array.from(column)
  for (const direction of basis) {
    const along = dot(direction, left)
    for (let index = 0; index < left.length; index += 1) left[index] = (left[index] ?? 0) - along * (direction[index] ?? 0)
  }
  return left
}

export function dot(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let total = 0
  for (let index = 0; index < left.length; index += 1) total += (left[index] ?? 0) * (right[index] ?? 0)
  return total
}

export function squaredLength(values: ArrayLike<number>): number {
  return dot(values, values)
}

const REDUNDANT = 1e-9
