import { cadenceInWords } from '../coaching/cadence.ts'
import type { CircleInvitation, CirclePage } from '../coaching/circle-messages.ts'
import { circleSize, monthlyFrom } from '../coaching/circles.ts'
import type { CircleId, PersonId } from '../coaching/ids.ts'
import { localDate } from '../coaching/local-time.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import {
  askIntoCircle,
  endCircle,
  getCircle,
  insertCircle,
  livingMembership,
  membersOf,
  moveMember,
  nextCircleMeeting,
} from '../db/circles.ts'
import { enqueue, redraw } from '../db/outbox.ts'
import { livingPairsOf } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople, getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { notIn, redrawCircleMeeting, whoseTurn } from './circle-meetings.ts'
import { circleInvitationKey } from './circle-keys.ts'

/**
 * Starts a peer circle: the person who starts it is in, the others are asked and begin with their own yes. Refused for anybody who coaches
 * nobody, is in another circle, or has 1:1s with somebody else in this one, and for a first meeting that is past.
 */
export async function startCircle(
  store: Store,
  by: Person,
  asked: { others: readonly Person[]; firstOn: Temporal.PlainDate; time: string },
  now: Temporal.Instant,
): Promise<CirclePage | (Refusal & { about: 'members' | 'first_on' })> {
  const others = [...new Map(asked.others.filter(({ id }) => id !== by.id).map((person) => [person.id, person])).values()]
  const people = [by, ...others]
  if (people.length < circleSize.fewest || people.length > circleSize.most)
    return {
      about: 'members',
      ...refusal('size', `A circle has ${circleSize.fewest} to ${circleSize.most} managers, you among them. Please pick 3 to 5 others.`),
    }
  if (Temporal.PlainDate.compare(asked.firstOn, localDate(now, by.zone)) <= 0)
    return { about: 'first_on', ...refusal('past', 'Please pick a day after today, so that the others have time to answer.') }
  return store.write(async (tx) => {
    const no = await whyNoCircle(tx, people, by)
    if (no !== undefined) return { about: 'members' as const, ...no }
    const circleId = await insertCircle(tx, {
      workspaceId: by.workspaceId,
      startedById: by.id,
      cadence: monthlyFrom(asked.firstOn, asked.time, by.zone),
      now,
    })
    await askIntoCircle(tx, { workspaceId: by.workspaceId, circleId, personId: by.id, state: 'in', now })
    for (const person of others) await ask(tx, circleId, person, now)
    return pageOf(tx, circleId)
  })
}

/** *Ask somebody else*: one more person is asked, while there is room for them. */
export async function askAnother(
  store: Store,
  circleId: CircleId,
  by: Person,
  person: Person,
  now: Temporal.Instant,
): Promise<CirclePage | Refusal> {
  return store.write(async (tx) => {
    const members = await membersOf(tx, circleId)
    if (!members.some(({ personId, state }) => personId === by.id && state === 'in')) return notIn
    const living = members.filter(({ state }) => state === 'asked' || state === 'in')
    if (living.length >= circleSize.most)
      return refusal('full', `A circle has at most ${circleSize.most} managers, and this one is full. Nothing was changed.`)
    const people = await getPeople(
      tx,
      living.map(({ personId }) => personId),
    )
    const no = await whyNoCircle(tx, [...people.values(), person], by, [person])
    if (no !== undefined) return no
    await ask(tx, circleId, person, now)
    await redrawInvitations(tx, circleId, now)
    return pageOf(tx, circleId)
  })
}

/** The answer to the question: *Yes, I am in* or *Not now*. Nobody is asked for a reason, and the others see who is in, not who said no. */
export async function answerCircle(
  store: Store,
  circleId: CircleId,
  by: Person,
  answer: 'yes' | 'not_now',
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const member = { circleId, personId: by.id }
    if ((await getCircle(tx, circleId)).ended) return refusal('ended', 'This circle has ended meanwhile. There is nothing to do.')
    if (!(await moveMember(tx, member, ['asked'], answer === 'yes' ? 'in' : 'declined', now)))
      return refusal('answered', 'This was answered already. Nothing was changed.')
    await redrawInvitations(tx, circleId, now)
    return undefined
  })
}

/** *Leave the circle*: from now on nothing of it comes. With its last member it ends. */
export async function leaveCircle(store: Store, circleId: CircleId, by: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  return store.write(async (tx) => ((await leave(tx, circleId, by.id, now)) ? undefined : notIn))
}

/** Takes somebody out of the circle that they are in or were asked into, if there is one. */
export async function leaveCircleFor(tx: Tx, personId: PersonId, now: Temporal.Instant): Promise<void> {
  const member = await livingMembership(tx, personId)
  if (member !== undefined) await leave(tx, member.circleId, personId, now)
}

async function leave(tx: Tx, circleId: CircleId, personId: PersonId, now: Temporal.Instant): Promise<boolean> {
  if (!(await moveMember(tx, { circleId, personId }, ['asked', 'in'], 'left', now))) return false
  const left = (await membersOf(tx, circleId)).filter(({ state }) => state === 'in')
  if (left.length === 0) await endCircle(tx, circleId, now)
  await redrawInvitations(tx, circleId, now)
  await redrawCircleMeeting(tx, circleId, now)
  return true
}

/** The circle that a person takes part in; undefined when there is none. */
export async function circleOf(tx: Tx, person: Person): Promise<CirclePage | undefined> {
  const member = await livingMembership(tx, person.id)
  return member?.state === 'in' ? pageOf(tx, member.circleId) : undefined
}

export async function loadCircleInvitation(tx: Tx, { circleId, personId }: MessagePayload<'circle_invitation'>): Promise<CircleInvitation> {
  const circle = await getCircle(tx, circleId)
  const members = await membersOf(tx, circleId)
  const people = await getPeople(
    tx,
    members.map((member) => member.personId),
  )
  const own = members.find((member) => member.personId === personId)?.state ?? 'left'
  const others = members.filter((member) => member.personId !== personId && (member.state === 'asked' || member.state === 'in'))
  return {
    circleId,
    startedByName: (await getPerson(tx, circle.startedById)).name,
    otherNames: others.flatMap((member) => people.get(member.personId)?.name ?? []),
    meets: cadenceInWords(circle.cadence, 'named'),
    state: own === 'asked' ? (circle.ended ? 'ended' : 'waiting') : own,
    saidYes: members.filter(({ state }) => state === 'in').length,
    needed: circleSize.fewest,
  }
}

async function pageOf(tx: Tx, circleId: CircleId): Promise<CirclePage> {
  const circle = await getCircle(tx, circleId)
  const members = await membersOf(tx, circleId)
  const people = await getPeople(
    tx,
    members.map(({ personId }) => personId),
  )
  const meeting = await nextCircleMeeting(tx, circleId)
  const ownerId = meeting && (meeting.caseOwnerId ?? (await whoseTurn(tx, meeting)))
  return {
    circleId,
    meets: cadenceInWords(circle.cadence, 'named'),
    // Who said no, or left, is nobody else's business.
    members: members
      .filter(({ state }) => state === 'asked' || state === 'in')
      .flatMap(({ personId, state }) => {
        const person = people.get(personId)
        return person === undefined ? [] : [{ name: person.name, state }]
      }),
    saidYes: members.filter(({ state }) => state === 'in').length,
    needed: circleSize.fewest,
    next: meeting && {
      circleMeetingId: meeting.id,
      startsAt: meeting.startsAt,
      caseOwnerName: ownerId && people.get(ownerId)?.name,
    },
  }
}

async function ask(tx: Tx, circleId: CircleId, person: Person, now: Temporal.Instant): Promise<void> {
  const asked = await askIntoCircle(tx, { workspaceId: person.workspaceId, circleId, personId: person.id, state: 'asked', now })
  if (!asked) throw new Error('somebody was asked into a second circle')
  await enqueue(tx, {
    workspaceId: person.workspaceId,
    key: circleInvitationKey(circleId, person.id, now),
    kind: 'circle_invitation',
    payload: { circleId, personId: person.id },
    to: { kind: 'person', id: person.id },
    now,
  })
}

async function redrawInvitations(tx: Tx, circleId: CircleId, now: Temporal.Instant): Promise<void> {
  const { workspaceId } = await getCircle(tx, circleId)
  for (const { personId, askedAt } of await membersOf(tx, circleId))
    await redraw(tx, workspaceId, circleInvitationKey(circleId, personId, askedAt), now)
}

/** Why these people cannot be one circle; of those who are `fresh` it is also asked whether they are free. */
async function whyNoCircle(tx: Tx, people: readonly Person[], by: Person, fresh: readonly Person[] = people): Promise<Refusal | undefined> {
  const nothing = 'Nothing was changed. Please pick others.'
  const ids = new Set<PersonId>(people.map(({ id }) => id))
  for (const person of fresh) {
    const name = person.id === by.id ? 'You' : person.name
    const does = (own: string, others: string) => (person.id === by.id ? own : others)
    if (person.kind !== 'member') return refusal('not_a_member', `${name} is no full member of this workspace. ${nothing}`)
    if ((await livingMembership(tx, person.id)) !== undefined)
      return refusal('in_one', `${name} ${does('are', 'is')} in a circle already, or ${does('were', 'was')} asked into one. ${nothing}`)
    const pairs = await livingPairsOf(tx, person.id)
    if (!pairs.some(({ managerId }) => managerId === person.id))
      return refusal(
        'no_manager',
        `A circle is among managers, and ${person.id === by.id ? 'you have' : `${name} has`} no 1:1s as a manager in Cuecard yet. ${nothing}`,
      )
    const own = pairs.find(({ managerId, employeeId }) => ids.has(managerId === person.id ? employeeId : managerId))
    if (own === undefined) continue
    const other = await getPerson(tx, own.managerId === person.id ? own.employeeId : own.managerId)
    return refusal(
      'reporting_line',
      `${name} and ${other.id === by.id ? 'you' : other.name} have 1:1s with each other, and a circle is among peers. ${nothing}`,
    )
  }
  return undefined
}
