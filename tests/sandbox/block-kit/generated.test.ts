import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../../sandbox/slack/block-kit/check.ts'
import { messageBlocks } from './arbitrary.ts'
import { modal, of, plain } from './samples.ts'

type Json = Record<string, unknown>
type Step = string | number

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const check = (blocks: unknown) => checkMessage({ text: 'Hello.', blocks }, 'post')

describe('any well-formed message', () => {
  it('is taken', () => {
    fc.assert(
      fc.property(messageBlocks(), (blocks) => {
        expect(check(blocks)).toEqual([])
      }),
    )
  })

  it('is taken as a modal, too, where it has no card', () => {
    fc.assert(
      fc.property(messageBlocks(), (blocks) => {
        expect(checkView(modal(blocks.filter(({ type }) => type !== 'card')), 'modal')).toEqual([])
      }),
    )
  })
})

describe('any one fault in a well-formed message', () => {
  const faults: { what: string; spoils: (value: unknown, path: Step[]) => boolean; spoil: (value: unknown) => unknown }[] = [
    { what: 'a field that Slack does not know', spoils: isObject, spoil: (value) => ({ ...(value as Json), unheard_of: 1 }) },
    { what: 'a number for an object', spoils: isObject, spoil: () => 5 },
    { what: 'a type that does not exist', spoils: (_, path) => path.at(-1) === 'type', spoil: () => 'nonesuch' },
    { what: 'a required text that is empty', spoils: isWrittenText, spoil: () => '' },
    { what: 'a text that is too long for any field, or message', spoils: isWrittenText, spoil: () => of(12_001) },
    { what: 'an address without a protocol', spoils: (_, path) => String(path.at(-1)).endsWith('url'), spoil: () => 'example.com' },
    { what: 'a list where one thing belongs', spoils: isObject, spoil: (value) => [value] },
    {
      what: 'a name that is too long',
      spoils: (_, path) => String(path.at(-1)).endsWith('_id') && path.length === 2,
      spoil: () => of(256),
    },
    {
      what: 'options without end',
      spoils: (_, path) => path.at(-1) === 'options',
      spoil: () => Array(101).fill({ text: plain(), value: 'a' }),
    },
    {
      what: 'an initial option that is not offered',
      spoils: (_, path) => path.at(-1) === 'initial_option',
      spoil: () => ({ text: plain('z'), value: 'z' }),
    },
    { what: 'a date that does not exist', spoils: (_, path) => path.at(-1) === 'initial_date', spoil: () => '2026-02-30' },
    { what: 'an initial value that does not fit', spoils: (_, path) => path.at(-1) === 'max_length', spoil: () => 0 },
  ]

  it.each(faults)('is found, as $what', ({ spoils, spoil }) => {
    let spoiled = 0
    fc.assert(
      fc.property(messageBlocks(), fc.nat(), (blocks, pick) => {
        const places = everyPlace(blocks).filter(({ value, path }) => path.length > 0 && spoils(value, path))
        const place = places[pick % places.length]
        if (!place) return
        spoiled += 1
        const found = check(replaced(blocks, place.path, spoil(place.value)))
        const about = new RegExp(`^/blocks(/${place.path[0]}(/|$)|$)`)
        expect(found).not.toEqual([])
        expect(found.filter(({ pointer }) => !about.test(pointer))).toEqual([])
      }),
      { numRuns: 400 },
    )
    expect(spoiled).toBeGreaterThan(10)
  })

  it('is found, as a block_id used twice', () => {
    fc.assert(
      fc.property(messageBlocks(), (blocks) => {
        const [first] = blocks
        expect(check([...blocks, first]).map(({ pointer }) => pointer)).toEqual([`/blocks/${blocks.length}/block_id`])
      }),
    )
  })
})

/** A text someone reads or sends: the text of text objects and of rich text, alternative texts and button values. */
function isWrittenText(value: unknown, path: Step[]): boolean {
  return typeof value === 'string' && ['text', 'alt_text', 'value'].includes(String(path.at(-1)))
}

function everyPlace(value: unknown, path: Step[] = []): { value: unknown; path: Step[] }[] {
  const here = { value, path }
  if (Array.isArray(value)) return [here, ...value.flatMap((entry: unknown, index) => everyPlace(entry, [...path, index]))]
  if (isObject(value)) return [here, ...Object.entries(value).flatMap(([field, inner]) => everyPlace(inner, [...path, field]))]
  return [here]
}

function replaced(value: unknown, [step, ...rest]: Step[], by: unknown): unknown {
  if (step === undefined) return by
  if (Array.isArray(value)) return value.map((entry: unknown, index) => (index === step ? replaced(entry, rest, by) : entry))
  if (isObject(value)) return { ...value, [step]: replaced(value[step], rest, by) }
  return value
}
