/** Real milliseconds without any connection after which a process that Slack does answer counts as deaf. */
const deafAfterMs = 300_000

/**
 * Notices a process that Slack cannot reach although Slack answers it: its connections try without end, but whatever keeps them from opening
 * is then on our side, and a new start is the cure. While Slack or the network is away it waits.
 */
export function createWatchdog(parts: {
  connected: () => boolean
  /** Whether Slack answers a call. */
  answers: () => Promise<boolean>
  elapsedMs: () => number
  giveUp: (sentence: string) => void
}): { look(): Promise<void> } {
  const { connected, answers, elapsedMs, giveUp } = parts
  let sinceMs: number | undefined
  return {
    async look() {
      if (connected()) {
        sinceMs = undefined
        return
      }
      const nowMs = elapsedMs()
      sinceMs ??= nowMs
      if (nowMs - sinceMs < deafAfterMs || !(await answers())) return
      sinceMs = nowMs
      giveUp('Slack answers, but no connection has been open for five minutes. Cuecard ends; its supervisor should start it again')
    },
  }
}
