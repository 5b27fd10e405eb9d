import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorkspaceId } from '../../src/coaching/ids.ts'
import { receive } from '../../src/db/inbox.ts'
import type { Store } from '../../src/db/store.ts'
import { housekeep } from '../../src/flows/housekeeping.ts'
import type { TestDatabase } from '../support/database.ts'
import { testDatabase } from '../support/database.ts'

const day = 24 * 3_600_000
const workspaceId = 'T1' as WorkspaceId

describe('housekeeping', () => {
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

  it('knows for seven days what Slack has sent, and forgets it then', async () => {
    const event = { workspaceId, key: 'Ev1', body: undefined, nowMs: 0 }
    expect(await store.write((tx) => receive(tx, event))).toBe(true)
    await housekeep(store, 7 * day - 1)
    expect(await store.write((tx) => receive(tx, event))).toBe(false)
    await housekeep(store, 7 * day + 1)
    expect(await store.write((tx) => receive(tx, event))).toBe(true)
  })

  it('never forgets what was not handled', async () => {
    const event = { workspaceId, key: 'Ev2', body: '{"type":"event_callback"}', nowMs: 0 }
    await store.write((tx) => receive(tx, event))
    await housekeep(store, 100 * day)
    expect(await store.write((tx) => receive(tx, event))).toBe(false)
  })
})
