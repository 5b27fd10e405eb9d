import { and, asc, eq, exists, inArray, isNotNull, isNull, like, lte, not, or } from 'drizzle-orm'
import type { OutboxId, PersonId, PlanId, WorkspaceId } from '../coaching/ids.ts'
import type { FileKind } from '../coaching/messages.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import * as tables from './tables.ts'

const { actions, agreements, askedQuestions, debriefEntries, debriefs, drafts, feeds, goals, outbox, pairs, people, plans, requests } =
  tables
const { erasures, lookBackRemovals, planComments, planTexts, sentFiles, sessions, sharedAnswers, slackStatuses, textVersions } = tables

/** Something that was erased, as the list keeps it that outlives a restore. */
export type Erasure = { workspaceId: WorkspaceId; what: 'plan' | 'person'; subjectId: string; at: Temporal.Instant }

/**
 * Erases every word of a plan: its texts, goals, steps, comments, history, requests, shared answers, obstacles and drafts. What stays are the
 * rows of its 1:1s and sessions with their dates, which say that they took place and nothing else. Safe to run again.
 */
export async function erasePlanWords(tx: Tx, planId: PlanId, now: Temporal.Instant): Promise<void> {
  const ofPlan = await tx.sql.select({ id: pairs.id }).from(pairs).where(eq(pairs.planId, planId))
  const pairIds = ofPlan.map(({ id }) => id)
  const ofActions = await tx.sql.select({ id: actions.id }).from(actions).where(eq(actions.planId, planId))
  for (const some of portions(ofActions.map(({ id }) => id)))
    await tx.sql.delete(drafts).where(
      inArray(
        drafts.subjectId,
        some.flatMap((id) => [id, ...forms.map((form) => `${form}/${id}`)]),
      ),
    )
  for (const id of pairIds) await tx.sql.delete(drafts).where(or(like(drafts.subjectId, `%/${id}`), like(drafts.subjectId, `%/${id}/%`)))
  for (const table of [planTexts, planComments, textVersions, goals, actions, requests, lookBackRemovals])
    await tx.sql.delete(table).where(eq(table.planId, planId))
  if (pairIds.length > 0)
    for (const table of [agreements, sharedAnswers, askedQuestions]) await tx.sql.delete(table).where(inArray(table.pairId, pairIds))
  await tx.sql.update(sessions).set({ obstacleSealed: null }).where(eq(sessions.planId, planId))
  await tx.sql
    .update(plans)
    .set({ erasedAt: now.epochMilliseconds })
    .where(and(eq(plans.id, planId), isNull(plans.erasedAt)))
}

/** The forms whose drafts are kept under their own name and the action's id. */
const forms = ['suggest_change', 'reword_item', 'action_drop']

/**
 * Erases what Cuecard keeps of a person besides plans: what they wrote in debriefs and comments, drafts, calendar, absences and settings. The
 * row of the person stays with their id in Slack and without a name, because others' rows point to it. Safe to run again.
 */
export async function erasePersonWords(tx: Tx, personId: PersonId, now: Temporal.Instant): Promise<void> {
  await tx.sql.delete(drafts).where(eq(drafts.ownerId, personId))
  await tx.sql.delete(feeds).where(eq(feeds.ownerId, personId))
  await tx.sql.delete(slackStatuses).where(eq(slackStatuses.personId, personId))
  await tx.sql.delete(planComments).where(eq(planComments.authorId, personId))
  await tx.sql.update(tables.teamEntries).set({ wordsSealed: null }).where(eq(tables.teamEntries.authorId, personId))
  const theirs = await tx.sql.select({ id: debriefs.id }).from(debriefs).where(eq(debriefs.managerId, personId))
  for (const { id } of theirs) {
    await tx.sql
      .update(debriefs)
      .set({ focusSealed: seal(tx, 'debriefs', id, 'focus'), summarySealed: null, nextTrySealed: null })
      .where(eq(debriefs.id, id))
  }
  const entries = await tx.sql
    .select({ id: debriefEntries.id })
    .from(debriefEntries)
    .where(
      or(
        eq(debriefEntries.authorId, personId),
        exists(
          tx.sql
            .select()
            .from(debriefs)
            .where(and(eq(debriefs.id, debriefEntries.debriefId), eq(debriefs.managerId, personId))),
        ),
      ),
    )
  for (const { id } of entries)
    await tx.sql
      .update(debriefEntries)
      .set({ textSealed: seal(tx, 'debrief_entries', id, 'text'), landed: null, deletedAt: now.epochMilliseconds })
      .where(eq(debriefEntries.id, id))
  await tx.sql
    .update(people)
    .set({
      name: 'Somebody',
      ownZone: null,
      workDays: null,
      workFrom: null,
      workTo: null,
      lead: null,
      country: null,
      region: null,
      awayFromAt: null,
      awayUntilAt: null,
      homeOpenedAt: null,
    })
    .where(eq(people.id, personId))
}

/** The plans of which a person is the employee. */
export async function plansOfEmployee(tx: Tx, employeeId: PersonId): Promise<PlanId[]> {
  const rows = await tx.sql.select({ id: plans.id }).from(plans).where(eq(plans.employeeId, employeeId))
  return rows.map(({ id }) => id as PlanId)
}

/** Plans with words in them all of whose 1:1s ended at or before a time. */
export async function plansClosedBefore(
  tx: Tx,
  time: Temporal.Instant,
  limit: number,
): Promise<{ planId: PlanId; workspaceId: WorkspaceId }[]> {
  const stillOpen = tx.sql
    .select()
    .from(pairs)
    .where(and(eq(pairs.planId, plans.id), or(isNull(pairs.endedAt), not(lte(pairs.endedAt, time.epochMilliseconds)))))
  const began = tx.sql
    .select()
    .from(pairs)
    .where(and(eq(pairs.planId, plans.id), isNotNull(pairs.endedAt)))
  const rows = await tx.sql
    .select({ id: plans.id, workspaceId: plans.workspaceId })
    .from(plans)
    .where(and(isNull(plans.erasedAt), exists(began), not(exists(stillOpen))))
    .limit(limit)
  return rows.map(({ id, workspaceId }) => ({ planId: id as PlanId, workspaceId: workspaceId as WorkspaceId }))
}

/** Writes down what was erased, once; the list holds ids and times, never a word. */
export async function noteErasure(tx: Tx, { workspaceId, what, subjectId, at }: Erasure): Promise<void> {
  await tx.sql
    .insert(erasures)
    .values({ id: newId('erasure'), workspaceId, what, subjectId, at: at.epochMilliseconds })
    .onConflictDoNothing()
}

/** Everything that was ever erased, oldest first. */
export async function erasuresOf(tx: Tx): Promise<Erasure[]> {
  const rows = await tx.sql.select().from(erasures).orderBy(asc(erasures.at), asc(erasures.id))
  return rows.map((row) => ({
    workspaceId: row.workspaceId as WorkspaceId,
    // Written by `noteErasure` above.
    what: row.what as Erasure['what'],
    subjectId: row.subjectId,
    at: Temporal.Instant.fromEpochMilliseconds(row.at),
  }))
}

/** Files that stand in Slack and whose message carries an id: those of a plan by its pairs', those of a person by their own. */
export async function filesAbout(tx: Tx, kinds: readonly FileKind[], subjectIds: readonly string[]): Promise<OutboxId[]> {
  if (subjectIds.length === 0) return []
  const rows = await tx.sql
    .select({ id: outbox.id })
    .from(outbox)
    .innerJoin(sentFiles, eq(sentFiles.outboxId, outbox.id))
    .where(
      and(
        inArray(outbox.kind, [...kinds]),
        eq(sentFiles.state, 'shared'),
        or(...subjectIds.map((id) => like(outbox.payload, `%"${id}"%`))),
      ),
    )
  return rows.map(({ id }) => id as OutboxId)
}

function seal(tx: Tx, table: string, id: string, column: string): string {
  return tx.sealer.seal('', { table, id, column })
}

function portions<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / 100) }, (_, index) => all.slice(index * 100, (index + 1) * 100))
}
