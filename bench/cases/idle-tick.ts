import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { newKey } from '../../src/db/sealing.ts'
import { openStore } from '../../src/db/store.ts'
import { workOfTick } from '../../src/flows/tick.ts'
import type { Case } from '../harness/case.ts'
import { inRounds, median, ratioOf } from '../harness/rounds.ts'
import { workspaceId } from '../harness/slack-stub.ts'

const series = 1_000_000
const soonMs = Date.UTC(2030, 0, 1)

/** What looking costs when nothing is due, which is nearly always: it must not grow with the years. */
export const idleTick: Case = {
  id: 'P5',
  about: `an idle tick with ${series} series`,
  async run({ rounds, sliceMs }) {
    const folder = mkdtempSync(join(tmpdir(), 'cuecard-bench-'))
    const file = join(folder, 'cuecard.db')
    const store = await openStore({ kind: 'sqlite', file }, [newKey()])
    fill(file)
    const raw = new BetterSqlite3(file, { readonly: true })
    const bare = raw.prepare('select id from triggers where state = ? and due_at <= ? order by due_at limit 1')
    const now = Temporal.Instant.fromEpochMilliseconds(soonMs)
    const nobodyToAsk = async () => {
      throw new Error('nothing was due, and somebody was asked')
    }
    const outside = { readFeed: nobodyToAsk, readStatus: nobodyToAsk, readMembers: nobodyToAsk, readUpload: nobodyToAsk }
    const perCallMs = (work: () => unknown) => async () => {
      const startedMs = performance.now()
      let calls = 0
      for (; performance.now() - startedMs < sliceMs; calls++) await work()
      return (performance.now() - startedMs) / calls
    }
    const sides = { tick: perCallMs(() => workOfTick(store, outside, now)), bare: perCallMs(() => bare.get('planned', soonMs)) }
    await inRounds(2, sides)
    const { tick, bare: one } = await inRounds(rounds, sides)
    raw.close()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
    return [
      {
        id: 'P5',
        measured: `a tick that finds nothing due among ${series} 1:1s`,
        peer: 'one bare indexed select',
        bar: { is: 'at_most', value: 3, unit: 'x' },
        ...ratioOf(tick, one),
        detail: `${median(tick).toFixed(3)} ms beside ${median(one).toFixed(4)} ms`,
      },
    ]
  },
}

/** Running 1:1s, each with a next meeting that is planned and announced later. */
function fill(file: string): void {
  const database = new BetterSqlite3(file)
  database.pragma('synchronous = OFF')
  const rows = (columns: string) =>
    `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${series - 1}) select ${columns} from n`
  database.exec(`
    begin;
    insert into workspaces (id, name, zone, bot_user_id, created_at) values ('${workspaceId}', 'Bench', 'Europe/Berlin', 'U0BENCHBOT', 0);
    insert into pairs (id, workspace_id, manager_id, employee_id, plan_id, state, context, lead, rule, start_on, time, zone, length_minutes, meetings_until, proposed_at, changed_at)
      ${rows(`'pr_' || i, '${workspaceId}', 'p_m' || i, 'p_e' || i, 'pl_' || i, 'active', 'general', 'default', 'FREQ=WEEKLY', '2026-01-05', '14:00', 'Europe/Berlin', 30, ${soonMs * 2}, 0, 0`)};
    insert into meetings (id, workspace_id, pair_id, key, starts_at, length_minutes, state, cadence_version, created_at)
      ${rows(`'m_' || i, '${workspaceId}', 'pr_' || i, 'k' || i, ${soonMs} + 31 * 86400000 + i * 1000, 30, 'planned', 1, 0`)};
    insert into triggers (id, workspace_id, meeting_id, pair_id, manager_id, due_at, state)
      ${rows(`'t_' || i, '${workspaceId}', 'm_' || i, 'pr_' || i, 'p_m' || i, ${soonMs} + 30 * 86400000 + i * 1000, 'planned'`)};
    commit;`)
  database.close()
}
