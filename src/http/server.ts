import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type HttpServer = { port: number; close(): Promise<void> }
export type Health = { live: boolean; ready: boolean; slack: 'connected' | 'connecting' }

/** Serves GET /healthz (200 when ready, 503 when not) and, with signed HTTP, POST /slack/events. Port 0 takes any free one. */
export async function serveHttp(parts: {
  port: number
  slackEvents: RequestListener | undefined
  health: () => Health
}): Promise<HttpServer> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0]
    if (request.method === 'GET' && path === '/healthz') {
      const health = parts.health()
      response
        .writeHead(health.ready ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(`${JSON.stringify(health)}\n`)
    } else if (request.method === 'POST' && path === '/slack/events' && parts.slackEvents) {
      parts.slackEvents(request, response)
    } else {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
    }
  })
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(parts.port, done)
  })
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done())
    server.closeIdleConnections()
  })
}
