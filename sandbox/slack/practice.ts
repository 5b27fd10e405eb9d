import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Act, CalendarEntry, ClockState, Fault, Hangup, LiveEvent } from '../practice-api.ts'
import { externalOptions, perform } from './acts.ts'
import { isJson, parseJson, textAt } from './json.ts'
import { stateFor } from './practice-state.ts'
import type { Slack } from './slack.ts'
import { bytesOf } from './web-api/body.ts'

/** The calendar clock of the practice workspace, given by whoever started the stand-in; without it the clock stands as it is. */
export type PracticeClock = {
  state(): ClockState | Promise<ClockState>
  move(to: number): ClockState | Promise<ClockState>
  /** What the app has in its calendar between two times. */
  entries?(from: number, to: number): Promise<CalendarEntry[]>
}

/** Answers the routes under /practice/ that `practice-api.ts` describes. */
export async function servePractice(
  slack: Slack,
  clock: PracticeClock | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const asked = (name: string) => searchParams.get(name) ?? ''
  const body = request.method === 'POST' ? parseJson((await bytesOf(request)).toString()) : undefined
  const answer = (value: unknown, status = 200) =>
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
      .end(JSON.stringify(value))

  switch (`${request.method} ${pathname}`) {
    case 'GET /practice/state': {
      const state = stateFor(slack.world, asked('as'))
      return void (state ? answer(state) : answer({ error: `Nobody here has the id ${asked('as')}.` }, 404))
    }
    case 'GET /practice/live':
      return live(slack, asked('as'), response)
    case 'POST /practice/act':
      if (!isJson(body)) return void answer({ ok: false, trouble: 'The act is no JSON object.' }, 400)
      // The page and the tests share the type; perform() refuses an act that it does not know.
      return void answer(await perform(slack, body as Act))
    case 'GET /practice/options': {
      const query = { in: placeAsked(searchParams), blockId: asked('blockId'), actionId: asked('actionId'), value: asked('value') }
      const options = await externalOptions(slack, asked('as'), query)
      return void answer(options ?? { options: [], trouble: 'We had some trouble connecting. Try again?' })
    }
    case 'GET /practice/traffic':
      return void answer(slack.traffic.after(Number(asked('after') || 0)))
    case 'GET /practice/faults':
      return void answer(slack.faults.list())
    case 'POST /practice/faults':
      setFaults(slack, body)
      return void answer(slack.faults.list())
    case 'POST /practice/sockets': {
      const how = hangups.find((one) => one === textAt(body, 'how'))
      if (how === undefined) return void answer({ error: `Connections end in one of these ways: ${hangups.join(', ')}.` }, 400)
      return void answer({ ended: slack.socketMode.drop(how) })
    }
    case 'GET /practice/calendar':
      return void answer((await clock?.entries?.(Number(asked('from')), Number(asked('to')))) ?? [])
    case 'GET /practice/clock':
      return void answer(await clockState(slack, clock))
    case 'POST /practice/clock':
      return void answer(await moveClock(slack, clock, body))
  }
  if (pathname.startsWith('/practice/file/')) return serveFile(slack, pathname.slice('/practice/file/'.length), response)
  answer({ error: `There is no ${request.method} ${pathname}.` }, 404)
}

const hangups: readonly Hangup['how'][] = ['terminate', 'on_next_delivery', 'close', 'link_disabled', 'silent']

function placeAsked(asked: URLSearchParams): (Act & { do: 'interact' })['in'] {
  if (asked.get('home') === 'true') return { home: true }
  const viewId = asked.get('viewId')
  return viewId === null ? { channel: asked.get('channel') ?? '', ts: asked.get('ts') ?? '' } : { viewId }
}

function live({ world }: Slack, personId: string, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' })
  const send = (event: LiveEvent) => response.write(`data: ${JSON.stringify(event)}\n\n`)
  let waiting = false
  const changed = () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      send({ type: 'changed' })
    }, 20)
  }
  const troubled = (text: string, person: string | undefined) => {
    if (person === undefined || person === personId) send({ type: 'trouble', text })
  }
  const clockMoved = (now: number) => send({ type: 'clock', now })
  world.signals.on('changed', changed)
  world.signals.on('trouble', troubled)
  world.signals.on('clock', clockMoved)
  const beat = setInterval(() => response.write(': still here\n\n'), 15_000)
  beat.unref()
  send({ type: 'clock', now: world.now() })
  response.on('close', () => {
    clearInterval(beat)
    world.signals.off('changed', changed)
    world.signals.off('trouble', troubled)
    world.signals.off('clock', clockMoved)
  })
}

function setFaults({ faults }: Slack, body: unknown): void {
  const given = Array.isArray(body) ? body : [body]
  // The page and the tests share the type; a fault of an unknown kind does nothing.
  const wanted = given.filter((fault): fault is Fault => textAt(fault, 'kind') !== undefined && textAt(fault, 'method') !== undefined)
  if (Array.isArray(body)) faults.set(wanted)
  else for (const fault of wanted) faults.add(fault)
}

async function clockState({ world }: Slack, clock: PracticeClock | undefined): Promise<ClockState> {
  return clock ? clock.state() : { now: world.now(), canMove: false }
}

async function moveClock(slack: Slack, clock: PracticeClock | undefined, body: unknown): Promise<ClockState> {
  const { world } = slack
  const to = isJson(body) && typeof body['to'] === 'number' ? body['to'] : undefined
  const byMinutes = isJson(body) && typeof body['byMinutes'] === 'number' ? body['byMinutes'] : undefined
  if (!clock || (to === undefined && byMinutes === undefined)) return clockState(slack, clock)
  const before = writtenByApp(slack)
  const state = await clock.move(to ?? world.now() + (byMinutes ?? 0) * 60_000)
  world.signals.emit('clock', state.now)
  world.signals.emit('changed')
  return { ...state, written: writtenByApp(slack) - before }
}

function writtenByApp({ world }: Slack): number {
  return [...world.conversations.values()].reduce(
    (sum, { messages }) => sum + messages.filter(({ user }) => user === world.app.botUserId).length,
    0,
  )
}

function serveFile({ world }: Slack, id: string, response: ServerResponse): void {
  const file = world.files.get(id)
  if (!file?.content || file.state !== 'complete') {
    response.writeHead(404).end()
    return
  }
  response
    .writeHead(200, { 'content-type': file.mimetype, 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}` })
    .end(file.content)
}
