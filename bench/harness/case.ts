/** One question of the benchmark, in a file of its own. */
export type Case = {
  /** As on docs/bench.md, such as P1. */
  id: string
  about: string
  run(effort: Effort): Promise<Row[]>
}

/** `profileTo` is a folder for the CPU profiles of Cuecard's processes; a run that profiles measures nothing fair. */
export type Effort = { rounds: number; sliceMs: number; profileTo: string | undefined }

/** One line of the table. */
export type Row = {
  id: string
  measured: string
  /** What it is compared with; a ratio is Cuecard divided by this. */
  peer: string
  bar: Bar
  figure: number
  /** The middle half of the rounds. */
  spread: [number, number] | undefined
  /** What lies behind the figure, in absolute numbers. */
  detail: string
}

export type Bar = { is: 'at_least' | 'at_most'; value: number; unit: 'x' | 'ms' | 'cases' }

/**
 * Unsettled is a figure that the rounds do not carry: the bar lies within their middle half, or the figure is negative, which no ratio and
 * no cost can be, so that the noise is larger than what was to be measured.
 */
export function verdict({ bar, figure, spread }: Pick<Row, 'bar' | 'figure' | 'spread'>): 'reached' | 'missed' | 'unsettled' {
  const straddles = spread !== undefined && spread[0] < bar.value && bar.value < spread[1]
  if (straddles || figure < 0) return 'unsettled'
  return (bar.is === 'at_least' ? figure >= bar.value : figure <= bar.value) ? 'reached' : 'missed'
}
