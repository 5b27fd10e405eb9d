import { randomToken } from './ids.ts'
import { at, isJson, objectsAt, textAt, type Json } from './json.ts'
import type { Block, World } from './state.ts'

/** One interactive element and where it stands; `label` is what a person would call it. */
export type Placed = {
  block: Block
  element: Json & { type: string; action_id: string }
  where: 'input' | 'accessory' | 'actions' | 'card' | 'context_actions'
  label: string
}

/** Every interactive element of these blocks, in the order in which they are drawn. */
export function placedElements(blocks: readonly Block[]): Placed[] {
  return blocks.flatMap((block): Placed[] => {
    const place = (element: unknown, where: Placed['where'], label?: string): Placed[] =>
      isElement(element) ? [{ block, element, where, label: label ?? ownLabel(element) }] : []
    switch (block.type) {
      case 'input':
        return place(block['element'], 'input', textAt(block, 'label', 'text') ?? '')
      case 'section': {
        const accessory = block['accessory']
        const isButton = textAt(accessory, 'type') === 'button'
        return place(accessory, 'accessory', isButton ? undefined : ownLabel(accessory) || textAt(block, 'text', 'text'))
      }
      case 'actions':
        return objectsAt(block, 'elements').flatMap((element) => place(element, 'actions'))
      case 'context_actions':
        return objectsAt(block, 'elements').flatMap((element) => place(element, 'context_actions'))
      case 'card':
        return objectsAt(block, 'actions').flatMap((element) => place(element, 'card'))
      case 'carousel':
        return placedElements(objectsAt(block, 'elements').filter(isBlock))
      case 'container':
        return placedElements(objectsAt(block, 'child_blocks').filter(isBlock))
      default:
        return []
    }
  })
}

function ownLabel(element: unknown): string {
  return textAt(element, 'text', 'text') ?? textAt(element, 'accessibility_label') ?? textAt(element, 'placeholder', 'text') ?? ''
}

function isElement(value: unknown): value is Placed['element'] {
  return isJson(value) && typeof value['type'] === 'string' && typeof value['action_id'] === 'string'
}

function isBlock(value: unknown): value is Block {
  return isJson(value) && typeof value['type'] === 'string' && typeof value['block_id'] === 'string'
}

/** The blocks with a made-up `block_id` and `action_id` wherever the app gave none, as Slack hands them back. */
export function withIds(blocks: unknown): Block[] {
  if (!Array.isArray(blocks)) return []
  return blocks.filter(isJson).map((block) => {
    const named: Block = { ...block, type: String(block['type']), block_id: textAt(block, 'block_id') || randomToken(5) }
    if (isJson(block['element'])) named['element'] = withActionId(block['element'])
    if (isJson(block['accessory']) && block['accessory']['type'] !== 'image') named['accessory'] = withActionId(block['accessory'])
    if (block['type'] === 'actions' || block['type'] === 'context_actions')
      named['elements'] = objectsAt(block, 'elements').map(withActionId)
    if (block['type'] === 'card') named['actions'] = objectsAt(block, 'actions').map(withActionId)
    if (block['type'] === 'carousel') named['elements'] = withIds(block['elements'])
    if (block['type'] === 'container') named['child_blocks'] = withIds(block['child_blocks'])
    return named
  })
}

function withActionId(element: Json): Json {
  return { ...element, action_id: textAt(element, 'action_id') || randomToken(5) }
}

/**
 * What a person reads in these blocks, one line per piece of text: mentions as `@name`, links as their label, entities decoded.
 * Emphasis marks stay, labels of inputs are in, labels of buttons are not.
 */
export function visibleText(world: World, blocks: readonly unknown[]): string {
  return blocks
    .flatMap((block) => piecesOf(block))
    .map((piece) => readable(world, piece))
    .filter((piece) => piece !== '')
    .join('\n')
}

function piecesOf(block: unknown): string[] {
  const texts = (...paths: string[][]) => paths.map((path) => textAt(block, ...path)).filter((text) => text !== undefined)
  switch (textAt(block, 'type')) {
    case 'section':
      return [...texts(['text', 'text']), ...objectsAt(block, 'fields').map((field) => textAt(field, 'text') ?? '')]
    case 'context':
      return objectsAt(block, 'elements').map((element) => textAt(element, 'text') ?? textAt(element, 'alt_text') ?? '')
    case 'input':
      return texts(['label', 'text'], ['hint', 'text'])
    case 'image':
      return texts(['title', 'text'], ['alt_text'])
    case 'rich_text':
      return objectsAt(block, 'elements').flatMap(richLines)
    case 'card':
      return texts(['title', 'text'], ['subtitle', 'text'], ['body', 'text'])
    case 'carousel':
      return objectsAt(block, 'elements').flatMap(piecesOf)
    case 'container':
      return [...texts(['title', 'text'], ['subtitle', 'text']), ...objectsAt(block, 'child_blocks').flatMap(piecesOf)]
    case 'table':
    case 'data_table':
      return [...texts(['caption']), ...tableRows(block)]
    case 'data_visualization':
      return texts(['title', 'text'], ['title'])
    case 'markdown':
      return texts(['text'])
    default:
      return texts(['text', 'text'], ['title'], ['title', 'text'])
  }
}

function tableRows(block: unknown): string[] {
  const rows = at(block, 'rows')
  if (!Array.isArray(rows)) return []
  return rows.map((row: unknown) =>
    Array.isArray(row)
      ? row
          .map(
            (cell: unknown) =>
              textAt(cell, 'text') ?? (at(cell, 'number') !== undefined ? String(at(cell, 'number')) : piecesOf(cell).join(' ')),
          )
          .join(' | ')
      : '',
  )
}

function richLines(element: Json): string[] {
  if (element['type'] === 'rich_text_list') return objectsAt(element, 'elements').flatMap(richLines)
  const leaves = objectsAt(element, 'elements').map((leaf) => {
    switch (leaf['type']) {
      case 'user':
        return `<@${textAt(leaf, 'user_id')}>`
      case 'channel':
        return `<#${textAt(leaf, 'channel_id')}>`
      case 'emoji':
        return `:${textAt(leaf, 'name')}:`
      case 'link':
        return textAt(leaf, 'text') ?? textAt(leaf, 'url') ?? ''
      case 'date':
        return textAt(leaf, 'fallback') ?? ''
      default:
        return escapeText(textAt(leaf, 'text') ?? '')
    }
  })
  return [leaves.join('')]
}

/** Slack's text syntax as a person sees it. */
export function readable(world: World, text: string): string {
  return text
    .replaceAll(/<([^<>]+)>/g, (_whole, inside: string) => {
      const [target = '', label] = inside.split('|')
      if (target.startsWith('@')) return `@${world.people.get(target.slice(1))?.displayName ?? label ?? target.slice(1)}`
      if (target.startsWith('#')) return `#${label ?? world.conversations.get(target.slice(1))?.name ?? target.slice(1)}`
      if (target.startsWith('!')) return label ?? `@${target.slice(1)}`
      return label ?? target
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** The three characters that Slack escapes in text. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** What a person typed, as Slack stores it: mentions such as `<@U…>` stay, everything else is escaped. */
export function typedText(text: string): string {
  return text
    .split(/(<@[UW][A-Z0-9]+>|<#C[A-Z0-9]+(?:\|[^>]*)?>)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeText(part)))
    .join('')
}
