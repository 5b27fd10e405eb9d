import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorkspaceId } from '../../src/coaching/ids.ts'
import type { Store } from '../../src/db/store.ts'
import { getWorkspace, saveWorkspace } from '../../src/db/workspaces.ts'
import type { TestDatabase } from '../support/database.ts'
import { testDatabase } from '../support/database.ts'

const now = Temporal.Instant.from('2026-03-02T08:00:00Z')
const workspace = (id: string, name = 'Practice') => ({
  id: id as WorkspaceId,
  name,
  appId: undefined,
  botUserId: 'U1',
  zone: 'Europe/Berlin',
})

describe('the store', () => {
  let database: TestDatabase
  let store: Store
  beforeEach(async () => {
    database = await testDatabase()
    store = await database.open()
  })
  afterEach(async () => {
    await store.close()
    await database.drop()
  })

  it('writes all of a transaction or nothing', async () => {
    const failing = store.write(async (tx) => {
      await saveWorkspace(tx, workspace('T1'), now)
      throw new Error('halfway')
    })
    await expect(failing).rejects.toThrow('halfway')
    await expect(getWorkspace(store.read, 'T1' as WorkspaceId)).rejects.toThrow('no workspace')
  })

  it('keeps transactions that overlap in time apart', async () => {
    const slow = store.write(async (tx) => {
      await saveWorkspace(tx, workspace('T1', 'first'), now)
      await new Promise((done) => setImmediate(done))
      throw new Error('taken back')
    })
    const quick = store.write((tx) => saveWorkspace(tx, workspace('T2', 'second'), now))
    await expect(slow).rejects.toThrow('taken back')
    await quick
    expect((await getWorkspace(store.read, 'T2' as WorkspaceId)).name).toBe('second')
    await expect(getWorkspace(store.read, 'T1' as WorkspaceId)).rejects.toThrow('no workspace')
  })

  it('goes on after a transaction that failed', async () => {
    await expect(store.write(async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect((await store.write((tx) => saveWorkspace(tx, workspace('T3'), now))).id).toBe('T3')
  })

  it('is there again after a restart', async () => {
    await store.write((tx) => saveWorkspace(tx, workspace('T4'), now))
    await store.close()
    store = await database.open()
    expect((await getWorkspace(store.read, 'T4' as WorkspaceId)).name).toBe('Practice')
  })
})
