import { z } from 'zod'
import { cadence, nextOccurrence } from '../../coaching/cadence.ts'
import type { Cadence } from '../../coaching/cadence.ts'
import { localDate, sayTime } from '../../coaching/local-time.ts'
import { isRefusal, refusal } from '../../coaching/refusal.ts'
import { rhythmNamed, rhythmNames, rhythmOf } from '../../coaching/rhythm-names.ts'
import { nextWorkingDay } from '../../coaching/working-days.ts'
import type { Person } from '../../db/people.ts'
import {
  answerMentoring,
  moveMentoring,
  ownMentoring,
  ownRhythm,
  setMentoringRhythm,
  skipMentoring,
} from '../../flows/mentoring-meetings.ts'
import { whyThisMentoring } from '../../flows/mentoring-messages.ts'
import type { MentoringForm } from '../views/mentoring.ts'
import {
  mentoringMovedModal,
  mentoringMoveModal,
  mentoringRhythmModal,
  mentoringSavedModal,
  mentoringShorterModal,
} from '../views/mentoring.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

/** Mentoring meetings: when the two of a mentorship meet, and what became of each meeting. */
export function listenToMentoring({ routes }: ListenerParts): void {
  routes.action('mentoring_rhythm', async (call) => {
    const { mentorshipId } = call.value
    const own = await ownRhythm(call.store.read, mentorshipId, call.person)
    if (isRefusal(own)) return own
    const shown = mentoringRhythmModal(
      { mentorshipId, otherName: own.other.name },
      formOf(own.cadence, call.person, call.now),
      readerOf(call),
    )
    return { open: shown }
  })

  routes.submission('mentoring_rhythm', async (call) => {
    const form = rhythmForm.safeParse(call.values)
    if (!form.success) return { errors: Object.fromEntries(form.error.issues.map((issue) => [String(issue.path[0]), issue.message])) }
    const { first_on: firstOn, time, rhythm, length } = form.data
    const date = Temporal.PlainDate.from(firstOn)
    const today = localDate(call.now, call.person.zone)
    if (Temporal.PlainDate.compare(date, today) < 0) return { errors: { first_on: 'This date is past. Please pick the first meeting.' } }
    if (date.since(today, { largestUnit: 'day' }).days > 92)
      return { errors: { first_on: 'This is more than three months away. Please pick an earlier first meeting.' } }
    const meets = cadence({
      ...rhythmNamed(rhythm, date),
      weekdays: [date.dayOfWeek],
      time,
      zone: call.person.zone,
      lengthMinutes: length,
      from: firstOn,
    })
    const saved = await setMentoringRhythm(call.store, call.meta.mentorshipId, call.person, meets, call.now)
    if (isRefusal(saved)) return saved.refused === 'no_meeting' ? { errors: { first_on: saved.sentence } } : saved
    return { update: mentoringSavedModal(saved, readerOf(call)) }
  })

  routes.action('mentoring_moved', async (call) => {
    const own = await ownMentoring(call.store.read, call.value.meetingId, call.person)
    if (isRefusal(own)) return own
    const { meeting } = own
    if (meeting.state !== 'planned' || meeting.outcome !== 'unknown')
      return refusal('off', 'This meeting is over or off. Nothing was changed.')
    return { open: mentoringMoveModal({ meetingId: meeting.id, startsAt: meeting.startsAt }, readerOf(call)) }
  })
  routes.submission('mentoring_moved', async (call) => {
    const form = moveForm.safeParse(call.values)
    if (!form.success) return { errors: Object.fromEntries(form.error.issues.map((issue) => [String(issue.path[0]), issue.message])) }
    const to = Temporal.PlainDate.from(form.data.date).toPlainDateTime(form.data.time)
    const moved = await moveMentoring(call.store, call.meta.meetingId, call.person, to, call.now)
    if (!isRefusal(moved)) return { update: mentoringMovedModal(moved, readerOf(call)) }
    return moved.refused === 'not_yours' || moved.refused === 'off'
      ? moved
      : { errors: { [moved.refused === 'same' ? 'time' : 'date']: moved.sentence } }
  })

  routes.action('mentoring_skip', async ({ store, value, person, now }) => skipMentoring(store, value.meetingId, person, now))
  routes.action('mentoring_held', async ({ store, value, person, now }) =>
    answerMentoring(store, value.meetingId, person, { outcome: 'held' }, now),
  )
  routes.action('mentoring_not_held', async ({ store, value, person, now }) =>
    answerMentoring(store, value.meetingId, person, { outcome: 'not_held' }, now),
  )
  routes.action('mentoring_shorter', async (call) => {
    const own = await ownMentoring(call.store.read, call.value.meetingId, call.person)
    if (isRefusal(own)) return own
    const { meeting, other } = own
    const { id: meetingId, startsAt, lengthMinutes } = meeting
    return { open: mentoringShorterModal({ meetingId, otherName: other.name, startsAt, lengthMinutes }, readerOf(call)) }
  })
  routes.submission('mentoring_shorter', async (call) => {
    const form = shorterForm.safeParse(call.values)
    if (!form.success) return { errors: { minutes: 'Please pick how long you met.' } }
    const said = { outcome: 'held', minutes: form.data.minutes } as const
    return (await answerMentoring(call.store, call.meta.meetingId, call.person, said, call.now)) ?? { close: true }
  })

  routes.action('mentoring_why', async ({ store, value, person }) => {
    const why = await whyThisMentoring(store.read, value.meetingId, person)
    return isRefusal(why) ? why : { notice: why }
  })
}

const time = z.string({ error: 'Please pick a time.' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Please pick a time.')
const rhythmForm = z.object({
  first_on: z.iso.date({ error: 'Please pick a date.' }),
  time,
  rhythm: z.enum(rhythmNames, { error: 'Please pick a rhythm.' }),
  length: z.coerce.number({ error: 'Please pick a length.' }).int().min(5).max(480),
})
const moveForm = z.object({ date: z.iso.date({ error: 'Please pick a date.' }), time })
const shorterForm = z.object({ minutes: z.coerce.number().int().min(1).max(480) })

/** What the form opens with: how they meet now, else once a month from the next working week on. */
function formOf(meets: Cadence | undefined, person: Person, now: Temporal.Instant): MentoringForm {
  const next = meets && nextOccurrence(meets, now)
  if (meets !== undefined && next !== undefined)
    return {
      firstOn: localDate(next.startsAt, person.zone).toString(),
      time: sayTime(next.startsAt, person.zone),
      rhythm: rhythmOf(meets),
      lengthMinutes: meets.lengthMinutes,
    }
  const firstOn = nextWorkingDay(localDate(now, person.zone).add({ days: 6 }), person.week).toString()
  return { firstOn, time: '14:00', rhythm: 'monthly', lengthMinutes: 45 }
}
