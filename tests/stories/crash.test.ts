import { afterEach, describe, expect, it } from 'vitest'
import type { Traffic } from '../../sandbox/practice-api.ts'
import type { Killable } from '../support/killable.ts'
import { killable } from '../support/killable.ts'
import type { LoopStep } from '../support/loop.ts'
import { messagesOfTheLoop, weeklyLoop } from '../support/loop.ts'

/** The moments at which the process is killed, as they can be seen from Slack's side of the wire. */
const moments: Record<string, (entry: Traffic) => boolean> = {
  'when something reaches it, before it can store it': (entry) => entry.kind === 'delivery' && entry.answer === undefined,
  'when it has acknowledged, before it can send': (entry) => entry.kind === 'delivery' && entry.answer !== undefined,
  'while it is sending, before Slack has answered': (entry) => entry.kind === 'call' && entry.answer === undefined && isWrite(entry.name),
  'when Slack has taken it, before it can record that': (entry) => entry.kind === 'call' && entry.answer !== undefined && isWrite(entry.name),
}
const isWrite = (method: string) => ['chat.postMessage', 'chat.update', 'views.open', 'conversations.open'].includes(method)

describe('a killed process', { timeout: 170_000 }, () => {
  let work: Killable
  afterEach(() => work.close())

  it.each(Object.keys(moments))('loses nothing and says nothing twice: %s', async (moment) => {
    work = await killable('2026-03-01T18:00:00Z')
    work.slack.set({ eventRetryMs: [50, 400, 1_500], ackDeadlineMs: 1_500 })
    let kills = 0
    for (const step of weeklyLoop(work.slack)) kills += await killedDuring(step, moments[moment] ?? (() => false))
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
    for (let i = 0; i < 5 && !(await soon(() => step.done(), step.act ? 1_800 : 10_000)); i++) await step.act?.().catch(() => undefined)
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
