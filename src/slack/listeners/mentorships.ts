import { isRefusal } from '../../coaching/refusal.ts'
import type { Person } from '../../db/people.ts'
import { mentorshipOfManager } from '../../db/mentorships.ts'
import { homeOf } from '../../flows/home.ts'
import { mentoringShown } from '../../flows/mentoring-meetings.ts'
import { answerMentor, endMentorship, proposeMentor } from '../../flows/mentorships.ts'
import type { Caller, Reply, SubmissionReply } from '../listen.ts'
import type { Values } from '../values.ts'
import { text } from '../values.ts'
import { mentorAskedModal, mentorshipEndedModal, myMentorModal, nameMentorModal } from '../views/mentorships.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

const unseen = 'Slack does not know this person, or does not let Cuecard see them. Nothing was changed. Please choose somebody else.'

export function listenToMentorships({ routes, directory }: ListenerParts): void {
  routes.action('my_mentor', async (call) => ({ open: await myMentor(call) }))
  routes.action('name_mentor', async ({ person }) =>
    person.coordinator
      ? { open: nameMentorModal() }
      : { notice: 'Only a coordinator can name a mentor for somebody else. Nothing was changed.' },
  )

  routes.submission('my_mentor', async (call): Promise<SubmissionReply> => {
    const mentor = await seen(call, 'mentor')
    if ('errors' in mentor) return mentor
    const asked = await proposeMentor(call.store, { manager: call.person, mentor: mentor.person, by: call.person }, call.now)
    return isRefusal(asked)
      ? { errors: { mentor: asked.sentence } }
      : { update: mentorAskedModal({ mentorName: mentor.person.name, for: 'me' }) }
  })

  routes.submission('name_mentor', async (call): Promise<SubmissionReply> => {
    const manager = await seen(call, 'manager')
    if ('errors' in manager) return manager
    const mentor = await seen(call, 'mentor')
    if ('errors' in mentor) return mentor
    const asked = await proposeMentor(call.store, { manager: manager.person, mentor: mentor.person, by: call.person }, call.now)
    return isRefusal(asked)
      ? { errors: { [asked.about]: asked.sentence } }
      : { update: mentorAskedModal({ mentorName: mentor.person.name, for: 'somebody' }) }
  })

  routes.action('mentor_yes', async ({ store, value, person, now }) => answerMentor(store, value.mentorshipId, person, 'yes', now))
  routes.action('mentor_not_now', async ({ store, value, person, now }) => answerMentor(store, value.mentorshipId, person, 'not_now', now))

  routes.action('mentorship_end', async (call): Promise<Reply> => {
    const ended = await endMentorship(call.store, call.value.mentorshipId, call.person, call.now)
    if (isRefusal(ended)) return ended
    const shown = mentorshipEndedModal({ ...ended, reader: ended.mentorId === call.person.id ? 'mentor' : 'manager' })
    return call.where.kind === 'view' ? { update: shown } : { open: shown }
  })

  async function seen(call: Caller & { values: Values }, field: string): Promise<{ errors: Record<string, string> } | { person: Person }> {
    const slackUserId = text(call.values, field)
    if (slackUserId === undefined) return { errors: { [field]: 'Please pick a person.' } }
    const person = await directory.refresh(slackUserId, call.now)
    return person === undefined ? { errors: { [field]: unseen } } : { person }
  }
}

/** What `/coach mentor` opens: who the caller's mentor is, with the way to ask them; without one, choosing one. */
export async function mentorReply(call: Caller): Promise<Reply> {
  return { open: await myMentor(call) }
}

async function myMentor(call: Caller) {
  const { store, person, now } = call
  const { mentor } = await homeOf(store.read, person, now)
  const living = mentor && (await mentorshipOfManager(store.read, person.id))
  return myMentorModal(mentor, living && (await mentoringShown(store.read, living.id, now)), readerOf(call))
}
