import { describe, expect, it } from 'vitest'
import type { FeedEvent, FeedMatch } from '../../src/coaching/feed.ts'
import { choicesFor, meetingsOf } from '../../src/coaching/feed.ts'

const now = Temporal.Instant.from('2026-03-01T00:00:00Z')
const maya = { email: 'maya@example.com', name: 'Maya', declined: false }
const dev = { email: 'dev@example.com', name: 'Dev', declined: false }

/** The weekly events of a series from one Tuesday of March on. */
function weekly(uid: string, firstDay: number, count: number, more: Partial<FeedEvent> = {}): FeedEvent[] {
  return Array.from({ length: count }, (_none, index) => {
    const startsAt = Temporal.Instant.from('2026-03-01T13:00:00Z').add({ hours: 24 * (firstDay - 1 + 7 * index) })
    return {
      uid,
      recurrenceId: startsAt.toString(),
      startsAt,
      lengthMinutes: 30,
      allDay: false,
      status: 'on',
      title: 'Maya / Dev',
      people: [maya, dev],
      outOfOffice: false,
      ...more,
    }
  })
}

const pickedFrom = (events: FeedEvent[]): FeedMatch => {
  const [choice] = choicesFor(events, { name: 'Dev', emails: [] }, now).filter(({ match }) => match.by === 'series')
  if (choice === undefined) throw new Error('nothing was offered')
  return choice.match
}
const days = (events: FeedEvent[], match: FeedMatch) =>
  [...meetingsOf(events, match).values()].map(({ startsAt, standing }) => `${startsAt.toString().slice(5, 10)} ${standing}`)

describe('a picked series', () => {
  const old = weekly('old', 3, 8)

  it('goes on under a new name when it was changed from one day on', () => {
    const match = pickedFrom(old)
    const changed = [...old.slice(0, 2), ...weekly('new', 18, 2)]
    expect(days(changed, match)).toEqual(['03-03 on', '03-10 on', '03-18 on', '03-25 on'])
    expect(days(weekly('new', 18, 2), match)).toEqual(['03-18 on', '03-25 on'])
  })

  it('goes on so too when what was left of it is cancelled', () => {
    const match = pickedFrom(old)
    const cancelled = old.map((event, index): FeedEvent => (index < 2 ? event : { ...event, status: 'cancelled' }))
    expect(days([...cancelled.slice(0, 4), ...weekly('new', 18, 1)], match)).toEqual([
      '03-03 on',
      '03-10 on',
      '03-17 cancelled',
      '03-24 cancelled',
      '03-18 on',
    ])
  })

  it.each([
    ['has other people', { people: [maya, { ...dev, email: 'chi@example.com' }] }],
    ['has another title', { title: 'Maya / Dev, salary' }],
    ['is a single meeting', { recurrenceId: undefined }],
  ])('does not go on with what %s', (_what, more) => {
    const match = pickedFrom(old)
    expect(days([...old.slice(0, 2), ...weekly('new', 18, 2, more)], match)).toEqual(['03-03 on', '03-10 on'])
  })

  it('does not take in a second series beside it', () => {
    expect(days([...old, ...weekly('new', 18, 2)], pickedFrom(old))).toHaveLength(8)
  })

  it('follows the name that Google gives to the rest of a changed series', () => {
    const match: FeedMatch = { by: 'series', uid: 'abc@google.com' }
    expect(days(weekly('abc_R20260310T130000@google.com', 10, 2), match)).toEqual(['03-10 on', '03-17 on'])
  })
})

describe('declined', () => {
  it('counts by either of two, and in a larger round only by the one whom the pair is matched by', () => {
    const no = (who: typeof dev) => ({ ...who, declined: true })
    const chi = { email: 'chi@example.com', name: 'Chi', declined: false }
    const standing = (people: FeedEvent['people'], match: FeedMatch) => days(weekly('one', 3, 1, { people }), match)
    expect(standing([no(maya), dev], { by: 'series', uid: 'one' })).toEqual(['03-03 declined'])
    expect(standing([maya, no(dev)], { by: 'attendee', email: 'dev@example.com' })).toEqual(['03-03 declined'])
    expect(standing([maya, dev, no(chi)], { by: 'series', uid: 'one' })).toEqual(['03-03 on'])
  })
})
