import type { Rhythm } from '../../src/coaching/cadence.ts'
import { cadence } from '../../src/coaching/cadence.ts'
import type { MeetingId } from '../../src/coaching/ids.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'
import type { Lead } from '../../src/coaching/trigger-time.ts'
import { nextMeeting } from '../../src/db/meetings.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { getPair } from '../../src/db/pairs.ts'
import type { Person } from '../../src/db/people.ts'
import { findPerson, savePerson } from '../../src/db/people.ts'
import { workspaces } from '../../src/db/tables.ts'
import { addPair, answerProposal } from '../../src/flows/pairs.ts'
import type { Workplace } from './app.ts'
import { cast } from './app.ts'

/** A 1:1 that has begun: the manager added it and the employee said yes. The rhythm is weekly and times are in Berlin unless given. */
export async function startPair(
  work: Workplace,
  given: { manager?: string; employee: string; firstOn: string; time: string; rhythm?: Rhythm; lead?: Lead },
): Promise<Pair> {
  const { manager = 'U0MAYA0001', employee, firstOn, time, rhythm = 'weekly', lead = 'default' } = given
  const weekday = Temporal.PlainDate.from(firstOn).dayOfWeek
  const when = cadence({ rhythm, weekdays: [weekday], time, zone: 'Europe/Berlin', lengthMinutes: 30, from: firstOn })
  const by = await known(work, employee)
  const added = await addPair(
    work.store,
    { manager: await known(work, manager), employee: by, cadence: when, context: 'general', lead },
    work.clock.now(),
  )
  if (isRefusal(added)) throw new Error(added.sentence)
  const refused = await answerProposal(work.store, added.pairId, by, 'start', work.clock.now())
  if (isRefusal(refused)) throw new Error(refused.sentence)
  await work.settled()
  return getPair(work.store.read, added.pairId)
}

/** A person of the cast as the app keeps them. */
export async function known(work: Workplace, slackUserId: string): Promise<Person> {
  const [workspace] = await work.store.read.sql.select().from(workspaces)
  if (workspace === undefined) throw new Error('the app has no workspace yet')
  const workspaceId = workspace.id as Person['workspaceId']
  const member = cast.find(({ id }) => id === slackUserId)
  if (member === undefined) throw new Error(`nobody of the cast is ${slackUserId}`)
  const seen = { slackUserId, name: member.name, kind: 'member' as const, zone: member.zone, locale: 'en-GB' }
  return (
    (await findPerson(work.store.read, workspaceId, slackUserId)) ??
    (await work.store.write((tx) => savePerson(tx, workspaceId, seen, work.clock.now())))
  )
}

/** The pair's next meeting at the calendar's time. */
export async function nextMeetingId(work: Workplace, pair: Pair): Promise<MeetingId> {
  const meeting = await nextMeeting(work.store.read, pair.id, work.clock.now())
  if (meeting === undefined) throw new Error('the pair has no meeting ahead')
  return meeting.id
}
