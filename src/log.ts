import pino from 'pino'
import type { DestinationStream, Logger } from 'pino'

export type Log = Logger

/**
 * A logger that writes one JSON object a line. It is given ids, counts and codes, never what people wrote: errors are reduced to their
 * name, code and stack, because a library's error can quote the request that failed, and a request can carry a person's words.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: { app: 'cuecard' },
    serializers: { err: safeError },
    redact: { paths: ['*.token', '*.text', '*.blocks', '*.view', '*.body', '*.payload', '*.values'], censor: '[left out]' },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** The same in a few words that fit a database column: `TypeError at flows/debriefs.ts:31`. */
export function errorInShort(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const place = error.stack?.match(/\/src\/([\w/-]+\.ts:\d+)/)?.[1]
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${error.name}${code}${place === undefined ? '' : ` at ${place}`}`
}

type SafeError = { type: string; code?: string; at?: string; cause?: SafeError }

/** An error's kind and where it arose, without its message: the message of somebody else's error may quote what people wrote. */
export function safeError(error: unknown): SafeError {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? String(error.code) : undefined
  const at = error.stack
    ?.match(/^\s+at .*$/gm)
    ?.slice(0, 6)
    .map((line) => line.trim())
    .join(' < ')
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(at === undefined ? {} : { at }),
    ...(error.cause === undefined ? {} : { cause: safeError(error.cause) }),
  }
}
