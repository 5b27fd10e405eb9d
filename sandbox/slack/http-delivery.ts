import { createHmac } from 'node:crypto'
import type { Attempt, Delivery, Outcome, Transport } from './gateway.ts'
import { parseJson, type Json } from './json.ts'
import type { World } from './state.ts'

const mostRedirects = 2

/** Slack's end of the HTTP transport: signed posts to the app's request URL, each with a deadline of three seconds. */
export class HttpDelivery implements Transport {
  readonly url: string
  #world: World

  constructor(world: World, url: string) {
    this.#world = world
    this.url = url
  }

  async deliver(delivery: Delivery, attempt: Attempt, late: (answer: unknown) => void): Promise<Outcome> {
    const { contentType, body } = written(delivery)
    const retryHeaders: Record<string, string> =
      attempt.number === 0
        ? {}
        : {
            'x-slack-retry-num': String(attempt.number),
            'x-slack-retry-reason': attempt.reason === 'timeout' ? 'http_timeout' : (attempt.reason ?? 'unknown_error'),
          }
    const posting = this.#post(body, { 'content-type': contentType, ...this.signature(body), ...retryHeaders })
    const { ackDeadlineMs } = this.#world.settings
    let deadline: NodeJS.Timeout | undefined
    const tooLate = new Promise<'too late'>((resolve) => {
      deadline = setTimeout(() => resolve('too late'), ackDeadlineMs)
    })
    const first = await Promise.race([posting, tooLate])
    clearTimeout(deadline)
    if (first !== 'too late') return first
    void posting.then((outcome) => late(outcome.state === 'acked' ? outcome.answer : { status: outcome.status, detail: outcome.detail }))
    return { state: 'failed', reason: 'http_timeout', detail: `no answer within ${ackDeadlineMs} ms`, retry: 'wanted' }
  }

  /** True when the app answers the challenge of a new request URL as Slack wants. */
  async verifyUrl(): Promise<boolean> {
    const challenge = crypto.randomUUID()
    const body = JSON.stringify({ token: 'verification', challenge, type: 'url_verification' })
    const outcome = await this.#post(body, { 'content-type': 'application/json', ...this.signature(body) })
    if (outcome.state !== 'acked') return false
    return outcome.answer === challenge || JSON.stringify(outcome.answer) === JSON.stringify({ challenge })
  }

  /** True when the app answers `ssl_check=1`, which carries no signature, with HTTP 200. */
  async checkSsl(): Promise<boolean> {
    const outcome = await this.#post('ssl_check=1&token=verification', { 'content-type': 'application/x-www-form-urlencoded' })
    return outcome.state === 'acked'
  }

  /** The two headers that prove a body to be Slack's, for now (real time) or for a given stamp in seconds. */
  signature(body: string, stampSeconds = Math.floor((Date.now() + this.#world.settings.signatureSkewMs) / 1_000)): Record<string, string> {
    const digest = createHmac('sha256', this.#world.tokens.signingSecret).update(`v0:${stampSeconds}:${body}`).digest('hex')
    return { 'x-slack-signature': `v0=${digest}`, 'x-slack-request-timestamp': String(stampSeconds) }
  }

  async #post(body: string, headers: Record<string, string>): Promise<Outcome> {
    const failed = (reason: 'too_many_redirects' | 'connection_failed' | 'http_error', detail: string, status?: number): Outcome => ({
      state: 'failed',
      reason,
      detail,
      retry: 'wanted',
      ...(status === undefined ? {} : { status }),
    })
    let url = this.url
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      let response: Response
      let text: string
      try {
        response = await fetch(url, {
          method: 'POST',
          redirect: 'manual',
          headers: { 'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)', accept: 'application/json,*/*', ...headers },
          body,
          signal: AbortSignal.timeout(this.#world.settings.ackDeadlineMs * 20),
        })
        text = await response.text()
      } catch (error) {
        return failed('connection_failed', error instanceof Error ? String(error.cause ?? error) : String(error))
      }
      const location = response.headers.get('location')
      if (response.status >= 300 && response.status < 400 && location) {
        url = new URL(location, url).href
        continue
      }
      if (response.status === 200) return { state: 'acked', answer: answerOf(response, text), status: 200 }
      const refusal = failed('http_error', `the app answered HTTP ${response.status}`, response.status)
      return response.headers.get('x-slack-no-retry') === '1' && refusal.state === 'failed' ? { ...refusal, retry: 'refused' } : refusal
    }
    return failed('too_many_redirects', `more than ${mostRedirects} redirects`)
  }
}

/** Events go as JSON, the rest as a form; Slack adds no charset, and Bolt counts on that. */
function written({ kind, body }: Delivery): { contentType: string; body: string } {
  if (kind === 'event') return { contentType: 'application/json', body: JSON.stringify(body) }
  const form = kind === 'command' ? new URLSearchParams(formOf(body)) : new URLSearchParams({ payload: JSON.stringify(body) })
  return { contentType: 'application/x-www-form-urlencoded', body: form.toString() }
}

function formOf(body: Json): Record<string, string> {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, String(value)]))
}

function answerOf(response: Response, text: string): unknown {
  if (text === '') return undefined
  const isJsonType = (response.headers.get('content-type') ?? '').startsWith('application/json')
  return isJsonType ? (parseJson(text) ?? text) : text
}
