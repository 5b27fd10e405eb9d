import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepStatements } from '../../src/db/sqlite/statements.ts'
import type { Writer } from '../../src/db/sqlite/writer.ts'
import { createWriter } from '../../src/db/sqlite/writer.ts'
import { backend } from '../support/database.ts'

describe.runIf(backend === 'sqlite')('the writer of a database file', () => {
  let folder: string
  let connection: BetterSqlite3.Database
  let onlooker: BetterSqlite3.Database
  let writer: Writer
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cuecard-'))
    connection = new BetterSqlite3(join(folder, 'file.db'), { timeout: 0 })
    connection.pragma('journal_mode = WAL')
    connection.exec('create table notes (note text not null unique)')
    onlooker = new BetterSqlite3(join(folder, 'file.db'))
    writer = createWriter(keepStatements(connection))
  })
  afterEach(() => {
    connection.close()
    onlooker.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const note = (text: string) => connection.prepare('insert into notes values (?)').run(text)
  /** What another connection sees: only what was committed. */
  const committed = () => onlooker.prepare<[], string>('select note from notes order by rowid').pluck().all()
  const notes = () => writer.transaction(async () => void note('kept'))

  it('commits what comes in one turn of the event loop together, and gives no result before that', async () => {
    // However slow this machine is: the turn alone ends the group.
    writer = createWriter(connection, 60_000)
    const seen: string[][] = []
    const pieces = ['a', 'b', 'c'].map((text) => writer.transaction(async () => note(text)).then(() => seen.push(committed())))
    await Promise.resolve()
    expect(committed()).toEqual([])
    await Promise.all(pieces)
    expect(seen).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ])
  })

  it('takes back what throws, and nothing else', async () => {
    const outcomes = await Promise.allSettled([
      writer.transaction(async () => note('before')),
      writer.transaction(async () => {
        note('half')
        throw new Error('no')
      }),
      writer.transaction(async () => note('after')),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(committed()).toEqual(['before', 'after'])
  })

  it('says that a piece failed only when what it rests on is on disk', async () => {
    const seen: string[][] = []
    const first = writer.transaction(async () => note('claimed'))
    const repeated = writer.transaction(async () => note('claimed')).catch(() => seen.push(committed()))
    await Promise.all([first, repeated])
    expect(seen).toEqual([['claimed']])
  })

  it('fails every piece of a commit that fails, and goes on with the next', async () => {
    connection.pragma('foreign_keys = ON')
    connection.exec('create table parts (note text references notes (note) deferrable initially deferred)')
    const outcomes = await Promise.allSettled([
      notes(),
      writer.transaction(async () => connection.prepare("insert into parts values ('of nothing')").run()),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(committed()).toEqual([])
    await notes()
    expect(committed()).toEqual(['kept'])
  })

  it('leaves the event loop to others while a long queue is written, and while another process has the lock', async () => {
    const turns = () => {
      let count = 0
      const timer = setInterval(() => count++, 1)
      return () => (clearInterval(timer), count)
    }
    const duringQueue = turns()
    await Promise.all(Array.from({ length: 20_000 }, (_, i) => writer.transaction(async () => note(`n${i}`))))
    expect(duringQueue()).toBeGreaterThan(3)
    onlooker.exec('begin immediate')
    const duringLock = turns()
    const waits = writer.transaction(async () => note('after the lock'))
    await new Promise((done) => setTimeout(done, 300))
    expect(duringLock()).toBeGreaterThan(20)
    onlooker.exec('commit')
    await waits
    expect(committed().at(-1)).toBe('after the lock')
  })

  it('gives up what waited for a lock for five seconds, and writes nothing of it', { timeout: 15_000 }, async () => {
    onlooker.exec('begin immediate')
    await expect(writer.transaction(async () => note('too late'))).rejects.toThrow(/locked/)
    onlooker.exec('commit')
    await notes()
    expect(committed()).toEqual(['kept'])
  })

  it('does the same as one transaction for each piece, whatever throws, waits or comes when', async () => {
    const piece = fc.record({ text: fc.nat(6).map(String), throws: fc.boolean(), turns: fc.nat(2), after: fc.nat(3) })
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        connection.exec('delete from notes')
        const turnOf = (n: number) => Array.from({ length: n }).reduce<Promise<unknown>>((p) => p.then(nextTurn), Promise.resolve())
        const begun: { text: string; throws: boolean }[] = []
        const outcomes = await Promise.allSettled(
          pieces.map(async ({ text, throws, turns, after }) => {
            await turnOf(after)
            return writer.transaction(async () => {
              begun.push({ text, throws })
              note(text)
              await turnOf(turns)
              if (throws) throw new Error('no')
              return text
            })
          }),
        )
        const expected: string[] = []
        for (const { text, throws } of begun) if (!throws && !expected.includes(text)) expected.push(text)
        expect(committed()).toEqual(expected)
        expect(outcomes.filter(({ status }) => status === 'fulfilled').map((one) => 'value' in one && one.value)).toHaveLength(
          expected.length,
        )
      }),
      { numRuns: 60 },
    )
  })
})

function nextTurn(): Promise<void> {
  return new Promise((done) => setImmediate(done))
}
