import { nextOccurrence } from '../coaching/cadence.ts'
import type { CircleMeetingShown, CircleStepShown } from '../coaching/circle-messages.ts'
import { announcedAt, circleSize, circleSteps, nextCaseOwner, stepAt } from '../coaching/circles.ts'
import type { CircleId, CircleMeetingId, PersonId } from '../coaching/ids.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { Circle, CircleMeeting } from '../db/circles.ts'
import {
  casesOf,
  changeCircleMeeting,
  circlesWithoutMeeting,
  dueCircleMeetings,
  getCircle,
  getCircleMeeting,
  insertCircleMeeting,
  lastCircleDate,
  membersOf,
  nextCircleMeeting,
} from '../db/circles.ts'
import type { OutboxRow } from '../db/outbox.ts'
import { enqueue, redraw, withdraw } from '../db/outbox.ts'
import type { Person } from '../db/people.ts'
import { getPeople, getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { circleMeetingKey, circleStepKey } from './circle-keys.ts'
import { dayOffAt } from './holding-back.ts'

/**
 * Plans the next meeting of each circle, announces it in its group DM the working day before, and brings its steps in their time. What
 * fails for one circle waits for the next look; it is thrown once all the others were served.
 */
export async function moveCircles(store: Store, now: Temporal.Instant): Promise<void> {
  for (;;) {
    const planned = await store.write(async (tx) => {
      const bare = await circlesWithoutMeeting(tx, 50)
      for (const circle of bare) await planNext(tx, circle, now)
      return bare.length
    })
    if (planned < 50) break
  }
  const failed = new Map<CircleMeetingId, unknown>()
  for (;;) {
    const due = await dueCircleMeetings(store.read, now, 100, [...failed.keys()])
    if (due.length === 0) break
    for (const { id } of due) await store.write((tx) => goOn(tx, id, now)).catch((error: unknown) => failed.set(id, error))
  }
  if (failed.size > 0) throw new AggregateError(failed.values(), `${failed.size} meetings of circles could not go on`)
}

/** *Skip this time*, by any member until it begins. The case stays with whose turn it is. */
export async function skipCircleMeeting(
  store: Store,
  id: CircleMeetingId,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const found = await beforeIt(tx, id, by, now)
    if ('refused' in found) return found
    if (!(await changeCircleMeeting(tx, found.meeting, { state: 'skipped', skippedById: by.id }))) return begun
    await planNext(tx, await getCircle(tx, found.meeting.circleId), now)
    await redraw(tx, found.meeting.workspaceId, circleMeetingKey(id), now)
    return undefined
  })
}

/** *I bring the case instead*, by any other member until it begins. Whose turn it was comes next time, having brought the fewer cases. */
export async function takeCase(store: Store, id: CircleMeetingId, by: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const found = await beforeIt(tx, id, by, now)
    if ('refused' in found) return found
    if (found.meeting.caseOwnerId === by.id) return refusal('own', 'You bring the case already. Somebody else can press this to swap.')
    if (!(await changeCircleMeeting(tx, found.meeting, { caseOwnerId: by.id }))) return begun
    await redraw(tx, found.meeting.workspaceId, circleMeetingKey(id), now)
    return undefined
  })
}

/** Whose turn it is at a meeting, of the members who work that day and are not away. */
export async function whoseTurn(tx: Tx, meeting: CircleMeeting): Promise<PersonId | undefined> {
  const cases = await casesOf(tx, meeting.circleId)
  const people = await presentMembers(tx, meeting.circleId)
  const members = []
  for (const { person, joined } of people) {
    const own = cases.filter(({ caseOwnerId }) => caseOwnerId === person.id)
    const off = await dayOffAt(tx, person, [meeting.startsAt])
    members.push({
      personId: person.id,
      cases: own.length,
      lastAt: own.at(-1)?.startsAt,
      joined,
      there: off === undefined ? ('there' as const) : ('away' as const),
    })
  }
  return nextCaseOwner(members)
}

/** Draws the announcement of a circle's coming meeting anew, where it stands already. */
export async function redrawCircleMeeting(tx: Tx, circleId: CircleId, now: Temporal.Instant): Promise<void> {
  const meeting = await nextCircleMeeting(tx, circleId)
  if (meeting !== undefined) await redraw(tx, meeting.workspaceId, circleMeetingKey(meeting.id), now)
}

export async function loadCircleMeeting(
  tx: Tx,
  { circleMeetingId }: MessagePayload<'circle_meeting'>,
  now: Temporal.Instant,
): Promise<CircleMeetingShown | undefined> {
  const meeting = await getCircleMeeting(tx, circleMeetingId)
  if (meeting.state === 'planned' || meeting.caseOwnerId === undefined) return undefined
  const position = stepAt(meeting.startsAt, now)
  const next = await nextCircleMeeting(tx, meeting.circleId)
  return {
    circleMeetingId,
    caseOwnerName: (await getPerson(tx, meeting.caseOwnerId)).name,
    startsAt: meeting.startsAt,
    state: meeting.state,
    step: meeting.state === 'running' && meeting.step !== undefined ? circleSteps[meeting.step]?.step : undefined,
    stepUntil: meeting.state === 'running' && position.is === 'step' ? position.until : undefined,
    skippedByName: meeting.skippedById && (await getPerson(tx, meeting.skippedById)).name,
    nextAt: next === undefined || next.id === meeting.id ? undefined : next.startsAt,
  }
}

/** A step as it is posted; undefined once it is no longer the one that the meeting is at. */
export async function loadCircleStep(
  tx: Tx,
  { circleMeetingId, step }: MessagePayload<'circle_step'>,
  now: Temporal.Instant,
): Promise<CircleStepShown | undefined> {
  const meeting = await getCircleMeeting(tx, circleMeetingId)
  const position = stepAt(meeting.startsAt, now)
  const meant = circleSteps[step]
  if (meeting.state !== 'running' || position.is !== 'step' || position.index !== step || meant === undefined) return undefined
  if (meeting.caseOwnerId === undefined) return undefined
  return { step: meant.step, caseOwnerName: (await getPerson(tx, meeting.caseOwnerId)).name, until: position.until }
}

/** Slack took no announcement, so there is no thread in which the meeting could be. */
export async function circleMeetingFailed(tx: Tx, row: OutboxRow): Promise<void> {
  if (row.op !== 'post') return
  const { circleMeetingId } = payloadOf(row)
  const meeting = await getCircleMeeting(tx, circleMeetingId)
  await changeCircleMeeting(tx, meeting, { state: 'missed' })
  await withdraw(
    tx,
    meeting.workspaceId,
    circleSteps.map((_step, index) => circleStepKey(circleMeetingId, index)),
  )
}

// The row was written by `announce` below with this very payload.
const payloadOf = (row: OutboxRow) => JSON.parse(row.payload) as MessagePayload<'circle_meeting'>

/** The next date of the cadence that has no meeting yet and is not past its announcement by more than the meeting itself. */
async function planNext(tx: Tx, circle: Circle, now: Temporal.Instant): Promise<void> {
  if (circle.ended) return
  const last = await lastCircleDate(tx, circle.id)
  const after = last !== undefined && Temporal.Instant.compare(last.startsAt, now) > 0 ? last.startsAt : now
  const next = nextOccurrence(circle.cadence, after)
  if (next === undefined) return
  await insertCircleMeeting(tx, {
    workspaceId: circle.workspaceId,
    circleId: circle.id,
    onDate: next.originalDate,
    startsAt: next.startsAt,
    dueAt: announcedAt(next.startsAt, circle.cadence.zone),
  })
}

async function goOn(tx: Tx, id: CircleMeetingId, now: Temporal.Instant): Promise<void> {
  const meeting = await getCircleMeeting(tx, id)
  const position = stepAt(meeting.startsAt, now)
  switch (meeting.state) {
    case 'planned':
      return position.is === 'ahead' ? announce(tx, meeting, now) : close(tx, meeting, 'missed', now)
    case 'announced':
    case 'running': {
      if (position.is === 'over') return close(tx, meeting, meeting.step === undefined ? 'missed' : 'done', now)
      if (position.is === 'ahead' || position.index === meeting.step) return
      if (!(await changeCircleMeeting(tx, meeting, { state: 'running', step: position.index, dueAt: position.until }))) return
      await enqueue(tx, {
        workspaceId: meeting.workspaceId,
        key: circleStepKey(id, position.index),
        kind: 'circle_step',
        payload: { circleMeetingId: id, step: position.index },
        to: { kind: 'circle', id: meeting.circleId },
        inThreadOf: circleMeetingKey(id),
        expiresAt: position.until,
        now,
      })
      await redraw(tx, meeting.workspaceId, circleMeetingKey(id), now)
      return
    }
    default:
      return
  }
}

/** Announces a meeting with whose turn it is; with too few people, or nobody there who could bring a case, it does not take place. */
async function announce(tx: Tx, meeting: CircleMeeting, now: Temporal.Instant): Promise<void> {
  const present = await presentMembers(tx, meeting.circleId)
  const ownerId = present.length < circleSize.fewest ? undefined : await whoseTurn(tx, meeting)
  if (ownerId === undefined) return close(tx, meeting, 'missed', now)
  if (!(await changeCircleMeeting(tx, meeting, { state: 'announced', caseOwnerId: ownerId, dueAt: meeting.startsAt }))) return
  await enqueue(tx, {
    workspaceId: meeting.workspaceId,
    key: circleMeetingKey(meeting.id),
    kind: 'circle_meeting',
    payload: { circleMeetingId: meeting.id },
    to: { kind: 'circle', id: meeting.circleId },
    now,
  })
}

async function close(tx: Tx, meeting: CircleMeeting, state: 'done' | 'missed', now: Temporal.Instant): Promise<void> {
  if (!(await changeCircleMeeting(tx, meeting, { state }))) return
  await planNext(tx, await getCircle(tx, meeting.circleId), now)
  await redraw(tx, meeting.workspaceId, circleMeetingKey(meeting.id), now)
}

export const notIn = refusal('not_in', 'Only the members of this circle can do this. Nothing was changed.')

/** The members of a circle who can be written to. */
async function presentMembers(tx: Tx, circleId: CircleId): Promise<{ person: Person; joined: number }[]> {
  const members = (await membersOf(tx, circleId)).filter(({ state }) => state === 'in')
  const people = await getPeople(
    tx,
    members.map(({ personId }) => personId),
  )
  return members.flatMap(({ personId, joined }) => {
    const person = people.get(personId)
    return person?.kind === 'member' ? [{ person, joined }] : []
  })
}

/** A meeting that has not begun, for one of its members. */
async function beforeIt(tx: Tx, id: CircleMeetingId, by: Person, now: Temporal.Instant): Promise<{ meeting: CircleMeeting } | Refusal> {
  const meeting = await getCircleMeeting(tx, id)
  const members = await membersOf(tx, meeting.circleId)
  if (!members.some(({ personId, state }) => personId === by.id && state === 'in')) return notIn
  const isOpen = meeting.state === 'planned' || meeting.state === 'announced'
  if (!isOpen || Temporal.Instant.compare(now, meeting.startsAt) >= 0) return begun
  return { meeting }
}

const begun = refusal('begun', 'This meeting has begun, is over, or was skipped. Nothing was changed.')
