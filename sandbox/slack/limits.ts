/** How often the app may call. Everything is off at first: a story should fail for its own reasons. */
export type LimitSettings = {
  /** Slack's tiers: 1, 20, 50 and 100 calls a minute per method. */
  tiers: 'on' | 'off'
  /** Ms between two messages in one channel (Slack: about 1,000), or null. */
  channelGapMs: number | null
  /** Messages a minute in the whole workspace (Slack: several hundred), or null. */
  postsPerMinute: number | null
  /** `non_marketplace`: history and replies once a minute, fifteen messages at most. */
  history: 'tier' | 'non_marketplace'
}

/** 'none' for methods whose special limits are not modelled. */
export type Tier = 1 | 2 | 3 | 4 | 'post' | 'none'

const callsPerMinute = { 1: 1, 2: 20, 3: 50, 4: 100 }
const minuteMs = 60_000

/** Counts calls in a window that slides over real time. */
export class Limits {
  settings: LimitSettings = { tiers: 'off', channelGapMs: null, postsPerMinute: null, history: 'tier' }
  #calls = new Map<string, number[]>()
  #closedUntil = new Map<string, number>()

  set(settings: Partial<LimitSettings>): void {
    this.settings = { ...this.settings, ...settings }
    this.#calls.clear()
    this.#closedUntil.clear()
  }

  /** Seconds to wait (whole, at least 1) when this call is one too many; undefined when it may pass, and then it counts. */
  retryAfter(method: string, tier: Tier, channel: string | undefined): number | undefined {
    const windows: { key: string; most: number; overMs: number }[] = []
    const { tiers, channelGapMs, postsPerMinute, history } = this.settings
    const isHistory = method === 'conversations.history' || method === 'conversations.replies'
    if (isHistory && history === 'non_marketplace') windows.push({ key: method, most: 1, overMs: minuteMs })
    else if (tiers === 'on' && typeof tier === 'number') windows.push({ key: method, most: callsPerMinute[tier], overMs: minuteMs })
    if (tier === 'post' && channelGapMs !== null && channel) windows.push({ key: `channel ${channel}`, most: 1, overMs: channelGapMs })
    if (tier === 'post' && postsPerMinute !== null) windows.push({ key: 'posts', most: postsPerMinute, overMs: minuteMs })

    const now = performance.now()
    const waits = windows.map((window) => this.#waitMs(window, now))
    const waitMs = Math.max(0, ...waits)
    if (waitMs > 0) return Math.ceil(waitMs / 1_000)
    for (const { key } of windows) this.#calls.set(key, [...(this.#calls.get(key) ?? []), now])
    return undefined
  }

  /** After a refusal the window stays shut until the Retry-After that was told is over. */
  #waitMs({ key, most, overMs }: { key: string; most: number; overMs: number }, now: number): number {
    const recent = (this.#calls.get(key) ?? []).filter((calledMs) => calledMs > now - overMs)
    this.#calls.set(key, recent)
    const shut = (this.#closedUntil.get(key) ?? 0) - now
    const oldest = recent[recent.length - most]
    if (oldest === undefined) return Math.max(0, shut)
    const waitMs = Math.max(shut, oldest + overMs - now)
    this.#closedUntil.set(key, now + Math.ceil(waitMs / 1_000) * 1_000)
    return waitMs
  }
}
