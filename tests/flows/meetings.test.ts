import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Cadence } from '../../src/coaching/cadence.ts'
import { cadence, occurrences } from '../../src/coaching/cadence.ts'
import type { PairId, WorkspaceId } from '../../src/coaching/ids.ts'
import { localDate, weekOf } from '../../src/coaching/local-time.ts'
import type { Meeting } from '../../src/db/meetings.ts'
import { meetingsBetween, nextMeeting } from '../../src/db/meetings.ts'
import { changePair, getPair, insertPair, movePair } from '../../src/db/pairs.ts'
import type { Person } from '../../src/db/people.ts'
import { savePerson } from '../../src/db/people.ts'
import type { Store } from '../../src/db/store.ts'
import { invitationOfMeeting, settleInvitation, triggerOfMeeting, triggersOfMeetings, wasSent } from '../../src/db/triggers.ts'
import { saveWorkspace } from '../../src/db/workspaces.ts'
import { bringBackMeeting, moveMeeting, skipMeeting } from '../../src/flows/meeting-changes.ts'
import { materialise } from '../../src/flows/meetings.ts'
import { sendDueTriggers } from '../../src/flows/triggers.ts'
import type { TestDatabase } from '../support/database.ts'
import { testDatabase } from '../support/database.ts'

const zone = 'Europe/Berlin'
const start = Temporal.Instant.from('2026-03-02T07:00:00Z')
const longAgo = Temporal.Instant.from('2026-01-01T00:00:00Z')
const farAhead = Temporal.Instant.from('2027-01-01T00:00:00Z')

let database: TestDatabase
let store: Store
beforeAll(async () => {
  database = await testDatabase()
  store = await database.open()
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

type Setting = { pairId: PairId; manager: Person }

let made = 0
/** A pair that has begun, with people of its own. */
async function aPair(when: Cadence): Promise<Setting> {
  made += 1
  return store.write(async (tx) => {
    const { id: workspaceId } = await saveWorkspace(
      tx,
      { id: `T${made}` as WorkspaceId, name: 'Practice', appId: undefined, botUserId: 'U0', zone },
      start,
    )
    const person = (name: string) =>
      savePerson(tx, workspaceId, { slackUserId: `U${name}`, name, kind: 'member', zone, locale: 'en-GB' }, start)
    const manager = await person('Maya')
    const employee = await person('Dev')
    const pairId = await insertPair(tx, {
      workspaceId,
      managerId: manager.id,
      employeeId: employee.id,
      context: 'general',
      lead: 'default',
      cadence: when,
      now: start,
    })
    if (pairId === undefined) throw new Error('the pair exists')
    await movePair(tx, pairId, ['proposed'], 'active', start)
    await materialise(tx, await getPair(tx, pairId), start)
    return { pairId, manager }
  })
}

async function editCadence({ pairId }: Setting, when: Cadence, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    await changePair(tx, await getPair(tx, pairId), { cadence: when }, now)
    await materialise(tx, await getPair(tx, pairId), now)
  })
}

const all = ({ pairId }: Setting) => meetingsBetween(store.read, pairId, longAgo, farAhead)
const weekly = (weekday: number, from: string, time = '14:00') =>
  cadence({ rhythm: 'weekly', weekdays: [weekday], time, zone, lengthMinutes: 30, from })
const at = (time: string) => Temporal.ZonedDateTime.from(`${time}[Europe/Berlin]`).toInstant()
const startsOf = (meetings: Meeting[]) =>
  meetings
    .filter(({ state }) => state === 'planned')
    .map(({ startsAt }) => startsAt.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }))

describe('meetings after the cadence was edited', () => {
  it('come back with their trigger and invitation when the cadence has them again', async () => {
    const setting = await aPair(weekly(2, '2026-03-10'))
    const [first] = await all(setting)
    if (first === undefined) throw new Error('no meeting')
    await editCadence(setting, weekly(4, '2026-03-10'), start)
    expect((await triggerOfMeeting(store.read, first.id))?.state).toBe('held_back')
    await editCadence(setting, weekly(2, '2026-03-10'), start)
    expect(startsOf(await all(setting)).slice(0, 2)).toEqual(['2026-03-10T14:00', '2026-03-17T14:00'])
    expect(await triggerOfMeeting(store.read, first.id)).toMatchObject({ state: 'planned', reason: undefined })
    expect((await invitationOfMeeting(store.read, first.id))?.state).toBe('planned')
  })

  it('do not invite the employee anew when the invitation was sent before', async () => {
    const setting = await aPair(weekly(2, '2026-03-10'))
    const [first] = await all(setting)
    const invitation = first && (await invitationOfMeeting(store.read, first.id))
    if (first === undefined || invitation === undefined) throw new Error('no invitation')
    await store.write((tx) => settleInvitation(tx, invitation.id, { state: 'sent', sentAt: start }))
    await editCadence(setting, weekly(4, '2026-03-10'), start)
    await editCadence(setting, weekly(2, '2026-03-10'), start)
    expect((await invitationOfMeeting(store.read, first.id))?.state).toBe('sent')
  })

  it('stay skipped where they were skipped', async () => {
    const setting = await aPair(weekly(2, '2026-03-03'))
    const [first] = await all(setting)
    if (first === undefined) throw new Error('no meeting')
    await skipMeeting(store, first.id, setting.manager, 'leave', start)
    await editCadence(setting, weekly(4, '2026-03-03'), start)
    await editCadence(setting, weekly(2, '2026-03-03'), start)
    expect(startsOf(await all(setting))[0]).toBe('2026-03-10T14:00')
    await bringBackMeeting(store, first.id, setting.manager, start)
    expect(startsOf(await all(setting))[0]).toBe('2026-03-03T14:00')
    expect((await triggerOfMeeting(store.read, first.id))?.state).toBe('planned')
  })

  it('keep the one that was announced, at its new time in the same week', async () => {
    const setting = await aPair(weekly(2, '2026-03-03'))
    const morning = at('2026-03-03T09:00')
    await sendDueTriggers(store, morning)
    await editCadence(setting, weekly(5, '2026-03-03'), morning)
    expect(startsOf(await all(setting)).slice(0, 2)).toEqual(['2026-03-06T14:00', '2026-03-13T14:00'])
    await editCadence(setting, weekly(2, '2026-03-03'), morning)
    expect(startsOf(await all(setting)).slice(0, 2)).toEqual(['2026-03-03T14:00', '2026-03-10T14:00'])
    const [first] = await all(setting)
    expect(first?.standsFor).toBeUndefined()
  })

  it('are not lost when this week’s talk is over and the next is set for this week as well', async () => {
    const setting = await aPair(weekly(2, '2026-03-03'))
    await sendDueTriggers(store, at('2026-03-03T09:00'))
    const wednesday = at('2026-03-04T10:00')
    await editCadence(setting, weekly(5, '2026-03-06'), wednesday)
    expect((await nextMeeting(store.read, setting.pairId, wednesday))?.startsAt.equals(at('2026-03-06T14:00'))).toBe(true)
  })

  it('stay where people moved them by hand', async () => {
    const setting = await aPair(weekly(2, '2026-03-03'))
    const [first] = await all(setting)
    if (first === undefined) throw new Error('no meeting')
    await moveMeeting(store, first.id, setting.manager, Temporal.PlainDateTime.from('2026-03-04T11:00'), start)
    await editCadence(setting, weekly(2, '2026-03-03', '15:00'), start)
    expect(startsOf(await all(setting)).slice(0, 2)).toEqual(['2026-03-04T11:00', '2026-03-10T15:00'])
  })

  it('of a month are announced once, too', async () => {
    const monthly = (nth: 1 | 2 | 3, from: string) =>
      cadence({ rhythm: 'monthly', nth, weekdays: [2], time: '14:00', zone, lengthMinutes: 30, from })
    const setting = await aPair(monthly(1, '2026-03-03'))
    const morning = at('2026-03-03T09:00')
    await sendDueTriggers(store, morning)
    await editCadence(setting, monthly(3, '2026-03-03'), morning)
    expect(startsOf(await all(setting))).toEqual(['2026-03-17T14:00'])
  })
})

type Step =
  | { do: 'edit'; weekday: number; inWeeks: number; time: string; fortnightly: boolean }
  | { do: 'wait'; hours: number }
  | { do: 'skip' }
  | { do: 'bring_back' }
  | { do: 'extend' }
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      weekday: fc.integer({ min: 1, max: 5 }),
      inWeeks: fc.integer({ min: 0, max: 2 }),
      time: fc.constantFrom('09:30', '14:00', '17:00'),
      fortnightly: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 100 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'skip' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'bring_back' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'extend' as const }) },
)

describe('any sequence of edits, waits and skips', () => {
  it('leaves exactly one meeting for each coming occurrence, and no second announcement for a meeting ahead in the same week', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        let when = weekly(2, '2026-03-03')
        let now = start
        const setting = await aPair(when)
        for (const one of steps) {
          if (one.do === 'wait') {
            now = now.add({ hours: one.hours })
            await sendDueTriggers(store, now)
          } else if (one.do === 'edit') {
            const from = localDate(now, zone).add({ weeks: one.inWeeks }).toString()
            when = cadence({
              rhythm: one.fortnightly ? 'fortnightly' : 'weekly',
              weekdays: [one.weekday],
              time: one.time,
              zone,
              lengthMinutes: 30,
              from,
            })
            await editCadence(setting, when, now)
          } else if (one.do === 'extend') {
            await store.write(async (tx) => materialise(tx, await getPair(tx, setting.pairId), now))
          } else {
            const ahead = (await all(setting)).filter((meeting) => Temporal.Instant.compare(meeting.endsAt, now) > 0)
            const meeting = ahead.find(({ state }) => state === (one.do === 'skip' ? 'planned' : 'skipped'))
            if (meeting && one.do === 'skip') await skipMeeting(store, meeting.id, setting.manager, undefined, now)
            if (meeting && one.do === 'bring_back') await bringBackMeeting(store, meeting.id, setting.manager, now)
          }
          await holds(setting, when, now)
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

async function holds(setting: Setting, when: Cadence, now: Temporal.Instant): Promise<void> {
  const pair = await getPair(store.read, setting.pairId)
  const meetings = await all(setting)
  const triggers = await triggersOfMeetings(
    store.read,
    meetings.map(({ id }) => id),
  )
  const live = meetings.filter(({ state }) => state !== 'withdrawn')
  const ahead = live.filter((meeting) => Temporal.Instant.compare(meeting.startsAt, now) > 0)

  for (const { originalDate } of occurrences(when, now, pair.meetingsUntil)) {
    const key = `hand/${originalDate}`
    const standing = live.filter((meeting) =>
      meeting.cadenceVersion === pair.cadenceVersion ? (meeting.standsFor ?? meeting.key) === key : false,
    )
    expect(
      standing.map(({ key: own, standsFor }) => ({ own, standsFor })),
      `one meeting for ${key}`,
    ).toHaveLength(1)
  }
  for (const meeting of ahead.filter(({ state }) => state === 'planned'))
    expect(meeting.cadenceVersion, `${meeting.key} belongs to the cadence`).toBe(pair.cadenceVersion)
  const weeks = Map.groupBy(
    ahead.filter(({ state }) => state === 'planned'),
    ({ startsAt }) => weekOf(startsAt, zone),
  )
  for (const [week, planned] of weeks) expect(planned.length, `meetings ahead in ${week}`).toBeLessThanOrEqual(1)
  for (const meeting of ahead.filter(({ state }) => state === 'planned')) {
    const trigger = triggers.get(meeting.id)
    expect(trigger === undefined ? 'none' : trigger.state, `the trigger of ${meeting.key}`).toMatch(/planned|sent|held_back|missed/)
    if (trigger?.state === 'held_back') expect(trigger.reason).toBe('two_skipped_in_a_row')
    if (!wasSent(trigger)) continue
    const announcedToo = meetings.filter(
      (other) =>
        other.id !== meeting.id &&
        wasSent(triggers.get(other.id)) &&
        Temporal.Instant.compare(other.startsAt, now) > 0 &&
        other.state === 'planned' &&
        weekOf(other.startsAt, zone) === weekOf(meeting.startsAt, zone),
    )
    expect(announcedToo).toEqual([])
  }
}
