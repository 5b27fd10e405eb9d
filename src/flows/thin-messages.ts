import { mayWrite } from '../coaching/access.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { Person } from '../db/people.ts'
import { coordinatorsOf } from '../db/people.ts'
import type { Store } from '../db/store.ts'
import { saveThin } from '../db/workspaces.ts'
import { redrawHomes } from './home.ts'

/** Switches thin messages on or off for the whole workspace, by a coordinator. What was posted before stays as it was. */
export async function keepMessagesThin(store: Store, by: Person, to: 'on' | 'off', now: Temporal.Instant): Promise<Refusal | undefined> {
  if (!by.coordinator || !mayWrite('coordinator', 'setup', ['no_names']))
    return refusal(
      'not_coordinator',
      'Only a coordinator can change this for everybody. Nothing was changed. Your own switch is in Settings.',
    )
  return store.write(async (tx) => {
    await saveThin(tx, by.workspaceId, to)
    await redrawHomes(tx, await coordinatorsOf(tx, by.workspaceId), now)
    return undefined
  })
}
