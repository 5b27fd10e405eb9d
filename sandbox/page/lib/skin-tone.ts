/**
 * An emoji of one person or hand in a tone of skin, 1 (lightest) to 5 (darkest).
 * The tone stands behind the first character and takes the place of its variation selector (Unicode TS 51, emoji modifier sequences).
 */
export function withTone(emoji: string, tone: number): string {
  const [first = '', ...rest] = emoji
  const modifier = String.fromCodePoint(LIGHTEST + tone - 1)
  return [first, modifier, ...(rest[0] === VARIATION_SELECTOR ? rest.slice(1) : rest)].join('')
}

const LIGHTEST = 0x1f3fb
const VARIATION_SELECTOR = '\uFE0F'
