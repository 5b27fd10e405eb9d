import type { MentorshipId, PersonId } from '../coaching/ids.ts'
import type { MentorAnswer, MentorProposal, MentorshipEnded } from '../coaching/mentor-messages.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { mentorOfferOf } from '../db/mentor-offers.ts'
import type { Mentorship } from '../db/mentorships.ts'
import { getMentorship, insertMentorship, mentorshipOfManager, mentorshipsOf, moveMentorship } from '../db/mentorships.ts'
import { newId } from '../db/new-id.ts'
import { enqueue, redraw, withdraw } from '../db/outbox.ts'
import { livingPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { redrawHomes } from './home.ts'
import { stopMentoring } from './mentoring-meetings.ts'

const proposalKey = (id: MentorshipId) => `mentorship/${id}/proposal`
const answerKey = (id: MentorshipId, to: 'manager' | 'coordinator') => `mentorship/${id}/answer/${to}`

/**
 * Asks a person to be a manager's mentor: by the manager, or by a coordinator for them. It begins when the mentor says yes. Refused where
 * the two stand in each other's reporting line as far as Cuecard knows it, for anybody who is not a full member, and while the manager has
 * a mentor or has asked one.
 */
export async function proposeMentor(
  store: Store,
  asked: { manager: Person; mentor: Person; by: Person },
  now: Temporal.Instant,
): Promise<{ mentorshipId: MentorshipId } | (Refusal & { about: 'manager' | 'mentor' })> {
  const { manager, mentor, by } = asked
  if (by.id !== manager.id && !by.coordinator)
    return { about: 'manager', ...refusal('not_yours', 'Only a coordinator can name a mentor for somebody else. Nothing was changed.') }
  if (manager.kind !== 'member')
    return { about: 'manager', ...refusal('not_a_member', `${manager.name} is no full member of this workspace. ${chooseElse}`) }
  const no = cannotMentor(manager, mentor, by)
  if (no !== undefined) return { about: 'mentor', ...no }
  return store.write(async (tx) => {
    const known = (await reportingLine(tx, manager, mentor)) ?? (await noRoom(tx, mentor))
    if (known !== undefined) return { about: 'mentor' as const, ...known }
    const mentorshipId = newId('mentorship')
    if (
      !(await insertMentorship(tx, {
        id: mentorshipId,
        workspaceId: manager.workspaceId,
        managerId: manager.id,
        mentorId: mentor.id,
        proposedById: by.id,
        now,
      }))
    ) {
      return { about: 'manager' as const, ...(await hasMentor(tx, manager, by)) }
    }
    await enqueue(tx, {
      workspaceId: manager.workspaceId,
      key: proposalKey(mentorshipId),
      kind: 'mentor_proposal',
      payload: { mentorshipId },
      to: { kind: 'person', id: mentor.id },
      now,
    })
    await redrawHomes(tx, [manager, mentor, by], now)
    return { mentorshipId }
  })
}

const chooseElse = 'Nothing was changed. Please choose somebody else.'

function cannotMentor(manager: Person, mentor: Person, by: Person): Refusal | undefined {
  if (mentor.id === manager.id)
    return refusal(
      'oneself',
      `${by.id === manager.id ? 'This is you, and a mentor is somebody else' : 'A mentor is somebody else than the manager'}. ${chooseElse}`,
    )
  switch (mentor.kind) {
    case 'member':
      return undefined
    case 'bot':
      return refusal('bot', `${mentor.name} is an app, and apps do not mentor. ${chooseElse}`)
    case 'deactivated':
      return refusal('deactivated', `${mentor.name}'s Slack account is deactivated. ${chooseElse}`)
    case 'guest':
      return refusal('guest', `${mentor.name} is a guest here, and Cuecard works with full members only. ${chooseElse}`)
    case 'stranger':
      return refusal(
        'stranger',
        `${mentor.name} belongs to another company's workspace, and Cuecard works inside yours only. ${chooseElse}`,
      )
    default:
      return mentor.kind satisfies never
  }
}

/** A mentor stands outside the reporting line: neither the manager's own employee nor their own manager. */
async function reportingLine(tx: Tx, manager: Person, mentor: Person): Promise<Refusal | undefined> {
  if (await livingPair(tx, manager.id, mentor.id))
    return refusal(
      'own_employee',
      `${mentor.name} has 1:1s with ${manager.name} as their employee, and a mentor stands outside the reporting line. ${chooseElse}`,
    )
  if (await livingPair(tx, mentor.id, manager.id))
    return refusal(
      'own_manager',
      `${mentor.name} is ${manager.name}'s own manager in Cuecard, and a mentor stands outside the reporting line. ${chooseElse}`,
    )
  return undefined
}

/** A mentor who said for how many managers they have time is asked for no more. */
async function noRoom(tx: Tx, mentor: Person): Promise<Refusal | undefined> {
  const offer = await mentorOfferOf(tx, mentor.id)
  if (offer === undefined) return undefined
  const taken = (await mentorshipsOf(tx, mentor.id)).filter(({ mentorId }) => mentorId === mentor.id).length
  return taken < offer.capacity
    ? undefined
    : refusal('no_room', `${mentor.name} has no room for another manager at the moment. ${chooseElse}`)
}

async function hasMentor(tx: Tx, manager: Person, by: Person): Promise<Refusal> {
  const living = await mentorshipOfManager(tx, manager.id)
  const name = living ? (await getPerson(tx, living.mentorId)).name : 'somebody'
  const whose = by.id === manager.id ? 'You have' : `${manager.name} has`
  return living?.state === 'proposed'
    ? refusal('asked_already', `${whose} asked ${name} already, and the answer is still open. Take that back first.`)
    : refusal('has_mentor', `${whose} a mentor already: ${name}. End that first, and then name another.`)
}

/** The mentor's answer: *Yes, gladly* begins it, *Not now* ends it without a reason. The manager is told, and whoever proposed it. */
export async function answerMentor(
  store: Store,
  mentorshipId: MentorshipId,
  by: Person,
  answer: 'yes' | 'not_now',
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const mentorship = await getMentorship(tx, mentorshipId)
    if (mentorship.mentorId !== by.id) return refusal('not_yours', 'Only the person who was asked can answer this. Nothing was changed.')
    const manager = await getPerson(tx, mentorship.managerId)
    if (answer === 'yes' && manager.kind !== 'member')
      return refusal(
        'stopped',
        `${manager.name} is no full member of this workspace at the moment, so this cannot start now. Nothing was changed.`,
      )
    const known = answer === 'yes' ? await reportingLine(tx, manager, by) : undefined
    if (known !== undefined)
      return refusal(
        known.refused,
        `You and ${manager.name} have 1:1s with each other in Cuecard now, and a mentor stands outside the reporting line. You can answer “Not now”.`,
      )
    if (!(await moveMentorship(tx, mentorshipId, ['proposed'], answer === 'yes' ? 'active' : 'declined', now)))
      return refusal('answered', 'This was answered already. Nothing was changed.')
    const proposer = await getPerson(tx, mentorship.proposedById)
    const told = [
      { person: manager, reader: 'manager' as const },
      ...(proposer.id === manager.id ? [] : [{ person: proposer, reader: 'coordinator' as const }]),
    ]
    for (const { person, reader } of told) {
      await enqueue(tx, {
        workspaceId: mentorship.workspaceId,
        key: answerKey(mentorshipId, reader),
        kind: 'mentor_answer',
        payload: { mentorshipId, reader },
        to: { kind: 'person', id: person.id },
        now,
      })
    }
    await redraw(tx, mentorship.workspaceId, proposalKey(mentorshipId), now)
    await redrawHomes(tx, [manager, by, proposer], now)
    return undefined
  })
}

/** Ends a mentorship, or takes back an open question: by the manager, by the mentor once it began, or by a coordinator. No reason is asked. */
export async function endMentorship(
  store: Store,
  mentorshipId: MentorshipId,
  by: Person,
  now: Temporal.Instant,
): Promise<{ ended: 'mentorship' | 'question'; mentorId: PersonId; mentorName: string; managerName: string } | Refusal> {
  return store.write(async (tx) => {
    const mentorship = await getMentorship(tx, mentorshipId)
    const isMentor = by.id === mentorship.mentorId
    if (by.id !== mentorship.managerId && !isMentor && !by.coordinator)
      return refusal('not_yours', 'Only the two of you, or a coordinator, can end this. Nothing was changed.')
    const manager = await getPerson(tx, mentorship.managerId)
    const mentor = await getPerson(tx, mentorship.mentorId)
    const names = { mentorId: mentor.id, mentorName: mentor.name, managerName: manager.name }
    if (mentorship.state === 'proposed' && !isMentor) {
      await moveMentorship(tx, mentorshipId, ['proposed'], 'ended', now)
      await takeBack(tx, mentorship, now)
      await redrawHomes(tx, [manager, mentor, by], now)
      return { ended: 'question', ...names }
    }
    if (mentorship.state === 'proposed') return refusal('proposed', 'This has not started yet. You can answer it with “Not now”.')
    if (!(await moveMentorship(tx, mentorshipId, ['active'], 'ended', now)))
      return refusal('over', 'This has ended already. Nothing was changed.')
    await takeBack(tx, mentorship, now)
    await stopMentoring(tx, mentorshipId, now)
    await withdraw(tx, mentorship.workspaceId, [answerKey(mentorshipId, 'manager'), answerKey(mentorshipId, 'coordinator')])
    for (const to of ['manager', 'mentor'] as const) {
      const person = to === 'manager' ? manager : mentor
      if (person.id === by.id) continue
      await enqueue(tx, {
        workspaceId: mentorship.workspaceId,
        key: `mentorship/${mentorshipId}/ended/${to}`,
        kind: 'mentorship_ended',
        payload: { mentorshipId, to },
        to: { kind: 'person', id: person.id },
        now,
      })
    }
    await redrawHomes(tx, [manager, mentor, by], now)
    return { ended: 'mentorship', ...names }
  })
}

async function takeBack(tx: Tx, mentorship: Mentorship, now: Temporal.Instant): Promise<void> {
  const neverSent = (await withdraw(tx, mentorship.workspaceId, [proposalKey(mentorship.id)])) > 0
  if (!neverSent) await redraw(tx, mentorship.workspaceId, proposalKey(mentorship.id), now)
}

export async function loadMentorProposal(tx: Tx, { mentorshipId }: MessagePayload<'mentor_proposal'>): Promise<MentorProposal> {
  const mentorship = await getMentorship(tx, mentorshipId)
  const proposer = mentorship.proposedById === mentorship.managerId ? undefined : await getPerson(tx, mentorship.proposedById)
  return {
    mentorshipId,
    managerName: (await getPerson(tx, mentorship.managerId)).name,
    proposedByName: proposer?.name,
    state: proposalState(mentorship),
  }
}

function proposalState(mentorship: Mentorship): MentorProposal['state'] {
  switch (mentorship.state) {
    case 'proposed':
      return 'waiting'
    case 'active':
      return 'accepted'
    case 'declined':
      return 'declined'
    case 'ended':
      return mentorship.startedAt === undefined ? 'withdrawn' : 'ended'
    default:
      return mentorship.state satisfies never
  }
}

export async function loadMentorAnswer(tx: Tx, { mentorshipId, reader }: MessagePayload<'mentor_answer'>): Promise<MentorAnswer> {
  const mentorship = await getMentorship(tx, mentorshipId)
  return {
    managerName: (await getPerson(tx, mentorship.managerId)).name,
    mentorName: (await getPerson(tx, mentorship.mentorId)).name,
    reader,
    answer: mentorship.startedAt === undefined ? 'not_now' : 'yes',
  }
}

export async function loadMentorshipEnded(tx: Tx, { mentorshipId, to }: MessagePayload<'mentorship_ended'>): Promise<MentorshipEnded> {
  const mentorship = await getMentorship(tx, mentorshipId)
  return {
    otherName: (await getPerson(tx, to === 'manager' ? mentorship.mentorId : mentorship.managerId)).name,
    otherIs: to === 'manager' ? 'mentor' : 'manager',
  }
}
