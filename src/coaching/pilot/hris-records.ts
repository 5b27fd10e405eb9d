import type { Arm } from './arm.ts'

/** What the personnel export tells a pilot, already checked and typed. Dates are local calendar dates; null where the cell was empty. */
export interface HrisRecords {
  managers: readonly PilotManager[]
  people: readonly Person[]
  assignments: readonly Assignment[]
  jobEvents: readonly JobEvent[]
  opportunities: readonly Opportunity[]
  performance: readonly Attainment[]
  requests: readonly RequestMade[]
}

export interface PilotManager {
  managerId: string
  arm: Arm
}

export interface Person {
  employeeId: string
  hireDate: Temporal.PlainDate
  /** The last day of work. */
  terminationDate: Temporal.PlainDate | null
  terminationType: 'voluntary' | 'involuntary' | 'other' | null
  highPotential: boolean
}

/** Who an employee's manager was, from a date (included) to a date (not included). */
export interface Assignment {
  employeeId: string
  managerId: string
  fromDate: Temporal.PlainDate
  toDate: Temporal.PlainDate | null
}

export interface JobEvent {
  employeeId: string
  kind: 'promotion' | 'lateral' | 'transfer' | 'demotion' | 'reorg' | 'administrative' | 'other'
  effectiveDate: Temporal.PlainDate
  decisionDate: Temporal.PlainDate | null
  /** For promotions: since when the level left behind had been held. */
  levelSince: Temporal.PlainDate | null
}

/** A lateral role, project or secondment that was offered. */
export interface Opportunity {
  employeeId: string
  responseDate: Temporal.PlainDate | null
  response: 'accepted' | 'declined' | 'pending'
}

/** Attainment of an employee's own target, as a share (1 is on target). */
export interface Attainment {
  employeeId: string
  period: 'before' | 'after'
  attainment: number
}

export interface RequestMade {
  employeeId: string
  date: Temporal.PlainDate
}
