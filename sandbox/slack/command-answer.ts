import type { ActResult } from '../practice-api.ts'
import { checkMessage } from './block-kit/check.ts'
import { withIds } from './blocks.ts'
import type { Outcome } from './gateway.ts'
import { isJson, textAt, type Json } from './json.ts'
import { addEphemeral, addMessage } from './messages.ts'
import type { Slack } from './slack.ts'
import type { Conversation, PersonRecord } from './state.ts'
import { trouble } from './submission-answer.ts'

/** What the app's acknowledgement of a slash command shows: nothing, a message for the person alone, or one for all in the channel. */
export function answerCommand(
  slack: Slack,
  person: PersonRecord,
  conversation: Conversation,
  command: string,
  outcome: Outcome,
): ActResult {
  const failed = (error: string, reason: string) =>
    trouble(slack.world, person.id, `${command} failed with the error "${error}"`, `${command}: ${reason}`)
  if (outcome.state === 'failed') {
    const isTimeout = outcome.reason === 'timeout' || outcome.reason === 'http_timeout'
    return failed(isTimeout ? 'operation_timeout' : 'dispatch_failed', outcome.detail)
  }
  const answer = messageOf(outcome.answer)
  if (!answer) return { ok: true }
  const payload = { text: textAt(answer, 'text') ?? '', blocks: answer['blocks'], attachments: answer['attachments'] }
  const [problem] = checkMessage(payload, 'ephemeral')
  if (problem) return failed('dispatch_failed', `the answer is refused with ${problem.error}: ${problem.message}`)
  const draft = { text: payload.text, ...(Array.isArray(answer['blocks']) ? { blocks: withIds(answer['blocks']) } : {}) }
  if (answer['response_type'] === 'in_channel') addMessage(slack, conversation, { ...draft, user: slack.world.app.botUserId })
  else addEphemeral(slack, conversation, person.id, draft)
  return { ok: true }
}

function messageOf(answer: unknown): Json | undefined {
  if (typeof answer === 'string') return answer === '' ? undefined : { text: answer }
  return isJson(answer) && Object.keys(answer).length > 0 ? answer : undefined
}
