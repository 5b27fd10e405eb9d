import { historyScopes } from '../events.ts'
import type { Json } from '../json.ts'
import { directMessage, type Conversation, type World } from '../state.ts'
import { missingScope, refuse, type Answer } from './call.ts'

/** The conversation that the app may know of under this id, or Slack's refusal. */
export function knownChannel(world: World, id: string | undefined): Conversation | { refusal: Answer } {
  const conversation = world.conversations.get(id ?? '')
  const isMember = conversation?.members.has(world.app.botUserId)
  if (!conversation || (conversation.kind !== 'channel' && !isMember)) return { refusal: refuse('channel_not_found') }
  return conversation
}

const readScopes = { im: 'im:read', mpim: 'mpim:read', channel: 'channels:read', private_channel: 'groups:read' } as const

/** The scope that lets the app look at conversations of these kinds, if one is missing. */
export function missingReadScope(world: World, kinds: readonly Conversation['kind'][]): Answer | undefined {
  const missing = kinds.map((kind) => readScopes[kind]).find((scope) => !world.app.scopes.has(scope))
  return missing && missingScope(missing, world.app.scopes)
}

/** A conversation that the app may look at. */
export function visibleChannel(world: World, id: string | undefined): Conversation | { refusal: Answer } {
  const conversation = knownChannel(world, id)
  if ('refusal' in conversation) return conversation
  const refusal = missingReadScope(world, [conversation.kind])
  return refusal ? { refusal } : conversation
}

/** A conversation whose messages the app may read. */
export function readableChannel(world: World, id: string | undefined): Conversation | { refusal: Answer } {
  const conversation = knownChannel(world, id)
  if ('refusal' in conversation) return conversation
  const scope = historyScopes[conversation.kind]
  if (!world.app.scopes.has(scope)) return { refusal: missingScope(scope, world.app.scopes) }
  return conversation.members.has(world.app.botUserId) ? conversation : { refusal: refuse('not_in_channel') }
}

/** Where a message to this id goes: a user id means the direct message with that person, `#name` a public channel. */
export function channelToPostIn(world: World, id: string | undefined): Conversation | { refusal: Answer } {
  const { app, people } = world
  const person = people.get(id ?? '')
  const named = [...world.conversations.values()].find((other) => other.kind === 'channel' && other.name === id?.replace(/^#/, ''))
  const conversation = person ? undefined : (world.conversations.get(id ?? '') ?? named)
  if (!person && !conversation) return { refusal: refuse('channel_not_found') }
  if (person && !reachable(person.kind)) return { refusal: refuse('channel_not_found') }

  const target = conversation ?? directMessage(world, id ?? '', app.botUserId)
  if (!target.members.has(app.botUserId)) return { refusal: refuse(target.kind === 'channel' ? 'not_in_channel' : 'channel_not_found') }
  if (target.archived) return { refusal: refuse('is_archived') }
  if (target.kind !== 'im') return target
  const other = [...target.members].find((member) => member !== app.botUserId) ?? ''
  if (!reachable(people.get(other)?.kind)) return { refusal: refuse('channel_not_found') }
  return app.messagesTab === 'off' ? { refusal: refuse('messages_tab_disabled') } : target
}

function reachable(kind: string | undefined): boolean {
  return kind === 'member' || kind === 'guest' || kind === 'single_channel_guest'
}

/** A conversation as `conversations.info` shows it. */
export function channelJson(world: World, conversation: Conversation): Json {
  const { id, kind, name, archived } = conversation
  const created = {
    id,
    created: Math.floor(conversation.createdAt / 1_000),
    is_archived: archived,
    is_org_shared: false,
    context_team_id: world.workspace.id,
  }
  if (kind === 'im') {
    const other = [...conversation.members].find((member) => member !== world.app.botUserId) ?? ''
    const isUserDeleted = world.people.get(other)?.kind === 'deactivated'
    return { ...created, is_im: true, user: other, is_user_deleted: isUserDeleted, is_open: conversation.openFor.has(other), priority: 0 }
  }
  return {
    ...created,
    name,
    name_normalized: name,
    is_channel: kind === 'channel',
    is_group: kind !== 'channel',
    is_im: false,
    is_mpim: kind === 'mpim',
    is_private: kind !== 'channel',
    is_general: name === 'general',
    is_shared: false,
    is_ext_shared: false,
    is_member: conversation.members.has(world.app.botUserId),
    creator: [...conversation.members][0],
    unlinked: 0,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: kind === 'mpim' ? 'Group messaging' : '', creator: '', last_set: 0 },
    num_members: conversation.members.size,
  }
}
