/** What the messages about a pair's beginning and end show. */

export type PairProposal = {
  pairId: string
  managerName: string
  /** In words: "every Tuesday at 14:00". */
  cadence: string
  lengthMinutes: number
  state: 'waiting' | 'started' | 'started_by_roster' | 'declined' | 'withdrawn' | 'ended'
}

export type PairStarted = {
  pairId: string
  employeeName: string
  outcome: 'started' | 'started_by_roster' | 'declined'
  cadence: string
  /** The first trigger; undefined when none is planned. */
  firstTriggerAt: Temporal.Instant | undefined
  firstMeetingAt: Temporal.Instant | undefined
}

/** To the coordinators: two people, and that one of them said that this 1:1 is not right. */
export type PairNotRight = { managerName: string; employeeName: string }

/** To the one of the two who did not end it. */
export type PairEnded = { otherName: string; otherIs: 'manager' | 'employee' }
