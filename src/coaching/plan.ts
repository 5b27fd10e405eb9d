import type { Suggestion } from './actions.ts'
import type { ActionId, CommentId, GoalId, PairId, PersonId, PlanId, RequestId } from './ids.ts'
import type { SetPlaybook } from './playbook-time.ts'
import type { HelpRequest } from './requests.ts'
import type { Topic } from './topics.ts'
import type { HelpKind, ObstacleKind } from './session-fields.ts'

export type GoalState = 'on_track' | 'at_risk' | 'off' | 'done'
export type ActionState = 'proposed' | 'agreed' | 'not_agreed' | 'change_suggested' | 'done' | 'dropped' | 'void'

export type Goal = {
  id: GoalId
  kind: 'quarter' | 'longer'
  text: string
  measure: string | undefined
  state: GoalState
  /** The one that the two call the quarter's. Where none is marked, the newest that is not done counts as it. */
  main: boolean
  revision: number
  changedById: PersonId
  changedAt: Temporal.Instant
}

/** A step or a promise on the plan. `kind: 'promise'` is what the manager said they would do. */
export type Action = {
  id: ActionId
  owner: 'employee' | 'manager'
  kind: 'step' | 'promise'
  text: string
  cue: string | undefined
  response: string | undefined
  /** Local date, YYYY-MM-DD. */
  dueOn: string
  /** The date that was agreed, where the owner has moved it since by *Not yet*. */
  movedFromOn?: string | undefined
  confidence: number | undefined
  learning: boolean
  state: ActionState
  /** Version of the wording; what a confirm button carries. */
  version: number
  /** Whether the employee confirmed this very wording; it stays so while a change is suggested. */
  signed?: 'yes' | 'no'
  /** The employee's last suggestion; open while the state is `change_suggested`. */
  suggestion?: Suggestion | undefined
  /** When the other party said that they saw it done. */
  acknowledgedAt?: Temporal.Instant | undefined
  /** Why it was dropped. */
  reason?: string | undefined
  createdAt: Temporal.Instant
  closedAt: Temporal.Instant | undefined
  changedAt: Temporal.Instant
}

/** One of the two texts of the page that stand for themselves. */
export type PlanText = {
  text: string
  revision: number
  changedByName: string
  changedAt: Temporal.Instant
}
/** What is expected: at most three lines, and when the employee agreed to these very words; undefined when they have not. */
export type Expectations = PlanText & { agreedAt: Temporal.Instant | undefined }
/** Where things stand: facts, with the local date on which they were so. */
export type Standing = PlanText & { asOf: string }

/** What a comment is about: the page, one of its texts, or the id of a goal, an action or a request. */
export type CommentAbout = 'page' | 'expectations' | 'standing' | GoalId | ActionId | RequestId
export type PlanComment = {
  id: CommentId
  by: 'manager' | 'employee'
  /** A correction says that something on the page is not right. */
  kind: 'comment' | 'correction'
  about: CommentAbout
  text: string
  writtenAt: Temporal.Instant
  /** When the other one said that they read it. */
  seenAt: Temporal.Instant | undefined
}

/** What the last closed sessions left behind, newest first. */
export type PastSession = {
  closedAt: Temporal.Instant
  obstacleKind: ObstacleKind | undefined
  obstacle: string | undefined
  helpKinds: HelpKind[]
  lowestConfidence: number | undefined
  questionCategory: string | undefined
}

/** The pair's one page, as both sides read it. */
export type Plan = {
  planId: PlanId
  pairId: PairId
  managerName: string
  employeeName: string
  expectations: Expectations | undefined
  standing: Standing | undefined
  quarterGoals: Goal[]
  longerGoal: Goal | undefined
  /** Not closed: proposed, agreed, not_agreed, change_suggested. The manager's own overdue promises come first, then other promises, then steps by date. */
  openActions: Action[]
  /** Done or dropped, newest first, at most ten. */
  closedActions: Action[]
  requests: HelpRequest[]
  /** Newest first. */
  comments: PlanComment[]
  /** What waits to be talked about in the next 1:1. */
  topics: Topic[]
  playbook: SetPlaybook | undefined
  pastSessions: PastSession[]
  nextMeetingAt: Temporal.Instant | undefined
  changedAt: Temporal.Instant | undefined
}

/** Whether an agreed action is past its date. Unsigned actions are never overdue: nobody agreed to them yet, but a promise binds at once. */
export function isOverdue(action: Pick<Action, 'state' | 'kind' | 'dueOn'>, today: string): boolean {
  return (action.state === 'agreed' || (action.kind === 'promise' && action.state === 'proposed')) && action.dueOn < today
}

/** The order in which open actions stand everywhere: the manager's overdue promises, their other promises, then steps, each by date. */
export function inPlanOrder(open: readonly Action[], today: string): Action[] {
  const rank = (action: Action) => (action.kind === 'promise' ? (isOverdue(action, today) ? 0 : 1) : 2)
  return open.toSorted((a, b) => rank(a) - rank(b) || a.dueOn.localeCompare(b.dueOn) || a.id.localeCompare(b.id))
}

/** The goal that the two call the quarter's: the marked one while it is not done, else the newest that is not done. */
export function quarterGoalOf(goals: readonly Goal[]): Goal | undefined {
  const open = goals.filter(({ state }) => state !== 'done')
  return open.find(({ main }) => main) ?? open.at(-1)
}
