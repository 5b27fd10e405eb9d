import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { audit } from '../db/audit.ts'
import { pauseWorkspace, resumeWorkspace } from '../db/pauses.ts'
import type { Person } from '../db/people.ts'
import { coordinatorsOf } from '../db/people.ts'
import type { Store } from '../db/store.ts'
import { redrawHomes } from './home.ts'

/**
 * Stops everything that Cuecard sends, at once, until a coordinator resumes it. What people do with buttons and forms goes on and is kept;
 * messages about it wait. App Home is still drawn.
 */
export async function pauseEverything(store: Store, by: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  if (!by.coordinator) return notYours
  return store.write(async (tx) => {
    if (!(await pauseWorkspace(tx, by.workspaceId, by.id, now)))
      return refusal('paused', 'Everything is paused already. Nothing was changed.')
    await audit(tx, by.workspaceId, { actorId: by.id, what: 'everything_paused', subjectId: by.workspaceId, at: now })
    await redrawHomes(tx, await coordinatorsOf(tx, by.workspaceId), now)
    return undefined
  })
}

/**
 * Goes on, without catching up: answers to what people did meanwhile go out one after the other, each only if it is still wanted, and what
 * fell due during the pause counts as after any standstill, because time brought nothing about while it lasted.
 */
export async function resumeEverything(store: Store, by: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  if (!by.coordinator) return notYours
  return store.write(async (tx) => {
    if (!(await resumeWorkspace(tx, by.workspaceId))) return refusal('not_paused', 'Nothing is paused. Nothing was changed.')
    await audit(tx, by.workspaceId, { actorId: by.id, what: 'everything_resumed', subjectId: by.workspaceId, at: now })
    tx.enqueued = true // wakes the courier for what waited
    await redrawHomes(tx, await coordinatorsOf(tx, by.workspaceId), now)
    return undefined
  })
}

const notYours = refusal('not_yours', 'Only a coordinator can pause Cuecard or let it go on. Nothing was changed.')
