import type { WorkspaceId } from '../coaching/ids.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { handleSetAside, sendGivenUp } from '../db/dead-letters.ts'
import type { Person } from '../db/people.ts'
import { coordinatorsOf } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { redrawHomes } from './home.ts'

/** A coordinator lets everything that was given up be tried once more. What nobody wants any more by then is not sent. */
export async function retryDeadLetters(store: Store, person: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  if (!person.coordinator)
    return refusal('not_coordinator', 'Only coordinators can do this. Nothing was changed. Please ask one of them if it is needed.')
  return store.write(async (tx) => {
    await sendGivenUp(tx, 'all')
    await handleSetAside(tx, 'all')
    await redrawHomes(tx, [person], now)
    return undefined
  })
}

/** Something was given up: it shows on the coordinators' App Homes. */
export async function showDeadLetters(tx: Tx, workspaceId: WorkspaceId, now: Temporal.Instant): Promise<void> {
  await redrawHomes(tx, await coordinatorsOf(tx, workspaceId), now)
}
