import { seededRandom } from '../../bench/simulate/random.ts'
import type { Fault } from '../../sandbox/practice-api.ts'
import type { Drop } from '../../sandbox/slack/socket-mode.ts'

/** One thing that goes wrong, so many real milliseconds after the start. */
export type Blow = { atMs: number } & (
  | { what: 'kill'; replica: number }
  | { what: 'freeze'; replica: number; forMs: number }
  | { what: 'slack'; fault: Fault }
  | { what: 'sockets'; how: Drop | 'on_next_delivery' }
  | { what: 'refresh' }
  | { what: 'wire'; duplicateEvents: boolean; reorder: boolean }
  | { what: 'offline'; forMs: number }
  | { what: 'clock'; byMinutes: number }
  | { what: 'disk full'; replica: number; forMs: number }
)

/** Everything that goes wrong in a run: the same for the same seed. Between two blows lie 0.3 to 2.5 seconds. */
export function planOf(seed: number, minutes: number, replicas: number): Blow[] {
  const random = seededRandom(seed)
  const blows: Blow[] = []
  for (let atMs = 2_000; atMs < minutes * 60_000; atMs += random.between(300, 2_500)) {
    const replica = random.between(0, replicas - 1)
    const blow = random.pick<() => Omit<Blow, 'atMs'>>([
      () => ({ what: 'kill', replica }),
      () => ({ what: 'kill', replica }),
      () => ({ what: 'freeze', replica, forMs: random.between(300, 2_500) }),
      () => ({ what: 'slack', fault: faultOf(random) }),
      () => ({ what: 'slack', fault: faultOf(random) }),
      () => ({ what: 'slack', fault: faultOf(random) }),
      () => ({ what: 'slack', fault: faultOf(random) }),
      () => ({ what: 'sockets', how: random.pick(['terminate', 'close', 'silent', 'on_next_delivery'] as const) }),
      () => ({ what: 'refresh' }),
      () => ({ what: 'wire', duplicateEvents: random.between(0, 1) === 1, reorder: random.between(0, 1) === 1 }),
      () => ({ what: 'offline', forMs: random.between(200, 2_000) }),
      () => ({ what: 'clock', byMinutes: random.pick([-30, -10, -3, 3, 7]) }),
      () => ({ what: 'disk full', replica, forMs: random.between(500, 3_000) }),
    ])()
    // A pick gives back one of the shapes above.
    blows.push({ ...blow, atMs } as Blow)
  }
  return blows
}

/** Methods whose failure people or messages feel. Slow ones stay within the quarantine: beyond it Slack lets nobody know (README). */
const methods = ['chat.postMessage', 'chat.postMessage', 'chat.postMessage', 'chat.update', 'views.open', 'conversations.open', '*']

function faultOf(random: ReturnType<typeof seededRandom>): Fault {
  const kind = random.pick<Fault['kind']>([
    'rate_limited',
    'rate_limited_without_header',
    'http_500_before',
    'http_500_after',
    'http_503_before',
    'http_503_after',
    'reply_lost_before',
    'reply_lost_after',
    'no_reply_after',
    'internal_error_after',
    'fatal_error_after',
    'slow',
    'cut_json',
    'html_200',
  ])
  return { kind, method: random.pick(methods), times: random.between(1, 3), seconds: random.between(1, 2) }
}

/** A blow in words, for the record of a run. */
export function inWords(blow: Blow): string {
  const at = `${(blow.atMs / 1000).toFixed(1)} s`
  switch (blow.what) {
    case 'kill':
      return `${at}: process ${blow.replica + 1} killed`
    case 'freeze':
      return `${at}: process ${blow.replica + 1} frozen for ${blow.forMs} ms`
    case 'slack':
      return `${at}: ${blow.fault.kind} on ${blow.fault.method}, ${blow.fault.times} times`
    case 'sockets':
      return `${at}: every socket ${blow.how}`
    case 'refresh':
      return `${at}: sockets refreshed`
    case 'wire':
      return `${at}: events twice ${blow.duplicateEvents}, out of order ${blow.reorder}`
    case 'offline':
      return `${at}: Slack away for ${blow.forMs} ms`
    case 'clock':
      return `${at}: clock set by ${blow.byMinutes} min`
    case 'disk full':
      return `${at}: disk of process ${blow.replica + 1} full for ${blow.forMs} ms`
    default:
      return blow satisfies never
  }
}
