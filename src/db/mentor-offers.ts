import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { Context } from '../coaching/question-bank.ts'
import { contexts } from '../coaching/question-bank.ts'
import type { Tx } from './store.ts'
import { mentorOffers, mentorships, pairs } from './tables.ts'

/** What somebody offers as a mentor: for how many managers, in which kinds of work, in which languages (ISO 639 codes). */
export type MentorOffer = { personId: PersonId; capacity: number; contexts: Context[]; languages: string[] }

export async function saveMentorOffer(tx: Tx, offer: MentorOffer & { workspaceId: WorkspaceId; now: Temporal.Instant }): Promise<void> {
  const fresh = {
    capacity: offer.capacity,
    contexts: JSON.stringify(offer.contexts),
    languages: JSON.stringify(offer.languages),
    changedAt: offer.now.epochMilliseconds,
  }
  await tx.sql
    .insert(mentorOffers)
    .values({ personId: offer.personId, workspaceId: offer.workspaceId, ...fresh })
    .onConflictDoUpdate({ target: mentorOffers.personId, set: fresh })
}

export async function dropMentorOffer(tx: Tx, personId: PersonId): Promise<void> {
  await tx.sql.delete(mentorOffers).where(eq(mentorOffers.personId, personId))
}

export async function mentorOfferOf(tx: Tx, personId: PersonId): Promise<MentorOffer | undefined> {
  const [row] = await tx.sql.select().from(mentorOffers).where(eq(mentorOffers.personId, personId))
  return row && offerFrom(row)
}

export async function mentorOffersIn(tx: Tx, workspaceId: WorkspaceId): Promise<MentorOffer[]> {
  const rows = await tx.sql.select().from(mentorOffers).where(eq(mentorOffers.workspaceId, workspaceId)).orderBy(mentorOffers.personId)
  return rows.map(offerFrom)
}

/** Every mentorship of a workspace that there is or was: who was together, who was asked. */
export async function mentorshipsIn(
  tx: Tx,
  workspaceId: WorkspaceId,
): Promise<{ managerId: PersonId; mentorId: PersonId; living: boolean }[]> {
  const rows = await tx.sql
    .select({ managerId: mentorships.managerId, mentorId: mentorships.mentorId, state: mentorships.state })
    .from(mentorships)
    .where(eq(mentorships.workspaceId, workspaceId))
  return rows.map(({ managerId, mentorId, state }) => ({
    // Branded when the row was written.
    managerId: managerId as PersonId,
    mentorId: mentorId as PersonId,
    living: state === 'active' || state === 'proposed',
  }))
}

/** Who coaches whom in Cuecard, and in which kind of work. */
export async function coachingIn(
  tx: Tx,
  workspaceId: WorkspaceId,
): Promise<{ managerId: PersonId; employeeId: PersonId; context: Context }[]> {
  const rows = await tx.sql
    .select({ managerId: pairs.managerId, employeeId: pairs.employeeId, context: pairs.context })
    .from(pairs)
    .where(and(eq(pairs.workspaceId, workspaceId), inArray(pairs.state, ['active', 'paused', 'proposed'])))
  return rows.map(({ managerId, employeeId, context }) => ({
    // Branded, and a name of a kind, when the row was written.
    managerId: managerId as PersonId,
    employeeId: employeeId as PersonId,
    context: context as Context,
  }))
}

function offerFrom(row: typeof mentorOffers.$inferSelect): MentorOffer {
  return {
    // Branded when the row was written.
    personId: row.personId as PersonId,
    capacity: row.capacity,
    contexts: z.array(z.enum(contexts)).parse(JSON.parse(row.contexts)),
    languages: z.array(z.string()).parse(JSON.parse(row.languages)),
  }
}
