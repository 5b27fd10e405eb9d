/** Ranks from 1, smallest first; values within 1e-9 of their neighbour share the mean of their ranks. */
export function midranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((left, right) => left.value - right.value)
  const ranks = Array.from({ length: values.length }, () => 0)
  for (let start = 0; start < order.length;) {
    let end = start
    while (end + 1 < order.length && (order[end + 1]?.value ?? 0) - (order[end]?.value ?? 0) < TIE) end += 1
    for (const { index } of order.slice(start, end + 1)) ranks[index] = (start + end) / 2 + 1
    start = end + 1
  }
  return ranks
}

const TIE = 1e-9
