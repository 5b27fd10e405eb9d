import { basename } from 'node:path'
import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { createFeedReader } from './calendars/feed-reader.ts'
import type { Clock } from './clock.ts'
import type { FeedReader } from './coaching/feed.ts'
import type { WorkspaceId } from './coaching/ids.ts'
import type { SensitiveTopic } from './coaching/sensitive.ts'
import { contactCard } from './coaching/sensitive.ts'
import type { Config } from './config.ts'
import { contactsOf } from './db/contacts.ts'
import { threadState } from './db/debriefs.ts'
import { deliveryState } from './db/delivery-state.ts'
import type { Store } from './db/store.ts'
import type { Workspace } from './db/workspaces.ts'
import { getWorkspace, saveWorkspace } from './db/workspaces.ts'
import { backUpDaily } from './db/backups.ts'
import { createCourier } from './delivery/courier.ts'
import type { EventWorker } from './delivery/events.ts'
import { createEventWorker } from './delivery/events.ts'
import { createHousekeeper } from './delivery/housekeeper.ts'
import type { Rate } from './delivery/pacer.ts'
import { createPacer, slacksRates } from './delivery/pacer.ts'
import { comeBackFromBackup } from './delivery/restored.ts'
import { createTick } from './delivery/tick.ts'
import { createWatchdog } from './delivery/watchdog.ts'
import { takeCoordinators } from './flows/people.ts'
import { refreshFeeds } from './flows/feeds.ts'
import { purgePlans } from './flows/erasing.ts'
import { housekeep } from './flows/housekeeping.ts'
import { afterDelivery, whenSetAside } from './flows/after-delivery.ts'
import { workOfTick } from './flows/tick.ts'
import { createMetrics } from './http/metrics.ts'
import type { HttpServer } from './http/server.ts'
import { serveHttp } from './http/server.ts'
import type { Log } from './log.ts'
import type { Connection } from './slack/connection.ts'
import { NotingClient } from './slack/client.ts'
import { createConnection } from './slack/connection.ts'
import { findCoordinators } from './slack/coordinators.ts'
import { createDirectory } from './slack/directory.ts'
import { errorCode, installationDead } from './slack/errors.ts'
import { createPeopleFileReader } from './slack/people-file-reader.ts'
import { createInstallation } from './slack/installation.ts'
import { createRoutes } from './slack/listen.ts'
import { slackLogger } from './slack/logger.ts'
import { registerListeners } from './slack/listeners/index.ts'
import { createSender } from './slack/sender.ts'
import { createStatusReader } from './slack/status-reader.ts'

export type CuecardApp = {
  /** Connects to Slack and begins to send what is due. Throws `StartRefused` or `StoreRefused` with a sentence for the operator. */
  start(): Promise<void>
  /** Takes nothing new, waits for what is under way, and lets go of Slack. The store stays open: it belongs to the caller. */
  stop(): Promise<void>
  /** Does now what time has brought about, and resolves when it has been said to Slack as far as Slack takes it. */
  tick(): Promise<void>
  /** Does now what is otherwise done once an hour: looks at calendars, forgets what has served its time. */
  housekeep(): Promise<void>
  /** Resolves when no event, click or message is under way. */
  idle(): Promise<void>
  /** Where /healthz answers, once started. */
  port(): number
}

/** The app cannot start as it is set up; the message says why and what to do. */
export class StartRefused extends Error {}

/** How fast Cuecard goes. Times are real milliseconds. */
export type Pace = {
  /** Between two posts to one conversation. */
  postGapMs: number
  /** What Slack takes of each kind of call; the pacer finds the ceiling of a workspace from there. */
  rates: Readonly<Record<string, Rate>> | 'unlimited'
  /** Between two looks at what is due. */
  tickMs: number
  /** Between opening two sockets. */
  secondSocketAfterMs: number
  /** Of a message: longer than sending it can take. */
  leaseMs: number
}

const usualPace: Pace = { postGapMs: 1_000, rates: slacksRates, tickMs: 1_000, secondSocketAfterMs: 90_000, leaseMs: 45_000 }

/** The whole app on a given store, clock and Slack. main, the tests and the practice workspace all use it. */
export function createApp(parts: {
  config: Config
  store: Store
  clock: Clock
  log: Log
  pace?: Partial<Pace>
  readFeed?: FeedReader
  /** Told, in a sentence, when only a new start of the process can help. */
  giveUp?: (sentence: string) => void
}): CuecardApp {
  const { config, store, clock, log } = parts
  const pace = { ...usualPace, ...parts.pace }
  const askFeed = parts.readFeed ?? createFeedReader({ allowedNetworks: config.calendarNetworks })
  const readFeed: FeedReader = async (address, asked) => {
    const reading = await askFeed(address, asked)
    metrics.feedRead(reading.state)
    return reading
  }
  const clientOptions = {
    ...(config.slack.apiUrl ? { slackApiUrl: config.slack.apiUrl } : {}),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: slackLogger(log),
  }
  // Several clients, because one that is told to wait holds back all its calls: a modal must never wait behind a message, nor either behind statuses.
  const posts = new NotingClient(config.slack.botToken, { ...clientOptions, timeout: 10_000 })
  const views = new NotingClient(config.slack.botToken, { ...clientOptions, timeout: 2_500 })
  const statuses = new NotingClient(config.slack.botToken, { ...clientOptions, timeout: 2_500 })

  let known: { workspace: Workspace; botId: string } | undefined
  const workspace = () => {
    if (known === undefined) throw new Error('the app has not been started')
    return known.workspace
  }
  const directory = createDirectory({ client: views, store, workspace })
  let events: EventWorker | undefined
  const connection = createConnection({
    slack: config.slack,
    store,
    clock,
    log,
    workspace,
    botId: () => known?.botId ?? '',
    threadState: (channel, threadTs) => threadState(store.read, channel, threadTs),
    onEvent: () => events?.wake(),
    onAcknowledged: (kind, ms) => metrics.acknowledged(kind, ms),
    secondSocketAfterMs: pace.secondSocketAfterMs,
  })
  events = createEventWorker({ store, clock, log, handle: (event) => connection.deliver(event), whenSetAside })
  const courier = createCourier({
    store,
    clock,
    log,
    sender: createSender({ store, clock, client: posts }),
    pacer: createPacer({ gapMs: pace.postGapMs, rates: pace.rates }),
    quarantineMs: config.quarantineMs,
    leaseMs: pace.leaseMs,
    after: afterDelivery,
    onOutcome: (outcome) => metrics.messageOutcome(outcome),
  })
  const readStatus = createStatusReader({ client: statuses, clock })
  let lastTickMs = performance.now()
  const readUpload = createPeopleFileReader(posts)
  const tick = createTick({
    clock,
    log,
    everyMs: pace.tickMs,
    work: async (now) => {
      await installation.look()
      await watchdog.look()
      await workOfTick(store, { readFeed, readStatus, readMembers: directory.everybody, readUpload }, now)
    },
    onRun: (lagMs, tookMs) => {
      lastTickMs = performance.now()
      metrics.ticked(lagMs, tookMs)
    },
  })
  const metrics = createMetrics({
    delivery: () => deliveryState(store.read, clock.elapsedMs(), clock.now()),
    connected: () => connection.connected(),
  })
  const watchdog = createWatchdog({
    connected: () => connection.connected(),
    answers: () =>
      views.auth.test().then(
        () => true,
        () => false,
      ),
    elapsedMs: () => clock.elapsedMs(),
    giveUp: (sentence) => parts.giveUp?.(sentence),
  })
  const installation = createInstallation({
    client: views,
    store,
    clock,
    log,
    workspaceId: () => workspace().id,
    onBack: () => courier.wake(),
  })
  for (const client of [posts, views, statuses])
    client.onCall = (method, code) => {
      metrics.slackCalled(method, code)
      if (known !== undefined) installation.called(code)
    }
  const backUp = async () => {
    const taken = config.backups && (await backUpDaily(config.database, config.backups, clock.now()))
    if (taken !== undefined) log.info({ file: basename(taken) }, 'backup taken')
  }
  const keepHouse = async () => {
    await backUp().catch((error: unknown) => log.error({ err: error }, 'the backup failed and is tried again in an hour'))
    await housekeep(store, clock.elapsedMs())
    await purgePlans(store, clock.now())
    await refreshFeeds(store, readFeed, clock.now())
  }
  const housekeeper = createHousekeeper({ log, work: keepHouse })
  const card = async (country: string, topic?: SensitiveTopic) => contactCard(country, await contactsOf(store.read, workspace().id), topic)
  const routes = createRoutes({ store, clock, log, views, directory, workspace, contactCard: card })
  registerListeners({
    app: connection.app,
    routes,
    store,
    clock,
    directory,
    workspace,
    slack: views,
    contactCard: card,
    readFeed,
    wakeEvents: () => events?.wake(),
    wakeTick: () => void tick.runNow(),
    log,
  })

  let http: HttpServer | undefined
  let stopping = false

  async function idle(): Promise<void> {
    await events?.idle()
    await courier.idle()
  }

  return {
    async start() {
      store.claim()
      known = await introduce(posts, store, clock)
      const now = clock.now()
      const coordinators = await findCoordinators({ named: config.coordinators, client: views, directory, log }, now)
      if (coordinators !== undefined) await takeCoordinators(store, known.workspace.id, coordinators, now)
      await comeBackFromBackup({
        store,
        clock,
        log,
        quarantineMs: config.quarantineMs,
        catchUp: async () => {
          await events?.idle()
          await workOfTick(store, { readFeed, readStatus, readMembers: directory.everybody, readUpload }, clock.now())
        },
      })
      store.onEnqueued(() => courier.wake())
      http = await listening(config.port, {
        slackEvents: connection.http,
        health: async () => ({
          // A look at what is due that does not end hangs on something that a new start may cure.
          live: performance.now() - lastTickMs < Math.max(hungAfterMs, 3 * pace.tickMs),
          ready: !stopping && connection.connected() && (await answers(() => getWorkspace(store.read, workspace().id))),
          slack: connection.connected() ? 'connected' : 'connecting',
        }),
        metrics,
      })
      await connected(connection)
      events?.wake()
      courier.wake()
      tick.start()
      housekeeper.start()
      log.info({ workspace: known.workspace.id, transport: config.slack.transport.kind, port: http.port }, 'Cuecard is running')
    },
    async stop() {
      stopping = true
      await housekeeper.stop()
      await tick.stop()
      await connection.drain()
      await events?.stop()
      await courier.stop()
      await connection.stop()
      await http?.close()
    },
    async tick() {
      await tick.runNow()
      await idle()
    },
    async housekeep() {
      await keepHouse()
      await idle()
    },
    idle,
    port: () => http?.port ?? config.port,
  }
}

/** Real milliseconds without a finished look at what is due, after which the process counts as hung. */
const hungAfterMs = 180_000

/** Whether the database answers a question within two seconds. */
async function answers(question: () => Promise<unknown>): Promise<boolean> {
  const late = new Promise<false>((done) => setTimeout(() => done(false), 2_000).unref())
  return Promise.race([
    question().then(
      () => true,
      () => false,
    ),
    late,
  ])
}

/** Asks Slack who we are, and keeps the workspace. A token that Slack refuses, and a Slack that does not answer, are said in words. */
async function introduce(client: WebClient, store: Store, clock: Clock): Promise<{ workspace: Workspace; botId: string }> {
  let answer: z.output<typeof authAnswer>
  try {
    answer = authAnswer.parse(await client.auth.test())
  } catch (error) {
    const code = errorCode(error)
    throw new StartRefused(
      installationDead.has(code)
        ? `Slack did not accept the bot token (${code}). Check SLACK_BOT_TOKEN and that the app is installed in the workspace.`
        : `Slack could not be asked who we are (${code}). Check the network, and SLACK_API_URL where it is set, and start Cuecard again.`,
      { cause: error },
    )
  }
  const id = (answer.is_enterprise_install ? answer.enterprise_id : answer.team_id) as WorkspaceId
  const workspace = await store.write((tx) =>
    saveWorkspace(
      tx,
      { id, name: answer.team ?? id, appId: undefined, botUserId: answer.user_id, zone: Temporal.Now.timeZoneId() },
      clock.now(),
    ),
  )
  return { workspace, botId: answer.bot_id }
}

async function listening(port: number, parts: Omit<Parameters<typeof serveHttp>[0], 'port'>): Promise<HttpServer> {
  try {
    return await serveHttp({ port, ...parts })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE')
      throw new StartRefused(`Port ${port} is taken by another program. Give another one as PORT, or 0 for any that is free.`, {
        cause: error,
      })
    if (code === 'EACCES')
      throw new StartRefused(`Port ${port} may not be used by this user. Give another one as PORT, above 1023.`, { cause: error })
    throw error
  }
}

/** Connects. Socket Mode keeps trying by itself while the network is away; a token that Slack refuses, or a switched-off Socket Mode, is said in words. */
async function connected(connection: Connection): Promise<void> {
  try {
    await connection.start()
  } catch (error) {
    throw new StartRefused(
      `Slack did not accept the app token (${errorCode(error)}). Check SLACK_APP_TOKEN, that it has the scope connections:write, and that Socket Mode is switched on.`,
      { cause: error },
    )
  }
}

const authAnswer = z.looseObject({
  user_id: z.string(),
  bot_id: z.string(),
  team_id: z.string(),
  team: z.string().optional(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().optional(),
})
