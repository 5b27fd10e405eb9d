import { setTimeout as delay } from 'node:timers/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from '../../practice-api.ts'
import { lintMessage } from '../block-kit/check.ts'
import { parseJson } from '../json.ts'
import type { Slack } from '../slack.ts'
import { directMessage } from '../state.ts'
import { argsOf, bytesOf } from './body.ts'
import { Args, missingScope, readableArgs, refuse, type Answer, type Method } from './call.ts'
import { methods } from './methods.ts'

/** Answers one Web API call, with the faults that were asked for. */
export async function serveWebApi(slack: Slack, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice('/api/'.length)
  const method = methods.get(name)
  const fault = slack.faults.take(name)
  const read = await argsOf(request, await bytesOf(request))
  const args = new Args(read === 'unreadable' ? {} : read)
  const lint = name.startsWith('chat.post') || name === 'chat.update' ? lintOf(args) : []
  const entry = slack.traffic.begin({ kind: 'call', name, payload: readableArgs(args.all), lint })
  const reply = (status: number, body: string, headers: Record<string, string> = {}) => {
    entry.end({ answer: parseJson(body) ?? body, status })
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(body)
  }
  const cut = (when: string) => {
    entry.end({ answer: { lost: when } })
    request.socket.destroy()
  }

  if (fault?.kind === 'no_reply_after') entry.end({ answer: { lost: 'no reply' } })
  const before = fault && (await goWrongBefore(fault, reply, cut))
  if (before === 'over') return
  const retryAfter = method && slack.limits.retryAfter(name, method.tier, channelOf(slack, args))
  if (retryAfter !== undefined) return reply(429, '{"ok":false,"error":"ratelimited"}', { 'retry-after': String(retryAfter) })
  const answer = read === 'unreadable' ? refuse('invalid_form_data') : await answerTo(slack, request, method, args)
  const scopes = { 'x-oauth-scopes': [...slack.world.app.scopes].join(','), 'x-accepted-oauth-scopes': (method?.scopes ?? []).join(',') }
  if (fault && (await goWrongAfter(fault, answer, reply, cut)) === 'over') return
  reply(200, JSON.stringify(answer), scopes)
}

async function answerTo(slack: Slack, request: IncomingMessage, method: Method | undefined, args: Args): Promise<Answer> {
  const { app, tokens } = slack.world
  if (!method) return refuse('unknown_method')
  if (method.token !== 'none') {
    const token = bearer(request) ?? args.text('token')
    if (!token) return refuse('not_authed')
    if (token !== tokens.bot && token !== tokens.app) return refuse('invalid_auth')
    if (token === tokens.app && method.token !== 'app') return refuse('not_allowed_token_type')
    if (token === tokens.bot && method.token === 'app') return refuse('not_allowed_token_type')
    if (tokens.state === 'uninstalled') return refuse('account_inactive')
    if (tokens.state === 'revoked' && token === tokens.bot) return refuse('token_revoked')
    if (method.scopes.length > 0 && !method.scopes.some((scope) => app.scopes.has(scope))) {
      return missingScope(method.scopes.join(','), app.scopes)
    }
  }
  return method.answer(slack, args)
}

/** A person's id and the direct message with them count as one channel. */
function channelOf({ world }: Slack, args: Args): string | undefined {
  const channel = args.text('channel')
  return channel && world.people.has(channel) ? directMessage(world, channel, world.app.botUserId).id : channel
}

function bearer(request: IncomingMessage): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
}

function lintOf(args: Args): string[] {
  const [blocks, attachments] = [args.json('blocks'), args.json('attachments')]
  return lintMessage({
    text: args.given('text') ?? '',
    ...(blocks === 'unreadable' ? {} : { blocks: blocks.value }),
    ...(attachments === 'unreadable' ? {} : { attachments: attachments.value }),
  })
}

type Reply = (status: number, body: string, headers?: Record<string, string>) => void
type Cut = (when: string) => void

/** Faults by which the call changes nothing. */
async function goWrongBefore(fault: Fault, reply: Reply, cut: Cut): Promise<'over' | 'go on'> {
  switch (fault.kind) {
    case 'rate_limited':
      reply(429, '{"ok":false,"error":"ratelimited"}', { 'retry-after': String(fault.seconds ?? 1) })
      return 'over'
    case 'rate_limited_without_header':
      reply(429, '{"ok":false,"error":"ratelimited"}')
      return 'over'
    case 'http_500_before':
      reply(500, 'Internal Server Error', { 'content-type': 'text/plain' })
      return 'over'
    case 'http_503_before':
      reply(503, 'Service Unavailable', { 'content-type': 'text/plain' })
      return 'over'
    case 'reply_lost_before':
      cut('before anything was done')
      return 'over'
    case 'html_200':
      reply(200, '<!doctype html><title>Slack</title><p>Something went wrong.</p>', { 'content-type': 'text/html' })
      return 'over'
    case 'error':
      reply(200, JSON.stringify(refuse(fault.code ?? 'internal_error')))
      return 'over'
    case 'slow':
      await delay((fault.seconds ?? 1) * 1_000)
      return 'go on'
    default:
      return 'go on'
  }
}

/** Faults that strike after the call did its work: the message is there, the app does not learn of it. */
async function goWrongAfter(fault: Fault, answer: Answer, reply: Reply, cut: Cut): Promise<'over' | 'go on'> {
  switch (fault.kind) {
    case 'http_500_after':
      reply(500, 'Internal Server Error', { 'content-type': 'text/plain' })
      return 'over'
    case 'http_503_after':
      reply(503, 'Service Unavailable', { 'content-type': 'text/plain' })
      return 'over'
    case 'reply_lost_after':
      cut('after it was done')
      return 'over'
    case 'no_reply_after':
      setTimeout(() => cut('after it was done, in silence'), (fault.seconds ?? 60) * 1_000).unref()
      return 'over'
    case 'internal_error_after':
      reply(200, JSON.stringify(refuse('internal_error')))
      return 'over'
    case 'fatal_error_after':
      reply(200, JSON.stringify(refuse('fatal_error')))
      return 'over'
    case 'cut_json': {
      const whole = JSON.stringify(answer)
      reply(200, whole.slice(0, Math.floor(whole.length / 2)))
      return 'over'
    }
    default:
      return 'go on'
  }
}
