import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { backend } from '../support/database.ts'
import { weeklyLoop } from '../support/loop.ts'

/** Tables that grow with the years and with the people. The rest has a handful of rows. */
const growing = [
  'outbox',
  'inbox',
  'meetings',
  'requests',
  'triggers',
  'trigger_messages',
  'invitations',
  'sessions',
  'drafts',
  'actions',
  'text_versions',
]

describe.runIf(backend === 'sqlite')('the queries of a week', () => {
  let work: Workplace
  const asked = new Set<string>()
  beforeEach(async () => {
    const prepare = BetterSqlite3.prototype.prepare
    vi.spyOn(BetterSqlite3.prototype, 'prepare').mockImplementation(function (this: BetterSqlite3.Database, source: string) {
      asked.add(source)
      return prepare.call(this, source)
    })
    work = await workplace()
  })
  afterEach(async () => {
    await work.close()
    vi.restoreAllMocks()
  })

  it('find rows by an index in every table that grows', async () => {
    for (const step of weeklyLoop(work.slack)) {
      if (step.at !== undefined) await work.at(step.at)
      await step.act?.()
      await work.settled()
      if (!step.done()) throw new Error(`in vain: ${step.name}`)
    }
    await work.app.housekeep()

    const database = new BetterSqlite3(work.database.file ?? '', { readonly: true })
    const walks = [...asked]
      .filter((source) => /^\s*(select|update|delete|insert)/i.test(source))
      // The counts of a coordinator's weekly note are of everything there is.
      .filter((source) => !source.startsWith('select count(*), sum('))
      .flatMap((source) => {
        const values = Array.from({ length: source.split('?').length - 1 }, () => 1)
        const plan = database.prepare(`explain query plan ${source}`).all(...values) as { detail: string }[]
        return plan
          .filter(({ detail }) => isWalk(detail) && !takesTheFirst(detail, source))
          .map(({ detail }) => `${detail}: ${source.replaceAll(/\s+/g, ' ')}`)
      })
    database.close()
    expect(asked.size).toBeGreaterThan(150)
    expect(walks).toEqual([])
  })
})

/** Along an index, without a condition that the index does not hold itself, up to a limit. */
function takesTheFirst(detail: string, source: string): boolean {
  return (
    source.endsWith(' limit ?') &&
    (detail.endsWith(' USING INDEX inbox_bodies') || (detail.includes(' USING ') && !source.includes(' where ')))
  )
}

/** Whether a step of a plan looks at every row of a table that grows. */
function isWalk(detail: string): boolean {
  const table = /^SCAN (\w+)/.exec(detail)?.[1]
  return table !== undefined && growing.includes(table)
}
