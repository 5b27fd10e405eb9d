import { checkMessage } from './block-kit/check.ts'
import { withIds } from './blocks.ts'
import { isJson, textAt, type Json } from './json.ts'
import { addEphemeral, addMessage, changeMessage, fallbackText, removeMessage } from './messages.ts'
import type { Slack } from './slack.ts'
import { findMessage, type Conversation, type ResponseUrl } from './state.ts'

export type ResponseUrlAnswer = { status: number; body: Json | 'ok' }

/** A post to a response_url: five within thirty minutes, for the person alone unless it says `in_channel`. */
export function respond(slack: Slack, id: string, body: unknown): ResponseUrlAnswer {
  const { world } = slack
  const url = world.responseUrls.get(id)
  const conversation = url && world.conversations.get(url.channel)
  if (!url || !conversation) return refusal(404, 'invalid_url')
  if (performance.now() - url.issuedAtMs > world.settings.responseUrlLifeMs) return refusal(404, 'expired_url')
  if (url.uses >= world.settings.responseUrlUses) return refusal(404, 'used_url')
  if (!isJson(body)) return refusal(400, 'invalid_payload')
  url.uses += 1

  if (body['delete_original'] === true) return removeOriginal(slack, url, conversation)
  const payload = { text: textAt(body, 'text') ?? '', blocks: body['blocks'], attachments: body['attachments'], metadata: body['metadata'] }
  const [problem] = checkMessage(payload, 'ephemeral')
  if (problem) return refusal(problem.error === 'no_text' ? 500 : 400, problem.error)
  const blocks = Array.isArray(body['blocks']) ? withIds(body['blocks']) : undefined
  const threadTs = textAt(body, 'thread_ts')
  const draft = {
    text: payload.text || fallbackText(world, blocks),
    ...(blocks ? { blocks } : {}),
    ...(threadTs ? { threadTs } : {}),
    ...(isJson(body['metadata']) ? { metadata: body['metadata'] } : {}),
  }
  if (body['replace_original'] === true) return replaceOriginal(slack, url, conversation, draft)
  if (body['response_type'] === 'in_channel') void addMessage(slack, conversation, { ...draft, user: world.app.botUserId })
  else addEphemeral(slack, conversation, url.person, draft)
  return { status: 200, body: 'ok' }
}

const refusal = (status: number, error: string): ResponseUrlAnswer => ({ status, body: { ok: false, error } })

function removeOriginal(slack: Slack, url: ResponseUrl, conversation: Conversation): ResponseUrlAnswer {
  const message = findMessage(conversation, url.ts ?? '')
  if (url.ephemeral) conversation.ephemerals = conversation.ephemerals.filter(({ ts }) => ts !== url.ts)
  else if (message?.byApp) void removeMessage(slack, conversation, message)
  else return refusal(404, 'message_not_found')
  slack.world.signals.emit('changed')
  return { status: 200, body: 'ok' }
}

function replaceOriginal(
  slack: Slack,
  url: ResponseUrl,
  conversation: Conversation,
  draft: Parameters<typeof addEphemeral>[3],
): ResponseUrlAnswer {
  const ephemeral = conversation.ephemerals.find(({ ts }) => ts === url.ts)
  const message = findMessage(conversation, url.ts ?? '')
  if (ephemeral) Object.assign(ephemeral, draft)
  else if (message?.byApp) void changeMessage(slack, conversation, message, draft)
  else if (url.ts === undefined) addEphemeral(slack, conversation, url.person, draft)
  else return refusal(404, 'message_not_found')
  slack.world.signals.emit('changed')
  return { status: 200, body: 'ok' }
}
