import type { DeadLetters } from './dead-letters.ts'
import type { MentoringHealth } from './mentoring-health.ts'
import type { RosterChangesWaiting } from './roster-messages.ts'

/** Set-up and health, in counts: nobody's name and nothing that anybody wrote. */
export type CoordinatorHome = {
  /** Whether all messages here are kept thin. */
  thin: 'on' | 'off'
  /** Since when everything is paused. */
  pausedSince: Temporal.Instant | undefined
  contacts: {
    /** How many contacts are named for everywhere. */
    everywhere: number
    /** Kinds of contact that nobody is named for, in words. */
    missing: string[]
    /** Countries with contacts of their own. */
    countries: { country: string; named: number }[]
  }
  pairs: { proposed: number; active: number; paused: number; stopped: number }
  mentorships: { proposed: number; active: number }
  mentoring: MentoringHealth
  delivery: { waiting: number; inDoubt: number; failed: number }
  deadLetters: DeadLetters
  /** How many kinds of help nobody answers. */
  ownerless: number
  roster: {
    /** People who are here, and how many of them were found in Slack. */
    here: number
    found: number
    waiting: RosterChangesWaiting
    /** Whether Slack shows the app the e-mail addresses by which people are found. */
    emails: 'seen' | 'hidden' | 'not asked yet'
  }
}
