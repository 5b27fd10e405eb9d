import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import type { PairId, PersonId, TopicId, WorkspaceId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { topics } from './tables.ts'

export type StoredTopic = { id: TopicId; authorId: PersonId; text: string | undefined; link: string | undefined; addedAt: Temporal.Instant }

export async function addTopic(
  tx: Tx,
  made: {
    workspaceId: WorkspaceId
    pairId: PairId
    authorId: PersonId
    text: string | undefined
    link: string | undefined
    now: Temporal.Instant
  },
): Promise<void> {
  const id = newId('topic')
  const seal = (text: string | undefined, column: 'text' | 'link') => (text === undefined ? null : tx.sealer.seal(text, place(id, column)))
  await tx.sql.insert(topics).values({
    id,
    workspaceId: made.workspaceId,
    pairId: made.pairId,
    authorId: made.authorId,
    textSealed: seal(made.text, 'text'),
    linkSealed: seal(made.link, 'link'),
    addedAt: made.now.epochMilliseconds,
  })
}

/** What waits to be talked about in a pair's next 1:1, in the order in which it was added. */
export async function waitingTopics(tx: Tx, pairId: PairId): Promise<StoredTopic[]> {
  const rows = await tx.sql
    .select()
    .from(topics)
    .where(and(eq(topics.pairId, pairId), isNull(topics.talkedAt)))
    .orderBy(asc(topics.addedAt), asc(topics.id))
  return rows.map((row) => ({
    // Branded when the row was written.
    id: row.id as TopicId,
    authorId: row.authorId as PersonId,
    text: row.textSealed === null ? undefined : tx.sealer.open(row.textSealed, place(row.id, 'text')),
    link: row.linkSealed === null ? undefined : tx.sealer.open(row.linkSealed, place(row.id, 'link')),
    addedAt: Temporal.Instant.fromEpochMilliseconds(row.addedAt),
  }))
}

/** The 1:1 took place: what was added until then does not wait any more. */
export async function noteTalked(tx: Tx, pairId: PairId, until: Temporal.Instant): Promise<void> {
  const at = until.epochMilliseconds
  await tx.sql
    .update(topics)
    .set({ talkedAt: at })
    .where(and(eq(topics.pairId, pairId), isNull(topics.talkedAt), lte(topics.addedAt, at)))
}

/** Takes a topic of one's own back; false when there is none under this id that waits. */
export async function removeTopic(tx: Tx, id: TopicId, authorId: PersonId): Promise<boolean> {
  const rows = await tx.sql
    .delete(topics)
    .where(and(eq(topics.id, id), eq(topics.authorId, authorId), isNull(topics.talkedAt)))
    .returning({ id: topics.id })
  return rows.length > 0
}

function place(id: string, column: 'text' | 'link') {
  return { table: 'topics', id, column }
}
