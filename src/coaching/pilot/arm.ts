/** The two groups of managers in a pilot. Every difference in a readout is pilot minus control. */
export type Arm = 'pilot' | 'control'

/** Two ends of an interval, in the unit of the estimate beside it; an end is infinite where the data set no bound. */
export interface Interval {
  low: number
  high: number
}

/** A manager's place in the allocation: re-deals stay inside a stratum. Without a stratum all managers form one. */
export interface AssignedManager {
  arm: Arm
  stratum?: string
}

/** The level of every interval unless the locked plan says otherwise. */
export const DEFAULT_LEVEL = 0.95
