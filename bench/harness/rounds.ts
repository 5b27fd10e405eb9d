/**
 * Measures every side once in each round, in a new order each time, and gives what each side measured, round by round. A machine that
 * slows down for a while slows down all sides of a round, which a ratio within the round does not see.
 */
export async function inRounds<Side extends string, Measured>(
  rounds: number,
  sides: Record<Side, () => Promise<Measured>>,
): Promise<Record<Side, Measured[]>> {
  // The keys of a record of sides are the sides.
  const names = Object.keys(sides) as Side[]
  const measured = Object.fromEntries(names.map((name) => [name, [] as Measured[]])) as Record<Side, Measured[]>
  for (let round = 0; round < rounds; round++) {
    for (const name of shuffled(names)) measured[name].push(await sides[name]())
  }
  return measured
}

/** The ratio within each round, as its median with the middle half of the rounds. */
export function ratioOf(ours: number[], theirs: number[]): { figure: number; spread: [number, number] } {
  const ratios = ours.map((figure, round) => figure / (theirs[round] ?? Number.NaN))
  return { figure: median(ratios), spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)] }
}

export function median(figures: number[]): number {
  return quantile(figures, 0.5)
}

/** By linear interpolation between the two nearest figures; NaN of none. */
export function quantile(figures: number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [below, above] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN]
  return below + (above - below) * (at - Math.floor(at))
}

function shuffled<Name>(names: readonly Name[]): Name[] {
  return names
    .map((name) => ({ name, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ name }) => name)
}
