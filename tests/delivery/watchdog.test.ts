import { beforeEach, describe, expect, it } from 'vitest'
import { createWatchdog } from '../../src/delivery/watchdog.ts'

describe('a process that Slack cannot reach', () => {
  let nowMs: number
  let connected: boolean
  let slackAnswers: boolean
  let said: string[]
  let watchdog: ReturnType<typeof createWatchdog>
  beforeEach(() => {
    nowMs = 0
    connected = true
    slackAnswers = true
    said = []
    watchdog = createWatchdog({
      connected: () => connected,
      answers: async () => slackAnswers,
      elapsedMs: () => nowMs,
      giveUp: (sentence) => void said.push(sentence),
    })
  })

  async function minutes(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      nowMs += 60_000
      await watchdog.look()
    }
  }

  it('ends after five minutes in which Slack answered its calls', async () => {
    connected = false
    await minutes(5)
    expect(said).toEqual([])
    await minutes(1)
    expect(said).toHaveLength(1)
  })

  it('waits as long as Slack or the network is away', async () => {
    connected = false
    slackAnswers = false
    await minutes(600)
    expect(said).toEqual([])
  })

  it('forgets a gap that closed by itself', async () => {
    for (let i = 0; i < 10; i++) {
      connected = false
      await minutes(4)
      connected = true
      await minutes(1)
    }
    expect(said).toEqual([])
  })
})
