import pino from 'pino'
import type { DestinationStream, Logger, LoggerOptions } from 'pino'

export type Log = Logger

/**
 * A logger that writes one JSON object a line. It is given ids, counts and codes, never what people wrote: errors are reduced to their
 * name, code and stack, because a library's error can quote the request that failed, and a request can carry a person's words.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    level,
    base: { app: 'cuecard' },
    serializers: { err: safeError },
    redact: { paths: ['*.token', '*.text', '*.blocks', '*.view', '*.body', '*.payload', '*.values'], censor: '[left out]' },
    hooks: { logMethod: oncePerSecond() },
  }
  return destination ? pino(options, destination) : pino(options)
}

/**
 * While the database cannot be written, everything that is tried fails alike, a full disk most of all: one line a second says so, and how
 * many more there would have been.
 */
function oncePerSecond(): NonNullable<NonNullable<LoggerOptions['hooks']>['logMethod']> {
  let [saidAtMs, leftOut] = [-Infinity, 0]
  return function (parameters, write) {
    const [first] = parameters as unknown[]
    const error = typeof first === 'object' && first !== null && 'err' in first ? first.err : undefined
    if (!isStoreTrouble(error)) return write.apply(this, parameters)
    const nowMs = performance.now()
    if (nowMs - saidAtMs < 1_000) {
      leftOut++
      return undefined
    }
    if (leftOut > 0) Object.assign(first as object, { andLinesLikeIt: leftOut })
    saidAtMs = nowMs
    leftOut = 0
    return write.apply(this, parameters)
  }
}

/** Whether an error, or what it came from, is the database's disk: full, failing, or locked by another program. */
function isStoreTrouble(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof AggregateError && at.errors.some(isStoreTrouble)) return true
    if ('code' in at && /^SQLITE_(FULL|IOERR|BUSY)/.test(String(at.code))) return true
  }
  return false
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
