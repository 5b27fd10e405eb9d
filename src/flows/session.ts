import { randomBytes } from 'node:crypto'
import type { MeetingId, PairId, SessionId } from '../coaching/ids.ts'
import { localDate } from '../coaching/local-time.ts'
import type { Category } from '../coaching/question-bank.ts'
import { questionBank } from '../coaching/question-bank.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import type { Problem, SessionEnd, SessionGround } from '../coaching/session.ts'
import { advance, followPlan, move, placeAt, placeOf, shownValue } from '../coaching/session.ts'
import type { Fields, FieldValue, SessionDraft } from '../coaching/session-draft.ts'
import { emptyDraft, fieldsAt, isUntouched, mergeSent, sessionDraft, textOf, withoutOthers } from '../coaching/session-draft.ts'
import type { SessionMove, SessionPlace } from '../coaching/session-place.ts'
import type { ClosedSession, SessionScreen, SessionSummary } from '../coaching/session-screen.ts'
import { screenOf } from '../coaching/session-screen.ts'
import { dropDraft, readDraft, saveDraft } from '../db/drafts.ts'
import { addGoal, removeGoal, rewordGoal } from '../db/goals.ts'
import type { Meeting } from '../db/meetings.ts'
import { getMeeting, meetingsBetween } from '../db/meetings.ts'
import { mentorshipOfManager } from '../db/mentorships.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import { addRequest } from '../db/requests.ts'
import type { Session } from '../db/sessions.ts'
import { bindSession, closeSession, discardSession, findSession, insertSession, openSessionOf } from '../db/sessions.ts'
import { sharedAnswersOf } from '../db/shared-answers.ts'
import type { Store, Tx } from '../db/store.ts'
import { triggerOfMeeting } from '../db/triggers.ts'
import { proposeAgreement } from './agreements.ts'
import { redrawHomes } from './home.ts'
import { readPlan } from './plan.ts'
import { planChanged } from './plan-changed.ts'
import { noteTriggerOpened } from './triggers.ts'
import { meetingCoached } from './wrap-up.ts'

/** One window of the session, as it was drawn: which session, where in it, and fingerprints of what stood in its fields. */
export type SessionWindow = { sessionId: SessionId; window: string; place: SessionPlace; drawn: Readonly<Record<string, string>> }

/** What came out of something done in the session. `closed`: somebody closed it meanwhile. `stopped`: it cannot go on, and why. */
export type SessionReply =
  | { show: SessionScreen }
  | { ended: SessionSummary }
  | { closed: ClosedSession }
  | { stopped: string }

/** Fields to put right. A refusal, so that the submission counts as not made and can be made again. */
export type SessionProblems = Refusal<'problems'> & { problems: Problem[] }

/** A meeting belongs to a session that is opened from 24 hours before it until 72 hours after. */
const opensBefore = { hours: 24 }
const opensAfter = { hours: 72 }
/** Without a planned 1:1, steps are due a week from now unless said otherwise. */
const usualDays = 7

/**
 * Opens the pair's session for its manager, or takes up the open one where it was left. It is about the given meeting, else about the
 * nearest that it can belong to, else about none.
 */
export async function openSession(store: Store, asked: { pairId: PairId; meetingId?: MeetingId | undefined }, by: Person, now: Temporal.Instant): Promise<SessionScreen | Refusal> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, asked.pairId)
    if (pair.managerId !== by.id) return notYours
    const stopped = whyStopped(pair)
    if (stopped !== undefined) return refusal('not_active', stopped)
    const before = await openSessionOf(tx, pair.id)
    const meeting = await meetingFor(tx, pair, asked.meetingId, before, now)
    const base = { workspaceId: pair.workspaceId, pairId: pair.id, planId: pair.planId, meetingId: meeting?.id, managerId: by.id }
    const session = before ?? (await insertSession(tx, { ...base, now })) ?? (await openSessionOf(tx, pair.id))
    if (session === undefined) throw new Error('a session was neither opened nor found')
    if (before !== undefined && before.meetingId !== meeting?.id) await bindSession(tx, session.id, meeting?.id)
    if (asked.meetingId !== undefined) await noteTriggerOpened(tx, asked.meetingId, now)

    const one = await load(tx, { ...session, meetingId: meeting?.id }, pair, by, now)
    const place = placeAt(one.step, one.draft, one.ground)
    const resumedAt = isUntouched(one.draft) ? undefined : one.savedAt
    return show(tx, one, place, randomBytes(4).toString('hex'), { resumedAt })
  })
}

/**
 * Takes what was submitted in a window and goes on from there; from *Next steps* that closes the session. Where a field has another text
 * by now that this window did not show, the window comes up again with both.
 */
export async function goOn(store: Store, at: SessionWindow, values: Fields, by: Person, now: Temporal.Instant): Promise<SessionReply | SessionProblems | Refusal> {
  return inSession(store, at, values, by, now, async (tx, before) => {
    const sent = merge(tx, before, at, values, 'leaving')
    const here = fieldsAt(at.place).filter((field) => sent.others[field] !== undefined)
    const isUnseen = (field: string) => !drew(tx, at, otherOf(field), sent.others[field] ?? '')
    if (here.some(isUnseen)) return { show: await show(tx, { ...before, draft: sent }, at.place, at.window) }
    const seen = withoutOthers(sent, here)
    const one = { ...before, draft: at.place.step === 'nextSteps' ? followPlan(seen, before.ground.plan) : seen }

    const next = advance(at.place, one.draft, one.ground)
    if (next.to === 'problems') return { ...refusal('problems', 'Some fields need a change.'), problems: next.problems }
    if (next.to === 'place') return { show: await show(tx, one, next.place, at.window, { notes: next.notes }) }
    const [other] = Object.keys(one.draft.others)
    return other === undefined ? end(tx, one, next.end) : { show: await show(tx, one, placeOf(other), at.window) }
  })
}

/** Takes what stands in a window and does what a button inside it says. */
export async function moveIn(store: Store, at: SessionWindow, how: { move: SessionMove; slot?: number | undefined }, values: Fields, by: Person, now: Temporal.Instant): Promise<SessionReply | Refusal> {
  return inSession(store, at, values, by, now, async (tx, one) => {
    const moved = move(how.move, how.slot, at.place, merge(tx, one, at, values, 'leaving'), one.ground)
    return { show: await show(tx, { ...one, draft: moved.draft }, moved.place, at.window, { notes: moved.notes }) }
  })
}

/**
 * Takes a change of what would help. Shows the window anew where something private was picked (which comes with the contact card, and of
 * which nothing is kept) or where the detail has to appear; undefined where it can stay as it is.
 */
export async function pickHelp(store: Store, at: SessionWindow, values: Fields, wish: 'contact_card' | 'nothing_private', by: Person, now: Temporal.Instant): Promise<SessionReply | Refusal | undefined> {
  const { place } = at
  if (place.step !== 'help') return undefined
  const asks = Array.isArray(values['helpKinds']) && values['helpKinds'].some((kind) => kind !== 'nothing')
  const detail = asks ? 'shown' : wish === 'contact_card' ? 'hidden' : place.detail
  const stays = wish === 'nothing_private' && detail === place.detail
  const reply = await inSession(store, at, values, by, now, async (tx, one) => {
    const draft = merge(tx, one, at, values, stays ? 'typing' : 'leaving')
    const kept = detail === 'hidden' ? { ...draft, fields: { ...draft.fields, helpDetail: '' } } : draft
    const next: SessionPlace = { step: 'help', asked: wish === 'contact_card' ? (place.asked + 1) % 1_000 : place.asked, detail }
    return { show: await show(tx, { ...one, draft: kept }, next, at.window) }
  })
  return stays ? undefined : reply
}

/** Keeps what was typed so far, unless something newer is kept already. `stamp` is Slack's, in microseconds. */
export async function keepTyping(store: Store, at: SessionWindow, values: Fields, stamp: number, by: Person, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    const one = await loadOpen(tx, at.sessionId, by, now)
    if (one === undefined || one.stamp > stamp) return
    await save(tx, { ...one, draft: merge(tx, one, at, values, 'typing') }, at.place.step, stamp)
  })
}

/** Keeps what a window held when its submission had something to put right. */
export async function keepForNow(store: Store, at: SessionWindow, values: Fields, by: Person, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    const one = await loadOpen(tx, at.sessionId, by, now)
    if (one !== undefined) await save(tx, { ...one, draft: merge(tx, one, at, values, 'typing') }, at.place.step)
  })
}

/** The window drawn again as it is, from what is kept; undefined when it is no longer there to be drawn. */
export async function drawAgain(store: Store, at: SessionWindow, by: Person, now: Temporal.Instant): Promise<SessionScreen | undefined> {
  const one = await loadOpen(store.read, at.sessionId, by, now)
  return one && screen(store.read, one, at.place, at.window, {})
}

/** Puts the session away with everything typed in it. */
export async function discard(store: Store, sessionId: SessionId, by: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const found = await find(tx, sessionId, by)
    if (isRefusal(found)) return found
    if (!(await discardSession(tx, sessionId, now))) return refusal('not_open', 'This session is not open any more. Nothing was changed.')
    await dropDraft(tx, by.id, 'session', sessionId)
    await redrawHomes(tx, [by], now)
    return undefined
  })
}

/** Everything about an open session that its screens and rules need. */
type OpenSession = {
  session: Session
  pair: Pair
  meeting: Meeting | undefined
  by: Person
  now: Temporal.Instant
  ground: SessionGround
  draft: SessionDraft
  step: string
  stamp: number
  savedAt: Temporal.Instant | undefined
}

const notYours = refusal('not_yours', 'Only the manager of this 1:1 can write in its session. Nothing was changed.')

async function find(tx: Tx, sessionId: SessionId, by: Person): Promise<{ session: Session; pair: Pair } | Refusal> {
  const session = await findSession(tx, sessionId)
  if (session === undefined || session.managerId !== by.id) return notYours
  const pair = await getPair(tx, session.pairId)
  return pair.managerId === by.id ? { session, pair } : notYours
}

async function loadOpen(tx: Tx, sessionId: SessionId, by: Person, now: Temporal.Instant): Promise<OpenSession | undefined> {
  const found = await find(tx, sessionId, by)
  return isRefusal(found) || found.session.state !== 'open' ? undefined : load(tx, found.session, found.pair, by, now)
}

/** Runs what was asked for in an open session of this manager. When it cannot go on, what the window holds is kept or shown back. */
async function inSession<Reply extends SessionReply | SessionProblems>(
  store: Store,
  at: SessionWindow,
  values: Fields,
  by: Person,
  now: Temporal.Instant,
  work: (tx: Tx, one: OpenSession) => Promise<Reply>,
): Promise<Reply | SessionReply | Refusal> {
  return store.write(async (tx) => {
    const found = await find(tx, at.sessionId, by)
    if (isRefusal(found)) return found
    const { session, pair } = found
    if (session.state === 'discarded') return { stopped: 'This session was discarded in another window. Nothing was sent.' }
    if (session.state === 'closed') {
      const changed = Object.keys(values).filter((field) => !drew(tx, at, field, values[field] ?? ''))
      return { closed: { closedAt: session.closedAt ?? now, unsaved: changed.map((field) => textOf(values, field)).filter((text) => text.trim() !== '') } }
    }
    const one = await load(tx, session, pair, by, now)
    const stopped = whyStopped(pair)
    if (stopped !== undefined) {
      await save(tx, { ...one, draft: merge(tx, one, at, values, 'leaving') }, at.place.step)
      return { stopped: `${stopped} What you typed is kept as your draft.` }
    }
    return work(tx, one)
  })
}

/** Why a pair has no sessions now; undefined when it has. */
function whyStopped(pair: Pair): string | undefined {
  switch (pair.state) {
    case 'active':
      return undefined
    case 'paused':
      return 'This 1:1 is paused, so its session waits. Nothing was sent. Resume it on App Home to go on.'
    case 'proposed':
      return 'This 1:1 has not started: the other side has not said yes yet. Nothing was sent.'
    case 'declined':
    case 'ended':
      return 'This 1:1 has ended, and its plan can only be read. Nothing was sent.'
    default:
      return pair.state satisfies never
  }
}

async function meetingFor(tx: Tx, pair: Pair, wanted: MeetingId | undefined, open: Session | undefined, now: Temporal.Instant): Promise<Meeting | undefined> {
  const near = await meetingsBetween(tx, pair.id, now.subtract(opensAfter), now.add(opensBefore))
  const fitting = near.filter(({ state }) => state === 'planned')
  if (wanted !== undefined) {
    const meeting = await getMeeting(tx, wanted)
    if (meeting.pairId === pair.id && meeting.state === 'planned') return meeting
  }
  const distance = (meeting: Meeting) => Math.abs(meeting.startsAt.epochMilliseconds - now.epochMilliseconds)
  return fitting.find(({ id }) => id === open?.meetingId) ?? fitting.toSorted((a, b) => distance(a) - distance(b))[0]
}

async function load(tx: Tx, session: Session, pair: Pair, by: Person, now: Temporal.Instant): Promise<OpenSession> {
  const meeting = session.meetingId === undefined ? undefined : await getMeeting(tx, session.meetingId)
  const plan = await readPlan(tx, pair, now)
  const today = localDate(now, by.zone)
  const from = meeting !== undefined && Temporal.Instant.compare(meeting.startsAt, now) > 0 ? meeting.startsAt : now
  const coming = await meetingsBetween(tx, pair.id, from.add({ milliseconds: 1 }), from.add({ hours: 24 * 45 }))
  const next = coming.find(({ state, id }) => state === 'planned' && id !== meeting?.id)
  const kept = await readDraft(tx, by.id, 'session', session.id)
  return {
    session,
    pair,
    meeting,
    by,
    now,
    ground: {
      plan,
      shared: meeting === undefined ? undefined : await sharedAnswersOf(tx, meeting.id),
      which: plan.pastSessions.length === 0 ? 'first' : 'later',
      today: today.toString(),
      nextOn: (next === undefined ? today.add({ days: usualDays }) : localDate(next.startsAt, by.zone)).toString(),
    },
    draft: kept === undefined ? emptyDraft : sessionDraft.parse(kept.values),
    step: kept?.step ?? 'goals',
    stamp: kept?.stamp ?? 0,
    savedAt: kept?.savedAt,
  }
}

/** What a window of the session holds, merged into what is kept. */
function merge(tx: Tx, one: OpenSession, at: SessionWindow, values: Fields, how: 'typing' | 'leaving') {
  const sent = { window: at.window, values, how, drew: (field: string, value: FieldValue) => drew(tx, at, field, value) }
  return mergeSent(one.draft, at.place, sent, (field) => shownValue(field, one.draft, one.ground))
}

function drew(tx: Tx, at: SessionWindow, field: string, value: FieldValue): boolean {
  return at.drawn[field] === fingerprint(tx, value)
}

/** Under which name a window notes that it showed the other text of a field. */
const otherOf = (field: string) => `other.${field}`

function fingerprint(tx: Tx, value: FieldValue): string {
  return tx.sealer.fingerprint(JSON.stringify(value)).slice(0, 8)
}

/** Keeps the draft and gives the screen of a place. Goals that changed on the plan meanwhile are put beside what was typed. */
async function show(tx: Tx, one: OpenSession, place: SessionPlace, window: string, besides: { notes?: string[]; resumedAt?: Temporal.Instant | undefined } = {}): Promise<SessionScreen> {
  const draft = place.step === 'goals' ? followPlan(one.draft, one.ground.plan) : one.draft
  const current = { ...one, draft }
  await save(tx, current, place.step)
  return screen(tx, current, place, window, besides)
}

async function screen(tx: Tx, one: OpenSession, place: SessionPlace, window: string, besides: { notes?: string[]; resumedAt?: Temporal.Instant | undefined }): Promise<SessionScreen> {
  const { draft, ground } = one
  const trigger = one.meeting === undefined ? undefined : await triggerOfMeeting(tx, one.meeting.id)
  const question = questionBank.questions.find(({ id }) => id === trigger?.questionId)
  return screenOf({
    sessionId: one.session.id,
    window,
    place,
    drawn: Object.fromEntries(
      fieldsAt(place).flatMap((field) => {
        const other = draft.others[field]
        const own: [string, string] = [field, fingerprint(tx, shownValue(field, draft, ground))]
        return other === undefined ? [own] : [own, [otherOf(field), fingerprint(tx, other)]]
      }),
    ),
    draft,
    ground,
    meetingAt: one.meeting?.startsAt,
    question,
    ...besides,
  })
}

/** Keeps a draft: a keystroke under Slack's stamp, anything else as the newest there is. */
async function save(tx: Tx, one: OpenSession, step: string, stamp = Math.max(one.stamp, microseconds(one.now))): Promise<void> {
  await saveDraft(tx, { workspaceId: one.pair.workspaceId, ownerId: one.by.id, kind: 'session', subjectId: one.session.id, values: one.draft, step, stamp, now: one.now })
}

const microseconds = (now: Temporal.Instant) => now.epochMilliseconds * 1_000

/** Closes the session: plan, answers, requests, agreement and messages together, or nothing. */
async function end(tx: Tx, one: OpenSession, outcome: SessionEnd): Promise<SessionReply> {
  const { session, pair, meeting, by, now } = one
  const base = { workspaceId: pair.workspaceId, planId: pair.planId }
  for (const write of outcome.goals) {
    const isWritten =
      write.write === 'add'
        ? await addGoal(tx, { ...base, kind: write.kind, wording: write.wording, by: by.id, now })
        : write.write === 'reword'
          ? await rewordGoal(tx, write.goal, write.wording, by.id, now)
          : await removeGoal(tx, write.goal)
    if (isWritten === false) throw new Error('a goal changed inside the transaction that read it')
  }
  for (const request of outcome.requests) await addRequest(tx, { ...base, ...request, pairId: pair.id, sessionId: session.id, askedById: by.id, now })
  const { helpKinds, obstacle, obstacleKind, lowestConfidence, news } = outcome
  const trigger = meeting && (await triggerOfMeeting(tx, meeting.id))
  const questionCategory = categoryOf(trigger?.questionId)
  await closeSession(tx, session.id, { helpKinds, obstacle, obstacleKind, lowestConfidence, news, questionCategory }, now)
  await dropDraft(tx, by.id, 'session', session.id)
  await proposeAgreement(tx, { pair, sessionId: session.id, items: outcome.items, promise: outcome.promise, now })
  if (meeting !== undefined) await meetingCoached(tx, meeting.id, by, now)
  await planChanged(tx, pair, now)
  const employee = await getPerson(tx, pair.employeeId)
  const mentorship = await mentorshipOfManager(tx, by.id)
  return {
    ended: {
      sessionId: session.id,
      employeeName: employee.name,
      goals: outcome.goals.length,
      requests: outcome.requests.length,
      steps: outcome.items.map(({ text, owner, dueOn }) => ({ text, owner, dueOn })),
      promise: outcome.promise && { text: outcome.promise.text, dueOn: outcome.promise.dueOn },
      obstacle: outcome.obstacle === undefined ? 'none' : 'noted',
      nextMeetingAt: one.ground.plan.nextMeetingAt,
      mentor: mentorship?.state === 'active' ? (await getPerson(tx, mentorship.mentorId)).name : undefined,
      keptOpen: one.draft.openSteps === 'kept',
    },
  }
}

function categoryOf(questionId: string | undefined): Category | undefined {
  return questionBank.questions.find(({ id }) => id === questionId)?.category
}
