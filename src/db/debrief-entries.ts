import { and, asc, eq, isNull, lte, or } from 'drizzle-orm'
import { z } from 'zod'
import type { FormAnswer } from '../coaching/debrief.ts'
import { landings } from '../coaching/debrief.ts'
import type { DebriefId, Id, PersonId, WorkspaceId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { debriefEntries } from './tables.ts'

export type EntryId = Id<'entry'>

/** What is kept of a debrief: a reply in the thread as Slack gives it, or an answer from the form. */
export type DebriefEntry = { id: EntryId; debriefId: DebriefId; authorId: PersonId; writtenAt: Temporal.Instant } & (
  | { via: 'thread'; slackTs: string; text: string }
  | { via: 'form'; answer: FormAnswer }
)

/** A reply as it stands in Slack. `editedAt` is Slack's own time of its last edit. */
export type Reply = {
  workspaceId: WorkspaceId
  debriefId: DebriefId
  authorId: PersonId
  slackTs: string
  text: string
  editedAt: Temporal.Instant | undefined
}

/**
 * Keeps a reply once, or its newer wording. Slack's events come in any order: an older wording never replaces a newer one, and what was
 * deleted stays deleted. `unknown` says what to do with a reply that is not kept yet. Returns whether anything changed.
 */
export async function keepReply(tx: Tx, reply: Reply, unknown: 'keep' | 'leave'): Promise<boolean> {
  const { text, editedAt, slackTs, ...row } = reply
  const existing = await findReply(tx, reply.debriefId, slackTs)
  if (existing === undefined) {
    if (unknown === 'leave') return false
    const id = newId('entry')
    const inserted = await tx.sql
      .insert(debriefEntries)
      .values({
        id,
        ...row,
        via: 'thread',
        slackTs,
        textSealed: tx.sealer.seal(text, place(id)),
        writtenAt: msOfTs(slackTs),
        editedAt: editedAt?.epochMilliseconds ?? null,
      })
      .onConflictDoNothing()
      .returning({ id: debriefEntries.id })
    return inserted.length > 0
  }
  if (editedAt === undefined || existing.deletedAt !== null) return false
  const updated = await tx.sql
    .update(debriefEntries)
    .set({ textSealed: tx.sealer.seal(text, place(existing.id)), editedAt: editedAt.epochMilliseconds })
    .where(
      and(
        eq(debriefEntries.id, existing.id),
        isNull(debriefEntries.deletedAt),
        or(isNull(debriefEntries.editedAt), lte(debriefEntries.editedAt, editedAt.epochMilliseconds)),
      ),
    )
    .returning({ id: debriefEntries.id })
  return updated.length > 0
}

/** Erases the words of a reply for good, also of one that has yet to arrive. Returns whether there were any. */
export async function eraseReply(
  tx: Tx,
  reply: Pick<Reply, 'workspaceId' | 'debriefId' | 'authorId' | 'slackTs'>,
  now: Temporal.Instant,
): Promise<boolean> {
  const existing = await findReply(tx, reply.debriefId, reply.slackTs)
  const id = existing?.id ?? newId('entry')
  const erased = { textSealed: tx.sealer.seal('', place(id)), deletedAt: now.epochMilliseconds }
  if (existing === undefined) {
    await tx.sql
      .insert(debriefEntries)
      .values({ id, ...reply, via: 'thread', writtenAt: msOfTs(reply.slackTs), ...erased })
      .onConflictDoNothing()
    return false
  }
  if (existing.deletedAt !== null) return false
  await tx.sql.update(debriefEntries).set(erased).where(eq(debriefEntries.id, existing.id))
  return true
}

/** Takes back a reply that is not to be kept as it reads now; a later wording may be kept again. Returns whether it was kept. */
export async function dropReply(tx: Tx, debriefId: DebriefId, slackTs: string): Promise<boolean> {
  const rows = await tx.sql
    .delete(debriefEntries)
    .where(and(eq(debriefEntries.debriefId, debriefId), eq(debriefEntries.slackTs, slackTs), isNull(debriefEntries.deletedAt)))
    .returning({ id: debriefEntries.id })
  return rows.length > 0
}

/** Keeps a person's answer from the form, in place of an earlier one of theirs. */
export async function saveAnswer(
  tx: Tx,
  made: { workspaceId: WorkspaceId; debriefId: DebriefId; authorId: PersonId; answer: FormAnswer; now: Temporal.Instant },
): Promise<{ entryId: EntryId; is: 'first' | 'changed' }> {
  const { answer, now, ...row } = made
  const { landed, ...words } = answer
  const before = (await entriesOf(tx, made.debriefId)).find((entry) => entry.via === 'form' && entry.authorId === made.authorId)
  const id = before?.id ?? newId('entry')
  const fresh = { textSealed: tx.sealer.seal(JSON.stringify(words), place(id)), landed }
  if (before === undefined) {
    await tx.sql.insert(debriefEntries).values({ id, ...row, via: 'form', ...fresh, writtenAt: now.epochMilliseconds })
    // Made just now.
    return { entryId: id as EntryId, is: 'first' }
  }
  await tx.sql
    .update(debriefEntries)
    .set({ ...fresh, editedAt: now.epochMilliseconds })
    .where(eq(debriefEntries.id, id))
  return { entryId: before.id, is: 'changed' }
}

/** Everything that is kept of a debrief, oldest first. */
export async function entriesOf(tx: Tx, debriefId: DebriefId): Promise<DebriefEntry[]> {
  const rows = await tx.sql
    .select()
    .from(debriefEntries)
    .where(and(eq(debriefEntries.debriefId, debriefId), isNull(debriefEntries.deletedAt)))
    .orderBy(asc(debriefEntries.writtenAt), asc(debriefEntries.slackTs))
  return rows.map((row) => entryOf(tx, row))
}

async function findReply(tx: Tx, debriefId: DebriefId, slackTs: string): Promise<typeof debriefEntries.$inferSelect | undefined> {
  const [row] = await tx.sql
    .select()
    .from(debriefEntries)
    .where(and(eq(debriefEntries.debriefId, debriefId), eq(debriefEntries.slackTs, slackTs)))
  return row
}

const formWords = z.object({ worked: z.string(), missed: z.string(), next: z.string() })
const landing = z.enum(landings)

function entryOf(tx: Tx, row: typeof debriefEntries.$inferSelect): DebriefEntry {
  // Ids were branded when the row was written.
  const base = {
    id: row.id as EntryId,
    debriefId: row.debriefId as DebriefId,
    authorId: row.authorId as PersonId,
    writtenAt: Temporal.Instant.fromEpochMilliseconds(row.writtenAt),
  }
  const text = tx.sealer.open(row.textSealed, place(row.id))
  if (row.via === 'form')
    return { ...base, via: 'form', answer: { ...formWords.parse(JSON.parse(text)), landed: landing.parse(row.landed) } }
  return { ...base, via: 'thread', slackTs: row.slackTs ?? '', text }
}

function place(id: string) {
  return { table: 'debrief_entries', id, column: 'text' }
}

function msOfTs(slackTs: string): number {
  return Math.floor(Number(slackTs) * 1_000)
}
