import type { Scenario } from './question-bank.ts'

/** Whether a scenario is to hold for another eight weeks, asked once. */
export type PlaybookEnding = {
  pairId: string
  employeeName: string
  scenario: Scenario
  endsAt: Temporal.Instant
  /** What became of it since. */
  state: 'asked' | 'renewed' | 'over'
}

/** A card as one of the two reads it. */
export type PlaybookCard = {
  pairId: string
  side: 'manager' | 'employee'
  otherName: string
  scenario: Scenario
  endsAt: Temporal.Instant
  /** The three questions, in the order to try them. */
  questions: string[]
  changes: 'open' | 'read_only'
}
