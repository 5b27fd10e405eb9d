import type { PairId, PersonId } from '../coaching/ids.ts'
import { localDate, quarterOf } from '../coaching/local-time.ts'
import type { Plan, PlanText } from '../coaching/plan.ts'
import { inPlanOrder } from '../coaching/plan.ts'
import { playbookEnds } from '../coaching/playbook-time.ts'
import { mayRead } from '../coaching/access.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { closedActionsOfPlan, openActionsOfPlan, planAction } from '../db/actions.ts'
import { goalsOf } from '../db/goals.ts'
import { nextMeeting } from '../db/meetings.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair, pairsWithPlan } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople, getPerson } from '../db/people.ts'
import { commentsOf } from '../db/plan-comments.ts'
import type { StoredPlanText } from '../db/plan-texts.ts'
import { planTextsOf } from '../db/plan-texts.ts'
import { requestsOf } from '../db/requests.ts'
import { pastSessionsOf } from '../db/sessions.ts'
import type { Tx } from '../db/store.ts'
import { getWorkspace } from '../db/workspaces.ts'
import { sideOf } from './sides.ts'
import { topicsOf } from './topics.ts'

/** The pair's one page as it stands now. */
export async function readPlan(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<Plan> {
  const manager = await getPerson(tx, pair.managerId)
  const employee = await getPerson(tx, pair.employeeId)
  const goals = await goalsOf(tx, pair.planId)
  const texts = await planTextsOf(tx, pair.planId)
  const comments = await commentsOf(tx, pair.planId)
  const writers = await getPeople(
    tx,
    texts.map(({ changedById }) => changedById),
  )
  const openActions = (await openActionsOfPlan(tx, pair.planId)).map(planAction)
  const closedActions = (await closedActionsOfPlan(tx, pair.planId, 10)).map(planAction)
  const requests = await requestsOf(tx, pair.planId)
  const sessions = await pastSessionsOf(tx, pair.planId, 6)
  const meeting = pair.state === 'active' ? await nextMeeting(tx, pair.id, now) : undefined
  const changes = [
    ...texts.map(({ changedAt }) => changedAt),
    ...comments.map(({ writtenAt }) => writtenAt),
    ...goals.map(({ changedAt }) => changedAt),
    ...openActions.map(({ changedAt }) => changedAt),
    ...closedActions.map(({ changedAt }) => changedAt),
    ...requests.map(({ askedAt }) => askedAt),
    ...sessions.map(({ closedAt }) => closedAt),
  ]
  return {
    planId: pair.planId,
    pairId: pair.id,
    managerName: manager.name,
    employeeName: employee.name,
    expectations: expectationsIn(texts, writers),
    standing: standingIn(texts, writers),
    quarterGoals: goals.filter(({ kind }) => kind === 'quarter'),
    longerGoal: goals.findLast(({ kind }) => kind === 'longer'),
    openActions: inPlanOrder(openActions, localDate(now, manager.zone).toString()),
    closedActions,
    requests,
    comments: comments.map(({ authorId, ...said }) => ({ ...said, by: authorId === pair.managerId ? 'manager' : 'employee' })),
    topics: await topicsOf(tx, pair),
    playbook: pair.scenario && pair.scenarioSetAt ? { scenario: pair.scenario, endsAt: playbookEnds(pair.scenarioSetAt) } : undefined,
    pastSessions: sessions,
    nextMeetingAt: meeting?.startsAt,
    changedAt: changes.toSorted(Temporal.Instant.compare).at(-1),
  }
}

function expectationsIn(texts: readonly StoredPlanText[], writers: ReadonlyMap<PersonId, Person>): Plan['expectations'] {
  const stored = texts.find(({ field }) => field === 'expectations')
  if (stored === undefined || stored.text === '') return undefined
  return { ...planTextOf(stored, writers), agreedAt: stored.agreedAt }
}

function standingIn(texts: readonly StoredPlanText[], writers: ReadonlyMap<PersonId, Person>): Plan['standing'] {
  const stored = texts.find(({ field }) => field === 'standing')
  if (stored?.asOf === undefined || stored.text === '') return undefined
  return { ...planTextOf(stored, writers), asOf: stored.asOf }
}

function planTextOf({ text, revision, changedById, changedAt }: StoredPlanText, writers: ReadonlyMap<PersonId, Person>): PlanText {
  return { text, revision, changedAt, changedByName: writers.get(changedById)?.name ?? '' }
}

/** A plan as one of its two people opens it; nobody else may. */
export type OpenedPlan = { plan: Plan; side: 'manager' | 'employee'; changes: 'open' | 'read_only'; quarter: string }

export async function openPlan(tx: Tx, pairId: PairId, by: Person, now: Temporal.Instant): Promise<OpenedPlan | Refusal<'not_yours'>> {
  const pair = await getPair(tx, pairId)
  const side = sideOf(pair, by.id)
  if (side === undefined || !mayRead(side, 'plan'))
    return refusal('not_yours', 'A plan is for the two people whose 1:1 it belongs to, so it was not opened.')
  const { quarterStartMonth } = await getWorkspace(tx, pair.workspaceId)
  return {
    plan: await readPlan(tx, pair, now),
    side,
    changes: pair.state === 'ended' || pair.state === 'declined' ? 'read_only' : 'open',
    quarter: quarterOf(localDate(now, by.zone), quarterStartMonth).label,
  }
}

/** Every plan that a person may open, those of running 1:1s first. */
export async function plansOf(tx: Tx, person: Person): Promise<{ pairId: PairId; otherName: string; side: 'manager' | 'employee' }[]> {
  const pairs = await pairsWithPlan(tx, person.id)
  const people = await getPeople(
    tx,
    pairs.flatMap(({ managerId, employeeId }) => [managerId, employeeId]),
  )
  return pairs.flatMap((pair) => {
    const side = sideOf(pair, person.id)
    if (side === undefined || !mayRead(side, 'plan')) return []
    const other = people.get(side === 'manager' ? pair.employeeId : pair.managerId)
    return [{ pairId: pair.id, otherName: other?.name ?? '', side }]
  })
}
