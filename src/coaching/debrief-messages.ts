import type { Ask, DebriefState, FormAnswer } from './debrief.ts'
import type { DebriefId } from './ids.ts'

/** What the messages of a debrief show. */

/** The first message of the thread in the group DM. */
export type DebriefThread = Ask & {
  debriefId: DebriefId
  managerName: string
  mentorName: string
  state: DebriefState
  /** Replies and answers that are kept. */
  kept: number
  /** What the manager will try next, once it is closed with that. */
  nextTry: string | undefined
}

/** An answer given in the form, shown in the thread. */
export type DebriefAnswerShown = FormAnswer & { debriefId: DebriefId; authorName: string; managerName: string; mentorName: string }

/** The same question in the mentor's own DM, where there is no group DM. */
export type DebriefRequest = Ask & { debriefId: DebriefId; managerName: string; mentorName: string; state: DebriefState }

/** The mentor's answer in the manager's own DM, where there is no group DM. */
export type DebriefAnswered = DebriefAnswerShown & { state: DebriefState }

/** The one reminder to the mentor. */
export type DebriefNudge = { debriefId: DebriefId; managerName: string; askedAt: Temporal.Instant; state: DebriefState }

/** The one offer to the manager when nobody answered. */
export type DebriefStandIn = {
  debriefId: DebriefId
  mentorName: string
  askedAt: Temporal.Instant
  state: DebriefState
  others: 'some' | 'none'
}
