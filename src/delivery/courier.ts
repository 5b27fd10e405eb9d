import type { Clock } from '../clock.ts'
import type { OutboxRow, Settlement } from '../db/outbox.ts'
import { doubtfulRows, expireLeases, hasExpiredLease, leaseDue, nextAttemptMs, settle } from '../db/outbox.ts'
import type { Store, Tx } from '../db/store.ts'
import { livingWorkspaces } from '../db/workspaces.ts'
import type { Log } from '../log.ts'
import type { Call, Pacer } from './pacer.ts'
import { firstDelayMs, maxAttempts, maxBrokenAttempts, retryDelayMs } from './retry.ts'
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

/** The kinds of call, each with a pace of its own: posts wait for posts, and never a redraw for them. */
const ops = ['post', 'update', 'home', 'delete']
/** While more calls of a kind are under way, their end is waited for before the database is asked for more. */
const fewAreLeft = 12

/**
 * Carries outbox rows to Slack: lease, send, record. Intent, attempt and outcome are separate commits, so a process that dies at any
 * point leaves a row that says how far it came. A row whose fate is unknown is looked up in Slack's history, after a quarantine, before it
 * is sent again. A row is leased only when its call may begin, each workspace and kind of call by itself, so that what is urgent goes first
 * and a workspace that has to wait keeps no other waiting.
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
  let reconciling = false
  const underway = new Set<Promise<void>>()
  /** How many of each workspace and kind of call are under way. */
  const carried = new Map<string, number>()

  async function carry(row: OutboxRow): Promise<void> {
    const call = { workspaceId: row.workspaceId, op: row.op }
    const waitMs = pacer.begin(call, row.op === 'post' ? row.lane : undefined, clock.elapsedMs())
    if (waitMs > 0) await pause(waitMs)
    if (row.expiresAt !== null && clock.now().epochMilliseconds >= row.expiresAt) {
      pacer.end(call, clock.elapsedMs())
      return record(row, { is: 'not_wanted' })
    }
    // After a freeze, or a long wait, another may have taken it over: it is leased anew.
    if (clock.elapsedMs() > (row.leasedUntilMs ?? 0) - leaseMs / 2) {
      pacer.end(call, clock.elapsedMs())
      return record(row, { is: 'retryable', error: 'lease_ran_out', afterMs: 0 })
    }
    const outcome = await sender.send(row).catch((error: unknown): Outcome => {
      // What send throws is a bug of ours, before or after the call: nobody knows, so it is treated as unknown.
      log.error({ err: error, outboxId: row.id, kind: row.kind }, 'sending threw')
      return { is: 'ambiguous', error: 'bug' }
    })
    const nowMs = clock.elapsedMs()
    const pauses = outcome.is === 'retryable' ? outcome.pauses : undefined
    const afterMs = outcome.is === 'retryable' ? (outcome.afterMs ?? firstDelayMs) : 0
    pacer.end(call, nowMs, pauses === 'kind' ? afterMs : undefined)
    if (pauses === 'lane') pacer.holdLane(row.lane, nowMs + afterMs)
    if (pauses === 'workspace') pacer.holdWorkspace(row.workspaceId, nowMs + afterMs)
    record(row, outcome)
  }

  function record(row: OutboxRow, outcome: Outcome): void {
    onOutcome?.(outcome.is)
    const nowMs = clock.elapsedMs()
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
        // Told to wait is no failure: however often, the message stays wanted until it expires.
        return outcome.afterMs === undefined
          ? again(row, outcome.error, nowMs)
          : { state: 'pending', notBeforeMs: nowMs + outcome.afterMs, error: outcome.error }
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

  /** Begins to decide the doubtful rows, beside what is being sent: reading history may take long. */
  async function reconcile(): Promise<void> {
    if (reconciling) return
    const rows = await doubtfulRows(store.read, clock.elapsedMs())
    if (rows.length === 0 || reconciling) return
    reconciling = true
    void track(
      decide(rows)
        .catch((error: unknown) => log.error({ err: error }, 'doubtful messages could not be decided and are looked up again'))
        .finally(() => (reconciling = false)),
    )
  }

  /** Found in history is sent, absent is sent again, unreadable stays in doubt and is said to the operator. */
  async function decide(rows: OutboxRow[]): Promise<void> {
    for (const row of rows) {
      if (stopped) return
      const nowMs = clock.elapsedMs()
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
    if (first || (await hasExpiredLease(store.read, expiredBefore)))
      await store.write((tx) => expireLeases(tx, expiredBefore, clock.elapsedMs(), quarantineMs))
    first = false
    await reconcile()
    for (const workspaceId of await livingWorkspaces(store.read)) {
      if (stopped) return
      const calls = ops.flatMap((op) => {
        const call = { workspaceId, op }
        const room = pacer.room(call, clock.elapsedMs())
        return room > 0 && (carried.get(keyOf(call)) ?? 0) <= fewAreLeft ? [{ call, room }] : []
      })
      if (calls.length === 0) continue
      const rows = await store.write(async (tx) => {
        const leased: OutboxRow[] = []
        for (const { call, room } of calls)
          leased.push(...(await leaseDue(tx, { workspaceId, op: call.op }, clock.elapsedMs(), leaseMs, room)))
        return leased
      })
      for (const row of rows) void track(carry(row), keyOf(row))
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
    const nowMs = clock.elapsedMs()
    const due = await nextAttemptMs(store.read, nowMs).catch(() => undefined)
    const workspaces = await livingWorkspaces(store.read).catch(() => [])
    const opens = workspaces.flatMap((workspaceId) => ops.map((op) => pacer.opensAtMs({ workspaceId, op }, nowMs)))
    const waitMs = Math.min(1_000, ...[due ?? Infinity, ...opens.filter((at) => at > nowMs)].map((at) => Math.max(10, at - nowMs)))
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(wake, waitMs).unref()
  }

  function wake(): void {
    if (stopped) return
    asked = true
    running ??= run()
  }

  /** Counts what is under way; the end of a call makes room for the next. */
  function track(work: Promise<void>, key?: string): Promise<void> {
    underway.add(work)
    if (key !== undefined) carried.set(key, (carried.get(key) ?? 0) + 1)
    return work.finally(() => {
      underway.delete(work)
      if (key !== undefined) carried.set(key, (carried.get(key) ?? 1) - 1)
      wake()
    })
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

function keyOf({ workspaceId, op }: Call): string {
  return `${workspaceId}/${op}`
}
