import type { CircleMeetingState, CircleMemberState, CircleStep } from './circles.ts'

/** What the messages and the page of a peer circle show. Nothing that is written in its thread is among it: that stays in Slack. */

/** The question to somebody whether they take part. */
export type CircleInvitation = {
  circleId: string
  startedByName: string
  /** The others who were asked or take part. */
  otherNames: string[]
  /** When it meets, in words. */
  meets: string
  state: 'waiting' | 'in' | 'declined' | 'left' | 'ended'
  /** How many said yes, and how many are needed to begin. */
  saidYes: number
  needed: number
}

/** The first message of a meeting in the group DM; it says how far the meeting is. */
export type CircleMeetingShown = {
  circleMeetingId: string
  caseOwnerName: string
  startsAt: Temporal.Instant
  state: Exclude<CircleMeetingState, 'planned'>
  /** While it runs. */
  step: CircleStep | undefined
  stepUntil: Temporal.Instant | undefined
  skippedByName: string | undefined
  nextAt: Temporal.Instant | undefined
}

/** One timed step, posted in the meeting's thread. */
export type CircleStepShown = { step: CircleStep; caseOwnerName: string; until: Temporal.Instant }

/** *My circle*, as one of its members sees it. */
export type CirclePage = {
  circleId: string
  meets: string
  members: { name: string; state: CircleMemberState }[]
  saidYes: number
  needed: number
  next: { circleMeetingId: string; startsAt: Temporal.Instant; caseOwnerName: string | undefined } | undefined
}
