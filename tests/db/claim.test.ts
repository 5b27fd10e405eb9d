import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databaseOf } from '../../src/config.ts'
import type { WorkspaceId } from '../../src/coaching/ids.ts'
import { receive } from '../../src/db/inbox.ts'
import { newKey } from '../../src/db/sealing.ts'
import type { Store } from '../../src/db/store.ts'
import { openStore } from '../../src/db/store.ts'
import type { TestDatabase } from '../support/database.ts'
import { backend, testDatabase } from '../support/database.ts'

let database: TestDatabase
const opened: Store[] = []
async function open(): Promise<Store> {
  const store = await database.open()
  opened.push(store)
  return store
}
beforeEach(async () => void (database = await testDatabase()))
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close().catch(() => undefined)
  await database.drop()
})

describe.runIf(backend === 'sqlite')('a SQLite database', () => {
  it('belongs to one running app: a second one is refused with a sentence, and may begin once the first is gone', async () => {
    const [first, second] = [await open(), await open()]
    first.claim()
    first.claim()
    expect(() => second.claim()).toThrow(/Another Cuecard is running on .*cuecard\.db\. .*this one stops/)
    await first.close()
    second.claim()
  })

  it('is free again after its app was killed', async () => {
    const claim = `import { openStore } from './src/db/store.ts'; const store = await openStore(${JSON.stringify(databaseOf(database.url))}, [${JSON.stringify(database.key)}]); store.claim(); process.kill(process.pid, 'SIGKILL')`
    expect(
      spawnSync(process.execPath, ['--input-type=module', '-e', claim], { cwd: new URL('../..', import.meta.url).pathname }).signal,
    ).toBe('SIGKILL')
    ;(await open()).claim()
  })
})

describe.runIf(backend === 'postgres')('a PostgreSQL database', () => {
  it('takes any number of running apps', async () => {
    const [first, second] = [await open(), await open()]
    first.claim()
    expect(() => second.claim()).not.toThrow()
  })
})

describe('another key than the database was written with', () => {
  const writeIn = (store: Store) =>
    store.write((tx) => receive(tx, { workspaceId: 'T0PRACTICE' as WorkspaceId, key: 'Ev1', body: 'words of somebody', nowMs: 0 }))
  const openWith = async (...keys: string[]) => opened[opened.push(await openStore(databaseOf(database.url), keys)) - 1]

  it('is refused at start, under the same name and under another', async () => {
    await writeIn(await open())
    await expect(openWith(newKey('k1'))).rejects.toThrow(/ENCRYPTION_KEY is not the key that this database was written with/)
    await expect(openWith(newKey('k2'))).rejects.toThrow(/keep the old one behind it/)
  })

  it('is fine in front of the old one, and before anything was written', async () => {
    await openWith(newKey('k7'))
    await writeIn(await open())
    await openWith(newKey('k2'), database.key)
  })
})
