import { checkMessage } from '../block-kit/check.ts'
import { withIds } from '../blocks.ts'
import { isJson, type Json } from '../json.ts'
import { addEphemeral, addMessage, changeMessage, fallbackText, messageJson, removeMessage } from '../messages.ts'
import { slackFileProblems } from '../slack-files.ts'
import type { Slack } from '../slack.ts'
import { findMessage, stampNow, type Block, type World } from '../state.ts'
import { ok, refuse, type Answer, type Args, type Method } from './call.ts'
import { channelToPostIn, knownChannel } from './channels.ts'

export const chat: Record<string, Method> = {
  'chat.postMessage': { tier: 'post', scopes: ['chat:write'], answer: postMessage },
  'chat.update': { tier: 3, scopes: ['chat:write'], answer: update },
  'chat.delete': { tier: 3, scopes: ['chat:write'], answer: remove },
  'chat.postEphemeral': { tier: 4, scopes: ['chat:write'], answer: postEphemeral },
  'chat.getPermalink': {
    tier: 'none',
    scopes: [],
    answer: ({ world }, args) => {
      const conversation = knownChannel(world, args.text('channel'))
      if ('refusal' in conversation) return conversation.refusal
      const ts = args.text('message_ts') ?? ''
      if (!findMessage(conversation, ts)) return refuse('message_not_found')
      const permalink = `https://${world.workspace.domain}.slack.com/archives/${conversation.id}/p${ts.replace('.', '')}`
      return ok({ channel: conversation.id, permalink })
    },
  },
}

type Content = { text: string | undefined; blocks: Block[] | undefined; attachments: Json[] | undefined; metadata: Json | undefined }

/** What a message is to say, or why Slack would not take it. */
export function contentOf(world: World, args: Args, method: 'post' | 'update' | 'ephemeral'): Content | { refusal: Answer } {
  const [blocks, attachments, metadata] = [args.json('blocks'), args.json('attachments'), args.json('metadata')]
  if (blocks === 'unreadable') return { refusal: refuse('invalid_blocks_format') }
  if (attachments === 'unreadable') return { refusal: refuse('invalid_attachments') }
  if (metadata === 'unreadable') return { refusal: refuse('invalid_metadata_format') }
  const markdown = args.text('markdown_text')
  if (markdown && (args.text('text') || blocks.value !== undefined)) return { refusal: refuse('markdown_text_conflict') }
  if (markdown && markdown.length > 12_000) return { refusal: refuse('msg_too_long') }
  const text = args.given('text') ?? markdown
  const problems = checkMessage(
    {
      ...(text === undefined ? {} : { text }),
      ...(blocks.value === undefined ? {} : { blocks: blocks.value }),
      ...(attachments.value === undefined ? {} : { attachments: attachments.value }),
      ...(metadata.value === undefined ? {} : { metadata: metadata.value }),
    },
    method,
  )
  const [first, ...rest] = problems.length > 0 ? problems : slackFileProblems(world, blocks.value, '/blocks', 'invalid_blocks')
  if (first) {
    const details = [first, ...rest].filter((problem) => problem.error === first.error).map((problem) => problem.message)
    const isBlockKit = first.pointer !== '/text'
    return {
      refusal: refuse(first.error, isBlockKit ? details.map((detail) => `[ERROR] ${detail}`) : [], isBlockKit ? { errors: details } : {}),
    }
  }
  return {
    text,
    blocks: Array.isArray(blocks.value) ? withIds(blocks.value) : undefined,
    attachments: Array.isArray(attachments.value)
      ? attachments.value.filter(isJson).map((attachment, index) => ({
          ...attachment,
          id: index + 1,
          ...('blocks' in attachment ? { blocks: withIds(attachment['blocks']) } : {}),
        }))
      : undefined,
    metadata: isJson(metadata.value) && Object.keys(metadata.value).length > 0 ? metadata.value : undefined,
  }
}

function draftOf(world: World, content: Content) {
  const { blocks, attachments, metadata } = content
  return {
    text: content.text || fallbackText(world, blocks),
    ...(blocks && blocks.length > 0 ? { blocks } : {}),
    ...(attachments && attachments.length > 0 ? { attachments } : {}),
    ...(metadata ? { metadata } : {}),
  }
}

function postMessage(slack: Slack, args: Args): Answer {
  const { world } = slack
  const conversation = channelToPostIn(world, args.text('channel'))
  if ('refusal' in conversation) return conversation.refusal
  const content = contentOf(world, args, 'post')
  if ('refusal' in content) return content.refusal
  const threadTs = args.text('thread_ts')
  const parent = threadTs ? findMessage(conversation, threadTs) : undefined
  if (parent?.subtype === 'tombstone') return refuse('cannot_reply_to_message')
  const broadcast = threadTs && args.flag('reply_broadcast')
  const { message } = addMessage(slack, conversation, {
    ...draftOf(world, content),
    user: world.app.botUserId,
    ...(threadTs && parent ? { threadTs: parent.threadTs ?? parent.ts } : {}),
    ...(broadcast ? { subtype: 'thread_broadcast' as const } : {}),
  })
  return ok({ channel: conversation.id, ts: message.ts, message: messageJson(world, conversation, message) })
}

function update(slack: Slack, args: Args): Answer {
  const { world } = slack
  const conversation = knownChannel(world, args.text('channel'))
  if ('refusal' in conversation) return conversation.refusal
  const message = findMessage(conversation, args.text('ts') ?? '')
  if (!message || message.subtype === 'tombstone') return refuse('message_not_found')
  if (!message.byApp) return refuse('cant_update_message')
  if (conversation.archived) return refuse('is_inactive')
  const content = contentOf(world, args, 'update')
  if ('refusal' in content) return content.refusal
  const saysAnew = content.text !== undefined || content.blocks !== undefined
  const draft = { ...draftOf(world, content), ...(saysAnew ? {} : { text: message.text }) }
  if (isRichTextOnly(message.blocks) && content.blocks && !isRichTextOnly(content.blocks)) return refuse('block_mismatch')
  const isRewritten = draft.text !== message.text && !content.blocks
  if (content.blocks?.length === 0 || (content.text !== undefined && content.blocks === undefined)) delete message.blocks
  if (content.attachments?.length === 0) delete message.attachments
  if (args.has('metadata') && !content.metadata) delete message.metadata
  void changeMessage(slack, conversation, message, {
    ...draft,
    ...(isRewritten ? { edited: { user: world.app.botUserId, ts: stampNow(world) } } : {}),
  })
  return ok({ channel: conversation.id, ts: message.ts, text: message.text, message: messageJson(world, conversation, message) })
}

/** A message that a person wrote with rich text alone cannot become one of other blocks. */
function isRichTextOnly(blocks: Block[] | undefined): boolean {
  return blocks !== undefined && blocks.length > 0 && blocks.every((block) => block.type === 'rich_text')
}

function remove(slack: Slack, args: Args): Answer {
  const conversation = knownChannel(slack.world, args.text('channel'))
  if ('refusal' in conversation) return conversation.refusal
  const message = findMessage(conversation, args.text('ts') ?? '')
  if (!message || message.subtype === 'tombstone') return refuse('message_not_found')
  if (!message.byApp) return refuse('cant_delete_message')
  void removeMessage(slack, conversation, message)
  return ok({ channel: conversation.id, ts: message.ts })
}

function postEphemeral(slack: Slack, args: Args): Answer {
  const conversation = channelToPostIn(slack.world, args.text('channel'))
  if ('refusal' in conversation) return conversation.refusal
  const user = args.text('user') ?? ''
  if (!conversation.members.has(user)) return refuse('user_not_in_channel')
  const content = contentOf(slack.world, args, 'ephemeral')
  if ('refusal' in content) return content.refusal
  const threadTs = args.text('thread_ts')
  const message = addEphemeral(slack, conversation, user, { ...draftOf(slack.world, content), ...(threadTs ? { threadTs } : {}) })
  return ok({ message_ts: message.ts })
}
