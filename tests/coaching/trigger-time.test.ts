import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../src/coaching/refusal.ts'
import { invitationAt, leads, missed, reminderAt, sendAt, snoozedTo, waitsForHours } from '../../src/coaching/trigger-time.ts'
import type { Lead, Snooze } from '../../src/coaching/trigger-time.ts'
import { isWorkingDay, isWorkingTime, noHolidays, usualWorkWeek } from '../../src/coaching/working-days.ts'
import type { Holidays, WorkWeek } from '../../src/coaching/working-days.ts'
import { zones } from './zones.ts'

const zone = 'Europe/Berlin'
const at = (local: string) => Temporal.ZonedDateTime.from(`${local}[${zone}]`).toInstant()
const local = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16)

function sentFor(startsAt: string, lead: Lead = 'default', week: WorkWeek = usualWorkWeek, holidays: Holidays = noHolidays): string {
  return local(sendAt({ startsAt: at(startsAt), zone, lead, week, holidays }))
}

describe('a trigger', () => {
  it('comes at 09:00 on the day', () => {
    expect(sentFor('2026-03-03T14:00')).toBe('2026-03-03T09:00')
    expect(sentFor('2026-03-03T11:00')).toBe('2026-03-03T09:00')
  })

  it('comes at 16:00 on the working day before for meetings before 11:00', () => {
    expect(sentFor('2026-03-03T10:59')).toBe('2026-03-02T16:00')
    expect(sentFor('2026-03-02T09:00')).toBe('2026-02-27T16:00')
  })

  it('goes round holidays and leave', () => {
    const away: Holidays = (date) => (date.month === 3 && date.day <= 3 ? 'away' : undefined)
    expect(sentFor('2026-03-04T09:00', 'default', usualWorkWeek, away)).toBe('2026-02-27T16:00')
    expect(sentFor('2026-03-03T14:00', 'default', usualWorkWeek, away)).toBe('2026-02-27T16:00')
  })

  it('keeps to other working hours', () => {
    expect(sentFor('2026-03-03T14:00', 'default', { ...usualWorkWeek, from: '10:00' })).toBe('2026-03-03T10:00')
    expect(sentFor('2026-03-03T14:00', 'default', { ...usualWorkWeek, from: '13:45' })).toBe('2026-03-02T16:00')
    expect(sentFor('2026-03-03T10:00', 'default', { ...usualWorkWeek, to: '13:00' })).toBe('2026-03-02T12:00')
    expect(sentFor('2026-03-03T10:00', 'default', { ...usualWorkWeek, from: '17:00', to: '23:00' })).toBe('2026-03-02T17:00')
  })

  it('comes as long before as the manager chose', () => {
    expect(sentFor('2026-03-03T14:00', 'minutes_30')).toBe('2026-03-03T13:30')
    expect(sentFor('2026-03-03T08:00', 'minutes_30')).toBe('2026-03-03T07:30')
    expect(sentFor('2026-03-03T14:00', 'hours_2')).toBe('2026-03-03T12:00')
    expect(sentFor('2026-03-03T10:00', 'hours_2')).toBe('2026-03-03T09:00')
    expect(sentFor('2026-03-03T09:15', 'hours_2')).toBe('2026-03-03T08:45')
    expect(sentFor('2026-03-02T14:00', 'evening_before')).toBe('2026-02-27T16:00')
    expect(sentFor('2026-03-03T10:00', 'morning')).toBe('2026-03-03T09:00')
    expect(sentFor('2026-03-03T09:30', 'morning')).toBe('2026-03-03T09:00')
    expect(sentFor('2026-03-03T09:00', 'morning')).toBe('2026-03-03T08:30')
  })

  it('that could not be sent is missed from five minutes before the start', () => {
    expect(missed(at('2026-03-03T13:54:59'), at('2026-03-03T14:00'))).toBe(false)
    expect(missed(at('2026-03-03T13:55'), at('2026-03-03T14:00'))).toBe(true)
    expect(missed(at('2026-03-03T15:00'), at('2026-03-03T14:00'))).toBe(true)
  })
})

const anyMeeting = fc.record({
  startsAt: fc.integer({ min: 0, max: 60 * 24 * 365 * 20 }).map((minutes) => Temporal.Instant.from('2010-01-01T00:00Z').add({ minutes })),
  zone: fc.constantFrom(...zones),
  lead: fc.constantFrom(...(Object.keys(leads) as Lead[])),
  week: fc.record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: fc.constantFrom('06:00', '08:30', '09:00', '10:00', '13:00'),
    to: fc.constantFrom('13:30', '15:00', '17:00', '22:00'),
  }),
  holidays: fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 5 }).map(
    (days): Holidays =>
      (date) =>
        days.includes(date.day) ? 'a day off' : undefined,
  ),
})

describe('any trigger', () => {
  it('is due before its meeting, and early enough not to be missed', () => {
    fc.assert(
      fc.property(anyMeeting, (meeting) => {
        expect(missed(sendAt(meeting), meeting.startsAt)).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })

  it('with the usual lead falls into working hours', () => {
    fc.assert(
      fc.property(anyMeeting, fc.constantFrom<Lead>('default', 'evening_before'), (meeting, lead) => {
        const due = sendAt({ ...meeting, lead }).toZonedDateTimeISO(meeting.zone)
        const time = due.toPlainTime().toString().slice(0, 5)
        const wasMoved = isRightAfterGap(due)
        expect(wasMoved || isWorkingDay(due.toPlainDate(), meeting.week, meeting.holidays)).toBe(true)
        expect(time >= meeting.week.from && time < meeting.week.to).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

/** Whether clocks jumped in the day before: then a set hour may have been moved to another day. */
function isRightAfterGap(time: Temporal.ZonedDateTime): boolean {
  const change = time.getTimeZoneTransition('previous')
  return change !== null && change.until(time).total('hours') < 24
}

describe('a message that is late', () => {
  const waits = (dueAt: string, now: string, startsAt: string, week: WorkWeek = usualWorkWeek) => {
    const until = waitsForHours({ dueAt: at(dueAt), now: at(now), startsAt: at(startsAt), zone, week })
    return until && local(until)
  }

  it('does not ring at night: it waits for the next morning', () => {
    expect(waits('2026-03-02T16:00', '2026-03-02T23:40', '2026-03-03T10:30')).toBe('2026-03-03T09:00')
    expect(waits('2026-03-02T16:00', '2026-03-03T02:10', '2026-03-03T10:30')).toBe('2026-03-03T09:00')
    expect(waits('2026-02-27T16:00', '2026-02-28T11:00', '2026-03-02T10:30')).toBe('2026-03-02T09:00')
  })

  it('waits no longer than until half an hour before the talk', () => {
    expect(waits('2026-03-02T16:00', '2026-03-02T23:40', '2026-03-03T08:30')).toBe('2026-03-03T08:00')
    expect(waits('2026-03-02T16:00', '2026-03-03T08:05', '2026-03-03T08:30')).toBeUndefined()
  })

  it('goes at once within working hours, and whenever it is on time', () => {
    expect(waits('2026-03-03T09:00', '2026-03-03T12:54', '2026-03-03T14:00')).toBeUndefined()
    expect(waits('2026-03-03T00:00', '2026-03-03T00:05', '2026-03-03T05:30')).toBeUndefined()
  })

  it('whatever the case, goes later than now, early enough, and at work or half an hour before', () => {
    fc.assert(
      fc.property(anyMeeting, fc.integer({ min: 0, max: 6_000 }), ({ startsAt, ...meeting }, minutes) => {
        const now = startsAt.subtract({ minutes })
        const until = waitsForHours({ ...meeting, startsAt, now, dueAt: sendAt({ ...meeting, startsAt }) })
        if (until === undefined) return
        expect(Temporal.Instant.compare(until, now)).toBe(1)
        expect(missed(until, startsAt)).toBe(false)
        const isHalfAnHourBefore = until.equals(startsAt.subtract({ minutes: 30 }))
        const wasMoved = isRightAfterGap(until.toZonedDateTimeISO(meeting.zone))
        const begins = isWorkingTime(until, meeting.zone, meeting.week, meeting.holidays)
        // A day that ends before nine, or where the clocks jump over nine, has no such morning.
        expect(isHalfAnHourBefore || begins || wasMoved || meeting.week.to <= '09:00').toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('other messages', () => {
  it('invite the employee at 09:00 on their working day before', () => {
    const meeting = { startsAt: at('2026-03-02T14:00'), zone, week: usualWorkWeek }
    expect(local(invitationAt(meeting))).toBe('2026-02-27T09:00')
    expect(invitationAt({ ...meeting, zone: 'America/New_York' }).toString()).toBe('2026-02-27T14:00:00Z')
    expect(local(invitationAt({ ...meeting, week: { ...usualWorkWeek, from: '10:00' } }))).toBe('2026-02-27T10:00')
  })

  it('remind at 09:00 of the due date, or of the next working day', () => {
    const remind = (dueDate: string) => local(reminderAt({ dueDate: Temporal.PlainDate.from(dueDate), zone, week: usualWorkWeek }))
    expect(remind('2026-03-06')).toBe('2026-03-06T09:00')
    expect(remind('2026-03-07')).toBe('2026-03-09T09:00')
  })
})

function snoozed(choice: Snooze, now: string, startsAt: string): string {
  const answer = snoozedTo(choice, at(now), at(startsAt), zone, usualWorkWeek)
  return isRefusal(answer) ? answer.refused : local(answer)
}

describe('a snoozed trigger', () => {
  it('comes back two hours later, on a quarter of an hour', () => {
    expect(snoozed('later_today', '2026-03-03T09:04', '2026-03-03T14:00')).toBe('2026-03-03T11:00')
    expect(snoozed('later_today', '2026-03-03T09:08', '2026-03-03T14:00')).toBe('2026-03-03T11:15')
  })

  it('comes back at the latest half an hour before the meeting', () => {
    expect(snoozed('later_today', '2026-03-03T12:40', '2026-03-03T14:00')).toBe('2026-03-03T13:30')
    expect(snoozed('later_today', '2026-03-03T13:30', '2026-03-03T14:00')).toBe('meeting_comes_first')
  })

  it('is not put off to another day when it was asked for today', () => {
    expect(snoozed('later_today', '2026-03-03T22:30', '2026-03-05T14:00')).toBe('day_is_over')
  })

  it('asks again the next working day when the manager snoozes on Friday', () => {
    expect(snoozed('next_working_day', '2026-03-06T15:00', '2026-03-09T14:00')).toBe('2026-03-09T09:00')
  })

  it('stays when the meeting comes first', () => {
    expect(snoozed('next_working_day', '2026-03-06T15:00', '2026-03-06T16:00')).toBe('meeting_comes_first')
    expect(snoozed('next_working_day', '2026-03-06T15:00', '2026-03-09T09:05')).toBe('meeting_comes_first')
  })

  it('never comes back after its meeting or before now', () => {
    fc.assert(
      fc.property(
        anyMeeting,
        fc.integer({ min: 1, max: 5_000 }),
        fc.constantFrom<Snooze>('later_today', 'next_working_day'),
        (meeting, minutes, choice) => {
          const now = meeting.startsAt.subtract({ minutes })
          const answer = snoozedTo(choice, now, meeting.startsAt, meeting.zone, meeting.week, meeting.holidays)
          if (isRefusal(answer)) return
          expect(missed(answer, meeting.startsAt)).toBe(false)
          expect(Temporal.Instant.compare(answer, now)).toBe(1)
        },
      ),
    )
  })
})
