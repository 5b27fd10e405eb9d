import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cadence } from '../../src/coaching/cadence.ts'
import type { FeedEvent, FeedReader, FeedReading } from '../../src/coaching/feed.ts'
import type { PairId, WorkspaceId } from '../../src/coaching/ids.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'
import { newKey } from '../../src/db/sealing.ts'
import { linkPair, saveFeed } from '../../src/db/feeds.ts'
import { getPair } from '../../src/db/pairs.ts'
import type { Person } from '../../src/db/people.ts'
import { getPerson, savePerson, saveSettings } from '../../src/db/people.ts'
import type { Store } from '../../src/db/store.ts'
import { openStore } from '../../src/db/store.ts'
import { closures, invitations, meetings } from '../../src/db/tables.ts'
import { nextTriggerAt } from '../../src/db/triggers.ts'
import { saveWorkspace } from '../../src/db/workspaces.ts'
import { goAway } from '../../src/flows/absence.ts'
import { refreshFeeds } from '../../src/flows/feeds.ts'
import { moveMeeting, skipMeeting } from '../../src/flows/meeting-changes.ts'
import { addPair, answerProposal } from '../../src/flows/pairs.ts'
import { workOfTick } from '../../src/flows/tick.ts'
import { and, eq, gt } from 'drizzle-orm'
import { placeOf } from './oracle.ts'
import type { Fate, SimPair, SimPerson, Stretch, World } from './world.ts'
import { firstDayOf, isFree, roundsOf } from './world.ts'

/** The app's flows after they have lived through a world: its database, and when it looked what is due. */
export type Lived = { store: Store; ticks: Temporal.Instant[]; restarts: number; pairIds: Map<PairId, SimPair>; end(): Promise<void> }

/** Steps the clock through a world, from one moment at which anything happens to the next, with the real flows on a database file. */
export async function live(world: World): Promise<Lived> {
  // Memory where there is such a place: years of commits are nothing for a disk.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cuecard-simulate-'))
  const key = newKey()
  const open = () => openStore({ kind: 'sqlite', file: join(folder, 'cuecard.db') }, [key])
  let store = await open()
  let now = world.startsAt
  const readFeed: FeedReader = (address, { from, to }) =>
    Promise.resolve(feedAt(world, Number(address.split('/').at(-1)), { from, to }, now))
  const { people, pairIds, idOf } = await moveIn(store, world, readFeed)

  const happenings = happeningsOf(world)
  const ticks: Temporal.Instant[] = []
  let restarts = 0
  const tick = async (at: Temporal.Instant) => {
    now = at
    ticks.push(at)
    await workOfTick(
      store,
      {
        readFeed,
        readStatus: () => Promise.resolve({ state: 'not_granted' }),
        readMembers: () => Promise.resolve([]),
        readUpload: () => Promise.reject(new Error('nobody sent a file')),
      },
      at,
    )
  }
  let houseKeptAt = world.startsAt
  let outages = world.outages.toSorted(byStart)
  let setBack = world.setBack.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
  await tick(now)
  while (Temporal.Instant.compare(now, world.endsAt) < 0) {
    const next = earliest([
      await nextTriggerAt(store.read, now),
      await nextInvitationAt(store, now),
      happenings[0]?.at,
      houseKeptAt.add({ hours: 6 }),
      outages[0]?.from,
      setBack[0]?.at,
    ])
    const outage = outages[0]
    if (outage !== undefined && Temporal.Instant.compare(next, outage.from) >= 0) {
      outages = outages.slice(1)
      await store.close()
      store = await open()
      restarts += 1
      await tick(outage.to)
      continue
    }
    const jump = setBack[0]
    if (jump !== undefined && Temporal.Instant.compare(next, jump.at) >= 0) {
      setBack = setBack.slice(1)
      await tick(jump.at)
      await tick(jump.at.subtract({ minutes: jump.byMinutes }))
      await tick(jump.at.add({ seconds: 30 }))
      continue
    }
    now = next
    while (happenings[0] !== undefined && Temporal.Instant.compare(happenings[0].at, now) <= 0)
      await happen(store, happenings.shift()!, { people, idOf }, now)
    if (Temporal.Instant.compare(houseKeptAt.add({ hours: 6 }), now) <= 0) {
      houseKeptAt = now
      await refreshFeeds(store, readFeed, now)
    }
    await tick(now)
  }
  return {
    store,
    ticks,
    restarts,
    pairIds,
    async end() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function nextInvitationAt(store: Store, after: Temporal.Instant): Promise<Temporal.Instant | undefined> {
  const [row] = await store.read.sql
    .select({ dueAt: invitations.dueAt })
    .from(invitations)
    .where(and(eq(invitations.state, 'planned'), gt(invitations.dueAt, after.epochMilliseconds)))
    .orderBy(invitations.dueAt)
    .limit(1)
  return row && Temporal.Instant.fromEpochMilliseconds(row.dueAt)
}

type People = Map<SimPerson, Person>
type IdOf = Map<SimPair, PairId>

/** Makes the workspace, its people and their 1:1s, all accepted. */
async function moveIn(
  store: Store,
  world: World,
  readFeed: FeedReader,
): Promise<{ people: People; pairIds: Map<PairId, SimPair>; idOf: IdOf }> {
  const now = world.startsAt
  const workspaceId = 'T0SIMULATE' as WorkspaceId
  await store.write((tx) =>
    saveWorkspace(tx, { id: workspaceId, name: 'Simulation', appId: undefined, botUserId: 'U0BOT', zone: 'UTC' }, now),
  )
  await store.write(
    async (tx) =>
      void (
        world.closures.length > 0 &&
        (await tx.sql
          .insert(closures)
          .values(
            [...new Set(world.closures)].map((closedOn) => ({ workspaceId, closedOn, name: 'Closed', changedById: 'p', changedAt: 0 })),
          ))
      ),
  )
  const people: People = new Map()
  const settle = async (person: SimPerson) => {
    const known = people.get(person)
    if (known !== undefined) return known
    const made = await store.write(async (tx) => {
      const { id } = await savePerson(
        tx,
        workspaceId,
        { slackUserId: `U${people.size}`, name: person.name, kind: 'member', zone: person.zone, locale: 'en-GB' },
        now,
      )
      await saveSettings(tx, id, { country: person.country, week: { days: person.days, from: person.from, to: person.to } })
      return getPerson(tx, id)
    })
    people.set(person, made)
    return made
  }
  const pairIds = new Map<PairId, SimPair>()
  for (const pair of world.pairs) {
    const manager = await settle(pair.manager)
    const employee = await settle(pair.employee)
    const added = await addPair(store, { manager, employee, cadence: cadenceFrom(pair, now), context: 'general', lead: pair.lead }, now)
    if (isRefusal(added)) throw new Error(added.sentence)
    if (pair.source === 'feed') {
      await store.write(async (tx) => {
        const feedId = await saveFeed(tx, {
          workspaceId,
          ownerId: manager.id,
          address: `https://calendar.example.com/${pair.index}`,
          host: 'calendar.example.com',
          now,
        })
        await linkPair(tx, added.pairId, { feedId, match: { by: 'series', uid: uidOf(pair) } }, now)
      })
    }
    const refused = await answerProposal(store, added.pairId, employee, 'start', now)
    if (isRefusal(refused)) throw new Error(refused.sentence)
    pairIds.set(added.pairId, pair)
  }
  await refreshFeeds(store, readFeed, now)
  return { people, pairIds, idOf: new Map([...pairIds].map(([id, pair]) => [pair, id])) }
}

function cadenceFrom({ cadence: described, manager, until, leftOut }: SimPair, now: Temporal.Instant) {
  const from = firstDayOf(described, now, manager.zone).toString()
  const base = { time: described.time, zone: manager.zone, lengthMinutes: 30, from, until, skippedDates: leftOut }
  return described.every === 'month'
    ? cadence({ ...base, rhythm: 'monthly', nth: described.nth, weekdays: [described.weekday] })
    : cadence({ ...base, rhythm: { everyWeeks: described.interval }, weekdays: described.weekdays })
}

type Happening = { at: Temporal.Instant } & (
  | { what: 'leave'; person: SimPerson; first: string; last: string }
  | { what: 'fate'; pair: SimPair; date: string; fate: Fate }
)

/** What people do by hand; what happens in a calendar is found when it is read. */
function happeningsOf(world: World): Happening[] {
  const all: Happening[] = []
  for (const person of new Set(world.pairs.flatMap(({ manager, employee }) => [manager, employee]))) {
    for (const { by, toldAt, first, last } of person.leaves)
      if (by === 'button') all.push({ at: toldAt, what: 'leave', person, first, last })
  }
  for (const pair of world.pairs) {
    if (pair.source === 'hand') for (const [date, fate] of pair.fates) all.push({ at: fate.at, what: 'fate', pair, date, fate })
  }
  return all.filter(({ at }) => Temporal.Instant.compare(at, world.startsAt) > 0).toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}

async function happen(
  store: Store,
  one: Happening,
  { people, idOf }: { people: People; idOf: IdOf },
  now: Temporal.Instant,
): Promise<void> {
  if (one.what === 'leave') {
    const person = await known(store, people, one.person)
    const away = await goAway(
      store,
      person,
      { firstDay: Temporal.PlainDate.from(one.first), lastDay: Temporal.PlainDate.from(one.last) },
      now,
    )
    if (isRefusal(away)) throw new Error(`${one.person.name}: ${away.sentence}`)
    return
  }
  const { pair, date, fate } = one
  const pairId = idOf.get(pair)
  if (pairId === undefined) throw new Error('a pair was never made')
  const [meeting] = await store.read.sql
    .select()
    .from(meetings)
    .where(and(eq(meetings.pairId, pairId), eq(meetings.key, `hand/${date}`)))
  if (meeting === undefined) throw new Error(`${pair.manager.zone}: there is no meeting on ${date}`)
  const by = await getPerson(store.read, (await getPair(store.read, pairId)).managerId)
  // Branded when the row was written.
  const id = meeting.id as Parameters<typeof moveMeeting>[1]
  const done =
    fate.what === 'moved'
      ? await moveMeeting(store, id, by, Temporal.PlainDateTime.from(fate.to), now)
      : await skipMeeting(store, id, by, undefined, now)
  if (done !== undefined && isRefusal(done)) throw new Error(`${pair.manager.zone}, ${date}: ${done.sentence}`)
}

async function known(store: Store, people: People, person: SimPerson): Promise<Person> {
  const made = people.get(person)
  if (made === undefined) throw new Error(`${person.name} never moved in`)
  return getPerson(store.read, made.id)
}

/** What a calendar says at a moment, or that it does not answer. */
function feedAt(
  world: World,
  index: number,
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
  now: Temporal.Instant,
): FeedReading {
  const pair = world.pairs[index]
  if (pair === undefined) throw new Error(`no pair ${index}`)
  if (!isFree(now, pair.unreadable satisfies Stretch[], 0)) return { state: 'failed', sentence: 'The calendar server does not answer.' }
  const events = roundsOf(pair, world.startsAt, to).flatMap(({ date, at }): FeedEvent[] => {
    const fate = pair.fates.get(date)
    const isKnown = fate !== undefined && Temporal.Instant.compare(fate.at, now) <= 0
    const startsAt = isKnown && fate.what === 'moved' ? placeOf(fate, pair.manager) : at
    if (Temporal.Instant.compare(startsAt, from) < 0) return []
    const isDeclined = isKnown && fate.what === 'declined'
    return [
      {
        uid: uidOf(pair),
        recurrenceId: at.toString(),
        startsAt,
        lengthMinutes: 30,
        allDay: false,
        status: isKnown && fate.what === 'cancelled' ? 'cancelled' : 'on',
        title: `1:1 ${pair.index}`,
        people: [
          { email: 'manager@example.com', name: pair.manager.name, declined: false },
          { email: 'employee@example.com', name: pair.employee.name, declined: isDeclined },
        ],
        outOfOffice: false,
      },
    ]
  })
  return { state: 'read', events: [...events, ...outOfOffice(pair.manager, { from, to }, now)], unreadable: 0, validators: {} }
}

/** The whole days of leave that stand in a manager's calendar by now. */
function outOfOffice({ leaves, zone }: SimPerson, { from, to }: { from: Temporal.Instant; to: Temporal.Instant }, now: Temporal.Instant) {
  return leaves
    .filter(({ by, toldAt }) => by === 'calendar' && Temporal.Instant.compare(toldAt, now) <= 0)
    .flatMap(({ first, last }): FeedEvent[] => {
      const startsAt = Temporal.PlainDate.from(first).toZonedDateTime(zone).toInstant()
      const endsAt = Temporal.PlainDate.from(last).add({ days: 1 }).toZonedDateTime(zone).toInstant()
      if (Temporal.Instant.compare(endsAt, from) <= 0 || Temporal.Instant.compare(startsAt, to) >= 0) return []
      const lengthMinutes = startsAt.until(endsAt).total('minutes')
      return [
        {
          uid: `away-${first}`,
          recurrenceId: undefined,
          startsAt,
          lengthMinutes,
          allDay: true,
          status: 'on',
          title: 'Away',
          people: [],
          outOfOffice: true,
        },
      ]
    })
}

const uidOf = (pair: SimPair) => `pair-${pair.index}@example.com`

function earliest(instants: readonly (Temporal.Instant | undefined)[]): Temporal.Instant {
  const [first] = instants.filter((at) => at !== undefined).toSorted(Temporal.Instant.compare)
  if (first === undefined) throw new Error('nothing is ever going to happen')
  return first
}

function byStart(a: Stretch, b: Stretch): number {
  return Temporal.Instant.compare(a.from, b.from)
}
