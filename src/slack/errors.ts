import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import type { Outcome } from '../delivery/sender.ts'

/** Slack says part of the operation may have happened (common errors in the Web API reference): never sent again without looking. */
const ambiguous = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable'])
/** Certainly not done, and worth another try. */
const retryable = new Set(['team_added_to_org', 'accesslimited'])
/** The installation is gone or its token refused: nothing can be sent until somebody reconnects the app. */
export const installationDead = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'org_login_required',
  'team_access_not_granted',
])

/** The error code that Slack, or the network, gave; never a message, which may quote the request. */
export function errorCode(error: unknown): string {
  if (error instanceof WebAPIPlatformError) return looksLikeCode.test(error.data.error) ? error.data.error : unreadable
  if (error instanceof WebAPIHTTPError) return `http_${error.statusCode}`
  if (error instanceof WebAPIRateLimitedError) return 'ratelimited'
  if (error instanceof WebAPIRequestError) return networkCode(error.original)
  return error instanceof Error ? error.name : 'unknown'
}

/** Which kind of failure a thrown Web API error is. Whatever is on no list is permanent when Slack answered, ambiguous when it did not. */
export function classify(error: unknown): Exclude<Outcome, { is: 'sent' } | { is: 'not_wanted' }> {
  const code = errorCode(error)
  if (error instanceof WebAPIRateLimitedError) return { is: 'retryable', error: code, afterMs: error.retryAfter * 1000, pauses: 'kind' }
  if (error instanceof WebAPIPlatformError) {
    if (ambiguous.has(code) || code === unreadable) return { is: 'ambiguous', error: code }
    // Said in an answer, without a Retry-After, it is about the conversation.
    if (code === 'rate_limited' || code === 'ratelimited') return { is: 'retryable', error: code, pauses: 'lane' }
    if (installationDead.has(code)) return { is: 'retryable', error: code, afterMs: 60_000, pauses: 'workspace' }
    if (retryable.has(code)) return { is: 'retryable', error: code }
    return { is: 'permanent', error: code }
  }
  // A refused connection or an unknown host never reached Slack.
  if (error instanceof WebAPIRequestError && neverArrived.has(code)) return { is: 'retryable', error: code }
  if (error instanceof WebAPIHTTPError && error.statusCode === 429) return { is: 'retryable', error: code, afterMs: 30_000, pauses: 'kind' }
  return { is: 'ambiguous', error: code }
}

/** The SDK gives a body that is no JSON (a proxy's page, a cut reply) as if it were Slack's error code. */
const looksLikeCode = /^[a-z0-9_]{1,80}$/
const unreadable = 'unreadable_answer'

const neverArrived = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

function networkCode(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if ('code' in at && typeof at.code === 'string') return at.code
  return error instanceof Error ? error.name : 'network'
}
