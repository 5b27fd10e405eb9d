import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shareOf } from '../../src/coaching/monday-note.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { startPair } from '../support/pair.ts'

describe('the Monday note', { timeout: 60_000 }, () => {
  let work: Workplace
  beforeEach(async () => void (work = await workplace()))
  afterEach(() => work.close())

  const notes = (person = work.lena) => person.im().filter(({ text }) => /Your Monday note/.test(text))

  it('comes to coordinators on Monday morning in their zone, once, in counts and without a name', async () => {
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await work.at('2026-03-02T07:30:00Z')
    expect(notes()).toHaveLength(0)
    await work.at('2026-03-02T08:00:00Z')
    await work.at('2026-03-02T08:05:00Z')
    await work.restart()
    await work.at('2026-03-02T12:00:00Z')
    expect(notes()).toHaveLength(1)
    expect(notes()[0]?.text).toContain('1 person with a running 1:1')
    expect(notes()[0]?.text).toContain('too few people to say anything')
    expect(notes()[0]?.text).not.toMatch(/Maya|Dev/)
    expect(notes(work.maya)).toEqual([])
    await work.at('2026-03-09T08:00:00Z')
    expect(notes()).toHaveLength(2)
  })

  it('does not come while nothing runs, nor after a Monday that was missed', async () => {
    await work.at('2026-03-02T08:00:00Z')
    expect(notes()).toEqual([])
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await work.at('2026-03-02T18:00:00Z')
    await work.at('2026-03-03T08:00:00Z')
    expect(notes()).toEqual([])
  })

  it('gives a share from five people on', () => {
    expect(shareOf(1, 4, 4)).toBeUndefined()
    expect(shareOf(1, 4, 5)).toBe(25)
    expect(shareOf(0, 0, 9)).toBeUndefined()
  })
})
