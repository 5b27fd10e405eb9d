import { eq } from 'drizzle-orm'
import type { MeetingId, PairId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { SharedAnswers } from '../coaching/invitation.ts'
import { sharedAnswersSchema } from '../coaching/invitation.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { sharedAnswers } from './tables.ts'

export type { SharedAnswers }

/** Keeps what the employee shares before a meeting, sealed, in place of what they shared before. */
export async function saveSharedAnswers(
  tx: Tx,
  shared: {
    workspaceId: WorkspaceId
    pairId: PairId
    meetingId: MeetingId
    employeeId: PersonId
    answers: SharedAnswers
    now: Temporal.Instant
  },
): Promise<void> {
  const { answers, now, ...base } = shared
  const fresh = { answersSealed: tx.sealer.seal(JSON.stringify(answers), place(shared.meetingId)), sharedAt: now.epochMilliseconds }
  await tx.sql
    .insert(sharedAnswers)
    .values({ id: newId('answers'), ...base, ...fresh })
    .onConflictDoUpdate({ target: sharedAnswers.meetingId, set: fresh })
}

/** What the employee shared before a meeting; undefined when nothing. */
export async function sharedAnswersOf(tx: Tx, meetingId: MeetingId): Promise<SharedAnswers | undefined> {
  const [row] = await tx.sql.select().from(sharedAnswers).where(eq(sharedAnswers.meetingId, meetingId))
  return row && sharedAnswersSchema.parse(JSON.parse(tx.sealer.open(row.answersSealed, place(meetingId))))
}

/** There is one row per meeting and it is replaced in one statement, so it is sealed for its meeting. */
function place(meetingId: string) {
  return { table: 'shared_answers', id: meetingId, column: 'answers' }
}
