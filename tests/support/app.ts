import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { parse } from 'yaml'
import type { Person, SlackStandIn } from '../../sandbox/slack/index.ts'
import { appFromManifest, startSlack } from '../../sandbox/slack/index.ts'
import type { CuecardApp } from '../../src/app.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Store } from '../../src/db/store.ts'
import { createLog } from '../../src/log.ts'
import type { SteppedClock } from './clock.ts'
import type { TestDatabase } from './database.ts'
import { steppedClock } from './clock.ts'
import { testDatabase } from './database.ts'

type ChannelSeed = NonNullable<NonNullable<Parameters<typeof startSlack>[0]['workspace']>['channels']>[number]
export type Transport = 'socket' | 'http'

/** The real app over the stand-in for Slack, with a database file of its own, and the people of the practice workspace. */
export type Workplace = {
  slack: SlackStandIn
  app: CuecardApp
  store: Store
  database: TestDatabase
  clock: SteppedClock
  maya: Person
  dev: Person
  chi: Person
  tomas: Person
  lena: Person
  /** Everything that was logged, a line each. */
  logged: string[]
  /** Resolves when nothing is under way on either side. */
  settled(): Promise<void>
  /** Moves the calendar to a time and lets the app do what is due then. */
  at(time: string | Temporal.Instant): Promise<void>
  /** Stops the app and starts it anew on the same database, as after a restart of the process; does something in between where given. */
  restart(between?: () => Promise<unknown>): Promise<void>
  close(): Promise<void>
}

/** The cast of the practice workspace; ids are fixed so that stories can name people. */
export const cast = [
  { id: 'U0MAYA0001', name: 'Maya', zone: 'Europe/Berlin', email: 'maya@example.com', title: 'Head of Renewals' },
  { id: 'U0DEV00001', name: 'Dev', zone: 'Europe/Berlin', email: 'dev@example.com', title: 'Account manager' },
  { id: 'U0CHI00001', name: 'Chi', zone: 'Europe/Lisbon', email: 'chi@example.com', title: 'Account manager' },
  { id: 'U0TOMAS001', name: 'Tomas', zone: 'Europe/Prague', email: 'tomas@example.com', title: 'Director, mentor' },
  { id: 'U0LENA0001', name: 'Lena', zone: 'Europe/Berlin', email: 'lena@example.com', title: 'People development' },
  { id: 'U0GUEST001', name: 'Gus', zone: 'Europe/Berlin', email: 'gus@example.com', kind: 'guest' as const },
  { id: 'U0GONE0001', name: 'Gone', zone: 'Europe/Berlin', email: 'gone@example.com', kind: 'deactivated' as const },
  { id: 'U0STRANGE1', name: 'Stella', zone: 'Europe/Berlin', email: 'stella@example.com', kind: 'stranger' as const },
  { id: 'U0ROBOT001', name: 'Robo', zone: 'Europe/Berlin', email: 'robo@example.com', kind: 'bot' as const },
]

/** Sunday evening in Berlin, before a week in March. */
export const sundayEvening = '2026-03-01T18:00:00Z'

export async function workplace(
  options: {
    transport?: Transport
    start?: string
    optionalScopes?: 'granted' | 'refused'
    settings?: Record<string, string>
    channels?: ChannelSeed[]
    databaseUnder?: string
  } = {},
): Promise<Workplace> {
  const transport = options.transport ?? 'socket'
  const clock = steppedClock(options.start ?? sundayEvening)
  const database = await testDatabase(options.databaseUnder)
  const slack = await startSlack({
    people: cast,
    app: appFromManifest(parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')), options.optionalScopes ?? 'granted'),
    workspace: {
      name: 'Practice',
      zone: 'Europe/Berlin',
      channels: options.channels ?? [{ name: 'renewals', members: ['U0MAYA0001', 'U0DEV00001', 'U0CHI00001', 'U0TOMAS001'] }],
    },
    clock: { now: () => clock.now().epochMilliseconds },
  })
  const logged: string[] = []
  const log = createLog('trace', { write: (line: string) => void logged.push(line) })
  const config = readConfig({
    SLACK_BOT_TOKEN: slack.tokens.bot,
    ...(transport === 'socket' ? { SLACK_APP_TOKEN: slack.tokens.app } : { SLACK_SIGNING_SECRET: slack.tokens.signingSecret }),
    SLACK_API_URL: slack.apiUrl,
    PORT: String(await freePort()),
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: database.key,
    COORDINATORS: 'U0LENA0001',
    QUARANTINE_SECONDS: '1',
    CALENDAR_NETWORKS: '127.0.0.0/8',
    ...options.settings,
  })
  if (transport === 'http') slack.deliverTo({ url: `http://127.0.0.1:${config.port}/slack/events` })
  const open = async () => {
    const store = await database.open()
    const app = createApp({
      config,
      store,
      clock,
      log,
      pace: { postGapMs: 0, rates: 'unlimited', tickMs: 3_600_000, secondSocketAfterMs: 0 },
    })
    await app.start()
    return { store, app }
  }
  let running = await open()

  async function settled(): Promise<void> {
    for (let i = 0; i < 3; i++) {
      await slack.settled()
      await running.app.idle()
    }
  }

  return {
    slack,
    database,
    get app() {
      return running.app
    },
    get store() {
      return running.store
    },
    clock,
    maya: slack.person('U0MAYA0001'),
    dev: slack.person('U0DEV00001'),
    chi: slack.person('U0CHI00001'),
    tomas: slack.person('U0TOMAS001'),
    lena: slack.person('U0LENA0001'),
    logged,
    settled,
    async at(time) {
      clock.set(time)
      await running.app.tick()
      await settled()
    },
    async restart(between) {
      await running.app.stop()
      await running.store.close()
      await between?.()
      running = await open()
    },
    async close() {
      await running.app.stop()
      await running.store.close()
      await slack.stop()
      await database.drop()
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
