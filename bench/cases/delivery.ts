import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Case } from '../harness/case.ts'
import { startChild } from '../harness/child.ts'
import { inRounds, median, ratioOf } from '../harness/rounds.ts'
import { botToken, signingSecret, startSlackStub } from '../harness/slack-stub.ts'

/** One message for each of so many people: about as many as a slice of the usual length holds. */
const messages = 200

/** How fast what is due is said, with intent, attempt and outcome on disk for each message, beside saying it and writing nothing down. */
export const delivery: Case = {
  id: 'P7',
  about: 'messages a second from due to recorded as sent',
  async run({ rounds, profileTo }) {
    const folder = mkdtempSync(join(tmpdir(), 'cuecard-bench-'))
    const slack = await startSlackStub()
    const settings = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: slack.apiUrl }
    const courier = startChild(
      'bench/subjects/courier.ts',
      { ...settings, DATABASE_URL: `file:${join(folder, 'cuecard.db')}`, PAIRS: String(messages) },
      profileTo,
    )
    const loop = startChild('bench/subjects/post-loop.mjs', settings, undefined)
    const sides = {
      cuecard: async () => delivered.parse(await courier.ask('deliver')),
      bare: async () => delivered.parse(await loop.ask('post', messages)),
    }
    await inRounds(2, sides)
    const before = slack.posts()
    const figures = await inRounds(rounds, sides)
    const posted = slack.posts() - before
    if (posted !== 2 * rounds * messages) throw new Error(`${posted} messages came, not ${2 * rounds * messages}`)
    await Promise.all([courier.stop(), loop.stop()])
    await slack.stop()
    rmSync(folder, { recursive: true, force: true })
    const perSecond = (side: z.output<typeof delivered>[]) => side.map(({ tookMs }) => messages / (tookMs / 1_000))
    const [ours, theirs] = [perSecond(figures.cuecard), perSecond(figures.bare)]
    return [
      {
        id: 'P7',
        measured: 'messages a second, from due to recorded as sent',
        peer: 'bare WebClient loop with 20 calls in flight',
        bar: { is: 'at_least', value: 0.75, unit: 'x' },
        ...ratioOf(ours, theirs),
        detail: `${Math.round(median(ours))}/s beside ${Math.round(median(theirs))}/s; longest stall ${median(figures.cuecard.map(({ stallMs = 0 }) => stallMs)).toFixed(0)} ms`,
      },
    ]
  },
}

const delivered = z.object({ tookMs: z.number(), stallMs: z.number().optional() })
