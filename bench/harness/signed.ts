import { createHmac } from 'node:crypto'
import { signingSecret } from './slack-stub.ts'

/** A whole HTTP request as Slack would send it: a form with a payload, or JSON, under Slack's signature of this moment. */
export function signedRequest(body: { payload: object } | { json: object }): Buffer {
  const isForm = 'payload' in body
  const written = isForm ? new URLSearchParams({ payload: JSON.stringify(body.payload) }).toString() : JSON.stringify(body.json)
  const stamp = Math.floor(Date.now() / 1_000)
  const signature = createHmac('sha256', signingSecret).update(`v0:${stamp}:${written}`).digest('hex')
  const head = [
    'POST /slack/events HTTP/1.1',
    'Host: 127.0.0.1',
    'User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)',
    'Accept: application/json,*/*',
    `Content-Type: ${isForm ? 'application/x-www-form-urlencoded' : 'application/json'}`,
    `Content-Length: ${Buffer.byteLength(written)}`,
    `X-Slack-Request-Timestamp: ${stamp}`,
    `X-Slack-Signature: v0=${signature}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${written}`)
}
