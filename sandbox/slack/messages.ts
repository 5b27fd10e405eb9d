import { randomId } from './ids.ts'
import { sendMessageEvent } from './events.ts'
import { visibleText } from './blocks.ts'
import { fileJson } from './file-json.ts'
import type { Json } from './json.ts'
import type { Slack } from './slack.ts'
import { nextTs, repliesTo, stampNow, type Block, type Conversation, type Message, type World } from './state.ts'

export type Draft = Omit<Message, 'ts' | 'postedAtMs' | 'byApp'>

/** Puts a message into a conversation and tells the app about it. The promise is the app's acknowledgement of that event. */
export function addMessage(slack: Slack, conversation: Conversation, draft: Draft): { message: Message; told: Promise<void> } {
  const { world } = slack
  const message: Message = {
    ...draft,
    text: draft.text.slice(0, 40_000),
    ts: nextTs(world, conversation),
    byApp: draft.user === world.app.botUserId,
    postedAtMs: performance.now(),
  }
  conversation.messages.push(message)
  for (const member of conversation.members) conversation.openFor.add(member)
  conversation.lastRead.set(message.user, message.ts)
  world.signals.emit('changed')
  const told = sendMessageEvent(slack, conversation, { ...messageJson(world, conversation, message), event_ts: message.ts })
  return { message, told }
}

/** Changes what a message says and tells the app with `message_changed`. */
export function changeMessage(slack: Slack, conversation: Conversation, message: Message, changes: Partial<Draft>): Promise<void> {
  const { world } = slack
  const before = messageJson(world, conversation, message)
  Object.assign(message, changes)
  world.signals.emit('changed')
  const stamp = stampNow(world)
  return sendMessageEvent(slack, conversation, {
    subtype: 'message_changed',
    message: messageJson(world, conversation, message),
    previous_message: before,
    hidden: true,
    ts: stamp,
    event_ts: stamp,
  })
}

/** Removes a message. One with replies leaves a tombstone, so that its thread stays; the app is told either way. */
export function removeMessage(slack: Slack, conversation: Conversation, message: Message): Promise<void> {
  const { world } = slack
  if (repliesTo(conversation, message.ts).length > 0) {
    const { blocks: _blocks, metadata: _metadata, fileIds: _files, ...kept } = message
    conversation.messages[conversation.messages.indexOf(message)] = kept
    return changeMessage(slack, conversation, kept, { text: 'This message was deleted.', user: 'USLACKBOT', subtype: 'tombstone' })
  }
  const before = messageJson(world, conversation, message)
  conversation.messages = conversation.messages.filter((other) => other !== message)
  world.signals.emit('changed')
  const stamp = stampNow(world)
  return sendMessageEvent(slack, conversation, {
    subtype: 'message_deleted',
    previous_message: before,
    deleted_ts: message.ts,
    hidden: true,
    ts: stamp,
    event_ts: stamp,
  })
}

/** A message that only one person sees. It is in no history and the app hears nothing of it. */
export function addEphemeral(
  slack: Slack,
  conversation: Conversation,
  onlyFor: string,
  draft: Omit<Draft, 'user'>,
): Message & { onlyFor: string } {
  const { world } = slack
  const message = {
    ...draft,
    user: world.app.botUserId,
    ts: nextTs(world, conversation),
    byApp: true,
    onlyFor,
    postedAtMs: performance.now(),
  }
  conversation.ephemerals.push(message)
  conversation.openFor.add(onlyFor)
  world.signals.emit('changed')
  return message
}

/** A message as the Web API and events show it; of its metadata only the type unless all was asked for. */
export function messageJson(world: World, conversation: Conversation, message: Message, metadata: 'all' | 'type' = 'all'): Json {
  const { app, workspace } = world
  const replies = message.threadTs === message.ts || message.threadTs === undefined ? repliesTo(conversation, message.ts) : []
  const parent =
    message.threadTs && message.threadTs !== message.ts ? conversation.messages.find((other) => other.ts === message.threadTs) : undefined
  const repliers = [...new Set(replies.map((reply) => reply.user))]
  return {
    type: 'message',
    ...(message.subtype ? { subtype: message.subtype } : {}),
    user: message.user,
    ts: message.ts,
    ...(message.byApp ? { bot_id: app.botId, app_id: app.id, bot_profile: botProfile(world) } : {}),
    ...(message.clientMsgId ? { client_msg_id: message.clientMsgId } : {}),
    text: message.text,
    team: workspace.id,
    ...(message.blocks ? { blocks: message.blocks } : {}),
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ...(message.fileIds ? { files: message.fileIds.map((id) => fileJson(world, id)), upload: true } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(parent ? { parent_user_id: parent.user } : {}),
    ...(replies.length > 0
      ? {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users_count: repliers.length,
          reply_users: repliers,
          latest_reply: replies.at(-1)?.ts,
          is_locked: false,
          subscribed: false,
        }
      : {}),
    ...(message.edited ? { edited: message.edited } : {}),
    ...(message.metadata ? { metadata: metadata === 'all' ? message.metadata : { event_type: message.metadata['event_type'] } } : {}),
  }
}

export function botProfile({ app, workspace }: World): Json {
  return {
    id: app.botId,
    app_id: app.id,
    user_id: app.botUserId,
    name: app.name,
    icons: {},
    deleted: false,
    updated: 0,
    team_id: workspace.id,
  }
}

/** The text that Slack makes from blocks when the app gave none. */
export function fallbackText(world: World, blocks: Block[] | undefined): string {
  return blocks ? visibleText(world, blocks).replaceAll('\n', ' ') : ''
}

/** What Slack adds to typed text: one rich_text block. */
export function typedBlocks(text: string): Block[] {
  const elements = text
    .split(/(<@[UW][A-Z0-9]+>)/)
    .filter((part) => part !== '')
    .map((part) => (/^<@[UW]/.test(part) ? { type: 'user', user_id: part.slice(2, -1) } : { type: 'text', text: part }))
  return [{ type: 'rich_text', block_id: randomId('', 5).toLowerCase(), elements: [{ type: 'rich_text_section', elements }] }]
}
