import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  usualWorkWeek,
  workingDayFrom,
  workWeekSchema,
} from '../../src/coaching/working-days.ts'
import type { Holidays, WorkWeek } from '../../src/coaching/working-days.ts'

const date = (text: string) => Temporal.PlainDate.from(text)
const mayDay: Holidays = (day) => (day.month === 5 && day.day === 1 ? 'May Day' : undefined)

describe('working days', () => {
  it('are Monday to Friday unless somebody says otherwise', () => {
    expect(isWorkingDay(date('2026-03-06'))).toBe(true)
    expect(isWorkingDay(date('2026-03-07'))).toBe(false)
    expect(isWorkingDay(date('2026-03-08'), { ...usualWorkWeek, days: [7, 1, 2, 3, 4] })).toBe(true)
  })

  it('leave out holidays', () => {
    expect(isWorkingDay(date('2026-05-01'), usualWorkWeek, mayDay)).toBe(false)
    expect(previousWorkingDay(date('2026-05-04'), usualWorkWeek, mayDay).toString()).toBe('2026-04-30')
    expect(nextWorkingDay(date('2026-04-30'), usualWorkWeek, mayDay).toString()).toBe('2026-05-04')
  })

  it('are counted from the day after', () => {
    expect(addWorkingDays(date('2026-03-06'), 1).toString()).toBe('2026-03-09')
    expect(addWorkingDays(date('2026-03-07'), 1).toString()).toBe('2026-03-09')
    expect(addWorkingDays(date('2026-03-04'), 3).toString()).toBe('2026-03-09')
    expect(addWorkingDays(date('2026-03-07'), 0).toString()).toBe('2026-03-07')
  })

  it('start with the day itself where that is asked for', () => {
    expect(workingDayFrom(date('2026-03-06')).toString()).toBe('2026-03-06')
    expect(workingDayFrom(date('2026-03-07')).toString()).toBe('2026-03-09')
  })

  it('must exist', () => {
    expect(() => nextWorkingDay(date('2026-03-06'), { ...usualWorkWeek, days: [] })).toThrow('no working day')
    expect(workWeekSchema.safeParse({ ...usualWorkWeek, days: [] }).success).toBe(false)
    expect(workWeekSchema.safeParse({ ...usualWorkWeek, from: '17:00', to: '09:00' }).success).toBe(false)
    expect(workWeekSchema.parse(usualWorkWeek)).toEqual(usualWorkWeek)
  })
})

describe('any working day', () => {
  const weeks: fc.Arbitrary<WorkWeek> = fc
    .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
    .map((days) => ({ ...usualWorkWeek, days }))
  const holidays: fc.Arbitrary<Holidays> = fc
    .uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 6 })
    .map((days) => (day) => (days.includes(day.day) ? 'a day off' : undefined))
  const dates = fc.integer({ min: 0, max: 20_000 }).map((days) => date('2000-01-01').add({ days }))

  it('is found again after so many days there and back', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 40 }), weeks, holidays, (day, count, week, off) => {
        const start = workingDayFrom(day, week, off)
        const there = addWorkingDays(start, count, week, off)
        expect(isWorkingDay(there, week, off)).toBe(true)
        expect(addWorkingDays(there, -count, week, off).toString()).toBe(start.toString())
      }),
    )
  })

  it('comes in steps: two counts added are one count of their sum', () => {
    fc.assert(
      fc.property(
        dates,
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        weeks,
        holidays,
        (day, one, other, week, off) => {
          const inTwo = addWorkingDays(addWorkingDays(day, one, week, off), other, week, off)
          expect(inTwo.toString()).toBe(addWorkingDays(day, one + other, week, off).toString())
        },
      ),
    )
  })
})
