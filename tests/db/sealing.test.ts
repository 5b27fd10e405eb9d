import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSealer, newKey, SealBroken } from '../../src/db/sealing.ts'

const place = { table: 'goals', id: 'g_1', column: 'text' }

describe('a sealed text', () => {
  it('opens to what was sealed, whatever was written', () => {
    const sealer = createSealer([newKey()])
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => sealer.open(sealer.seal(text, place), place) === text))
  })

  it('does not open in another row or column, nor with another key, nor when a letter was changed', () => {
    const sealer = createSealer([newKey()])
    const sealed = sealer.seal('Renewals above 92%', place)
    expect(() => sealer.open(sealed, { ...place, id: 'g_2' })).toThrow(SealBroken)
    expect(() => sealer.open(sealed, { ...place, column: 'measure' })).toThrow(SealBroken)
    expect(() => createSealer([newKey()]).open(sealed, place)).toThrow(SealBroken)
    const last = sealed.at(-1) === 'A' ? 'B' : 'A'
    expect(() => sealer.open(sealed.slice(0, -2) + last + last, place)).toThrow(SealBroken)
  })

  it('still opens after a new key was put in front', () => {
    const old = newKey('k1')
    const sealed = createSealer([old]).seal('text', place)
    expect(createSealer([newKey('k2'), old]).open(sealed, place)).toBe('text')
  })

  it('says nothing about its text: equal texts are sealed differently, and a broken one is not quoted', () => {
    const sealer = createSealer([newKey()])
    expect(sealer.seal('same', place)).not.toBe(sealer.seal('same', place))
    expect(() => sealer.open(sealer.seal('secret words', place), { ...place, id: 'other' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    )
  })
})
