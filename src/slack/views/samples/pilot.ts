import { pulseWaveDays } from '../../../coaching/pilot/pulse-times.ts'
import { drawArms, makeDesign } from '../../../coaching/pilot/make-design.ts'
import type { PilotStatus } from '../../../coaching/pilot/status.ts'
import { usualEligibility } from '../../../coaching/pilot/eligibility.ts'
import type { ModalView } from '../kit.ts'
import { pilotDesignModal, pilotLockModal, pilotModal } from '../pilot.ts'
import { extremeReaders } from './extremes.ts'
import type { SampleReader } from './index.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const startsOn = day('2026-03-23')
const managers = Array.from({ length: 12 }, (_none, index) => `M${index + 1}`)
const employees = managers.flatMap((managerId) => [1, 2, 3, 4].map((nth) => ({ employeeId: `${managerId}-${nth}`, managerId })))
const design = makeDesign(
  {
    records: {
      people: [...managers, ...employees.map(({ employeeId }) => employeeId)].map((employeeId) => ({
        employeeId,
        hireDate: day('2020-01-01'),
        terminationDate: null,
        terminationType: null,
        highPotential: false,
      })),
      assignments: employees.map((one) => ({ ...one, fromDate: day('2024-01-01'), toDate: null })),
      jobEvents: [],
      opportunities: [],
      performance: [],
      requests: [],
    },
    functions: new Map(managers.map((id, index) => [id, index % 2 === 0 ? 'sales' : 'support'])),
    absences: [],
    baseline: new Map(),
    baselineSpread: null,
  },
  { zone: 'Europe/Berlin', startsOn, control: 'late_start', eligibility: usualEligibility },
)
const designed: PilotStatus = {
  state: 'designed',
  design,
  hash: undefined,
  today: day('2026-03-02'),
  waves: pulseWaveDays(startsOn).map((wave) => ({ ...wave, state: 'planned', invited: 0, answered: 0 })),
  weeks: [],
  deviations: 0,
}
const counts = {
  functionName: 'all',
  triggered: 20,
  opened: 18,
  held: 17,
  planUpdated: 9,
  stepsDue: 12,
  stepsDone: 8,
  promisesDue: 6,
  promisesKept: 5,
}
const running: PilotStatus = {
  ...designed,
  state: 'locked',
  design: drawArms(design, 'sample'),
  hash: 'ab'.repeat(32),
  waves: designed.waves.map((wave) => (wave.wave === 'baseline' ? { ...wave, state: 'closed', invited: 48, answered: 39 } : wave)),
  weeks: [1, 2, 3].map((week) => ({ ...counts, week, scheduled: 24, coached: 12 + week })),
}

export const pilotModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  pilot: {
    none: pilotModal(undefined, reader),
    designed: pilotModal(designed, reader),
    running: pilotModal(running, reader),
    ...extremeReaders(reader, (as) => pilotModal(running, as)),
  },
  pilot_design: {
    empty: pilotDesignModal({ startsOn: '2026-03-23' }),
    ...extremeReaders(reader, () => pilotDesignModal({ startsOn: '2026-03-23' })),
  },
  pilot_lock: { unread: pilotLockModal(designed), ...extremeReaders(reader, () => pilotLockModal(designed)) },
})
