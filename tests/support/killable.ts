import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { SlackStandIn } from '../../sandbox/slack/index.ts'
import { appFromManifest, startSlack } from '../../sandbox/slack/index.ts'
import { cast } from './app.ts'
import type { CrashPointName } from './crash-points.ts'
import type { TestDatabase } from './database.ts'
import { backend, testDatabase } from './database.ts'

export type Killable = {
  database: TestDatabase
  slack: SlackStandIn
  /** From now on the app kills itself at the crash point that it was given. */
  arm(): void
  /** Whether the app has ended. */
  isGone(): boolean
  /** Kills the app with SIGKILL and waits until it is gone. */
  kill(): Promise<void>
  /** Starts it (again) on the same database, and waits until it is connected. */
  start(): Promise<void>
  at(time: string): void
  /** Waits until something is so; fails with its description after a while. */
  until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void>
  errors(): string
  close(): Promise<void>
}

/** The app in a child process over the stand-in, with a quarantine of one second. */
export async function killable(start: string, crashPoint?: CrashPointName): Promise<Killable> {
  const folder = mkdtempSync(join(tmpdir(), 'cuecard-clock-'))
  const clockFile = join(folder, 'now')
  const armedFile = join(folder, 'armed')
  writeFileSync(clockFile, start)
  const database = await testDatabase()
  const slack = await startSlack({
    people: cast,
    app: appFromManifest(parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))),
    workspace: { name: 'Practice', zone: 'Europe/Berlin' },
    clock: { now: () => Temporal.Instant.from(readFileSync(clockFile, 'utf8').trim()).epochMilliseconds },
  })
  let child: ChildProcess | undefined
  let errors = ''

  async function run(): Promise<void> {
    const entry = new URL('./child-app.ts', import.meta.url).pathname
    child = spawn(process.execPath, [...(backend === 'postgres' ? ['--conditions=postgres'] : []), entry], {
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: join(tmpdir(), 'cuecard-compiled'),
        CLOCK_FILE: clockFile,
        ...(crashPoint === undefined ? {} : { CRASH_POINT: crashPoint, ARMED_FILE: armedFile }),
        SLACK_BOT_TOKEN: slack.tokens.bot,
        SLACK_APP_TOKEN: slack.tokens.app,
        SLACK_API_URL: slack.apiUrl,
        PORT: '0',
        DATABASE_URL: database.url,
        ENCRYPTION_KEY: database.key,
        COORDINATORS: 'U0LENA0001',
        QUARANTINE_SECONDS: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const started = child
    started.stderr?.on('data', (chunk: Buffer) => void (errors += chunk.toString()))
    await new Promise<void>((done, failed) => {
      started.stdout?.once('data', () => done())
      started.once('exit', () => failed(new Error(`the app did not start: ${errors}`)))
    })
  }

  async function kill(): Promise<void> {
    const dying = child
    if (dying === undefined || dying.exitCode !== null || dying.signalCode !== null) return
    const gone = new Promise<void>((done) => dying.once('exit', () => done()))
    dying.kill('SIGKILL')
    await gone
  }

  await run()
  return {
    database,
    slack,
    kill,
    arm: () => writeFileSync(armedFile, ''),
    isGone: () => child === undefined || child.exitCode !== null || child.signalCode !== null,
    async start() {
      rmSync(armedFile, { force: true })
      await run()
    },
    at(time) {
      // In one step, so that the app never reads half a time.
      writeFileSync(`${clockFile}.next`, time)
      renameSync(`${clockFile}.next`, clockFile)
    },
    async until(what, isSo) {
      const givesUpAt = Date.now() + 20_000
      while (!(await isSo())) {
        if (Date.now() > givesUpAt) throw new Error(`waited in vain: ${what}\n${errors}`)
        await new Promise((done) => setTimeout(done, 25))
      }
    },
    errors: () => errors,
    async close() {
      await kill()
      await slack.stop()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
