import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** Where a sealed text stands. It is part of what is authenticated: a value moved to another row or column does not open. */
export type Place = { table: string; id: string; column: string }

export type Sealer = {
  /** The text encrypted for its place: `v1.<key id>.<base64url of iv, tag and ciphertext>` (AES-256-GCM). */
  seal(text: string, place: Place): string
  /** The text as it was sealed. Throws `SealBroken` when the key is unknown or the value is not of this place. */
  open(sealed: string, place: Place): string
  /** A keyed fingerprint: equal for equal texts, and of no use to anybody without the key. */
  fingerprint(text: string): string
}

/** A sealer over keys given as `id:base64 of 32 bytes`, the newest first: it seals with the first and opens with any. */
export function createSealer(keys: readonly string[]): Sealer {
  const ring = new Map(keys.map(parseKey))
  const [newest] = ring
  if (newest === undefined) throw new Error('no encryption key was given')
  const [newestId, newestKey] = newest
  return {
    fingerprint: (text) => createHmac('sha256', newestKey).update(text, 'utf8').digest('base64url').slice(0, 22),
    seal(text, place) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', newestKey, iv).setAAD(additionalData(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `v1.${newestId}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed, place) {
      const [version, keyId, data] = sealed.split('.')
      const key = ring.get(keyId ?? '')
      if (version !== 'v1' || key === undefined || data === undefined) throw new SealBroken(place, `no key "${keyId ?? ''}"`)
      const bytes = Buffer.from(data, 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
          .setAAD(additionalData(place))
          .setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new SealBroken(place, 'the value was changed, moved, or sealed with another key', { cause })
      }
    },
  }
}

/** A new random key in the form that `createSealer` and ENCRYPTION_KEY take. */
export function newKey(id = 'k1'): string {
  return `${id}:${randomBytes(32).toString('base64')}`
}

export class SealBroken extends Error {
  constructor(place: Place, why: string, options?: ErrorOptions) {
    super(`cannot open ${place.table}.${place.column} of ${place.id}: ${why}`, options)
    this.name = 'SealBroken'
  }
}

function additionalData({ table, id, column }: Place): Buffer {
  return Buffer.from(`${table}:${id}:${column}`, 'utf8')
}

function parseKey(text: string): [string, Buffer] {
  const colon = text.indexOf(':')
  return [text.slice(0, colon), Buffer.from(text.slice(colon + 1), 'base64')]
}
