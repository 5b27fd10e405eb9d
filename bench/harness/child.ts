import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'

/** A process under test. It shares no event loop with what measures it. */
export type Child = {
  /** Asks it something over IPC (see answering.mjs); rejects when it ends instead of answering. */
  ask(question: string, about?: number): Promise<unknown>
  stop(): Promise<void>
}

/** Starts a script that answers over IPC, and ends when that is closed. A folder to profile to gets its CPU profile at the end. */
export function startChild(script: string, settings: Record<string, string>, profileTo: string | undefined): Child {
  const child = startProcess([...(profileTo ? ['--cpu-prof', `--cpu-prof-dir=${profileTo}`] : []), script], settings, 'ipc')
  let asked = 0
  return {
    ask(question, about) {
      const number = ++asked
      return new Promise((done, failed) => {
        const onMessage = (message: unknown) => {
          if (typeof message !== 'object' || message === null || !('number' in message) || message.number !== number) return
          child.off('message', onMessage).off('exit', onExit)
          done('answer' in message ? message.answer : undefined)
        }
        const onExit = () => failed(new Error(`${script} ended while it was asked for ${question}`))
        child.on('message', onMessage).once('exit', onExit)
        child.send({ number, question, about })
      })
    },
    stop: () => ended(child, () => child.disconnect()),
  }
}

/** Starts a script with this Node, and nothing but these settings in its environment. Its errors are shown. */
export function startProcess(parameters: string[], settings: Record<string, string>, link: 'ipc' | 'none' = 'none'): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...parameters], {
    cwd: new URL('../..', import.meta.url).pathname,
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'ignore', 'inherit', ...(link === 'ipc' ? (['ipc'] as const) : [])],
  })
}

/** Resolves when the process is gone, having told it to go if it is there. */
export async function ended(child: ChildProcess, tell: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  tell()
  await gone
}
