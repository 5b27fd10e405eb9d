import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { sendEvent, sendUserChange, sendAppRateLimited } from './events.ts'
import { Faults } from './faults.ts'
import { Gateway, type Outcome } from './gateway.ts'
import { HttpDelivery } from './http-delivery.ts'
import { randomId } from './ids.ts'
import { parseJson } from './json.ts'
import { Limits, type LimitSettings } from './limits.ts'
import { Person } from './people/person.ts'
import { servePractice, type PracticeClock } from './practice.ts'
import { respond } from './response-url.ts'
import type { AppSeed, PersonSeed, WorkspaceSeed } from './seeds.ts'
import type { Slack } from './slack.ts'
import { SocketMode, type Drop } from './socket-mode.ts'
import {
  addPerson,
  directMessage,
  newTokens,
  newWorld,
  stampNow,
  type Conversation,
  type Message,
  type Settings,
  type World,
} from './state.ts'
import { TrafficLog } from './traffic.ts'
import { userJson } from './user-json.ts'
import { bytesOf, uploadOf } from './web-api/body.ts'
import { receiveUpload } from './web-api/files.ts'
import { postDueMessages } from './web-api/scheduled.ts'
import { serveWebApi } from './web-api/serve.ts'

export type StartOptions = {
  people: PersonSeed[]
  app: AppSeed
  workspace?: WorkspaceSeed
  /** Calendar time in epoch ms, for message stamps and dates. Slack's own deadlines always run on real time. */
  clock?: { now(): number }
  /** Any free one when left out. */
  port?: number
  /** Answers what is not Slack's, such as a page for the browser. */
  page?: RequestListener
  /** Lets the page move the calendar. */
  practiceClock?: PracticeClock
  /** Deadlines and delays, Slack's own unless changed here. */
  settings?: Partial<Settings>
  /** Rate limits, off unless switched on here. */
  limits?: Partial<LimitSettings>
  /** Fixed secrets, for an app that is configured before the stand-in starts. */
  tokens?: Partial<Secrets>
}

export type Secrets = { bot: string; app: string; signingSecret: string; clientId: string; clientSecret: string }

/** Starts a workspace that a Bolt app can connect to as to Slack. */
export async function startSlack(options: StartOptions): Promise<SlackStandIn> {
  const world = newWorld({
    people: options.people,
    app: options.app,
    workspace: options.workspace ?? {},
    settings: options.settings ?? {},
    now: () => (options.clock ? options.clock.now() : Date.now()),
  })
  Object.assign(world.tokens, options.tokens)
  const socketMode = new SocketMode(world)
  const traffic = new TrafficLog()
  const slack: Slack = {
    world,
    socketMode,
    traffic,
    gateway: new Gateway(world, traffic, socketMode),
    faults: new Faults(),
    limits: new Limits(),
  }
  if (options.limits) slack.limits.set(options.limits)
  const standIn = new SlackStandIn(slack, options)
  await standIn.online(options.port ?? 0)
  return standIn
}

export class SlackStandIn {
  readonly faults: Faults
  readonly limits: Limits
  readonly traffic: TrafficLog
  /** Everything that Slack knows here, to be read. */
  readonly world: World
  readonly #slack: Slack
  readonly #options: StartOptions
  readonly #people = new Map<string, Person>()
  readonly #scheduler: NodeJS.Timeout
  #server: Server | undefined
  #port = 0

  constructor(slack: Slack, options: StartOptions) {
    this.#slack = slack
    this.#options = options
    this.faults = slack.faults
    this.limits = slack.limits
    this.traffic = slack.traffic
    this.world = slack.world
    this.#scheduler = setInterval(() => postDueMessages(slack), 250)
    this.#scheduler.unref()
  }

  /** `http://127.0.0.1:PORT` */
  get url(): string {
    return this.world.url
  }

  /** For `slackApiUrl` in the client options of Bolt and of the Socket Mode receiver. */
  get apiUrl(): string {
    return `${this.url}/api/`
  }

  get tokens(): Secrets {
    const { bot, app, signingSecret, clientId, clientSecret } = this.world.tokens
    return { bot, app, signingSecret, clientId, clientSecret }
  }

  /** The code with which Slack's consent page would send this person back to the app; `oauth.v2.access` takes it once. */
  consent(personId: string): string {
    const code = randomId('', 24).toLowerCase()
    this.world.tokens.codes.set(code, personId)
    return code
  }

  get botUserId(): string {
    return this.world.app.botUserId
  }

  /** Over Socket Mode (as at first), or signed to this request URL. */
  deliverTo(target: 'socket' | { url: string }): void {
    this.#slack.gateway.transport = target === 'socket' ? this.#slack.socketMode : new HttpDelivery(this.world, target.url)
  }

  /** True when the app behind the request URL answers Slack's challenge. */
  verifyUrl(url: string): Promise<boolean> {
    return new HttpDelivery(this.world, url).verifyUrl()
  }

  /** True when the app answers Slack's check of its certificate, which is a form without a signature. */
  checkSsl(url: string): Promise<boolean> {
    return new HttpDelivery(this.world, url).checkSsl()
  }

  /** The two headers with which Slack would sign this body now, or at a given stamp in seconds. */
  signature(body: string, stampSeconds?: number): Record<string, string> {
    return new HttpDelivery(this.world, '').signature(body, stampSeconds)
  }

  /** By id or by name. The same one each time, so that `confirms` and `troubles` gather. */
  person(idOrName: string): Person {
    const named = [...this.world.people.values()].find((other) => other.name === idOrName || other.displayName === idOrName)
    const id = this.world.people.has(idOrName) ? idOrName : (named?.id ?? idOrName)
    const known = this.#people.get(id) ?? new Person(this.#slack, id)
    this.#people.set(id, known)
    return known
  }

  conversation(id: string): Conversation {
    const found = this.world.conversations.get(id)
    if (!found) throw new Error(`There is no conversation ${id}.`)
    return found
  }

  conversations(): Conversation[] {
    return [...this.world.conversations.values()]
  }

  /** The app's direct message with a person. */
  im(personId: string): Conversation {
    return directMessage(this.world, personId, this.world.app.botUserId)
  }

  /** Oldest first, thread replies included, ephemeral ones not. */
  messages(channel: string): readonly Message[] {
    return this.conversation(channel).messages
  }

  /** Every message of the app that is still there, oldest first. */
  messagesOfApp(): (Message & { channel: string })[] {
    return this.conversations()
      .flatMap((conversation) =>
        conversation.messages.filter((message) => message.byApp).map((message) => ({ ...message, channel: conversation.id })),
      )
      .toSorted((one, other) => Number(one.ts) - Number(other.ts))
  }

  /** Slack's deadlines and delays from now on. */
  set(settings: Partial<Settings>): void {
    Object.assign(this.world.settings, settings)
  }

  /** What the wire does to deliveries on purpose. */
  disturb(disturbance: Partial<Gateway['disturbance']>): void {
    Object.assign(this.#slack.gateway.disturbance, disturbance)
  }

  /** Open Socket Mode connections. */
  connections(): number {
    return this.#slack.socketMode.connections()
  }

  /** Acknowledgements that came for nothing that was waiting. */
  get strayAnswers(): readonly unknown[] {
    return this.#slack.socketMode.strayAnswers
  }

  dropConnections(how: Drop | 'on_next_delivery' = 'terminate'): void {
    this.#slack.socketMode.drop(how)
  }

  /** A planned refresh of all connections or of the oldest few: Slack warns, and asks to reconnect ten seconds later. */
  refreshConnections({ warningMs = 10_000, count = Infinity }: { warningMs?: number; count?: number } = {}): Promise<void> {
    return this.#slack.socketMode.refresh(warningMs, count)
  }

  /** Sends what is entry `n` of the traffic once more: the same body in a new envelope. */
  deliverAgain(n: number): Promise<Outcome> {
    return this.#slack.gateway.deliverAgain(n)
  }

  /** Sends an event of the test's own making, if the app subscribes to it. */
  sendEvent(event: { type: string } & Record<string, unknown>, subscription?: string): Promise<void> {
    return sendEvent(this.#slack, event, subscription)
  }

  sendAppRateLimited(): Promise<void> {
    return sendAppRateLimited(this.#slack)
  }

  /** Somebody is deactivated, becomes a guest, moves to another zone, is renamed: the app hears `user_change`. */
  async setPerson(id: string, changes: Partial<Omit<PersonSeed, 'id'>>): Promise<void> {
    const { record } = this.person(id)
    Object.assign(record, changes, { updatedAt: this.world.now() })
    this.world.signals.emit('changed')
    await sendUserChange(this.#slack, record)
  }

  /** Somebody new joins the workspace. */
  async addPerson(seed: PersonSeed): Promise<Person> {
    const record = addPerson(this.world, seed)
    this.world.signals.emit('changed')
    await sendEvent(this.#slack, {
      type: 'team_join',
      user: userJson(this.world, record),
      cache_ts: Math.floor(this.world.now() / 1_000),
      event_ts: stampNow(this.world),
    })
    return this.person(record.id)
  }

  /** Somebody, or the app itself, is added to a channel. */
  async joinChannel(channel: string, user: string = this.botUserId): Promise<void> {
    const conversation = this.conversation(channel)
    conversation.members.add(user)
    conversation.openFor.add(user)
    this.world.signals.emit('changed')
    const channelType = conversation.kind === 'private_channel' ? 'G' : 'C'
    if (!conversation.members.has(this.botUserId)) return
    await sendEvent(this.#slack, {
      type: 'member_joined_channel',
      user,
      channel,
      channel_type: channelType,
      team: this.world.workspace.id,
      event_ts: stampNow(this.world),
    })
  }

  archive(channel: string): void {
    this.conversation(channel).archived = true
    this.world.signals.emit('changed')
  }

  /** The bot's token stops working: calls answer `token_revoked`, and the app hears `tokens_revoked`. */
  async revokeToken(): Promise<void> {
    this.world.tokens.state = 'revoked'
    await sendEvent(this.#slack, { type: 'tokens_revoked', tokens: { oauth: [], bot: [this.botUserId] }, event_ts: stampNow(this.world) })
  }

  /** The app is removed: calls answer `account_inactive`, and the app hears `app_uninstalled` and `tokens_revoked` in no certain order. */
  async uninstall(): Promise<void> {
    this.world.tokens.state = 'uninstalled'
    await Promise.all([
      sendEvent(this.#slack, { type: 'tokens_revoked', tokens: { oauth: [], bot: [this.botUserId] }, event_ts: stampNow(this.world) }),
      sendEvent(this.#slack, { type: 'app_uninstalled', event_ts: stampNow(this.world) }),
    ])
  }

  /** Installed again: a new bot token, the same bot. */
  reinstall(): void {
    Object.assign(this.world.tokens, { bot: newTokens().bot, state: 'live' })
  }

  /** Waits until every delivery is answered, no call is in flight, and neither has happened for `quietMs`; throws after `timeoutMs`. */
  async settled({ quietMs = 60, timeoutMs = 10_000 }: { quietMs?: number; timeoutMs?: number } = {}): Promise<void> {
    const startedMs = performance.now()
    for (;;) {
      const { open, quietMs: quiet } = this.traffic.activity()
      if (open.length === 0 && quiet >= quietMs) return
      if (performance.now() - startedMs > timeoutMs) {
        throw new Error(`Not settled after ${timeoutMs} ms. Under way: ${open.join(', ') || 'nothing, but never quiet'}`)
      }
      await delay(open.length > 0 ? 5 : Math.max(1, quietMs - quiet))
    }
  }

  /** Forgets messages, views, files, traffic and faults; people, channels, connections and tokens stay. */
  reset(): void {
    const { world } = this
    for (const conversation of this.conversations()) {
      if (conversation.kind === 'mpim') world.conversations.delete(conversation.id)
      Object.assign(conversation, { messages: [], ephemerals: [], archived: false })
      conversation.lastRead.clear()
    }
    for (const map of [world.files, world.views, world.stacks, world.homes, world.triggers, world.responseUrls]) map.clear()
    world.scheduled = []
    this.faults.clear()
    this.traffic.clear()
    world.signals.emit('changed')
  }

  /** Slack cannot be reached: connections are refused until `online()`. */
  async offline(): Promise<void> {
    this.#slack.socketMode.drop('terminate')
    const server = this.#server
    this.#server = undefined
    if (!server) return
    await new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  }

  async online(port: number = this.#port): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response))
    server.keepAliveTimeout = 60_000
    server.on('upgrade', (request, socket, head) => {
      if (request.url?.startsWith('/link/')) this.#slack.socketMode.accept(request, socket, head)
      else socket.destroy()
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
    this.#server = server
    // A server that listens on TCP has an address of this form.
    this.#port = (server.address() as AddressInfo).port
    this.world.url = `http://127.0.0.1:${this.#port}`
  }

  async stop(): Promise<void> {
    clearInterval(this.#scheduler)
    this.#slack.gateway.stop()
    await this.#slack.socketMode.stop()
    await this.offline()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    try {
      if (pathname.startsWith('/api/')) await serveWebApi(this.#slack, request, response)
      else if (pathname.startsWith('/practice/')) await servePractice(this.#slack, this.#options.practiceClock, request, response)
      else if (pathname.startsWith('/response/')) await this.#respond(pathname.slice('/response/'.length), request, response)
      else if (pathname.startsWith('/upload/')) await this.#upload(pathname.slice('/upload/'.length), request, response)
      else if (pathname.startsWith('/files/')) this.#file(pathname, request, response)
      else if (this.#options.page) this.#options.page(request, response)
      else response.writeHead(404).end()
    } catch (error) {
      if (response.destroyed || response.headersSent) return
      response
        .writeHead(500, { 'content-type': 'text/plain' })
        .end(`The stand-in failed: ${error instanceof Error ? error.stack : String(error)}`)
    }
  }

  async #respond(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const payload = parseJson((await bytesOf(request)).toString())
    const entry = this.traffic.begin({ kind: 'call', name: 'response_url', payload })
    const { status, body } = respond(this.#slack, id, payload)
    entry.end({ answer: body, status })
    response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body))
  }

  async #upload(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const content = await uploadOf(request, await bytesOf(request))
    const entry = this.traffic.begin({ kind: 'call', name: 'upload', payload: { id, bytes: content.length } })
    const { status, text } = receiveUpload(this.#slack, id, content)
    entry.end({ answer: text, status })
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
  }

  #file(pathname: string, request: IncomingMessage, response: ServerResponse): void {
    const file = this.world.files.get(pathname.split('/')[2] ?? '')
    const mayRead = request.headers.authorization === `Bearer ${this.world.tokens.bot}` && this.world.app.scopes.has('files:read')
    if (!file?.content || !mayRead) response.writeHead(mayRead ? 404 : 403).end()
    else response.writeHead(200, { 'content-type': file.mimetype }).end(file.content)
  }
}
