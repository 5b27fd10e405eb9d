import { createHash, randomBytes } from 'node:crypto'

/** An id that no earlier run has given out: `randomId('V')` is `V` and ten capitals or digits. */
export function randomId(prefix: string, length = 10): string {
  return prefix + capitals(randomBytes(length * 2), length)
}

/**
 * The same id for the same parts in every run, so that a database kept by the app still fits a stand-in that was restarted:
 * `derivedId('D', bot, person)` is their direct message.
 */
export function derivedId(prefix: string, ...parts: string[]): string {
  return prefix + capitals(createHash('sha256').update(parts.join('|')).digest(), 10)
}

/** Lower-case letters and digits, as in block ids, hashes and trigger ids. */
export function randomToken(length: number): string {
  return capitals(randomBytes(length * 2), length).toLowerCase()
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

function capitals(bytes: Buffer, length: number): string {
  return [...bytes.subarray(0, length)].map((byte) => alphabet[byte % alphabet.length]).join('')
}
