import type { ResourceId } from '../coaching/ids.ts'
import type { Context } from '../coaching/question-bank.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { KeptHelpKind } from '../coaching/session-fields.ts'
import type { Person } from '../db/people.ts'
import type { StoredResource } from '../db/resources.ts'
import { removeResource, resourcesOf, saveResource } from '../db/resources.ts'
import type { Store, Tx } from '../db/store.ts'

/** The whole catalogue, for the coordinator who keeps it. */
export async function catalogueFor(tx: Tx, by: Person): Promise<StoredResource[] | Refusal> {
  return by.coordinator ? resourcesOf(tx, by.workspaceId) : notCoordinator
}

/** Puts something into the catalogue, or in place of what stood there under its id. */
export async function keepResource(
  store: Store,
  by: Person,
  made: {
    id: ResourceId | undefined
    title: string
    link: string
    helpKind: KeptHelpKind
    contexts: readonly Context[]
    owner: Person | undefined
  },
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  if (!by.coordinator) return notCoordinator
  const { owner, ...kept } = made
  const isSaved = await store.write((tx) =>
    saveResource(tx, { ...kept, workspaceId: by.workspaceId, ownerId: owner?.id, changedById: by.id, now }),
  )
  return isSaved ? undefined : gone
}

export async function dropResource(store: Store, by: Person, id: ResourceId): Promise<Refusal | undefined> {
  if (!by.coordinator) return notCoordinator
  return (await store.write((tx) => removeResource(tx, by.workspaceId, id))) ? undefined : gone
}

const notCoordinator = refusal('not_coordinator', 'Only a coordinator keeps the list of resources. Nothing was changed.')
const gone = refusal('gone', 'This was taken out of the list meanwhile. Nothing was changed.')
