import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { Closure } from '../db/closures.ts'
import { closuresOf, dropClosure, saveClosure } from '../db/closures.ts'
import { activePairs } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { planPairAnew } from './meetings.ts'

/** The organisation's closing days for a coordinator. */
export async function closuresFor(tx: Tx, by: Person): Promise<Closure[] | Refusal<'not_yours'>> {
  return by.coordinator ? closuresOf(tx, by.workspaceId) : notYours
}

/** Names a closing day. What is planned around the 1:1s near it is planned anew. */
export async function addClosure(
  store: Store,
  by: Person,
  closure: Closure,
  now: Temporal.Instant,
): Promise<Refusal<'not_yours'> | undefined> {
  if (!by.coordinator) return notYours
  await store.write((tx) => saveClosure(tx, { workspaceId: by.workspaceId, ...closure, changedById: by.id, now }))
  await planAllAnew(store, by, now)
  return undefined
}

/** Takes a closing day away. */
export async function removeClosure(
  store: Store,
  by: Person,
  closedOn: string,
  now: Temporal.Instant,
): Promise<Refusal<'not_yours'> | undefined> {
  if (!by.coordinator) return notYours
  await store.write((tx) => dropClosure(tx, by.workspaceId, closedOn))
  await planAllAnew(store, by, now)
  return undefined
}

const notYours = refusal('not_yours', 'Only a coordinator can name the days on which the organisation is closed. Nothing was changed.')

async function planAllAnew(store: Store, by: Person, now: Temporal.Instant): Promise<void> {
  for (const pair of await activePairs(store.read, by.workspaceId)) await store.write((tx) => planPairAnew(tx, pair, now))
}
