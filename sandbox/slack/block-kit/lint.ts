import type { MessagePayload } from './check.ts'
import { isRecord } from './record.ts'

/** Advice on a message that Slack would take but that its readers would not enjoy; empty when there is none. */
export function lintMessage({ text = '', blocks, attachments }: MessagePayload): string[] {
  const list = Array.isArray(blocks) ? blocks.filter(isRecord) : []
  const hasMore = list.length > 0 || (Array.isArray(attachments) && attachments.length > 0)
  const marked = [text, ...textsOf(list, ['mrkdwn'])]
  return [
    ...fallbackAdvice(text, hasMore),
    ...list.flatMap(buttonAdvice),
    ...lengthAdvice(text, list),
    ...new Set([...marked.flatMap(markupAdvice), ...(namesEveryone(list) ? [EVERYONE] : [])]),
  ]
}

/** About two lines of a phone's lock screen. */
const LOCK_SCREEN_CHARACTERS = 120
const LONG_MESSAGE_WORDS = 120
const BUTTONS_IN_A_ROW = 5
/** Slack may cut a button's text here. */
const BUTTON_CHARACTERS = 30
/** chat.postMessage recommends no more, and cuts above 40,000. */
const RECOMMENDED_CHARACTERS = 4_000

const EVERYONE = 'mentions everyone in the conversation: escape < and > in what people wrote'

function fallbackAdvice(text: string, hasMore: boolean): string[] {
  if (text.trim() === '') return hasMore ? ['has no text: notifications and screen readers read text, not blocks'] : []
  const firstSentence = text.trim().match(/^.*?(?:[.?!…](?=\s|$)|\n|$)/s)?.[0] ?? ''
  if (firstSentence.length <= LOCK_SCREEN_CHARACTERS) return []
  return [`text starts with a sentence of ${firstSentence.length} characters: a lock screen shows about ${LOCK_SCREEN_CHARACTERS}`]
}

function buttonAdvice(block: Record<string, unknown>): string[] {
  const own = [block['accessory'], block['elements'], block['actions']].flat()
  const buttons = own.filter(isRecord).filter(({ type }) => type === 'button')
  const primary = buttons.filter(({ style }) => style === 'primary').length
  return [
    ...(buttons.length > BUTTONS_IN_A_ROW ? [`has ${buttons.length} buttons in one block: more than ${BUTTONS_IN_A_ROW} wrap`] : []),
    ...(primary > 1 ? [`has ${primary} primary buttons in one block: one stands out, two do not`] : []),
    ...buttons
      .map(({ text }) => (isRecord(text) ? String(text['text']) : ''))
      .filter((label) => label.length > BUTTON_CHARACTERS)
      .map((label) => `button "${label}" is over ${BUTTON_CHARACTERS} characters and may be cut`),
  ]
}

function lengthAdvice(text: string, blocks: Record<string, unknown>[]): string[] {
  const shown = blocks.length > 0 ? textsOf(blocks, ['mrkdwn', 'plain_text', 'markdown', 'text']).join(' ') : text
  const words = shown.split(/\s+/).filter((word) => word !== '').length
  return [
    ...(words > LONG_MESSAGE_WORDS ? [`is ${words} words long: over ${LONG_MESSAGE_WORDS} is skimmed`] : []),
    ...(text.length > RECOMMENDED_CHARACTERS
      ? [`text has ${text.length} characters: Slack recommends ${RECOMMENDED_CHARACTERS} at most`]
      : []),
  ]
}

function markupAdvice(text: string): string[] {
  const seen = [
    /<!(?:channel|here|everyone)(?:\|[^>]*)?>/.test(text) && EVERYONE,
    /\*\*\S(?:.*?\S)?\*\*/.test(text) && 'has ** as in Markdown: Slack writes bold with one *',
    /\[[^\]\n]+\]\((?:https?:|mailto:)[^)\s]+\)/.test(text) && 'has a link as in Markdown: Slack writes <https://…|words>',
    /^#{1,6} \S/m.test(text) && 'has a # heading as in Markdown: Slack has the header block',
    /~~\S.*?\S~~/.test(text) && 'has ~~ as in Markdown: Slack strikes through with one ~',
    /&(?!(?:amp|lt|gt);)/.test(text) && 'has an & that is not escaped as &amp;',
  ]
  return seen.filter((advice) => advice !== false)
}

function namesEveryone(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(namesEveryone)
  return isRecord(value) && (value['type'] === 'broadcast' || Object.values(value).some(namesEveryone))
}

/** The text of every object of the given types, in the order in which they stand. */
function textsOf(value: unknown, types: string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => textsOf(entry, types))
  if (!isRecord(value)) return []
  const own = types.includes(String(value['type'])) && typeof value['text'] === 'string' ? [value['text']] : []
  return [...own, ...Object.values(value).flatMap((inner) => textsOf(inner, types))]
}
