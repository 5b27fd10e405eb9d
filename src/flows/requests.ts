import { mayRead, mayWrite } from '../coaching/access.ts'
import type { PairId, PersonId, RequestId } from '../coaching/ids.ts'
import { localDate } from '../coaching/local-time.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import type { RequestShown } from '../coaching/request-messages.ts'
import type { RequestAct, RequestNoEffect, RequestPart } from '../coaching/requests.ts'
import { actOnRequest, requestHindrance } from '../coaching/requests.ts'
import type { KeptHelpKind } from '../coaching/session-fields.ts'
import { enqueue, redraw } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople, getPerson } from '../db/people.ts'
import { requestOwnersOf } from '../db/request-owners.ts'
import type { StoredRequest } from '../db/requests.ts'
import { addRequest, getRequest, getRequests, openRequestsOf, saveRequest } from '../db/requests.ts'
import type { Store, Tx } from '../db/store.ts'
import { redrawHomes } from './home.ts'
import { planChanged } from './plan-changed.ts'
import { requestKeys } from './request-keys.ts'
import { ownersView } from './request-messages.ts'
import { sideOf } from './sides.ts'

export type RequestRefused = RequestNoEffect | 'ended'
/** What a person does; whom a request goes to is not theirs to say. */
export type RequestWish =
  | { act: 'send_on'; words: string | undefined; answerByOn: string }
  | Exclude<RequestAct, { act: 'send_on' | 'take' }>
  | { act: 'take' }

/**
 * Does to a request what a person asked, and tells everybody whom it concerns. The rules are `actOnRequest` of coaching/requests.ts; the
 * write is guarded by the request's revision, so that of two acts at once one has no effect.
 */
export async function actOnHelp(
  store: Store,
  requestId: RequestId,
  by: Person,
  wish: RequestWish,
  now: Temporal.Instant,
): Promise<{ pairId: PairId } | Refusal<RequestRefused>> {
  return store.write(async (tx) => {
    const request = await getRequest(tx, requestId)
    return actIn(tx, await getPair(tx, request.pairId), request, by, wish, now)
  })
}

/**
 * Asks for help outside of a session, by either side. What the employee asks can be sent on at once; of what the manager asks the employee
 * is told, because what leaves the two of them is theirs to say.
 */
export async function askForHelp(
  store: Store,
  pairId: PairId,
  by: Person,
  asked: { helpKind: KeptHelpKind; detail: string; sendOn: { answerByOn: string } | undefined },
  now: Temporal.Instant,
): Promise<{ requestId: RequestId } | Refusal<RequestRefused>> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    const side = sideOf(pair, by.id)
    if (side === undefined || !mayWrite(side, 'request')) return refused('not_yours')
    if (isOver(pair)) return refused('ended')
    const requestId = await addRequest(tx, {
      workspaceId: pair.workspaceId,
      planId: pair.planId,
      pairId,
      sessionId: undefined,
      helpKind: asked.helpKind,
      detail: asked.detail,
      askedById: by.id,
      now,
    })
    if (side === 'manager') await noteRequests(tx, pair, [requestId], now)
    else if (asked.sendOn !== undefined) {
      const sent = await actIn(tx, pair, await getRequest(tx, requestId), by, { act: 'send_on', words: asked.detail, ...asked.sendOn }, now)
      if (isRefusal(sent)) throw new Error('a request that was just made could not be sent on')
    }
    await planChanged(tx, pair, now)
    return { requestId }
  })
}

/** Tells the employee what was noted for them. */
export async function noteRequests(tx: Tx, pair: Pair, requestIds: RequestId[], now: Temporal.Instant): Promise<void> {
  const [first] = await getRequests(tx, requestIds.slice(0, 1))
  if (first === undefined) return
  await enqueue(tx, {
    workspaceId: pair.workspaceId,
    key: requestKeys.noted(first),
    kind: 'request_noted',
    payload: { requestIds },
    to: { kind: 'person', id: pair.employeeId },
    now,
  })
}

/** A request as this person may read it; refused to anybody but the two of the 1:1 and whoever answers it. */
export async function openRequest(tx: Tx, requestId: RequestId, by: Person): Promise<RequestShown | Refusal<'not_yours'>> {
  const request = await getRequest(tx, requestId)
  const pair = await getPair(tx, request.pairId)
  const side = sideOf(pair, by.id)
  if (side !== undefined && mayRead(side, 'request')) {
    const other = await getPerson(tx, side === 'manager' ? pair.employeeId : pair.managerId)
    return {
      seenBy: 'pair',
      side,
      isOwner: request.ownerId === by.id && request.state !== 'asked',
      otherName: other.name,
      pairId: pair.id,
      ended: isOver(pair) ? 'yes' : 'no',
      request,
    }
  }
  const met = request.sentOn === 'yes' && request.ownerId === by.id ? (['sent_on'] as const) : []
  if (!mayRead('owner', 'request', met))
    return refusal('not_yours', 'This is for the two people who asked for help, and for whoever answers them, so it was not opened.')
  return { seenBy: 'owner', request: await ownersView(tx, request) }
}

/** A request for a form about it, where this person may do that to it now. */
export async function openForAct(
  tx: Tx,
  requestId: RequestId,
  by: Person,
  what: RequestAct['act'],
): Promise<RequestShown | Refusal<RequestRefused>> {
  const shown = await openRequest(tx, requestId, by)
  if (isRefusal(shown)) return shown
  const request = await getRequest(tx, requestId)
  const pair = await getPair(tx, request.pairId)
  if (isOver(pair)) return refused('ended')
  const no = requestHindrance(request, partsOf(request, pair, by.id), what)
  return no === undefined ? shown : refused(no)
}

/** Takes back what a pair still waits for when it ends. */
export async function withdrawRequestsOf(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  for (const request of await openRequestsOf(tx, pair.id)) {
    if (await saveRequest(tx, request, { ...request, state: 'withdrawn' }, pair.employeeId, now)) await redrawRequest(tx, request, now)
  }
}

/** Draws again every message that shows a request, and the App Home of whoever answers it. */
export async function redrawRequest(tx: Tx, request: StoredRequest, now: Temporal.Instant): Promise<void> {
  const { id, workspaceId, ownerId } = request
  for (const key of [
    requestKeys.noted(request),
    ...(['answered', 'delivered', 'declined'] as const).map((news) => requestKeys.news(id, news)),
    ...(ownerId === undefined ? [] : [requestKeys.forOwner(id, ownerId)]),
  ])
    await redraw(tx, workspaceId, key, now)
  const owner = ownerId === undefined ? undefined : await getPerson(tx, ownerId)
  if (owner !== undefined) await redrawHomes(tx, [owner], now)
}

/** Asks whoever answers a request for it. */
export async function askOwner(
  tx: Tx,
  request: Pick<StoredRequest, 'id' | 'workspaceId'>,
  owner: PersonId,
  now: Temporal.Instant,
): Promise<void> {
  await enqueue(tx, {
    workspaceId: request.workspaceId,
    key: requestKeys.forOwner(request.id, owner),
    kind: 'request_for_owner',
    payload: { requestId: request.id, ownerId: owner },
    to: { kind: 'person', id: owner },
    now,
  })
}

async function actIn(
  tx: Tx,
  pair: Pair,
  request: StoredRequest,
  by: Person,
  wish: RequestWish,
  now: Temporal.Instant,
): Promise<{ pairId: PairId } | Refusal<RequestRefused>> {
  if (isOver(pair)) return refused('ended')
  const after = actOnRequest(request, partsOf(request, pair, by.id), await actOf(tx, request, by, wish), localDate(now, by.zone).toString())
  if (typeof after === 'string') return refused(after)
  if (!(await saveRequest(tx, request, after, by.id, now))) return refused('already')
  if (wish.act === 'send_on' && after.ownerId !== undefined && after.ownerId !== pair.managerId)
    await askOwner(tx, request, after.ownerId, now)
  const news = newsOf(wish.act)
  if (news !== undefined && by.id !== pair.employeeId) {
    await enqueue(tx, {
      workspaceId: pair.workspaceId,
      key: requestKeys.news(request.id, news),
      kind: 'request_news',
      payload: { requestId: request.id, news },
      to: { kind: 'person', id: pair.employeeId },
      now,
    })
  }
  await redrawRequest(tx, await getRequest(tx, request.id), now)
  if (request.ownerId !== undefined && request.ownerId !== after.ownerId) await redrawRequest(tx, request, now)
  await planChanged(tx, pair, now)
  return { pairId: pair.id }
}

async function actOf(tx: Tx, request: StoredRequest, by: Person, wish: RequestWish): Promise<RequestAct> {
  if (wish.act === 'take') return { act: 'take', by: by.id }
  if (wish.act !== 'send_on') return wish
  const owners = await requestOwnersOf(tx, request.workspaceId)
  // Kinds that ask for nothing are never made into a request.
  const named = owners.get(request.helpKind as KeptHelpKind)
  const owner = named === undefined ? undefined : (await getPeople(tx, [named])).get(named)
  return { ...wish, to: owner?.kind === 'member' ? owner.id : undefined }
}

/** What a person is to a request: who is asked to answer it acts as its owner once it was sent on to them, or they took it on. */
function partsOf(request: StoredRequest, pair: Pair, personId: PersonId): RequestPart[] {
  const side = sideOf(pair, personId)
  return [...(side === undefined ? [] : [side]), ...(request.ownerId === personId ? (['owner'] as const) : [])]
}

function newsOf(act: RequestAct['act']): 'answered' | 'delivered' | 'declined' | undefined {
  if (act === 'answer') return 'answered'
  if (act === 'deliver') return 'delivered'
  return act === 'decline' ? 'declined' : undefined
}

function isOver({ state }: Pair): boolean {
  return state === 'ended' || state === 'declined'
}

const sentences: Record<RequestRefused, string> = {
  not_yours: 'This is for somebody else to say. Nothing was changed.',
  already: 'This was done already, here or by somebody else. Nothing was changed.',
  early: 'Something else comes first: somebody takes it on, answers it, and then it can arrive. Nothing was changed.',
  closed: 'This request is closed. Nothing was changed. You can ask for help again on the plan.',
  past: 'This date is past. Nothing was changed. Please pick today or a later day.',
  ended: 'This 1:1 has ended in Cuecard, so its requests can be read and not changed. Nothing was lost.',
}

function refused(code: RequestRefused): Refusal<RequestRefused> {
  return refusal(code, sentences[code])
}
