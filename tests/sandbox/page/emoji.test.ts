import data from 'emojibase-data/en/data.json' with { type: 'json' }
import names from 'emojibase-data/en/shortcodes/iamcal.json' with { type: 'json' }
import { describe, expect, it } from 'vitest'
import { emojiOf } from '../../../sandbox/page/lib/emoji.ts'

describe('the emoji of a name', () => {
  it.each([
    ['wave', '👋'],
    ['white_check_mark', '✅'],
    ['calendar', '📆'],
    ['heavy_check_mark', '✔️'],
    ['thumbsup', '👍'],
    ['+1', '👍'],
    ['flag-no', '🇳🇴'],
    ['man-woman-girl', '👨‍👩‍👧'],
  ])('of %s is %s', (name, emoji) => {
    expect(emojiOf(name)).toBe(emoji)
  })

  it('is nothing for a name that Slack does not know', () => {
    expect(emojiOf('30')).toBeUndefined()
    expect(emojiOf('constructor')).toBeUndefined()
  })

  it('is there for every name in emojibase, so that the committed map is up to date', () => {
    const shortcodes: Record<string, string | string[]> = names
    const wrong = data.flatMap(({ hexcode, emoji }) =>
      [shortcodes[hexcode] ?? []].flat().filter((name) => bare(emojiOf(name)) !== bare(emoji)),
    )
    expect(wrong).toEqual([])
  })
})

describe('a tone of skin', () => {
  it.each([
    ['skin-tone-2', '👋🏻'],
    ['skin-tone-6', '👋🏿'],
    ['skin-tone-7', '👋'],
    ['purple', '👋'],
  ])('%s of a wave is %s', (variation, emoji) => {
    expect(emojiOf('wave', variation)).toBe(emoji)
  })

  it('takes the place of a variation selector', () => {
    expect(emojiOf('v')).toBe('✌️')
    expect(emojiOf('v', 'skin-tone-4')).toBe('✌🏽')
  })

  it('goes into the person of a longer emoji', () => {
    expect(emojiOf('technologist', 'skin-tone-3')).toBe('🧑🏼‍💻')
  })

  it('is overlooked where there is no skin', () => {
    expect(emojiOf('tada', 'skin-tone-3')).toBe('🎉')
  })

  it('is as Unicode has it, for every emoji of one person and every tone', () => {
    const shortcodes: Record<string, string | string[]> = names
    const drawn = data.flatMap(({ hexcode, skins = [] }) =>
      [shortcodes[hexcode] ?? []]
        .flat()
        .flatMap((name) =>
          skins
            .filter(({ tone }) => typeof tone === 'number')
            .map(({ tone, emoji }) => ({ emoji, drawn: emojiOf(name, `skin-tone-${Number(tone) + 1}`), plain: emojiOf(name) })),
        ),
    )
    expect(drawn.length).toBeGreaterThan(1500)
    expect(drawn.filter(({ emoji, drawn, plain }) => drawn !== emoji && drawn !== plain)).toEqual([])
  })
})

const bare = (emoji: string | undefined) => emoji?.replaceAll('\uFE0F', '')
