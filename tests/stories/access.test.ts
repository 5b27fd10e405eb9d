import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accessMatrix } from '../../src/coaching/access.ts'
import { openActionsOfPlan } from '../../src/db/actions.ts'
import { goalsOf } from '../../src/db/goals.ts'
import { newId } from '../../src/db/new-id.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { commentsOf } from '../../src/db/plan-comments.ts'
import { proposeAgreement } from '../../src/flows/agreements.ts'
import { managerChanged } from '../../src/flows/handovers.ts'
import { comment } from '../../src/flows/plan-comments.ts'
import { planHistory } from '../../src/flows/plan-history.ts'
import { writePlan } from '../../src/flows/plan-writing.ts'
import { planTextsOf } from '../../src/db/plan-texts.ts'
import type { ActionName } from '../../src/slack/ids.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'
import { known, startPair } from '../support/pair.ts'

let work: Workplace
let pair: Pair
const canary = 'kanarienvogel'

beforeEach(async () => {
  work = await workplace({ transport: 'http' })
  pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
  await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-03-04', time: '14:00' })
  const [maya, dev] = [await known(work, 'U0MAYA0001'), await known(work, 'U0DEV00001')]
  const now = work.clock.now()
  await writePlan(work.store, pair.id, { field: 'expectations', text: canary }, 0, maya, now)
  await writePlan(work.store, pair.id, { field: 'standing', text: canary, asOf: '2026-03-01' }, 0, maya, now)
  await writePlan(work.store, pair.id, { field: 'longer', text: canary }, 0, dev, now)
  await comment(work.store, pair.id, { kind: 'comment', about: 'page', text: canary }, dev, now)
  const item = {
    kind: 'step' as const,
    owner: 'employee' as const,
    dueOn: '2026-03-06',
    cue: undefined,
    response: undefined,
    confidence: undefined,
    learning: false,
  }
  await work.store.write((tx) => proposeAgreement(tx, { pair, sessionId: newId('session'), items: [{ ...item, text: canary }], now }))
  await work.settled()
})
afterEach(() => work.close())

/** Every button that leads to, or changes, something of a plan, with the ids of Dev's. */
async function buttonsOfThePlan(): Promise<[ActionName, Record<string, unknown>][]> {
  const { read } = work.store
  const [goal] = await goalsOf(read, pair.planId)
  const [action] = await openActionsOfPlan(read, pair.planId)
  const [said] = await commentsOf(read, pair.planId)
  const { id: pairId } = pair
  const one = { actionId: action?.id, version: action?.version }
  return [
    ['open_plan', { pairId }],
    ['plan_back', { pairId }],
    ['export_plan', { pairId }],
    ['plan_history', { pairId, from: 0 }],
    ['plan_comment', { pairId }],
    ['plan_delete', { pairId }],
    ['plan_write', { pairId, field: 'expectations' }],
    ['plan_write', { pairId, field: 'standing' }],
    ['plan_write', { pairId, field: 'longer' }],
    ['plan_write', { pairId, field: 'goal', goalId: goal?.id }],
    ['expectations_agree', { pairId, revision: 1, agrees: 'yes' }],
    ['goal_remove', { pairId, goalId: goal?.id, revision: goal?.revision }],
    ['goal_state', { pairId, goalId: goal?.id, state: 'done' }],
    ['comment_take_back', { pairId, commentId: said?.id }],
    ['comment_seen', { pairId, commentId: said?.id }],
    ['look_back', { pairId, which: 'this' }],
    ['look_back_export', { pairId, which: 'this', format: 'markdown' }],
    ['look_back_take_out', { pairId, which: 'this', key: `action/${action?.id}` }],
    ['open_agreement', { agreementId: action?.agreementId }],
    ['confirm_item', one],
    ['not_agreed', one],
    ['suggest_change', one],
    ['reword_item', one],
    ['action_done', { actionId: action?.id }],
    ['action_drop', { actionId: action?.id }],
  ]
}

/** Everything of the plan as it is kept, to see whether anything was changed. */
async function asKept(): Promise<string> {
  const { read } = work.store
  return JSON.stringify([
    await planTextsOf(read, pair.planId),
    await goalsOf(read, pair.planId),
    await openActionsOfPlan(read, pair.planId),
    await commentsOf(read, pair.planId),
    await planHistory(read, pair),
  ])
}

/** All that a person has before their eyes: messages, App Home and the open window. */
function seenBy(person: Workplace['dev']): string {
  const window = (() => {
    try {
      return person.view().text
    } catch {
      return ''
    }
  })()
  return [...person.im().map(({ text }) => text), person.home().text, window].join('\n')
}

describe('everybody but the two of a plan', () => {
  it.each(['chi', 'tomas', 'lena'] as const)('%s finds nothing of it behind any button, and changes nothing', async (who) => {
    const before = await asKept()
    const buttons = await buttonsOfThePlan()
    const person = work[who]
    for (const [name, value] of buttons) {
      await forge(work, person, name, value)
      expect([name, seenBy(person).includes(canary)]).toEqual([name, false])
      try {
        await person.view().dismiss()
      } catch {
        // Nothing was opened.
      }
    }
    expect(await asKept()).toBe(before)
    expect(person.im().filter(({ files }) => files.length > 0)).toEqual([])
  })

  it('holds for the manager too from the moment in which the employee has another', async () => {
    const [dev, tomas] = [await known(work, 'U0DEV00001'), await known(work, 'U0TOMAS001')]
    const buttons = await buttonsOfThePlan()
    await managerChanged(work.store, { employeeId: dev.id, newManagerId: tomas.id }, work.clock.now())
    await work.settled()
    const before = await asKept()
    for (const [name, value] of buttons) {
      await forge(work, work.maya, name, value)
      expect([name, seenBy(work.maya).includes(canary)]).toEqual([name, false])
      try {
        await work.maya.view().dismiss()
      } catch {
        // Nothing was opened.
      }
    }
    expect(await asKept()).toBe(before)
  })

  it('finds it where it may: the same way of looking sees the canary for the two themselves', async () => {
    for (const person of [work.maya, work.dev]) {
      await forge(work, person, 'plan_back', { pairId: pair.id })
      expect(seenBy(person)).toContain(canary)
    }
  })
})

describe('the matrix', () => {
  it('is what the screens say and what the code enforces: a change of it changes both', async () => {
    const cell = accessMatrix.plan as { employee: (typeof accessMatrix)['plan']['employee'] }
    const kept = cell.employee
    await forge(work, work.maya, 'plan_back', { pairId: pair.id })
    expect(work.maya.view().text).toContain('Dev and you can read this.')
    await work.maya.view().dismiss()
    try {
      cell.employee = { read: 'no', write: 'no' }
      await forge(work, work.maya, 'plan_back', { pairId: pair.id })
      expect(work.maya.view().text).toContain('You can read this.')
      expect(work.maya.view().text).toContain('Dev and coordinators cannot.')
      await forge(work, work.dev, 'plan_back', { pairId: pair.id })
      expect(work.dev.view().text).toContain('so it was not opened')
      expect(work.dev.view().text).not.toContain(canary)
    } finally {
      cell.employee = kept
    }
  })
})
