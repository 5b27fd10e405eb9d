/** A run of words that stayed, came or went. */
export type DiffPart = { is: 'same' | 'added' | 'removed'; text: string }

/**
 * What changed between two texts, word by word: the parts that are `same` or `removed` give the text before, those that are `same` or
 * `added` the text after. Of all ways to tell it, one that keeps the most characters (a longest common subsequence of the words).
 * Words are found as the language has them, so that Chinese, Japanese and Thai are compared by word too.
 */
export function diffWords(before: string, after: string): DiffPart[] {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  const kept = keptCharacters(old, now)
  const parts: DiffPart[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    const [gone, come] = [old[i], now[j]]
    if (gone !== undefined && gone === come) {
      add(parts, 'same', gone)
      i++
      j++
    } else if (come === undefined || (gone !== undefined && (kept[i + 1]?.[j] ?? 0) >= (kept[i]?.[j + 1] ?? 0))) {
      add(parts, 'removed', gone ?? '')
      i++
    } else {
      add(parts, 'added', come)
      j++
    }
  }
  return parts
}

/** For each place in the two lists, how many characters can still be kept from there on. */
function keptCharacters(old: readonly string[], now: readonly string[]): number[][] {
  const kept = Array.from({ length: old.length + 1 }, () => Array.from({ length: now.length + 1 }, () => 0))
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const [row, below] = [kept[i], kept[i + 1]]
      if (row === undefined || below === undefined) continue
      row[j] = old[i] === now[j] ? (below[j + 1] ?? 0) + (old[i]?.length ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return kept
}

function add(parts: DiffPart[], is: DiffPart['is'], text: string): void {
  const last = parts.at(-1)
  if (last?.is === is) last.text += text
  else parts.push({ is, text })
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

function wordsOf(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}
