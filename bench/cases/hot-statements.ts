import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { OutboxId, WorkspaceId } from '../../src/coaching/ids.ts'
import { claim } from '../../src/db/inbox.ts'
import { enqueue, findById, findByKey } from '../../src/db/outbox.ts'
import { newId } from '../../src/db/new-id.ts'
import { newKey } from '../../src/db/sealing.ts'
import { openStore } from '../../src/db/store.ts'
import type { Case, Row } from '../harness/case.ts'
import { startChild } from '../harness/child.ts'
import { startClickServers } from '../harness/click-servers.ts'
import { typing } from '../harness/interactions.ts'
import { inRounds, median, ratioOf } from '../harness/rounds.ts'
import { botToken, signingSecret, startSlackStub, workspaceId as slackWorkspace } from '../harness/slack-stub.ts'

const workspaceId = slackWorkspace as WorkspaceId
const inOneCommit = 200

/** What the query builder costs on the statements that run most, and whether memory stays where it is over a long day. */
export const hotStatements: Case = {
  id: 'P9',
  about: 'hot statements, and memory over many interactions and deliveries',
  async run({ rounds, sliceMs }) {
    const memory = rounds >= 15 ? await Promise.all([afterInteractions(100_000), afterDeliveries(10_000)]) : []
    return [...(await statements(rounds, sliceMs)), ...memory]
  },
}

async function statements(rounds: number, sliceMs: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cuecard-bench-'))
  const file = join(folder, 'cuecard.db')
  const store = await openStore({ kind: 'sqlite', file }, [newKey()])
  const now = Temporal.Now.instant()
  await store.write(async (tx) => {
    for (let i = 0; i < 1_000; i++)
      await enqueue(tx, {
        workspaceId,
        key: `k${i}`,
        kind: 'home',
        payload: { personId: newId('person') },
        to: { kind: 'person', id: newId('person') },
        now,
      })
  })
  const id = (await findByKey(store.read, workspaceId, 'k500'))?.id as OutboxId
  const raw = new BetterSqlite3(file)
  raw.pragma('synchronous = FULL')
  const select = raw.prepare('select * from outbox where id = ?')
  const insert = raw.prepare(
    'insert into inbox (workspace_id, key, kind, state, received_at_ms, handled_at_ms) values (?, ?, ?, ?, ?, ?) on conflict do nothing returning seq',
  )
  let stamp = 0
  const perSecond = (count: number, work: () => Promise<unknown>) => async () => {
    const startedMs = performance.now()
    let done = 0
    for (; performance.now() - startedMs < sliceMs; done += count) await work()
    return done / ((performance.now() - startedMs) / 1_000)
  }
  const sides = {
    read: perSecond(1, () => findById(store.read, id)),
    rawRead: perSecond(1, async () => select.get(id)),
    write: perSecond(inOneCommit, () =>
      store.write(async (tx) => {
        for (let i = 0; i < inOneCommit; i++) await claim(tx, { workspaceId, key: `c${stamp++}`, kind: 'click', nowMs: stamp })
      }),
    ),
    rawWrite: perSecond(inOneCommit, async () =>
      raw.transaction(() => {
        for (let i = 0; i < inOneCommit; i++) insert.all(workspaceId, `c${stamp++}`, 'click', 'handled', stamp, stamp)
      })(),
    ),
  }
  await inRounds(2, sides)
  const figures = await inRounds(rounds, sides)
  raw.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
  const row = (measured: string, ours: number[], theirs: number[]): Row => ({
    id: 'P9',
    measured,
    peer: 'raw better-sqlite3, prepared',
    bar: { is: 'at_least', value: 0.7, unit: 'x' },
    ...ratioOf(ours, theirs),
    detail: `${Math.round(median(ours) / 1_000)}k/s beside ${Math.round(median(theirs) / 1_000)}k/s`,
  })
  return [
    row('reading an outbox row', figures.read, figures.rawRead),
    row(`claiming a click, ${inOneCommit} in a commit`, figures.write, figures.rawWrite),
  ]
}

async function afterInteractions(count: number): Promise<Row> {
  const servers = await startClickServers(16, { interactions: typing, leaves: 'draft' }, undefined)
  const until = async (total: number) => {
    while (servers.cuecard.load.acknowledged().count < total) await servers.cuecard.load.slice(1_000)
  }
  await until(count / 5)
  const before = Number(await servers.cuecard.child.ask('heapMb'))
  await until(count + count / 5)
  const after = Number(await servers.cuecard.child.ask('heapMb'))
  await servers.close()
  return growth(`memory after ${count} interactions`, before, after)
}

async function afterDeliveries(count: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'cuecard-bench-'))
  const slack = await startSlackStub()
  const courier = startChild(
    'bench/subjects/courier.ts',
    {
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
      LOG_LEVEL: 'error',
      DATABASE_URL: `file:${join(folder, 'cuecard.db')}`,
      PAIRS: '200',
    },
    undefined,
  )
  const deliver = async (messages: number) => {
    for (let i = 0; i < messages; i += 200) await courier.ask('deliver')
  }
  await deliver(count / 5)
  const before = Number(await courier.ask('heapMb'))
  await deliver(count)
  const after = Number(await courier.ask('heapMb'))
  await courier.stop()
  await slack.stop()
  rmSync(folder, { recursive: true, force: true })
  return growth(`memory after ${count} deliveries`, before, after)
}

/** The heap after a collection, beside the heap when a fifth as much had been done. */
function growth(measured: string, before: number, after: number): Row {
  return {
    id: 'P9',
    measured,
    peer: 'the same process after a fifth of it',
    bar: { is: 'at_most', value: 1.1, unit: 'x' },
    figure: after / before,
    spread: undefined,
    detail: `${after.toFixed(1)} MB beside ${before.toFixed(1)} MB, collected`,
  }
}
