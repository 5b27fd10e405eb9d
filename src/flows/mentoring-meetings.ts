import type { Cadence } from '../coaching/cadence.ts'
import { cadenceInWords, nextOccurrence, occurrences } from '../coaching/cadence.ts'
import type { MentoringMeetingId, MentoringTriggerId, MentorshipId } from '../coaching/ids.ts'
import type { MentoringOutcome, MentoringRhythmShown, MentoringSide } from '../coaching/mentoring.ts'
import { localDate } from '../coaching/local-time.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { missed, sendAt } from '../coaching/trigger-time.ts'
import type { MentoringMeeting, MentoringTriggerRow } from '../db/mentoring-meetings.ts'
import {
  changeMentoringMeeting,
  closeMentoringMeeting,
  dueMentoringTriggers,
  getMentoringMeeting,
  holdBackMentoring,
  insertMentoringMeeting,
  mentoringMeetingsOf,
  mentoringMeetingsToClose,
  mentoringTriggersOf,
  noteMentoringOutcome,
  planMentoringTrigger,
  settleMentoringTrigger,
} from '../db/mentoring-meetings.ts'
import type { MentoringRhythm } from '../db/mentoring-rhythms.ts'
import { noteRhythmUntil, rhythmOf, rhythmsShortOfMeetings, saveRhythm } from '../db/mentoring-rhythms.ts'
import type { Mentorship } from '../db/mentorships.ts'
import { getMentorship } from '../db/mentorships.ts'
import { enqueue, redraw } from '../db/outbox.ts'
import type { Person } from '../db/people.ts'
import { getPeople, getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { dayOffAt, laterThanNow } from './holding-back.ts'
import { holidaysOf } from './holidays.ts'
import { redrawHomes } from './home.ts'
import { keptOf } from './protected-time.ts'

/** Meetings exist as rows this far ahead, so that a monthly rhythm always has its next two. */
const horizon = { hours: 24 * 65 }
const refillAt = { hours: 24 * 40 }
/** A meeting moves at most this far ahead. */
const farthestDays = 60

export const mentoringTriggerKey = (id: MentoringTriggerId) => `mentoring/${id}`

/** A mentorship, and on which side of it a person stands; undefined for everybody else. */
async function sideIn(
  tx: Tx,
  mentorshipId: MentorshipId,
  by: Person,
): Promise<{ mentorship: Mentorship; side: MentoringSide } | undefined> {
  const mentorship = await getMentorship(tx, mentorshipId)
  if (mentorship.managerId === by.id) return { mentorship, side: 'manager' }
  return mentorship.mentorId === by.id ? { mentorship, side: 'mentor' } : undefined
}

/**
 * Sets when a mentorship meets, by either of the two; the other is told. Coming meetings follow, except one that was announced: it stands for
 * the new one of the same month, so that nobody is reminded twice.
 */
export async function setMentoringRhythm(
  store: Store,
  mentorshipId: MentorshipId,
  by: Person,
  cadence: Cadence,
  now: Temporal.Instant,
): Promise<{ nextAt: Temporal.Instant; otherName: string } | Refusal<'not_yours' | 'over' | 'no_meeting'>> {
  const next = nextOccurrence(cadence, now)
  if (next === undefined) return refusal('no_meeting', 'These dates give no meeting in the future. Nothing was saved.')
  return store.write(async (tx) => {
    const mine = await sideIn(tx, mentorshipId, by)
    if (mine === undefined) return notYours
    const { mentorship, side } = mine
    if (mentorship.state !== 'active') return refusal('over', 'This mentorship is not running. Nothing was changed.')
    const rhythm = await saveRhythm(tx, { mentorshipId, workspaceId: mentorship.workspaceId, cadence, setById: by.id, now })
    await takeAway(tx, mentorship, (meeting, wasSaid) => !wasSaid && meeting.rhythmVersion !== rhythm.version, 'rhythm_changed', now)
    await materialise(tx, rhythm, now)
    const to = side === 'manager' ? 'mentor' : 'manager'
    const other = await getPerson(tx, to === 'manager' ? mentorship.managerId : mentorship.mentorId)
    await enqueue(tx, {
      workspaceId: mentorship.workspaceId,
      key: `mentoring/${mentorshipId}/set/${rhythm.version}`,
      kind: 'mentoring_set',
      payload: { mentorshipId, version: rhythm.version, to },
      to: { kind: 'person', id: other.id },
      now,
    })
    await redrawHomes(tx, [by, other], now)
    return { nextAt: next.startsAt, otherName: other.name }
  })
}

/** Makes the meetings that running mentorships are short of, with what is sent ahead of them planned. */
export async function extendMentoring(store: Store, now: Temporal.Instant): Promise<void> {
  for (;;) {
    const short = await rhythmsShortOfMeetings(store.read, now.add(refillAt), 100)
    if (short.length === 0) return
    await store.write(async (tx) => {
      for (const rhythm of short) await materialise(tx, rhythm, now)
    })
  }
}

/** Ends what is planned of a mentorship that has ended. */
export async function stopMentoring(tx: Tx, mentorshipId: MentorshipId, now: Temporal.Instant): Promise<void> {
  await takeAway(tx, await getMentorship(tx, mentorshipId), () => true, 'mentorship_ended', now)
}

async function materialise(tx: Tx, { mentorshipId, workspaceId, cadence, version }: MentoringRhythm, now: Temporal.Instant): Promise<void> {
  const mentorship = await getMentorship(tx, mentorshipId)
  const until = now.add(horizon)
  const before = await mentoringMeetingsOf(tx, mentorshipId)
  const announcedMonths = new Set(
    before
      .filter(({ rhythmVersion, endsAt }) => rhythmVersion !== version && Temporal.Instant.compare(endsAt, now) > 0)
      .map(({ startsAt }) => monthOf(startsAt, cadence.zone)),
  )
  for (const { originalDate, startsAt } of occurrences(cadence, now, until)) {
    if (announcedMonths.has(monthOf(startsAt, cadence.zone))) continue
    const id = await insertMentoringMeeting(tx, {
      workspaceId,
      mentorshipId,
      key: `${version}/${originalDate}`,
      startsAt,
      lengthMinutes: cadence.lengthMinutes,
      rhythmVersion: version,
      now,
    })
    if (id !== undefined) await planAround(tx, mentorship, await getMentoringMeeting(tx, id))
  }
  await noteRhythmUntil(tx, mentorshipId, until)
}

function monthOf(at: Temporal.Instant, zone: string): string {
  return localDate(at, zone).toPlainYearMonth().toString()
}

/** Plans, or plans anew, what each of the two gets ahead of a meeting: at the hour of the usual lead, in their own zone and week. */
async function planAround(tx: Tx, { managerId, mentorId, workspaceId }: Mentorship, meeting: MentoringMeeting): Promise<void> {
  for (const side of ['manager', 'mentor'] as const) {
    const person = await getPerson(tx, side === 'manager' ? managerId : mentorId)
    const holidays = await holidaysOf(tx, person)
    const dueAt = sendAt({ startsAt: meeting.startsAt, zone: person.zone, lead: 'default', week: person.week, holidays })
    await planMentoringTrigger(tx, { workspaceId, meetingId: meeting.id, personId: person.id, side, dueAt })
  }
}

/** Withdraws coming meetings; what was said about one of them is drawn again. */
async function takeAway(
  tx: Tx,
  mentorship: Mentorship,
  goes: (meeting: MentoringMeeting, wasSaid: boolean) => boolean,
  reason: string,
  now: Temporal.Instant,
): Promise<void> {
  const coming = (await mentoringMeetingsOf(tx, mentorship.id)).filter(
    ({ state, endsAt }) => state === 'planned' && Temporal.Instant.compare(endsAt, now) > 0,
  )
  const triggers = await mentoringTriggersOf(
    tx,
    coming.map(({ id }) => id),
  )
  const said = new Set(triggers.filter(({ state }) => state === 'sent').map(({ meetingId }) => meetingId))
  const gone = coming.filter((meeting) => goes(meeting, said.has(meeting.id)))
  for (const { id } of gone) await changeMentoringMeeting(tx, id, { state: 'withdrawn' })
  const ids = gone.map(({ id }) => id)
  await holdBackMentoring(tx, ids, reason)
  await redrawMentoring(tx, ids, now)
}

/** Sends what is due ahead of mentoring meetings. What fails waits for the next look and is thrown after the others. */
export async function sendDueMentoring(store: Store, now: Temporal.Instant): Promise<void> {
  const failed = new Map<MentoringTriggerId, unknown>()
  for (;;) {
    const due = await dueMentoringTriggers(store.read, now, 100, [...failed.keys()])
    if (due.length === 0) break
    for (const trigger of due) await store.write((tx) => send(tx, trigger, now)).catch((error: unknown) => failed.set(trigger.id, error))
  }
  if (failed.size > 0) throw new AggregateError(failed.values(), `${failed.size} messages before mentoring meetings could not be sent`)
}

async function send(tx: Tx, trigger: MentoringTriggerRow, now: Temporal.Instant): Promise<void> {
  const meeting = await getMentoringMeeting(tx, trigger.meetingId)
  const person = await getPerson(tx, trigger.personId)
  const no = await whyNot(tx, trigger, meeting, person, now)
  const later = no === undefined ? await laterThanNow(tx, person, trigger.dueAt, meeting, now) : undefined
  const outcome = no ?? (later === undefined ? ({ state: 'sent', sentAt: now } as const) : ({ state: 'planned', dueAt: later } as const))
  if (!(await settleMentoringTrigger(tx, trigger.id, outcome)) || outcome.state !== 'sent') return
  await enqueue(tx, {
    workspaceId: trigger.workspaceId,
    key: mentoringTriggerKey(trigger.id),
    kind: 'mentoring_trigger',
    payload: { mentoringTriggerId: trigger.id },
    to: { kind: 'person', id: person.id },
    now,
    expiresAt: meeting.startsAt,
  })
}

/** Why one of the two gets nothing ahead of a meeting; undefined when they do. The other's absence is said in the message. */
async function whyNot(
  tx: Tx,
  { dueAt }: MentoringTriggerRow,
  meeting: MentoringMeeting,
  person: Person,
  now: Temporal.Instant,
): Promise<{ state: 'missed' | 'held_back'; reason: string } | undefined> {
  const heldBack = (reason: string) => ({ state: 'held_back', reason }) as const
  if (meeting.state !== 'planned') return heldBack(meeting.state)
  const mentorship = await getMentorship(tx, meeting.mentorshipId)
  if (mentorship.state !== 'active') return heldBack(`mentorship_${mentorship.state}`)
  for (const one of (await getPeople(tx, [mentorship.managerId, mentorship.mentorId])).values())
    if (one.kind !== 'member') return heldBack(`${one.id === mentorship.managerId ? 'manager' : 'mentor'}_${one.kind}`)
  if (meeting.outcome !== 'unknown') return heldBack('held_already')
  const dayOff = await dayOffAt(tx, person, [dueAt, now, meeting.startsAt])
  if (dayOff !== undefined) return heldBack(dayOff)
  return missed(now, meeting.startsAt) ? { state: 'missed', reason: 'too_late' } : undefined
}

/** Turns what was said about meetings that are over into the question what became of them. Those that leave or a holiday fell into are excused. */
export async function closeOverMentoring(store: Store, now: Temporal.Instant): Promise<void> {
  for (;;) {
    const over = await mentoringMeetingsToClose(store.read, now, 100)
    if (over.length === 0) return
    await store.write(async (tx) => {
      for (const meeting of over) await closeMentoringMeeting(tx, meeting.id, await isExcused(tx, meeting), now)
      await redrawMentoring(
        tx,
        over.map(({ id }) => id),
        now,
      )
    })
  }
}

/** Whether one of the two was away, or had a holiday, when they were to meet. */
async function isExcused(tx: Tx, { mentorshipId, startsAt }: MentoringMeeting): Promise<boolean> {
  const { managerId, mentorId } = await getMentorship(tx, mentorshipId)
  for (const person of (await getPeople(tx, [managerId, mentorId])).values())
    if ((await dayOffAt(tx, person, [startsAt])) !== undefined) return true
  return false
}

/** *We met*, *We met, but shorter* (with the minutes) or *We did not meet*, said by either of the two once it has begun; the first answer stands. */
export async function answerMentoring(
  store: Store,
  meetingId: MentoringMeetingId,
  by: Person,
  said: { outcome: MentoringOutcome; minutes?: number | undefined },
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const meeting = await getMentoringMeeting(tx, meetingId)
    const mine = await sideIn(tx, meeting.mentorshipId, by)
    if (mine === undefined) return notYours
    if (Temporal.Instant.compare(now, meeting.startsAt) < 0)
      return refusal('ahead', 'This meeting was moved and is still ahead. Nothing was changed.')
    const heldMinutes = said.outcome === 'held' ? (said.minutes ?? meeting.lengthMinutes) : undefined
    if (!(await noteMentoringOutcome(tx, meetingId, { outcome: said.outcome, heldMinutes, byId: by.id, now })))
      return refusal('answered', 'This was answered already, or the meeting was called off. Nothing was changed.')
    await tellBoth(tx, mine.mentorship, meetingId, now)
    return undefined
  })
}

/** *We moved it*, by either, in their own zone. What was planned is planned anew, and what was sent is edited in place. */
export async function moveMentoring(
  store: Store,
  meetingId: MentoringMeetingId,
  by: Person,
  to: Temporal.PlainDateTime,
  now: Temporal.Instant,
): Promise<{ startsAt: Temporal.Instant; otherName: string } | Refusal<'not_yours' | 'off' | 'past' | 'far' | 'same'>> {
  return store.write(async (tx) => {
    const meeting = await getMentoringMeeting(tx, meetingId)
    const mine = await sideIn(tx, meeting.mentorshipId, by)
    if (mine === undefined) return notYours
    const startsAt = to.toZonedDateTime(by.zone, { disambiguation: 'compatible' }).toInstant()
    if (Temporal.Instant.compare(startsAt, now) <= 0) return refusal('past', 'This time is past. Please pick a time still to come.')
    if (startsAt.since(now).total('hours') > farthestDays * 24)
      return refusal('far', `This is more than ${farthestDays} days away. Please pick an earlier day.`)
    if (startsAt.equals(meeting.startsAt)) return refusal('same', 'It is at this time already. Please pick another one.')
    const first = meeting.movedFromAt ?? meeting.startsAt
    const movedFromAt = startsAt.equals(first) ? undefined : first
    if (mine.mentorship.state !== 'active' || !(await changeMentoringMeeting(tx, meetingId, { startsAt, movedFromAt })))
      return refusal('off', 'This meeting is over or off, so it cannot be moved. Nothing was changed.')
    await planAround(tx, mine.mentorship, await getMentoringMeeting(tx, meetingId))
    await tellBoth(tx, mine.mentorship, meetingId, now)
    const other = await getPerson(tx, mine.side === 'manager' ? mine.mentorship.mentorId : mine.mentorship.managerId)
    return { startsAt, otherName: other.name }
  })
}

/** *Not this time*: nothing more is sent about it, and it counts as not held unless one of the two is away then. */
export async function skipMentoring(
  store: Store,
  meetingId: MentoringMeetingId,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const meeting = await getMentoringMeeting(tx, meetingId)
    const mine = await sideIn(tx, meeting.mentorshipId, by)
    if (mine === undefined) return notYours
    if (Temporal.Instant.compare(meeting.endsAt, now) <= 0)
      return refusal('over', 'This meeting is over. Nothing was changed. You can say below whether it took place.')
    if (!(await changeMentoringMeeting(tx, meetingId, { state: 'skipped', excused: await isExcused(tx, meeting) })))
      return refusal('off', 'This was decided already. Nothing was changed.')
    await holdBackMentoring(tx, [meetingId], 'skipped')
    await tellBoth(tx, mine.mentorship, meetingId, now)
    return undefined
  })
}

/** How a mentorship meets, for one of the two: in words, with its next meeting and the protected time that was kept so far. */
export async function mentoringShown(tx: Tx, mentorshipId: MentorshipId, now: Temporal.Instant): Promise<MentoringRhythmShown | undefined> {
  const rhythm = await rhythmOf(tx, mentorshipId)
  if (rhythm === undefined) return undefined
  const meetings = await mentoringMeetingsOf(tx, mentorshipId)
  const next = meetings.find(({ state, endsAt }) => state === 'planned' && Temporal.Instant.compare(endsAt, now) > 0)
  return { rhythm: cadenceInWords(rhythm.cadence, 'named'), nextAt: next?.startsAt, ...keptOf(meetings) }
}

/** A meeting with its mentorship for one of the two. */
export async function ownMentoring(
  tx: Tx,
  meetingId: MentoringMeetingId,
  by: Person,
): Promise<{ meeting: MentoringMeeting; mentorship: Mentorship; side: MentoringSide; other: Person } | Refusal<'not_yours'>> {
  const meeting = await getMentoringMeeting(tx, meetingId)
  const mine = await sideIn(tx, meeting.mentorshipId, by)
  if (mine === undefined) return notYours
  const other = await getPerson(tx, mine.side === 'manager' ? mine.mentorship.mentorId : mine.mentorship.managerId)
  return { meeting, ...mine, other }
}

/** The rhythm of a running mentorship as its form shows it, for one of the two. */
export async function ownRhythm(
  tx: Tx,
  mentorshipId: MentorshipId,
  by: Person,
): Promise<{ cadence: Cadence | undefined; other: Person } | Refusal<'not_yours' | 'over'>> {
  const mine = await sideIn(tx, mentorshipId, by)
  if (mine === undefined) return notYours
  if (mine.mentorship.state !== 'active') return refusal('over', 'This mentorship is not running. Nothing was changed.')
  const other = await getPerson(tx, mine.side === 'manager' ? mine.mentorship.mentorId : mine.mentorship.managerId)
  return { cadence: (await rhythmOf(tx, mentorshipId))?.cadence, other }
}

const notYours = refusal('not_yours', 'This is for the two people of this mentorship. Nothing was changed.')

async function redrawMentoring(tx: Tx, meetingIds: readonly MentoringMeetingId[], now: Temporal.Instant): Promise<void> {
  for (const { id, state, workspaceId } of await mentoringTriggersOf(tx, meetingIds))
    if (state === 'sent') await redraw(tx, workspaceId, mentoringTriggerKey(id), now)
}

async function tellBoth(tx: Tx, { managerId, mentorId }: Mentorship, meetingId: MentoringMeetingId, now: Temporal.Instant): Promise<void> {
  await redrawMentoring(tx, [meetingId], now)
  await redrawHomes(tx, [...(await getPeople(tx, [managerId, mentorId])).values()], now)
}
