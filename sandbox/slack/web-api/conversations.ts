import { messageJson } from '../messages.ts'
import { directMessage, groupMessage, microseconds, repliesTo, type Conversation, type Message, type World } from '../state.ts'
import { missingScope, ok, refuse, type Answer, type Args, type Method } from './call.ts'
import { channelJson, knownChannel, missingReadScope, readableChannel, visibleChannel } from './channels.ts'
import { nextCursor, page } from './paging.ts'

const readScopes = ['channels:read', 'groups:read', 'im:read', 'mpim:read'] as const
const historyScopes = ['channels:history', 'groups:history', 'im:history', 'mpim:history'] as const

export const conversations: Record<string, Method> = {
  'conversations.open': {
    tier: 3,
    scopes: ['channels:manage', 'groups:write', 'im:write', 'mpim:write'],
    answer: ({ world }, args) => open(world, args),
  },

  'conversations.close': {
    tier: 2,
    scopes: ['channels:manage', 'groups:write', 'im:write', 'mpim:write'],
    answer: ({ world }, args) => {
      const conversation = knownChannel(world, args.text('channel'))
      if ('refusal' in conversation) return conversation.refusal
      if (conversation.kind !== 'im' && conversation.kind !== 'mpim') return refuse('method_not_supported_for_channel_type')
      const wasOpen = conversation.openFor.delete(world.app.botUserId)
      return ok(wasOpen ? {} : { no_op: true, already_closed: true })
    },
  },

  'conversations.info': {
    tier: 3,
    scopes: readScopes,
    answer: ({ world }, args) => {
      const conversation = visibleChannel(world, args.text('channel'))
      if ('refusal' in conversation) return conversation.refusal
      const members = args.flag('include_num_members') ? { num_members: conversation.members.size } : {}
      return ok({ channel: { ...channelJson(world, conversation), ...members } })
    },
  },

  'conversations.members': {
    tier: 4,
    scopes: readScopes,
    answer: ({ world }, args) => {
      const conversation = visibleChannel(world, args.text('channel'))
      if ('refusal' in conversation) return conversation.refusal
      const paged = page([...conversation.members], args, 1_000, 100)
      return 'refusal' in paged ? paged.refusal : ok({ members: paged.entries, ...nextCursor(paged.next) })
    },
  },

  'conversations.list': { tier: 2, scopes: readScopes, answer: ({ world }, args) => list(world, args, () => true) },

  'users.conversations': {
    tier: 3,
    scopes: readScopes,
    answer: ({ world }, args) => {
      const user = args.text('user') ?? world.app.botUserId
      if (!world.people.has(user)) return refuse('user_not_found')
      return list(world, args, (conversation) => conversation.members.has(user))
    },
  },

  'conversations.history': {
    tier: 3,
    scopes: historyScopes,
    answer: ({ world, limits }, args) => {
      const conversation = readableChannel(world, args.text('channel'))
      if ('refusal' in conversation) return conversation.refusal
      const inMain = conversation.messages.filter(
        (message) => message.threadTs === undefined || message.threadTs === message.ts || message.subtype === 'thread_broadcast',
      )
      const most = limits.settings.history === 'non_marketplace' ? 15 : 999
      const read = readMessages(world, conversation, inMain.toReversed(), args, most)
      return 'refusal' in read ? read.refusal : ok({ ...read.body, pin_count: 0, channel_actions_ts: null, channel_actions_count: 0 })
    },
  },

  'conversations.replies': {
    tier: 3,
    scopes: historyScopes,
    answer: ({ world, limits }, args) => {
      const conversation = readableChannel(world, args.text('channel'))
      if ('refusal' in conversation) return conversation.refusal
      const asked = conversation.messages.find((message) => message.ts === args.text('ts'))
      const parent = conversation.messages.find((message) => message.ts === (asked?.threadTs ?? asked?.ts))
      if (!parent) return refuse('thread_not_found')
      const most = limits.settings.history === 'non_marketplace' ? 15 : 1_000
      const read = readMessages(world, conversation, [parent, ...repliesTo(conversation, parent.ts)], args, most)
      return 'refusal' in read ? read.refusal : ok(read.body)
    },
  },
}

function open(world: World, args: Args): Answer {
  const { app } = world
  const wanted = [...new Set(args.list('users'))].filter((id) => id !== app.botUserId)
  const channel = args.text('channel')
  if (channel) {
    const found = knownChannel(world, channel)
    if ('refusal' in found) return found.refusal
    return found.kind === 'im' || found.kind === 'mpim'
      ? opened(world, found, 'again', args)
      : refuse('method_not_supported_for_channel_type')
  }
  if (wanted.length === 0) return refuse(args.list('users').length === 0 ? 'users_list_not_supplied' : 'not_enough_users')
  if (wanted.length > 8) return refuse('too_many_users')
  const refusal = wanted.map((id) => unreachable(world, id)).find((code) => code !== undefined)
  if (refusal) return refuse(refusal)
  const scope = wanted.length === 1 ? 'im:write' : 'mpim:write'
  if (!app.scopes.has(scope)) return missingScope(scope, app.scopes)
  if (wanted.length > 1) {
    const { conversation, isNew } = groupMessage(world, [...wanted, app.botUserId])
    return opened(world, conversation, isNew ? 'first' : 'again', args)
  }
  const conversation = directMessage(world, wanted[0] ?? '', app.botUserId)
  return opened(world, conversation, conversation.openFor.has(app.botUserId) ? 'again' : 'first', args)
}

function unreachable(world: World, id: string): string | undefined {
  switch (world.people.get(id)?.kind) {
    case undefined:
      return 'user_not_found'
    case 'deactivated':
      return 'user_disabled'
    case 'stranger':
      return 'user_not_visible'
    case 'bot':
    case 'app':
      return 'invalid_user_combination'
    default:
      return undefined
  }
}

function opened(world: World, conversation: Conversation, time: 'first' | 'again', args: Args): Answer {
  conversation.openFor.add(world.app.botUserId)
  const channel = args.flag('return_im') || conversation.kind === 'mpim' ? channelJson(world, conversation) : { id: conversation.id }
  return ok({ ...(time === 'again' ? { no_op: true, already_open: true } : {}), channel })
}

const types = { public_channel: 'channel', private_channel: 'private_channel', mpim: 'mpim', im: 'im' } as const

function list(world: World, args: Args, wanted: (conversation: Conversation) => boolean): Answer {
  const asked = args.list('types').length === 0 ? ['public_channel'] : args.list('types')
  const kinds = asked.flatMap((type) =>
    Object.entries(types)
      .filter(([name]) => name === type)
      .map(([, kind]) => kind),
  )
  if (kinds.length < asked.length) return refuse('invalid_types')
  const refusal = missingReadScope(world, kinds)
  if (refusal) return refusal
  const found = [...world.conversations.values()].filter(
    (conversation) =>
      kinds.includes(conversation.kind) &&
      wanted(conversation) &&
      (conversation.kind === 'channel' || conversation.members.has(world.app.botUserId)) &&
      !(args.flag('exclude_archived') && conversation.archived),
  )
  const paged = page(found, args, 999, 100)
  return 'refusal' in paged
    ? paged.refusal
    : ok({ channels: paged.entries.map((conversation) => channelJson(world, conversation)), ...nextCursor(paged.next) })
}

function readMessages(world: World, conversation: Conversation, all: Message[], args: Args, most: number) {
  const stamp = (name: string) =>
    args.text(name) === undefined || /^\d+(\.\d+)?$/.test(args.text(name) ?? '') ? args.text(name) : 'invalid'
  const [oldest, latest] = [stamp('oldest'), stamp('latest')]
  if (oldest === 'invalid') return { refusal: refuse('invalid_ts_oldest') }
  if (latest === 'invalid') return { refusal: refuse('invalid_ts_latest') }
  const inclusive = args.flag('inclusive')
  const visibleBefore = performance.now() - world.settings.historyDelayMs
  const visible = all.filter((message) => {
    const at = microseconds(message.ts)
    const isLate = oldest === undefined || Number(oldest) === 0 || at > microseconds(oldest) || (inclusive && at === microseconds(oldest))
    const isEarly = latest === undefined || at < microseconds(latest) || (inclusive && at === microseconds(latest))
    return isLate && isEarly && message.postedAtMs <= visibleBefore
  })
  const paged = page(visible, args, most, Math.min(most, 100))
  if ('refusal' in paged) return paged
  const metadata = args.flag('include_all_metadata') ? 'all' : 'type'
  const messages = paged.entries.map((message) => messageJson(world, conversation, message, metadata))
  const more = paged.next === '' ? {} : { response_metadata: { next_cursor: paged.next } }
  return { body: { messages, has_more: paged.next !== '', ...more } }
}
