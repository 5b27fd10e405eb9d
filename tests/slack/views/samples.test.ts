import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../../sandbox/slack/block-kit/check.ts'
import type { Sample } from '../../../sandbox/gallery.ts'
import { gallery } from '../../../sandbox/gallery.ts'

type Shown = { text?: string; blocks?: unknown }
const groups = gallery().groups
const samples = groups.flatMap((group) => group.samples)
const named = samples.map((sample) => [`${sample.kind}, ${sample.state}${sample.thin ? ', thin' : ''}`, sample] as const)
const messages = named.filter(([, sample]) => sample.surface === 'message')

describe('every screen that Cuecard can show', () => {
  it.each(named)('%s: is one that Slack takes', (_, sample) => {
    expect(problemsOf(sample)).toEqual([])
  })

  it.each(messages)('%s: says something to a screen reader', (_, sample) => {
    expect((sample.message as Shown).text?.length ?? 0).toBeGreaterThan(10)
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
