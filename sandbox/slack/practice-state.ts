import type { AnyBlock, View } from '@slack/types'
import type { ConversationState, MessageState, OpenView, PersonState, WorkspaceState } from '../practice-api.ts'
import { microseconds, repliesTo, type Conversation, type Message, type PersonRecord, type World } from './state.ts'
import { viewJson } from './view-json.ts'
import { stackOf } from './views.ts'

/** The workspace as one person may see it: conversations they are in, ephemeral messages meant for them, their own modals and Home tab. */
export function stateFor(world: World, personId: string): WorkspaceState | undefined {
  const me = world.people.get(personId)
  if (!me) return undefined
  const { workspace, app } = world
  const home = world.views.get(world.homes.get(personId) ?? '')
  return {
    workspace: { id: workspace.id, name: workspace.name, zone: workspace.zone },
    me: personState(me),
    people: [...world.people.values()].map(personState),
    app: {
      id: app.id,
      name: app.name,
      botUserId: app.botUserId,
      commands: app.commands.map(({ command, description, usageHint }) => ({ command, description, usageHint })),
      shortcuts: app.shortcuts,
    },
    conversations: conversationsOf(world, personId).map((conversation) => conversationState(world, conversation, personId)),
    views: openViews(world, personId),
    ...(home ? { home: asView(viewJson(world, home)) } : {}),
    now: world.now(),
  }
}

/** Conversations in the list of a person: direct messages only once somebody opened or wrote them. */
export function conversationsOf(world: World, personId: string): Conversation[] {
  return [...world.conversations.values()].filter(
    (conversation) => conversation.members.has(personId) && conversation.openFor.has(personId),
  )
}

export function openViews(world: World, personId: string): OpenView[] {
  return stackOf(world, personId).map((record) => ({ id: record.id, hash: record.hash, view: asView(viewJson(world, record)) }))
}

function personState(person: PersonRecord): PersonState {
  const { id, name, displayName, title, zone, colour, kind } = person
  return {
    id,
    name,
    displayName,
    title,
    zone,
    colour: `#${colour.replace('#', '')}`,
    kind: kind === 'single_channel_guest' ? 'guest' : kind,
  }
}

function conversationState(world: World, conversation: Conversation, reader: string): ConversationState {
  const lastRead = microseconds(conversation.lastRead.get(reader) ?? '0')
  const messages = messagesFor(world, conversation, reader)
  return {
    id: conversation.id,
    kind: conversation.kind === 'private_channel' ? 'channel' : conversation.kind,
    name: nameFor(world, conversation, reader),
    members: [...conversation.members],
    app: conversation.kind === 'im' && conversation.members.has(world.app.botUserId),
    archived: conversation.archived,
    messages,
    unread: messages.filter((message) => microseconds(message.ts) > lastRead && message.user !== reader).length,
  }
}

function nameFor(world: World, conversation: Conversation, reader: string): string {
  if (conversation.kind === 'channel' || conversation.kind === 'private_channel') return conversation.name
  const others = [...conversation.members].filter((member) => member !== reader)
  return (others.length === 0 ? [reader] : others).map((member) => world.people.get(member)?.displayName ?? member).join(', ')
}

/** Oldest first, with the ephemeral ones of this reader where they came. */
export function messagesFor(world: World, conversation: Conversation, reader: string): MessageState[] {
  const own = conversation.ephemerals.filter((message) => message.onlyFor === reader)
  const all = [...conversation.messages, ...own].toSorted((one, other) => microseconds(one.ts) - microseconds(other.ts))
  return all.map((message) => messageState(world, conversation, message, 'onlyFor' in message))
}

function messageState(world: World, conversation: Conversation, message: Message, ephemeral: boolean): MessageState {
  const replies = message.threadTs === undefined || message.threadTs === message.ts ? repliesTo(conversation, message.ts) : []
  const blocks = message.blocks?.length ? message.blocks : undefined
  return {
    ts: message.ts,
    user: message.user,
    text: message.text,
    ...(blocks ? { blocks: asBlocks(blocks) } : {}),
    ...(message.fileIds ? { files: message.fileIds.map((id) => fileState(world, id)) } : {}),
    ...(message.threadTs ? { threadTs: message.threadTs } : {}),
    ...(replies.length > 0 ? { replyCount: replies.length, replyUsers: [...new Set(replies.map((reply) => reply.user))] } : {}),
    ...(message.edited ? { edited: true } : {}),
    ...(ephemeral ? { ephemeral: true } : {}),
  }
}

function fileState(world: World, id: string) {
  const file = world.files.get(id)
  if (!file || file.deleted) return { id, name: 'This file was deleted.', mimetype: '', url: '' }
  return { id, name: file.title, mimetype: file.mimetype, url: `${world.url}/practice/file/${id}` }
}

/** Slack's own types, because the block checker let these blocks in. */
const asBlocks = (blocks: unknown[]): AnyBlock[] => blocks as AnyBlock[]

/** As above, for a view. */
const asView = (view: unknown): View => view as View
