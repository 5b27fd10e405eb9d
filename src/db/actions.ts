import type { SQL } from 'drizzle-orm'
import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, or } from 'drizzle-orm'
import type { ActionStanding, Suggestion, Wording } from '../coaching/actions.ts'
import type { NewItem } from '../coaching/agreement.ts'
import type { ActionId, AgreementId, PairId, PersonId, PlanId, WorkspaceId } from '../coaching/ids.ts'
import type { Action, ActionState } from '../coaching/plan.ts'
import { RowMissing } from './missing.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { actions, pairs, textVersions } from './tables.ts'
import { keepWording } from './text-versions.ts'

/** An action as its row holds it: its standing, and where it belongs. */
export type StoredAction = ActionStanding & {
  id: ActionId
  workspaceId: WorkspaceId
  planId: PlanId
  pairId: PairId
  agreementId: AgreementId
  /** Keyed fingerprint of the wording that stands. */
  wordingHash: string
  confidence: number | undefined
  learning: boolean
  /** Who gave it the wording that stands, and when; undefined for those from before that was noted. */
  worded: { by: PersonId; at: Temporal.Instant } | undefined
  createdAt: Temporal.Instant
  signedAt: Temporal.Instant | undefined
  acknowledgedAt: Temporal.Instant | undefined
  closedAt: Temporal.Instant | undefined
  changedAt: Temporal.Instant
  /** The day of the owner's reminder that carries it. */
  remindedOn: string | undefined
  /** The day of the other party's message that tells its news. */
  newsOn: string | undefined
}

/** Makes the items of an agreement, in their order. Each waits for the employee's signature. */
export async function insertActions(
  tx: Tx,
  made: {
    workspaceId: WorkspaceId
    planId: PlanId
    pairId: PairId
    agreementId: AgreementId
    items: NewItem[]
    by: PersonId
    now: Temporal.Instant
  },
): Promise<ActionId[]> {
  const { items, by, now, ...belongs } = made
  const at = now.epochMilliseconds
  const rows = items.map((item, position) => {
    const id = newId('action')
    const wording: Wording = { text: item.text, owner: item.owner, dueOn: item.dueOn, cue: item.cue, response: item.response }
    return {
      id,
      ...belongs,
      position,
      owner: item.owner,
      kind: item.kind,
      textSealed: tx.sealer.seal(item.text, place(id, 'text')),
      cueSealed: item.cue === undefined ? null : tx.sealer.seal(item.cue, place(id, 'cue')),
      responseSealed: item.response === undefined ? null : tx.sealer.seal(item.response, place(id, 'response')),
      dueOn: item.dueOn,
      wordedDueOn: item.dueOn,
      confidence: item.confidence ?? null,
      learning: item.learning ? 1 : 0,
      version: 1,
      wordedById: by,
      wordedAt: at,
      wordingHash: hashOf(tx, wording),
      state: 'proposed' satisfies ActionState,
      createdAt: at,
      changedAt: at,
    }
  })
  if (rows.length > 0) await tx.sql.insert(actions).values(rows)
  return rows.map((row) => row.id)
}

/** Copies signed actions into another plan: wording, date and signature stay as they are, under new ids. */
export async function copyAgreed(
  tx: Tx,
  from: readonly StoredAction[],
  to: { workspaceId: WorkspaceId; planId: PlanId; pairId: PairId; agreementId: AgreementId },
  now: Temporal.Instant,
): Promise<void> {
  const at = now.epochMilliseconds
  const rows = from.map(({ wording, dueOn, confidence, learning, kind, signedAt, worded }, position) => {
    const id = newId('action')
    const sealed = (text: string | undefined, column: string) => (text === undefined ? null : tx.sealer.seal(text, place(id, column)))
    return {
      id,
      ...to,
      position,
      owner: wording.owner,
      kind,
      textSealed: tx.sealer.seal(wording.text, place(id, 'text')),
      cueSealed: sealed(wording.cue, 'cue'),
      responseSealed: sealed(wording.response, 'response'),
      dueOn,
      wordedDueOn: wording.dueOn,
      confidence: confidence ?? null,
      learning: learning ? 1 : 0,
      version: 1,
      wordedById: worded?.by ?? null,
      wordedAt: worded?.at.epochMilliseconds ?? null,
      wordingHash: hashOf(tx, wording),
      state: 'agreed' satisfies ActionState,
      signedHash: hashOf(tx, wording),
      signedAt: signedAt?.epochMilliseconds ?? at,
      createdAt: at,
      changedAt: at,
    }
  })
  if (rows.length > 0) await tx.sql.insert(actions).values(rows)
}

export async function getAction(tx: Tx, id: ActionId): Promise<StoredAction> {
  const [row] = await tx.sql.select().from(actions).where(eq(actions.id, id))
  if (row === undefined) throw new RowMissing('action', id)
  return actionOf(tx, row)
}

export async function getActions(tx: Tx, ids: ActionId[]): Promise<StoredAction[]> {
  if (ids.length === 0) return []
  const rows = await tx.sql.select().from(actions).where(inArray(actions.id, ids)).orderBy(asc(actions.dueOn), asc(actions.id))
  return rows.map((row) => actionOf(tx, row))
}

/** The items of an agreement, promises first, then as they were written. */
export async function actionsOfAgreement(tx: Tx, agreementId: AgreementId): Promise<StoredAction[]> {
  const rows = await tx.sql.select().from(actions).where(eq(actions.agreementId, agreementId)).orderBy(asc(actions.position))
  return rows.map((row) => actionOf(tx, row)).toSorted((a, b) => Number(b.kind === 'promise') - Number(a.kind === 'promise'))
}

export async function openActionsOfPlan(tx: Tx, planId: PlanId): Promise<StoredAction[]> {
  const rows = await tx.sql
    .select()
    .from(actions)
    .where(and(eq(actions.planId, planId), inArray(actions.state, open)))
    .orderBy(asc(actions.dueOn), asc(actions.id))
  return rows.map((row) => actionOf(tx, row))
}

/** Every action of a plan, whatever became of it, as they were made. */
export async function actionsOfPlan(tx: Tx, planId: PlanId): Promise<StoredAction[]> {
  const rows = await tx.sql.select().from(actions).where(eq(actions.planId, planId)).orderBy(asc(actions.createdAt), asc(actions.id))
  return rows.map((row) => actionOf(tx, row))
}

/** Done or dropped, newest first. */
export async function closedActionsOfPlan(tx: Tx, planId: PlanId, limit: number): Promise<StoredAction[]> {
  const rows = await tx.sql
    .select()
    .from(actions)
    .where(and(eq(actions.planId, planId), inArray(actions.state, ['done', 'dropped'])))
    .orderBy(desc(actions.closedAt))
    .limit(limit)
  return rows.map((row) => actionOf(tx, row))
}

/**
 * Writes what became of an action, if it still stands as it was read (state, version and wording); false when somebody was faster. Words
 * that are replaced are kept as an earlier version.
 */
export async function saveAction(
  tx: Tx,
  before: StoredAction,
  after: ActionStanding,
  by: PersonId,
  now: Temporal.Instant,
): Promise<boolean> {
  const at = now.epochMilliseconds
  const closed = after.state === 'done' || after.state === 'dropped' || after.state === 'void'
  const isSignature = after.signed === 'yes' && before.signed === 'no'
  const hash = after.version === before.version ? before.wordingHash : hashOf(tx, after.wording)
  const rows = await tx.sql
    .update(actions)
    .set({
      state: after.state,
      changedAt: at,
      dueOn: after.dueOn,
      ...(isSignature ? { signedHash: hash, signedAt: at } : {}),
      ...(after.version === before.version
        ? {}
        : {
            version: after.version,
            wordedById: by,
            wordedAt: at,
            wordingHash: hash,
            textSealed: tx.sealer.seal(after.wording.text, place(before.id, 'text')),
            wordedDueOn: after.wording.dueOn,
            signedHash: null,
            signedAt: null,
          }),
      ...(after.suggestion === before.suggestion
        ? {}
        : {
            suggestionSealed:
              after.suggestion === undefined ? null : tx.sealer.seal(JSON.stringify(after.suggestion), place(before.id, 'suggestion')),
          }),
      ...(after.reason === before.reason || after.reason === undefined
        ? {}
        : { reasonSealed: tx.sealer.seal(after.reason, place(before.id, 'reason')) }),
      ...(after.state === 'done' ? { doneAt: at } : {}),
      ...(closed ? { closedAt: at } : {}),
    })
    .where(
      and(
        eq(actions.id, before.id),
        eq(actions.state, before.state),
        eq(actions.version, before.version),
        eq(actions.wordingHash, before.wordingHash),
      ),
    )
    .returning({ id: actions.id })
  if (rows.length === 0) return false
  if (after.version !== before.version)
    await keepBefore(tx, before, 'wording', before.version, before.wording, before.worded ?? { by, at: before.changedAt })
  if (before.suggestion !== undefined && after.suggestion !== before.suggestion) {
    await keepBefore(tx, before, 'suggestion', await suggestionsBefore(tx, before.id), before.suggestion, { by, at: before.changedAt })
  }
  return true
}

/** Notes that there is something about an action which the other party is to hear. */
export async function noteNews(tx: Tx, id: ActionId, now: Temporal.Instant): Promise<void> {
  await tx.sql.update(actions).set({ newsAt: now.epochMilliseconds, newsOn: null }).where(eq(actions.id, id))
}

/** Actions whose news waits for a message to a person, whatever became of their pairs. */
export async function waitingNews(tx: Tx, personId: PersonId): Promise<StoredAction[]> {
  return newsFor(tx, personId, and(isNotNull(actions.newsAt), isNull(actions.newsOn)))
}

/** Actions whose news is told to a person in their message of a local day. */
export async function newsToldOn(tx: Tx, personId: PersonId, day: string): Promise<StoredAction[]> {
  return newsFor(tx, personId, eq(actions.newsOn, day))
}

/** Notes the local day whose message tells the news of some actions. */
export async function tellNewsOn(tx: Tx, ids: ActionId[], day: string): Promise<void> {
  if (ids.length > 0) await tx.sql.update(actions).set({ newsOn: day }).where(inArray(actions.id, ids))
}

/** Notes that the other party saw an action done; false when they said so before. */
export async function acknowledge(tx: Tx, id: ActionId, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql
    .update(actions)
    .set({ acknowledgedAt: now.epochMilliseconds })
    .where(and(eq(actions.id, id), eq(actions.state, 'done'), isNull(actions.acknowledgedAt)))
    .returning({ id: actions.id })
  return rows.length > 0
}

export type ReminderCandidate = {
  id: ActionId
  pairId: PairId
  ownerId: PersonId
  workspaceId: WorkspaceId
  dueOn: string
  signedAt: Temporal.Instant
}

/** Agreed actions of active pairs that are due on a date or were before, and whose owner has not been reminded of that date. */
export async function reminderCandidates(tx: Tx, until: string): Promise<ReminderCandidate[]> {
  const rows = await tx.sql
    .select({ action: actions, managerId: pairs.managerId, employeeId: pairs.employeeId })
    .from(actions)
    .innerJoin(pairs, eq(pairs.id, actions.pairId))
    .where(
      and(
        eq(actions.state, 'agreed'),
        lte(actions.dueOn, until),
        eq(pairs.state, 'active'),
        or(isNull(actions.remindedOn), lt(actions.remindedOn, actions.dueOn)),
      ),
    )
    .orderBy(asc(actions.dueOn), asc(actions.id))
  return rows.map(({ action, managerId, employeeId }) => ({
    id: action.id as ActionId,
    pairId: action.pairId as PairId,
    ownerId: (action.owner === 'manager' ? managerId : employeeId) as PersonId,
    workspaceId: action.workspaceId as WorkspaceId,
    dueOn: action.dueOn,
    signedAt: Temporal.Instant.fromEpochMilliseconds(action.signedAt ?? action.createdAt),
  }))
}

export async function noteReminded(tx: Tx, ids: ActionId[], day: string): Promise<void> {
  if (ids.length > 0) await tx.sql.update(actions).set({ remindedOn: day }).where(inArray(actions.id, ids))
}

/** An action as the plan shows it. */
export function planAction(stored: StoredAction): Action {
  const { wording, ...rest } = stored
  return {
    id: rest.id,
    owner: wording.owner,
    kind: rest.kind,
    text: wording.text,
    cue: wording.cue,
    response: wording.response,
    dueOn: rest.dueOn,
    movedFromOn: rest.dueOn === wording.dueOn ? undefined : wording.dueOn,
    confidence: rest.confidence,
    learning: rest.learning,
    state: rest.state,
    version: rest.version,
    signed: rest.signed,
    suggestion: rest.suggestion,
    acknowledgedAt: rest.acknowledgedAt,
    reason: rest.reason,
    createdAt: rest.createdAt,
    closedAt: rest.closedAt,
    changedAt: rest.changedAt,
  }
}

const open: ActionState[] = ['proposed', 'agreed', 'not_agreed', 'change_suggested']

function actionOf(tx: Tx, row: typeof actions.$inferSelect): StoredAction {
  const opened = (sealed: string | null, column: string) => (sealed === null ? undefined : tx.sealer.open(sealed, place(row.id, column)))
  const instant = (ms: number | null) => (ms === null ? undefined : Temporal.Instant.fromEpochMilliseconds(ms))
  const suggestion = opened(row.suggestionSealed, 'suggestion')
  return {
    // Ids, states and names of kinds were checked when the row was written; the suggestion was written as one.
    id: row.id as ActionId,
    workspaceId: row.workspaceId as WorkspaceId,
    planId: row.planId as PlanId,
    pairId: row.pairId as PairId,
    agreementId: row.agreementId as AgreementId,
    kind: row.kind as 'step' | 'promise',
    state: row.state as ActionState,
    version: row.version,
    wordingHash: row.wordingHash,
    wording: {
      text: tx.sealer.open(row.textSealed, place(row.id, 'text')),
      owner: row.owner as Wording['owner'],
      dueOn: row.wordedDueOn,
      cue: opened(row.cueSealed, 'cue'),
      response: opened(row.responseSealed, 'response'),
    },
    signed: row.signedHash !== null && row.signedHash === row.wordingHash ? 'yes' : 'no',
    dueOn: row.dueOn,
    suggestion: suggestion === undefined ? undefined : (JSON.parse(suggestion) as Suggestion),
    reason: opened(row.reasonSealed, 'reason'),
    confidence: row.confidence ?? undefined,
    learning: row.learning === 1,
    worded:
      row.wordedById === null || row.wordedAt === null
        ? undefined
        : { by: row.wordedById as PersonId, at: Temporal.Instant.fromEpochMilliseconds(row.wordedAt) },
    createdAt: Temporal.Instant.fromEpochMilliseconds(row.createdAt),
    signedAt: instant(row.signedAt),
    acknowledgedAt: instant(row.acknowledgedAt),
    closedAt: instant(row.closedAt),
    changedAt: Temporal.Instant.fromEpochMilliseconds(row.changedAt),
    remindedOn: row.remindedOn ?? undefined,
    newsOn: row.newsOn ?? undefined,
  }
}

/** Actions of a person's pairs that the other side owns. */
async function newsFor(tx: Tx, personId: PersonId, which: SQL | undefined): Promise<StoredAction[]> {
  const rows = await tx.sql
    .select({ action: actions })
    .from(actions)
    .innerJoin(pairs, eq(pairs.id, actions.pairId))
    .where(
      and(
        which,
        or(
          and(eq(pairs.managerId, personId), eq(actions.owner, 'employee')),
          and(eq(pairs.employeeId, personId), eq(actions.owner, 'manager')),
        ),
      ),
    )
    .orderBy(asc(actions.newsAt), asc(actions.id))
  return rows.map((row) => actionOf(tx, row.action))
}

async function keepBefore(
  tx: Tx,
  action: StoredAction,
  field: 'wording' | 'suggestion',
  revision: number,
  words: Wording | Suggestion,
  { by: authorId, at: writtenAt }: { by: PersonId; at: Temporal.Instant },
): Promise<void> {
  const { id: subjectId, workspaceId, planId } = action
  await keepWording(tx, { workspaceId, planId, subjectId, field, revision, text: JSON.stringify(words), authorId, writtenAt })
}

async function suggestionsBefore(tx: Tx, subjectId: ActionId): Promise<number> {
  const rows = await tx.sql
    .select({ id: textVersions.id })
    .from(textVersions)
    .where(and(eq(textVersions.subjectId, subjectId), eq(textVersions.field, 'suggestion')))
  return rows.length
}

function hashOf(tx: Tx, { text, owner, dueOn, cue, response }: Wording): string {
  return tx.sealer.fingerprint(JSON.stringify([text, owner, dueOn, cue ?? null, response ?? null]))
}

function place(id: string, column: string) {
  return { table: 'actions', id, column }
}
