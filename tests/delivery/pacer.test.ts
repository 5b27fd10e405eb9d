import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Call, Pacer, Rate } from '../../src/delivery/pacer.ts'
import { createPacer } from '../../src/delivery/pacer.ts'

const rates: Record<string, Rate> = { post: { perSecond: 5, burst: 5 }, update: { perSecond: 1, burst: 30 } }
const post: Call = { workspaceId: 'T1', op: 'post' }
const usual = () => createPacer({ gapMs: 1_000, rates })

/** Begins as many calls as there is room for, and gives how many. */
function fill(pacer: Pacer, call: Call, nowMs: number): number {
  const room = pacer.room(call, nowMs)
  for (let i = 0; i < room; i++) pacer.begin(call, undefined, nowMs)
  return room
}

describe('pacing', () => {
  it('keeps two posts to one conversation a second apart, and does not hold those to others', () => {
    const pacer = usual()
    expect([0, 0, 400].map((nowMs) => pacer.begin(post, 'person/p_1', nowMs))).toEqual([0, 1_000, 1_600])
    expect(pacer.begin(post, 'person/p_2', 400)).toBe(0)
    pacer.holdLane('person/p_2', 9_000)
    expect(pacer.begin(post, 'person/p_2', 2_000)).toBe(7_000)
  })

  it('pauses what a Retry-After names and nothing else', () => {
    const pacer = usual()
    pacer.begin(post, undefined, 0)
    pacer.end(post, 0, 30_000)
    expect(pacer.room(post, 30_000)).toBe(0)
    expect(pacer.opensAtMs(post, 10_000)).toBeGreaterThanOrEqual(30_000)
    for (const other of [
      { workspaceId: 'T1', op: 'update' },
      { workspaceId: 'T2', op: 'post' },
    ])
      expect(pacer.room(other, 1)).toBeGreaterThan(0)
    expect(pacer.room(post, 30_200)).toBeGreaterThan(0)
  })

  it('pauses a workspace as a whole when its installation is refused', () => {
    const pacer = usual()
    pacer.holdWorkspace('T1', 5_000)
    expect([post, { workspaceId: 'T1', op: 'update' }].map((call) => pacer.room(call, 4_999))).toEqual([0, 0])
    expect(pacer.room({ workspaceId: 'T2', op: 'post' }, 0)).toBeGreaterThan(0)
    expect(pacer.room(post, 5_000)).toBeGreaterThan(0)
  })

  it('leaves to each workspace what is its own, however much another has to say', () => {
    const pacer = usual()
    const other = { workspaceId: 'T2', op: 'post' }
    let [ofBusy, ofQuiet] = [0, 0]
    for (let nowMs = 0; nowMs < 60_000; nowMs += 100) {
      const begun = fill(pacer, post, nowMs)
      for (let i = 0; i < begun; i++) pacer.end(post, nowMs)
      ofBusy += begun
      if (nowMs % 1_000 === 0 && pacer.room(other, nowMs) > 0) {
        pacer.begin(other, undefined, nowMs)
        pacer.end(other, nowMs)
        ofQuiet++
      }
    }
    expect(ofBusy).toBeGreaterThan(280)
    expect(ofQuiet).toBe(60)
  })

  it('never has more calls under way than Slack is asked to hold, nor begins one while it is told to wait', () => {
    const act = fc.oneof(
      fc.record({ is: fc.constant('wait' as const), ms: fc.nat(3_000) }),
      fc.record({ is: fc.constant('begin' as const) }),
      fc.record({ is: fc.constant('taken' as const) }),
      fc.record({ is: fc.constant('refused' as const), forMs: fc.integer({ min: 1, max: 120 }).map((s) => s * 1_000) }),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 200 }), (acts) => {
        const pacer = usual()
        let [nowMs, underway, notBeforeMs] = [0, 0, 0]
        for (const one of acts) {
          if (one.is === 'wait') nowMs += one.ms
          else if (one.is === 'begin') {
            const begun = fill(pacer, post, nowMs)
            if (begun > 0 && nowMs < notBeforeMs) throw new Error(`began at ${nowMs}, before ${notBeforeMs}`)
            underway += begun
            if (underway > 20) throw new Error(`${underway} under way`)
          } else if (underway > 0) {
            underway--
            if (one.is === 'taken') pacer.end(post, nowMs)
            else {
              pacer.end(post, nowMs, one.forMs)
              notBeforeMs = Math.max(notBeforeMs, nowMs + one.forMs)
            }
          }
        }
        // Whatever happened, it goes on: once nothing is under way there is room again within the pause and ten seconds.
        while (underway-- > 0) pacer.end(post, nowMs)
        const laterMs = Math.max(nowMs, notBeforeMs) + 10_200
        if (pacer.room(post, laterMs) < 1) throw new Error('it never goes on')
        if (pacer.opensAtMs(post, nowMs) > laterMs) throw new Error('it says that it opens too late')
      }),
      { numRuns: 400 },
    )
  })
})

describe('a ceiling that nobody told', () => {
  /** Slack as a bucket that refills at `perSecond(now)`: sends `count` messages through the pacer on a stepped clock. */
  function send(count: number, perSecond: (nowMs: number) => number, answersAfterMs = 80) {
    const pacer = usual()
    const ends: { atMs: number; refusedForMs: number | undefined }[] = []
    let [nowMs, taken, refused, tokens, early, notBeforeMs] = [0, 0, 0, 5, 0, 0]
    while (taken < count && nowMs < 3_600_000) {
      tokens = Math.min(5, tokens + perSecond(nowMs) / 100)
      for (const { refusedForMs } of ends.splice(0, ends.findLastIndex(({ atMs }) => atMs <= nowMs) + 1)) {
        pacer.end(post, nowMs, refusedForMs)
        if (refusedForMs === undefined) taken++
        else notBeforeMs = Math.max(notBeforeMs, nowMs + refusedForMs)
      }
      const wanted = Math.min(pacer.room(post, nowMs), count - taken - ends.length)
      for (let i = 0; i < wanted; i++) {
        pacer.begin(post, undefined, nowMs)
        if (nowMs < notBeforeMs) early++
        const isRefused = tokens < 1
        if (isRefused) refused++
        else tokens -= 1
        ends.push({ atMs: nowMs + answersAfterMs, refusedForMs: isRefused ? 1_000 : undefined })
      }
      nowMs += 10
    }
    return { seconds: nowMs / 1_000, refused, early }
  }

  it.each([
    { aMinute: 600, most: 5, share: 0.8 },
    { aMinute: 300, most: 5, share: 0.9 },
    { aMinute: 240, most: 5, share: 0.9 },
    { aMinute: 60, most: 10, share: 0.9 },
  ])(
    'of $aMinute a minute costs at most $most refusals in 1,000 messages, which come at $share of its pace',
    ({ aMinute, most, share }) => {
      const { seconds, refused, early } = send(1_000, () => aMinute / 60)
      expect(early).toBe(0)
      expect(refused).toBeLessThanOrEqual(most)
      expect(seconds).toBeLessThan(1_000 / (aMinute / 60) / share)
    },
  )

  it('that falls to half and rises again is followed, and no Retry-After is ever run over', () => {
    const halved = send(1_000, (nowMs) => (nowMs > 60_000 && nowMs < 180_000 ? 2.5 : 5))
    expect(halved.early).toBe(0)
    expect(halved.refused).toBeLessThanOrEqual(7)
    // 300 in the first minute, 300 in the two slow ones, 400 in the rest: 260 s is the fastest legal time.
    expect(halved.seconds).toBeLessThan(260 / 0.7)
  })

  it('that rises is grown into', () => {
    const { seconds, early } = send(3_000, () => 20)
    expect(early).toBe(0)
    expect(seconds).toBeLessThan(3_000 / 5 / 2)
  })
})
