import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getTableColumns, getTableName, isTable } from 'drizzle-orm'
import { readErasures } from '../../src/cli/erasures.ts'
import { auditOf } from '../../src/db/audit.ts'
import { erasuresOf } from '../../src/db/erasing.ts'
import { addGoal } from '../../src/db/goals.ts'
import { newId } from '../../src/db/new-id.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { addRequest } from '../../src/db/requests.ts'
import * as tables from '../../src/db/tables.ts'
import { proposeAgreement } from '../../src/flows/agreements.ts'
import { deletePlan, eraseAgain, erasePerson } from '../../src/flows/erasing.ts'
import { endPair } from '../../src/flows/pairs.ts'
import { plansOf } from '../../src/flows/plan.ts'
import { comment } from '../../src/flows/plan-comments.ts'
import { sendPlanFile } from '../../src/flows/plan-file.ts'
import { writePlan } from '../../src/flows/plan-writing.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { known, startPair } from '../support/pair.ts'

let work: Workplace
let pair: Pair
/** Stands in every text that Dev or Maya wrote about Dev's plan. */
const canary = 'kanarienvogel'

beforeEach(async () => {
  work = await workplace()
  pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
  const [maya, dev] = [await known(work, 'U0MAYA0001'), await known(work, 'U0DEV00001')]
  const now = work.clock.now()
  for (const text of [`${canary} one`, `${canary} two`])
    await writePlan(work.store, pair.id, { field: 'expectations', text }, text.endsWith('one') ? 0 : 1, maya, now)
  await writePlan(work.store, pair.id, { field: 'longer', text: `${canary} longer` }, 0, dev, now)
  await comment(work.store, pair.id, { kind: 'correction', about: 'expectations', text: `${canary} no` }, dev, now)
  await work.store.write(async (tx) => {
    const base = { workspaceId: pair.workspaceId, planId: pair.planId, now }
    await addGoal(tx, { ...base, kind: 'quarter', wording: { text: `${canary} goal`, measure: `${canary} measure` }, by: maya.id })
    await addRequest(tx, {
      ...base,
      pairId: pair.id,
      sessionId: undefined,
      helpKind: 'training',
      detail: `${canary} help`,
      askedById: dev.id,
    })
    const item = {
      kind: 'step' as const,
      owner: 'employee' as const,
      dueOn: '2026-03-06',
      cue: canary,
      response: canary,
      confidence: undefined,
      learning: false,
    }
    await proposeAgreement(tx, { pair, sessionId: newId('session'), items: [{ ...item, text: `${canary} step` }], now })
  })
  await work.settled()
})
afterEach(() => work.close())

/** Every sealed text in the database that opens to something with the canary in it, by table and column. */
async function canariesLeft(): Promise<string[]> {
  const found: string[] = []
  for (const table of Object.values(tables).filter((one) => isTable(one))) {
    const columns = Object.keys(getTableColumns(table)).filter((column) => column.endsWith('Sealed'))
    const rows: Record<string, unknown>[] = await work.store.read.sql.select().from(table)
    for (const row of rows)
      for (const column of columns) {
        const value = row[column]
        if (typeof value !== 'string' || table === tables.drafts) continue
        const name = column.replace(/Sealed$/, '').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
        const text = work.store.read.sealer.open(value, { table: getTableName(table), id: String(row['id']), column: name })
        if (text.includes(canary)) found.push(`${getTableName(table)}.${name}`)
      }
  }
  return [...new Set(found)].toSorted()
}

describe('my data', () => {
  it('is shown, and sent as a file to the one who asked', async () => {
    const { dev } = work
    await dev.command('/coach', 'settings')
    await work.settled()
    await dev.view().press('My data')
    await work.settled()
    expect(dev.view().text).toContain('With *Maya*, as the employee: goals 2, steps and promises 1, requests 1')
    await dev.view().press('Send it to me')
    await work.settled()
    const message = dev.im().find(({ files }) => files.length > 0)
    const file = JSON.parse(work.slack.world.files.get(message?.files[0] ?? '')?.content?.toString('utf8') ?? '{}')
    expect(file.plans[0].plan.quarterGoals[0].text).toBe(`${canary} goal`)
    expect(file.plans[0].history.length).toBeGreaterThan(2)
    expect((await auditOf(work.store.read, pair.workspaceId)).map(({ what }) => what)).toEqual(['data_exported'])
  })

  it('is erased with one confirmed press: no word of the plan is left, and the rest goes on', async () => {
    const { dev, maya } = work
    await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-03-04', time: '10:00' })
    expect((await canariesLeft()).length).toBeGreaterThan(5)
    await dev.command('/coach', 'settings')
    await work.settled()
    await dev.view().press('My data')
    await work.settled()
    await dev.view().press('Erase it all')
    await work.settled()
    expect(dev.view().text).toContain('It is erased.')
    expect(await canariesLeft()).toEqual([])
    expect(await plansOf(work.store.read, await known(work, 'U0MAYA0001'))).toHaveLength(2)
    await maya.command('/coach', 'plan <@U0CHI00001|chi>')
    await work.settled()
    expect(maya.view().text).toContain('Chi')
    expect(work.logged.join('\n')).not.toContain(canary)
    expect((await auditOf(work.store.read, pair.workspaceId)).map(({ what }) => what)).toEqual(['person_erased'])
  })

  it('stays erased after a restore: the list is applied again, without a word in it', async () => {
    const dev = await known(work, 'U0DEV00001')
    const before = await erasuresOf(work.store.read)
    expect(before).toEqual([])
    // The backup that comes back holds everything; the list was printed after it was taken.
    const printed = JSON.stringify({ workspaceId: pair.workspaceId, what: 'person', subjectId: dev.id, at: work.clock.now().toString() })
    expect(printed).not.toContain(canary)
    const list = readErasures(`${printed}\n\n`)
    expect(await eraseAgain(work.store, list, work.clock.now())).toBe(1)
    expect(await canariesLeft()).toEqual([])
    expect(await erasuresOf(work.store.read)).toHaveLength(1)
    await eraseAgain(work.store, list, work.clock.now())
    expect(await erasuresOf(work.store.read)).toHaveLength(1)
  })

  it('does nothing with a list that it cannot read', () => {
    expect(() => readErasures('{"what":"plan"}\nnothing\n')).toThrow(
      'These lines are not as “cuecard erasures” prints them: 1, 2. Nothing was erased.',
    )
  })
})

describe('a plan whose 1:1s have ended', () => {
  it('is deleted by the employee for both, with its file in Slack', async () => {
    const [maya, dev] = [await known(work, 'U0MAYA0001'), await known(work, 'U0DEV00001')]
    await sendPlanFile(work.store, pair.id, 'html', maya, work.clock.now())
    await work.settled()
    const [fileId = ''] = work.maya.im().find(({ files }) => files.length > 0)?.files ?? []
    expect(await deletePlan(work.store, pair.id, dev, work.clock.now())).toMatchObject({ refused: 'running' })
    await endPair(work.store, pair.id, dev, work.clock.now())
    await work.settled()
    expect(await deletePlan(work.store, pair.id, dev, work.clock.now())).toEqual({ deleted: 'erased' })
    await work.settled()
    expect(await canariesLeft()).toEqual([])
    expect(work.slack.world.files.get(fileId)?.deleted).toBe(true)
    expect((await erasuresOf(work.store.read)).map(({ what }) => what)).toEqual(['plan'])
  })

  it("is put away by the manager, and stays the employee's", async () => {
    const [maya, dev] = [await known(work, 'U0MAYA0001'), await known(work, 'U0DEV00001')]
    await endPair(work.store, pair.id, maya, work.clock.now())
    expect(await deletePlan(work.store, pair.id, maya, work.clock.now())).toEqual({ deleted: 'put_away' })
    expect(await plansOf(work.store.read, maya)).toEqual([])
    expect(await plansOf(work.store.read, dev)).toHaveLength(1)
    expect((await canariesLeft()).length).toBeGreaterThan(5)
  })

  it('is erased by itself a year after they ended, and not a day before', async () => {
    const maya = await known(work, 'U0MAYA0001')
    await endPair(work.store, pair.id, maya, work.clock.now())
    await work.settled()
    work.clock.set('2027-03-01T17:00:00Z')
    await work.app.housekeep()
    expect((await canariesLeft()).length).toBeGreaterThan(5)
    work.clock.set('2027-03-01T19:00:00Z')
    await work.app.housekeep()
    expect(await canariesLeft()).toEqual([])
  })

  it('leaves those of others alone when somebody is erased', async () => {
    const chi = await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-03-04', time: '10:00' })
    const maya = await known(work, 'U0MAYA0001')
    await writePlan(work.store, chi.id, { field: 'standing', text: 'It goes well', asOf: '2026-03-01' }, 0, maya, work.clock.now())
    await erasePerson(work.store, maya, work.clock.now())
    await work.settled()
    expect((await canariesLeft()).length).toBeGreaterThan(5)
    expect(await plansOf(work.store.read, await known(work, 'U0CHI00001'))).toHaveLength(1)
  })
})
