import { z } from 'zod'
import { isRefusal, refusal } from '../../coaching/refusal.ts'
import { lengthOf } from '../../coaching/session-fields.ts'
import { getPerson } from '../../db/people.ts'
import { bringBackMeeting, moveMeeting, skipMeeting, skipReasons } from '../../flows/meeting-changes.ts'
import { anotherQuestion, ownQuestionForm, useOwnQuestion } from '../../flows/questions.ts'
import { notYours, ownMeeting, snoozeTrigger, whyThisTrigger } from '../../flows/triggers.ts'
import { answerWrapUp } from '../../flows/wrap-up.ts'
import type { ActionCall, Reply } from '../listen.ts'
import { longestOwnQuestion, ownQuestionModal } from '../views/own-question.ts'
import { movedModal, moveModal, skipModal } from '../views/trigger.ts'
import { text } from '../values.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

export function listenToTriggers({ routes }: ListenerParts): void {
  routes.action('another_question', async ({ store, value, person, now }) => {
    const next = await anotherQuestion(store, value.meetingId, person, now)
    return isRefusal(next) ? next : undefined
  })

  routes.action('own_question', async (call): Promise<Reply> => {
    const form = await ownQuestionForm(call.store.read, call.value.meetingId, call.person)
    return isRefusal(form) ? form : { open: ownQuestionModal({ meetingId: call.value.meetingId, ...form }) }
  })
  routes.submission('own_question', async (call) => {
    const words = text(call.values, 'words')
    const length = lengthOf(words ?? '')
    if (words === undefined) return { errors: { words: 'Please write your question, or close this to keep the one that was offered.' } }
    if (length > longestOwnQuestion)
      return { errors: { words: `A question can have at most ${longestOwnQuestion} characters; this one has ${length}.` } }
    return (await useOwnQuestion(call.store, call.meta.meetingId, call.person, words, call.now)) ?? { close: true }
  })

  routes.action('trigger_later_today', async ({ store, value, person, now }) =>
    snoozeTrigger(store, value.meetingId, person, 'later_today', now),
  )
  routes.action('trigger_next_day', async ({ store, value, person, now }) =>
    snoozeTrigger(store, value.meetingId, person, 'next_working_day', now),
  )
  routes.action('meeting_moved', async (call) => formFor(call, moveModal))
  routes.action('meeting_skip', async (call) => formFor(call, skipModal))
  routes.action('meeting_bring_back', async ({ store, value, person, now }) => bringBackMeeting(store, value.meetingId, person, now))
  routes.action('meeting_outcome', async ({ store, value, person, now }) =>
    answerWrapUp(store, value.meetingId, person, value.outcome, now),
  )
  routes.action('trigger_why', async ({ store, value, person, now }) => {
    const why = await whyThisTrigger(store.read, value.meetingId, person, now)
    return isRefusal(why) ? why : { notice: why }
  })

  routes.submission('move_meeting', async (call) => {
    const form = moveForm.safeParse(call.values)
    if (!form.success) return { errors: Object.fromEntries(form.error.issues.map((issue) => [String(issue.path[0]), issue.message])) }
    const { date, time } = form.data
    const moved = await moveMeeting(
      call.store,
      call.meta.meetingId,
      call.person,
      Temporal.PlainDate.from(date).toPlainDateTime(time),
      call.now,
    )
    if (isRefusal(moved))
      return moved.refused === 'not_yours' || moved.refused === 'off'
        ? moved
        : { errors: { [moved.refused === 'same' ? 'time' : 'date']: moved.sentence } }
    const { employeeName } = moved
    return { update: movedModal({ employeeName, startsAt: moved.startsAt, asked: time, shiftedByGap: moved.shiftedByGap }, readerOf(call)) }
  })

  routes.submission('skip_meeting', async (call) => {
    const { reason } = skipForm.parse(call.values)
    return (await skipMeeting(call.store, call.meta.meetingId, call.person, reason, call.now)) ?? { close: true }
  })
}

const moveForm = z.object({
  date: z.iso.date({ error: 'Please pick a date.' }),
  time: z.string({ error: 'Please pick a time.' }).regex(/^\d{2}:\d{2}$/, 'Please pick a time.'),
})
const skipForm = z.object({ reason: z.enum(skipReasons).optional() })

/** Opens a modal about a meeting of the person who pressed, while there is something to decide about it. */
async function formFor(call: ActionCall<'meeting_moved' | 'meeting_skip'>, draw: typeof moveModal): Promise<Reply> {
  const { meeting, pair } = await ownMeeting(call.store.read, call.value.meetingId, call.person)
  if (pair.managerId !== call.person.id) return notYours
  if (meeting.state !== 'planned' || meeting.outcome !== 'unknown') return refusal('off', 'This 1:1 is over or off. Nothing was changed.')
  const employee = await getPerson(call.store.read, pair.employeeId)
  return { open: draw({ meetingId: meeting.id, employeeName: employee.name, startsAt: meeting.startsAt }, readerOf(call)) }
}
