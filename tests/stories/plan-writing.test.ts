import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Person as SlackPerson } from '../../sandbox/slack/index.ts'
import { wordingsOf } from '../../src/db/text-versions.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { planTextsOf } from '../../src/db/plan-texts.ts'
import { agreeToExpectations, writePlan } from '../../src/flows/plan-writing.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { known, startPair } from '../support/pair.ts'

let work: Workplace
let pair: Pair
beforeEach(async () => {
  work = await workplace()
  pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
})
afterEach(() => work.close())

async function openPlan(person: SlackPerson) {
  await person.command('/coach', 'plan')
  await work.settled()
  return person.view()
}

/** The manager writes what is expected; the form is open and gives way to the plan. */
async function writeExpectations(person: SlackPerson, line: string): Promise<void> {
  await (await openPlan(person)).press({ actionId: 'plan_write#expectations' })
  await work.settled()
  await person.view().type('Line 1', line)
  await person.view().submit()
  await work.settled()
}

describe('the page', () => {
  it('carries what is expected; the tick of the employee falls when the words change', async () => {
    const { maya, dev } = work
    await writeExpectations(maya, 'Offers go out within two days')
    expect(maya.view().text).toContain('• Offers go out within two days')
    expect(maya.view().text).toContain('Dev has not agreed to these words')

    await (await openPlan(dev)).press('I agree to this')
    await work.settled()
    expect(dev.view().text).toContain('you agreed to these words')
    expect(dev.view().buttons).toContain('I no longer agree')

    await writeExpectations(maya, 'Offers go out within one day')
    expect(maya.view().text).toContain('Dev has not agreed to these words')
    // The plan that Dev still has open shows words that are gone.
    await dev.view().press('I no longer agree')
    await work.settled()
    expect(dev.view().text).toContain('These words were changed after you saw them, so nothing was agreed.')
    expect(dev.view().text).toContain('Offers go out within one day')
  })

  it('carries where things stand, with its day, and the history shows who changed what, word by word', async () => {
    const { maya, dev } = work
    for (const [open, text] of [
      ['Write', '14 of 18 accounts renewed'],
      ['Change', '15 of 18 accounts renewed'],
    ] as const) {
      await (await openPlan(maya)).press({ actionId: 'plan_write#standing' })
      await work.settled()
      expect(maya.view().title).toBe('Where things stand')
      await maya.view().type('Facts or figures', text)
      await maya.view().submit()
      await work.settled()
      expect(maya.view().text).toContain(text)
      expect(open).toBeTruthy()
    }
    await (await openPlan(dev)).press('History')
    await work.settled()
    const words = dev.view().text
    expect(words).toContain('*Maya* changed where things stand')
    expect(words).toContain('*Maya* wrote where things stand')
    expect(JSON.stringify(dev.view().blocks)).toContain(
      '{"type":"text","text":"14","style":{"strike":true}},{"type":"text","text":"15","style":{"bold":true}}',
    )
    await dev.view().press('Back to the plan')
    await work.settled()
    expect(dev.view().text).toContain('15 of 18 accounts renewed')
  })

  it("has several goals, one of them the quarter's", async () => {
    const { maya } = work
    for (const [goal, writtenAt] of [
      ['Renewals above 92%', '2026-03-01T19:01:00Z'],
      ['Hand over the south region', '2026-03-01T19:02:00Z'],
    ] as const) {
      work.clock.set(writtenAt)
      await (await openPlan(maya)).press('Add a goal')
      await work.settled()
      await maya.view().type('Goal for this quarter', goal)
      await maya.view().submit()
      await work.settled()
    }
    // None is marked, so the newest is the quarter's.
    expect(maya.view().text).toMatch(/\*This quarter, Q1 2026:\* on track\n?.*Hand over the south region/s)
    expect(maya.view().text).toMatch(/\*Also this quarter, Q1 2026:\* on track\n?.*Renewals above 92%/s)
  })

  it("lets the employee write the longer term, and nothing else of the manager's", async () => {
    const { dev } = work
    const page = await openPlan(dev)
    expect(page.buttons.filter((label) => ['Write', 'Change', 'Add a goal'].includes(label))).toEqual(['Write'])
    await page.press({ actionId: 'plan_write#longer' })
    await work.settled()
    await dev.view().type('Where this should lead', 'Lead a small team')
    await dev.view().submit()
    await work.settled()
    expect(dev.view().text).toContain('Lead a small team')
  })

  it('takes comments and corrections on everything, shows them beside it, and lets the other say that they read it', async () => {
    const { maya, dev } = work
    await writeExpectations(maya, 'Offers go out within two days')
    await (await openPlan(dev)).press('Comment')
    await work.settled()
    await dev.view().choose('What is it about?', 'What is expected')
    await dev.view().choose('What is it?', 'Something here is not right')
    await dev.view().type('What would you like to say?', 'We said *three* <!channel> days')
    await dev.view().submit()
    await work.settled()
    expect(dev.view().text).toContain('We said *three* <!channel> days')
    expect(dev.view().buttons).toContain('Take it back')

    const page = await openPlan(maya)
    expect(page.text).toContain('Dev says that something here is not right, see the comments below')
    await page.press('I have read it')
    await work.settled()
    expect(maya.view().text).not.toContain('see the comments below')

    await (await openPlan(dev)).press('Take it back')
    await work.settled()
    expect(dev.view().text).not.toContain('We said')
  })

  it('shows both texts when two windows wrote at once, and keeps what is replaced in the history', async () => {
    const { maya } = work
    await (await openPlan(maya)).press({ actionId: 'plan_write#longer' })
    await work.settled()
    await maya.view().type('Where this should lead', 'Move into pricing')
    // Dev is quicker.
    await writePlan(
      work.store,
      pair.id,
      { field: 'longer', text: 'Lead a small team' },
      0,
      await known(work, 'U0DEV00001'),
      work.clock.now(),
    )
    await maya.view().submit()
    await work.settled()
    expect(maya.view().text).toContain('Dev changed this while you were writing.')
    expect(maya.view().text).toContain('Lead a small team')
    expect(maya.view().value('Where this should lead')).toBe('Move into pricing')
    await maya.view().submit()
    await work.settled()
    expect(maya.view().text).toContain('Move into pricing')
    const earlier = await wordingsOf(work.store.read, pair.planId)
    expect(earlier.map(({ text }) => text)).toContain('Lead a small team')
  })

  it('keeps what was typed and not saved, and says so when it is opened again', async () => {
    const { maya } = work
    await (await openPlan(maya)).press({ actionId: 'plan_write#standing' })
    await work.settled()
    await maya.view().type('Facts or figures', 'Half a sentence')
    await work.settled()
    await maya.view().dismiss()
    await (await openPlan(maya)).press({ actionId: 'plan_write#standing' })
    await work.settled()
    expect(maya.view().value('Facts or figures')).toBe('Half a sentence')
    expect((await planTextsOf(work.store.read, pair.planId)).length).toBe(0)
  })

  it('never loses a text and never says agreed to words that the employee had not before them', async () => {
    const maya = await known(work, 'U0MAYA0001')
    const dev = await known(work, 'U0DEV00001')
    const tries = fc.array(
      fc.oneof(
        fc.record({
          act: fc.constant('write' as const),
          text: fc.constantFrom('One', 'Two', 'Three 更新', ''),
          behind: fc.integer({ min: 0, max: 2 }),
        }),
        fc.record({
          act: fc.constant('agree' as const),
          agrees: fc.constantFrom('yes' as const, 'no' as const),
          behind: fc.integer({ min: 0, max: 2 }),
        }),
      ),
      { maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(tries, async (acts) => {
        const page = async () => (await planTextsOf(work.store.read, pair.planId)).find(({ field }) => field === 'expectations')
        const everSaid = new Set<string>()
        for (const act of acts) {
          const before = await page()
          const seen = Math.max(0, (before?.revision ?? 0) - act.behind)
          if (act.act === 'write') {
            const done = await writePlan(work.store, pair.id, { field: 'expectations', text: act.text }, seen, maya, work.clock.now())
            const now = await page()
            if (done === 'written') expect(now?.text ?? '').toBe(act.text)
            else expect(now).toEqual(before)
            if (now?.revision !== before?.revision) expect(now?.agreedAt).toBeUndefined()
          } else {
            const refused = await agreeToExpectations(work.store, pair.id, seen, act.agrees, dev, work.clock.now())
            const now = await page()
            expect(refused === undefined).toBe(before !== undefined && seen === before.revision)
            expect(now?.text).toBe(before?.text)
            if (now?.agreedAt !== undefined && before?.agreedAt === undefined) expect([act.agrees, seen]).toEqual(['yes', now.revision])
          }
          const text = (await page())?.text
          if (text !== undefined) everSaid.add(text)
        }
        const kept = new Set([...(await wordingsOf(work.store.read, pair.planId)).map(({ text }) => text), (await page())?.text])
        for (const text of everSaid) expect(kept).toContain(text)
      }),
      { numRuns: 25 },
    )
  })
})
