import { agreementsOf } from '../db/agreements.ts'
import { redraw } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { getPeople } from '../db/people.ts'
import type { Tx } from '../db/store.ts'
import { askKey, returnKey } from './agreement-keys.ts'
import { redrawHomes } from './home.ts'
import { redrawPair } from './meeting-messages.ts'

/** Draws again everything that shows a pair's plan: both App Homes, what was sent about its meetings, and agreements that are not settled. */
export async function planChanged(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  for (const agreement of await agreementsOf(tx, pair.id, ['proposed', 'returned'])) {
    await redraw(tx, pair.workspaceId, askKey(agreement.id, agreement.asks), now)
    await redraw(tx, pair.workspaceId, returnKey(agreement.id, agreement.returns), now)
  }
  await redrawPair(tx, pair, now)
  const people = await getPeople(tx, [pair.managerId, pair.employeeId])
  await redrawHomes(tx, [...people.values()], now)
}
