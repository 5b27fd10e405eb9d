/**
 * Random numbers that are the same on every machine for the same seed, so that an allocation or a drawn p-value can be checked years later.
 *
 * The generator is xoshiro128** (Blackman & Vigna 2021, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4)). Its four words
 * of state are filled from the seed text by FNV-1a (one pass per word, each from another offset) and finished with splitmix32.
 * It is not meant for secrets.
 */
export interface SeededRandom {
  /** A whole number from 0 to 4,294,967,295. */
  word(): number
  /** A number in [0, 1) with 53 random bits. */
  unit(): number
  /** A whole number from 0 to `limit` - 1, each equally likely (values that would favour the small numbers are drawn again). */
  below(limit: number): number
  /** A draw from the standard normal distribution (Marsaglia & Bray 1964, polar method). */
  normal(): number
}

export type RandomState = [number, number, number, number]

/** Equal seeds give equal sequences. The seed is text because that is how the locked plan stores it. */
export function seededRandom(seed: string): SeededRandom {
  return randomFromState([stateWord(seed, 1), stateWord(seed, 2), stateWord(seed, 3), stateWord(seed, 4)])
}

/** The generator with its 128 bits of state given directly; at least one word must not be 0. */
export function randomFromState(initial: RandomState): SeededRandom {
  let [first, second, third, fourth] = initial

  function word(): number {
    const result = Math.imul(rotateLeft(Math.imul(second, 5), 7), 9) >>> 0
    const shifted = second << 9
    third ^= first
    fourth ^= second
    second ^= third
    first ^= fourth
    third ^= shifted
    fourth = rotateLeft(fourth, 11)
    return result
  }

  function unit(): number {
    return ((word() >>> 5) * 0x4000000 + (word() >>> 6)) / 0x20000000000000
  }

  function below(limit: number): number {
    const usable = Math.floor(0x100000000 / limit) * limit
    let drawn = word()
    while (drawn >= usable) drawn = word()
    return drawn % limit
  }

  function normal(): number {
    for (;;) {
      const across = 2 * unit() - 1
      const up = 2 * unit() - 1
      const square = across * across + up * up
      if (square > 0 && square < 1) return across * Math.sqrt((-2 * Math.log(square)) / square)
    }
  }

  return { word, unit, below, normal }
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

function stateWord(seed: string, position: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(position, 0x9e3779b9)
  for (const byte of new TextEncoder().encode(seed)) hash = Math.imul(hash ^ byte, 0x01000193)
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x21f0aaad)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x735a2d97)
  // The low bit of one word is set so that no seed can produce the all-zero state, from which the generator never leaves.
  return position === 1 ? (hash ^ (hash >>> 15)) | 1 : hash ^ (hash >>> 15)
}
