import { describe, expect, it } from 'vitest'
import { checkMessage } from '../../../sandbox/slack/block-kit/check.ts'
import type { PostedKind } from '../../../src/slack/views/messages.ts'
import { drawMessage } from '../../../src/slack/views/messages.ts'
import { sampleNow } from '../../../src/slack/views/samples/at.ts'
import { messageSamples } from '../../../src/slack/views/samples/index.ts'

const kinds = (Object.keys(messageSamples) as PostedKind[]).filter((kind) => kind !== 'sample_message')
const reader = { zone: 'Europe/Berlin', locale: 'en-GB', thin: false, now: sampleNow }

describe('a sample of a message', () => {
  it.each(kinds)('%s: is one that Slack takes, and has the labels of the message but none of its acts', (of) => {
    for (const [state, data] of Object.entries(messageSamples[of])) {
      const real = drawMessage(of, data as never, reader)
      const sample = drawMessage('sample_message', { of, state }, reader)
      expect(checkMessage(sample, 'post'), state).toEqual([])
      expect(labelsOf(sample), state).toEqual(labelsOf(real))
      const acts = pressable(sample).flatMap(({ action_id: id, options }) =>
        options ? options.map(({ value }) => String((JSON.parse(value) as unknown[])[0])) : [id.split('#')[0]],
      )
      expect(new Set(acts).difference(new Set(['sample_button'])), state).toEqual(new Set())
    }
  })

  it('has buttons to press where the message has them', () => {
    expect(labelsOf(drawMessage('sample_message', { of: 'pair_proposal', state: 'waiting' }, reader))).toContain('Yes, start')
  })
})

type Pressable = { type: string; action_id: string; text?: { text: string }; options?: { text: { text: string }; value: string }[] }

/** Buttons and menus, wherever they stand in a message. */
function pressable(value: unknown): Pressable[] {
  if (Array.isArray(value)) return value.flatMap(pressable)
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && (value.type === 'button' || value.type === 'overflow')) return [value as Pressable]
  return Object.values(value).flatMap(pressable)
}

function labelsOf(message: unknown): string[] {
  return pressable(message).flatMap(({ text, options }) => (options ? options.map((option) => option.text.text) : [text?.text ?? '']))
}
