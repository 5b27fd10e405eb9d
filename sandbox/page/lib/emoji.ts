import map from './emoji-map.json' with { type: 'json' }
import { withTone } from './skin-tone.ts'

/**
 * The emoji Slack draws for `name` ("wave", "white_check_mark", "+1"), without colons; undefined for a name Slack does not know.
 * `variation` is Slack's "skin-tone-2" (lightest) to "skin-tone-6" (darkest); emoji without skin overlook it.
 */
export function emojiOf(name: string, variation?: string): string | undefined {
  const plain = emojiByName.get(name)
  const tone = Number(/^skin-tone-([2-6])$/.exec(variation ?? '')?.[1] ?? 0)
  return plain !== undefined && tone > 0 && toned.has(plain) ? withTone(plain, tone - 1) : plain
}

const emojiByName = new Map(Object.entries(map.emojiByName))
const toned = new Set(map.toned)
