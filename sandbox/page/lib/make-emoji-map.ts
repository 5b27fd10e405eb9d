/**
 * Writes emoji-map.json, the emoji of every name Slack knows, from emojibase-data (MIT).
 * Run it after emojibase-data was upgraded: node sandbox/page/lib/make-emoji-map.ts
 */
import emoji from 'emojibase-data/en/data.json' with { type: 'json' }
import names from 'emojibase-data/en/shortcodes/iamcal.json' with { type: 'json' }
import { writeFileSync } from 'node:fs'
import { withTone } from './skin-tone.ts'

type Entry = { hexcode: string; emoji: string; skins?: { tone?: number | number[]; emoji: string }[] }

const shortcodes: Record<string, string | string[]> = names

/** emojibase puts a variation selector behind every emoji, needed or not. */
const entries: Entry[] = emoji.map((entry: Entry) => ({ ...entry, emoji: entry.emoji.replace(/^(\p{Emoji_Presentation})\uFE0F$/u, '$1') }))

const emojiByName = Object.fromEntries(
  entries
    .flatMap((entry) => [shortcodes[entry.hexcode] ?? []].flat().map((name) => [name, entry.emoji] as const))
    .toSorted(([one], [other]) => (one < other ? -1 : 1)),
)

/** Emoji for which a tone of skin goes where `withTone` puts it: pairs of people are left without. */
const toned = entries.filter(takesOneTone).map((entry) => entry.emoji)

writeFileSync(new URL('emoji-map.json', import.meta.url), `${JSON.stringify({ emojiByName, toned })}\n`)

function takesOneTone({ emoji: plain, skins = [] }: Entry): boolean {
  const single = skins.filter(({ tone }) => typeof tone === 'number')
  return single.length === 5 && single.every(({ tone, emoji: expected }) => withTone(plain, Number(tone)) === expected)
}
