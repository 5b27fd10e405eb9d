import { and, desc, eq, isNull, ne } from 'drizzle-orm'
import type { CommentId, PersonId, PlanId, WorkspaceId } from '../coaching/ids.ts'
import type { CommentAbout, PlanComment } from '../coaching/plan.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { planComments } from './tables.ts'

export type StoredComment = Omit<PlanComment, 'by'> & { authorId: PersonId }

/** What was said about a plan, newest first. */
export async function commentsOf(tx: Tx, planId: PlanId): Promise<StoredComment[]> {
  const rows = await tx.sql
    .select()
    .from(planComments)
    .where(eq(planComments.planId, planId))
    .orderBy(desc(planComments.writtenAt), desc(planComments.id))
  return rows.map((row) => ({
    // Ids and kinds were checked when the row was written.
    id: row.id as CommentId,
    authorId: row.authorId as PersonId,
    kind: row.kind as PlanComment['kind'],
    about: row.about as CommentAbout,
    text: tx.sealer.open(row.textSealed, place(row.id)),
    writtenAt: Temporal.Instant.fromEpochMilliseconds(row.writtenAt),
    seenAt: row.seenAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.seenAt),
  }))
}

export async function addComment(
  tx: Tx,
  made: {
    workspaceId: WorkspaceId
    planId: PlanId
    authorId: PersonId
    kind: PlanComment['kind']
    about: CommentAbout
    text: string
    now: Temporal.Instant
  },
): Promise<CommentId> {
  const { text, now, ...row } = made
  const id = newId('comment')
  await tx.sql.insert(planComments).values({ id, ...row, textSealed: tx.sealer.seal(text, place(id)), writtenAt: now.epochMilliseconds })
  return id
}

/** Takes back a comment of the author's own; false when there is none under this id. */
export async function removeComment(tx: Tx, planId: PlanId, id: CommentId, authorId: PersonId): Promise<boolean> {
  const rows = await tx.sql
    .delete(planComments)
    .where(and(eq(planComments.id, id), eq(planComments.planId, planId), eq(planComments.authorId, authorId)))
    .returning({ id: planComments.id })
  return rows.length > 0
}

/** Notes that the other one read a comment; false when it is their own, gone, or noted already. */
export async function noteCommentSeen(tx: Tx, planId: PlanId, id: CommentId, readerId: PersonId, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql
    .update(planComments)
    .set({ seenAt: now.epochMilliseconds })
    .where(and(eq(planComments.id, id), eq(planComments.planId, planId), ne(planComments.authorId, readerId), isNull(planComments.seenAt)))
    .returning({ id: planComments.id })
  return rows.length > 0
}

function place(id: string) {
  return { table: 'plan_comments', id, column: 'text' }
}
