import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openActionsOfPlan } from '../../src/db/actions.ts'
import { auditOf } from '../../src/db/audit.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { getPair } from '../../src/db/pairs.ts'
import { addGoal } from '../../src/db/goals.ts'
import { newId } from '../../src/db/new-id.ts'
import { addRequest } from '../../src/db/requests.ts'
import { actOn } from '../../src/flows/actions.ts'
import { proposeAgreement } from '../../src/flows/agreements.ts'
import { managerChanged } from '../../src/flows/handovers.ts'
import { plansOf } from '../../src/flows/plan.ts'
import { agreeToExpectations, writePlan } from '../../src/flows/plan-writing.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { known, startPair } from '../support/pair.ts'

let work: Workplace
let pair: Pair
beforeEach(async () => {
  work = await workplace()
  pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
  const [maya, dev] = [await known(work, 'U0MAYA0001'), await known(work, 'U0DEV00001')]
  const now = work.clock.now()
  await writePlan(work.store, pair.id, { field: 'expectations', text: 'Offers go out within two days' }, 0, maya, now)
  await agreeToExpectations(work.store, pair.id, 1, 'yes', dev, now)
  await writePlan(work.store, pair.id, { field: 'standing', text: '14 of 18 renewed', asOf: '2026-03-01' }, 0, maya, now)
  await writePlan(work.store, pair.id, { field: 'longer', text: 'Lead a small team' }, 0, dev, now)
  await work.store.write(async (tx) => {
    const base = { workspaceId: pair.workspaceId, planId: pair.planId, now }
    await addGoal(tx, { ...base, kind: 'quarter', wording: { text: 'Renewals above 92%', measure: 'The report' }, by: maya.id })
    await addRequest(tx, {
      ...base,
      pairId: pair.id,
      sessionId: undefined,
      helpKind: 'training',
      detail: 'A tender course',
      askedById: dev.id,
    })
    const item = {
      kind: 'step' as const,
      owner: 'employee' as const,
      dueOn: '2026-03-06',
      cue: undefined,
      response: undefined,
      confidence: undefined,
      learning: false,
    }
    const promise = { ...item, kind: 'promise' as const, owner: 'manager' as const, text: 'Clear the price exception' }
    const items = [
      { ...item, text: 'Call the two accounts' },
      { ...item, text: 'Not signed yet' },
    ]
    await proposeAgreement(tx, { pair, sessionId: newId('session'), items, promise, now })
  })
  await work.settled()
  const step = (await openActionsOfPlan(work.store.read, pair.planId)).find(({ wording }) => wording.text === 'Call the two accounts')
  if (step === undefined) throw new Error('the step is not on the plan')
  await actOn(work.store, step.id, dev, { act: 'confirm', version: step.version }, now)
  await work.settled()
})
afterEach(() => work.close())

/** Lena, the coordinator, says that Tomas is Dev's manager now. */
async function newManager(): Promise<void> {
  const { lena } = work
  await lena.openHome()
  await work.settled()
  await lena.home().press('A new manager')
  await work.settled()
  await lena.view().pickUser('Who has a new manager?', 'U0DEV00001')
  await lena.view().pickUser('Who is it?', 'U0TOMAS001')
  await lena.view().submit()
  await work.settled()
}

const planOf = async (person: Workplace['dev']) => {
  await person.command('/coach', 'plan')
  await work.settled()
  return person.view()
}

describe('an employee with a new manager', () => {
  it('keeps reading the old plan, which is closed to the former manager in the same moment', async () => {
    await newManager()
    expect(work.lena.view().text).toContain('It is done.')
    expect((await getPair(work.store.read, pair.id)).managersAccess).toBe('closed')
    const told = work.maya.im().find(({ text }) => /Dev has another manager from today/.test(text))
    expect(told).toBeDefined()
    // No message to Maya about these steps shows a word of them any more.
    expect(work.maya.im().filter(({ text }) => /Call the two accounts|price exception/.test(text))).toEqual([])
    expect(await plansOf(work.store.read, await known(work, 'U0MAYA0001'))).toEqual([])

    await work.dev.click(/is your manager from now on/, 'Read the old plan')
    await work.settled()
    expect(work.dev.view().text).toContain('14 of 18 renewed')
    expect(work.dev.view().text).toContain('These 1:1s have ended. The plan can be read and not changed.')
    expect((await auditOf(work.store.read, pair.workspaceId)).map(({ what }) => what)).toContain('manager_changed')
  })

  it('brings over all of it, once the 1:1 with the new manager begins', async () => {
    await newManager()
    await work.dev.click(/is your manager from now on/, 'All of it')
    await work.settled()
    expect(work.dev.im().some(({ text }) => /It goes over when your 1:1 with Tomas begins/.test(text))).toBe(true)
    await startPair(work, { manager: 'U0TOMAS001', employee: 'U0DEV00001', firstOn: '2026-03-04', time: '10:00' })
    expect(work.tomas.im().some(({ text }) => /Dev brought over parts of an earlier plan/.test(text))).toBe(true)
    const page = await planOf(work.tomas)
    for (const words of [
      'Offers go out within two days',
      'Dev agreed to these words',
      '14 of 18 renewed',
      'Renewals above 92%',
      'Lead a small team',
      'A tender course',
    ])
      expect(page.text).toContain(words)
    expect(page.text).not.toContain('price exception')
    expect(page.text).not.toContain('Not signed yet')
  })

  it('brings over the agreed parts when nobody has chosen in ten working days', async () => {
    await newManager()
    await startPair(work, { manager: 'U0TOMAS001', employee: 'U0DEV00001', firstOn: '2026-03-04', time: '10:00' })
    await work.at('2026-03-13T07:59:00Z')
    expect((await planOf(work.tomas)).text).not.toContain('Offers go out')
    // Sunday evening plus ten working days is Friday the 13th, at nine in Berlin.
    await work.at('2026-03-13T08:01:00Z')
    const page = await planOf(work.tomas)
    for (const words of ['Offers go out within two days', 'Lead a small team']) expect(page.text).toContain(words)
    for (const words of ['14 of 18 renewed', 'Renewals above 92%', 'A tender course']) expect(page.text).not.toContain(words)
    expect(work.dev.im().some(({ text }) => /because ten working days have passed/.test(text))).toBe(true)
    // It is chosen now: a late click changes nothing.
    const count = work.tomas.im().filter(({ text }) => /brought over/.test(text)).length
    await work.at('2026-03-16T08:01:00Z')
    expect(work.tomas.im().filter(({ text }) => /brought over/.test(text))).toHaveLength(count)
  })

  it('starts fresh when they say so', async () => {
    await newManager()
    await work.dev.click(/is your manager from now on/, 'Start fresh')
    await work.settled()
    await startPair(work, { manager: 'U0TOMAS001', employee: 'U0DEV00001', firstOn: '2026-03-04', time: '10:00' })
    expect(work.tomas.im().some(({ text }) => /would like to start fresh/.test(text))).toBe(true)
    expect((await planOf(work.tomas)).text).not.toMatch(/Offers go out|Lead a small team/)
  })

  it('is asked once, however often a roster says the same', async () => {
    const [dev, tomas] = [await known(work, 'U0DEV00001'), await known(work, 'U0TOMAS001')]
    const change = { employeeId: dev.id, newManagerId: tomas.id }
    expect(await managerChanged(work.store, change, work.clock.now())).toEqual({ ended: 1 })
    expect(await managerChanged(work.store, change, work.clock.now())).toEqual({ ended: 0 })
    await work.settled()
    expect(work.dev.im().filter(({ text }) => /is your manager from now on/.test(text))).toHaveLength(1)
  })

  it('can only be said by a coordinator', async () => {
    await work.maya.openHome()
    await work.settled()
    expect(work.maya.home().buttons).not.toContain('A new manager')
  })
})
