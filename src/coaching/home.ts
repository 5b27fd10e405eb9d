import type { CoordinatorHome } from './coordinator-home.ts'
import type { DirectAnswer } from './direct-answer.ts'
import type { HelpRequest } from './requests.ts'

/** What App Home and the hub show to one person: an index of everything that is theirs. */
export type HomeData = {
  personName: string
  /** Outsiders are guests and people of other companies: Cuecard does nothing for them, and says so. */
  standing: DirectAnswer['standing']
  /** The nearest 1:1 that is not over; undefined when none is planned. */
  next: HomePair | undefined
  asManager: HomePair[]
  asEmployee: HomePair[]
  /** Open steps and promises of this person's own, what is past its date first. */
  steps: HomeStep[]
  /** What waits for this person's answer or hand. */
  waiting: HomeWaiting[]
  /** What this person is asked to answer, the longest wait first. */
  toAnswer: HomeRequestToAnswer[]
  /** Help asked for in this person's 1:1s that is not settled. */
  requests: HomeRequest[]
  mentor: HomeMentor | undefined
  mentees: HomeMentee[]
  /** Mentor talks that are not closed. */
  debriefs: HomeDebrief[]
  /** Their own absence, now or ahead: its first and last day. */
  away: { firstDay: Temporal.PlainDate; lastDay: Temporal.PlainDate } | undefined
  coordinator: CoordinatorHome | undefined
}

export type HomePair = {
  pairId: string
  otherName: string
  /** What the reader is in it. */
  as: 'manager' | 'employee'
  /** `stopped`: the other's Slack account is deactivated, or is no full member's any more. */
  state: 'proposed' | 'active' | 'paused' | 'stopped'
  cadence: string
  nextMeetingAt: Temporal.Instant | undefined
  nextTriggerAt: Temporal.Instant | undefined
}

export type HomeStep = {
  actionId: string
  kind: 'step' | 'promise'
  text: string
  otherName: string
  /** Local date, YYYY-MM-DD. */
  dueOn: string
  due: 'later' | 'overdue'
}

export type HomeWaiting =
  | { kind: 'proposal'; pairId: string; managerName: string; cadence: string }
  | { kind: 'mentor_proposal'; mentorshipId: string; managerName: string }
  | { kind: 'agreement'; agreementId: string; otherName: string; items: number; asks: 'confirm' | 'answer' }
  /** What is expected of this person, and they have not agreed to it. */
  | { kind: 'expectations'; pairId: string; managerName: string }
  /** Comments and corrections that this person has not read. */
  | { kind: 'comments'; pairId: string; otherName: string; count: number }
  | { kind: 'session_draft'; pairId: string; otherName: string; savedAt: Temporal.Instant }

export type HomeRequest = Pick<HelpRequest, 'helpKind' | 'state' | 'sentOn' | 'ownerName'> & {
  requestId: string
  otherName: string
  /** What the reader is in the 1:1. */
  as: 'manager' | 'employee'
}
export type HomeRequestToAnswer = Pick<HelpRequest, 'helpKind' | 'state' | 'answerByOn'> & { requestId: string; employeeName: string }

export type HomeMentor = { mentorshipId: string; mentorName: string; state: 'proposed' | 'active' }
type HomeMentee = { mentorshipId: string; managerName: string }
type HomeDebrief = { debriefId: string; otherName: string; as: 'manager' | 'mentor'; openedAt: Temporal.Instant }
