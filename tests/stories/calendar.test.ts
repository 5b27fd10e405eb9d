import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { feeds, meetings, triggers } from '../../src/db/tables.ts'
import type { Transport, Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import type { FeedEventText, FeedServer } from '../support/feed-server.ts'
import { feedServer } from '../support/feed-server.ts'
import { startPair } from '../support/pair.ts'

let work: Workplace
let feed: FeedServer
beforeEach(async () => void (feed = await feedServer()))
afterEach(async () => {
  await work.close()
  await feed.close()
})

const series: FeedEventText = {
  uid: 'series-1@example.com',
  start: '20260224T140000',
  end: '20260224T143000',
  rule: 'FREQ=WEEKLY',
  with: 'Dev',
  title: '1:1 Maya / Dev',
}
const teamMeeting: FeedEventText = {
  uid: 'team@example.com',
  start: '20260223T100000',
  end: '20260223T110000',
  rule: 'FREQ=WEEKLY',
  title: 'Team',
}
/** The 1:1 of Tuesday 3 March, where the series has it, at another time. */
const moved = (start: string, end: string, more: Partial<FeedEventText> = {}): FeedEventText[] => [
  teamMeeting,
  series,
  { ...series, rule: undefined, recurrenceId: '20260303T140000', start, end, ...more } as FeedEventText,
]

const ofDev = () => work.maya.im().filter(({ ephemeral, text }) => !ephemeral && /1:1 with Dev/.test(text))
const said = () => ofDev().at(-1)?.text ?? ''

/** Maya adds a 1:1 on a Thursday by hand, pastes her calendar's address, and takes the events that Cuecard suggests. */
async function connect(options: { transport?: Transport } = {}): Promise<void> {
  work = await workplace(options)
  feed.serves([teamMeeting, series])
  await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-05', time: '15:00' })
  await paste()
  await work.maya.view().submit()
  await work.settled()
  await work.maya.view().dismiss()
}

async function paste(address = feed.address): Promise<void> {
  const home = await work.maya.openHome()
  await work.settled()
  await home.press('My calendar')
  await work.settled()
  await work.maya.view().type('Secret address', address)
  await work.maya.view().submit()
  await work.settled()
}

describe.each<Transport>(['socket', 'http'])('a calendar over %s', (transport) => {
  it('is connected by its address, and the trigger follows when one meeting in it is moved', async () => {
    await connect({ transport })
    feed.serves(moved('20260304T163000', '20260304T170000'))
    await work.app.housekeep()
    await work.at('2026-03-03T08:00:00Z')
    expect(ofDev()).toEqual([])
    await work.at('2026-03-04T08:00:00Z')
    expect(ofDev()).toHaveLength(1)
    expect(said()).toContain('1:1 with Dev, today 16:30.')
    expect(said()).toContain('Moved from Tue 3 March, 14:00.')
    expect(said()).toContain('Time: from your calendar, 09:00.')
    await work.at('2026-03-05T14:00:00Z')
    expect(ofDev()).toHaveLength(1)
  })
})

describe('connecting', () => {
  it('offers what names the employee first, picks it beforehand, and never shows the address again', async () => {
    work = await workplace()
    feed.serves([teamMeeting, series])
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-05', time: '15:00' })
    await paste()
    const form = work.maya.view()
    expect(form.text).toContain('*Connected:* 127.0.0.1, read today')
    const options = form.options('1:1 with Dev')
    expect(options.slice(0, 2).some((label) => label.startsWith('1:1 Maya / Dev, next Tue 3 March, 14:00'))).toBe(true)
    expect(options.at(-1)).toBe('Not from the calendar: every Thursday at 15:00')
    await form.submit()
    await work.settled()
    expect(work.maya.view().text).toContain('One 1:1 follows your calendar now.')
    const everything = JSON.stringify([
      work.logged,
      work.maya.im().map(({ text }) => text),
      form.text,
      await work.store.read.sql.select().from(feeds),
    ])
    expect(everything).not.toContain(feed.secret)
  })

  it.each([
    ['no address at all', 'my calendar', 'This is no calendar address.'],
    ['a private network', 'https://10.0.0.1/x.ics', 'lies inside a private network'],
    ['plain http on the internet', 'http://calendar.example.com/x.ics', 'must begin with https://'],
  ])('says what is wrong with %s, and keeps nothing', async (_what, address, sentence) => {
    work = await workplace()
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-05', time: '15:00' })
    const home = await work.maya.openHome()
    await work.settled()
    await home.press('My calendar')
    await work.settled()
    const form = work.maya.view()
    await form.type('Secret address', address)
    await form.submit()
    expect(form.errors['Secret address']).toContain(sentence)
    expect(await work.store.read.sql.select().from(feeds)).toEqual([])
  })

  it('goes back to the days set by hand when it is disconnected, and forgets the address', async () => {
    await connect()
    const home = await work.maya.openHome()
    await work.settled()
    await home.press('My calendar')
    await work.settled()
    await work.maya.view().press('Disconnect')
    await work.settled()
    expect(await work.store.read.sql.select().from(feeds)).toEqual([])
    await work.at('2026-03-03T08:00:00Z')
    expect(ofDev()).toEqual([])
    await work.at('2026-03-05T08:00:00Z')
    expect(said()).toContain('1:1 with Dev, today 15:00.')
    expect(said()).toContain('weekly, set by you')
  })
})

describe('following', () => {
  it('edits in place what was sent when the meeting moves afterwards, and sends no second message', async () => {
    await connect()
    await work.at('2026-03-03T08:00:00Z')
    expect(said()).toContain('today 14:00')
    feed.serves(moved('20260303T160000', '20260303T163000'))
    await work.at('2026-03-03T09:00:00Z')
    await work.app.housekeep()
    await work.settled()
    await work.at('2026-03-03T09:01:00Z')
    expect(ofDev()).toHaveLength(1)
    expect(said()).toContain('today 16:00')
    expect(said()).toContain('Moved from 14:00.')
  })

  it.each([
    ['cancelled', { status: 'CANCELLED' }, 'calendar_cancelled'],
    ['declined by the employee', { declined: true }, 'calendar_declined'],
  ])('is re-read right before sending: what was %s a minute ago is not sent', async (_what, change, reason) => {
    await connect()
    await work.at('2026-03-03T07:00:00Z')
    feed.serves(moved('20260303T140000', '20260303T143000', change))
    await work.at('2026-03-03T08:00:00Z')
    expect(ofDev()).toEqual([])
    const held = (await work.store.read.sql.select().from(triggers)).filter(({ state }) => state === 'held_back')
    expect(held.map((one) => one.reason)).toContain(reason)
  })

  it('withdraws what was sent when the meeting is gone, and brings it back with the meeting', async () => {
    await connect()
    await work.at('2026-03-03T08:00:00Z')
    feed.serves([teamMeeting, { ...series, lines: ['EXDATE;TZID=Europe/Berlin:20260303T140000'] }])
    await work.at('2026-03-03T09:00:00Z')
    await work.app.housekeep()
    await work.settled()
    expect(said()).toContain('was called off')
    feed.serves([teamMeeting, series])
    await work.at('2026-03-03T10:00:00Z')
    await work.app.housekeep()
    await work.settled()
    expect(ofDev()).toHaveLength(1)
    expect(said()).toContain('today 14:00')
  })

  it('lets a move by hand stand until the calendar itself moves the meeting', async () => {
    await connect()
    await work.at('2026-03-03T08:00:00Z')
    await work.maya.overflow(/1:1 with Dev/, 'We moved it')
    await work.settled()
    await work.maya.view().pickTime('New time', '17:00')
    await work.maya.view().submit()
    await work.settled()
    await work.maya.view().dismiss()
    await work.at('2026-03-03T09:00:00Z')
    await work.app.housekeep()
    await work.settled()
    expect(said()).toContain('today 17:00')
    feed.serves(moved('20260303T173000', '20260303T180000'))
    await work.at('2026-03-03T10:00:00Z')
    await work.app.housekeep()
    await work.settled()
    expect(said()).toContain('today 17:30')
    expect(ofDev()).toHaveLength(1)
  })

  it('is followed when it is so large that it is read beside the main thread', async () => {
    await connect()
    const old = Array.from({ length: 3_000 }, (_none, index) => ({
      uid: `old-${index}`,
      start: '20200106T090000',
      end: '20200106T093000',
      title: 'Something of old times, with a long title that nobody reads any more, and then some',
    }))
    feed.serves([...old, ...moved('20260305T153000', '20260305T160000')])
    await work.at('2026-03-03T08:00:00Z')
    expect(ofDev()).toEqual([])
    await work.at('2026-03-05T08:00:00Z')
    expect(ofDev()).toHaveLength(1)
  })

  it('asks whether anything changed, and is answered with next to nothing when not', async () => {
    await connect()
    await work.at('2026-03-01T20:00:00Z')
    await work.app.housekeep()
    expect(feed.answers.at(-1)).toBe(304)
  })

  it('keeps the manager’s out-of-office time from the calendar', async () => {
    await connect()
    feed.serves([
      teamMeeting,
      series,
      { uid: 'ooo', start: '20260302T080000', end: '20260306T180000', title: 'Leave', lines: ['X-MICROSOFT-CDO-BUSYSTATUS:OOF'] },
    ])
    await work.at('2026-03-03T08:00:00Z')
    expect(ofDev()).toEqual([])
    await work.at('2026-03-10T08:00:00Z')
    expect(ofDev()).toHaveLength(1)
  })
})

describe('a calendar that cannot be read', () => {
  it('keeps what it said last, says so under the message, and tells the manager once after a day', async () => {
    await connect()
    feed.serves(503)
    await work.at('2026-03-02T09:00:00Z')
    await work.app.housekeep()
    await work.at('2026-03-03T08:00:00Z')
    expect(said()).toContain('from your calendar as of Sun 1 March')
    expect(said()).toContain('it could not be read since')
    const told = () => work.maya.im().filter(({ text }) => /not been able to read your calendar/.test(text))
    const look = async (at: string) => {
      await work.at(at)
      await work.app.housekeep()
      await work.settled()
    }
    await look('2026-03-03T20:00:00Z')
    expect(told()).toEqual([])
    await look('2026-03-04T09:00:00Z')
    expect(told()).toHaveLength(1)
    await look('2026-03-05T10:00:00Z')
    expect(told()).toHaveLength(1)
    expect(told()[0]?.text).not.toContain(feed.secret)
    feed.serves([teamMeeting, series])
    await work.at('2026-03-06T08:00:00Z')
    await work.app.housekeep()
    const [row] = await work.store.read.sql.select().from(feeds)
    expect(row).toMatchObject({ failures: 0, failingSinceAt: null })
  })

  it('is found again after a restart, with nothing lost', async () => {
    await connect()
    await work.restart()
    await work.at('2026-03-03T08:00:00Z')
    expect(ofDev()).toHaveLength(1)
    expect(
      (await work.store.read.sql.select().from(meetings)).filter(({ key, state }) => key.startsWith('feed/') && state === 'planned').length,
    ).toBeGreaterThan(0)
  })
})
