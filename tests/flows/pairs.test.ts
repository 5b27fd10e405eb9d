import { and, eq, inArray } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cadence } from '../../src/coaching/cadence.ts'
import type { PairId, WorkspaceId } from '../../src/coaching/ids.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'
import type { Lead } from '../../src/coaching/trigger-time.ts'
import { leads } from '../../src/coaching/trigger-time.ts'
import { getPair } from '../../src/db/pairs.ts'
import type { Person, PersonKind } from '../../src/db/people.ts'
import { getPerson, savePerson } from '../../src/db/people.ts'
import type { Store } from '../../src/db/store.ts'
import { meetings, outbox, triggers } from '../../src/db/tables.ts'
import { nextTriggerAt } from '../../src/db/triggers.ts'
import { saveWorkspace } from '../../src/db/workspaces.ts'
import { addPair, answerProposal, editPair, endPair, pausePair, resumePair } from '../../src/flows/pairs.ts'
import { personChanged } from '../../src/flows/people.ts'
import { changeSettings } from '../../src/flows/settings.ts'
import { workOfTick } from '../../src/flows/tick.ts'
import type { TestDatabase } from '../support/database.ts'
import { testDatabase } from '../support/database.ts'
import { nothingOutside } from '../support/calendar.ts'

const workspaceId = 'T0TEST0001' as WorkspaceId
const sunday = Temporal.Instant.from('2026-03-01T18:00:00Z')

let database: TestDatabase
let store: Store
let serial = 0
beforeAll(async () => {
  database = await testDatabase()
  store = await database.open()
  await store.write((tx) =>
    saveWorkspace(tx, { id: workspaceId, name: 'Test', appId: undefined, botUserId: 'U0BOT', zone: 'Europe/Berlin' }, sunday),
  )
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

const tuesdays = (change: Partial<Parameters<typeof cadence>[0]> = {}) =>
  cadence({ rhythm: 'weekly', weekdays: [2], time: '14:00', zone: 'Europe/Berlin', lengthMinutes: 30, from: '2026-03-03', ...change })

async function person(name: string, kind: PersonKind = 'member', slackUserId = `U${name.toUpperCase()}${++serial}`): Promise<Person> {
  return store.write((tx) => savePerson(tx, workspaceId, { slackUserId, name, kind, zone: 'Europe/Berlin', locale: 'en-GB' }, sunday))
}

async function started(): Promise<{ pairId: PairId; manager: Person; employee: Person }> {
  const manager = await person('Maya')
  const employee = await person('Dev')
  const added = await addPair(store, { manager, employee, cadence: tuesdays(), context: 'general', lead: 'default' }, sunday)
  if (isRefusal(added)) throw new Error(added.sentence)
  await answerProposal(store, added.pairId, employee, 'start', sunday)
  return { pairId: added.pairId, manager, employee }
}

const triggersOf = (pairId: PairId) =>
  store.read.sql
    .select({
      state: triggers.state,
      reason: triggers.reason,
      dueAt: triggers.dueAt,
      meetingId: triggers.meetingId,
      meetingState: meetings.state,
      startsAt: meetings.startsAt,
    })
    .from(triggers)
    .innerJoin(meetings, eq(meetings.id, triggers.meetingId))
    .where(eq(triggers.pairId, pairId))

type Step =
  | { do: 'wait'; hours: number }
  | { do: 'pause' | 'resume' | 'leave' | 'return' | 'manager_leaves' | 'manager_returns' }
  | { do: 'lead'; lead: Lead }
  | { do: 'move'; weekday: number; time: string }
  | { do: 'hours'; from: string }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 80 }) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('pause', 'resume', 'leave', 'return', 'manager_leaves', 'manager_returns') }) },
    fc.record({ do: fc.constant('lead' as const), lead: fc.constantFrom(...(Object.keys(leads) as Lead[])) }),
    fc.record({
      do: fc.constant('move' as const),
      weekday: fc.integer({ min: 1, max: 5 }),
      time: fc.constantFrom('09:00', '10:30', '14:00', '17:00'),
    }),
    fc.record({ do: fc.constant('hours' as const), from: fc.constantFrom('07:00', '09:00', '11:00') }),
  ),
  { minLength: 1, maxLength: 14 },
)

describe('a pair through whatever happens to it', () => {
  it('is announced once a meeting at most, never while it is stopped, and always again afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (happens) => {
        const { pairId, manager, employee } = await started()
        let now = sunday
        for (const step of happens) {
          const sentBefore = (await triggersOf(pairId)).filter(({ state }) => state === 'sent').length
          const stoppedBefore = await isStopped(pairId)
          if (step.do === 'wait') now = now.add({ hours: step.hours })
          await happen(step, { pairId, manager, employee }, now)
          const all = await triggersOf(pairId)
          const sent = all.filter(({ state }) => state === 'sent')
          if (stoppedBefore && step.do === 'wait') expect(sent.length).toBeLessThanOrEqual(sentBefore)
          const coming = all.filter(({ startsAt, meetingState }) => startsAt > now.epochMilliseconds && meetingState === 'planned')
          if (await isStopped(pairId)) expect(coming.filter(({ state }) => state === 'planned')).toEqual([])
          else expect(coming.filter(({ dueAt, state }) => dueAt > now.epochMilliseconds && state !== 'planned')).toEqual([])
        }
        const perDay = await store.read.sql
          .select({ key: outbox.key })
          .from(outbox)
          .where(and(eq(outbox.recipientId, manager.id), eq(outbox.kind, 'trigger'), eq(outbox.op, 'post')))
        expect(new Set(perDay.map(({ key }) => key)).size).toBe(perDay.length)
        const meetingIds = (await triggersOf(pairId)).map(({ meetingId }) => meetingId)
        expect(new Set(meetingIds).size).toBe(meetingIds.length)
        await endPair(store, pairId, manager, now)
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it('never has three weeks without a word once everything runs again, whatever holidays there are', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (happens) => {
        const { pairId, manager, employee } = await started()
        let now = sunday
        for (const step of happens) {
          if (step.do === 'wait') now = now.add({ hours: step.hours })
          await happen(step, { pairId, manager, employee }, now)
        }
        for (const back of ['return', 'manager_returns', 'resume'] as const) await happen({ do: back }, { pairId, manager, employee }, now)
        const before = (await triggersOf(pairId)).filter(({ state }) => state === 'sent').length
        const end = now.add({ hours: 21 * 24 })
        for (
          let due = await nextTriggerAt(store.read, now);
          due !== undefined && Temporal.Instant.compare(due, end) < 0;
          due = await nextTriggerAt(store.read, due)
        )
          await workOfTick(store, nothingOutside, due)
        expect((await triggersOf(pairId)).filter(({ state }) => state === 'sent').length).toBeGreaterThan(before)
        await endPair(store, pairId, manager, end)
      }),
      { numRuns: 25 },
    )
  }, 60_000)
})

describe('ending a pair', () => {
  it('withdraws a question that was not sent yet, so that nobody ever sees it', async () => {
    const manager = await person('Maya')
    const employee = await person('Dev')
    const added = await addPair(store, { manager, employee, cadence: tuesdays(), context: 'general', lead: 'default' }, sunday)
    if (isRefusal(added)) throw new Error(added.sentence)
    await endPair(store, added.pairId, manager, sunday)
    const rows = await store.read.sql
      .select()
      .from(outbox)
      .where(and(eq(outbox.recipientId, employee.id), inArray(outbox.state, ['pending'])))
    expect(rows).toEqual([])
  })

  it('is refused the second time, and to the employee before it began', async () => {
    const { pairId, manager, employee } = await started()
    expect(await endPair(store, pairId, employee, sunday)).toMatchObject({ ended: 'pair' })
    expect(await endPair(store, pairId, manager, sunday)).toMatchObject({ refused: 'over' })
    const other = await person('Chi')
    const added = await addPair(store, { manager, employee: other, cadence: tuesdays(), context: 'general', lead: 'default' }, sunday)
    if (isRefusal(added)) throw new Error(added.sentence)
    expect(await endPair(store, added.pairId, other, sunday)).toMatchObject({ refused: 'proposed' })
  })
})

async function isStopped(pairId: PairId): Promise<boolean> {
  const pair = await getPair(store.read, pairId)
  const people = await Promise.all([getPerson(store.read, pair.managerId), getPerson(store.read, pair.employeeId)])
  return pair.state !== 'active' || people.some(({ kind }) => kind !== 'member')
}

async function happen(step: Step, who: { pairId: PairId; manager: Person; employee: Person }, now: Temporal.Instant): Promise<void> {
  const { pairId, manager, employee } = who
  const pair = await getPair(store.read, pairId)
  switch (step.do) {
    case 'wait':
      return workOfTick(store, nothingOutside, now)
    case 'pause':
      return void (await pausePair(store, pairId, manager, now))
    case 'resume':
      return void (await resumePair(store, pairId, manager, now))
    case 'leave':
    case 'return':
      return becomes(employee, step.do === 'leave' ? 'deactivated' : 'member', now)
    case 'manager_leaves':
    case 'manager_returns':
      return becomes(manager, step.do === 'manager_leaves' ? 'guest' : 'member', now)
    case 'lead':
      return void (await editPair(store, pairId, manager, { context: pair.context, lead: step.lead }, now))
    case 'move': {
      const from = now.toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString()
      return void (await editPair(
        store,
        pairId,
        manager,
        { cadence: tuesdays({ weekdays: [step.weekday], time: step.time, from }), context: pair.context, lead: pair.lead },
        now,
      ))
    }
    case 'hours':
      return changeSettings(
        store,
        manager,
        {
          week: { days: [1, 2, 3, 4, 5], from: step.from, to: '18:00' },
          lead: 'default',
          ownZone: undefined,
          country: undefined,
          region: undefined,
          awayUntil: undefined,
          invitations: true,
          thin: false,
        },
        now,
      )
    default:
      return step satisfies never
  }
}

async function becomes(one: Person, kind: PersonKind, now: Temporal.Instant): Promise<void> {
  await person(one.name, kind, one.slackUserId)
  await personChanged(store, one.id, now)
}
