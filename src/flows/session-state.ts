import type { SessionId } from '../coaching/ids.ts'
import { localDate } from '../coaching/local-time.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import type { SessionGround } from '../coaching/session.ts'
import { followPlan, shownValue } from '../coaching/session.ts'
import type { Fields, FieldValue, SessionDraft } from '../coaching/session-draft.ts'
import { emptyDraft, fieldsAt, mergeSent, sessionDraft } from '../coaching/session-draft.ts'
import type { SessionPlace } from '../coaching/session-place.ts'
import type { SessionScreen } from '../coaching/session-screen.ts'
import { screenOf } from '../coaching/session-screen.ts'
import { readDraft, saveDraft } from '../db/drafts.ts'
import type { Meeting } from '../db/meetings.ts'
import { getMeeting, meetingsBetween } from '../db/meetings.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { resourcesOf } from '../db/resources.ts'
import type { Session } from '../db/sessions.ts'
import { findSession } from '../db/sessions.ts'
import { sharedAnswersOf } from '../db/shared-answers.ts'
import type { Tx } from '../db/store.ts'
import { ownQuestionOf, triggerOfMeeting } from '../db/triggers.ts'
import { readPlan } from './plan.ts'
import { questionOf } from './question-bank.ts'

/** One window of the session, as it was drawn: which session, where in it, and fingerprints of what stood in its fields. */
export type SessionWindow = { sessionId: SessionId; window: string; place: SessionPlace; drawn: Readonly<Record<string, string>> }

/** Everything about an open session that its screens and rules need. */
export type OpenSession = {
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

export const notYours = refusal('not_yours', 'Only the manager of this 1:1 can write in its session. Nothing was changed.')

/** A session and its pair, for the manager whose both are. */
export async function findOwn(tx: Tx, sessionId: SessionId, by: Person): Promise<{ session: Session; pair: Pair } | Refusal> {
  const session = await findSession(tx, sessionId)
  if (session === undefined || session.managerId !== by.id) return notYours
  const pair = await getPair(tx, session.pairId)
  return pair.managerId === by.id ? { session, pair } : notYours
}

/** An open session of this manager; undefined when there is none under this id. */
export async function loadOpen(tx: Tx, sessionId: SessionId, by: Person, now: Temporal.Instant): Promise<OpenSession | undefined> {
  const found = await findOwn(tx, sessionId, by)
  return isRefusal(found) || found.session.state !== 'open' ? undefined : load(tx, found.session, found.pair, by, now)
}

/** Why a pair has no sessions now; undefined when it has. */
export function whyStopped(pair: Pair): string | undefined {
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

/** Without a planned 1:1, steps are due a week from now unless said otherwise. */
const usualDays = 7

/** A session with its meeting, plan, shared answers and draft, as they stand now. */
export async function load(tx: Tx, session: Session, pair: Pair, by: Person, now: Temporal.Instant): Promise<OpenSession> {
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
      context: pair.context,
      catalogue: await resourcesOf(tx, pair.workspaceId),
      nextOn: (next === undefined ? today.add({ days: usualDays }) : localDate(next.startsAt, by.zone)).toString(),
    },
    draft: kept === undefined ? emptyDraft : sessionDraft.parse(kept.values),
    step: kept?.step ?? 'goals',
    stamp: kept?.stamp ?? 0,
    savedAt: kept?.savedAt,
  }
}

/** What a window of the session holds, merged into what is kept. */
export function merge(tx: Tx, one: OpenSession, at: SessionWindow, values: Fields, how: 'typing' | 'leaving') {
  const sent = { window: at.window, values, how, drew: (field: string, value: FieldValue) => drew(tx, at, field, value) }
  return mergeSent(one.draft, at.place, sent, (field) => shownValue(field, one.draft, one.ground))
}

/** Whether a window was drawn with this value in a field. */
export function drew(tx: Tx, at: SessionWindow, field: string, value: FieldValue): boolean {
  return at.drawn[field] === fingerprint(tx, value)
}

/** Under which name a window notes that it showed the other text of a field. */
export const otherOf = (field: string) => `other.${field}`

function fingerprint(tx: Tx, value: FieldValue): string {
  return tx.sealer.fingerprint(JSON.stringify(value)).slice(0, 8)
}

/** Keeps the draft and gives the screen of a place. Goals that changed on the plan meanwhile are put beside what was typed. */
export async function show(
  tx: Tx,
  one: OpenSession,
  place: SessionPlace,
  window: string,
  besides: { notes?: string[]; resumedAt?: Temporal.Instant | undefined } = {},
): Promise<SessionScreen> {
  const draft = place.step === 'goals' ? followPlan(one.draft, one.ground.plan) : one.draft
  const current = { ...one, draft }
  await save(tx, current, place.step)
  return screen(tx, current, place, window, besides)
}

/** The screen of a place as it stands, with nothing kept. */
export async function screen(
  tx: Tx,
  one: OpenSession,
  place: SessionPlace,
  window: string,
  besides: { notes?: string[]; resumedAt?: Temporal.Instant | undefined },
): Promise<SessionScreen> {
  const { draft, ground } = one
  const trigger = one.meeting === undefined ? undefined : await triggerOfMeeting(tx, one.meeting.id)
  const question = await questionOf(tx, one.pair.workspaceId, trigger?.questionId)
  const ownQuestion = trigger && (await ownQuestionOf(tx, trigger.id))
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
    ownQuestion,
    ...besides,
  })
}

/**
 * Keeps a draft: a keystroke under Slack's stamp, anything else under that of the last keystroke before it. Stamps are Slack's alone: under one
 * of our clock, which may be ahead, the keystrokes that follow would count as older and be lost.
 */
export async function save(tx: Tx, one: OpenSession, step: string, stamp = one.stamp): Promise<void> {
  await saveDraft(tx, {
    workspaceId: one.pair.workspaceId,
    ownerId: one.by.id,
    kind: 'session',
    subjectId: one.session.id,
    values: one.draft,
    step,
    stamp,
    now: one.now,
  })
}
