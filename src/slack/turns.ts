import { WebAPIRateLimitedError } from '@slack/web-api'
import type { Clock } from '../clock.ts'

/** A method was not called, because Slack has said to leave it alone for so many more milliseconds. */
export class NotYet extends Error {
  readonly waitMs: number
  constructor(waitMs: number) {
    super('not before a Retry-After has passed')
    this.name = 'NotYet'
    this.waitMs = waitMs
  }
}

/**
 * Calls a method unless Slack has said to wait with it: a Retry-After holds back that method for everybody and nothing else. For the calls
 * that go with sending (opening a conversation, reading its history); those that send are paced by the courier. Throws `NotYet`, or what
 * the call throws.
 */
export function createTurns(clock: Clock): <T>(method: string, call: () => Promise<T>) => Promise<T> {
  const againAt = new Map<string, number>()
  return async (method, call) => {
    const waitMs = (againAt.get(method) ?? 0) - clock.elapsedMs()
    if (waitMs > 0) throw new NotYet(waitMs)
    try {
      return await call()
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) againAt.set(method, clock.elapsedMs() + error.retryAfter * 1000)
      throw error
    }
  }
}
