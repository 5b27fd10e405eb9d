import { afterEach, describe, expect, it } from 'vitest'
import type { Traffic } from '../../sandbox/practice-api.ts'
import type { Killable } from '../support/killable.ts'
import { killable } from '../support/killable.ts'
import type { LoopStep } from '../support/loop.ts'
import { messagesOfTheLoop, weeklyLoop } from '../support/loop.ts'

/** The moments at which the process is killed, as they can be seen from Slack's side of the wire. */
const moments: ((entry: Traffic) => boolean)[] = [
  // Something reaches it, and it cannot have stored it.
  (entry) => entry.kind === 'delivery' && entry.answer === undefined,
  // It has acknowledged, and cannot have sent what follows.
  (entry) => entry.kind === 'delivery' && entry.answer !== undefined,
  // It is sending, and Slack has not answered.
  (entry) => entry.kind === 'call' && entry.answer === undefined && isWrite(entry.name),
  // Slack has taken it, and it cannot have recorded that.
  (entry) => entry.kind === 'call' && entry.answer !== undefined && isWrite(entry.name),
]
const isWrite = (method: string) => ['chat.postMessage', 'chat.update', 'views.open', 'conversations.open'].includes(method)

describe('a killed process', { timeout: 500_000 }, () => {
  let work: Killable
  afterEach(() => work.close())

  it.each([
    ['before it can store what reaches it, or while it is sending', 0],
    ['after it has acknowledged, or after Slack has taken a message', 1],
  ])('at every step of the loop, %s, loses nothing and says nothing twice', async (_, first) => {
    work = await killable('2026-03-01T18:00:00Z')
    work.slack.set({ eventRetryMs: [1_000, 8_000, 25_000], ackDeadlineMs: 1_500 })
    let kills = 0
    for (const [number, step] of weeklyLoop(work.slack).entries())
      kills += await killedDuring(step, moments[first + 2 * (number % 2)] ?? (() => false))
    expect(kills).toBeGreaterThan(10)
    await work.until('nothing more is being sent', () => settledFor(1_500))
    expect(messagesOfTheLoop(work.slack).filter(({ times }) => times !== 1)).toEqual([])
  })

  /** Does the step, kills the app at the first such moment in it, starts it again, and goes on as a person would: by pressing once more. */
  async function killedDuring(step: LoopStep, isMoment: (entry: Traffic) => boolean): Promise<number> {
    const { traffic } = work.slack
    const mark = traffic.after(0).at(-1)?.n ?? 0
    let dying: Promise<void> | undefined
    const watch = () => {
      if (dying === undefined && traffic.after(mark).some(isMoment)) dying = work.kill()
    }
    traffic.signals.on('moved', watch)
    if (step.at) work.at(step.at)
    await step.act?.().catch(() => undefined)
    await work.until(`${step.name}, or its death`, () => dying !== undefined || step.done()).catch(() => undefined)
    traffic.signals.off('moved', watch)
    if (dying !== undefined) {
      await dying
      await work.start()
    }
    // A person waits a little, and presses once more; Slack brings an event again by itself.
    for (let i = 0; i < 15 && !(await soon(() => step.done(), 3_000)); i++) await step.act?.().catch(() => undefined)
    expect(step.done(), `${step.name}\n${work.errors()}`).toBe(true)
    return dying === undefined ? 0 : 1
  }

  async function soon(isSo: () => boolean, withinMs: number): Promise<boolean> {
    const givesUpAt = Date.now() + withinMs
    while (!isSo() && Date.now() < givesUpAt) await new Promise((done) => setTimeout(done, 25))
    return isSo()
  }

  async function settledFor(ms: number): Promise<boolean> {
    const before = work.slack.traffic.after(0).length
    await new Promise((done) => setTimeout(done, ms))
    return work.slack.traffic.after(0).length === before
  }
})
