import { placedElements, visibleText, type Placed } from '../blocks.ts'
import { objectsAt, textAt, type Json } from '../json.ts'
import type { Block, World } from '../state.ts'
import { optionsOf } from '../values.ts'

/** What a person points at: the words on it, or what the app calls it. */
export type Ref = string | RegExp | { actionId: string; value?: string } | { blockId: string }

/** Which one, where several look the same: the one whose line or the lines above say this, or the nth (from 0). */
export type Which = { near?: string; nth?: number }

/** Where to look and for what; `ref` is left out where any of the candidates will do. */
export type Search = { blocks: readonly Block[]; among: (placed: Placed) => boolean; ref?: Ref | undefined; which: Which; where: string }

/** The one element that the person means; throws with a list of what is there when there is none, or more than one. */
export function findElement(world: World, { blocks, among, ref, which, where }: Search): Placed {
  const all = placedElements(blocks).filter(among)
  const matching = ref === undefined ? all : all.filter((placed) => matches(placed, ref))
  const near = which.near
  const close = near === undefined ? matching : matching.filter((placed) => surroundings(world, blocks, placed, matching).includes(near))
  const chosen = which.nth === undefined ? close : close.slice(which.nth, which.nth + 1)
  const [found, ...others] = chosen
  if (found && others.length === 0) return found
  const listed = all.map(described).join('\n  ') || '(nothing of that kind)'
  const asked = `${ref === undefined ? 'of these' : shown(ref)}${near === undefined ? '' : ` near "${near}"`}`
  throw new Error(
    `${where} has ${found ? chosen.length : 'no'} ${asked}${found ? ', say which with { near } or { nth }' : ''}. There is:\n  ${listed}`,
  )
}

function matches({ block, element, label }: Placed, ref: Ref): boolean {
  if (typeof ref === 'string') return label.trim() === ref.trim()
  if (ref instanceof RegExp) return ref.test(label)
  if ('blockId' in ref) return block.block_id === ref.blockId
  return element.action_id === ref.actionId && (ref.value === undefined || element['value'] === ref.value)
}

/** The text of the element's block and of those above it, up to the block of the candidate before. */
function surroundings(world: World, blocks: readonly Block[], placed: Placed, candidates: Placed[]): string {
  const end = blocks.indexOf(placed.block)
  const others = candidates.map((candidate) => blocks.indexOf(candidate.block)).filter((index) => index < end)
  return visibleText(world, blocks.slice(Math.max(-1, ...others) + 1, end + 1))
}

/** Where a menu has to hold a certain option to be meant. */
export const offers =
  (label: string | RegExp) =>
  ({ element }: Placed): boolean =>
    optionsOf(element).some((option) => {
      const text = textAt(option, 'text', 'text') ?? ''
      return typeof label === 'string' ? text === label : label.test(text)
    })

const shown = (ref: Ref) => (typeof ref === 'string' ? `"${ref}"` : ref instanceof RegExp ? String(ref) : JSON.stringify(ref))

function described({ block, element, label }: Placed): string {
  return `"${label}" (${element.type}, action ${element.action_id}, block ${block.block_id})`
}

export const isButton = ({ element }: Placed) => ['button', 'icon_button', 'workflow_button'].includes(element.type)
export const isMenu = ({ element }: Placed) => element.type === 'overflow'
export const isField = (placed: Placed) => !isButton(placed) && !isMenu(placed) && placed.element.type !== 'feedback_buttons'

/** The options with these labels, in that order; throws with the list of labels when one is not offered. */
export function findOptions(world: World, options: Json[], labels: readonly (string | RegExp)[]): Json[] {
  return labels.map((label) => {
    const found = options.find((option) => {
      const text = visibleText(world, [{ type: 'section', text: option['text'] }])
      return typeof label === 'string' ? text.trim() === label.trim() : label.test(text)
    })
    if (found) return found
    throw new Error(
      `There is no option ${shown(label)}. There is: ${options.map((option) => `"${textAt(option, 'text', 'text')}"`).join(', ')}`,
    )
  })
}

/** What the person would see in the field: text, labels of what is chosen, or null. */
export function shownValue(state: Json | undefined, element: Json): string | string[] | null {
  if (!state) return null
  const options = optionsOf(element)
  const label = (option: unknown) =>
    textAt(option, 'text', 'text') ??
    textAt(
      options.find((other) => other['value'] === option),
      'text',
      'text',
    ) ??
    ''
  if ('selected_options' in state) return objectsAt(state, 'selected_options').map(label)
  if ('selected_option' in state) return state['selected_option'] ? label(state['selected_option']) : null
  if ('rich_text_value' in state) return richText(state['rich_text_value'])
  const { type: _type, ...held } = state
  const [value] = Object.values(held)
  if (Array.isArray(value)) return value.map(String)
  return value === null || value === undefined ? null : String(value)
}

function richText(value: unknown): string | null {
  const sections = objectsAt(value, 'elements')
  const text = sections
    .map((section) =>
      objectsAt(section, 'elements')
        .map((leaf) => textAt(leaf, 'text') ?? '')
        .join(''),
    )
    .join('\n')
  return text === '' ? null : text
}
