import { describe, expect, it } from 'vitest'
import { adherence, type AdherenceRecords } from '../../../src/coaching/pilot/adherence.ts'
import { hrisMetrics } from '../../../src/coaching/pilot/hris-metrics.ts'
import type { HrisRecords, Person } from '../../../src/coaching/pilot/hris-records.ts'
import { rosterOf } from '../../../src/coaching/pilot/roster.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const window = { start: day('2026-03-02'), end: day('2026-04-13') }

function person(employeeId: string, changes: Partial<Person> = {}): Person {
  return { employeeId, hireDate: day('2024-01-08'), terminationDate: null, terminationType: null, highPotential: false, ...changes }
}

function records(changes: Partial<HrisRecords> = {}): HrisRecords {
  return {
    managers: [
      { managerId: 'M1', arm: 'pilot' },
      { managerId: 'M2', arm: 'control' },
    ],
    people: [person('E1'), person('E2')],
    assignments: [
      { employeeId: 'E1', managerId: 'M1', fromDate: day('2024-01-08'), toDate: null },
      { employeeId: 'E2', managerId: 'M2', fromDate: day('2024-01-08'), toDate: null },
    ],
    jobEvents: [],
    opportunities: [],
    performance: [],
    requests: [],
    ...changes,
  }
}

describe('who counts where', () => {
  it('keeps a person with the manager of the first day, wherever the person moves', () => {
    const moved = records({
      assignments: [
        { employeeId: 'E1', managerId: 'M1', fromDate: day('2024-01-08'), toDate: day('2026-03-09') },
        { employeeId: 'E1', managerId: 'M2', fromDate: day('2026-03-09'), toDate: null },
      ],
    })
    expect(rosterOf(moved, 'pilot', window).map(({ person: { employeeId } }) => employeeId)).toEqual(['E1'])
    expect(rosterOf(moved, 'control', window)).toEqual([])
  })

  it('moves a person to the new manager when the change falls on the first day itself', () => {
    const moved = records({
      assignments: [
        { employeeId: 'E1', managerId: 'M1', fromDate: day('2024-01-08'), toDate: day('2026-03-02') },
        { employeeId: 'E1', managerId: 'M2', fromDate: day('2026-03-02'), toDate: null },
      ],
    })
    expect(rosterOf(moved, 'control', window).length).toBe(1)
  })

  it('counts somebody whose last day is the first day, for one day', () => {
    const leaving = records({ people: [person('E1', { terminationDate: day('2026-03-02'), terminationType: 'voluntary' })] })
    expect(rosterOf(leaving, 'pilot', window).map(({ days }) => days)).toEqual([1])
    const gone = records({ people: [person('E1', { terminationDate: day('2026-03-01'), terminationType: 'voluntary' })] })
    expect(rosterOf(gone, 'pilot', window)).toEqual([])
  })

  it('does not count somebody hired after the first day', () => {
    expect(rosterOf(records({ people: [person('E1', { hireDate: day('2026-03-03') })] }), 'pilot', window)).toEqual([])
  })
})

describe('the metrics', () => {
  const moves = (kind: 'lateral' | 'reorg', effective: string, decided: string | null) =>
    hrisMetrics(
      records({
        jobEvents: [
          { employeeId: 'E1', kind, effectiveDate: day(effective), decisionDate: decided === null ? null : day(decided), levelSince: null },
        ],
      }),
      'pilot',
      window,
    )

  it('count a move that takes effect on the first day, and not on the day after the last', () => {
    expect(moves('lateral', '2026-03-02', '2026-03-02').mobility).toEqual({ movers: 1, rate: 1 })
    expect(moves('lateral', '2026-04-13', '2026-03-20').mobility.movers).toBe(0)
    expect(moves('reorg', '2026-03-09', '2026-03-09').mobility.movers).toBe(0)
  })

  it('keep moves that were decided earlier, or at an unknown date, out of the primary version', () => {
    expect(moves('lateral', '2026-03-09', '2026-02-27').mobilityDecidedInWindow.movers).toBe(0)
    expect(moves('lateral', '2026-03-09', null).mobilityDecidedInWindow.movers).toBe(0)
    expect(moves('lateral', '2026-03-09', '2026-03-02').mobilityDecidedInWindow.movers).toBe(1)
  })

  it('take people without both periods out of the performance shift', () => {
    const performance = [
      { employeeId: 'E1', period: 'before' as const, attainment: 0.9 },
      { employeeId: 'E1', period: 'after' as const, attainment: 1 },
      { employeeId: 'E2', period: 'after' as const, attainment: 1 },
    ]
    expect(hrisMetrics(records({ performance }), 'pilot', window).performanceShift.meanOfManagerMeans).toBeCloseTo(0.1, 12)
    expect(hrisMetrics(records({ performance }), 'control', window).performanceShift).toEqual({
      peopleWithBoth: 0,
      managers: 0,
      meanOfManagerMeans: null,
    })
  })

  it('have no rate without people', () => {
    expect(hrisMetrics(records({ people: [] }), 'pilot', window)).toMatchObject({
      roster: 0,
      mobility: { rate: null },
      retention: { voluntaryRetention: null, totalRetention: null },
      requests: { perHundredWeeks: null, requesterShare: null },
      promotions: { perHundredPersonYears: null },
    })
  })
})

describe('adherence', () => {
  const { managers } = records()
  const used = (changes: Partial<AdherenceRecords>) =>
    adherence({ managers, meetings: [], actions: [], mentoring: [], ...changes }, 'pilot', window)
  const action = { managerId: 'M1', owner: 'manager' as const, dueDate: day('2026-03-20'), doneDate: null, cancelledDate: null }

  it('drops an action cancelled by its due date and keeps one cancelled later', () => {
    expect(used({ actions: [{ ...action, cancelledDate: day('2026-03-20') }] }).followThrough.due).toBe(0)
    expect(used({ actions: [{ ...action, cancelledDate: day('2026-03-21') }] }).followThrough.due).toBe(1)
  })

  it('tells promises of the manager from steps of the employee', () => {
    const { followThrough } = used({
      actions: [
        { ...action, doneDate: day('2026-03-20') },
        { ...action, owner: 'employee', doneDate: day('2026-03-25') },
        { ...action, owner: 'employee', doneDate: day('2026-04-13') },
      ],
    })
    expect(followThrough).toMatchObject({ due: 3, doneByWindowEnd: 2, onTime: 1 })
    expect(followThrough.byOwner.manager).toMatchObject({ due: 1, onTime: 1, onTimeRate: 1 })
    expect(followThrough.byOwner.employee).toMatchObject({ due: 2, doneByWindowEnd: 1, onTime: 0 })
  })

  it('calls mentoring time kept from 80% of the planned minutes up', () => {
    const meeting = (heldMinutes: number) => ({
      managerId: 'M1',
      scheduledDate: day('2026-03-20'),
      plannedMinutes: 45,
      status: 'held' as const,
      heldMinutes,
      debriefDate: day('2026-03-27'),
    })
    expect(used({ mentoring: [meeting(36), meeting(35)] }).mentoring).toMatchObject({
      held: 2,
      keptProtected: 1,
      debriefedWithinSevenDays: 2,
    })
  })

  it('weighs every manager the same beside the pooled share, and forgets excused meetings', () => {
    const meeting = (managerId: string, status: 'held' | 'excused', coached: boolean) => ({
      managerId,
      scheduledDate: day('2026-03-20'),
      status,
      coached,
    })
    const meetings = [
      meeting('M1', 'held', true),
      meeting('M1', 'held', true),
      meeting('M1', 'excused', false),
      meeting('M3', 'held', false),
    ]
    const both = adherence(
      { managers: [...managers, { managerId: 'M3', arm: 'pilot' }], meetings, actions: [], mentoring: [] },
      'pilot',
      window,
    )
    expect(both.coaching).toEqual({ coached: 2, scheduled: 3, pooled: 2 / 3, meanOfManagerRates: 0.5 })
    expect(used({}).coaching).toEqual({ coached: 0, scheduled: 0, pooled: null, meanOfManagerRates: null })
  })
})
