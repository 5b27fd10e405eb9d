import type { Topic } from './topics.ts'
import { isStuck, stepsTooMany } from './carry-over.ts'
import type { Question } from './question-bank.ts'
import type { Resource } from './resources.ts'
import type { SessionGround } from './session.ts'
import { confidenceOf, isFromEmployee, openSteps, shownValue, suggestedFor } from './session.ts'
import type { Fields, SessionDraft } from './session-draft.ts'
import { actionField, fieldsAt, mayAddStep, textOf, writtenSlots } from './session-draft.ts'
import type { SessionPlace } from './session-place.ts'

/** Everything that one screen of the session shows. Dates are ISO dates. */
export type SessionScreen = {
  sessionId: string
  window: string
  place: SessionPlace
  /** Fingerprints of what stands in the fields, so that a later submission tells what was changed in this window. */
  drawn: Readonly<Record<string, string>>
  employeeName: string
  meetingAt: Temporal.Instant | undefined
  which: 'first' | 'later'
  fields: Fields
  /** Fields whose words the employee shared ahead of the meeting. */
  fromEmployee: string[]
  /** What else stands for a field, on the plan or from another window. */
  others: Readonly<Record<string, string>>
  notes: string[]
  /** When the draft that is taken up here was last kept. */
  resumedAt: Temporal.Instant | undefined
  topics: string | undefined
  /** What either of the two noted for this talk. */
  noted: Topic[]
  /** The manager's own question, in place of the bank's. */
  ownQuestion: string | undefined
  question: Pick<Question, 'text' | 'listenFor' | 'followUp'> | undefined
  openSteps: { text: string; owner: 'employee' | 'manager'; dueOn: string; agreed: 'yes' | 'not_yet'; stuck: boolean }[]
  pairId: string
  /** How many steps more than a plan holds there would be. */
  tooMany: number
  openStepsChoice: SessionDraft['openSteps']
  /** New steps of this session, the one in the form left out. */
  otherSteps: { slot: number; text: string; owner: string; dueOn: string }[]
  mayAddStep: boolean
  promise: SessionDraft['promise']
  /** The step in the form got a confidence of 1 or 2. */
  smaller: 'ask' | 'no'
  /** The words of the step whose fold-out is shown. */
  stepText: string
  /** What the organisation has to offer for the help that is picked. */
  resources: Resource[]
}

/** What the last screen shows: what was kept, and what happens now. */
export type SessionSummary = {
  sessionId: string
  employeeName: string
  /** How many goals were worded anew, added or taken off. */
  goals: number
  requests: number
  steps: { text: string; owner: 'employee' | 'manager'; dueOn: string }[]
  promise: { text: string; dueOn: string } | undefined
  obstacle: 'noted' | 'none'
  keptOpen: boolean
  nextMeetingAt: Temporal.Instant | undefined
  /** The manager's mentor, where there is one to ask. */
  mentor: string | undefined
}

/** A window that was left open while the session was closed elsewhere: what was typed in it and went nowhere is shown back. */
export type ClosedSession = { closedAt: Temporal.Instant; unsaved: string[] }

/** The screen of a place, from the draft and what the session is about. */
export function screenOf(given: {
  sessionId: string
  window: string
  place: SessionPlace
  drawn: Readonly<Record<string, string>>
  draft: SessionDraft
  ground: SessionGround
  meetingAt: Temporal.Instant | undefined
  question: Question | undefined
  ownQuestion: string | undefined
  notes?: string[]
  resumedAt?: Temporal.Instant | undefined
}): SessionScreen {
  const { place, draft, ground, question } = given
  const here = fieldsAt(place)
  const slot = place.step === 'nextSteps' || place.step === 'easier' ? place.slot : undefined
  const value = (other: number, part: 'text' | 'owner' | 'dueOn') => String(shownValue(actionField(other, part), draft, ground))
  return {
    sessionId: given.sessionId,
    window: given.window,
    place,
    drawn: given.drawn,
    employeeName: ground.plan.employeeName,
    meetingAt: given.meetingAt,
    which: ground.which,
    fields: Object.fromEntries(here.map((field) => [field, shownValue(field, draft, ground)])),
    fromEmployee: here.filter((field) => isFromEmployee(field, draft, ground)),
    others: Object.fromEntries(Object.entries(draft.others).filter(([field]) => here.includes(field))),
    notes: given.notes ?? [],
    resumedAt: given.resumedAt,
    topics: ground.shared?.topics,
    noted: ground.plan.topics,
    question,
    ownQuestion: given.ownQuestion,
    openSteps: openSteps(ground.plan).map(({ text, owner, dueOn, state, createdAt }) => ({
      text,
      owner,
      dueOn,
      agreed: state === 'agreed' ? 'yes' : 'not_yet',
      stuck: isStuck({ createdAt }, ground.plan.pastSessions),
    })),
    pairId: ground.plan.pairId,
    tooMany: stepsTooMany(openSteps(ground.plan).length, writtenSlots(draft).length),
    openStepsChoice: draft.openSteps,
    otherSteps: writtenSlots(draft)
      .filter((other) => other !== slot)
      .map((other) => ({ slot: other, text: value(other, 'text'), owner: value(other, 'owner'), dueOn: value(other, 'dueOn') })),
    mayAddStep: mayAddStep(draft),
    promise: draft.promise,
    smaller: slot !== undefined && (confidenceOf(slot, draft) ?? 5) <= 2 ? 'ask' : 'no',
    stepText: slot === undefined ? '' : textOf(draft.fields, actionField(slot, 'text')),
    resources: place.step === 'help' ? suggestedFor(draft, ground) : [],
  }
}
