import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { meetings, triggers } from '../../src/db/tables.ts'
import type { Person } from '../../sandbox/slack/index.ts'
import type { Transport, Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { startPair } from '../support/pair.ts'

let work: Workplace
afterEach(() => work.close())

describe.each<Transport>(['socket', 'http'])('setting up a 1:1 over %s', (transport) => {
  beforeEach(async () => void (work = await workplace({ transport })))

  it('asks the employee, and starts when they say yes', async () => {
    const { maya, dev } = work
    await addTuesdays(maya, 'U0DEV00001')
    expect(maya.view().text).toContain('Tue 3 March, 09:00')
    await work.settled()
    await dev.click(/would like to keep a coaching plan/, 'Yes, start')
    await work.settled()
    expect(dev.im().at(-1)?.text).toContain('Your plan with Maya has started.')
    expect(maya.im().at(-1)?.text).toContain(
      '*Dev said yes.* I will write to you on Tue 3 March, 09:00, ahead of your 1:1 on Tue 3 March, 14:00.',
    )
  })
})

describe('adding a 1:1', () => {
  beforeEach(async () => void (work = await workplace()))

  it('is filled in with the person who was named after the command', async () => {
    const { maya } = work
    await maya.command('/coach', 'add @Chi')
    expect((await maya.sees('Add a 1:1')).value('Who do you meet?')).toBe('U0CHI00001')
  })

  it('takes a monthly rhythm, another length, kind of work and lead, and says the first message in the manager’s own zone', async () => {
    const { chi, dev } = work
    await chi.command('/coach', 'add @Dev')
    const form = await chi.sees('Add a 1:1')
    await form.pickDate('Next 1:1 on', '2026-03-11')
    await form.pickTime('Time', '10:00')
    await form.choose('Rhythm', 'Monthly, on the same weekday')
    await form.choose('Length', '60 minutes')
    await form.choose('Kind of work', 'Sales')
    await form.choose('Write to me', '30 minutes before')
    expect(await form.submit()).toEqual({ ok: true })
    expect(chi.view().text).toContain('*Wed 11 March, 09:30*')
    await work.settled()
    expect(dev.message('Chi would like').text).toContain('the second Wednesday of the month at 10:00 (Europe/Lisbon), 60 minutes')
  })

  it('says that the first message comes with the yes when its hour has passed already', async () => {
    const { maya, dev } = work
    work.clock.set('2026-03-03T09:30:00Z')
    await addTuesdays(maya, 'U0DEV00001')
    expect(maya.view().text).toContain('as soon as Dev has said yes')
    await work.settled()
    await dev.click(/would like to keep/, 'Yes, start')
    await work.settled()
    expect(maya.message('Dev said yes').text).toContain('in a moment')
  })

  it('says in words when a time does not exist because the clocks go forward', async () => {
    const { maya } = work
    await maya.command('/coach', 'add @Dev')
    const form = await maya.sees('Add a 1:1')
    await form.pickDate('Next 1:1 on', '2026-03-08')
    await form.pickTime('Time', '02:30')
    await form.submit()
    expect(maya.view().text).toContain(
      'On Sun 29 March the clocks go forward and 02:30 does not exist. That 1:1 counts as Sun 29 March, 03:30.',
    )
  })

  it.each([
    ['2026-02-27', 'This date is past. Please pick the next 1:1.'],
    ['2027-03-09', 'This is more than a year away. Please pick the next 1:1.'],
  ])('answers the date %s with a sentence under it, and keeps the form', async (date, sentence) => {
    const { maya } = work
    await maya.command('/coach', 'add @Dev')
    const form = await maya.sees('Add a 1:1')
    await form.pickDate('Next 1:1 on', date)
    await form.submit()
    expect(form.errors).toEqual({ 'Next 1:1 on': sentence })
    expect(form.value('Next 1:1 on')).toBe(date)
  })

  it('offers to edit the 1:1 that these two have, with what was just filled in', async () => {
    const { maya } = work
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await maya.command('/coach', 'add @Dev')
    const form = await maya.sees('Add a 1:1')
    await form.pickDate('Next 1:1 on', '2026-03-05')
    await form.pickTime('Time', '15:00')
    await form.submit()
    const edit = maya.view()
    expect(edit.title).toBe('Edit this 1:1')
    expect(edit.text).toContain('You and Dev have a 1:1 in Cuecard already. Nothing was changed yet.')
    expect(edit.value('Time')).toBe('15:00')
    await edit.submit()
    expect(maya.view().text).toContain('The next message comes on *Thu 5 March, 09:00*, ahead of the 1:1 on *Thu 5 March, 15:00*.')
  })

  it('is fine with an employee who has a 1:1 with somebody else, and with the other direction', async () => {
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await addTuesdays(work.tomas, 'U0DEV00001')
    expect(work.tomas.view().text).toContain('I have asked Dev')
    await addTuesdays(work.dev, 'U0MAYA0001')
    expect(work.dev.view().text).toContain('I have asked Maya')
  })

  it('makes a new pair when an ended one is added again', async () => {
    const { maya, dev } = work
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await endFromHome(maya)
    await addTuesdays(maya, 'U0DEV00001')
    await work.settled()
    await dev.click(/would like to keep/, 'Yes, start')
    await work.settled()
    expect(maya.message('Dev said yes').text).toContain('Tue 3 March')
  })
})

describe('the answer of the employee', () => {
  beforeEach(async () => {
    work = await workplace()
    await addTuesdays(work.maya, 'U0DEV00001')
    await work.settled()
  })

  it('*This is not right* starts nothing, tells the manager, and tells the coordinator the two names and nothing else', async () => {
    const { maya, dev, lena, tomas } = work
    await dev.click(/would like to keep/, 'This is not right')
    await work.settled()
    expect(dev.im().at(-1)?.text).toContain('Nothing was started')
    expect(maya.im().at(-1)?.text).toContain('Dev answered that this 1:1 is not right')
    expect(lena.im().at(-1)?.text).toBe(
      'Dev answered that a 1:1 with Maya in Cuecard is not right. Nothing was started. Please help the two of them to sort it out.',
    )
    expect(tomas.im()).toEqual([])
    await work.at('2026-03-03T09:00:00Z')
    expect(maya.im()).toHaveLength(1)
  })

  it('counts once, however often and however late the buttons are pressed', async () => {
    const { dev, maya } = work
    const asked = dev.message(/would like to keep/)
    await Promise.all([dev.click(asked, 'Yes, start'), dev.click(asked, 'Yes, start')])
    await work.settled()
    await dev.click(asked, 'This is not right')
    await work.settled()
    expect(dev.ephemerals().at(-1)?.text).toBe('This was answered already. Nothing was changed.')
    expect(maya.im()).toHaveLength(1)
    const clicks = work.slack.traffic.deliveries().filter(({ who }) => who === dev.id)
    for (const { n } of clicks) await work.slack.deliverAgain(n)
    await work.settled()
    expect(maya.im()).toHaveLength(1)
    expect(maya.im()[0]?.text).toContain('Dev said yes')
  })

  it('survives a restart between the question and the answer', async () => {
    await work.restart()
    await work.dev.click(/would like to keep/, 'Yes, start')
    await work.settled()
    expect(work.maya.im().at(-1)?.text).toContain('Dev said yes')
  })

  it('can be given on App Home too', async () => {
    const { dev, maya } = work
    await dev.openHome()
    await work.settled()
    expect(dev.home().text).toContain(
      'Maya* would like to keep a coaching plan with you for your 1:1, every Tuesday at 14:00 (Europe/Berlin)',
    )
    await dev.home().press('Yes, start')
    await work.settled()
    expect(dev.home().text).toContain('Next: Maya')
    expect(maya.im().at(-1)?.text).toContain('Dev said yes')
  })

  it('is not waited for once the manager took the question back', async () => {
    const { dev, maya } = work
    const asked = dev.message(/would like to keep/)
    await maya.openHome()
    await work.settled()
    await maya.home().overflow('Take it back')
    expect((await maya.sees('Take it back')).text).toContain('Take back your question to Dev?')
    await maya.view().submit()
    expect(maya.view().text).toContain('Taken back. Dev can see that.')
    await work.settled()
    expect(dev.im().at(-1)?.text).toBe('Maya took this back. Nothing was started.')
    await dev.click(asked, 'Yes, start')
    await work.settled()
    expect(dev.ephemerals().at(-1)?.text).toContain('answered already')
    expect(maya.home().text).not.toContain('Dev')
  })
})

/** When the 1:1s that are planned begin. */
async function startsOf(): Promise<string[]> {
  const planned = await work.store.read.sql.select().from(meetings).where(eq(meetings.state, 'planned')).orderBy(meetings.startsAt)
  return planned.map(({ startsAt }) => Temporal.Instant.fromEpochMilliseconds(startsAt).toString())
}

describe('a 1:1 that runs', () => {
  beforeEach(async () => {
    work = await workplace()
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await work.maya.openHome()
    await work.settled()
  })

  it('is moved to another day: the new day gets its message, and the old one none', async () => {
    const { maya } = work
    await maya.home().overflow('Edit')
    const form = await maya.sees('Edit this 1:1')
    expect([form.value('Next 1:1 on'), form.value('Time'), form.value('Rhythm'), form.value('Length')]).toEqual([
      '2026-03-03',
      '14:00',
      'Every week',
      '30 minutes',
    ])
    await form.pickDate('Next 1:1 on', '2026-03-05')
    await form.pickTime('Time', '15:00')
    await form.choose('Rhythm', 'Every second week')
    await form.submit()
    expect(maya.view().text).toContain('*Thu 5 March, 09:00*')
    await work.settled()
    expect(maya.home().text).toContain('every second Thursday at 15:00')
    await work.at('2026-03-03T09:00:00Z')
    expect(triggersSeen(maya)).toHaveLength(0)
    await work.at('2026-03-05T08:00:00Z')
    expect(triggersSeen(maya)).toHaveLength(1)
  })

  it('comes several times a week, up to a last date, and not on dates that are left out', async () => {
    const { maya } = work
    await maya.home().overflow('Edit')
    const form = await maya.sees('Edit this 1:1')
    await form.choose('Also on', ['Thursday'])
    await form.pickDate('Last date', '2026-03-17')
    await form.pickDate('Leave out a date', '2026-03-10')
    expect(await form.submit()).toEqual({ ok: true })
    await work.settled()
    expect(maya.home().text).toContain('every Tuesday and Thursday at 14:00, until 17 March 2026, not on 10 March 2026')
    for (const day of ['03', '05', '10', '12', '17', '19', '24']) await work.at(`2026-03-${day}T09:00:00Z`)
    const days = maya.im().flatMap(({ fallback }) => /1:1 with Dev, (\S+ \d+ March|today)/.exec(fallback)?.[0] ?? [])
    expect(days).toHaveLength(4)
    expect((await startsOf()).filter((startsAt) => startsAt > '2026-03-02')).toEqual([
      '2026-03-03T13:00:00Z',
      '2026-03-05T13:00:00Z',
      '2026-03-12T13:00:00Z',
      '2026-03-17T13:00:00Z',
    ])
  })

  it('has a date again that was left out, once that is taken back', async () => {
    const { maya } = work
    const edit = async (change: (form: Awaited<ReturnType<typeof maya.sees>>) => Promise<unknown>) => {
      await maya.home().overflow('Edit')
      const form = await maya.sees('Edit this 1:1')
      await change(form)
      expect(await form.submit()).toEqual({ ok: true })
      await work.settled()
      await maya.view().dismiss()
    }
    await edit((form) => form.pickDate('Leave out a date', '2026-03-10'))
    expect(await startsOf()).not.toContain('2026-03-10T13:00:00Z')
    await edit((form) => form.choose('Dates left out', []))
    expect(await startsOf()).toContain('2026-03-10T13:00:00Z')
  })

  it.each([
    ['Leave out a date', '2026-03-11', 'There is no 1:1 on this date. Please pick one that has one, or leave this empty.'],
    ['Last date', '2026-03-02', 'This is before the next 1:1. Please pick a later date.'],
  ])('answers %s %s with a sentence under it', async (field, date, sentence) => {
    const { maya } = work
    await maya.home().overflow('Edit')
    const form = await maya.sees('Edit this 1:1')
    await form.pickDate(field, date)
    await form.submit()
    expect(form.errors).toEqual({ [field]: sentence })
  })

  it('keeps its meetings when only lead and kind of work change, and plans the message anew', async () => {
    const { maya } = work
    await maya.home().overflow('Edit')
    const form = await maya.sees('Edit this 1:1')
    await form.choose('Write to me', '30 minutes before')
    await form.choose('Kind of work', 'Support')
    await form.submit()
    expect(maya.view().text).toContain('The next message comes on *Tue 3 March, 13:30*')
    await work.at('2026-03-03T08:00:00Z')
    expect(triggersSeen(maya)).toHaveLength(0)
    await work.at('2026-03-03T12:30:00Z')
    expect(triggersSeen(maya)).toHaveLength(1)
  })

  it('sends nothing while it is paused, and does not catch up when it is resumed', async () => {
    const { maya, dev } = work
    await maya.home().overflow('Pause')
    await work.settled()
    expect(maya.home().text).toContain('Paused, nothing is sent')
    const before = [maya.im().length, dev.im().length]
    for (const day of ['2026-03-03T08:00:00Z', '2026-03-10T08:00:00Z', '2026-03-17T08:05:00Z']) await work.at(day)
    expect([maya.im().length, dev.im().length]).toEqual(before)
    await maya.home().overflow('Resume')
    await work.at('2026-03-17T08:10:00Z')
    expect([maya.im().length, dev.im().length]).toEqual(before)
    await work.at('2026-03-23T08:00:00Z')
    await work.at('2026-03-24T08:00:00Z')
    expect([maya.im().length - before[0]!, dev.im().length - before[1]!]).toEqual([1, 1])
    expect(maya.home().text).toContain('Next: Dev')
  })

  it('ends for both: the other one is told, nothing more is sent, and the reason is on record', async () => {
    const { maya, dev } = work
    await dev.openHome()
    await work.settled()
    await endFromHome(maya)
    expect(maya.view().text).toContain('The 1:1 with Dev has ended')
    await work.settled()
    expect(dev.im().at(-1)?.text).toContain('Maya ended your coaching plan with them')
    expect(dev.home().text).not.toContain('Maya')
    const before = [maya.im().length, dev.im().length]
    await work.at('2026-03-03T08:00:00Z')
    expect([maya.im().length, dev.im().length]).toEqual(before)
    const reasons = await work.store.read.sql.select({ state: triggers.state, reason: triggers.reason }).from(triggers)
    expect(new Set(reasons.map(({ state, reason }) => `${state} ${reason}`))).toEqual(new Set(['held_back pair_ended']))
  })

  it('can be ended by the employee as well', async () => {
    const { maya, dev } = work
    await dev.openHome()
    await work.settled()
    await dev.home().overflow('End this 1:1')
    await (await dev.sees('End this 1:1')).submit()
    await work.settled()
    expect(maya.im().at(-1)?.text).toContain('Dev ended the coaching plan that you kept with them')
    expect(maya.home().text).not.toContain('Dev')
  })

  it('is not ended by looking at the question', async () => {
    const { maya } = work
    await maya.home().overflow('End this 1:1')
    await (await maya.sees('End this 1:1')).close()
    await work.settled()
    expect(maya.home().text).toContain('Next: Dev')
  })

  it('ends once when the button is pressed twice and the submission comes again', async () => {
    const { maya, dev } = work
    await maya.home().overflow('End this 1:1')
    await (await maya.sees('End this 1:1')).submit()
    await work.settled()
    const told = dev.im().length
    const last = work.slack.traffic.deliveries().at(-1)
    await work.slack.deliverAgain(last?.n ?? 0)
    await work.settled()
    expect(dev.im()).toHaveLength(told)
  })
})

/** Fills in the form as most people do. */
async function addTuesdays(manager: Person, employeeId: string): Promise<void> {
  await manager.command('/coach', 'add')
  const form = await manager.sees('Add a 1:1')
  await form.pickUser('Who do you meet?', employeeId)
  await form.pickDate('Next 1:1 on', '2026-03-03')
  await form.pickTime('Time', '14:00')
  await form.submit()
}

async function endFromHome(manager: Person): Promise<void> {
  await manager.openHome()
  await work.settled()
  await manager.home().overflow('End this 1:1')
  await (await manager.sees('End this 1:1')).submit()
}

function triggersSeen(manager: Person) {
  return manager.im().filter(({ text }) => text.includes('1:1 with Dev, today'))
}
