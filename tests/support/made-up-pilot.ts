import type { HrisRecords } from '../../src/coaching/pilot/hris-records.ts'
import { designHash } from '../../src/coaching/pilot/design.ts'
import { drawArms, makeDesign, type DesignWishes } from '../../src/coaching/pilot/make-design.ts'
import type { PulseBallot, WaveName } from '../../src/coaching/pilot/pulse-items.ts'
import type { PilotRows } from '../../src/coaching/pilot/readout.ts'
import { seededRandom } from '../../src/coaching/pilot/seeded-random.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
export const madeUpStart = day('2026-03-02')

/** A company of made-up managers with seven people each, in three functions; the same each time. */
export function madeUpPeople(managers: number): Omit<HrisRecords, 'managers'> & { functions: Map<string, string> } {
  const random = seededRandom('people')
  const ids = Array.from({ length: managers }, (_none, index) => `M${String(index + 1).padStart(2, '0')}`)
  const employees = ids.flatMap((managerId) =>
    Array.from({ length: 7 }, (_none, nth) => ({ employeeId: `${managerId}-${nth}`, managerId })),
  )
  const person = (employeeId: string) => ({
    employeeId,
    hireDate: day('2018-01-01').add({ days: random.below(2_000) }),
    terminationDate: null,
    terminationType: null,
    highPotential: random.below(6) === 0,
  })
  return {
    functions: new Map(ids.map((id, index) => [id, ['sales', 'support', 'operations'][index % 3] ?? ''])),
    people: [...ids, ...employees.map(({ employeeId }) => employeeId)].map(person),
    assignments: employees.map((one) => ({ ...one, fromDate: day('2024-01-01'), toDate: null })),
    jobEvents: [],
    opportunities: [],
    performance: employees.flatMap(({ employeeId }) => {
      const before = 0.9 + 0.1 * random.normal()
      return [
        { employeeId, period: 'before' as const, attainment: before },
        { employeeId, period: 'after' as const, attainment: before + 0.05 * random.normal() },
      ]
    }),
    requests: [],
  }
}

/** Everything that a readout needs, of a pilot in which answers in the pilot arm go up by `gain` items of five. */
export function madeUpRows(managers: number, gain: number, wishes: Partial<DesignWishes> = {}): PilotRows {
  const { functions, ...records } = madeUpPeople(managers)
  const designed = makeDesign(
    { records, functions, absences: [], baseline: new Map(), baselineSpread: null },
    {
      zone: 'Europe/Berlin',
      startsOn: madeUpStart,
      control: 'late_start',
      eligibility: { minimumEmployees: 3, minimumMonths: 3 },
      ...wishes,
    },
  )
  const design = drawArms(designed, 'a seed')
  const random = seededRandom('answers')
  const answersOf = (managerId: string, wave: WaveName, up: number) =>
    Array.from({ length: 6 }, (): { wave: WaveName; managerId: string; ballot: PulseBallot } => {
      const mood = 3.4 + 0.5 * random.normal()
      const items = Array.from({ length: 5 }, () => Math.min(5, Math.max(1, Math.round(mood + 0.6 * random.normal() + up))))
      const yes = (share: number) => (random.unit() < share ? ('yes' as const) : ('no' as const))
      return { wave, managerId, ballot: { items, asked: yes(0.3), applied: yes(0.1) } }
    })
  return {
    design,
    hash: designHash(design),
    records,
    pulse: design.managers.flatMap(({ managerId, arm }) => [
      ...answersOf(managerId, 'baseline', 0),
      ...answersOf(managerId, 'week_6', arm === 'pilot' ? gain : 0),
    ]),
    asked: design.managers.flatMap(({ managerId }) =>
      (['baseline', 'week_6'] as const).map((wave) => ({ wave, managerId, invited: 7, answered: 6 })),
    ),
    toolkit: {
      meetings: design.managers
        .filter(({ arm }) => arm === 'pilot')
        .flatMap(({ managerId }) =>
          Array.from({ length: 6 }, (_none, week) => ({
            managerId,
            scheduledDate: madeUpStart.add({ days: 7 * week + 1 }),
            status: 'held' as const,
            coached: week !== 2,
          })),
        ),
      actions: [],
      mentoring: [],
    },
    funnel: [1, 2, 3, 4, 5, 6].flatMap((week) =>
      ['operations', 'sales', 'support'].map((functionName) => ({
        week,
        functionName,
        scheduled: 4,
        triggered: 4,
        opened: 4,
        held: 4,
        coached: week === 3 ? 1 : 4,
        planUpdated: 3,
        stepsDue: 3,
        stepsDone: 2,
        promisesDue: 2,
        promisesKept: 2,
      })),
    ),
    debriefs: { held: 5, managersWithOne: 4 },
    deviations: [],
    files: [{ kind: 'people', hash: 'ab'.repeat(32), snapshotOn: '2026-04-15' }],
  }
}
