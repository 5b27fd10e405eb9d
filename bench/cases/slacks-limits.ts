import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Case, Row } from '../harness/case.ts'
import { startChild } from '../harness/child.ts'
import type { Limit } from '../harness/slack-stub.ts'
import { botToken, limitBurst, signingSecret, startSlackStub } from '../harness/slack-stub.ts'

const messages = 1_000

/** How long a message to everybody takes against limits that Cuecard is not told, and how often Slack has to refuse. In real time. */
export const slacksLimits: Case = {
  id: 'P8',
  about: `${messages} messages against Slack's limits (some six minutes)`,
  async run({ profileTo }) {
    const [steady, changing] = await Promise.all([
      against({ perMinute: () => 300 }, profileTo),
      against({ perMinute: (atMs) => (atMs >= 60_000 && atMs < 180_000 ? 150 : 300) }, profileTo),
    ])
    return [
      ...rows('300 a minute', (messages - limitBurst) / 5, steady),
      // 300 in the first minute, 300 in the two slow ones, the rest at five a second.
      ...rows('300 a minute, halved for two minutes', 180 + (messages - 600 - limitBurst) / 5, changing),
    ]
  },
}

type Outcome = { seconds: number; refused: number; early: number }

async function against(limit: Pick<Limit, 'perMinute'>, profileTo: string | undefined): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'cuecard-bench-'))
  const slack = await startSlackStub({ ...limit, channelGapMs: 1_000, retryAfterSeconds: 1 })
  const courier = startChild(
    'bench/subjects/courier.ts',
    {
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
      LOG_LEVEL: 'error',
      DATABASE_URL: `file:${join(folder, 'cuecard.db')}`,
      PAIRS: String(messages),
      PACE: 'slack',
    },
    profileTo,
  )
  await courier.ask('ready')
  slack.beginLimit()
  const { tookMs } = z.object({ tookMs: z.number() }).parse(await courier.ask('deliver'))
  const { refused, early } = slack.refusals()
  await courier.stop()
  await slack.stop()
  rmSync(folder, { recursive: true, force: true })
  return { seconds: tookMs / 1_000, refused, early }
}

function rows(limit: string, fastest: number, { seconds, refused, early }: Outcome): Row[] {
  const about = { id: 'P8', peer: `a limit of ${limit}, unknown to Cuecard`, spread: undefined }
  const detail = `${messages} messages in ${seconds.toFixed(0)} s; ${fastest.toFixed(0)} s is the fastest legal time`
  return [
    {
      ...about,
      measured: 'share of the fastest legal pace',
      bar: { is: 'at_least', value: 0.9, unit: 'x' },
      figure: fastest / seconds,
      detail,
    },
    {
      ...about,
      measured: 'calls that were refused',
      bar: { is: 'at_most', value: messages * 0.005, unit: 'cases' },
      figure: refused,
      detail,
    },
    { ...about, measured: 'calls before a Retry-After had passed', bar: { is: 'at_most', value: 0, unit: 'cases' }, figure: early, detail },
  ]
}
