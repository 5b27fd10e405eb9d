import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorkspaceId } from '../../src/coaching/ids.ts'
import { handleSetAside, setAside } from '../../src/db/dead-letters.ts'
import { receive } from '../../src/db/inbox.ts'
import type { Store } from '../../src/db/store.ts'
import { inbox } from '../../src/db/tables.ts'
import type { EventWorker } from '../../src/delivery/events.ts'
import { createEventWorker } from '../../src/delivery/events.ts'
import { maxEventAttempts } from '../../src/delivery/retry.ts'
import { createLog } from '../../src/log.ts'
import type { SteppedClock } from '../support/clock.ts'
import { steppedClock } from '../support/clock.ts'
import type { TestDatabase } from '../support/database.ts'
import { testDatabase } from '../support/database.ts'

const workspaceId = 'T1' as WorkspaceId
const words = 'heron-in-the-reeds'

describe('an event that cannot be handled', () => {
  let database: TestDatabase
  let store: Store
  let clock: SteppedClock
  let worker: EventWorker
  let handled: string[]
  let broken: Set<string>
  const logged: string[] = []
  beforeEach(async () => {
    database = await testDatabase()
    store = await database.open()
    clock = steppedClock('2026-03-01T18:00:00Z')
    handled = []
    broken = new Set()
    worker = createEventWorker({
      store,
      clock,
      log: createLog('trace', { write: (line: string) => void logged.push(line) }),
      async handle({ key, body }) {
        if (broken.has(key)) throw new TypeError(body)
        handled.push(key)
      },
    })
  })
  afterEach(async () => {
    await worker.stop()
    await store.close()
    await database.drop()
  })

  const came = (key: string) => store.write((tx) => receive(tx, { workspaceId, key, body: words, nowMs: clock.elapsedMs() }))
  async function untilGivenUp(): Promise<void> {
    for (let i = 0; i < maxEventAttempts; i++) {
      await worker.idle()
      clock.pass(600_000)
    }
    await worker.idle()
  }

  it('is tried again, then set aside with the kind of its error, while the others go on', async () => {
    broken.add('Ev1')
    for (const key of ['Ev1', 'Ev2', 'Ev3']) await came(key)
    await worker.idle()
    expect(handled).toEqual(['Ev2', 'Ev3'])
    await untilGivenUp()
    const [aside] = await setAside(store.read)
    expect(aside?.error).toMatch(/^TypeError/)
    expect(JSON.stringify(aside) + logged.join('')).not.toContain(words)
  })

  it('is set aside at once where its words cannot be read, and the others go on', async () => {
    await came('Ev1')
    await store.write((tx) => tx.sql.update(inbox).set({ bodySealed: 'v1.k1.AAAA' }).where(eq(inbox.key, 'Ev1')))
    await came('Ev2')
    await worker.idle()
    expect(handled).toEqual(['Ev2'])
    expect(await setAside(store.read)).toMatchObject([{ error: expect.stringMatching(/^SealBroken at db\/sealing\.ts:\d+$/) }])
  })

  it('is handled when it is let in again, and erased then', async () => {
    broken.add('Ev1')
    await came('Ev1')
    await untilGivenUp()
    broken.clear()
    expect(await store.write((tx) => handleSetAside(tx, 'all'))).toBe(1)
    await worker.idle()
    expect(handled).toEqual(['Ev1'])
    const [row] = await store.read.sql.select().from(inbox).where(eq(inbox.key, 'Ev1'))
    expect(row).toMatchObject({ state: 'handled', bodySealed: null })
  })
})
