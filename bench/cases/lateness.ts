import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Case, Row } from '../harness/case.ts'
import { startChild } from '../harness/child.ts'
import { freePort, untilReady } from '../harness/ready.ts'
import { quantile } from '../harness/rounds.ts'
import { botToken, signingSecret, startSlackStub } from '../harness/slack-stub.ts'

/** How many managers have a 1:1 on the first weekday, the second, the third. */
const groups = [1, 100, 1_000]
/** As Slack's pace is taken to be: five at once, and five a second. */
const [burst, perSecond] = [5, 5]

/** How long after nine o'clock a message reaches Slack, beyond what Slack's own pace makes of so many at once. In real time. */
export const lateness: Case = {
  id: 'P12',
  about: 'from due to the call at Slack (some five minutes)',
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
        GROUPS: groups.join(','),
        PACE: 'slack',
      },
      profileTo,
    )
    await untilReady(port, 240_000)
    await app.ask('idle')
    const rows: Row[] = []
    for (const [i, size] of groups.entries()) {
      const due = nineOclock(i + 1)
      await untilQuiet(() => slack.postedAtMs().length)
      const before = slack.postedAtMs().length
      await app.ask('setTo', due - 3_000)
      const dueAtMs = performance.now() + 3_000
      while (slack.postedAtMs().length < before + size) {
        await new Promise((done) => setTimeout(done, 50))
        if (performance.now() - dueAtMs > 400_000) throw new Error(`${slack.postedAtMs().length - before} of ${size} came`)
      }
      const lateMs = slack
        .postedAtMs()
        .slice(before, before + size)
        .map((atMs, nth) => atMs - dueAtMs - Math.max(0, (nth + 1 - burst) / perSecond) * 1_000)
      rows.push({
        id: 'P12',
        measured: `${size} due at once: later than Slack's pace allows, 99 of 100 are less (p99)`,
        peer: `the clock, ${burst} at once and ${perSecond} a second`,
        bar: { is: 'at_most', value: 1_500, unit: 'ms' },
        figure: quantile(lateMs, 0.99),
        spread: undefined,
        detail: `the first ${(lateMs[0] ?? Number.NaN).toFixed(0)} ms after it was due, half ${quantile(lateMs, 0.5).toFixed(0)} ms late`,
      })
    }
    await app.stop()
    await slack.stop()
    rmSync(folder, { recursive: true, force: true })
    return rows
  },
}

/** 09:00 in Berlin on the next such weekday that is at least two days away, as it is for the app's pairs. */
function nineOclock(weekday: number): number {
  const monday = Temporal.Now.plainDateISO('Europe/Berlin').add({ days: 9 })
  const date = monday.add({ days: (8 - monday.dayOfWeek) % 7 }).add({ days: weekday - 1 })
  return date.toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '09:00' }).epochMilliseconds
}

async function untilQuiet(count: () => number): Promise<void> {
  for (let last = -1; last !== count();) {
    last = count()
    await new Promise((done) => setTimeout(done, 2_000))
  }
}
