import { fileURLToPath } from 'node:url'

/** Where the weights of Inter lie: Latin, Greek, Cyrillic and Vietnamese, under the SIL Open Font License. */
export const inter = {
  regular: fileURLToPath(import.meta.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf')),
  semibold: fileURLToPath(import.meta.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf')),
}

/** Stands in the place of a letter that the font does not have. Inter has it. */
export const missingMark = '□'

/**
 * A text as a font can show it, and how many of its letters it cannot: those are marked, never left to the font's own empty box. `has`
 * says whether the font has a code point. Signs that are not seen anyway are left out.
 */
export function showable(text: string, has: (codePoint: number) => boolean): { shown: string; missing: number } {
  let [shown, missing] = ['', 0]
  for (const { segment } of letters.segment(text)) {
    const seen = [...segment].filter((character) => !/[\p{Cf}\uFE00-\uFE0F]/u.test(character))
    if (seen.every((character) => character === '\n' || has(character.codePointAt(0) ?? 0))) shown += seen.join('')
    else {
      shown += missingMark
      missing++
    }
  }
  return { shown, missing }
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })
