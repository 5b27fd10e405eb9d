import type { WebClient } from '@slack/web-api'
import { WebAPIRateLimitedError } from '@slack/web-api'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { StatusReader } from '../coaching/slack-status.ts'
import { errorCode } from './errors.ts'

/** After Slack said that the scope is missing, it is asked again this many real milliseconds later: somebody may have granted it. */
const askForScopeAfterMs = 3_600_000

/**
 * Reads statuses with `users.profile.get`, which needs the optional scope `users.profile:read`. Slack is left alone for as long as it asks
 * for, and for an hour where the scope is missing.
 */
export function createStatusReader({ client, clock }: { client: WebClient; clock: Clock }): StatusReader {
  let silent: { untilMs: number; state: 'not_granted' | 'failed' } | undefined
  return async (slackUserId) => {
    if (silent !== undefined && clock.elapsedMs() < silent.untilMs) return { state: silent.state }
    silent = undefined
    try {
      const { profile } = profileAnswer.parse(await client.users.profile.get({ user: slackUserId }))
      const expiresAt = profile.status_expiration ? Temporal.Instant.fromEpochMilliseconds(profile.status_expiration * 1_000) : undefined
      return { state: 'read', status: { text: profile.status_text ?? '', emoji: profile.status_emoji ?? '', expiresAt } }
    } catch (error) {
      const code = errorCode(error)
      const isMissing = code === 'missing_scope' || code === 'not_allowed_token_type'
      const waitMs = isMissing ? askForScopeAfterMs : error instanceof WebAPIRateLimitedError ? error.retryAfter * 1_000 : 0
      silent = { untilMs: clock.elapsedMs() + waitMs, state: isMissing ? 'not_granted' : 'failed' }
      // Somebody whom Slack does not show has no status; the others still do.
      return code === 'user_not_found' || code === 'user_not_visible' ? nothingTold : { state: silent.state }
    }
  }
}

const nothingTold = { state: 'read', status: { text: '', emoji: '', expiresAt: undefined } } as const

const profileAnswer = z.looseObject({
  profile: z.looseObject({
    status_text: z.string().nullish(),
    status_emoji: z.string().nullish(),
    status_expiration: z.number().nullish(),
  }),
})
