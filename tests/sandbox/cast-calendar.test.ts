import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { castCalendar } from '../../sandbox/cast-calendar.ts'
import { goAway } from '../../src/flows/absence.ts'
import { skipMeeting } from '../../src/flows/meeting-changes.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { known, nextMeetingId, startPair } from '../support/pair.ts'

let work: Workplace

beforeEach(async () => {
  work = await workplace()
})
afterEach(() => work.close())

const ms = (time: string) => Temporal.Instant.from(time).epochMilliseconds
const week = () => castCalendar(work.store, work.slack.world.workspace.id, ms('2026-03-01T23:00:00Z'), ms('2026-03-08T23:00:00Z'))

describe('the calendar of the cast', () => {
  it('has the 1:1s of the week in order, with when the app writes before each', async () => {
    await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-03-05', time: '15:00' })
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    expect(await week()).toEqual([
      {
        kind: 'meeting',
        at: ms('2026-03-03T13:00:00Z'),
        until: ms('2026-03-03T13:30:00Z'),
        people: ['U0MAYA0001', 'U0DEV00001'],
        became: 'planned',
        writesAt: ms('2026-03-03T08:00:00Z'),
      },
      {
        kind: 'meeting',
        at: ms('2026-03-05T14:00:00Z'),
        until: ms('2026-03-05T14:30:00Z'),
        people: ['U0MAYA0001', 'U0CHI00001'],
        became: 'planned',
        writesAt: ms('2026-03-05T08:00:00Z'),
      },
    ])
  })

  it('says what is off, and who is away', async () => {
    const pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    const meetingId = await nextMeetingId(work, pair)
    await skipMeeting(work.store, meetingId, await known(work, 'U0MAYA0001'), undefined, work.clock.now())
    await goAway(
      work.store,
      await known(work, 'U0DEV00001'),
      { firstDay: Temporal.PlainDate.from('2026-03-04'), lastDay: Temporal.PlainDate.from('2026-03-05') },
      work.clock.now(),
    )
    expect(await week()).toMatchObject([
      { kind: 'meeting', became: 'off' },
      { kind: 'away', people: ['U0DEV00001'], at: ms('2026-03-03T23:00:00Z'), until: ms('2026-03-05T23:00:00Z') },
    ])
  })
})
