import type { Plan } from './plan.ts'
import type { PlanChange } from './plan-history.ts'

/** Everything that Cuecard keeps of one person, as it is shown to them and handed out. Instants and dates are ISO texts in the file. */
export type MyData = {
  person: {
    name: string
    slackUserId: string
    zone: string
    locale: string
    /** Their own settings, as far as they set any. */
    workDays: number[]
    workHours: string
    away: { from: Temporal.Instant; until: Temporal.Instant } | undefined
    thin: boolean
    coordinator: boolean
    /** The server of the calendar that they connected. */
    calendar: string | undefined
  }
  plans: {
    as: 'manager' | 'employee'
    otherName: string
    state: 'proposed' | 'active' | 'paused' | 'ended' | 'declined'
    /** When the words of an ended one are erased by themselves. */
    erasedAt: Temporal.Instant | undefined
    plan: Plan
    history: PlanChange[]
  }[]
  /** Debriefs in which they wrote, as manager or mentor. */
  debriefs: {
    as: 'manager' | 'mentor'
    otherName: string
    openedAt: Temporal.Instant
    focus: string
    summary: string | undefined
    nextTry: string | undefined
  }[]
  /** Debriefs that a manager held about a talk with them: that they took place, and how the talk seemed to land. */
  debriefsAboutTalks: { managerName: string; openedAt: Temporal.Instant; seemedToLand: string[] }[]
  /** Texts that were typed and not sent, each with the form that it stands in. */
  drafts: { form: string; savedAt: Temporal.Instant }[]
}
