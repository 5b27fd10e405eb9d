import type { NewItem } from '../coaching/agreement.ts'
import type { AgreementId, PairId, SessionId } from '../coaching/ids.ts'
import { actionsOfAgreement, insertActions } from '../db/actions.ts'
import { agreementsOf, insertAgreement } from '../db/agreements.ts'
import type { Pair } from '../db/pairs.ts'
import { getPeople } from '../db/people.ts'
import type { Tx } from '../db/store.ts'
import { redrawHomes } from './home.ts'

/** Asks the employee to confirm what a session ended with, the manager's promise first; undefined when there is nothing to sign. */
export async function proposeAgreement(
  tx: Tx,
  asked: { pair: Pair; sessionId: SessionId; items: NewItem[]; promise?: NewItem | undefined; now: Temporal.Instant },
): Promise<AgreementId | undefined> {
  const { pair, sessionId, now } = asked
  const items = [...(asked.promise ? [asked.promise] : []), ...asked.items]
  if (items.length === 0) return undefined
  const agreementId = await insertAgreement(tx, { workspaceId: pair.workspaceId, pairId: pair.id, sessionId, now })
  if (agreementId === undefined) return undefined
  await insertActions(tx, { workspaceId: pair.workspaceId, planId: pair.planId, pairId: pair.id, agreementId, items, now })
  await planChanged(tx, pair, now)
  return agreementId
}

/** Draws again everything that shows a pair's plan. */
export async function planChanged(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  const people = await getPeople(tx, [pair.managerId, pair.employeeId])
  await redrawHomes(tx, [...people.values()], now)
}

/** What of a pair still waits for the employee's answer, in the newest agreement that does. */
export async function waitingAgreementOf(tx: Tx, pairId: PairId): Promise<{ agreementId: AgreementId; items: number } | undefined> {
  const [agreement] = await agreementsOf(tx, pairId, ['proposed'])
  if (agreement === undefined) return undefined
  const items = await actionsOfAgreement(tx, agreement.id)
  return { agreementId: agreement.id, items: items.filter(({ state }) => state === 'proposed').length }
}
