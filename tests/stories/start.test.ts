import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SlackStandIn } from '../../sandbox/slack/index.ts'
import { startSlack } from '../../sandbox/slack/index.ts'
import { manifestApp } from '../support/manifest-app.ts'
import { cast } from '../support/app.ts'
import type { TestDatabase } from '../support/database.ts'
import { backend, testDatabase } from '../support/database.ts'

/** `npm start` as its operator knows it: a process of its own, with settings in its environment. */
describe('npm start', { timeout: 60_000 }, () => {
  let slack: SlackStandIn
  let database: TestDatabase
  let folder: string
  const children: ChildProcess[] = []
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cuecard-start-'))
    database = await testDatabase()
    slack = await startSlack({ people: cast, app: manifestApp(), workspace: { name: 'Practice', zone: 'Europe/Berlin' } })
  })
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
    await slack.stop()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const settings = () => ({
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: slack.apiUrl,
    PORT: '0',
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: database.key,
  })

  function start(changed: Record<string, string> = {}) {
    const entry = new URL('../../src/cli/cuecard.mjs', import.meta.url).pathname
    // The launcher takes .env from the folder it is started in.
    const child = spawn(process.execPath, [entry, 'start'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...settings(), ...changed },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    children.push(child)
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => void (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => void (said += chunk.toString()))
    const ended = new Promise<number | null>((done) => void child.once('close', (code) => done(code)))
    return { child, ended, said: () => said, running: () => until(() => said.includes('Cuecard is running') || child.exitCode !== null) }
  }
  async function until(isSo: () => boolean): Promise<void> {
    const givesUpAt = Date.now() + 30_000
    while (!isSo() && Date.now() < givesUpAt) await new Promise((done) => setTimeout(done, 20))
  }
  const sentence = (said: string) => said.split('\n').filter((line) => line !== '' && !line.startsWith('{'))

  it.each([
    ['a bot token that Slack does not know', { SLACK_BOT_TOKEN: 'xoxb-0-other' }, /^Slack did not accept the bot token \(invalid_auth\)/],
    ['an app token that Slack does not know', { SLACK_APP_TOKEN: 'xapp-1-other' }, /^Slack did not accept the app token \(invalid_auth\)/],
    ['a Slack that is away', { SLACK_API_URL: 'http://127.0.0.1:9/api/' }, /^Slack could not be asked who we are/],
    ['a PostgreSQL server that is away', { DATABASE_URL: 'postgres://u@127.0.0.1:9/x' }, /^PostgreSQL could not be reached/],
    [
      'a file in place of a folder',
      { DATABASE_URL: 'file:/dev/null/cuecard.db' },
      /^The database \/dev\/null\/cuecard\.db could not be opened \(E[A-Z]+\)/,
    ],
  ])('ends with one sentence for %s', async (_what, changed, expected) => {
    const app = start(changed as Record<string, string>)
    expect(await app.ended).toBe(1)
    expect(sentence(app.said())).toEqual([expect.stringMatching(expected)])
  })

  it('ends with one sentence when its port is taken', async () => {
    const taken = createServer()
    const port = await new Promise<number>((done) => taken.listen(0, () => done(Number((taken.address() as { port: number }).port))))
    const app = start({ PORT: String(port) })
    expect(await app.ended).toBe(1)
    expect(sentence(app.said())).toEqual([expect.stringMatching(new RegExp(`^Port ${port} is taken`))])
    await new Promise((done) => taken.close(done))
  })

  it.runIf(backend === 'sqlite')('ends with one sentence where another is running on the same file, which goes on', async () => {
    const first = start()
    await first.running()
    const second = start()
    expect(await second.ended).toBe(1)
    expect(sentence(second.said())).toEqual([expect.stringMatching(/^Another Cuecard is running on /)])
    expect(first.child.exitCode).toBe(null)
  })

  it('stops at SIGTERM with 0, after what was under way has had its effect and its answer', async () => {
    const app = start()
    await app.running()
    const maya = slack.person('U0MAYA0001')
    await maya.command('/coach', 'add <@U0DEV00001|dev>')
    const form = await maya.sees('Add a 1:1')
    const today = Temporal.Now.plainDateISO('Europe/Berlin')
    await form.pickDate('Next 1:1 on', today.add({ days: 7 }).toString())
    const submitted = form.submit()
    app.child.kill('SIGTERM')
    const { ok } = await submitted
    expect(await app.ended).toBe(0)
    const again = start()
    await again.running()
    // What came too late was not acknowledged: the form is still open, and Slack says so.
    if (ok) await until(() => slack.person('U0DEV00001').im().length > 0)
    expect(slack.person('U0DEV00001').im()).toHaveLength(ok ? 1 : 0)
    expect(maya.view().text).toContain(ok ? 'I have asked Dev' : 'Who do you meet?')
    again.child.kill('SIGINT')
    expect(await again.ended).toBe(0)
  })
})
