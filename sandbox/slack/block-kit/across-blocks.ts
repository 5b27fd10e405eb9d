import { LIMITS } from './limits.ts'
import { isRecord } from './record.ts'
import type { Surface } from './surfaces.ts'
import type { Finding } from './wording.ts'

/** What is wrong between blocks that may each be right: names used twice, several focused elements, too many tables or charts. */
export function acrossBlocks(blocks: unknown[], surface: Surface, base: string): Finding[] {
  const placed = withChildren(blocks, base)
  return [
    ...usedTwice(
      'block_id',
      placed.map(({ node, pointer }) => ({ name: node['block_id'], pointer })),
    ),
    ...placed.flatMap((block) =>
      usedTwice(
        'action_id',
        elementsOf(block).map(({ node, pointer }) => ({ name: node['action_id'], pointer })),
      ),
    ),
    ...focusedTwice(placed),
    ...misplacedAnswers(placed, surface),
    ...tooMany(placed, base),
  ]
}

/** The characters a reader sees, in all blocks together. */
export const textLength = (blocks: unknown): number => total(blocks, ['text', 'caption', 'title', 'alt_text', 'label', 'name'])

type Placed = { node: Record<string, unknown>; pointer: string }

/** Every block, and every block that stands in a container or carousel. */
function withChildren(blocks: unknown, base: string): Placed[] {
  if (!Array.isArray(blocks)) return []
  return blocks.flatMap((node: unknown, index): Placed[] => {
    if (!isRecord(node)) return []
    const pointer = `${base}/${index}`
    const children = node['type'] === 'carousel' ? withChildren(node['elements'], `${pointer}/elements`) : []
    return [{ node, pointer }, ...children, ...withChildren(node['child_blocks'], `${pointer}/child_blocks`)]
  })
}

/** The interactive elements of one block, those of its child blocks left out. */
function elementsOf({ node, pointer }: Placed): Placed[] {
  if (node['type'] === 'carousel') return []
  const lists = ['elements', 'actions'].flatMap((field) => {
    const list = node[field]
    return Array.isArray(list) ? list.map((element: unknown, index) => ({ element, at: `${pointer}/${field}/${index}` })) : []
  })
  const singles = ['element', 'accessory'].map((field) => ({ element: node[field], at: `${pointer}/${field}` }))
  return [...singles, ...lists].flatMap(({ element, at }) => (isRecord(element) ? [{ node: element, pointer: at }] : []))
}

function usedTwice(field: string, given: { name: unknown; pointer: string }[]): Finding[] {
  const names = given.map(({ name }) => name)
  return given
    .filter(({ name }, index) => typeof name === 'string' && names.indexOf(name) < index)
    .map(({ name, pointer }) => ({ pointer: `${pointer}/${field}`, message: `\`${field}\` "${String(name)}" already exists` }))
}

function focusedTwice(placed: Placed[]): Finding[] {
  return placed
    .flatMap(elementsOf)
    .filter(({ node }) => node['focus_on_load'] === true)
    .slice(1)
    .map(({ pointer }) => ({ pointer: `${pointer}/focus_on_load`, message: 'only one element can have focus_on_load' }))
}

/** response_url_enabled works in the input blocks of a modal only (reference/block-kit/block-elements/select-menu-element). */
function misplacedAnswers(placed: Placed[], surface: Surface): Finding[] {
  return placed
    .filter(({ node }) => surface !== 'modal' || node['type'] !== 'input')
    .flatMap(elementsOf)
    .filter(({ node }) => node['response_url_enabled'] === true)
    .map(({ pointer }) => ({
      pointer: `${pointer}/response_url_enabled`,
      message: 'response_url_enabled is only available in input blocks of modals',
    }))
}

function tooMany(placed: Placed[], base: string): Finding[] {
  const ofType = (...types: string[]) => placed.filter(({ node }) => types.includes(String(node['type']))).map(({ node }) => node)
  const tables = ofType('table', 'data_table')
  const cells = tables.reduce((sum, { rows }) => sum + total(rows, ['text']), 0)
  const markdown = total(ofType('markdown'), ['text'])
  const wrong = [
    cells > LIMITS.tableText && `text of all table cells must be less than ${LIMITS.tableText + 1} characters`,
    markdown > LIMITS.markdownText && `text of all markdown blocks must be less than ${LIMITS.markdownText + 1} characters`,
    ofType('data_visualization').length > LIMITS.chartsPerMessage && 'too many data_visualization blocks',
  ]
  return [
    ...(tables.length > LIMITS.tablesPerMessage
      ? [{ pointer: base, message: 'only_one_table_allowed', error: 'invalid_attachments' }]
      : []),
    ...wrong.filter((message) => message !== false).map((message) => ({ pointer: base, message })),
  ]
}

function total(value: unknown, fields: string[]): number {
  if (Array.isArray(value)) return value.reduce((sum: number, entry: unknown) => sum + total(entry, fields), 0)
  if (!isRecord(value)) return 0
  return Object.entries(value).reduce(
    (sum, [field, inner]) => sum + (typeof inner === 'string' ? (fields.includes(field) ? inner.length : 0) : total(inner, fields)),
    0,
  )
}
