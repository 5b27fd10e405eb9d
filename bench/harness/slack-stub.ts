import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The least that a Slack client can talk to: every call is answered at once, and posts get a stamp of their own. */
export type SlackStub = {
  apiUrl: string
  posts(): number
  /** When each message came that was taken, as performance.now() has it. */
  postedAtMs(): readonly number[]
  /** Starts the clock of the limit. */
  beginLimit(): void
  /** How many messages were refused, and how many came although a Retry-After had not passed. */
  refusals(): { refused: number; early: number }
  stop(): Promise<void>
}

/** A limit as Slack has it: so many messages a minute in the workspace, and one in so many milliseconds to a conversation. */
export type Limit = { perMinute(atMs: number): number; channelGapMs: number; retryAfterSeconds: number }

/** How many messages a limit takes at once after a quiet while. */
export const limitBurst = 5

export const workspaceId = 'T0BENCH001'
export const botToken = 'xoxb-bench'
export const signingSecret = 'a-signing-secret-of-the-benchmark'

export async function startSlackStub(limit?: Limit): Promise<SlackStub> {
  let posts = 0
  const postedAtMs: number[] = []
  const gate = limit && createGate(limit)
  const identity = {
    ok: true,
    user_id: 'U0BENCHBOT',
    bot_id: 'B0BENCHBOT',
    team_id: workspaceId,
    team: 'Bench',
    user: 'cuecard',
    url: 'https://bench.slack.com/',
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => void (gate && chunks.push(chunk)))
    request.once('end', () => {
      const method = request.url?.split('/').at(-1) ?? ''
      if (method === 'chat.postMessage') {
        const channel = gate && new URLSearchParams(Buffer.concat(chunks).toString()).get('channel')
        if (gate && !gate.takes(channel ?? '')) {
          const headers = { 'content-type': 'application/json', 'retry-after': String(limit?.retryAfterSeconds) }
          response.writeHead(429, headers).end(JSON.stringify({ ok: false, error: 'ratelimited' }))
          return
        }
        postedAtMs.push(performance.now())
      }
      const answer =
        method === 'auth.test'
          ? identity
          : method === 'chat.postMessage'
            ? { ok: true, channel: 'D0BENCH001', ts: `1764000000.${String(++posts).padStart(6, '0')}` }
            : { ok: true, channel: { id: 'D0BENCH001' } }
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer))
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  // A server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    posts: () => posts,
    postedAtMs: () => postedAtMs,
    beginLimit: () => gate?.begin(),
    refusals: () => gate?.refusals() ?? { refused: 0, early: 0 },
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** A bucket that refills evenly, and the last message of each conversation. */
function createGate({ perMinute, channelGapMs, retryAfterSeconds }: Limit) {
  let [beganMs, countedMs, tokens] = [performance.now(), performance.now(), limitBurst]
  let [refused, early, notBeforeMs] = [0, 0, 0]
  const lastMs = new Map<string, number>()
  return {
    begin() {
      beganMs = countedMs = performance.now()
      tokens = limitBurst
    },
    takes(channel: string): boolean {
      const nowMs = performance.now()
      tokens = Math.min(limitBurst, tokens + (perMinute(nowMs - beganMs) / 60_000) * (nowMs - countedMs))
      countedMs = nowMs
      if (nowMs < notBeforeMs) early++
      const tooSoon = nowMs - (lastMs.get(channel) ?? -Infinity) < channelGapMs
      if (tokens < 1 || tooSoon || nowMs < notBeforeMs) {
        refused++
        notBeforeMs = Math.max(notBeforeMs, nowMs + retryAfterSeconds * 1_000)
        return false
      }
      tokens -= 1
      lastMs.set(channel, nowMs)
      return true
    },
    refusals: () => ({ refused, early }),
  }
}
