import { budgetDecision } from '../coaching/budget.ts'
import type { PersonId } from '../coaching/ids.ts'
import { localDate, weekOf } from '../coaching/local-time.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { OwnersRequest, RequestForOwner, RequestNews, RequestNoted, RequestsDue } from '../coaching/request-messages.ts'
import { suggestResources } from '../coaching/resources.ts'
import { workingDayFrom } from '../coaching/working-days.ts'
import { countedInWeek, enqueue } from '../db/outbox.ts'
import { getPair } from '../db/pairs.ts'
import { getPerson } from '../db/people.ts'
import type { StoredRequest } from '../db/requests.ts'
import { getRequest, getRequests, noteRequestsReminded, requestsToRemindOf } from '../db/requests.ts'
import { resourcesOf } from '../db/resources.ts'
import type { Store, Tx } from '../db/store.ts'
import { mayRemind } from './holding-back.ts'
import { requestKeys } from './request-keys.ts'

/** What was noted for the employee, as it stands now; undefined when their 1:1 has ended before they were told. */
export async function loadRequestNoted(tx: Tx, { requestIds }: MessagePayload<'request_noted'>): Promise<RequestNoted | undefined> {
  const requests = await getRequests(tx, requestIds)
  const [first] = requests
  if (first === undefined) return undefined
  const pair = await getPair(tx, first.pairId)
  const catalogue = await resourcesOf(tx, pair.workspaceId)
  return {
    pairId: pair.id,
    managerName: (await getPerson(tx, pair.managerId)).name,
    requests,
    resources: suggestResources(
      catalogue,
      requests.map(({ helpKind }) => helpKind),
      pair.context,
    ),
  }
}

export async function loadRequestForOwner(tx: Tx, { requestId, ownerId }: MessagePayload<'request_for_owner'>): Promise<RequestForOwner> {
  const request = await getRequest(tx, requestId)
  return { request: await ownersView(tx, request), stands: request.ownerId === ownerId ? 'current' : 'passed_on' }
}

export async function loadRequestNews(tx: Tx, { requestId, news }: MessagePayload<'request_news'>): Promise<RequestNews> {
  const request = await getRequest(tx, requestId)
  const pair = await getPair(tx, request.pairId)
  return { pairId: pair.id, managerName: (await getPerson(tx, pair.managerId)).name, news, request }
}

export async function loadRequestsDue(tx: Tx, { requestIds }: MessagePayload<'requests_due'>): Promise<RequestsDue | undefined> {
  const waiting = (await getRequests(tx, requestIds)).filter(({ state }) => state === 'asked' || state === 'owned')
  return waiting.length === 0 ? undefined : { requests: await Promise.all(waiting.map((request) => ownersView(tx, request))) }
}

/** A request as whoever answers it reads it: without the words of the session, and with those that were sent on. */
export async function ownersView(tx: Tx, request: StoredRequest): Promise<OwnersRequest> {
  const { detail: _kept, ...seen } = request
  const pair = await getPair(tx, request.pairId)
  return { ...seen, employeeName: (await getPerson(tx, pair.employeeId)).name }
}

/**
 * Reminds whoever answers requests of those whose answer is due: once for each, from 09:00 of their first working day at or after the date,
 * all of a day in one message. What is over the week's budget waits.
 */
export async function remindOfRequests(store: Store, now: Temporal.Instant): Promise<void> {
  const until = localDate(now, 'Pacific/Kiritimati').toString()
  for (const ownerId of new Set((await requestsToRemindOf(store.read, until)).map((one) => one.ownerId))) {
    if (await mayRemind(store.read, await getPerson(store.read, ownerId), now))
      await store.write((tx) => remindOwner(tx, ownerId, until, now))
  }
}

async function remindOwner(tx: Tx, ownerId: PersonId, until: string, now: Temporal.Instant): Promise<void> {
  const owner = await getPerson(tx, ownerId)
  const today = localDate(now, owner.zone)
  const due = (await requestsToRemindOf(tx, until)).filter(
    (one) =>
      one.ownerId === ownerId &&
      Temporal.PlainDate.compare(workingDayFrom(Temporal.PlainDate.from(one.answerByOn), owner.week), today) <= 0,
  )
  if (due.length === 0 || owner.kind !== 'member') return
  const week = weekOf(now, owner.zone)
  if (budgetDecision({ class: 'counted', sentThisWeek: await countedInWeek(tx, owner.id, week) }) !== 'send') return
  const requestIds = due.map(({ id }) => id)
  await enqueue(tx, {
    workspaceId: owner.workspaceId,
    key: requestKeys.due(ownerId, today.toString()),
    kind: 'requests_due',
    payload: { requestIds },
    to: { kind: 'person', id: ownerId },
    now,
    budgetWeek: week,
  })
  await noteRequestsReminded(tx, requestIds, today.toString())
}
