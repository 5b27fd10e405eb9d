/**
 * Natural logarithm of the gamma function for x > 0, to about 1e-15 of its size.
 * Stirling's series (Abramowitz & Stegun 6.1.41) above 12; smaller arguments are first raised by the recurrence 6.1.15.
 */
export function logGamma(x: number): number {
  let raised = x
  let product = 1
  while (raised < 12) {
    product *= raised
    raised += 1
  }
  const inverse = 1 / raised
  const square = inverse * inverse
  const series = STIRLING.reduceRight((tail, coefficient) => coefficient + tail * square, 0) * inverse
  return (raised - 0.5) * Math.log(raised) - raised + HALF_LOG_TWO_PI + series - Math.log(product)
}

/** Natural logarithm of the number of ways to choose `chosen` of `size`; minus infinity where there is none. */
export function logChoose(size: number, chosen: number): number {
  if (chosen < 0 || chosen > size) return Number.NEGATIVE_INFINITY
  if (chosen === 0 || chosen === size) return 0
  return logGamma(size + 1) - logGamma(chosen + 1) - logGamma(size - chosen + 1)
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/** B(2k) / (2k (2k - 1)) for k = 1 to 8. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400]
