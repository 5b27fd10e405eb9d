import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cadence } from '../../src/coaching/cadence.ts'
import type { NewItem } from '../../src/coaching/agreement.ts'
import type { ActionId, AgreementId, SessionId, WorkspaceId } from '../../src/coaching/ids.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'
import { actionsOfAgreement, getAction } from '../../src/db/actions.ts'
import { getAgreement } from '../../src/db/agreements.ts'
import { newId } from '../../src/db/new-id.ts'
import { findByKey } from '../../src/db/outbox.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { getPair, insertPair, movePair } from '../../src/db/pairs.ts'
import type { Person } from '../../src/db/people.ts'
import { getPerson, savePerson } from '../../src/db/people.ts'
import type { Store } from '../../src/db/store.ts'
import { saveWorkspace } from '../../src/db/workspaces.ts'
import { wordingsOf } from '../../src/db/text-versions.ts'
import { actOn, confirmAll, loadActionNews, remindOfDue } from '../../src/flows/actions.ts'
import { newsKey, reminderKey } from '../../src/flows/agreement-keys.ts'
import { proposeAgreement, voidOpenAgreements, waitingAgreementOf } from '../../src/flows/agreements.ts'
import { readPlan } from '../../src/flows/plan.ts'
import { asAct, tries } from '../support/acts.ts'
import type { TestDatabase } from '../support/database.ts'
import { testDatabase } from '../support/database.ts'

const monday = Temporal.Instant.from('2026-03-02T08:00:00Z')
const at = (time: string) => Temporal.Instant.from(time)
const step = (change: Partial<NewItem> = {}): NewItem => ({
  owner: 'employee',
  kind: 'step',
  text: 'Call the two accounts',
  dueOn: '2026-03-06',
  learning: false,
  ...change,
})
const promise = step({ owner: 'manager', kind: 'promise', text: 'Clear the exception' })

let database: TestDatabase
let store: Store
let serial = 0
beforeAll(async () => {
  database = await testDatabase()
  store = await database.open()
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

type Two = { pair: Pair; manager: Person; employee: Person }

/** An active pair of two people who are in no other. */
async function two(): Promise<Two> {
  const workspaceId = 'T0TEST0001' as WorkspaceId
  serial += 1
  const [manager, employee] = ['MANAGER', 'EMPLOYEE'].map((name) => ({
    slackUserId: `U${name}${serial}`,
    name,
    kind: 'member' as const,
    zone: 'Europe/Berlin',
    locale: 'en-GB',
  }))
  return store.write(async (tx) => {
    await saveWorkspace(tx, { id: workspaceId, name: 'Test', appId: undefined, botUserId: 'U0BOT', zone: 'Europe/Berlin' }, monday)
    const one = await savePerson(tx, workspaceId, manager as never, monday)
    const other = await savePerson(tx, workspaceId, employee as never, monday)
    const weekly = cadence({ rhythm: 'weekly', weekdays: [2], time: '14:00', zone: 'Europe/Berlin', lengthMinutes: 30, from: '2026-03-03' })
    const id = await insertPair(tx, {
      workspaceId,
      managerId: one.id,
      employeeId: other.id,
      context: 'general',
      lead: 'default',
      cadence: weekly,
      now: monday,
    })
    if (id === undefined) throw new Error('the pair was not made')
    await movePair(tx, id, ['proposed'], 'active', monday)
    return { pair: await getPair(tx, id), manager: await getPerson(tx, one.id), employee: await getPerson(tx, other.id) }
  })
}

async function propose(
  { pair }: Two,
  items: NewItem[],
  given: { promise?: NewItem; now?: Temporal.Instant } = {},
): Promise<{ agreementId: AgreementId; ids: ActionId[] }> {
  const sessionId: SessionId = newId('session')
  const agreementId = await store.write((tx) =>
    proposeAgreement(tx, { pair, sessionId, items, promise: given.promise, now: given.now ?? monday }),
  )
  if (agreementId === undefined) throw new Error('nothing was proposed')
  return { agreementId, ids: (await actionsOfAgreement(store.read, agreementId)).map(({ id }) => id) }
}

async function agree(people: Two, items: NewItem[], now = monday): Promise<ActionId[]> {
  const { agreementId, ids } = await propose(people, items, { now })
  const done = await confirmAll(store, agreementId, people.employee, 1, now)
  if (isRefusal(done)) throw new Error(done.sentence)
  return ids
}

const only = (ids: ActionId[]): ActionId => {
  if (ids[0] === undefined) throw new Error('there is no action')
  return ids[0]
}

describe('an agreement in the store', () => {
  it('is never agreed without the employee having confirmed exactly that wording, and loses no words, whatever anybody does', async () => {
    await fc.assert(
      fc.asyncProperty(tries, fc.boolean(), async (sequence, isPromise) => {
        const people = await two()
        const { ids } = await propose(people, isPromise ? [] : [step()], isPromise ? { promise } : {})
        const id = only(ids)
        const confirmed = new Set<string>()
        const written = new Set([isPromise ? promise.text : step().text])
        for (const attempt of sequence) {
          const before = await getAction(store.read, id)
          const what = asAct(attempt, before.version)
          const done = await actOn(store, id, attempt.by === 'employee' ? people.employee : people.manager, what, monday)
          const after = await getAction(store.read, id)
          if (isRefusal(done)) {
            expect(after).toEqual(before)
            continue
          }
          if (what.act === 'confirm' && attempt.by === 'employee') confirmed.add(JSON.stringify(before.wording))
          if (what.act === 'answer' && after.version > before.version) written.add(what.text)
          if (what.act === 'suggest') written.add(what.suggestion.text)
          if (after.state === 'agreed' || after.signed === 'yes') expect(confirmed).toContain(JSON.stringify(after.wording))
        }
        const last = await getAction(store.read, id)
        const kept = (await wordingsOf(store.read, people.pair.planId)).map(({ text }) => (JSON.parse(text) as { text: string }).text)
        for (const words of written) expect([last.wording.text, last.suggestion?.text, ...kept]).toContain(words)
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it('asks for nothing when there is nothing to sign', async () => {
    const { pair } = await two()
    expect(await store.write((tx) => proposeAgreement(tx, { pair, sessionId: newId('session'), items: [], now: monday }))).toBeUndefined()
  })

  it('is made once for a session', async () => {
    const { pair } = await two()
    const sessionId = newId('session')
    const first = await store.write((tx) => proposeAgreement(tx, { pair, sessionId, items: [step()], now: monday }))
    expect(first).toBeDefined()
    expect(await store.write((tx) => proposeAgreement(tx, { pair, sessionId, items: [step()], now: monday }))).toBeUndefined()
  })

  it('keeps the signature of what did not change when another item gets a new wording', async () => {
    const people = await two()
    const { agreementId, ids } = await propose(people, [step(), step({ text: 'Write the note' })])
    await confirmAll(store, agreementId, people.employee, 1, monday)
    const [first, second] = ids
    await actOn(
      store,
      first as ActionId,
      people.manager,
      { act: 'answer', version: 1, text: 'Call one of them', dueOn: '2026-03-06' },
      monday,
    )
    expect(await getAgreement(store.read, agreementId)).toMatchObject({ version: 2, state: 'proposed' })
    expect(await getAction(store.read, first as ActionId)).toMatchObject({ state: 'proposed', signed: 'no' })
    expect(await getAction(store.read, second as ActionId)).toMatchObject({ state: 'agreed', signed: 'yes', version: 1 })
  })

  it('confirms nothing by a Confirm all that was drawn before a new wording', async () => {
    const people = await two()
    const { agreementId, ids } = await propose(people, [step(), step({ text: 'Write the note' })])
    await actOn(store, only(ids), people.manager, { act: 'answer', version: 1, text: 'Call one of them', dueOn: '2026-03-06' }, monday)
    expect(await confirmAll(store, agreementId, people.employee, 1, monday)).toMatchObject({ refused: 'changed' })
    expect((await actionsOfAgreement(store.read, agreementId)).map(({ state }) => state)).toEqual(['proposed', 'proposed'])
  })

  it('refuses the manager, and somebody who is in no way part of it', async () => {
    const people = await two()
    const strangers = await two()
    const { agreementId, ids } = await propose(people, [step()])
    for (const by of [people.manager, strangers.manager, strangers.employee]) {
      expect(await confirmAll(store, agreementId, by, 1, monday)).toMatchObject({ refused: 'not_yours' })
      expect(await actOn(store, only(ids), by, { act: 'confirm', version: 1 }, monday)).toMatchObject({ refused: 'not_yours' })
    }
  })

  it('tells what waits for the employee, and nothing once all is answered', async () => {
    const people = await two()
    const { agreementId, ids } = await propose(people, [step()], { promise })
    expect(await waitingAgreementOf(store.read, people.pair.id)).toEqual({ agreementId, items: 2 })
    await actOn(store, only(ids), people.employee, { act: 'not_agreed', version: 1 }, monday)
    expect(await waitingAgreementOf(store.read, people.pair.id)).toEqual({ agreementId, items: 1 })
    await confirmAll(store, agreementId, people.employee, 1, monday)
    expect(await waitingAgreementOf(store.read, people.pair.id)).toBeUndefined()
  })

  it('becomes void when the pair ends, except for what was agreed, and takes no more acts', async () => {
    const people = await two()
    const { agreementId, ids } = await propose(people, [step()], { promise })
    const [promised, open] = ids
    await actOn(store, promised as ActionId, people.employee, { act: 'confirm', version: 1 }, monday)
    await store.write(async (tx) => {
      await movePair(tx, people.pair.id, ['active'], 'ended', monday)
      await voidOpenAgreements(tx, people.pair.id, monday)
    })
    expect((await actionsOfAgreement(store.read, agreementId)).map(({ state }) => state)).toEqual(['agreed', 'void'])
    expect(await getAgreement(store.read, agreementId)).toMatchObject({ state: 'void' })
    expect(await actOn(store, open as ActionId, people.employee, { act: 'confirm', version: 1 }, monday)).toMatchObject({
      refused: 'ended',
    })
    expect(await actOn(store, promised as ActionId, people.manager, { act: 'done' }, monday)).toMatchObject({ refused: 'ended' })
  })
})

describe('the plan', () => {
  it("lists the manager's overdue promises first, then other promises, then steps by date", async () => {
    const people = await two()
    await propose(people, [step({ text: 'Late step', dueOn: '2026-03-09' }), step({ text: 'Early step', dueOn: '2026-03-03' })], {
      promise: { ...promise, text: 'New promise', dueOn: '2026-03-20' },
    })
    await propose(people, [], { promise: { ...promise, text: 'Old promise', dueOn: '2026-03-04' } })
    const plan = await readPlan(store.read, people.pair, at('2026-03-05T09:00:00Z'))
    expect(plan.openActions.map(({ text }) => text)).toEqual(['Old promise', 'New promise', 'Early step', 'Late step'])
  })
})

describe('a reminder', () => {
  const remindedOn = (person: Person, day: string) => findByKey(store.read, person.workspaceId, reminderKey(person.id, day))

  it("comes once, from 09:00 of the owner's due date, with everything of that day in it", async () => {
    const people = await two()
    const ids = await agree(people, [step({ dueOn: '2026-03-04' }), step({ text: 'Write the note', dueOn: '2026-03-04' })])
    await remindOfDue(store, at('2026-03-04T07:59:00Z'))
    expect(await remindedOn(people.employee, '2026-03-04')).toBeUndefined()
    await remindOfDue(store, at('2026-03-04T08:00:00Z'))
    await remindOfDue(store, at('2026-03-04T08:01:00Z'))
    const row = await remindedOn(people.employee, '2026-03-04')
    expect(JSON.parse(row?.payload ?? '{}')).toMatchObject({ actionIds: expect.arrayContaining(ids) })
    expect(row?.budgetWeek).toBe('2026-W10')
    await remindOfDue(store, at('2026-03-05T08:01:00Z'))
    expect(await remindedOn(people.employee, '2026-03-05')).toBeUndefined()
  })

  it('waits for the next working day when the date is off', async () => {
    const people = await two()
    await agree(people, [step({ dueOn: '2026-03-07' })])
    await remindOfDue(store, at('2026-03-07T09:00:00Z'))
    expect(await remindedOn(people.employee, '2026-03-07')).toBeUndefined()
    await remindOfDue(store, at('2026-03-09T08:00:00Z'))
    expect(await remindedOn(people.employee, '2026-03-09')).toBeDefined()
  })

  it('is not sent for what nobody signed', async () => {
    const people = await two()
    await propose(people, [step({ dueOn: '2026-03-04' })], { promise: { ...promise, dueOn: '2026-03-04' } })
    await remindOfDue(store, at('2026-03-04T09:00:00Z'))
    expect(await remindedOn(people.employee, '2026-03-04')).toBeUndefined()
    expect(await remindedOn(people.manager, '2026-03-04')).toBeUndefined()
  })

  it('is not sent for what was signed after it would have come', async () => {
    const people = await two()
    await agree(people, [step({ dueOn: '2026-03-04' })], at('2026-03-04T12:00:00Z'))
    await remindOfDue(store, at('2026-03-04T12:01:00Z'))
    expect(await remindedOn(people.employee, '2026-03-04')).toBeUndefined()
  })

  it('comes again for the new date after a Not yet', async () => {
    const people = await two()
    const ids = await agree(people, [step({ dueOn: '2026-03-04' })])
    await remindOfDue(store, at('2026-03-04T08:00:00Z'))
    await actOn(store, only(ids), people.employee, { act: 'not_yet', dueOn: '2026-03-11' }, at('2026-03-04T10:00:00Z'))
    await remindOfDue(store, at('2026-03-10T08:00:00Z'))
    expect(await remindedOn(people.employee, '2026-03-10')).toBeUndefined()
    await remindOfDue(store, at('2026-03-11T08:00:00Z'))
    expect(await remindedOn(people.employee, '2026-03-11')).toBeDefined()
  })

  it("waits for the next week when the week's messages are used up, and then carries everything", async () => {
    const people = await two()
    for (const day of ['02', '03', '04', '05', '06'])
      await agree(people, [step({ text: `Due on the ${day}th`, dueOn: `2026-03-${day}` })], at('2026-03-01T12:00:00Z'))
    for (const day of ['02', '03', '04', '05', '06']) await remindOfDue(store, at(`2026-03-${day}T09:00:00Z`))
    expect(await remindedOn(people.employee, '2026-03-04')).toBeDefined()
    expect(await remindedOn(people.employee, '2026-03-05')).toBeUndefined()
    expect(await remindedOn(people.employee, '2026-03-06')).toBeUndefined()
    await remindOfDue(store, at('2026-03-09T08:00:00Z'))
    const row = await remindedOn(people.employee, '2026-03-09')
    expect((JSON.parse(row?.payload ?? '{}') as { actionIds: string[] }).actionIds).toHaveLength(2)
  })

  it('bundles what a manager promised to several people', async () => {
    const people = await two()
    const other = await two()
    await store.write(async (tx) => {
      const weekly = people.pair.cadence
      const id = await insertPair(tx, {
        workspaceId: people.pair.workspaceId,
        managerId: people.manager.id,
        employeeId: other.employee.id,
        context: 'general',
        lead: 'default',
        cadence: weekly,
        now: monday,
      })
      await movePair(tx, id as Pair['id'], ['proposed'], 'active', monday)
      other.pair = await getPair(tx, id as Pair['id'])
    })
    for (const each of [people, other]) {
      const { agreementId } = await propose(each, [], { promise: { ...promise, dueOn: '2026-03-04' } })
      await confirmAll(store, agreementId, each.employee, 1, monday)
    }
    await remindOfDue(store, at('2026-03-04T08:00:00Z'))
    const row = await remindedOn(people.manager, '2026-03-04')
    expect((JSON.parse(row?.payload ?? '{}') as { actionIds: string[] }).actionIds).toHaveLength(2)
  })
})

describe('news for the other side', () => {
  it('goes along in one message of the day, and waits where the week is used up', async () => {
    const people = await two()
    const ids = await agree(
      people,
      ['one', 'two', 'three', 'four', 'five'].map((text) => step({ text })),
    )
    const days = ['02', '02', '03', '04', '05']
    for (const [index, day] of days.entries())
      await actOn(store, ids[index] as ActionId, people.employee, { act: 'done' }, at(`2026-03-${day}T10:0${index}:00Z`))
    const toldOn = async (day: string) =>
      (await loadActionNews(store.read, { personId: people.manager.id, on: day })).lines.map(({ action }) => action.text)
    expect(await toldOn('2026-03-02')).toEqual(['one', 'two'])
    expect(await toldOn('2026-03-03')).toEqual(['three'])
    expect(await toldOn('2026-03-04')).toEqual(['four'])
    expect(await findByKey(store.read, people.pair.workspaceId, newsKey(people.manager.id, '2026-03-05'))).toBeUndefined()
    const { ids: next } = await propose(people, [], { promise })
    await actOn(store, only(next), people.employee, { act: 'confirm', version: 1 }, at('2026-03-09T10:00:00Z'))
    const [last] = await agree(people, [step({ text: 'six' })], at('2026-03-09T10:00:00Z'))
    await actOn(store, last as ActionId, people.employee, { act: 'done' }, at('2026-03-09T11:00:00Z'))
    expect(await toldOn('2026-03-09')).toEqual(['five', 'six'])
  })
})
