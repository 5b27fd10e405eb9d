/** Rows of a symmetric matrix. */
export type SymmetricMatrix = readonly (readonly number[])[]

/**
 * A function of a symmetric matrix: the same eigenvectors with every eigenvalue mapped (Jacobi's rotations, Golub & Van Loan section 8.5).
 * Mapping x to 1 / x gives the inverse, x to 1 / sqrt(x) the inverse square root; map eigenvalues near zero to 0 for the pseudo-inverse.
 */
export function mapEigenvalues(matrix: SymmetricMatrix, map: (eigenvalue: number) => number): number[][] {
  const { values, vectors } = eigen(matrix)
  const mapped = values.map(map)
  return matrix.map((_, row) =>
    matrix.map((__, column) =>
      mapped.reduce((total, value, index) => total + value * at(vectors, row, index) * at(vectors, column, index), 0),
    ),
  )
}

/** Eigenvalues and, in the columns of `vectors`, their eigenvectors. */
function eigen(matrix: SymmetricMatrix): { values: number[]; vectors: number[][] } {
  const size = matrix.length
  const work = matrix.map((row) => [...row])
  const vectors = matrix.map((_, row) => matrix.map((__, column) => Number(row === column)))
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(work) > 0; sweep += 1) {
    for (let first = 0; first < size; first += 1) {
      for (let second = first + 1; second < size; second += 1) rotate(work, vectors, first, second)
    }
  }
  return { values: work.map((row, index) => row[index] ?? 0), vectors }
}

const MOST_SWEEPS = 60
/** Relative to the diagonal, below this an off-diagonal entry is zero. */
const ZERO = 1e-18

function rotate(work: number[][], vectors: number[][], first: number, second: number): void {
  const beside = at(work, first, second)
  const scale = Math.abs(at(work, first, first)) + Math.abs(at(work, second, second))
  if (Math.abs(beside) <= ZERO * scale || beside === 0) {
    set(work, first, second, 0)
    set(work, second, first, 0)
    return
  }
  const slope = (at(work, second, second) - at(work, first, first)) / (2 * beside)
  const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.hypot(slope, 1))
  const cosine = 1 / Math.hypot(tangent, 1)
  const sine = tangent * cosine
  for (let index = 0; index < work.length; index += 1) mix(work, index, first, index, second, cosine, sine)
  for (let index = 0; index < work.length; index += 1) mix(work, first, index, second, index, cosine, sine)
  for (let index = 0; index < work.length; index += 1) mix(vectors, index, first, index, second, cosine, sine)
}

function mix(
  matrix: number[][],
  firstRow: number,
  firstColumn: number,
  secondRow: number,
  secondColumn: number,
  cosine: number,
  sine: number,
): void {
  const first = at(matrix, firstRow, firstColumn)
  const second = at(matrix, secondRow, secondColumn)
  set(matrix, firstRow, firstColumn, cosine * first - sine * second)
  set(matrix, secondRow, secondColumn, sine * first + cosine * second)
}

function offDiagonal(matrix: number[][]): number {
  return matrix.reduce(
    (total, row, index) => total + row.reduce((sum, value, column) => (column === index ? sum : sum + Math.abs(value)), 0),
    0,
  )
}

function at(matrix: SymmetricMatrix, row: number, column: number): number {
  return matrix[row]?.[column] ?? 0
}

function set(matrix: number[][], row: number, column: number, value: number): void {
  const cells = matrix[row]
  if (cells !== undefined) cells[column] = value
}
