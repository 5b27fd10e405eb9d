import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { databaseOf } from '../../src/config.ts'
import { openStore } from '../../src/db/store.ts'
import type { Case } from '../harness/case.ts'
import { inRounds, median, quantile, ratioOf } from '../harness/rounds.ts'
import { startSlackStub, workspaceId } from '../harness/slack-stub.ts'
import type { Started } from '../harness/starts.ts'
import { startBolt, startCuecard } from '../harness/starts.ts'

const history = 100_000

/** How long a restart keeps people waiting: from the start of the process until it answers Slack's signed challenge. */
export const timeToReady: Case = {
  id: 'P10',
  about: 'time until ready',
  async run({ rounds }) {
    const folder = mkdtempSync(join(tmpdir(), 'cuecard-bench-'))
    const slack = await startSlackStub()
    const [small, large] = [join(folder, 'small.db'), join(folder, 'large', 'large.db')]
    await makeDatabase(small, 0)
    await makeDatabase(large, history)
    const compileCache = { NODE_COMPILE_CACHE: join(folder, 'compiled') }
    const timed = async (starting: Promise<Started>) => {
      const started = await starting
      await started.stop()
      return started.readyMs
    }
    const sides = {
      cuecard: () => timed(startCuecard(slack.apiUrl, small)),
      withHistory: () => timed(startCuecard(slack.apiUrl, large)),
      compiled: () => timed(startCuecard(slack.apiUrl, small, compileCache)),
      bolt: () => timed(startBolt(slack.apiUrl)),
    }
    await primeCompileCache(slack.apiUrl, small, compileCache)
    await inRounds(1, sides)
    const figures = await inRounds(rounds, sides)
    await slack.stop()
    rmSync(folder, { recursive: true, force: true })
    const ms = (side: keyof typeof figures) => `${median(figures[side]).toFixed(0)} ms`
    const longer = figures.withHistory.map((readyMs, round) => readyMs - (figures.cuecard[round] ?? Number.NaN))
    return [
      {
        id: 'P10',
        measured: 'from start to ready, on a database in use',
        peer: 'bare Bolt app',
        bar: { is: 'at_most', value: 1.7, unit: 'x' },
        ...ratioOf(figures.cuecard, figures.bolt),
        detail: `${ms('cuecard')} beside ${ms('bolt')}`,
      },
      {
        id: 'P10',
        measured: 'the same with NODE_COMPILE_CACHE filled by an earlier start',
        peer: 'bare Bolt app without it',
        bar: { is: 'at_most', value: 1.7, unit: 'x' },
        ...ratioOf(figures.compiled, figures.bolt),
        detail: `${ms('compiled')} beside ${ms('bolt')}`,
      },
      {
        id: 'P10',
        measured: `what ${history} sent messages in the outbox add`,
        peer: 'the same with an empty outbox',
        bar: { is: 'at_most', value: 150, unit: 'ms' },
        figure: median(longer),
        spread: [quantile(longer, 0.25), quantile(longer, 0.75)],
        detail: `${ms('withHistory')} beside ${ms('cuecard')}`,
      },
    ]
  },
}

/** A database as an earlier run left it, with this many messages that were sent. */
async function makeDatabase(file: string, sent: number): Promise<void> {
  const store = await openStore(databaseOf(`file:${file}`), undefined, { create: 'always' })
  if (sent > 0) {
    await store.write(async (tx) => {
      tx.sql.run(
        sql`insert into workspaces (id, name, zone, bot_user_id, created_at) values (${workspaceId}, 'Bench', 'Europe/Berlin', 'U0BENCHBOT', 0)`,
      )
      tx.sql.run(sql`
        with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sent})
        insert into outbox (id, workspace_id, key, kind, payload, op, recipient_id, recipient_kind, lane, state, priority, budget_class, not_before_ms, channel, ts, enqueued_at, sent_at)
        select 'o_' || i, ${workspaceId}, 'trigger/' || i, 'trigger', '{}', 'post', 'p_' || (i % 500), 'person', 'person/p_' || (i % 500), 'sent', 2, 'trigger', 0, 'D' || (i % 500), i || '.000100', 0, 0 from n`)
    })
  }
  await store.close()
}

/** Node writes its compile cache when a process ends by itself, so one start is stopped as an operator would stop it. */
async function primeCompileCache(apiUrl: string, file: string, settings: Record<string, string>): Promise<void> {
  const { process: child } = await startCuecard(apiUrl, file, settings)
  await new Promise<void>((done) => {
    child.once('exit', () => done())
    child.kill('SIGTERM')
  })
}
