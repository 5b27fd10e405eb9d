import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import type { WorkspaceId } from '../../src/coaching/ids.ts'
import { newId } from '../../src/db/new-id.ts'
import { leaseDue } from '../../src/db/outbox.ts'
import { newKey } from '../../src/db/sealing.ts'
import type { Store } from '../../src/db/store.ts'
import { openStore } from '../../src/db/store.ts'
import { outbox, workspaces } from '../../src/db/tables.ts'
import type { Case, Row } from '../harness/case.ts'
import { inRounds, median, quantile, ratioOf } from '../harness/rounds.ts'
import { workspaceId } from '../harness/slack-stub.ts'
import { watchStalls } from '../harness/stall.ts'

const dueRows = 10_000

/** After a long outage everything is due at once: taking it must not hold up the people who click meanwhile. */
export const leasing: Case = {
  id: 'P4',
  about: `leasing ${dueRows} due rows`,
  async run({ rounds }) {
    const folder = mkdtempSync(join(tmpdir(), 'cuecard-bench-'))
    const store = await openStore({ kind: 'sqlite', file: join(folder, 'cuecard.db') }, [newKey()])
    await fill(store)
    const measured = await inRounds(rounds, {
      asTheCourier: () => leaseAll(store, 20),
      by250: () => leaseAll(store, 250),
      atOnce: () => leaseAll(store, dueRows),
    })
    await store.close()
    rmSync(folder, { recursive: true, force: true })
    const total = (side: keyof typeof measured) => measured[side].map(({ totalMs }) => totalMs)
    const stall = (side: keyof typeof measured) => measured[side].map(({ stallMs }) => stallMs)
    const rowsOf = (side: 'asTheCourier' | 'by250', chunk: number): Row[] => [
      {
        id: 'P4',
        measured: `leasing ${dueRows} rows, ${chunk} at a time: the longest stall`,
        peer: 'the clock',
        bar: { is: 'at_most', value: 30, unit: 'ms' },
        figure: median(stall(side)),
        spread: [quantile(stall(side), 0.25), quantile(stall(side), 0.75)],
        detail: `${median(stall('atOnce')).toFixed(0)} ms when all are leased at once`,
      },
      {
        id: 'P4',
        measured: `leasing ${dueRows} rows, ${chunk} at a time: all of it`,
        peer: 'leasing all in one transaction',
        bar: { is: 'at_most', value: 1.5, unit: 'x' },
        ...ratioOf(total(side), total('atOnce')),
        detail: `${median(total(side)).toFixed(0)} ms beside ${median(total('atOnce')).toFixed(0)} ms`,
      },
    ]
    return [...rowsOf('asTheCourier', 20), ...rowsOf('by250', 250)]
  },
}

/** Leases everything in chunks, with a turn of the event loop after each, as there is while the courier talks to Slack. */
async function leaseAll(store: Store, chunk: number): Promise<{ totalMs: number; stallMs: number }> {
  await store.write(
    async (tx) =>
      void (await tx.sql.update(outbox).set({ state: 'pending', attempt: 0, leasedUntilMs: null }).where(eq(outbox.state, 'sending'))),
  )
  const stalls = watchStalls()
  const startedMs = performance.now()
  let leased = 0
  for (;;) {
    const rows = await store.write((tx) => leaseDue(tx, { workspaceId: workspaceId as WorkspaceId, op: 'post' }, Date.now(), 60_000, chunk))
    await nextTurn()
    if (rows.length === 0) break
    leased += rows.length
  }
  const totalMs = performance.now() - startedMs
  const stallMs = stalls.longestMs()
  if (leased !== dueRows) throw new Error(`${leased} of ${dueRows} rows were leased`)
  return { totalMs, stallMs }
}

/** Rows as the tick leaves them: each to another person, due now. */
async function fill(store: Store): Promise<void> {
  const now = Date.now()
  await store.write(async (tx) => {
    await tx.sql
      .insert(workspaces)
      .values({ id: workspaceId, name: 'Bench', zone: 'Europe/Berlin', botUserId: 'U0BENCHBOT', createdAt: now })
    for (let i = 0; i < dueRows; i++) {
      const recipientId = newId('person')
      await tx.sql.insert(outbox).values({
        id: newId('outbox'),
        workspaceId,
        key: `trigger/${i}`,
        kind: 'trigger',
        payload: '{}',
        op: 'post',
        recipientId,
        recipientKind: 'person',
        lane: `person/${recipientId}`,
        state: 'pending',
        priority: 2,
        budgetClass: 'trigger',
        notBeforeMs: 0,
        enqueuedAt: now,
      })
    }
  })
}
