import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Case } from '../harness/case.ts'
import { startChild } from '../harness/child.ts'
import { typing } from '../harness/interactions.ts'
import { openLoad } from '../harness/load.ts'
import { freePort, untilReady } from '../harness/ready.ts'
import { quantile } from '../harness/rounds.ts'
import { botToken, signingSecret, startSlackStub } from '../harness/slack-stub.ts'

const pairs = 625
const clicksPerSecond = 200

/** After months of standstill everything is due in one tick, while people write: nobody may have to wait for it. */
export const busyTick: Case = {
  id: 'P3',
  about: 'acknowledgements while one tick serves thousands that are due',
  async run({ profileTo }) {
    const folder = mkdtempSync(join(tmpdir(), 'cuecard-bench-'))
    const slack = await startSlackStub()
    const port = await freePort()
    const app = startChild(
      'bench/subjects/due-app.ts',
      {
        SLACK_BOT_TOKEN: botToken,
        SLACK_SIGNING_SECRET: signingSecret,
        SLACK_API_URL: slack.apiUrl,
        LOG_LEVEL: 'error',
        PORT: String(port),
        DATABASE_URL: `file:${join(folder, 'cuecard.db')}`,
        GROUPS: Array.from({ length: 5 }, () => pairs / 5).join(','),
        INVITATIONS: 'yes',
      },
      profileTo,
    )
    await untilReady(port)
    // The answer is what seedPairs returns on the other side.
    const people = ((await app.ask('pairs')) as { pairId: string; managerSlackId: string }[]).slice(0, 16)
    await app.ask('idle')
    const load = await openLoad(
      port,
      people.map(({ pairId, managerSlackId }) => ({ userId: managerSlackId, pairId })),
      typing(),
    )
    await load.slice(1_000)
    const due = Number(await app.ask('planned'))
    await app.ask('setTo', Date.now() + 120 * 86_400_000)
    const startedMs = performance.now()
    let left = due
    const served = (async () => {
      while (left > 0) {
        await new Promise((done) => setTimeout(done, 200))
        left = Number(await app.ask('planned'))
        if (performance.now() - startedMs > 180_000) throw new Error(`${left} of ${due} are still waiting`)
      }
    })()
    const waitedMs = await load.steadily(clicksPerSecond, served)
    const seconds = (performance.now() - startedMs) / 1_000
    load.close()
    await app.stop()
    await slack.stop()
    rmSync(folder, { recursive: true, force: true })
    const detail = `${due} due served in ${seconds.toFixed(0)} s while ${waitedMs.length} came, ${clicksPerSecond} a second; half within ${quantile(waitedMs, 0.5).toFixed(0)} ms`
    const row = (measured: string, most: number, figure: number) =>
      ({
        id: 'P3',
        measured,
        peer: 'the clock',
        bar: { is: 'at_most', value: most, unit: 'ms' },
        figure,
        spread: undefined,
        detail,
      }) as const
    return [
      row('acknowledgement during a tick with thousands due, 999 of 1,000 are faster (p99.9)', 250, quantile(waitedMs, 0.999)),
      row('the slowest of them', 1_000, Math.max(...waitedMs)),
    ]
  },
}
