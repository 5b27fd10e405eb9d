import type { SQL } from 'drizzle-orm'
import { and, eq, lte, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import { prepared } from './prepared.ts'
import type { Tx } from './store.ts'
import { drafts } from './tables.ts'

/** What a draft can be of; its subject is the session, meeting, agreement item or debrief. */
export type DraftKind = 'session' | 'share' | 'suggestion' | 'debrief' | 'debrief_answer'

export type Draft = {
  values: Record<string, unknown>
  /** Where in its modal the person was. */
  step: string
  /** Microseconds: Slack's `action_ts` of the last keystroke, and never a time of our own clock. */
  stamp: number
  savedAt: Temporal.Instant
}

/** How long an untouched draft is kept. */
const kept = { hours: 24 * 14 }

/**
 * Keeps what a person has typed so far, sealed, in place of what was kept before. False when something newer is kept already: keystrokes
 * can arrive in any order, and the later one wins.
 */
export async function saveDraft(
  tx: Tx,
  draft: {
    workspaceId: WorkspaceId
    ownerId: PersonId
    kind: DraftKind
    subjectId: string
    values: Record<string, unknown>
    step: string
    stamp: number
    now: Temporal.Instant
  },
): Promise<boolean> {
  const { workspaceId, ownerId, kind, subjectId, step, stamp, now } = draft
  const rows = await keepNewest(tx, {
    id: newId('draft'),
    workspaceId,
    ownerId,
    kind,
    subjectId,
    valuesSealed: tx.sealer.seal(JSON.stringify(draft.values), place(ownerId, kind, subjectId)),
    step,
    stamp,
    savedAt: now.epochMilliseconds,
    expiresAt: now.add(kept).epochMilliseconds,
  })
  return rows.length > 0
}

const keepNewest = prepared(
  ['id', 'workspaceId', 'ownerId', 'kind', 'subjectId', 'valuesSealed', 'step', 'stamp', 'savedAt', 'expiresAt'],
  (connection, draft) => {
    const { valuesSealed, step, stamp, savedAt, expiresAt } = draft
    return connection
      .insert(drafts)
      .values(draft)
      .onConflictDoUpdate({
        target: [drafts.ownerId, drafts.kind, drafts.subjectId],
        set: { valuesSealed, step, stamp, savedAt, expiresAt },
        setWhere: sql`${drafts.stamp} <= ${stamp}`,
      })
      .returning({ id: drafts.id })
  },
)

/** A person's own draft of something; undefined when there is none. */
export async function readDraft(tx: Tx, ownerId: PersonId, kind: DraftKind, subjectId: string): Promise<Draft | undefined> {
  const [row] = await ofSubject(tx, { ownerId, kind, subjectId })
  if (row === undefined) return undefined
  return {
    values: keptValues.parse(JSON.parse(tx.sealer.open(row.valuesSealed, place(ownerId, kind, subjectId)))),
    step: row.step,
    stamp: row.stamp,
    savedAt: Temporal.Instant.fromEpochMilliseconds(row.savedAt),
  }
}

const ofSubject = prepared(['ownerId', 'kind', 'subjectId'], (connection, { ownerId, kind, subjectId }) =>
  connection
    .select()
    .from(drafts)
    .where(theDraft(ownerId, kind, subjectId)),
)

export async function dropDraft(tx: Tx, ownerId: PersonId, kind: DraftKind, subjectId: string): Promise<void> {
  await tx.sql.delete(drafts).where(theDraft(ownerId, kind, subjectId))
}

/** Erases drafts that nobody has touched for 14 days; returns how many. */
export async function dropExpiredDrafts(tx: Tx, now: Temporal.Instant): Promise<number> {
  const rows = await tx.sql.delete(drafts).where(lte(drafts.expiresAt, now.epochMilliseconds)).returning({ id: drafts.id })
  return rows.length
}

const keptValues = z.record(z.string(), z.unknown())

function theDraft(ownerId: PersonId | SQL, kind: DraftKind | SQL, subjectId: string | SQL) {
  return and(eq(drafts.ownerId, ownerId), eq(drafts.kind, kind), eq(drafts.subjectId, subjectId))
}

/** A draft is replaced in one statement, so it is sealed for what it is of, not for the id of its row. */
function place(ownerId: PersonId, kind: DraftKind, subjectId: string) {
  return { table: 'drafts', id: `${ownerId}/${kind}/${subjectId}`, column: 'values' }
}
