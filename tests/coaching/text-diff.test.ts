import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffWords } from '../../src/coaching/text-diff.ts'

const sentence = fc
  .array(fc.constantFrom('Renewals', 'above', '92%', 'by', 'June', '更新率を', 'שלום', '👩‍💻', '\n', '  ', '<!channel>'), { maxLength: 12 })
  .map((words) => words.join(' '))
const anything = fc.oneof(sentence, fc.string({ unit: 'grapheme', maxLength: 60 }))

describe('the difference of two texts', () => {
  it('gives back both texts, whatever they are', () => {
    fc.assert(
      fc.property(anything, anything, (before, after) => {
        const parts = diffWords(before, after)
        const join = (...which: string[]) =>
          parts
            .filter(({ is }) => which.includes(is))
            .map(({ text }) => text)
            .join('')
        expect(join('same', 'removed')).toBe(before)
        expect(join('same', 'added')).toBe(after)
        expect(parts.every(({ text }) => text !== '')).toBe(true)
      }),
    )
  })

  it('says that nothing changed when nothing did', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(diffWords(text, text).filter(({ is }) => is !== 'same')).toEqual([])
      }),
    )
  })

  it('keeps every word that stayed in its place', () => {
    expect(diffWords('Renewals above 90% by June', 'Renewals above 92% by July')).toEqual([
      { is: 'same', text: 'Renewals above ' },
      { is: 'removed', text: '90' },
      { is: 'added', text: '92' },
      { is: 'same', text: '% by ' },
      { is: 'removed', text: 'June' },
      { is: 'added', text: 'July' },
    ])
  })

  it('compares Japanese by word', () => {
    expect(
      diffWords('北部の更新率を上げる', '北部の更新率を下げる')
        .filter(({ is }) => is === 'same')
        .map(({ text }) => text)
        .join(''),
    ).toContain('北部の更新率を')
  })

  it('takes the longest texts of a plan in a blink', () => {
    const long = (word: string) => Array.from({ length: 200 }, (_, n) => `${word}${n % 7}`).join(' ')
    const started = performance.now()
    diffWords(long('a'), long('b'))
    expect(performance.now() - started).toBeLessThan(500)
  })
})
