import type { Clock } from '../clock.ts'
import type { ReceivedEvent, StoredEvent } from '../db/inbox.ts'
import { markFailed, markHandled, openEvent, putOff, waitingEvents } from '../db/inbox.ts'
import { SealBroken } from '../db/sealing.ts'
import type { Store, Tx } from '../db/store.ts'
import type { Log } from '../log.ts'
import { errorInShort } from '../log.ts'
import { maxEventAttempts, retryDelayMs } from './retry.ts'

/** What an event is about is being decided at this moment: it is handled a little later, and that is no failure. */
export class NotYet extends Error {}

export type EventWorker = { wake(): void; idle(): Promise<void>; stop(): Promise<void> }

/**
 * Handles stored events one after the other, in the order in which they came. One that fails is tried again later, one that keeps failing
 * or cannot be read is set aside with its error, by kind and place; the others go on.
 */
export function createEventWorker(parts: {
  store: Store
  clock: Clock
  log: Log
  handle: (event: ReceivedEvent) => Promise<void>
  /** Called in the transaction that sets an event aside. */
  whenSetAside?: (tx: Tx, event: StoredEvent, now: Temporal.Instant) => Promise<void>
}): EventWorker {
  const { store, clock, log, handle, whenSetAside } = parts
  let stopped = false
  let asked = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  async function handleOne(event: StoredEvent): Promise<void> {
    try {
      await handle(openEvent(store.read, event))
      await store.write((tx) => markHandled(tx, event.seq, clock.elapsedMs()))
    } catch (error) {
      if (error instanceof NotYet) return store.write((tx) => putOff(tx, event.seq, clock.elapsedMs() + aMomentMs))
      const attempt = event.attempt + 1
      const again =
        attempt < maxEventAttempts && !(error instanceof SealBroken) ? clock.elapsedMs() + retryDelayMs(attempt, Math.random()) : undefined
      log.error({ err: error, inboxSeq: event.seq, attempt }, again === undefined ? 'event set aside' : 'event failed, will be tried again')
      await store.write(async (tx) => {
        await markFailed(tx, event.seq, errorInShort(error), again)
        if (again === undefined) await whenSetAside?.(tx, event, clock.now())
      })
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

/** Real milliseconds after which an event whose matter was undecided is looked at again. */
const aMomentMs = 1_000
