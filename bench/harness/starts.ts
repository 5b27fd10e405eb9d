import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { ended, startProcess } from './child.ts'
import { freePort, untilReady } from './ready.ts'
import { botToken, signingSecret } from './slack-stub.ts'

/** An app started as its operator would start it, once it answers Slack; with how long that took from the start of the process. */
export type Started = { process: ChildProcess; readyMs: number; stop(): Promise<void> }

export async function startCuecard(apiUrl: string, databaseFile: string, settings: Record<string, string> = {}): Promise<Started> {
  return startApp(startScript(), { SLACK_API_URL: apiUrl, DATABASE_URL: `file:${databaseFile}`, ...settings })
}

export async function startBolt(apiUrl: string): Promise<Started> {
  return startApp(['bench/subjects/bolt-app.mjs'], { SLACK_API_URL: apiUrl })
}

/** What `npm start` gives to Node. */
function startScript(): string[] {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const { start } = (manifest as { scripts: { start: string } }).scripts
  return start.split(' ').slice(1)
}

async function startApp(parameters: string[], settings: Record<string, string>): Promise<Started> {
  const port = await freePort()
  const startedMs = performance.now()
  const child = startProcess(parameters, {
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    PORT: String(port),
    ...settings,
  })
  await untilReady(port)
  return { process: child, readyMs: performance.now() - startedMs, stop: () => ended(child, () => child.kill('SIGKILL')) }
}
