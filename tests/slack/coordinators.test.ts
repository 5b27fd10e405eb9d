import { readFileSync } from 'node:fs'
import { WebClient } from '@slack/web-api'
import { afterEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { SlackStandIn } from '../../sandbox/slack/index.ts'
import { appFromManifest, startSlack } from '../../sandbox/slack/index.ts'
import type { WorkspaceId } from '../../src/coaching/ids.ts'
import type { Store } from '../../src/db/store.ts'
import { saveWorkspace } from '../../src/db/workspaces.ts'
import { createLog } from '../../src/log.ts'
import { findCoordinators } from '../../src/slack/coordinators.ts'
import { createDirectory } from '../../src/slack/directory.ts'
import { cast } from '../support/app.ts'
import type { TestDatabase } from '../support/database.ts'
import { testDatabase } from '../support/database.ts'

const now = Temporal.Instant.from('2026-03-01T18:00:00Z')
let slack: SlackStandIn
let store: Store
let database: TestDatabase
const logged: string[] = []

afterEach(async () => {
  logged.length = 0
  await slack.stop()
  await store.close()
  await database.drop()
})

async function find(named: string[], optionalScopes: 'granted' | 'refused' = 'refused') {
  const manifest = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))
  slack = await startSlack({
    people: cast,
    app: appFromManifest(manifest, optionalScopes),
    workspace: { name: 'Practice', zone: 'Europe/Berlin' },
  })
  database = await testDatabase()
  store = await database.open()
  const workspace = await store.write((tx) =>
    saveWorkspace(
      tx,
      {
        id: slack.world.workspace.id as WorkspaceId,
        name: 'Practice',
        appId: undefined,
        botUserId: slack.botUserId,
        zone: 'Europe/Berlin',
      },
      now,
    ),
  )
  const client = new WebClient(slack.tokens.bot, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } })
  const log = createLog('debug', { write: (line: string) => void logged.push(line) })
  return () => findCoordinators({ named, client, directory: createDirectory({ client, store, workspace: () => workspace }), log }, now)
}

describe('the people whom COORDINATORS names', () => {
  it('are found by Slack user id without any further scope', async () => {
    const ask = await find(['U0LENA0001', 'U0TOMAS001'])
    expect((await ask())?.map(({ name }) => name)).toEqual(['Lena', 'Tomas'])
  })

  it('are found by e-mail where the scope for it was granted', async () => {
    const ask = await find(['lena@example.com'], 'granted')
    expect((await ask())?.map(({ name }) => name)).toEqual(['Lena'])
  })

  it('are left out, and said in the log without the address, where an e-mail cannot be looked up', async () => {
    const ask = await find(['lena@example.com', 'U0TOMAS001'])
    expect((await ask())?.map(({ name }) => name)).toEqual(['Tomas'])
    expect(logged.join('')).toContain('users:read.email')
    expect(logged.join('')).not.toContain('lena@example.com')
  })

  it('are members: guests, bots, people who left and people nobody knows are left out', async () => {
    const ask = await find(['U0GUEST001', 'U0ROBOT001', 'U0GONE0001', 'U0NOBODY01', 'U0LENA0001'])
    expect((await ask())?.map(({ name }) => name)).toEqual(['Lena'])
  })

  it('stay as they were when Slack cannot be asked', async () => {
    const ask = await find(['U0LENA0001'])
    slack.faults.add({ kind: 'http_503_before', method: 'users.info', times: null })
    expect(await ask()).toBeUndefined()
  })
})
