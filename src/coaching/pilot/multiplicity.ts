/** One outcome's place in its family. All p-values are null when the outcome was not tested. */
export interface AdjustedP {
  p: number | null
  /** Holds the chance of any false alarm in the family: the confirmatory family is read with this one. */
  holm: number | null
  /** Holds the expected share of false alarms among those called a signal: for the exploratory family. */
  benjaminiHochberg: number | null
  bonferroni: number | null
}

export interface AdjustedFamily {
  /** Outcomes with a p-value; the others do not count towards the size of the family. */
  tested: number
  /** One entry per p-value given, in the same order. */
  adjusted: AdjustedP[]
}

/** Adjusts one family of p-values (Holm 1979, Scand J Stat 6; Benjamini & Hochberg 1995, JRSS B 57). */
export function adjustFamily(pValues: readonly (number | null)[]): AdjustedFamily {
  const tested = pValues.flatMap((p, position) => (p === null ? [] : [{ p, position }])).sort((left, right) => left.p - right.p)
  const size = tested.length
  const holm = runningMaximum(tested.map(({ p }, index) => Math.min(1, (size - index) * p)))
  const benjaminiHochberg = runningMaximum(tested.map(({ p }, index) => -Math.min(1, (size * p) / (index + 1))).reverse())
    .reverse()
    .map((value) => -value)
  const adjusted = pValues.map((): AdjustedP => ({ p: null, holm: null, benjaminiHochberg: null, bonferroni: null }))
  tested.forEach(({ p, position }, index) => {
    adjusted[position] = {
      p,
      holm: holm[index] ?? null,
      benjaminiHochberg: benjaminiHochberg[index] ?? null,
      bonferroni: Math.min(1, size * p),
    }
  })
  return { tested: size, adjusted }
}

function runningMaximum(values: readonly number[]): number[] {
  let largest = Number.NEGATIVE_INFINITY
  return values.map((value) => (largest = Math.max(largest, value)))
}
