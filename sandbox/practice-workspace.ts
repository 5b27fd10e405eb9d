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
import { castCalendar } from './cast-calendar.ts'
import { cast, coordinator } from './cast.ts'
import type { PersonSeed, SlackStandIn } from './slack/index.ts'
import { appFromManifest, startSlack } from './slack/index.ts'

export type PracticeWorkspace = { slack: SlackStandIn; app: CuecardApp; store: Store; stop(): Promise<void> }

/** A company before the page opens: the calendar stands still until it is put to another time. */
export type Past = Pick<PracticeWorkspace, 'slack' | 'app' | 'store'> & {
  now(): Temporal.Instant
  /** Puts the calendar to a time, and lets the app do what is due and say it to Slack. */
  at(time: Temporal.Instant): Promise<void>
}

export type PracticeOptions = {
  folder: string
  port: number
  page: RequestListener
  log: Log
  startsAt: Temporal.Instant
  /** The practice workspace's small cast unless others are given. */
  people?: readonly PersonSeed[]
  /** What happened before the page opens, lived through by the app with a calendar that is stepped, not waited for. */
  history?: { from: Temporal.Instant; live(past: Past): Promise<void> }
}

/**
 * The stand-in for Slack with its small cast, the real app connected to it over Socket Mode, and a calendar that can be moved. The
 * database is an ordinary one in the given folder.
 */
export async function startPracticeWorkspace(options: PracticeOptions): Promise<PracticeWorkspace> {
  const people = options.people ?? cast
  const clock = movableClock(options.startsAt)
  let running: { app: CuecardApp; store: Store } | undefined

  const state = async () => {
    const next = running && (await nextTriggerAt(running.store.read, clock.now()))
    return { now: clock.now().epochMilliseconds, canMove: true, ...(next ? { nextTriggerAt: next.epochMilliseconds } : {}) }
  }
  const slack = await startSlack({
    people: people.map((person) => ({ ...person })),
    app: appFromManifest(parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'))),
    workspace: {
      name: 'Practice',
      zone: 'Europe/Berlin',
      channels: [
        { name: 'general', members: people.flatMap(({ id }) => id ?? []) },
        // The app was invited here, so that a team's reflection can be tried.
        { name: 'renewals-team', members: people.slice(0, teamSize).flatMap(({ id }) => id ?? []), withApp: true },
      ],
    },
    clock: { now: () => clock.now().epochMilliseconds },
    port: options.port,
    page: options.page,
    practiceClock: {
      state,
      async move(to) {
        await clock.moveTo(to, async () => running?.app.tick())
        return state()
      },
      entries: async (from, to) => (running === undefined ? [] : castCalendar(running.store, slack.world.workspace.id, from, to)),
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
    // A calendar that is served on this very machine can be connected, to see how the messages follow it.
    CALENDAR_NETWORKS: '127.0.0.0/8',
    QUARANTINE_SECONDS: '5',
  })
  const store = await openStore(config.database, undefined)
  if (options.history !== undefined) await liveThrough(options.history)
  const app = createApp({ config, store, clock, log: options.log, pace: { postGapMs: 100, rates: 'unlimited', tickMs: 1_000 } })
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

  async function liveThrough({ from, live }: NonNullable<PracticeOptions['history']>): Promise<void> {
    clock.stand(from)
    const hurried = createApp({
      config,
      store,
      clock,
      log: options.log,
      pace: { postGapMs: 0, rates: 'unlimited', tickMs: 24 * 3_600_000 },
    })
    await hurried.start()
    await live({
      slack,
      app: hurried,
      store,
      now: clock.now,
      async at(time) {
        clock.stand(time)
        await hurried.tick()
      },
    })
    await slack.settled()
    await hurried.stop()
    slack.traffic.clear()
    clock.goOnFrom(options.startsAt)
  }
}

/** Those who come first: the cast, or the first team of a company. */
const teamSize = 5

type MovableClock = Clock & {
  /** Forward in steps of at most half an hour, so that everything due on the way happens in its order. */
  moveTo(to: number, work: () => Promise<void>): Promise<void>
  /** Stops the calendar at a time. */
  stand(time: Temporal.Instant): void
  goOnFrom(time: Temporal.Instant): void
}

/** Calendar time that goes on at its natural pace from where it was put, unless it is made to stand; elapsed time is left alone. */
function movableClock(startsAt: Temporal.Instant): MovableClock {
  let offsetMs = startsAt.epochMilliseconds - Date.now()
  let standing: Temporal.Instant | undefined
  const now = () => standing ?? Temporal.Instant.fromEpochMilliseconds(Date.now() + offsetMs)
  return {
    now,
    elapsedMs: () => Date.now(),
    stand: (time) => void (standing = time),
    goOnFrom(time) {
      standing = undefined
      offsetMs = time.epochMilliseconds - Date.now()
    },
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
