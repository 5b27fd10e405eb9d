import { WebClient } from '@slack/web-api'
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
import type { Store } from './db/store.ts'
import type { Workspace } from './db/workspaces.ts'
import { saveWorkspace } from './db/workspaces.ts'
import { createCourier } from './delivery/courier.ts'
import type { EventWorker } from './delivery/events.ts'
import { createEventWorker } from './delivery/events.ts'
import { createHousekeeper } from './delivery/housekeeper.ts'
import { createPacer } from './delivery/pacer.ts'
import { createTick } from './delivery/tick.ts'
import { takeCoordinators } from './flows/people.ts'
import { refreshFeeds } from './flows/feeds.ts'
import { housekeep } from './flows/housekeeping.ts'
import { afterDelivery } from './flows/after-delivery.ts'
import { workOfTick } from './flows/tick.ts'
import type { HttpServer } from './http/server.ts'
import { serveHttp } from './http/server.ts'
import type { Log } from './log.ts'
import { createConnection } from './slack/connection.ts'
import { findCoordinators } from './slack/coordinators.ts'
import { createDirectory } from './slack/directory.ts'
import { errorCode } from './slack/errors.ts'
import { createRoutes } from './slack/listen.ts'
import { slackLogger } from './slack/logger.ts'
import { registerListeners } from './slack/listeners/index.ts'
import { createSender } from './slack/sender.ts'

export type CuecardApp = {
  /** Connects to Slack and begins to send what is due. Throws `SlackRefused` with a sentence when the token is not taken. */
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

/** Slack did not take the bot token; the message says why and what to do. */
export class SlackRefused extends Error {}

/** Real milliseconds: between two posts to one conversation, between two looks at what is due, between opening two sockets; and the lease of a message, longer than sending it can take. */
const usualPace = { postGapMs: 1_000, tickMs: 5_000, secondSocketAfterMs: 90_000, leaseMs: 45_000 }

/** The whole app on a given store, clock and Slack. main, the tests and the practice workspace all use it. */
export function createApp(parts: { config: Config; store: Store; clock: Clock; log: Log; pace?: Partial<typeof usualPace>; readFeed?: FeedReader }): CuecardApp {
  const { config, store, clock, log } = parts
  const pace = { ...usualPace, ...parts.pace }
  const readFeed = parts.readFeed ?? createFeedReader({ allowedNetworks: config.calendarNetworks })
  const clientOptions = { ...(config.slack.apiUrl ? { slackApiUrl: config.slack.apiUrl } : {}), retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger: slackLogger(log) }
  // Two clients, because a client that is told to wait holds back all its calls: a modal must never wait behind a message.
  const posts = new WebClient(config.slack.botToken, { ...clientOptions, timeout: 10_000 })
  const views = new WebClient(config.slack.botToken, { ...clientOptions, timeout: 2_500 })

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
    secondSocketAfterMs: pace.secondSocketAfterMs,
  })
  events = createEventWorker({ store, clock, log, handle: (event) => connection.deliver(event) })
  const courier = createCourier({ store, clock, log, sender: createSender({ store, clock, client: posts }), pacer: createPacer(pace.postGapMs), quarantineMs: config.quarantineMs, leaseMs: pace.leaseMs, after: afterDelivery })
  const tick = createTick({ clock, log, everyMs: pace.tickMs, work: (now) => workOfTick(store, readFeed, now) })
  const keepHouse = async () => {
    await housekeep(store, clock.now(), clock.elapsedMs())
    await refreshFeeds(store, readFeed, clock.now())
  }
  const housekeeper = createHousekeeper({ log, work: keepHouse })
  const card = async (country: string, topic?: SensitiveTopic) => contactCard(country, await contactsOf(store.read, workspace().id), topic)
  const routes = createRoutes({ store, clock, log, views, directory, workspace, contactCard: card })
  registerListeners({ app: connection.app, routes, store, clock, directory, workspace, slack: views, contactCard: card, readFeed, log })

  let http: HttpServer | undefined
  let stopping = false

  async function idle(): Promise<void> {
    await events?.idle()
    await courier.idle()
  }

  return {
    async start() {
      known = await introduce(posts, store, clock)
      const now = clock.now()
      const coordinators = await findCoordinators({ named: config.coordinators, client: views, directory, log }, now)
      if (coordinators !== undefined) await takeCoordinators(store, known.workspace.id, coordinators, now)
      store.onEnqueued(() => courier.wake())
      http = await serveHttp({
        port: config.port,
        slackEvents: connection.http,
        health: () => ({ live: true, ready: !stopping && connection.connected(), slack: connection.connected() ? 'connected' : 'connecting' }),
      })
      await connection.start()
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

/** Asks Slack who we are, and keeps the workspace. A token that Slack refuses is said in words; a network that is away is thrown on. */
async function introduce(client: WebClient, store: Store, clock: Clock): Promise<{ workspace: Workspace; botId: string }> {
  let answer: z.output<typeof authAnswer>
  try {
    answer = authAnswer.parse(await client.auth.test())
  } catch (error) {
    throw new SlackRefused(`Slack did not accept the bot token (${errorCode(error)}). Check SLACK_BOT_TOKEN and that the app is installed in the workspace.`, { cause: error })
  }
  const id = (answer.is_enterprise_install ? answer.enterprise_id : answer.team_id) as WorkspaceId
  const workspace = await store.write((tx) => saveWorkspace(tx, { id, name: answer.team ?? id, appId: undefined, botUserId: answer.user_id, zone: Temporal.Now.timeZoneId() }, clock.now()))
  return { workspace, botId: answer.bot_id }
}

const authAnswer = z.looseObject({
  user_id: z.string(),
  bot_id: z.string(),
  team_id: z.string(),
  team: z.string().optional(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().optional(),
})
