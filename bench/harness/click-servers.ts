import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Child } from './child.ts'
import { startChild } from './child.ts'
import type { Interactions } from './interactions.ts'
import type { Load } from './load.ts'
import { openLoad } from './load.ts'
import { freePort, untilReady } from './ready.ts'
import { botToken, signingSecret, startSlackStub } from './slack-stub.ts'

export type Subject = { child: Child; load: Load }

/** Cuecard and a bare Bolt app, each in a process of its own and under a load of its own, both alive until closed. */
export type ClickServers = {
  cuecard: Subject
  bolt: Subject
  /** Throws unless every click or keystroke that Cuecard acknowledged has had its effect. */
  prove(): Promise<void>
  close(): Promise<void>
}

export async function startClickServers(
  connections: number,
  made: { interactions: Interactions; leaves: 'click' | 'draft' },
  profileTo: string | undefined,
): Promise<ClickServers> {
  const folder = mkdtempSync(join(tmpdir(), 'cuecard-bench-'))
  const slack = await startSlackStub()
  const settings = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: slack.apiUrl }
  const [ourPort, theirPort] = [await freePort(), await freePort()]
  const bolt = startChild('bench/subjects/bolt-app.mjs', { ...settings, PORT: String(theirPort) }, undefined)
  const cuecard = startChild(
    'bench/subjects/cuecard-app.ts',
    { ...settings, PORT: String(ourPort), DATABASE_URL: `file:${join(folder, 'cuecard.db')}`, PAIRS: String(connections) },
    profileTo,
  )
  await Promise.all([untilReady(ourPort), untilReady(theirPort)])
  // The answer is what seedPairs returns on the other side.
  const pairs = (await cuecard.ask('pairs')) as { pairId: string; managerSlackId: string }[]
  await cuecard.ask('idle')
  const people = pairs.map(({ pairId, managerSlackId }) => ({ userId: managerSlackId, pairId }))
  const ourLoad = await openLoad(ourPort, people, made.interactions())
  const theirLoad = await openLoad(theirPort, people, made.interactions())

  return {
    cuecard: { child: cuecard, load: ourLoad },
    bolt: { child: bolt, load: theirLoad },
    async prove() {
      const { count, newestStamp } = ourLoad.acknowledged()
      const [expected, kept] =
        made.leaves === 'click' ? [count, await cuecard.ask('clicks')] : [newestStamp, await cuecard.ask('newestDraft')]
      if (kept !== expected) throw new Error(`Cuecard acknowledged ${expected} and kept ${String(kept)}`)
    },
    async close() {
      ourLoad.close()
      theirLoad.close()
      await Promise.all([cuecard.stop(), bolt.stop()])
      await slack.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
