import { z } from 'zod'
import { localDate } from '../../coaching/local-time.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { addWorkingDays } from '../../coaching/working-days.ts'
import type { Person } from '../../db/people.ts'
import { skipCircleMeeting, takeCase } from '../../flows/circle-meetings.ts'
import { answerCircle, askAnother, circleOf, leaveCircle, startCircle } from '../../flows/circles.ts'
import type { Caller, Reply, SubmissionReply } from '../listen.ts'
import { list, text } from '../values.ts'
import { circleLeftModal, circleModal, startCircleModal } from '../views/circles.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

const unseen = 'Slack does not know somebody of these, or does not let Cuecard see them. Nothing was changed. Please pick others.'

export function listenToCircles({ routes, directory }: ListenerParts): void {
  routes.action('my_circle', async (call) => circleReply(call))
  routes.action('circle_yes', async ({ store, value, person, now }) => answerCircle(store, value.circleId, person, 'yes', now))
  routes.action('circle_not_now', async ({ store, value, person, now }) => answerCircle(store, value.circleId, person, 'not_now', now))
  routes.action('circle_take_case', async ({ store, value, person, now }) => takeCase(store, value.circleMeetingId, person, now))

  routes.action('circle_skip', async (call): Promise<Reply> => {
    const no = await skipCircleMeeting(call.store, call.value.circleMeetingId, call.person, call.now)
    if (no !== undefined || call.where.kind !== 'view') return no
    const page = await circleOf(call.store.read, call.person)
    return page && { update: circleModal(page, readerOf(call)) }
  })
  routes.action('circle_leave', async (call): Promise<Reply> => {
    const no = await leaveCircle(call.store, call.value.circleId, call.person, call.now)
    return no ?? { update: circleLeftModal() }
  })

  routes.submission('start_circle', async (call): Promise<SubmissionReply> => {
    const form = startForm.safeParse(call.values)
    if (!form.success) return { errors: Object.fromEntries(form.error.issues.map((issue) => [String(issue.path[0]), issue.message])) }
    const others = await seen(list(call.values, 'members'), call)
    if (others === undefined) return { errors: { members: unseen } }
    const { first_on: firstOn, time } = form.data
    const started = await startCircle(call.store, call.person, { others, firstOn: Temporal.PlainDate.from(firstOn), time }, call.now)
    return isRefusal(started) ? { errors: { [started.about]: started.sentence } } : { update: circleModal(started, readerOf(call)) }
  })

  routes.submission('circle', async (call): Promise<SubmissionReply> => {
    const picked = text(call.values, 'another')
    const [person] = (picked === undefined ? [] : await seen([picked], call)) ?? []
    if (person === undefined) return { errors: { another: picked === undefined ? 'Please pick a person.' : unseen } }
    const asked = await askAnother(call.store, call.meta.circleId, call.person, person, call.now)
    return isRefusal(asked) ? { errors: { another: asked.sentence } } : { update: circleModal(asked, readerOf(call)) }
  })

  async function seen(slackUserIds: readonly string[], { now }: Caller): Promise<Person[] | undefined> {
    const people: Person[] = []
    for (const id of slackUserIds) {
      const person = await directory.refresh(id, now)
      if (person === undefined) return undefined
      people.push(person)
    }
    return people
  }
}

const startForm = z.object({
  first_on: z.iso.date({ error: 'Please pick a date.' }),
  time: z.string({ error: 'Please pick a time.' }).regex(/^\d{2}:\d{2}$/, 'Please pick a time.'),
})

/** What `/coach circle` opens: the caller's circle, or the form to start one a working week ahead. */
export async function circleReply(call: Caller): Promise<Reply> {
  const page = await circleOf(call.store.read, call.person)
  if (page !== undefined) return { open: circleModal(page, readerOf(call)) }
  const firstOn = addWorkingDays(localDate(call.now, call.person.zone), 5, call.person.week)
  return { open: startCircleModal({ firstOn: firstOn.toString(), time: '15:00' }) }
}
