import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backend } from '../support/database.ts'

export type Replicas = {
  kill(index: number): void
  /** Stops the process for a while, as a machine does that is overloaded or moved. */
  freeze(index: number, forMs: number): void
  /** While on, the database of a process may not grow (SQLite). */
  diskFull(index: number, forMs: number): void
  /** Ends of a process that nobody brought about, with what it said last. */
  unexpected: string[]
  kills: number
  /** What the processes logged as an error or worse, a line each. */
  logged: string[]
  stop(): Promise<void>
}

/** So many processes of the app, each started again as soon as it ends, as a supervisor does. */
export function startReplicas(count: number, environment: Record<string, string>): Replicas {
  const entry = new URL('../support/child-app.ts', import.meta.url).pathname
  const children: (ChildProcess | undefined)[] = []
  const meant = new WeakSet<ChildProcess>()
  const ready = new WeakSet<ChildProcess>()
  const unexpected: string[] = []
  const logged: string[] = []
  let stopping = false
  let kills = 0

  function run(index: number): void {
    if (stopping) return
    const child = spawn(process.execPath, [...(backend === 'postgres' ? ['--conditions=postgres'] : []), entry], {
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: join(tmpdir(), 'cuecard-compiled'), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    children[index] = child
    child.stdout.once('data', () => ready.add(child))
    const last: string[] = []
    child.stderr.on('data', (chunk: Buffer) => {
      for (const line of chunk
        .toString()
        .split('\n')
        .filter((one) => one !== '')) {
        last.push(line)
        if (/"level":[56]0/.test(line)) logged.push(line)
        if (last.length > 5) last.shift()
      }
    })
    child.once('exit', (code, signal) => {
      if (!meant.has(child) && !stopping && !last.some((line) => saidAtStart.test(line)))
        unexpected.push(`ended with ${signal ?? code}: ${last.join('\n')}`)
      setTimeout(() => run(index), 150)
    })
  }

  for (let index = 0; index < count; index++) run(index)

  return {
    unexpected,
    logged,
    get kills() {
      return kills
    },
    kill(index) {
      const child = children[index]
      if (child === undefined) return
      meant.add(child)
      kills += 1
      child.kill('SIGKILL')
    },
    freeze(index, forMs) {
      const child = children[index]
      child?.kill('SIGSTOP')
      setTimeout(() => child?.kill('SIGCONT'), forMs)
    },
    diskFull(index, forMs) {
      const child = children[index]
      if (backend === 'postgres' || child === undefined || !ready.has(child)) return
      child.kill('SIGUSR2')
      setTimeout(() => child.kill('SIGUSR2'), forMs)
    },
    async stop() {
      stopping = true
      await Promise.all(
        children.map(
          (child) =>
            new Promise<void>((done) => {
              if (child === undefined || child.exitCode !== null || child.signalCode !== null) return done()
              child.once('exit', () => done())
              child.kill('SIGCONT')
              child.kill('SIGKILL')
            }),
        ),
      )
    },
  }
}

/** A process that cannot begin because Slack is away says so and ends; its supervisor starts it again. */
const saidAtStart = /Slack could not be asked who we are/
