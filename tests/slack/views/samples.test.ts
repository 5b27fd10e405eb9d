import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../../sandbox/slack/block-kit/check.ts'
import type { Sample } from '../../../sandbox/gallery.ts'
import { cast } from '../../../sandbox/cast.ts'
import { gallery } from '../../../sandbox/gallery.ts'
import { viewMetas } from '../../../src/slack/ids.ts'

type Shown = { text?: string; blocks?: unknown }
const groups = gallery().groups
const samples = groups.flatMap((group) => group.samples)
const named = samples.map((sample) => [`${sample.kind}, ${sample.state}${sample.thin ? ', thin' : ''}`, sample] as const)
/** How people at the edges fill a screen; a modal of several steps has these for each, under names of their own. */
const edges = ['at_the_limits_of_words', 'right_to_left', 'chinese_and_japanese']
/** Screens that show no name, and no word that somebody wrote or that depends on the reader. */
const sameForAll = ['direct_answer', 'manager_changed', 'roster_waits', 'team_add_mine', 'mentor_offer', 'monday_note', 'pause_everything']
const messages = named.filter(([, sample]) => sample.surface === 'message')

describe('every screen that Cuecard can show', () => {
  it.each(named)('%s: is one that Slack takes', (_, sample) => {
    expect(problemsOf(sample)).toEqual([])
  })

  it.each(messages)('%s: says something to a screen reader', (_, sample) => {
    expect((sample.message as Shown).text?.length ?? 0).toBeGreaterThan(10)
  })

  it.each(groups.map((group) => [group.name, group] as const))('%s: is shown as people at the edges fill it', (name, group) => {
    const missing = edges.filter((edge) => !group.samples.some(({ state }) => state === edge || state.endsWith(`_${edge}`)))
    expect(missing).toEqual(sameForAll.includes(name) ? edges : [])
  })

  it.each(sameForAll)('%s: is the same for everybody, so it needs no edges', (name) => {
    const shown = groups.filter((group) => group.name === name).flatMap(({ samples: states }) => states)
    expect(shown.length).toBeGreaterThan(0)
    expect(shown.flatMap(({ message, view }) => wordsOf(message ?? view)).filter((words) => castNames.test(words))).toEqual([])
  })

  it.each(messages.filter(([, sample]) => !sample.thin))('%s: has its thin variant', (_, { kind, state }) => {
    expect(samples.filter((other) => other.kind === kind && other.state === state && other.thin)).toHaveLength(1)
  })

  it('has every modal that can be opened', () => {
    const drawn = new Set(samples.map(({ view }) => (view as { callback_id?: string } | undefined)?.callback_id))
    expect(Object.keys(viewMetas).filter((name) => !drawn.has(name))).toEqual([])
  })

  it.each(named)('%s: speaks calmly, with no exclamation marks and no value that was not there', (_, sample) => {
    const words = wordsOf(sample.message ?? sample.view)
    expect(words.filter((text) => /!|\bundefined\b|\bnull\b|\[object|NaN/.test(text.replaceAll(/(<|&lt;)!.*?(>|&gt;)/g, '')))).toEqual([])
  })

  it.each(groups.map((group) => [group.name, group.samples] as const))('%s: reads as it did when it was last looked at', (_, states) => {
    expect(
      states
        .filter((sample) => !sample.thin)
        .map(({ state, surface, message, view }) => ({ state, surface, words: wordsOf(message ?? view) })),
    ).toMatchSnapshot()
  })
})

const castNames = new RegExp(`\\b(${cast.map(({ name }) => name).join('|')})\\b`)

function problemsOf(sample: Sample) {
  if (sample.surface === 'message') return checkMessage(sample.message as Shown, 'post')
  return checkView(sample.view, sample.surface === 'home' ? 'home' : 'modal')
}

/** Every text on a screen, in order. */
function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === 'text' && typeof inner === 'string' ? [inner] : wordsOf(inner)))
}
