/**
 * The point in [low, high] where a rising function crosses zero, to the last digit a double can hold.
 * A function that is above zero everywhere gives `low`, one that is below zero everywhere gives `high`.
 */
export function risingRoot(rising: (at: number) => number, low: number, high: number): number {
  let below = low
  let above = high
  for (;;) {
    const middle = below + (above - below) / 2
    if (middle <= below || middle >= above) return middle
    if (rising(middle) < 0) below = middle
    else above = middle
  }
}

/** The first of 1, 2, 4, ... at which a rising function is no longer below zero: an upper end for `risingRoot`. */
export function doublingBound(rising: (at: number) => number): number {
  let bound = 1
  while (rising(bound) < 0 && bound < 1e300) bound *= 2
  return bound
}
