/** What is paced together: Slack limits each method in each workspace by itself. `op` is the outbox's word for the method. */
export type Call = { workspaceId: string; op: string }

/** Calls a second that Slack takes of a kind for sure, and how many it takes at once after a quiet while. */
export type Rate = { perSecond: number; burst: number }

/**
 * Says how many calls may begin, and learns from what Slack answers. All in real milliseconds.
 * A call is handed out only when it may begin at once, so that the most urgent message goes next and a Retry-After holds nothing in memory.
 */
export type Pacer = {
  /** How many calls of this kind may begin now. */
  room(call: Call, nowMs: number): number
  /** When more may begin; `Infinity` when only the end of a call makes room. */
  opensAtMs(call: Call, nowMs: number): number
  /** A call begins. Gives how long it still has to wait for its conversation: two posts to one are `gapMs` apart. */
  begin(call: Call, lane: string | undefined, nowMs: number): number
  /** A call has ended; `refusedForMs` is Slack's Retry-After where it was refused for the pace of its kind. */
  end(call: Call, nowMs: number, refusedForMs?: number): void
  /** Nothing to this conversation before the given moment. */
  holdLane(lane: string, untilMs: number): void
  /** Nothing at all to this workspace before the given moment. */
  holdWorkspace(workspaceId: string, untilMs: number): void
}

/** As Slack says of its tiers, and of posting "several hundred a minute" in a workspace (docs.slack.dev/apis/web-api/rate-limits). */
export const slacksRates = {
  post: { perSecond: 5, burst: 5 },
  update: { perSecond: 1, burst: 30 },
  home: { perSecond: 2, burst: 40 },
  delete: { perSecond: 1, burst: 10 },
}

/** How many calls of one kind are under way at once: more do not make Slack faster, and each is in doubt after a crash. */
const mostUnderway = 20
/** Slack counts Retry-After on its own clock, in whole seconds. */
const marginMs = 100
/** However low the ceiling seems: one call in ten seconds finds out whether it still is. */
const slowest = 0.1

/**
 * A pacer that begins with the given rates and finds the ceiling of each workspace and kind of call for itself: it grows with every call
 * that was taken, and a refusal brings it down to a little less than was taken before. Refusals of calls that were under way together count
 * as one.
 */
export function createPacer(options: { gapMs: number; rates: Readonly<Record<string, Rate>> | 'unlimited' }): Pacer {
  const { gapMs, rates } = options
  const kinds = new Map<string, Kind>()
  const lanes = new Map<string, number>()
  const workspaces = new Map<string, number>()

  function kindOf(call: Call, nowMs: number): Kind {
    const key = `${call.workspaceId}/${call.op}`
    let kind = kinds.get(key)
    if (kind === undefined) {
      const rate = rates === 'unlimited' ? undefined : rates[call.op]
      kind = {
        perSecond: rate?.perSecond ?? Infinity,
        burst: rate?.burst ?? Infinity,
        tokens: rate?.burst ?? Infinity,
        countedAtMs: nowMs,
        base: rate?.perSecond ?? Infinity,
        metCeiling: false,
        pausedUntilMs: 0,
        underway: 0,
        taken: 0,
        sinceMs: nowMs,
      }
      kinds.set(key, kind)
    }
    const earnedMs = nowMs - Math.max(kind.countedAtMs, kind.pausedUntilMs)
    if (earnedMs > 0 && kind.perSecond !== Infinity) kind.tokens = Math.min(kind.burst, kind.tokens + (kind.perSecond * earnedMs) / 1_000)
    kind.countedAtMs = Math.max(kind.countedAtMs, nowMs)
    return kind
  }

  const heldUntilMs = (call: Call, kind: Kind) => Math.max(kind.pausedUntilMs, workspaces.get(call.workspaceId) ?? 0)

  return {
    room(call, nowMs) {
      const kind = kindOf(call, nowMs)
      if (nowMs < heldUntilMs(call, kind)) return 0
      // Compared with a little slack, because tokens are sums of fractions.
      return Math.max(0, Math.min(mostUnderway - kind.underway, Math.floor(kind.tokens + 1e-6)))
    },
    opensAtMs(call, nowMs) {
      const kind = kindOf(call, nowMs)
      if (kind.underway >= mostUnderway) return Infinity
      const missing = Math.max(0, 1 - kind.tokens)
      return Math.max(nowMs, heldUntilMs(call, kind)) + Math.ceil((missing / kind.perSecond) * 1_000)
    },
    begin(call, lane, nowMs) {
      const kind = kindOf(call, nowMs)
      kind.underway++
      kind.tokens -= 1
      if (lane === undefined) return 0
      const at = Math.max(nowMs, lanes.get(lane) ?? 0)
      lanes.set(lane, at + gapMs)
      if (lanes.size > 10_000) for (const [old, time] of lanes) if (time <= nowMs) lanes.delete(old)
      return at - nowMs
    },
    end(call, nowMs, refusedForMs) {
      const kind = kindOf(call, nowMs)
      kind.underway--
      if (refusedForMs === undefined) {
        if (kind.perSecond === Infinity || kind.tokens > kind.burst / 2) return
        kind.taken++
        grow(kind)
        return
      }
      const untilMs = nowMs + refusedForMs + marginMs
      if (nowMs >= kind.pausedUntilMs) shrink(kind, nowMs, untilMs)
      kind.pausedUntilMs = Math.max(kind.pausedUntilMs, untilMs)
    },
    holdLane: (lane, untilMs) => void lanes.set(lane, Math.max(lanes.get(lane) ?? 0, untilMs)),
    holdWorkspace: (workspaceId, untilMs) => void workspaces.set(workspaceId, Math.max(workspaces.get(workspaceId) ?? 0, untilMs)),
  }
}

type Kind = {
  perSecond: number
  burst: number
  /** How many calls the rate has room for at `countedAtMs`. */
  tokens: number
  countedAtMs: number
  /** Where growth began: the first rate, or a little less than the one at which Slack refused last. */
  base: number
  metCeiling: boolean
  pausedUntilMs: number
  underway: number
  /** Calls taken since `sinceMs`, the end of the last pause, while more were wanted than the rate allowed. */
  taken: number
  sinceMs: number
}

/**
 * Half as much again after 250 calls while the ceiling was not met. Afterwards the rate stays close to it (2 % more after 160 calls) and then
 * asks ever more boldly (half as much again after 780): a ceiling that stands costs one refusal in some 300 calls, and one that was lifted
 * is noticed.
 */
function grow(kind: Kind): void {
  kind.perSecond = kind.base * (kind.metCeiling ? 1 + (kind.taken / 1_100) ** 2 : 1 + kind.taken / 500)
}

function shrink(kind: Kind, nowMs: number, untilMs: number): void {
  const before = kind.perSecond === Infinity ? 5 : kind.perSecond
  // Refused soon after the last pause: the ceiling is well below. Refused after a while: it was met while growing.
  kind.metCeiling = nowMs - kind.sinceMs >= 5_000
  kind.base = Math.max(slowest, before * (kind.metCeiling ? 0.93 : 0.7))
  kind.perSecond = kind.base
  kind.burst = Math.min(kind.burst, Math.max(1, kind.base / 2))
  // The first call after the pause is alone: it asks whether the pause was long enough.
  kind.tokens = 1
  kind.taken = 0
  kind.sinceMs = untilMs
}
