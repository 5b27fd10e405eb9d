import type { Clock } from '../clock.ts'
import type { ReceivedEvent } from '../db/inbox.ts'
import { markFailed, markHandled, waitingEvents } from '../db/inbox.ts'
import type { Store } from '../db/store.ts'
import type { Log } from '../log.ts'
import { maxEventAttempts, retryDelayMs } from './retry.ts'

export type EventWorker = { wake(): void; idle(): Promise<void>; stop(): Promise<void> }

/** Handles stored events one after the other, in the order in which they came; tries again after a failure, and sets aside what keeps failing. */
export function createEventWorker(parts: {
  store: Store
  clock: Clock
  log: Log
  handle: (event: ReceivedEvent) => Promise<void>
}): EventWorker {
  const { store, clock, log, handle } = parts
  let stopped = false
  let asked = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  async function handleOne(event: ReceivedEvent): Promise<void> {
    try {
      await handle(event)
      await store.write((tx) => markHandled(tx, event.seq, clock.elapsedMs()))
    } catch (error) {
      const attempt = event.attempt + 1
      const again = attempt < maxEventAttempts ? clock.elapsedMs() + retryDelayMs(attempt, Math.random()) : undefined
      log.error({ err: error, inboxSeq: event.seq, attempt }, again === undefined ? 'event set aside' : 'event failed, will be tried again')
      await store.write((tx) => markFailed(tx, event.seq, error instanceof Error ? error.name : 'unknown', again))
    }
  }

  async function run(): Promise<void> {
    try {
      do {
        asked = false
        const events = await waitingEvents(store.read, clock.elapsedMs(), 50)
        for (const event of events) if (!stopped) await handleOne(event)
        if (events.length === 50) asked = true
      } while (asked && !stopped)
    } catch (error) {
      log.error({ err: error }, 'the event worker stumbled and tries again')
    } finally {
      running = undefined
      clearTimeout(timer)
      if (!stopped) timer = setTimeout(wake, 1_000).unref()
    }
  }

  function wake(): void {
    if (stopped) return
    asked = true
    running ??= run()
  }

  return {
    wake,
    async idle() {
      wake()
      while (running !== undefined) await running
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
