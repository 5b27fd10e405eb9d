/** Arithmetic mean; NaN without values. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Sample variance with n - 1; NaN below two values. */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN
  const centre = mean(values)
  return sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1)
}

/** Pearson correlation; null below two values or when either side does not vary. */
export function correlation(left: readonly number[], right: readonly number[]): number | null {
  const leftCentre = mean(left)
  const rightCentre = mean(right)
  const products = left.map((value, index) => (value - leftCentre) * ((right[index] ?? Number.NaN) - rightCentre))
  const spread = Math.sqrt(variance(left) * variance(right))
  return spread > 0 ? sum(products) / (left.length - 1) / spread : null
}

/** Middle value, or the mean of the two middle ones; null without values. */
export function median(values: readonly number[]): number | null {
  return values.length === 0 ? null : quantile(values, 0.5)
}

/** Quantile with linear interpolation between order statistics (Hyndman & Fan 1996, type 7, as R does by default). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  const position = (sorted.length - 1) * share
  const lower = sorted[Math.floor(position)] ?? Number.NaN
  const upper = sorted[Math.ceil(position)] ?? Number.NaN
  return lower + (position - Math.floor(position)) * (upper - lower)
}

/** `numerator / denominator`, or null when there is nothing to divide by. */
export function share(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null
}
