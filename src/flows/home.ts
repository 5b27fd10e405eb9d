import { cadenceInWords } from '../coaching/cadence.ts'
import type { HomeData, HomePair } from '../coaching/home.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import { nextMeeting } from '../db/meetings.ts'
import { refreshHome } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { livingPairsOf } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson, noteHomeOpened } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { triggerOfMeeting } from '../db/triggers.ts'

/** App Home was opened: it is drawn from current state, now and whenever something of this person's changes. */
export async function openHome(store: Store, person: Person, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    await noteHomeOpened(tx, person.id, now)
    await refreshHome(tx, person.workspaceId, person.id, now)
  })
}

/** Asks for the App Homes of some people to be drawn again, for those who have ever opened theirs. */
export async function redrawHomes(tx: Tx, people: Person[], now: Temporal.Instant): Promise<void> {
  for (const person of people) if (person.homeOpened) await refreshHome(tx, person.workspaceId, person.id, now)
}

export async function loadHome(tx: Tx, { personId }: MessagePayload<'home'>, now: Temporal.Instant): Promise<HomeData> {
  const person = await getPerson(tx, personId)
  const pairs = await livingPairsOf(tx, personId)
  const shown = await Promise.all(pairs.map(async (pair) => ({ pair, data: await homePair(tx, pair, personId, now) })))
  return {
    personName: person.name,
    coordinator: false,
    asManager: shown.filter(({ pair }) => pair.managerId === personId).map(({ data }) => data),
    asEmployee: shown.filter(({ pair }) => pair.employeeId === personId).map(({ data }) => data),
  }
}

async function homePair(tx: Tx, pair: Pair, readerId: string, now: Temporal.Instant): Promise<HomePair> {
  const other = await getPerson(tx, pair.managerId === readerId ? pair.employeeId : pair.managerId)
  const meeting = pair.state === 'active' ? await nextMeeting(tx, pair.id, now) : undefined
  const trigger = meeting && (await triggerOfMeeting(tx, meeting.id))
  return {
    pairId: pair.id,
    otherName: other.name,
    state: pair.state === 'active' || pair.state === 'paused' ? pair.state : 'proposed',
    cadence: cadenceInWords(pair.cadence),
    nextMeetingAt: meeting?.startsAt,
    nextTriggerAt: trigger?.state === 'planned' ? trigger.dueAt : undefined,
  }
}
