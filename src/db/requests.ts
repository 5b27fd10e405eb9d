import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm'
import type { PairId, PersonId, PlanId, RequestId, SessionId, WorkspaceId } from '../coaching/ids.ts'
import type { HelpRequest, RequestStanding, RequestState } from '../coaching/requests.ts'
import type { HelpKind, KeptHelpKind } from '../coaching/session-fields.ts'
import { RowMissing } from './missing.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { people, requests } from './tables.ts'
import { keepWording } from './text-versions.ts'

/** A request as its row holds it: as people read it, and where it belongs. */
export type StoredRequest = HelpRequest & {
  workspaceId: WorkspaceId
  planId: PlanId
  pairId: PairId
  sessionId: SessionId | undefined
  askedById: PersonId
  revision: number
  changedAt: Temporal.Instant
}

export async function addRequest(
  tx: Tx,
  made: {
    workspaceId: WorkspaceId
    planId: PlanId
    pairId: PairId
    sessionId: SessionId | undefined
    helpKind: HelpKind
    detail: string | undefined
    askedById: PersonId
    now: Temporal.Instant
  },
): Promise<RequestId> {
  const { sessionId, detail, now, ...row } = made
  const id = newId('request')
  await tx.sql.insert(requests).values({
    id,
    ...row,
    sessionId: sessionId ?? null,
    detailSealed: sealed(tx, id, 'detail', detail),
    state: 'asked' satisfies RequestState,
    askedAt: now.epochMilliseconds,
    changedAt: now.epochMilliseconds,
  })
  return id
}

export async function getRequest(tx: Tx, id: RequestId): Promise<StoredRequest> {
  const [request] = await getRequests(tx, [id])
  if (request === undefined) throw new RowMissing('request', id)
  return request
}

/** Requests by id, in the order in which they were asked. */
export async function getRequests(tx: Tx, ids: readonly RequestId[]): Promise<StoredRequest[]> {
  if (ids.length === 0) return []
  const rows = await withOwners(tx)
    .where(inArray(requests.id, [...ids]))
    .orderBy(asc(requests.askedAt), asc(requests.id))
  return rows.map((row) => requestOf(tx, row))
}

/** What was asked for on a plan, newest first. */
export async function requestsOf(tx: Tx, planId: PlanId): Promise<StoredRequest[]> {
  const rows = await withOwners(tx).where(eq(requests.planId, planId)).orderBy(desc(requests.askedAt), desc(requests.id))
  return rows.map((row) => requestOf(tx, row))
}

/** What waits for a person as the one who answers it, the longest wait first. */
export async function requestsOwnedBy(tx: Tx, ownerId: PersonId): Promise<StoredRequest[]> {
  const rows = await withOwners(tx)
    .where(and(eq(requests.ownerId, ownerId), inArray(requests.state, waited)))
    .orderBy(asc(requests.askedAt), asc(requests.id))
  return rows.map((row) => requestOf(tx, row))
}

/** What anybody of a workspace still waits for, the longest wait first; without a word and without a name. */
export type AnonymousRequest = {
  helpKind: HelpKind
  state: RequestState
  askedAt: Temporal.Instant
  answerByOn: string | undefined
  sentOn: 'yes' | 'no'
}

export async function waitedRequests(tx: Tx, workspaceId: WorkspaceId): Promise<AnonymousRequest[]> {
  const rows = await tx.sql
    .select({
      helpKind: requests.helpKind,
      state: requests.state,
      askedAt: requests.askedAt,
      answerByOn: requests.answerByOn,
      sentOnAt: requests.sentOnAt,
    })
    .from(requests)
    .where(and(eq(requests.workspaceId, workspaceId), inArray(requests.state, waited)))
    .orderBy(asc(requests.askedAt), asc(requests.id))
  return rows.map((row) => ({
    // Kinds and states were checked when the row was written.
    helpKind: row.helpKind as HelpKind,
    state: row.state as RequestState,
    askedAt: Temporal.Instant.fromEpochMilliseconds(row.askedAt),
    answerByOn: row.answerByOn ?? undefined,
    sentOn: row.sentOnAt === null ? 'no' : 'yes',
  }))
}

/** Requests of a kind that go to its new owner: those that were sent on while nobody was named, and those that the one before had. */
export async function requestsToPassOn(
  tx: Tx,
  workspaceId: WorkspaceId,
  helpKind: KeptHelpKind,
  before: PersonId | undefined,
): Promise<StoredRequest[]> {
  const nobodys = and(isNull(requests.ownerId), isNotNull(requests.sentOnAt))
  const rows = await withOwners(tx)
    .where(
      and(
        eq(requests.workspaceId, workspaceId),
        eq(requests.helpKind, helpKind),
        inArray(requests.state, waited),
        before === undefined ? nobodys : or(nobodys, eq(requests.ownerId, before)),
      ),
    )
    .orderBy(asc(requests.askedAt), asc(requests.id))
  return rows.map((row) => requestOf(tx, row))
}

/** Open requests of a pair. */
export async function openRequestsOf(tx: Tx, pairId: PairId): Promise<StoredRequest[]> {
  const rows = await withOwners(tx)
    .where(and(eq(requests.pairId, pairId), inArray(requests.state, [...waited, 'delivered'])))
    .orderBy(asc(requests.askedAt), asc(requests.id))
  return rows.map((row) => requestOf(tx, row))
}

/** Requests whose first answer is wished for by a local date or before, of which their owner was not reminded. */
export async function requestsToRemindOf(tx: Tx, until: string): Promise<{ id: RequestId; ownerId: PersonId; answerByOn: string }[]> {
  const rows = await tx.sql
    .select({ id: requests.id, ownerId: requests.ownerId, answerByOn: requests.answerByOn })
    .from(requests)
    .where(
      and(
        inArray(requests.state, ['asked', 'owned']),
        isNotNull(requests.ownerId),
        isNull(requests.remindedOn),
        lte(requests.answerByOn, until),
      ),
    )
    .orderBy(asc(requests.answerByOn), asc(requests.id))
  // Branded when the rows were written; the query leaves no null.
  return rows.map(({ id, ownerId, answerByOn }) => ({ id: id as RequestId, ownerId: ownerId as PersonId, answerByOn: answerByOn ?? until }))
}

export async function noteRequestsReminded(tx: Tx, ids: readonly RequestId[], on: string): Promise<void> {
  if (ids.length > 0)
    await tx.sql
      .update(requests)
      .set({ remindedOn: on })
      .where(inArray(requests.id, [...ids]))
}

/**
 * Writes what became of a request, if it still stands as it was read; false when somebody was faster. An answer that is replaced is kept as
 * an earlier wording.
 */
export async function saveRequest(
  tx: Tx,
  before: StoredRequest,
  after: RequestStanding,
  by: PersonId,
  now: Temporal.Instant,
): Promise<boolean> {
  const at = now.epochMilliseconds
  const rows = await tx.sql
    .update(requests)
    .set({
      state: after.state,
      revision: before.revision + 1,
      ownerId: after.ownerId ?? null,
      ...(after.sentOn === 'yes' && before.sentOn === 'no' ? { sentOnAt: at } : {}),
      ...(after.ownerId === before.ownerId ? {} : { remindedOn: null }),
      sentWordsSealed: sealed(tx, before.id, 'sent_words', after.sentWords),
      answerByOn: after.answerByOn ?? null,
      answerSealed: sealed(tx, before.id, 'answer', after.answer),
      comesOn: after.comesOn ?? null,
      reasonSealed: sealed(tx, before.id, 'reason', after.reason),
      changedAt: at,
    })
    .where(and(eq(requests.id, before.id), eq(requests.revision, before.revision)))
    .returning({ id: requests.id })
  if (rows.length === 0) return false
  if (before.answer !== undefined && before.answer !== after.answer) {
    await keepWording(tx, {
      workspaceId: before.workspaceId,
      planId: before.planId,
      subjectId: before.id,
      field: 'answer',
      revision: before.revision,
      text: before.answer,
      authorId: by,
      writtenAt: now,
    })
  }
  return true
}

const waited: RequestState[] = ['asked', 'owned', 'answered']

function withOwners(tx: Tx) {
  return tx.sql
    .select({ request: requests, ownerName: people.name })
    .from(requests)
    .leftJoin(people, eq(people.id, requests.ownerId))
    .$dynamic()
}

type Row = { request: typeof requests.$inferSelect; ownerName: string | null }

function requestOf(tx: Tx, { request: row, ownerName }: Row): StoredRequest {
  const open = (sealedText: string | null, column: TextColumn) =>
    sealedText === null ? undefined : tx.sealer.open(sealedText, place(row.id, column))
  return {
    // Ids, kinds and states were checked when the row was written.
    id: row.id as RequestId,
    workspaceId: row.workspaceId as WorkspaceId,
    planId: row.planId as PlanId,
    pairId: row.pairId as PairId,
    sessionId: (row.sessionId ?? undefined) as SessionId | undefined,
    askedById: row.askedById as PersonId,
    helpKind: row.helpKind as HelpKind,
    state: row.state as RequestState,
    revision: row.revision,
    changedAt: Temporal.Instant.fromEpochMilliseconds(row.changedAt),
    detail: open(row.detailSealed, 'detail'),
    askedAt: Temporal.Instant.fromEpochMilliseconds(row.askedAt),
    ownerId: (row.ownerId ?? undefined) as PersonId | undefined,
    ownerName: ownerName ?? undefined,
    sentOn: row.sentOnAt === null ? 'no' : 'yes',
    sentWords: open(row.sentWordsSealed, 'sent_words'),
    answerByOn: row.answerByOn ?? undefined,
    answer: open(row.answerSealed, 'answer'),
    comesOn: row.comesOn ?? undefined,
    reason: open(row.reasonSealed, 'reason'),
  }
}

type TextColumn = 'detail' | 'sent_words' | 'answer' | 'reason'

function sealed(tx: Tx, id: string, column: TextColumn, text: string | undefined): string | null {
  return text === undefined ? null : tx.sealer.seal(text, place(id, column))
}

function place(id: string, column: TextColumn) {
  return { table: 'requests', id, column }
}
