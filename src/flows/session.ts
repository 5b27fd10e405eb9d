import { randomBytes } from 'node:crypto'
import type { MeetingId, PairId, SessionId } from '../coaching/ids.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import type { Problem } from '../coaching/session.ts'
import { advance, followPlan, move, placeAt, placeOf, suggestedFor } from '../coaching/session.ts'
import type { Fields } from '../coaching/session-draft.ts'
import { fieldsAt, isUntouched, textOf, withoutOthers } from '../coaching/session-draft.ts'
import type { Resource } from '../coaching/resources.ts'
import type { SessionMove, SessionPlace } from '../coaching/session-place.ts'
import type { ClosedSession, SessionScreen, SessionSummary } from '../coaching/session-screen.ts'
import { dropDraft } from '../db/drafts.ts'
import type { Meeting } from '../db/meetings.ts'
import { getMeeting, meetingsBetween } from '../db/meetings.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import type { Session } from '../db/sessions.ts'
import { bindSession, discardSession, insertSession, openSessionOf } from '../db/sessions.ts'
import type { Store, Tx } from '../db/store.ts'
import { redrawHomes } from './home.ts'
import { endSession } from './session-end.ts'
import type { OpenSession, SessionWindow } from './session-state.ts'
import { drew, findOwn, load, loadOpen, merge, notYours, otherOf, save, screen, show, whyStopped } from './session-state.ts'
import { noteTriggerOpened } from './triggers.ts'

export type { SessionWindow }

/** What came out of something done in the session. `closed`: somebody closed it meanwhile. `stopped`: it cannot go on, and why. */
export type SessionReply = { show: SessionScreen } | { ended: SessionSummary } | { closed: ClosedSession } | { stopped: string }

/** Fields to put right. A refusal, so that the submission counts as not made and can be made again. */
export type SessionProblems = Refusal<'problems'> & { problems: Problem[] }

/** A meeting belongs to a session that is opened from 24 hours before it until 72 hours after. */
const opensBefore = { hours: 24 }
const opensAfter = { hours: 72 }
/**
 * Opens the pair's session for its manager, or takes up the open one where it was left. It is about the given meeting, else about the
 * nearest that it can belong to, else about none.
 */
export async function openSession(
  store: Store,
  asked: { pairId: PairId; meetingId?: MeetingId | undefined },
  by: Person,
  now: Temporal.Instant,
): Promise<SessionScreen | Refusal> {
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
export async function goOn(
  store: Store,
  at: SessionWindow,
  values: Fields,
  by: Person,
  now: Temporal.Instant,
): Promise<SessionReply | SessionProblems | Refusal> {
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
    return other === undefined ? { ended: await endSession(tx, one, next.end) } : { show: await show(tx, one, placeOf(other), at.window) }
  })
}

/** Takes what stands in a window and does what a button inside it says. */
export async function moveIn(
  store: Store,
  at: SessionWindow,
  how: { move: SessionMove; slot?: number | undefined },
  values: Fields,
  by: Person,
  now: Temporal.Instant,
): Promise<SessionReply | Refusal> {
  return inSession(store, at, values, by, now, async (tx, one) => {
    const moved = move(how.move, how.slot, at.place, merge(tx, one, at, values, 'leaving'), one.ground)
    return { show: await show(tx, { ...one, draft: moved.draft }, moved.place, at.window, { notes: moved.notes }) }
  })
}

/**
 * Takes a change of what would help. Shows the window anew where something private was picked (which comes with the contact card, and of
 * which nothing is kept) or where the detail has to appear; undefined where it can stay as it is.
 */
export async function pickHelp(
  store: Store,
  at: SessionWindow,
  values: Fields,
  wish: 'contact_card' | 'nothing_private',
  by: Person,
  now: Temporal.Instant,
): Promise<SessionReply | Refusal | undefined> {
  const { place } = at
  if (place.step !== 'help') return undefined
  const asks = Array.isArray(values['helpKinds']) && values['helpKinds'].some((kind) => kind !== 'nothing')
  const detail = asks ? 'shown' : wish === 'contact_card' ? 'hidden' : place.detail
  const isAlike = wish === 'nothing_private' && detail === place.detail
  let stays = isAlike
  const reply = await inSession(store, at, values, by, now, async (tx, one) => {
    const picked = merge(tx, one, at, values, 'leaving')
    stays = isAlike && sameResources(suggestedFor(one.draft, one.ground), suggestedFor(picked, one.ground))
    const draft = stays ? merge(tx, one, at, values, 'typing') : picked
    const kept = detail === 'hidden' ? { ...draft, fields: { ...draft.fields, helpDetail: '' } } : draft
    const next: SessionPlace = { step: 'help', asked: wish === 'contact_card' ? (place.asked + 1) % 1_000 : place.asked, detail }
    return { show: await show(tx, { ...one, draft: kept }, next, at.window) }
  })
  return stays ? undefined : reply
}

function sameResources(before: readonly Resource[], after: readonly Resource[]): boolean {
  return before.map(({ id }) => id).join() === after.map(({ id }) => id).join()
}

/** Keeps what was typed so far, unless something newer is kept already. `stamp` is Slack's, in microseconds. */
export async function keepTyping(
  store: Store,
  at: SessionWindow,
  values: Fields,
  stamp: number,
  by: Person,
  now: Temporal.Instant,
): Promise<void> {
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
    const found = await findOwn(tx, sessionId, by)
    if (isRefusal(found)) return found
    if (!(await discardSession(tx, sessionId, now))) return refusal('not_open', 'This session is not open any more. Nothing was changed.')
    await dropDraft(tx, by.id, 'session', sessionId)
    await redrawHomes(tx, [by], now)
    return undefined
  })
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
    const found = await findOwn(tx, at.sessionId, by)
    if (isRefusal(found)) return found
    const { session, pair } = found
    if (session.state === 'discarded') return { stopped: 'This session was discarded in another window. Nothing was sent.' }
    if (session.state === 'closed') {
      const changed = Object.keys(values).filter((field) => !drew(tx, at, field, values[field] ?? ''))
      return {
        closed: {
          closedAt: session.closedAt ?? now,
          unsaved: changed.map((field) => textOf(values, field)).filter((text) => text.trim() !== ''),
        },
      }
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

async function meetingFor(
  tx: Tx,
  pair: Pair,
  wanted: MeetingId | undefined,
  open: Session | undefined,
  now: Temporal.Instant,
): Promise<Meeting | undefined> {
  const near = await meetingsBetween(tx, pair.id, now.subtract(opensAfter), now.add(opensBefore))
  const fitting = near.filter(({ state }) => state === 'planned')
  if (wanted !== undefined) {
    const meeting = await getMeeting(tx, wanted)
    if (meeting.pairId === pair.id && meeting.state === 'planned') return meeting
  }
  const distance = (meeting: Meeting) => Math.abs(meeting.startsAt.epochMilliseconds - now.epochMilliseconds)
  return fitting.find(({ id }) => id === open?.meetingId) ?? fitting.toSorted((a, b) => distance(a) - distance(b))[0]
}
