import type { Ask } from '../coaching/debrief.ts'
import { composeSummary, readAsk, readNextTry } from '../coaching/debrief.ts'
import type { DebriefId, PersonId, SessionId } from '../coaching/ids.ts'
import { sayDate } from '../coaching/local-time.ts'
import type { Category } from '../coaching/question-bank.ts'
import { categories } from '../coaching/question-bank.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import type { Debrief } from '../db/debriefs.ts'
import { closeDebriefRow, factsOfSession, findDebrief, getDebrief, insertDebrief, otherMentorIds } from '../db/debriefs.ts'
import type { Draft } from '../db/drafts.ts'
import { dropDraft, readDraft, saveDraft } from '../db/drafts.ts'
import type { Mentorship } from '../db/mentorships.ts'
import { mentorshipOfManager } from '../db/mentorships.ts'
import { livingPairsOf } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople, getPerson } from '../db/people.ts'
import { findSession } from '../db/sessions.ts'
import type { Store, Tx } from '../db/store.ts'
import { askByForm, askInThread, redrawDebrief, withdrawReminders } from './debrief-posts.ts'
import type { SeenReply } from './debrief-replies.ts'
import { followSeen } from './debrief-replies.ts'
import { redrawHomes } from './home.ts'

export { nextTryFor, noteNextTryShown } from '../db/debriefs.ts'

/** What the manager sees when they ask: what they typed before, or a summary composed from the session without a name or a word of it. */
export type AskForm = {
  sessionId: SessionId | undefined
  mentorName: string
  focus: string | undefined
  summary: string | undefined
  from: 'draft' | 'new'
}
/** What is about to be sent, in full. `stamp` says of which draft. */
export type AskReview = Ask & { sessionId: SessionId | undefined; mentorName: string; stamp: number }

/** The mentor whom a manager can ask now, or why there is none. */
async function mentorToAsk(
  tx: Tx,
  manager: Person,
): Promise<{ mentorship: Mentorship; mentor: Person } | Refusal<'no_mentor' | 'not_accepted' | 'mentor_gone'>> {
  const mentorship = await mentorshipOfManager(tx, manager.id)
  if (mentorship === undefined)
    return refusal(
      'no_mentor',
      'You have no mentor in Cuecard at the moment. What you typed is kept. You can ask somebody to be your mentor, and come back once they said yes.',
    )
  const mentor = await getPerson(tx, mentorship.mentorId)
  if (mentorship.state !== 'active')
    return refusal(
      'not_accepted',
      `${mentor.name} has not answered yet whether they will be your mentor. What you typed is kept. Please come back once they said yes.`,
    )
  if (mentor.kind !== 'member')
    return refusal(
      'mentor_gone',
      `${mentor.name} can no longer be reached in Slack. What you typed is kept. Please ask somebody else to be your mentor.`,
    )
  return { mentorship, mentor }
}

export async function askForm(tx: Tx, manager: Person, sessionId: SessionId | undefined): Promise<AskForm | Refusal> {
  const asked = await mentorToAsk(tx, manager)
  if (isRefusal(asked)) return asked
  const facts = sessionId && (await factsOfSession(tx, sessionId))
  if (sessionId !== undefined && facts?.managerId !== manager.id) return notTheirSession
  const draft = await readDraft(tx, manager.id, 'debrief', subjectOf(sessionId))
  const base = { sessionId, mentorName: asked.mentor.name }
  if (draft) return { ...base, ...typedIn(draft), from: 'draft' }
  const summary =
    facts && composeSummary({ on: sayDate(facts.at, manager.zone, manager.locale), category: categoryOf(facts.category), news: facts.news })
  return { ...base, focus: undefined, summary, from: 'new' }
}

/** Keeps what a manager has typed so far. `stamp` is Slack's of a keystroke, in microseconds. */
export async function keepAsk(
  store: Store,
  manager: Person,
  sessionId: SessionId | undefined,
  typed: Typed,
  stamp: number,
  now: Temporal.Instant,
): Promise<void> {
  await store.write((tx) =>
    saveDraft(tx, {
      workspaceId: manager.workspaceId,
      ownerId: manager.id,
      kind: 'debrief',
      subjectId: subjectOf(sessionId),
      values: typed,
      step: 'ask',
      stamp,
      now,
    }),
  )
}

export async function discardAsk(store: Store, manager: Person, sessionId: SessionId | undefined): Promise<void> {
  await store.write((tx) => dropDraft(tx, manager.id, 'debrief', subjectOf(sessionId)))
}

/** Reads what was typed and keeps it, for the manager to look at before it goes anywhere; problems are sentences by field. */
export async function reviewAsk(
  store: Store,
  manager: Person,
  sessionId: SessionId | undefined,
  typed: Typed,
  now: Temporal.Instant,
): Promise<AskReview | Refusal | { problems: Record<string, string> }> {
  const read = readAsk(typed, await employeesOf(store.read, manager.id))
  if (read.read === 'problems') return { problems: read.problems }
  // What was typed is kept whether or not somebody can be asked, so a refusal must not undo this.
  const stamp = await store.write(async (tx) => {
    const before = await readDraft(tx, manager.id, 'debrief', subjectOf(sessionId))
    // After the last keystroke by Slack's clock: under a stamp of ours, which may be ahead, the next ones would count as older.
    const kept = (before?.stamp ?? 0) + 1
    await saveDraft(tx, {
      workspaceId: manager.workspaceId,
      ownerId: manager.id,
      kind: 'debrief',
      subjectId: subjectOf(sessionId),
      values: read.form,
      step: 'review',
      stamp: kept,
      now,
    })
    return kept
  })
  const asked = await mentorToAsk(store.read, manager)
  return isRefusal(asked) ? asked : { ...read.form, sessionId, mentorName: asked.mentor.name, stamp }
}

/**
 * Sends exactly what was reviewed under `stamp`, once. `changed` when the draft is another one by now, or no longer fits: the manager looks
 * again before anything is sent.
 */
export async function sendAsk(
  store: Store,
  manager: Person,
  sessionId: SessionId | undefined,
  stamp: number,
  now: Temporal.Instant,
): Promise<{ is: 'sent'; mentorName: string } | { is: 'changed' } | Refusal> {
  return store.write(async (tx) => {
    const asked = await mentorToAsk(tx, manager)
    if (isRefusal(asked)) return asked
    if (sessionId !== undefined && (await findSession(tx, sessionId))?.managerId !== manager.id) return notTheirSession
    const draft = await readDraft(tx, manager.id, 'debrief', subjectOf(sessionId))
    if (draft === undefined) return refusal('sent', 'This was sent or discarded already. Nothing was sent twice.')
    const read = readAsk(typedIn(draft), await employeesOf(tx, manager.id))
    if (draft.stamp !== stamp || read.read === 'problems') return { is: 'changed' }
    const { mentorship, mentor } = asked
    const id = await insertDebrief(tx, {
      ...read.form,
      workspaceId: manager.workspaceId,
      mentorshipId: mentorship.id,
      managerId: manager.id,
      mentorId: mentor.id,
      sessionId,
      route: 'thread',
      now,
    })
    await dropDraft(tx, manager.id, 'debrief', subjectOf(sessionId))
    await askInThread(tx, await getDebrief(tx, id), now)
    await redrawHomes(tx, [manager, mentor], now)
    return { is: 'sent', mentorName: mentor.name }
  })
}

/** The manager's own debrief while it can still be closed or handed on. */
export async function ownLivingDebrief(tx: Tx, manager: Person, id: DebriefId): Promise<Debrief | Refusal<'not_yours' | 'closed'>> {
  const debrief = await findDebrief(tx, id)
  if (debrief?.managerId !== manager.id) return refusal('not_yours', 'Only the manager who asked can do this. Nothing was changed.')
  if (debrief.state === 'closed') return refusal('closed', 'This debrief is closed already. Nothing was changed.')
  return debrief
}

/**
 * Closes a debrief with the one thing its manager will try next. `seen` is the thread as Slack shows it now, where it could be read: what
 * was edited or deleted there is edited or deleted here first.
 */
export async function closeDebrief(
  store: Store,
  manager: Person,
  id: DebriefId,
  typed: unknown,
  seen: SeenReply[] | undefined,
  now: Temporal.Instant,
): Promise<Refusal | { problems: Record<string, string> } | { is: 'closed' }> {
  const read = readNextTry(typed)
  if (read.read === 'problems') return { problems: read.problems }
  return store.write(async (tx) => {
    const debrief = await ownLivingDebrief(tx, manager, id)
    if (isRefusal(debrief)) return debrief
    if (seen !== undefined) await followSeen(tx, debrief, seen, now)
    await end(tx, debrief, read.form, now)
    return { is: 'closed' as const }
  })
}

/** Mentors of other managers who could look at it instead: reachable, and not in a 1:1 with this manager. */
export async function standIns(tx: Tx, debrief: Debrief): Promise<Person[]> {
  const ids = await otherMentorIds(tx, debrief)
  const near = new Set((await livingPairsOf(tx, debrief.managerId)).flatMap((pair) => [pair.managerId, pair.employeeId]))
  const people = await getPeople(
    tx,
    ids.filter((id) => !near.has(id)),
  )
  return [...people.values()].filter((person) => person.kind === 'member').toSorted((a, b) => a.name.localeCompare(b.name))
}

/** Asks another mentor the same, in their own DM, and closes the first debrief. */
export async function askOther(
  store: Store,
  manager: Person,
  id: DebriefId,
  mentorId: string | undefined,
  now: Temporal.Instant,
): Promise<Refusal | { problem: string } | { is: 'sent'; mentorName: string }> {
  const found = await ownLivingDebrief(store.read, manager, id)
  if (isRefusal(found)) return found
  const other = (await standIns(store.read, found)).find((person) => person.id === mentorId)
  if (other === undefined) return { problem: 'Please pick one of the mentors in the list.' }
  return store.write(async (tx) => {
    const debrief = await ownLivingDebrief(tx, manager, id)
    if (isRefusal(debrief)) return debrief
    const { workspaceId, mentorshipId, managerId, focus, summary } = debrief
    const next = await insertDebrief(tx, {
      workspaceId,
      mentorshipId,
      managerId,
      mentorId: other.id,
      focus,
      summary,
      sessionId: undefined,
      route: 'form',
      now,
    })
    await askByForm(tx, await getDebrief(tx, next), now)
    await end(tx, debrief, undefined, now)
    await redrawHomes(tx, [other], now)
    return { is: 'sent', mentorName: other.name }
  })
}

type Typed = { focus?: string | undefined; summary?: string | undefined }

async function end(tx: Tx, debrief: Debrief, nextTry: string | undefined, now: Temporal.Instant): Promise<void> {
  await closeDebriefRow(tx, debrief.id, nextTry, now)
  await dropDraft(tx, debrief.mentorId, 'debrief_answer', debrief.id)
  await dropDraft(tx, debrief.managerId, 'debrief_answer', debrief.id)
  await withdrawReminders(tx, debrief)
  await redrawDebrief(tx, debrief, now)
  const people = await getPeople(tx, [debrief.managerId, debrief.mentorId])
  await redrawHomes(tx, [...people.values()], now)
}

async function employeesOf(tx: Tx, managerId: PersonId): Promise<Person[]> {
  const pairs = (await livingPairsOf(tx, managerId)).filter((pair) => pair.managerId === managerId)
  return [
    ...(
      await getPeople(
        tx,
        pairs.map((pair) => pair.employeeId),
      )
    ).values(),
  ]
}

/** A draft that is about no session has a place of its own. */
const notTheirSession = refusal('not_yours', 'Only the manager who held this session can ask about it. Nothing was changed.')

function subjectOf(sessionId: SessionId | undefined): string {
  return sessionId ?? 'no_session'
}

function typedIn(draft: Draft): { focus: string | undefined; summary: string | undefined } {
  const { focus, summary } = draft.values
  return { focus: typeof focus === 'string' ? focus : undefined, summary: typeof summary === 'string' ? summary : undefined }
}

function categoryOf(text: string | undefined): Category | undefined {
  return categories.find((category) => category === text)
}
