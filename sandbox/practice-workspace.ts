import { mkdirSync, readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { CuecardApp } from '../src/app.ts'
import { createApp } from '../src/app.ts'
import type { Clock } from '../src/clock.ts'
import { readConfig } from '../src/config.ts'
import type { Store } from '../src/db/store.ts'
import { openStore } from '../src/db/store.ts'
import { nextTriggerAt } from '../src/db/triggers.ts'
import type { Log } from '../src/log.ts'
import { cast, coordinator } from './cast.ts'
import type { SlackStandIn } from './slack/index.ts'
import { appFromManifest, startSlack } from './slack/index.ts'

export type PracticeWorkspace = { slack: SlackStandIn; app: CuecardApp; store: Store; stop(): Promise<void> }

/**
 * The stand-in for Slack with its small cast, the real app connected to it over Socket Mode, and a calendar that can be moved. The
 * database is an ordinary one in the given folder.
 */
export async function startPracticeWorkspace(options: { folder: string; port: number; page: RequestListener; log: Log; startsAt: Temporal.Instant }): Promise<PracticeWorkspace> {
  const clock = movableClock(options.startsAt)
  let running: { app: CuecardApp; store: Store } | undefined

  const state = async () => {
    const next = running && (await nextTriggerAt(running.store.read, clock.now()))
    return { now: clock.now().epochMilliseconds, canMove: true, ...(next ? { nextTriggerAt: next.epochMilliseconds } : {}) }
  }
  const slack = await startSlack({
    people: cast.map((person) => ({ ...person })),
    app: appFromManifest(parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'))),
    workspace: { name: 'Practice', zone: 'Europe/Berlin', channels: [{ name: 'general', members: cast.map(({ id }) => id) }] },
    clock: { now: () => clock.now().epochMilliseconds },
    port: options.port,
    page: options.page,
    practiceClock: {
      state,
      async move(to) {
        await clock.moveTo(to, async () => running?.app.tick())
        return state()
      },
    },
  })

  mkdirSync(options.folder, { recursive: true })
  const config = readConfig({
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: slack.apiUrl,
    PORT: '0',
    DATABASE_URL: `file:${join(options.folder, 'practice.db')}`,
    COORDINATORS: coordinator,
    QUARANTINE_SECONDS: '5',
  })
  const store = await openStore(config.database, undefined)
  const app = createApp({ config, store, clock, log: options.log, pace: { postGapMs: 100, tickMs: 1_000 } })
  await app.start()
  running = { app, store }

  return {
    slack,
    app,
    store,
    async stop() {
      await app.stop()
      await store.close()
      await slack.stop()
    },
  }
}

/** Calendar time that goes on at its natural pace from where it was put; elapsed time is left alone. */
function movableClock(startsAt: Temporal.Instant): Clock & { moveTo(to: number, work: () => Promise<void>): Promise<void> } {
  let offsetMs = startsAt.epochMilliseconds - Date.now()
  const now = () => Temporal.Instant.fromEpochMilliseconds(Date.now() + offsetMs)
  return {
    now,
    elapsedMs: () => Date.now(),
    /** Forward in steps of at most half an hour, so that everything due on the way happens in its order. */
    async moveTo(to, work) {
      while (now().epochMilliseconds < to) {
        offsetMs += Math.min(to - now().epochMilliseconds, stepMs)
        await work()
      }
      offsetMs += to - now().epochMilliseconds
      await work()
    },
  }
}

const stepMs = 30 * 60_000
