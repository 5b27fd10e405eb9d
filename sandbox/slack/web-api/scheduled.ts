import { randomId } from '../ids.ts'
import { isJson } from '../json.ts'
import { addMessage, fallbackText } from '../messages.ts'
import { withIds } from '../blocks.ts'
import type { Slack } from '../slack.ts'
import { ok, refuse, type Answer, type Args, type Method } from './call.ts'
import { channelToPostIn } from './channels.ts'
import { contentOf } from './chat.ts'

const furthestSeconds = 120 * 24 * 60 * 60
const windowSeconds = 5 * 60
const mostInWindow = 30

export const scheduled: Record<string, Method> = {
  'chat.scheduleMessage': { tier: 3, scopes: ['chat:write'], answer: schedule },

  'chat.deleteScheduledMessage': {
    tier: 3,
    scopes: ['chat:write'],
    answer: ({ world }, args) => {
      const index = world.scheduled.findIndex(
        (message) => message.id === args.text('scheduled_message_id') && message.channel === args.text('channel'),
      )
      if (index < 0) return refuse('invalid_scheduled_message_id')
      world.scheduled.splice(index, 1)
      return ok()
    },
  },

  'chat.scheduledMessages.list': {
    tier: 3,
    scopes: [],
    answer: ({ world }, args) => {
      const channel = args.text('channel')
      if (channel && !world.conversations.has(channel)) return refuse('invalid_channel')
      const found = world.scheduled.filter((message) => !channel || message.channel === channel)
      const scheduledMessages = found.map(({ id, channel: channelId, postAt, createdAt, text }) => ({
        id,
        channel_id: channelId,
        post_at: postAt,
        date_created: createdAt,
        text,
      }))
      return ok({ scheduled_messages: scheduledMessages, response_metadata: { next_cursor: '' } })
    },
  },
}

function schedule(slack: Slack, args: Args): Answer {
  const { world } = slack
  const conversation = channelToPostIn(world, args.text('channel'))
  if ('refusal' in conversation) return conversation.refusal
  const content = contentOf(world, args, 'post')
  if ('refusal' in content) return content.refusal
  const postAt = args.number('post_at')
  const now = Math.floor(world.now() / 1_000)
  if (postAt === undefined || !Number.isInteger(postAt)) return refuse('invalid_time')
  if (postAt <= now) return refuse('time_in_past')
  if (postAt > now + furthestSeconds) return refuse('time_too_far')
  const near = world.scheduled.filter((other) => other.channel === conversation.id && Math.abs(other.postAt - postAt) < windowSeconds)
  if (near.length >= mostInWindow) return refuse('restricted_too_many')
  const message = { id: randomId('Q'), channel: conversation.id, postAt, createdAt: now, text: content.text ?? '', payload: { ...content } }
  world.scheduled.push(message)
  return ok({ channel: conversation.id, scheduled_message_id: message.id, post_at: String(postAt), message: { text: message.text } })
}

/** Posts what is due by calendar time. A message scheduled with metadata never appears: a known fault of Slack's. */
export function postDueMessages(slack: Slack): void {
  const { world } = slack
  const due = world.scheduled.filter((message) => message.postAt * 1_000 <= world.now())
  world.scheduled = world.scheduled.filter((message) => !due.includes(message))
  for (const { channel, payload, text } of due) {
    const conversation = world.conversations.get(channel)
    if (!conversation || isJson(payload['metadata'])) continue
    const blocks = Array.isArray(payload['blocks']) ? withIds(payload['blocks']) : undefined
    addMessage(slack, conversation, { user: world.app.botUserId, text: text || fallbackText(world, blocks), ...(blocks ? { blocks } : {}) })
  }
}
