import { WebClient, type WebClientOptions } from '@slack/web-api'
import { LogLevel } from '@slack/bolt'
import { startSlack, type SlackStandIn, type StartOptions } from '../../../sandbox/slack/index.ts'
import { seed, silent } from './tiny-app.ts'

/** A workspace whose app is nothing but a Web API client: nobody answers deliveries. */
export async function bareSlack(changes: Partial<StartOptions> = {}): Promise<SlackStandIn> {
  return startSlack({ ...seed, ...changes })
}

/** A real client that neither retries nor waits, so that every answer is the first one. */
export function clientOf(slack: SlackStandIn, options: WebClientOptions = {}): WebClient {
  return new WebClient(slack.tokens.bot, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: silent,
    ...options,
  })
}

/** What Slack answered when it said no. */
export async function refusalOf(call: Promise<unknown>): Promise<{ error: string; [more: string]: unknown }> {
  try {
    await call
  } catch (error) {
    if (error instanceof Error && 'data' in error && isRefusal(error.data)) return error.data
    throw error
  }
  throw new Error('Slack accepted the call.')
}

const isRefusal = (data: unknown): data is { error: string } => typeof data === 'object' && data !== null && 'error' in data

/** A plain call without the SDK, for what the SDK would not send. */
export async function post(url: string, body: string | FormData, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: 'POST', headers, body })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
