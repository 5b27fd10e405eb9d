import { textLength } from './across-blocks.ts'
import { checkBlocks } from './block-list.ts'
import { LIMITS } from './limits.ts'
import { checkMetadata } from './metadata.ts'
import { isRecord } from './record.ts'
import { viewFindings } from './view.ts'
import type { Finding } from './wording.ts'

export { lintMessage } from './lint.ts'

/**
 * One reason why Slack would refuse a payload.
 * `error` is the code the call answers with, `pointer` the JSON pointer of the culprit, `message` Slack's sentence with that pointer in it.
 */
export type Problem = { error: string; pointer: string; message: string }

export type MessagePayload = { text?: string | undefined; blocks?: unknown; attachments?: unknown; metadata?: unknown }

/**
 * Why Slack would refuse this message, in the order in which Slack's answer should name them; empty when it would take it.
 * `blocks`, `attachments` and `metadata` are the decoded JSON, not strings. Text over 40,000 characters is cut by Slack and no problem.
 */
export function checkMessage(payload: MessagePayload, method: 'post' | 'update' | 'ephemeral'): Problem[] {
  const { text, blocks, attachments, metadata } = payload
  return [
    ...checkText(payload, method),
    ...(blocks === undefined ? [] : checkMessageBlocks(blocks)),
    ...(attachments === undefined ? [] : checkAttachments(attachments)),
    ...checkMetadata(metadata).map((found) => problem('invalid_metadata_schema', found)),
    ...(typeof text === 'string' || text === undefined
      ? []
      : [problem('invalid_arguments', { pointer: '/text', message: 'must provide a string' })]),
  ]
}

/** Why Slack would refuse this view for a modal (views.open, push, update) or a Home tab (views.publish). Pointers start with /view. */
export function checkView(view: unknown, surface: 'modal' | 'home'): Problem[] {
  const bytes = new TextEncoder().encode(JSON.stringify(view) ?? '').length
  const tooLarge =
    bytes > LIMITS.viewBytes
      ? [problem('view_too_large', { pointer: '/view', message: `must be less than ${LIMITS.viewBytes + 1} bytes` })]
      : []
  return [...tooLarge, ...viewFindings(view, surface).map((found) => problem('invalid_arguments', found))]
}

function checkText({ text, blocks, attachments }: MessagePayload, method: 'post' | 'update' | 'ephemeral'): Problem[] {
  const empty = [blocks, attachments].every((list) => list === undefined || (Array.isArray(list) && list.length === 0))
  if (empty && (text ?? '') === '') return [problem('no_text', { pointer: '/text', message: 'No message text provided' })]
  if (method === 'update' && (text ?? '').length > LIMITS.updateText) {
    return [problem('msg_too_long', { pointer: '/text', message: `must be less than ${LIMITS.updateText + 1} characters` })]
  }
  return []
}

function checkMessageBlocks(blocks: unknown): Problem[] {
  if (!Array.isArray(blocks)) return [problem('invalid_blocks_format', { pointer: '/blocks', message: 'must provide an array' })]
  const tooLong = { pointer: '/blocks', message: `text of all blocks must be less than ${LIMITS.messageBlockText + 1} characters` }
  return [
    ...checkBlocks(blocks, 'message', '/blocks').map((found) => problem('invalid_blocks', found)),
    ...(textLength(blocks) > LIMITS.messageBlockText ? [problem('msg_blocks_too_long', tooLong)] : []),
  ]
}

/** Of the legacy attachments only the number and the blocks in them are checked: Slack overlooks the rest. */
function checkAttachments(attachments: unknown): Problem[] {
  const pointer = '/attachments'
  if (!Array.isArray(attachments)) return [problem('invalid_attachments', { pointer, message: 'must provide an array' })]
  const tooMany = { pointer, message: `no more than ${LIMITS.attachments} items allowed` }
  return [
    ...(attachments.length > LIMITS.attachments ? [problem('too_many_attachments', tooMany)] : []),
    ...attachments.flatMap((attachment: unknown, index) => {
      const at = `${pointer}/${index}`
      if (!isRecord(attachment)) return [problem('invalid_attachments', { pointer: at, message: 'must provide an object' })]
      if (attachment['blocks'] === undefined) return []
      return checkBlocks(attachment['blocks'], 'message', `${at}/blocks`).map((found) => problem('invalid_attachments', found))
    }),
  ]
}

const problem = (usual: string, { pointer, message, error = usual }: Finding): Problem => ({
  error,
  pointer,
  message: `${message} [json-pointer:${pointer}]`,
})
