import { EventEmitter } from 'node:events'
import type { AppSeed, PersonSeed, WorkspaceSeed } from './seeds.ts'
import { derivedId, randomId } from './ids.ts'
import type { Json } from './json.ts'

/** Everything that Slack would know about one workspace with one app in it. Plain data; the other files say what may happen to it. */
export type World = {
  workspace: { id: string; name: string; domain: string; zone: string }
  app: App
  people: Map<string, PersonRecord>
  conversations: Map<string, Conversation>
  files: Map<string, FileRecord>
  /** Modals and Home tabs by view id; `stacks` and `homes` point here. */
  views: Map<string, ViewRecord>
  stacks: Map<string, string[]>
  homes: Map<string, string>
  triggers: Map<string, Trigger>
  responseUrls: Map<string, ResponseUrl>
  scheduled: ScheduledMessage[]
  tokens: Tokens
  settings: Settings
  /** Calendar time in epoch ms: message stamps, event times, zones. Slack's own deadlines run on real time. */
  now(): number
  /** Where this stand-in listens, `http://127.0.0.1:PORT`. */
  url: string
  /** `changed` after whatever a client would draw anew; `trouble` when the app failed a person, with the reason; `clock` after it was moved. */
  signals: EventEmitter<{ changed: []; trouble: [text: string, person: string | undefined]; clock: [now: number] }>
}

export type App = {
  id: string
  name: string
  botId: string
  botUserId: string
  scopes: Set<string>
  events: Set<string>
  commands: { command: string; description: string; usageHint: string; shouldEscape: boolean }[]
  shortcuts: { name: string; type: 'global' | 'message'; callbackId: string; description: string }[]
  homeTab: 'on' | 'off'
  messagesTab: 'on' | 'read_only' | 'off'
}

export type PersonRecord = Required<Omit<PersonSeed, 'email' | 'kind'>> & {
  email: string | undefined
  handle: string
  kind: NonNullable<PersonSeed['kind']> | 'app'
  updatedAt: number
}

export type Block = Json & { type: string; block_id: string }

export type Conversation = {
  id: string
  kind: 'im' | 'mpim' | 'channel' | 'private_channel'
  name: string
  members: Set<string>
  createdAt: number
  archived: boolean
  /** Oldest first, thread replies among them. */
  messages: Message[]
  ephemerals: (Message & { onlyFor: string })[]
  lastRead: Map<string, string>
  /** Members who have this direct message in their list. */
  openFor: Set<string>
}

export type Message = {
  ts: string
  user: string
  text: string
  /** Set when the app wrote it. */
  byApp: boolean
  blocks?: Block[]
  attachments?: Json[]
  fileIds?: string[]
  metadata?: Json
  threadTs?: string
  subtype?: 'file_share' | 'thread_broadcast' | 'tombstone'
  clientMsgId?: string
  edited?: { user: string; ts: string }
  /** Values of inputs that stand in the message, per person. */
  values?: Map<string, Values>
  /** Real time (performance clock, ms) of the post: a delay of history counts from here. */
  postedAtMs: number
}

/** The state of every input by block id and action id, as Slack sends it. */
export type Values = Record<string, Record<string, Json>>

export type ViewRecord = {
  id: string
  hash: string
  surface: 'modal' | 'home'
  person: string
  rootId: string
  previousId: string | undefined
  externalId: string
  /** As the app gave it, with block and action ids filled in. */
  view: Json & { blocks: Block[] }
  values: Values
}

/** Real time in ms (performance clock): a trigger lives three seconds and buys one view. */
export type Trigger = { id: string; person: string; issuedAtMs: number; state: 'fresh' | 'used'; fromView: string | undefined }

export type ResponseUrl = {
  id: string
  person: string
  channel: string
  /** The message that was clicked, when there is one. */
  ts: string | undefined
  ephemeral: boolean
  issuedAtMs: number
  uses: number
}

export type FileRecord = {
  id: string
  name: string
  title: string
  bytes: number
  content: Buffer | undefined
  state: 'awaited' | 'uploaded' | 'complete'
  /** Empty until Slack has looked at it, which takes `settings.fileDelayMs`. */
  readyAtMs: number
  mimetype: string
  createdAt: number
  altText: string
  shares: { channel: string; ts: string; threadTs: string | undefined }[]
  deleted: boolean
}

export type ScheduledMessage = { id: string; channel: string; postAt: number; createdAt: number; text: string; payload: Json }

export type Tokens = {
  bot: string
  app: string
  signingSecret: string
  clientId: string
  clientSecret: string
  /** Codes of finished consent pages that were not exchanged yet, with who gave the consent. */
  codes: Map<string, string>
  state: 'live' | 'revoked' | 'uninstalled'
}

export type Settings = {
  /** How long Slack waits for an acknowledgement, real ms. */
  ackDeadlineMs: number
  /** Real ms before the second, third and fourth attempt at an event. */
  eventRetryMs: [number, number, number]
  /** A new message is missing from history and replies for so long, real ms. */
  historyDelayMs: number
  /** An uploaded file has no mimetype for so long, real ms. */
  fileDelayMs: number
  triggerLifeMs: number
  responseUrlLifeMs: number
  responseUrlUses: number
  /** Added to the stamp that HTTP deliveries are signed with, ms. */
  signatureSkewMs: number
}

export const slackSettings: Settings = {
  ackDeadlineMs: 3_000,
  eventRetryMs: [0, 60_000, 300_000],
  historyDelayMs: 0,
  fileDelayMs: 0,
  triggerLifeMs: 3_000,
  responseUrlLifeMs: 30 * 60_000,
  responseUrlUses: 5,
  signatureSkewMs: 0,
}

/** A workspace as it is on the first morning: the people, the app installed, the channels of the seed, no messages. */
export function newWorld(seed: {
  people: PersonSeed[]
  app: AppSeed
  workspace: WorkspaceSeed
  settings: Partial<Settings>
  now: () => number
}): World {
  const workspaceId = seed.workspace.id ?? derivedId('T', seed.workspace.name ?? 'practice')
  const zone = seed.workspace.zone ?? 'UTC'
  const appId = seed.app.id ?? derivedId('A', seed.app.name)
  const app: App = {
    id: appId,
    name: seed.app.name,
    botId: derivedId('B', appId),
    botUserId: derivedId('U', appId),
    scopes: new Set(seed.app.scopes),
    events: new Set(seed.app.events),
    commands: (seed.app.commands ?? []).map((command) => ({ usageHint: '', shouldEscape: false, ...command })),
    shortcuts: seed.app.shortcuts ?? [],
    homeTab: seed.app.homeTab ?? 'on',
    messagesTab: seed.app.messagesTab ?? 'on',
  }
  const world: World = {
    workspace: {
      id: workspaceId,
      name: seed.workspace.name ?? 'Practice workspace',
      domain: seed.workspace.domain ?? 'practice',
      zone,
    },
    app,
    people: new Map(),
    conversations: new Map(),
    files: new Map(),
    views: new Map(),
    stacks: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    scheduled: [],
    tokens: newTokens(),
    settings: { ...slackSettings, ...seed.settings },
    now: seed.now,
    url: '',
    signals: new EventEmitter(),
  }
  world.signals.setMaxListeners(0)
  for (const person of seed.people) addPerson(world, person)
  world.people.set(app.botUserId, { ...personRecord(world, { name: app.name, id: app.botUserId }), kind: 'app', email: undefined })
  for (const channel of seed.workspace.channels ?? []) {
    const members = channel.withApp ? [...channel.members, app.botUserId] : channel.members
    const id = channel.id ?? derivedId('C', workspaceId, channel.name)
    world.conversations.set(id, newConversation(world, id, channel.private ? 'private_channel' : 'channel', channel.name, members))
  }
  return world
}

/** New secrets of the forms that Slack's own have; another workspace's would not open this one. */
export function newTokens(): Tokens {
  return {
    bot: `xoxb-${randomId('', 12)}-${randomId('', 24)}`,
    app: `xapp-1-${randomId('A')}-${randomId('', 12)}-${randomId('', 32).toLowerCase()}`,
    signingSecret: randomId('', 32).toLowerCase(),
    clientId: `${Math.floor(Math.random() * 1e12)}.${Math.floor(Math.random() * 1e12)}`,
    clientSecret: randomId('', 32).toLowerCase(),
    codes: new Map(),
    state: 'live',
  }
}

/** Somebody new, who has the app in the sidebar from the start. */
export function addPerson(world: World, seed: PersonSeed): PersonRecord {
  const record = personRecord(world, seed)
  if (world.people.has(record.id)) throw new Error(`Two people have the id ${record.id}.`)
  world.people.set(record.id, record)
  const isUserOfApps = record.kind === 'member' || record.kind === 'guest' || record.kind === 'single_channel_guest'
  if (isUserOfApps) directMessage(world, record.id, world.app.botUserId).openFor.add(record.id)
  return record
}

function personRecord(world: World, seed: PersonSeed): PersonRecord {
  const handle = seed.name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '.')
    .replaceAll(/^\.|\.$/g, '')
  return {
    id: seed.id ?? derivedId('U', seed.name),
    name: seed.name,
    displayName: seed.displayName ?? seed.name,
    title: seed.title ?? '',
    zone: seed.zone ?? world.workspace.zone,
    email: seed.email ?? `${handle}@${world.workspace.domain}.example`,
    locale: seed.locale ?? 'en-GB',
    colour: seed.colour ?? colours[world.people.size % colours.length] ?? '4a154b',
    kind: seed.kind ?? 'member',
    admin: seed.admin ?? false,
    status: seed.status ?? { text: '', emoji: '' },
    handle,
    updatedAt: world.now(),
  }
}

/** Slack's own avatar colours have no meaning either. */
const colours = ['1f6f8b', '8b3a62', '4b7f52', 'a0522d', '5b4b8a', '2f4858', '7a5c00', '9c3848']

/** The direct message of two people (or a person and the app), made on first use. */
export function directMessage(world: World, one: string, other: string): Conversation {
  const id = derivedId('D', world.workspace.id, ...[one, other].toSorted())
  const found = world.conversations.get(id)
  if (found) return found
  const made = newConversation(world, id, 'im', '', [one, other])
  world.conversations.set(id, made)
  return made
}

/** The group direct message of exactly these people: who is in it never changes, so the same people always get the same one. */
export function groupMessage(world: World, members: string[]): { conversation: Conversation; isNew: boolean } {
  const id = derivedId('G', world.workspace.id, ...members.toSorted())
  const found = world.conversations.get(id)
  if (found) return { conversation: found, isNew: false }
  const handles = members.map((member) => world.people.get(member)?.handle ?? member)
  const made = newConversation(world, id, 'mpim', `mpdm-${handles.join('--')}-1`, members)
  world.conversations.set(id, made)
  return { conversation: made, isNew: true }
}

function newConversation(world: World, id: string, kind: Conversation['kind'], name: string, members: string[]): Conversation {
  return {
    id,
    kind,
    name,
    members: new Set(members),
    createdAt: world.now(),
    archived: false,
    messages: [],
    ephemerals: [],
    lastRead: new Map(),
    openFor: new Set(kind === 'channel' || kind === 'private_channel' ? members : []),
  }
}

/** A stamp after every other of the conversation, from calendar time where that moves forward. */
export function nextTs(world: World, conversation: Conversation): string {
  const newest = [conversation.messages.at(-1), conversation.ephemerals.at(-1)].map((message) => (message ? microseconds(message.ts) : 0))
  return tsOf(Math.max(Math.floor(world.now()) * 1_000, ...newest.map((last) => last + 1)))
}

export function microseconds(ts: string): number {
  const [seconds = '0', fraction = '0'] = ts.split('.')
  return Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0').slice(0, 6))
}

function tsOf(micro: number): string {
  return `${Math.floor(micro / 1_000_000)}.${String(micro % 1_000_000).padStart(6, '0')}`
}

/** Seconds with six digits after the point, the form of `action_ts` and `event_ts`. */
export function stampNow(world: World): string {
  return tsOf(Math.floor(world.now()) * 1_000 + (Math.floor(performance.now() * 1_000) % 1_000))
}

export function findMessage(conversation: Conversation, ts: string): Message | undefined {
  return conversation.messages.find((message) => message.ts === ts)
}

/** The replies in the thread under that message, oldest first, the message itself not among them. */
export function repliesTo(conversation: Conversation, ts: string): Message[] {
  return conversation.messages.filter((message) => message.threadTs === ts && message.ts !== ts)
}
