import type { Clock } from '../clock.ts'
import type { OutboxRow, Settlement } from '../db/outbox.ts'
import { doubtfulRows, expireLeases, leaseDue, nextAttemptMs, settle } from '../db/outbox.ts'
import type { Store, Tx } from '../db/store.ts'
import type { Log } from '../log.ts'
import type { Pacer } from './pacer.ts'
import { maxAttempts, maxBrokenAttempts, retryDelayMs } from './retry.ts'
import type { Outcome, Sender } from './sender.ts'

export type Courier = {
  /** Something may be due: look now. Cheap to call. */
  wake(): void
  /** Resolves when nothing is being sent and nothing more is due at this moment. */
  idle(): Promise<void>
  /** Takes nothing new and resolves when what is under way has been recorded. */
  stop(): Promise<void>
}

/** What follows from an outcome, in the transaction that records it. Called once for each outcome that counts. */
export type AfterDelivery = {
  sent(tx: Tx, row: OutboxRow, at: { channel: string; ts: string }, now: Temporal.Instant): Promise<void>
  failed(tx: Tx, row: OutboxRow, error: string, now: Temporal.Instant): Promise<void>
}

const batch = 20

/**
 * Carries outbox rows to Slack: lease, send, record. Intent, attempt and outcome are separate commits, so a process that dies at any
 * point leaves a row that says how far it came. A row whose fate is unknown is looked up in Slack's history, after a quarantine, before it
 * is sent again.
 */
export function createCourier(parts: {
  store: Store
  clock: Clock
  sender: Sender
  pacer: Pacer
  log: Log
  quarantineMs: number
  leaseMs: number
  after?: AfterDelivery
  onOutcome?: (outcome: Outcome['is']) => void
  random?: () => number
}): Courier {
  const { store, clock, sender, pacer, log, quarantineMs, leaseMs, after, onOutcome, random = Math.random } = parts
  let first = store.alone
  let stopped = false
  let asked = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  const underway = new Set<Promise<void>>()

  async function carry(row: OutboxRow): Promise<void> {
    const waitMs = pacer.waitMs(row.op === 'post' ? sender.paceKey(row) : undefined, clock.elapsedMs())
    if (waitMs > 0) await pause(waitMs)
    if (row.expiresAt !== null && clock.now().epochMilliseconds >= row.expiresAt) return record(row, { is: 'not_wanted' })
    record(
      row,
      await sender.send(row).catch((error: unknown): Outcome => {
        // What send throws is a bug of ours, before or after the call: nobody knows, so it is treated as unknown.
        log.error({ err: error, outboxId: row.id, kind: row.kind }, 'sending threw')
        return { is: 'ambiguous', error: 'bug' }
      }),
    )
  }

  function record(row: OutboxRow, outcome: Outcome): void {
    onOutcome?.(outcome.is)
    const nowMs = clock.elapsedMs()
    if (outcome.is === 'retryable' && outcome.afterMs !== undefined) {
      pacer.pauseUntil(outcome.scope === 'workspace' ? undefined : sender.paceKey(row), nowMs + outcome.afterMs)
    }
    const settlement = settlementOf(row, outcome, nowMs)
    const note = {
      outboxId: row.id,
      kind: row.kind,
      op: row.op,
      attempt: row.attempt,
      outcome: outcome.is,
      ...('error' in outcome ? { error: outcome.error } : {}),
    }
    if (settlement.state === 'failed') log.error(note, 'message given up')
    else log.info(note, 'message attempt')
    const saved = settled(row, settlement).then(
      () => undefined,
      // The lease expires and the row is looked up in Slack's history: nothing is lost by not knowing now.
      (error: unknown) => log.error({ err: error, outboxId: row.id }, 'outcome was not recorded'),
    )
    void track(saved)
  }

  function settled(row: OutboxRow, settlement: Settlement): Promise<void> {
    return store.write(async (tx) => {
      if (!(await settle(tx, row, settlement))) return
      if (settlement.state === 'sent') await after?.sent(tx, row, settlement, clock.now())
      if (settlement.state === 'failed') await after?.failed(tx, row, settlement.error, clock.now())
    })
  }

  function settlementOf(row: OutboxRow, outcome: Outcome, nowMs: number): Settlement {
    switch (outcome.is) {
      case 'sent':
        return { state: 'sent', channel: outcome.channel, ts: outcome.ts, sentAt: clock.now().epochMilliseconds }
      case 'not_wanted':
        return { state: 'dropped', error: 'no longer wanted' }
      case 'permanent':
        return { state: 'failed', error: outcome.error }
      case 'broken':
        return row.attempt >= maxBrokenAttempts ? { state: 'failed', error: outcome.error } : again(row, outcome.error, nowMs)
      case 'retryable':
        return again(row, outcome.error, nowMs, outcome.afterMs)
      case 'ambiguous':
        if (row.op !== 'post') return again(row, outcome.error, nowMs)
        return { state: 'in_doubt', notBeforeMs: nowMs + quarantineMs, error: outcome.error, channel: outcome.channel ?? row.channel }
      default:
        return outcome satisfies never
    }
  }

  function again(row: OutboxRow, error: string, nowMs: number, afterMs?: number): Settlement {
    if (row.attempt >= maxAttempts) return { state: 'failed', error }
    return { state: 'pending', notBeforeMs: nowMs + (afterMs ?? retryDelayMs(row.attempt, random())), error }
  }

  /** Decides the doubtful rows: found in history is sent, absent is sent again, unreadable stays in doubt and is said to the operator. */
  async function reconcile(): Promise<void> {
    const nowMs = clock.elapsedMs()
    for (const row of await doubtfulRows(store.read, nowMs)) {
      const seen = await sender.find(row).catch(() => ({ is: 'unreadable', error: 'bug' }) as const)
      log.warn({ outboxId: row.id, kind: row.kind, seen: seen.is }, 'doubtful message looked up')
      const settlement: Settlement =
        seen.is === 'found'
          ? { state: 'sent', channel: seen.channel, ts: seen.ts, sentAt: clock.now().epochMilliseconds }
          : seen.is === 'absent'
            ? again(row, row.error ?? 'absent', nowMs, 0)
            : { state: 'in_doubt', notBeforeMs: nowMs + Math.max(quarantineMs, 5_000), error: seen.error, channel: row.channel }
      await settled(row, settlement)
    }
  }

  async function round(): Promise<void> {
    // At the start of the only process nobody can be sending: every lease belongs to one that died.
    const expiredBefore = first ? Infinity : clock.elapsedMs()
    first = false
    await store.write((tx) => expireLeases(tx, expiredBefore, clock.elapsedMs(), quarantineMs))
    await reconcile()
    for (;;) {
      if (stopped) return
      const rows = await store.write((tx) => leaseDue(tx, clock.elapsedMs(), leaseMs, batch))
      if (rows.length === 0) return
      await Promise.all(rows.map((row) => track(carry(row))))
      await Promise.all(underway)
    }
  }

  async function run(): Promise<void> {
    try {
      do {
        asked = false
        await round()
      } while (asked && !stopped)
    } catch (error) {
      log.error({ err: error }, 'the courier stumbled and tries again')
    } finally {
      running = undefined
      if (!stopped) await sleepUntilDue()
    }
  }

  async function sleepUntilDue(): Promise<void> {
    const at = await nextAttemptMs(store.read).catch(() => undefined)
    clearTimeout(timer)
    const waitMs = at === undefined ? 1_000 : Math.min(1_000, Math.max(20, at - clock.elapsedMs()))
    if (!stopped) timer = setTimeout(wake, waitMs).unref()
  }

  function wake(): void {
    if (stopped) return
    asked = true
    running ??= run()
  }

  function track(work: Promise<void>): Promise<void> {
    underway.add(work)
    return work.finally(() => underway.delete(work))
  }

  return {
    wake,
    async idle() {
      wake()
      while (running !== undefined || underway.size > 0) await Promise.all([running, ...underway])
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      while (running !== undefined || underway.size > 0) await Promise.all([running, ...underway])
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
