import type { Missing } from './trigger.ts'

/** How a mentoring meeting stands for its reader. `minutes` are those that it was held for. */
export type MentoringPhase =
  | { is: 'ahead' }
  | { is: 'over' }
  | { is: 'held'; minutes: number }
  | { is: 'not_held'; excused: boolean }
  | { is: 'skipped'; excused: boolean }
  | { is: 'called_off' }

/** What the message before a mentoring meeting shows to one of the two. */
export type MentoringTrigger = {
  meetingId: string
  side: MentoringSide
  otherName: string
  startsAt: Temporal.Instant
  lengthMinutes: number
  /** Set when the meeting was moved by hand. */
  movedFromAt: Temporal.Instant | undefined
  /** Why the other cannot be expected. */
  missing: Missing | undefined
  phase: MentoringPhase
  /** The one thing that the manager wanted to try, from their last debrief with each other. */
  nextTry: string | undefined
  /** Debriefs of the two that are not closed. */
  openDebriefs: number
  question: string
}
export type MentoringSide = 'manager' | 'mentor'

/** To the one of the two who did not set the days. */
export type MentoringSet = { mentorshipId: string; byName: string; rhythm: string; lengthMinutes: number; state: 'on' | 'over' }

/** How a mentorship meets, as *My mentor* shows it. `kept` and `scheduled` count its protected time; nothing is said of it before the first. */
export type MentoringRhythmShown = {
  rhythm: string
  nextAt: Temporal.Instant | undefined
  kept: number
  scheduled: number
}

/** Questions to open a mentoring meeting with, one after the other from meeting to meeting. */
const questions: Record<MentoringSide, readonly string[]> = {
  manager: [
    'Which talk since last time would you like to do over, and where did it turn?',
    'When did you give an answer too early, and what could you have asked?',
    'Who in your team got less of you than they needed?',
    'What have you been putting off saying, and to whom?',
    'What did somebody in your team surprise you with, and what had you not seen?',
    'What would you like to be better at by the end of the quarter?',
  ],
  mentor: [
    'What would you most like to hear about, and how can you keep from answering it yourself?',
    'Which of your own early mistakes could be of use here?',
    'What has changed in how they speak about their people?',
    'What have they tried, and what did it show them?',
    'Where might they be too hard on themselves, or too easy?',
    'What would you tell them if you had only five minutes?',
  ],
}

/** The question for the nth meeting of a mentorship, counted from 0. */
export function mentoringQuestion(side: MentoringSide, nth: number): string {
  const list = questions[side]
  return list[nth % list.length] ?? ''
}

export type MentoringOutcome = 'held' | 'not_held'
