import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cadence } from '../../src/coaching/cadence.ts'
import type { MentorshipId } from '../../src/coaching/ids.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'
import { closeDebriefRow, insertDebrief } from '../../src/db/debriefs.ts'
import { mentoringTriggers } from '../../src/db/tables.ts'
import { mentoringShown, setMentoringRhythm } from '../../src/flows/mentoring-meetings.ts'
import { answerMentor, proposeMentor } from '../../src/flows/mentorships.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { known } from '../support/pair.ts'

let work: Workplace
let mentorshipId: MentorshipId
beforeEach(async () => {
  work = await workplace()
  const manager = await known(work, 'U0MAYA0001')
  const mentor = await known(work, 'U0TOMAS001')
  const asked = await proposeMentor(work.store, { manager, mentor, by: manager }, work.clock.now())
  if (isRefusal(asked)) throw new Error(asked.sentence)
  mentorshipId = asked.mentorshipId
  await answerMentor(work.store, mentorshipId, mentor, 'yes', work.clock.now())
  await work.settled()
})
afterEach(() => work.close())

const of = (who: 'maya' | 'tomas') => work[who].im().filter(({ ephemeral, text }) => !ephemeral && /Mentoring meeting with/.test(text))
const said = (who: 'maya' | 'tomas') => of(who).at(-1)?.text ?? ''
const shown = () => mentoringShown(work.store.read, mentorshipId, work.clock.now())
const reasons = async () =>
  (await work.store.read.sql.select().from(mentoringTriggers)).flatMap(({ side, state, reason }) =>
    state === 'held_back' || state === 'missed' ? [`${side}: ${reason}`] : [],
  )

/** The two meet on the first Tuesday of the month at 14:00 in Berlin, for 45 minutes. */
async function meetMonthly(time = '14:00'): Promise<void> {
  const maya = await known(work, 'U0MAYA0001')
  const meets = cadence({
    rhythm: 'monthly',
    nth: 1,
    weekdays: [2],
    time,
    zone: 'Europe/Berlin',
    lengthMinutes: 45,
    from: '2026-03-03',
  })
  const set = await setMentoringRhythm(work.store, mentorshipId, maya, meets, work.clock.now())
  if (isRefusal(set)) throw new Error(set.sentence)
  await work.settled()
}

async function press(who: 'maya' | 'tomas', label: string): Promise<void> {
  await work[who].click(of(who).at(-1)!, label)
  await work.settled()
}

describe('a mentoring meeting', () => {
  it('is set in My mentor, told to the other, and written about to both in time', async () => {
    const { maya, tomas } = work
    await maya.command('/coach', 'mentor')
    await work.settled()
    expect(maya.view().text).toContain('You have not set a meeting with each other yet.')
    await maya.view().press('Set a monthly meeting')
    const form = await maya.sees('Mentoring meeting')
    await form.pickDate('First meeting on', '2026-03-03')
    await form.pickTime('Time', '14:00')
    expect(await form.submit()).toEqual({ ok: true })
    expect(maya.view().text).toContain('Your first meeting with Tomas is on *Tue 3 March, 14:00*.')
    await work.settled()
    expect(tomas.message('Maya set your mentoring meeting').text).toContain(
      'the first Tuesday of the month at 14:00 (Europe/Berlin), 45 minutes',
    )
    await work.at('2026-03-03T07:59:00Z')
    expect([of('maya'), of('tomas')]).toEqual([[], []])
    await work.at('2026-03-03T08:00:00Z')
    expect(said('maya')).toContain('Mentoring meeting with Tomas, today 14:00, 45 minutes.')
    expect(said('tomas')).toContain('Mentoring meeting with Maya, today 14:00, 45 minutes.')
    await work.at('2026-03-03T08:01:00Z')
    await work.restart()
    await work.at('2026-03-03T08:02:00Z')
    expect([of('maya').length, of('tomas').length]).toEqual([1, 1])
  })

  it('brings the last thing to try and open debriefs, to the two of them only', async () => {
    const maya = await known(work, 'U0MAYA0001')
    const tomas = await known(work, 'U0TOMAS001')
    await work.store.write(async (tx) => {
      for (const nextTry of ['Ask one question and wait', undefined]) {
        const id = await insertDebrief(tx, {
          workspaceId: maya.workspaceId,
          mentorshipId,
          managerId: maya.id,
          mentorId: tomas.id,
          sessionId: undefined,
          route: 'form',
          focus: 'The renewal talk',
          summary: 'It went fast.',
          now: work.clock.now(),
        })
        if (nextTry !== undefined) await closeDebriefRow(tx, id, nextTry, work.clock.now())
      }
    })
    await meetMonthly()
    await work.at('2026-03-03T08:00:00Z')
    expect(said('maya')).toContain('Last time you wanted to try:* Ask one question and wait')
    expect(said('tomas')).toContain('Last time Maya wanted to try:* Ask one question and wait')
    expect(said('tomas')).toContain('One debrief of the two of you is open.')
    expect(of('maya')[0]?.fallback).toMatch(/^Cuecard: Mentoring meeting with Tomas, today 14:00/)
  })

  it('asks both what became of it, and the first answer stands for both', async () => {
    await meetMonthly()
    await work.at('2026-03-03T08:00:00Z')
    await work.at('2026-03-03T13:45:00Z')
    expect(said('maya')).toContain('did you meet?')
    await press('tomas', 'We met')
    expect(said('maya')).toContain('you met, 45 minutes.')
    expect(of('maya')).toHaveLength(1)
    expect(await shown()).toMatchObject({ kept: 1, scheduled: 1 })
  })

  it('does not count as kept when it was held for less than four fifths of its time', async () => {
    await meetMonthly()
    for (const [day, minutes] of [
      ['2026-03-03', '30 minutes'],
      ['2026-04-07', '40 minutes'],
    ] as const) {
      await work.at(`${day}T08:00:00Z`)
      await work.at(`${day}T14:00:00Z`)
      await press('maya', 'We met, but shorter')
      await work.maya.view().choose('How long did you meet?', minutes)
      await work.maya.view().submit()
      await work.settled()
      expect(said('tomas')).toContain(`you met, ${minutes}.`)
    }
    expect(await shown()).toMatchObject({ kept: 1, scheduled: 2 })
  })

  it('moves with what was sent about it, by either in their own words, and nobody hears twice', async () => {
    await meetMonthly()
    await work.at('2026-03-03T08:00:00Z')
    await work.tomas.overflow(/Mentoring meeting with Maya/, 'We moved it')
    await work.settled()
    await work.tomas.view().pickDate('New date', '2026-03-05')
    await work.tomas.view().pickTime('New time', '16:00')
    await work.tomas.view().submit()
    await work.settled()
    expect(said('maya')).toContain('Thu 5 March, 16:00')
    expect(said('maya')).toContain('Moved from Tue 3 March, 14:00.')
    await work.at('2026-03-05T08:00:00Z')
    expect([of('maya').length, of('tomas').length]).toEqual([1, 1])
    await work.at('2026-03-05T15:50:00Z')
    expect(said('tomas')).toContain('did you meet?')
  })

  it('is sent to nobody on leave, says it to the other, and is excused', async () => {
    await meetMonthly()
    const home = await work.tomas.openHome()
    await work.settled()
    await home.press('I am away until …')
    await work.settled()
    await work.tomas.view().pickDate('I am away until', '2026-03-04')
    await work.tomas.view().submit()
    await work.at('2026-03-03T08:00:00Z')
    expect(of('tomas')).toEqual([])
    expect(said('maya')).toContain('Tomas is away until Wed 4 March.')
    expect(await reasons()).toEqual(['mentor: away'])
    await work.at('2026-03-03T14:00:00Z')
    await press('maya', 'We did not meet')
    expect(said('maya')).toContain('One of you was off, so it is not counted.')
    expect(await shown()).toMatchObject({ kept: 0, scheduled: 0 })
  })

  it('that nobody says anything about counts as not kept', async () => {
    await meetMonthly()
    await work.at('2026-03-03T08:00:00Z')
    await work.at('2026-03-04T08:00:00Z')
    expect(await shown()).toMatchObject({ kept: 0, scheduled: 1 })
  })

  it('can be left out this time, and the next one comes', async () => {
    await meetMonthly()
    await work.at('2026-03-03T08:00:00Z')
    await work.maya.overflow(/Mentoring meeting with Tomas/, 'Not this time')
    await work.settled()
    expect(said('tomas')).toContain('not this time')
    await work.at('2026-04-07T07:00:00Z')
    expect(of('tomas')).toHaveLength(2)
  })

  it('comes once in a month whose day was changed after it was announced', async () => {
    await meetMonthly()
    await work.at('2026-03-03T08:00:00Z')
    const tomas = await known(work, 'U0TOMAS001')
    const later = cadence({
      rhythm: 'monthly',
      nth: 2,
      weekdays: [3],
      time: '10:00',
      zone: 'Europe/Prague',
      lengthMinutes: 60,
      from: '2026-03-11',
    })
    await setMentoringRhythm(work.store, mentorshipId, tomas, later, work.clock.now())
    await work.settled()
    for (const day of ['04', '10', '11', '12', '31']) await work.at(`2026-03-${day}T15:00:00Z`)
    expect([of('maya').length, of('tomas').length]).toEqual([1, 1])
    await work.at('2026-04-07T14:00:00Z')
    expect(said('maya')).toContain('Wed 8 April, 10:00')
    expect([of('maya').length, of('tomas').length]).toEqual([2, 2])
  })

  it('ends with the mentorship: nothing more is sent, and what was said is called off', async () => {
    await meetMonthly()
    await work.at('2026-03-03T08:00:00Z')
    await work.maya.command('/coach', 'mentor')
    await work.settled()
    await work.maya.view().press('End this')
    await work.settled()
    expect(said('tomas')).toContain('this one is off')
    await work.at('2026-04-07T08:00:00Z')
    expect([of('maya').length, of('tomas').length]).toEqual([1, 1])
  })

  it('is nobody else’s to see or to change', async () => {
    await meetMonthly()
    await work.at('2026-03-03T08:00:00Z')
    const dev = await known(work, 'U0DEV00001')
    const meets = cadence({ rhythm: 'weekly', weekdays: [1], time: '09:00', zone: 'Europe/Berlin', lengthMinutes: 30, from: '2026-03-09' })
    expect(await setMentoringRhythm(work.store, mentorshipId, dev, meets, work.clock.now())).toMatchObject({ refused: 'not_yours' })
    expect(await shown()).toMatchObject({ rhythm: 'the first Tuesday of the month at 14:00 (Europe/Berlin)' })
  })

  it('says why it came', async () => {
    await meetMonthly()
    await work.at('2026-03-03T08:00:00Z')
    await work.tomas.overflow(/Mentoring meeting with Maya/, 'Why did I get this?')
    await work.settled()
    expect(work.tomas.ephemerals().at(-1)?.text).toMatch(/You are Maya's mentor.*as set by Maya/s)
  })
})
