import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'

export type Tick = {
  /** Runs the work now, for the given calendar time, after any run that is under way. */
  runNow(): Promise<void>
  start(): void
  stop(): Promise<void>
}

/**
 * Asks at a steady pace of real time what is due at the calendar's time. It is a monotonic timer that reads the clock anew each time: a
 * clock set back or forward, or hours of sleep, change what is asked and never whether it is asked.
 */
export function createTick(parts: {
  clock: Clock
  log: Log
  everyMs: number
  work: (now: Temporal.Instant) => Promise<void>
  /** Told after each run how much later than planned it began and how long it took, in real milliseconds. */
  onRun?: (lagMs: number, tookMs: number) => void
}): Tick {
  const { clock, log, everyMs, work, onRun } = parts
  let timer: NodeJS.Timeout | undefined
  let last: Promise<void> = Promise.resolve()
  let stopped = false

  function runNow(): Promise<void> {
    last = last
      .then(() => work(clock.now()))
      .catch((error: unknown) => log.error({ err: error }, 'the tick stumbled; the next one tries again'))
    return last
  }

  async function planned(atMs: number): Promise<void> {
    const beganMs = performance.now()
    await runNow()
    onRun?.(Math.max(0, beganMs - atMs), performance.now() - beganMs)
    const nextMs = performance.now() + everyMs
    if (!stopped) timer = setTimeout(() => void planned(nextMs), everyMs)
  }

  return {
    runNow,
    start: () => void planned(performance.now()),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await last
    },
  }
}
