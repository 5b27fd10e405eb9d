import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { PersonId, ResourceId, WorkspaceId } from '../coaching/ids.ts'
import type { Context } from '../coaching/question-bank.ts'
import { contexts } from '../coaching/question-bank.ts'
import type { Resource } from '../coaching/resources.ts'
import type { KeptHelpKind } from '../coaching/session-fields.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { people, resources } from './tables.ts'

export type StoredResource = Resource & { ownerId: PersonId | undefined }

const contextList = z.array(z.enum(contexts))

/** Everything in a workspace's catalogue, by kind and title. */
export async function resourcesOf(tx: Tx, workspaceId: WorkspaceId): Promise<StoredResource[]> {
  const rows = await tx.sql
    .select({ resource: resources, ownerName: people.name })
    .from(resources)
    .leftJoin(people, eq(people.id, resources.ownerId))
    .where(eq(resources.workspaceId, workspaceId))
    .orderBy(asc(resources.helpKind), asc(resources.id))
  return rows
    .map(({ resource: row, ownerName }): StoredResource => ({
      // Ids and kinds were checked when the row was written.
      id: row.id as ResourceId,
      title: tx.sealer.open(row.titleSealed, place(row.id, 'title')),
      link: tx.sealer.open(row.linkSealed, place(row.id, 'link')),
      helpKind: row.helpKind as KeptHelpKind,
      contexts: contextList.parse(JSON.parse(row.contexts)),
      ownerId: (row.ownerId ?? undefined) as PersonId | undefined,
      ownerName: ownerName ?? undefined,
    }))
    .toSorted((a, b) => a.helpKind.localeCompare(b.helpKind) || a.title.localeCompare(b.title, 'en'))
}

/** Keeps something in the catalogue: new, or in place of what it was. Returns false when there is nothing under that id any more. */
export async function saveResource(
  tx: Tx,
  made: {
    id: ResourceId | undefined
    workspaceId: WorkspaceId
    title: string
    link: string
    helpKind: KeptHelpKind
    contexts: readonly Context[]
    ownerId: PersonId | undefined
    changedById: PersonId
    now: Temporal.Instant
  },
): Promise<boolean> {
  const id = made.id ?? newId('resource')
  const fresh = {
    titleSealed: tx.sealer.seal(made.title, place(id, 'title')),
    linkSealed: tx.sealer.seal(made.link, place(id, 'link')),
    helpKind: made.helpKind,
    contexts: JSON.stringify(made.contexts),
    ownerId: made.ownerId ?? null,
    changedById: made.changedById,
    changedAt: made.now.epochMilliseconds,
  }
  if (made.id === undefined) {
    await tx.sql.insert(resources).values({ id, workspaceId: made.workspaceId, ...fresh })
    return true
  }
  const rows = await tx.sql
    .update(resources)
    .set(fresh)
    .where(and(eq(resources.id, id), eq(resources.workspaceId, made.workspaceId)))
    .returning({ id: resources.id })
  return rows.length > 0
}

export async function removeResource(tx: Tx, workspaceId: WorkspaceId, id: ResourceId): Promise<boolean> {
  const rows = await tx.sql
    .delete(resources)
    .where(and(eq(resources.id, id), eq(resources.workspaceId, workspaceId)))
    .returning({ id: resources.id })
  return rows.length > 0
}

function place(id: string, column: 'title' | 'link') {
  return { table: 'resources', id, column }
}
