import { cadenceInWords } from '../coaching/cadence.ts'
import { sayDateTime } from '../coaching/local-time.ts'
import type { MentoringMeetingId } from '../coaching/ids.ts'
import type { MentoringPhase, MentoringSet, MentoringTrigger } from '../coaching/mentoring.ts'
import { mentoringQuestion } from '../coaching/mentoring.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal } from '../coaching/refusal.ts'
import { lastTryWith, livingDebriefsOf } from '../db/debriefs.ts'
import type { MentoringMeeting } from '../db/mentoring-meetings.ts'
import { getMentoringMeeting, getMentoringTrigger, mentoringMeetingsBefore, mentoringTriggersOf } from '../db/mentoring-meetings.ts'
import { rhythmOf } from '../db/mentoring-rhythms.ts'
import { getMentorship } from '../db/mentorships.ts'
import { findByKey } from '../db/outbox.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Tx } from '../db/store.ts'
import { missingFrom } from './holding-back.ts'
import { mentoringTriggerKey, ownMentoring } from './mentoring-meetings.ts'

export async function loadMentoringSet(
  tx: Tx,
  { mentorshipId, version, to }: MessagePayload<'mentoring_set'>,
): Promise<MentoringSet | undefined> {
  const rhythm = await rhythmOf(tx, mentorshipId)
  // A newer one has its own message.
  if (rhythm?.version !== version) return undefined
  const mentorship = await getMentorship(tx, mentorshipId)
  return {
    mentorshipId,
    byName: (await getPerson(tx, to === 'manager' ? mentorship.mentorId : mentorship.managerId)).name,
    rhythm: cadenceInWords(rhythm.cadence, 'named'),
    lengthMinutes: rhythm.cadence.lengthMinutes,
    state: mentorship.state === 'active' ? 'on' : 'over',
  }
}

export async function loadMentoringTrigger(
  tx: Tx,
  { mentoringTriggerId }: MessagePayload<'mentoring_trigger'>,
  now: Temporal.Instant,
): Promise<MentoringTrigger | undefined> {
  const trigger = await getMentoringTrigger(tx, mentoringTriggerId)
  const meeting = await getMentoringMeeting(tx, trigger.meetingId)
  const phase = phaseOf(meeting, now)
  // Before it is said for the first time, what is over or off needs no saying.
  const said = (await findByKey(tx, trigger.workspaceId, mentoringTriggerKey(trigger.id)))?.state === 'sent'
  if (!said && (phase.is !== 'ahead' || Temporal.Instant.compare(meeting.startsAt, now) <= 0)) return undefined
  const { managerId, mentorId } = await getMentorship(tx, meeting.mentorshipId)
  const other = await getPerson(tx, trigger.side === 'manager' ? mentorId : managerId)
  const open = (await livingDebriefsOf(tx, managerId)).filter((debrief) => debrief.mentorId === mentorId)
  return {
    meetingId: meeting.id,
    side: trigger.side,
    otherName: other.name,
    startsAt: meeting.startsAt,
    lengthMinutes: meeting.lengthMinutes,
    movedFromAt: meeting.movedFromAt,
    missing: await missingFrom(tx, other, meeting.startsAt),
    phase,
    nextTry: await lastTryWith(tx, managerId, mentorId),
    openDebriefs: open.length,
    question: mentoringQuestion(trigger.side, await mentoringMeetingsBefore(tx, meeting.mentorshipId, meeting.startsAt)),
  }
}

function phaseOf(meeting: MentoringMeeting, now: Temporal.Instant): MentoringPhase {
  const { state, outcome, heldMinutes, lengthMinutes, excused } = meeting
  if (outcome === 'held') return { is: 'held', minutes: heldMinutes ?? lengthMinutes }
  if (outcome === 'not_held') return { is: 'not_held', excused }
  if (state === 'skipped') return { is: 'skipped', excused }
  if (state === 'withdrawn') return { is: 'called_off' }
  return meeting.closed || Temporal.Instant.compare(meeting.endsAt, now) <= 0 ? { is: 'over' } : { is: 'ahead' }
}

/** *Why did I get this?*, answered from the record. */
export async function whyThisMentoring(tx: Tx, meetingId: MentoringMeetingId, by: Person): Promise<string | Refusal> {
  const own = await ownMentoring(tx, meetingId, by)
  if (isRefusal(own)) return own
  const { meeting, mentorship, side, other } = own
  const say = (at: Temporal.Instant) => sayDateTime(at, by.zone, by.locale)
  const rhythm = await rhythmOf(tx, mentorship.id)
  const trigger = (await mentoringTriggersOf(tx, [meetingId])).find((one) => one.side === side)
  return [
    `${side === 'manager' ? `${other.name} is your mentor` : `You are ${other.name}'s mentor`}, and each of your meetings gets one message before it, to both of you. This one is for ${say(meeting.startsAt)}.`,
    ...(rhythm === undefined
      ? []
      : [`You meet ${cadenceInWords(rhythm.cadence, 'named')}, as set by ${rhythm.setById === by.id ? 'you' : other.name}.`]),
    ...(trigger?.sentAt === undefined ? [] : [`It was sent on ${say(trigger.sentAt)}, at the usual hour of your own zone.`]),
    'It belongs to your own meetings, so it does not count towards your three other messages a week.',
  ].join('\n')
}
