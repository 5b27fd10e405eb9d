import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The least that a Slack client can talk to: every call is answered at once, and posts get a stamp of their own. */
export type SlackStub = { apiUrl: string; posts(): number; stop(): Promise<void> }

export const workspaceId = 'T0BENCH001'
export const botToken = 'xoxb-bench'
export const signingSecret = 'a-signing-secret-of-the-benchmark'

export async function startSlackStub(): Promise<SlackStub> {
  let posts = 0
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
    request.resume().once('end', () => {
      const method = request.url?.split('/').at(-1) ?? ''
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
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
