import { describe, expect, expectTypeOf, it } from 'vitest'
import { isRefusal, refusal, type Refusal } from '../../src/coaching/refusal.ts'

describe('a refusal', () => {
  it('carries a code for the caller and a sentence for the person', () => {
    expect(refusal('not_your_pair', 'This 1:1 belongs to somebody else.')).toEqual({
      refused: 'not_your_pair',
      sentence: 'This 1:1 belongs to somebody else.',
    })
  })

  it('is told apart from a result, whatever the result is', () => {
    for (const result of [undefined, null, '', 0, [], {}, { refused: 'no' }, { sentence: 'no' }, { refused: 1, sentence: 'no' }]) {
      expect(isRefusal(result)).toBe(false)
    }
    expect(isRefusal(refusal('too_late', 'The meeting is over.'))).toBe(true)
  })

  it('narrows to its own codes and leaves the result on the other side', () => {
    const open = (late: boolean): { sessionId: string } | Refusal<'too_late' | 'not_yours'> =>
      late ? refusal('too_late', 'The meeting is over.') : { sessionId: 's_1' }
    const opened = open(false)
    if (isRefusal(opened)) expectTypeOf(opened.refused).toEqualTypeOf<'too_late' | 'not_yours'>()
    else expect(opened.sessionId).toBe('s_1')
  })
})
