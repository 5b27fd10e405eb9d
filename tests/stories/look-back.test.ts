import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openActionsOfPlan } from '../../src/db/actions.ts'
import { addGoal, goalsOf } from '../../src/db/goals.ts'
import { newId } from '../../src/db/new-id.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { addRequest } from '../../src/db/requests.ts'
import { actOn } from '../../src/flows/actions.ts'
import { proposeAgreement } from '../../src/flows/agreements.ts'
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
      { ...item, text: 'Shadow a tender', learning: true },
      { ...item, text: 'Never signed' },
    ]
    await proposeAgreement(tx, { pair, sessionId: newId('session'), items, promise, now })
  })
  for (const action of await openActionsOfPlan(work.store.read, pair.planId)) {
    if (action.wording.text === 'Never signed') continue
    await actOn(work.store, action.id, dev, { act: 'confirm', version: action.version }, now)
    if (action.wording.text === 'Call the two accounts') await actOn(work.store, action.id, dev, { act: 'done' }, now)
    if (action.kind === 'promise') await actOn(work.store, action.id, maya, { act: 'done' }, now)
  }
  await work.settled()
})
afterEach(() => work.close())

async function lookBack(person: Workplace['dev']) {
  await person.command('/coach', 'plan')
  await work.settled()
  await person.view().press('Look back')
  await work.settled()
  return person.view()
}

describe('looking back on a quarter', () => {
  it('shows both the same lines, and says that it is no appraisal record', async () => {
    const texts = [(await lookBack(work.maya)).text, (await lookBack(work.dev)).text]
    for (const text of texts) {
      for (const words of [
        'Renewals above 92%',
        'Call the two accounts',
        'Shadow a tender',
        'A tender course',
        'Clear the price exception',
      ])
        expect(text).toContain(words)
      expect(text).toContain('Maya: 1 of 1 promises done')
      expect(text).toContain('Dev: 1 of 2 agreed steps done')
      expect(text).not.toContain('Never signed')
      expect(text).toContain('This is no appraisal record.')
    }
  })

  it('lets each take out what is about themselves, before anybody exports it, and put it back', async () => {
    const { maya, dev } = work
    const page = await lookBack(dev)
    const [goal] = await goalsOf(work.store.read, pair.planId)
    await page.press({ actionId: `look_back_take_out#goal/${goal?.id}` })
    await work.settled()
    expect(dev.view().text).toContain('You took out 1 line about you.')
    expect((await lookBack(maya)).text).not.toContain('Renewals above 92%')
    expect(maya.view().text).toContain('The other side took out something about themselves.')
    await maya.view().press('As Markdown')
    await work.settled()
    const [id = ''] = maya.im().find(({ files }) => files.length > 0)?.files ?? []
    const content = work.slack.world.files.get(id)?.content?.toString('utf8') ?? ''
    expect(content).not.toContain('Renewals above')
    expect(content).toContain('Clear the price exception')
    expect(content).toContain('This is no appraisal record')
    await dev.view().press('Put back')
    await work.settled()
    expect((await lookBack(maya)).text).toContain('Renewals above 92%')
  })

  it('offers no button to take out what is about the other', async () => {
    const page = await lookBack(work.maya)
    // Her promise, and how many she kept.
    expect(page.buttons.filter((label) => label === 'Take out')).toHaveLength(2)
  })

  it('has the last quarter too', async () => {
    const page = await lookBack(work.dev)
    await page.press('Last quarter')
    await work.settled()
    expect(work.dev.view().text).toContain('Q4 2025 with Maya')
    expect(work.dev.view().text).toContain('There is nothing to look back at in this quarter yet.')
  })
})
