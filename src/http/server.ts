import { createServer } from 'node:http'
import type { RequestListener, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Metrics } from './metrics.ts'

export type HttpServer = { port: number; close(): Promise<void> }
export type Health = {
  /** False when the process hangs and should be started anew. */
  live: boolean
  /** False while it should get no traffic: not connected, without its database, or stopping. */
  ready: boolean
  slack: 'connected' | 'connecting'
}

/**
 * Serves GET /healthz (200 when ready, else 503), /healthz/live and /healthz/ready for supervisors that ask apart, /metrics for Prometheus,
 * and, with signed HTTP, POST /slack/events. Port 0 takes any free one.
 */
export async function serveHttp(parts: {
  port: number
  slackEvents: RequestListener | undefined
  health: () => Promise<Health>
  metrics: Pick<Metrics, 'contentType' | 'text'>
}): Promise<HttpServer> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    if (request.method === 'POST' && path === '/slack/events' && parts.slackEvents) return parts.slackEvents(request, response)
    const answer = request.method === 'GET' ? answers[path] : undefined
    if (answer === undefined) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
    return void answer(response).catch(() => response.writeHead(503).end())
  })
  const answers: Record<string, (response: ServerResponse) => Promise<unknown>> = {
    '/healthz': async (response) => tell(response, await parts.health(), 'ready'),
    '/healthz/ready': async (response) => tell(response, await parts.health(), 'ready'),
    '/healthz/live': async (response) => tell(response, await parts.health(), 'live'),
    '/metrics': async (response) => {
      const text = await parts.metrics.text()
      response.writeHead(200, { 'content-type': parts.metrics.contentType }).end(text)
    },
  }
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(parts.port, done)
  })
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) }
}

function tell(response: ServerResponse, health: Health, asked: 'live' | 'ready'): void {
  response
    .writeHead(health[asked] ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(`${JSON.stringify(health)}\n`)
}

function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done())
    server.closeIdleConnections()
  })
}
