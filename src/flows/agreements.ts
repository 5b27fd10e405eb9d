import type { AgreementShown } from '../coaching/agreement-messages.ts'
import { voided } from '../coaching/actions.ts'
import type { NewItem } from '../coaching/agreement.ts'
import { agreementStateOf } from '../coaching/agreement.ts'
import type { AgreementId, PairId, PersonId, SessionId } from '../coaching/ids.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import { actionsOfAgreement, insertActions, openActionsOfPlan, planAction, saveAction } from '../db/actions.ts'
import type { Agreement } from '../db/agreements.ts'
import { agreementsOf, changeAgreement, getAgreement, insertAgreement } from '../db/agreements.ts'
import { enqueue, findByKey, redraw, withdraw } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import { getPerson } from '../db/people.ts'
import type { Tx } from '../db/store.ts'
import { askKey, returnKey } from './agreement-keys.ts'
import { planChanged } from './plan-changed.ts'
import { sideOf } from './sides.ts'

export { planChanged }

/**
 * Asks the employee to confirm what a session ended with, the manager's promise first, and shows the manager what was sent. Undefined when
 * there is nothing to sign, and for a session that has its agreement already.
 */
export async function proposeAgreement(
  tx: Tx,
  asked: { pair: Pair; sessionId: SessionId; items: NewItem[]; promise?: NewItem | undefined; now: Temporal.Instant },
): Promise<AgreementId | undefined> {
  const { pair, sessionId, now } = asked
  const items = [...(asked.promise ? [asked.promise] : []), ...asked.items]
  if (items.length === 0) return undefined
  const agreementId = await insertAgreement(tx, { workspaceId: pair.workspaceId, pairId: pair.id, sessionId, now })
  if (agreementId === undefined) return undefined
  await insertActions(tx, {
    workspaceId: pair.workspaceId,
    planId: pair.planId,
    pairId: pair.id,
    agreementId,
    items,
    by: pair.managerId,
    now,
  })
  const agreement = await getAgreement(tx, agreementId)
  await ask(tx, pair, agreement, now)
  await tell(tx, pair, agreement, now)
  await planChanged(tx, pair, now)
  return agreementId
}

/** What became of an item, as far as it concerns its agreement. */
export type ItemMove = 'new_wording' | 'kept_wording' | 'came_back' | 'answered'

/**
 * Brings an agreement in line with its items after one of them moved. What the employee is to look at again, and what came back to the
 * manager, is posted anew unless that was done within the hour; everything else is an edit of the messages that stand.
 */
export async function itemMoved(tx: Tx, pair: Pair, agreementId: AgreementId, move: ItemMove, now: Temporal.Instant): Promise<void> {
  const before = await getAgreement(tx, agreementId)
  const items = await actionsOfAgreement(tx, agreementId)
  const state = agreementStateOf(items.map((item) => item.state))
  const asksAgain =
    (move === 'new_wording' || move === 'kept_wording') && !(await isFresh(tx, pair, askKey(before.id, before.asks), before.asks > 1, now))
  const tellsAgain = move === 'came_back' && !(await isFresh(tx, pair, returnKey(before.id, before.returns), before.returns > 0, now))
  const after = await changeAgreement(
    tx,
    agreementId,
    {
      state,
      ...(move === 'new_wording' ? { version: 'next' } : {}),
      ...(asksAgain ? { asks: 'next' } : {}),
      ...(tellsAgain ? { returns: 'next' } : {}),
    },
    now,
  )
  if (asksAgain) {
    await ask(tx, pair, after, now)
    await retire(tx, pair, askKey(before.id, before.asks), now)
  } else await redraw(tx, pair.workspaceId, askKey(after.id, after.asks), now)
  if (tellsAgain) {
    await tell(tx, pair, after, now)
    await retire(tx, pair, returnKey(before.id, before.returns), now)
  } else await redraw(tx, pair.workspaceId, returnKey(after.id, after.returns), now)
}

/** What of a pair still waits for the employee's answer, in the newest agreement that does. */
export async function waitingAgreementOf(tx: Tx, pairId: PairId): Promise<{ agreementId: AgreementId; items: number } | undefined> {
  const [agreement] = await agreementsOf(tx, pairId, ['proposed'])
  if (agreement === undefined) return undefined
  const items = await actionsOfAgreement(tx, agreement.id)
  return { agreementId: agreement.id, items: items.filter(({ state }) => state === 'proposed').length }
}

/** When a pair ends: what nobody signed is void, what was agreed stays readable, and the messages say so to both. */
export async function voidOpenAgreements(tx: Tx, pairId: PairId, now: Temporal.Instant): Promise<void> {
  const pair = await getPair(tx, pairId)
  const touched = new Set((await agreementsOf(tx, pairId, ['proposed', 'returned'])).map(({ id }) => id))
  for (const action of await openActionsOfPlan(tx, pair.planId)) {
    const after = voided(action)
    if (action.pairId !== pairId || after === action || !(await saveAction(tx, action, after, pair.managerId, now))) continue
    touched.add(action.agreementId)
  }
  for (const id of touched) await redrawAgreement(tx, await changeAgreement(tx, id, { state: 'void' }, now), now)
}

/** Draws again both messages of an agreement that stand. */
export async function redrawAgreement(tx: Tx, { id, workspaceId, asks, returns }: Agreement, now: Temporal.Instant): Promise<void> {
  await redraw(tx, workspaceId, askKey(id, asks), now)
  await redraw(tx, workspaceId, returnKey(id, returns), now)
}

export async function loadAgreementProposed(tx: Tx, payload: MessagePayload<'agreement_proposed'>): Promise<AgreementShown> {
  const agreement = await getAgreement(tx, payload.agreementId)
  return { ...(await showAgreement(tx, agreement)), stands: payload.ask < agreement.asks ? 'superseded' : 'current' }
}

export async function loadAgreementStatus(tx: Tx, payload: MessagePayload<'agreement_status'>): Promise<AgreementShown> {
  const agreement = await getAgreement(tx, payload.agreementId)
  const shown = await showAgreement(tx, agreement)
  const { managersAccess } = await getPair(tx, agreement.pairId)
  if (managersAccess === 'closed') return { ...shown, state: 'void', ended: 'closed_to_manager', items: [], stands: 'current' }
  return { ...shown, stands: payload.return < agreement.returns ? 'superseded' : 'current' }
}

/** An agreement as it stands, and on which side of it a person is; undefined for anybody else. */
export async function readAgreement(
  tx: Tx,
  agreementId: AgreementId,
  personId: PersonId,
): Promise<{ shown: AgreementShown; side: 'manager' | 'employee' } | undefined> {
  const agreement = await getAgreement(tx, agreementId)
  const pair = await getPair(tx, agreement.pairId)
  const side = sideOf(pair, personId)
  return side && { shown: await showAgreement(tx, agreement), side }
}

async function showAgreement(tx: Tx, agreement: Agreement): Promise<AgreementShown> {
  const pair = await getPair(tx, agreement.pairId)
  const manager = await getPerson(tx, pair.managerId)
  const employee = await getPerson(tx, pair.employeeId)
  return {
    agreementId: agreement.id,
    version: agreement.version,
    managerName: manager.name,
    employeeName: employee.name,
    state: agreement.state,
    ended: pair.state === 'ended' ? 'yes' : 'no',
    stands: 'current',
    items: (await actionsOfAgreement(tx, agreement.id)).map(planAction),
  }
}

async function ask(tx: Tx, pair: Pair, { id, asks }: Agreement, now: Temporal.Instant): Promise<void> {
  const to = { kind: 'person', id: pair.employeeId } as const
  await enqueue(tx, {
    workspaceId: pair.workspaceId,
    key: askKey(id, asks),
    kind: 'agreement_proposed',
    payload: { agreementId: id, ask: asks },
    to,
    now,
  })
}

async function tell(tx: Tx, pair: Pair, { id, returns }: Agreement, now: Temporal.Instant): Promise<void> {
  const to = { kind: 'person', id: pair.managerId } as const
  await enqueue(tx, {
    workspaceId: pair.workspaceId,
    key: returnKey(id, returns),
    kind: 'agreement_status',
    payload: { agreementId: id, return: returns },
    to,
    now,
  })
}

/** Takes back a message that a newer one stands for, or draws it without its buttons where it was said already. */
async function retire(tx: Tx, pair: Pair, key: string, now: Temporal.Instant): Promise<void> {
  if ((await withdraw(tx, pair.workspaceId, [key])) === 0) await redraw(tx, pair.workspaceId, key, now)
}

const freshFor = { hours: 1 }

/** Whether a message that may be added to was asked for within the hour. */
async function isFresh(tx: Tx, pair: Pair, key: string, mayBeAddedTo: boolean, now: Temporal.Instant): Promise<boolean> {
  if (!mayBeAddedTo) return false
  const row = await findByKey(tx, pair.workspaceId, key)
  return row !== undefined && row.enqueuedAt > now.subtract(freshFor).epochMilliseconds
}
