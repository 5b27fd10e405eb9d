import { execFile } from 'node:child_process'
import { backend } from './database.ts'

export type Ended = { code: number; out: string; err: string }

/** Runs an operator's command as a process of its own, with these settings and no others, and gives back how it ended. */
export function cuecard(words: readonly string[], settings: Record<string, string>): Promise<Ended> {
  const entry = new URL('../../src/cli/index.ts', import.meta.url).pathname
  const args = [...(backend === 'postgres' ? ['--conditions=postgres'] : []), entry, ...words]
  return new Promise((done) => {
    execFile(process.execPath, args, { env: { PATH: process.env['PATH'], ...settings } }, (error, out, err) =>
      done({ code: error === null ? 0 : Number(error.code), out, err }),
    )
  })
}
