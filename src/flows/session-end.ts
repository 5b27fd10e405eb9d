import type { RequestId } from '../coaching/ids.ts'
import type { SessionEnd } from '../coaching/session.ts'
import type { SessionSummary } from '../coaching/session-screen.ts'
import { dropDraft } from '../db/drafts.ts'
import { addGoal, removeGoal, rewordGoal } from '../db/goals.ts'
import { mentorshipOfManager } from '../db/mentorships.ts'
import { getPerson } from '../db/people.ts'
import { addRequest } from '../db/requests.ts'
import { closeSession } from '../db/sessions.ts'
import type { Tx } from '../db/store.ts'
import { noteTalked } from '../db/topics.ts'
import { triggerOfMeeting } from '../db/triggers.ts'
import { proposeAgreement } from './agreements.ts'
import { noteRequests } from './requests.ts'
import { planChanged } from './plan-changed.ts'
import { questionOf } from './question-bank.ts'
import type { OpenSession } from './session-state.ts'
import { meetingCoached } from './wrap-up.ts'

/** Closes the session: plan, answers, requests, agreement and messages together, or nothing. */
export async function endSession(tx: Tx, one: OpenSession, outcome: SessionEnd): Promise<SessionSummary> {
  const { session, pair, meeting, by, now } = one
  const base = { workspaceId: pair.workspaceId, planId: pair.planId }
  const { helpKinds, obstacle, obstacleKind, lowestConfidence, news } = outcome
  const trigger = meeting && (await triggerOfMeeting(tx, meeting.id))
  const answers = {
    helpKinds,
    obstacle,
    obstacleKind,
    lowestConfidence,
    news,
    questionCategory: (await questionOf(tx, pair.workspaceId, trigger?.questionId))?.category,
  }
  if (!(await closeSession(tx, session.id, answers, now))) throw new Error('the session was closed while it was being closed')
  for (const write of outcome.goals) {
    const isWritten =
      write.write === 'add'
        ? await addGoal(tx, { ...base, kind: write.kind, wording: write.wording, by: by.id, now })
        : write.write === 'reword'
          ? await rewordGoal(tx, write.goal, write.wording, by.id, now)
          : await removeGoal(tx, write.goal, by.id, now)
    if (isWritten === false) throw new Error('a goal changed inside the transaction that read it')
  }
  const requestIds: RequestId[] = []
  for (const request of outcome.requests)
    requestIds.push(await addRequest(tx, { ...base, ...request, pairId: pair.id, sessionId: session.id, askedById: by.id, now }))
  await dropDraft(tx, by.id, 'session', session.id)
  await proposeAgreement(tx, { pair, sessionId: session.id, items: outcome.items, promise: outcome.promise, now })
  await noteRequests(tx, pair, requestIds, now)
  await noteTalked(tx, pair.id, session.openedAt)
  if (meeting !== undefined) await meetingCoached(tx, meeting.id, by, now)
  await planChanged(tx, pair, now)
  const employee = await getPerson(tx, pair.employeeId)
  const mentorship = await mentorshipOfManager(tx, by.id)
  return {
    sessionId: session.id,
    employeeName: employee.name,
    goals: outcome.goals.length,
    requests: outcome.requests.length,
    steps: outcome.items.map(({ text, owner, dueOn }) => ({ text, owner, dueOn })),
    promise: outcome.promise && { text: outcome.promise.text, dueOn: outcome.promise.dueOn },
    obstacle: outcome.obstacle === undefined ? 'none' : 'noted',
    nextMeetingAt: one.ground.plan.nextMeetingAt,
    mentor: mentorship?.state === 'active' ? (await getPerson(tx, mentorship.mentorId)).name : undefined,
    keptOpen: one.draft.openSteps === 'kept',
  }
}
