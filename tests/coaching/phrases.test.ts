import { describe, expect, it } from 'vitest'
import { phraseBook, phraseLanguage, tokensOf } from '../../src/coaching/phrases.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'

const groups = { one: ['me', 'her', 'my team'] }

function found(phrase: string, text: string): string[] {
  const read = phraseLanguage(groups)(phrase)
  if (isRefusal(read)) throw new Error(read.sentence)
  const tokens = tokensOf(text)
  return phraseBook([read])(tokens).map(({ start, end }) => tokens.slice(start, end).join(' '))
}

describe('the words of a text', () => {
  it('are small, plain and written out', () => {
    expect(tokensOf('I can’t – she’s WELL, they’ll say; naïve Straße')).toEqual([
      'i',
      'can',
      'not',
      'she',
      'is',
      'well',
      'they',
      'will',
      'say',
      '.',
      'naive',
      'strasse',
    ])
  })

  it('read contractions with and without their apostrophe alike', () => {
    expect(tokensOf("dont didn't cant can't cannot won't im I'm Ive")).toEqual(
      tokensOf('do not did not can not can not can not will not i am i am i have'),
    )
  })

  it('tell "I will" from "ill"', () => {
    expect(tokensOf("the plan is I'll call")).not.toContain('ill')
  })
})

describe('a phrase', () => {
  it('is found wherever its words stand in a row', () => {
    expect(found('off sick', 'Dev is off sick, and Jo was off sick')).toEqual(['off sick', 'off sick'])
    expect(found('off sick', 'off and sick')).toEqual([])
  })

  it('can leave a choice, an optional word, any word and the rest of a word', () => {
    expect(found('(hit|hits) (very)? hard', 'it hits very hard, they hit hard')).toEqual(['hits very hard', 'hit hard'])
    expect(found('signed off for _ weeks', 'signed off for two weeks')).toEqual(['signed off for two weeks'])
    expect(found('harass* me', 'he harassed me')).toEqual(['harassed me'])
  })

  it('can leave a gap of up to three words inside a sentence', () => {
    expect(found('wish .. dead', 'I wish I was dead')).toEqual(['wish i was dead'])
    expect(found('wish .. dead', 'I wish that I really was dead')).toEqual([])
    expect(found('wish .. dead', 'As you wish. Dead on time.')).toEqual([])
  })

  it('can use a named group, with members of several words', () => {
    expect(found('shouts at $one', 'he shouts at my team')).toEqual(['shouts at my team'])
  })

  it('finds umlauts however they are written', () => {
    expect(found('schlägt', 'schlägt schlaegt schlagt SCHLÄGT')).toHaveLength(4)
  })

  it.each([
    ['(a|b', 'a bracket is not closed'],
    ['a)', 'a bracket closes that was never opened'],
    ['a | ', 'a word is missing'],
    ['', 'a word is missing'],
    ['at $nobody', 'there is no group $nobody'],
  ])('that reads "%s" is refused: %s', (written, reason) => {
    expect(phraseLanguage(groups)(written)).toMatchObject({
      refused: 'unreadable',
      sentence: `The phrase "${written}" cannot be read: ${reason}.`,
    })
  })
})
