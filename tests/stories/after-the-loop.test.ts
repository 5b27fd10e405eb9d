import { readFileSync } from 'node:fs'
import { getTableColumns, getTableName } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as tables from '../../src/db/tables.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { weeklyLoop } from '../support/loop.ts'

/** What people typed on the way, each a phrase that nothing else would say. */
const written = [
  'Renewals above 92%',
  'Call the two stalled accounts',
  'I gave the answer too early',
  'You noticed it yourself',
  'Ask one question and wait',
  'Draft the renewal letter',
]

describe('after the weekly loop', { timeout: 60_000 }, () => {
  let work: Workplace
  beforeAll(async () => {
    work = await workplace()
    for (const step of weeklyLoop(work.slack)) {
      if (step.at) await work.at(step.at)
      await step.act?.()
      await work.settled()
    }
  }, 60_000)
  afterAll(() => work.close())

  async function everyRow(): Promise<Record<string, unknown[]>> {
    const named = Object.values(tables).filter((one) => typeof one === 'object')
    return Object.fromEntries(
      await Promise.all(
        named.map(async (table) => [
          getTableName(table),
          await work.store.read.sql.select(getTableColumns(table) as never).from(table as never),
        ]),
      ),
    )
  }

  it('nothing that people wrote stands in the database unsealed', async () => {
    const rows = JSON.stringify(await everyRow())
    const raw =
      work.database.file === undefined ? '' : ['', '-wal'].map((end) => readFileSync(`${work.database.file}${end}`, 'latin1')).join('')
    expect(rows).toContain('Maya')
    for (const words of written) expect(rows.includes(words) || raw.includes(words), words).toBe(false)
  })

  it('nothing that people wrote stands in the log, at its most talkative', () => {
    expect(work.logged.length).toBeGreaterThan(20)
    for (const words of written) expect(work.logged.filter((line) => line.includes(words))).toEqual([])
  })

  it('everything that Slack ever sent, sent once more, has no effect and the same answers', async () => {
    const settledRows = async () => {
      const { inbox: _inbox, ...rows } = await everyRow()
      return {
        ...rows,
        outbox: await work.store.read.sql.select({ key: tables.outbox.key }).from(tables.outbox).orderBy(tables.outbox.seq),
      }
    }
    const said = () => JSON.stringify(work.slack.messagesOfApp().map(({ ts, text, blocks }) => [ts, text, blocks]))
    const [rowsBefore, saidBefore] = [await settledRows(), said()]
    const deliveries = work.slack.traffic.deliveries()
    expect(deliveries.length).toBeGreaterThan(30)
    for (const { n, name, answer } of deliveries) {
      const again = await work.slack.deliverAgain(n)
      if (name.includes('submission')) expect(again).toEqual({ state: 'acked', answer })
    }
    await work.settled()
    expect(await settledRows()).toEqual(rowsBefore)
    expect(said()).toEqual(saidBefore)
    expect(work.logged.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
  })
})
