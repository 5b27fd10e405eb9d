import type { Faults } from './faults.ts'
import type { Gateway } from './gateway.ts'
import type { Limits } from './limits.ts'
import type { SocketMode } from './socket-mode.ts'
import type { World } from './state.ts'
import type { TrafficLog } from './traffic.ts'

/** Slack's side of the wire in one value: what it knows, how it reaches the app, what goes wrong on purpose, what happened. */
export type Slack = {
  world: World
  gateway: Gateway
  socketMode: SocketMode
  faults: Faults
  limits: Limits
  traffic: TrafficLog
}
