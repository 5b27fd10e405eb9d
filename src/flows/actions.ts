import type { ActionLine, ActionNews, ActionReminder } from '../coaching/agreement-messages.ts'
import type { Act, ActionStanding, NoEffect } from '../coaching/actions.ts'
import { act, hindrance, isBinding } from '../coaching/actions.ts'
import { budgetDecision } from '../coaching/budget.ts'
import type { ActionId, AgreementId, PairId, PersonId } from '../coaching/ids.ts'
import { localDate, weekOf } from '../coaching/local-time.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { Action } from '../coaching/plan.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import { workingDayFrom } from '../coaching/working-days.ts'
import type { ReminderCandidate, StoredAction } from '../db/actions.ts'
import {
  acknowledge,
  actionsOfAgreement,
  getAction,
  getActions,
  newsToldOn,
  noteNews,
  noteReminded,
  planAction,
  reminderCandidates,
  saveAction,
  tellNewsOn,
  waitingNews,
} from '../db/actions.ts'
import { getAgreement } from '../db/agreements.ts'
import { countedInWeek, enqueue, findByKey, redraw } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople, getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { newsKey, reminderKey } from './agreement-keys.ts'
import type { ItemMove } from './agreements.ts'
import { itemMoved, redrawAgreement } from './agreements.ts'
import { mayRemind } from './holding-back.ts'
import { planChanged } from './plan-changed.ts'
import { sideOf } from './sides.ts'

export type ActRefused = NoEffect | 'ended'
export type Acted = { pairId: PairId; agreementId: AgreementId }

/**
 * Does to an action what a person asked, and tells everybody whom it concerns. The rules are `act` of coaching/actions.ts; the write is
 * guarded by state, version and wording, so that of two acts at once one has no effect.
 */
export async function actOn(
  store: Store,
  actionId: ActionId,
  by: Person,
  what: Act,
  now: Temporal.Instant,
): Promise<Acted | Refusal<ActRefused>> {
  return store.write(async (tx) => {
    const action = await getAction(tx, actionId)
    const pair = await getPair(tx, action.pairId)
    const done = await actIn(tx, pair, action, by, what, now)
    if (isRefusal(done)) return done
    await planChanged(tx, pair, now)
    return { pairId: pair.id, agreementId: action.agreementId }
  })
}

/** Confirms every item of an agreement that waits, as it stood in the version that the employee had before their eyes. */
export async function confirmAll(
  store: Store,
  agreementId: AgreementId,
  by: Person,
  version: number,
  now: Temporal.Instant,
): Promise<Acted | Refusal<ActRefused>> {
  return store.write(async (tx) => {
    const agreement = await getAgreement(tx, agreementId)
    const pair = await getPair(tx, agreement.pairId)
    if (sideOf(pair, by.id) !== 'employee') return refused('not_yours')
    if (agreement.version !== version) return refused('changed')
    const waiting = (await actionsOfAgreement(tx, agreementId)).filter(({ state }) => state === 'proposed')
    if (waiting.length === 0) return refused('already')
    for (const action of waiting) {
      const done = await actIn(tx, pair, action, by, { act: 'confirm', version: action.version }, now)
      if (isRefusal(done)) return done
    }
    await planChanged(tx, pair, now)
    return { pairId: pair.id, agreementId }
  })
}

/** The other party says that they saw an action done. Saying it again changes nothing. */
export async function acknowledgeDone(
  store: Store,
  actionId: ActionId,
  by: Person,
  now: Temporal.Instant,
): Promise<Acted | Refusal<ActRefused>> {
  return store.write(async (tx) => {
    const action = await getAction(tx, actionId)
    const pair = await getPair(tx, action.pairId)
    const side = sideOf(pair, by.id)
    if (side === undefined || side === action.wording.owner) return refused('not_yours')
    if (await acknowledge(tx, actionId, now)) {
      await redrawAround(tx, pair, await getAction(tx, actionId), now)
      await planChanged(tx, pair, now)
    }
    return { pairId: pair.id, agreementId: action.agreementId }
  })
}

/** An action for a form about it, where this person may do that to it now. */
export type OpenedAction = { action: Action; otherName: string }

export async function openAction(tx: Tx, actionId: ActionId, by: Person, what: Act['act']): Promise<OpenedAction | Refusal<ActRefused>> {
  const action = await getAction(tx, actionId)
  const pair = await getPair(tx, action.pairId)
  const side = sideOf(pair, by.id)
  if (side === undefined) return refused('not_yours')
  if (isOver(pair)) return refused('ended')
  const why = hindrance(action, side, what)
  if (why !== undefined) return refused(why)
  const other = await getPerson(tx, side === 'manager' ? pair.employeeId : pair.managerId)
  return { action: planAction(action), otherName: other.name }
}

/** Draws again every message that shows an action, for somebody who pressed a button of an older drawing. */
export async function redrawAction(store: Store, actionId: ActionId, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    const action = await getAction(tx, actionId)
    const pair = await getPair(tx, action.pairId)
    await redrawAgreement(tx, await getAgreement(tx, action.agreementId), now)
    await redrawAround(tx, pair, action, now)
  })
}

/**
 * Reminds owners of what is due: once for each date, from 09:00 of their first working day at or after it, all of a day in one message.
 * What is over the week's budget waits and goes along later. What was signed after its reminder would have come needs none.
 */
export async function remindOfDue(store: Store, now: Temporal.Instant): Promise<void> {
  const until = localDate(now, earliestZone).toString()
  for (const ownerId of new Set((await reminderCandidates(store.read, until)).map((candidate) => candidate.ownerId))) {
    if (!(await mayRemind(store.read, await getPerson(store.read, ownerId), now))) continue
    await store.write(async (tx) => {
      const due = (await reminderCandidates(tx, until)).filter((candidate) => candidate.ownerId === ownerId)
      await remindOwner(tx, await getPerson(tx, ownerId), due, now)
    })
  }
}

/** What is due today, as its owner is reminded of it. */
export async function loadActionReminder(tx: Tx, { personId, actionIds }: MessagePayload<'action_reminder'>): Promise<ActionReminder> {
  return { lines: await linesFor(tx, personId, await getActions(tx, actionIds)) }
}

/** What the other side finished, moved or dropped. */
export async function loadActionNews(tx: Tx, { personId, on }: MessagePayload<'action_news'>): Promise<ActionNews> {
  return { lines: await linesFor(tx, personId, await newsToldOn(tx, personId, on)) }
}

/** Tells a person what the other side finished, moved or dropped, if their week's budget allows; what waits goes along with the next. */
export async function tellNews(tx: Tx, person: Person, now: Temporal.Instant): Promise<void> {
  const waiting = await waitingNews(tx, person.id)
  if (waiting.length === 0) return
  const day = localDate(now, person.zone).toString()
  const key = newsKey(person.id, day)
  const told = await findByKey(tx, person.workspaceId, key)
  if (told === undefined) {
    const week = weekOf(now, person.zone)
    if (budgetDecision({ class: 'mergeable', sentThisWeek: await countedInWeek(tx, person.id, week) }) !== 'send') return
    await enqueue(tx, {
      workspaceId: person.workspaceId,
      key,
      kind: 'action_news',
      payload: { personId: person.id, on: day },
      to: { kind: 'person', id: person.id },
      now,
      budgetWeek: week,
    })
  }
  await tellNewsOn(
    tx,
    waiting.map(({ id }) => id),
    day,
  )
  await redraw(tx, person.workspaceId, key, now)
}

async function actIn(
  tx: Tx,
  pair: Pair,
  action: StoredAction,
  by: Person,
  what: Act,
  now: Temporal.Instant,
): Promise<'done' | Refusal<ActRefused>> {
  const side = sideOf(pair, by.id)
  if (side === undefined) return refused('not_yours')
  if (isOver(pair)) return refused('ended')
  const after = act(action, side, what, localDate(now, by.zone).toString())
  if (typeof after === 'string') return refused(after)
  if (!(await saveAction(tx, action, after, by.id, now))) return refused('changed')
  await itemMoved(tx, pair, action.agreementId, moveOf(what, action, after), now)
  if ((what.act === 'done' || what.act === 'not_yet' || what.act === 'drop') && isBinding(action)) {
    await noteNews(tx, action.id, now)
    await tellNews(tx, await getPerson(tx, side === 'manager' ? pair.employeeId : pair.managerId), now)
  }
  await redrawAround(tx, pair, await getAction(tx, action.id), now)
  return 'done'
}

function isOver({ state }: Pair): boolean {
  return state === 'ended' || state === 'declined'
}

function moveOf(what: Act, before: ActionStanding, after: ActionStanding): ItemMove {
  if (after.version !== before.version) return 'new_wording'
  if (what.act === 'suggest' || what.act === 'not_agreed') return 'came_back'
  return before.state === 'change_suggested' && after.state === 'proposed' ? 'kept_wording' : 'answered'
}

/** Draws again the owner's reminder and the other party's news that show an action. */
async function redrawAround(tx: Tx, pair: Pair, action: StoredAction, now: Temporal.Instant): Promise<void> {
  const [owner, other] = action.wording.owner === 'manager' ? [pair.managerId, pair.employeeId] : [pair.employeeId, pair.managerId]
  if (action.remindedOn !== undefined) await redraw(tx, pair.workspaceId, reminderKey(owner, action.remindedOn), now)
  if (action.newsOn !== undefined) await redraw(tx, pair.workspaceId, newsKey(other, action.newsOn), now)
}

/** The wall-clock hour from which people are reminded. */
const remindFrom = Temporal.PlainTime.from('09:00')
/** Where every date begins first. */
const earliestZone = 'Pacific/Kiritimati'

async function remindOwner(tx: Tx, owner: Person, due: ReminderCandidate[], now: Temporal.Instant): Promise<void> {
  const today = localDate(now, owner.zone)
  const reached = due
    .map((candidate) => ({ ...candidate, day: workingDayFrom(Temporal.PlainDate.from(candidate.dueOn), owner.week) }))
    .filter(({ day }) => Temporal.PlainDate.compare(day, today) <= 0)
  const signedLate = reached.filter(
    ({ day, signedAt }) =>
      Temporal.Instant.compare(signedAt, day.toZonedDateTime({ timeZone: owner.zone, plainTime: remindFrom }).toInstant()) > 0,
  )
  await noteReminded(
    tx,
    signedLate.map(({ id }) => id),
    today.toString(),
  )
  const wanted = reached.filter((candidate) => !signedLate.includes(candidate))
  if (wanted.length === 0) return
  const week = weekOf(now, owner.zone)
  if (budgetDecision({ class: 'counted', sentThisWeek: await countedInWeek(tx, owner.id, week) }) !== 'send') return
  const actionIds = wanted.map(({ id }) => id)
  const key = reminderKey(owner.id, today.toString())
  const to = { kind: 'person', id: owner.id } as const
  if (
    !(await enqueue(tx, {
      workspaceId: owner.workspaceId,
      key,
      kind: 'action_reminder',
      payload: { personId: owner.id, actionIds },
      to,
      now,
      budgetWeek: week,
    }))
  )
    return
  await noteReminded(tx, actionIds, today.toString())
}

async function linesFor(tx: Tx, personId: PersonId, actions: StoredAction[]): Promise<ActionLine[]> {
  const pairs = await Promise.all([...new Set(actions.map(({ pairId }) => pairId))].map((id) => getPair(tx, id)))
  const others = await getPeople(
    tx,
    pairs.map((pair) => (pair.managerId === personId ? pair.employeeId : pair.managerId)),
  )
  return actions.map((action) => {
    const pair = pairs.find(({ id }) => id === action.pairId)
    const other = pair && others.get(pair.managerId === personId ? pair.employeeId : pair.managerId)
    return { pairId: action.pairId, action: planAction(action), otherName: other?.name ?? '' }
  })
}

const sentences: Record<ActRefused, string> = {
  not_yours: 'This is for the other person in this 1:1 to say. Nothing was changed.',
  already: 'This was done already. Nothing was changed.',
  changed: 'The wording was changed after you saw it, so nothing was confirmed or changed. Please look at how it stands now.',
  closed: 'This step is closed. Nothing was changed.',
  signed: 'You confirmed this wording, so it stays agreed. To change it, use “Suggest a change”.',
  unsigned: 'This is not agreed yet. Nothing was changed. Please wait for the answer, or talk about it in your next 1:1.',
  nothing_suggested: 'There is no suggestion to answer any more. Nothing was changed.',
  past: 'This date is past. Nothing was changed. Please pick today or a later day.',
  ended: 'This 1:1 has ended in Cuecard, so its plan can be read and not changed. Nothing was lost.',
}

function refused(code: ActRefused): Refusal<ActRefused> {
  return refusal(code, sentences[code])
}
