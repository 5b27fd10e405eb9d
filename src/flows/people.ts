import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { DirectAnswer } from '../coaching/direct-answer.ts'
import { comingMeetings } from '../db/held-back.ts'
import { mentorshipsOf } from '../db/mentorships.ts'
import { enqueue, withdrawTo } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { livingPairsOf } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople, getPerson, nameCoordinators } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { holdBackPlanned } from '../db/triggers.ts'
import { redrawHomes } from './home.ts'
import { redrawMeetings } from './meeting-messages.ts'
import { holdOfPeople, planAfresh } from './pairs.ts'

/**
 * Slack said that a person changed, and our row has it already. Everything about somebody who left stops; who came back is planned again,
 * without catching up; a new zone or name reaches what was not sent and what is on screen. Safe to run again: it looks at what is now.
 */
export async function personChanged(store: Store, personId: PersonId, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    const person = await getPerson(tx, personId)
    if (person.kind !== 'member') await withdrawTo(tx, person.id)
    const pairs = await livingPairsOf(tx, personId)
    for (const pair of pairs) await followPerson(tx, pair, now)
    const mentorships = await mentorshipsOf(tx, personId)
    const others = await getPeople(
      tx,
      [...pairs, ...mentorships].flatMap((one) => ('employeeId' in one ? [one.managerId, one.employeeId] : [one.managerId, one.mentorId])),
    )
    await redrawHomes(tx, [person, ...[...others.values()].filter(({ id }) => id !== personId)], now)
  })
}

async function followPerson(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  const coming = await comingMeetings(tx, pair.id, now)
  const hold = await holdOfPeople(tx, pair)
  if (hold !== undefined) await holdBackPlanned(tx, coming, hold)
  else await planAfresh(tx, pair, now)
  await redrawMeetings(tx, coming, now)
}

/** Takes over whom the settings name as coordinators, and draws the App Homes of those whom it concerns. */
export async function takeCoordinators(
  store: Store,
  workspaceId: WorkspaceId,
  named: readonly Person[],
  now: Temporal.Instant,
): Promise<void> {
  await store.write(async (tx) => {
    await nameCoordinators(
      tx,
      workspaceId,
      named.map(({ id }) => id),
    )
    await redrawHomes(tx, named, now)
  })
}

/** Answers what somebody typed to the app: once in a minute, however much they type, because nobody needs the same answer twice. */
export async function answerDirect(store: Store, person: Person, messageTs: string, now: Temporal.Instant): Promise<void> {
  const minute = Math.floor(Number(messageTs) / 60)
  await store.write((tx) =>
    enqueue(tx, {
      workspaceId: person.workspaceId,
      key: `direct/${person.id}/${minute}`,
      kind: 'direct_answer',
      payload: { personId: person.id },
      to: { kind: 'person', id: person.id },
      now,
      expiresAt: now.add({ minutes: 30 }),
    }),
  )
}

export async function loadDirectAnswer(tx: Tx, { personId }: MessagePayload<'direct_answer'>): Promise<DirectAnswer | undefined> {
  const person = await getPerson(tx, personId)
  switch (person.kind) {
    case 'member':
      return { standing: 'member' }
    case 'guest':
    case 'stranger':
      return { standing: 'outsider' }
    case 'bot':
    case 'deactivated':
      return undefined
    default:
      return person.kind satisfies never
  }
}
