import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Case } from '../harness/case.ts'
import { inRounds, median, ratioOf } from '../harness/rounds.ts'
import { startSlackStub } from '../harness/slack-stub.ts'
import type { Started } from '../harness/starts.ts'
import { startBolt, startCuecard } from '../harness/starts.ts'

/** How long an app is left alone before its memory is read: the tick has come round by then. */
const idleMs = 6_000

/** What the app takes while nothing happens, as the operating system counts it (resident set). Both sides idle at the same time. */
export const idleMemory: Case = {
  id: 'P11',
  about: 'idle memory',
  async run({ rounds }) {
    const folder = mkdtempSync(join(tmpdir(), 'cuecard-bench-'))
    const slack = await startSlackStub()
    const resident = async (starting: Promise<Started>) => {
      const started = await starting
      await pause(idleMs)
      const megabytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(started.process.pid)], { encoding: 'utf8' })) / 1_024
      await started.stop()
      return megabytes
    }
    const figures = await inRounds(Math.min(rounds, 5), {
      both: async () => {
        const [cuecard, bolt] = await Promise.all([
          resident(startCuecard(slack.apiUrl, join(folder, 'cuecard.db'))),
          resident(startBolt(slack.apiUrl)),
        ])
        return { cuecard, bolt }
      },
    })
    await slack.stop()
    rmSync(folder, { recursive: true, force: true })
    const [ours, theirs] = [figures.both.map(({ cuecard }) => cuecard), figures.both.map(({ bolt }) => bolt)]
    return [
      {
        id: 'P11',
        measured: 'resident memory after six idle seconds',
        peer: 'bare Bolt app',
        bar: { is: 'at_most', value: 1.35, unit: 'x' },
        ...ratioOf(ours, theirs),
        detail: `${median(ours).toFixed(0)} MB beside ${median(theirs).toFixed(0)} MB`,
      },
    ]
  },
}
