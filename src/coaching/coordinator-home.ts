import type { DeadLetters } from './dead-letters.ts'

/** Set-up and health, in counts: nobody's name and nothing that anybody wrote. */
export type CoordinatorHome = {
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
  delivery: { waiting: number; inDoubt: number; failed: number }
  deadLetters: DeadLetters
}
