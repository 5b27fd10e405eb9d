import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { isKey } from '../config.ts'
import { newKey } from './sealing.ts'

/**
 * The keys in the file beside the database, made once with mode 0600. Only a new database may make a new key: for an existing one a
 * missing key file means that its texts cannot be read, which is said instead of papered over.
 */
export function keysBeside(databaseFile: string, databaseIsNew: boolean): string[] {
  const file = `${databaseFile}.key`
  if (!existsSync(file)) {
    if (!databaseIsNew) throw new KeyMissing(file)
    writeFileSync(file, `${newKey()}\n`, { mode: 0o600, flag: 'wx' })
    chmodSync(file, 0o600)
  }
  const keys = readFileSync(file, 'utf8')
    .split(/[\s,]+/)
    .filter((key) => key !== '')
  if (keys.length === 0 || !keys.every(isKey)) throw new KeyMissing(file, 'does not hold a key')
  return keys
}

export class KeyMissing extends Error {
  constructor(file: string, found: 'is missing' | 'does not hold a key' = 'is missing') {
    super(
      `The key file ${file} ${found}, so what people wrote cannot be read. Put it back from your backup, or set ENCRYPTION_KEY to the key that was used.`,
    )
    this.name = 'KeyMissing'
  }
}
