import { z } from 'zod'
import type { CellStyle } from './cells.ts'
import { amount, date, email, identifier, maybe, needed, oneOf, share, shortText, yesOrNo, zone } from './cells.ts'
import type { PeopleDataKind, PeopleDataRows } from './rows.ts'
import { employmentStates, jobEventTypes, opportunityKinds, opportunityResponses, terminationTypes } from './rows.ts'

/** What a kind's rows are read with: texts by column of the contract in, a row out; each issue names its column and says what is wrong. */
export type RowSchema<K extends PeopleDataKind> = z.ZodType<PeopleDataRows[K], Record<string, string>>

/** The schema of a kind. `today` is the day of a file that names none. */
export function rowSchema<K extends PeopleDataKind>(kind: K, style: CellStyle, today: string): RowSchema<K> {
  // Each maker below gives the schema of its own kind.
  return makers[kind](style, today) as unknown as RowSchema<K>
}

const makers: { [K in PeopleDataKind]: (style: CellStyle, today: string) => z.ZodType<PeopleDataRows[K]> } = {
  people: (style, today) =>
    z
      .object({
        employee_id: needed(identifier),
        work_email: needed(email),
        manager_id: maybe(identifier),
        function: maybe(shortText),
        job_level: maybe(shortText),
        level_start_date: maybe(date(style)),
        hire_date: needed(date(style)),
        status: maybe(oneOf(employmentStates, statusNames)),
        termination_date: maybe(date(style)),
        termination_type: maybe(oneOf(terminationTypes, terminationNames)),
        high_potential: maybe(yesOrNo),
        location_tz: maybe(zone),
        snapshot_date: maybe(date(style)),
      })
      .superRefine((cells, context) => {
        const say = (column: string, message: string) => context.addIssue({ code: 'custom', path: [column], message })
        const { hire_date: hired, termination_date: left, status } = cells
        const asOf = cells.snapshot_date ?? today
        if (left !== undefined && left < hired) say('termination_date', `The last day of work, ${left}, is before the first, ${hired}.`)
        if (status === 'left' && left === undefined) say('termination_date', 'The status is left, and there is no last day of work.')
        if (status !== undefined && status !== 'left' && left !== undefined && left < asOf)
          say('status', `The status is ${status}, and the last day of work, ${left}, is before the file's day, ${asOf}.`)
        if (status === 'left' && left !== undefined && left > asOf)
          say('status', `The status is left, and the last day of work, ${left}, is still to come on the file's day, ${asOf}.`)
        if (cells.termination_type !== undefined && left === undefined)
          say('termination_date', 'There is a way of leaving, and no last day of work.')
        if (asOf > today) say('snapshot_date', `${asOf} is still to come. A file says how things are on its day.`)
      })
      .transform((cells) => ({
        employeeId: cells.employee_id,
        workEmail: cells.work_email,
        managerId: cells.manager_id,
        function: cells.function,
        jobLevel: cells.job_level,
        levelStartOn: cells.level_start_date,
        hiredOn: cells.hire_date,
        status:
          cells.status ??
          (cells.termination_date !== undefined && cells.termination_date < (cells.snapshot_date ?? today) ? 'left' : 'active'),
        terminatedOn: cells.termination_date,
        terminationType: cells.termination_type,
        highPotential: cells.high_potential ?? false,
        zone: cells.location_tz,
        snapshotOn: cells.snapshot_date ?? today,
      })),
  assignments: (style) =>
    z
      .object({
        employee_id: needed(identifier),
        manager_id: needed(identifier),
        from_date: needed(date(style)),
        to_date: maybe(date(style)),
      })
      .superRefine((cells, context) => {
        if (cells.to_date !== undefined && cells.to_date < cells.from_date)
          context.addIssue(endsBefore('to_date', cells.to_date, cells.from_date))
        if (cells.employee_id === cells.manager_id)
          context.addIssue({ code: 'custom', path: ['manager_id'], message: 'Nobody is their own manager.' })
      })
      .transform((cells) => ({
        employeeId: cells.employee_id,
        managerId: cells.manager_id,
        fromOn: cells.from_date,
        toOn: cells.to_date,
      })),
  job_events: (style) =>
    z
      .object({
        event_id: needed(identifier),
        employee_id: needed(identifier),
        event_type: needed(oneOf(jobEventTypes, jobEventNames)),
        effective_date: needed(date(style)),
        decision_date: maybe(date(style)),
        level_from: maybe(shortText),
        level_to: maybe(shortText),
        level_since: maybe(date(style)),
      })
      .superRefine((cells, context) => {
        if (cells.level_since !== undefined && cells.level_since > cells.effective_date)
          context.addIssue(endsBefore('level_since', cells.effective_date, cells.level_since))
      })
      .transform((cells) => ({
        eventId: cells.event_id,
        employeeId: cells.employee_id,
        type: cells.event_type,
        effectiveOn: cells.effective_date,
        decidedOn: cells.decision_date,
        levelFrom: cells.level_from,
        levelTo: cells.level_to,
        levelSinceOn: cells.level_since,
      })),
  opportunities: (style) =>
    z
      .object({
        opportunity_id: needed(identifier),
        employee_id: needed(identifier),
        kind: maybe(oneOf(opportunityKinds, { lateral_role: ['lateral', 'role'] })),
        offered_date: maybe(date(style)),
        response_date: maybe(date(style)),
        response: maybe(oneOf(opportunityResponses, { accepted: ['yes'], declined: ['no'], pending: ['open'] })),
      })
      .superRefine((cells, context) => {
        const { offered_date: offered, response_date: responded, response } = cells
        if (offered !== undefined && responded !== undefined && responded < offered)
          context.addIssue(endsBefore('response_date', responded, offered))
        if ((response === 'accepted' || response === 'declined') && responded === undefined)
          context.addIssue({ code: 'custom', path: ['response_date'], message: `It was ${response}, and there is no day of the answer.` })
      })
      .transform((cells) => ({
        opportunityId: cells.opportunity_id,
        employeeId: cells.employee_id,
        kind: cells.kind,
        offeredOn: cells.offered_date,
        respondedOn: cells.response_date,
        response: cells.response,
      })),
  performance: (style) =>
    z
      .object({
        employee_id: needed(identifier),
        period: needed(shortText),
        attainment: maybe(share(style)),
        value: maybe(amount(style)),
        target: maybe(amount(style)),
      })
      .transform((cells, context) => {
        const { attainment, value, target } = cells
        const computed = value !== undefined && target !== undefined && target !== 0 ? value / target : undefined
        const reached = attainment ?? computed
        if (reached === undefined) {
          const message =
            target === 0 ? 'A target of 0 cannot be reached in parts.' : 'There is neither an attainment nor a value and a target.'
          context.addIssue({ code: 'custom', path: [target === 0 ? 'target' : 'attainment'], message })
          return z.NEVER
        }
        return { employeeId: cells.employee_id, period: cells.period, attainment: reached }
      }),
  absences: (style) =>
    z
      .object({ employee_id: needed(identifier), from: needed(date(style)), to: needed(date(style)) })
      .superRefine((cells, context) => {
        if (cells.to < cells.from) context.addIssue(endsBefore('to', cells.to, cells.from))
      })
      .transform((cells) => ({ employeeId: cells.employee_id, fromOn: cells.from, toOn: cells.to })),
}

function endsBefore(column: string, end: string, start: string) {
  return { code: 'custom' as const, path: [column], message: `It ends on ${end}, before it begins on ${start}.` }
}

const statusNames = {
  active: ['a', 'employed', 'current', 'aktiv'],
  on_leave: ['leave', 'leave_of_absence', 'loa', 'absent', 'suspended', 'beurlaubt'],
  left: ['terminated', 'inactive', 'leaver', 'separated', 'exited', 'ausgetreten'],
}

const terminationNames = {
  voluntary: ['resignation', 'resigned', 'kuendigung_arbeitnehmer'],
  involuntary: ['dismissal', 'dismissed', 'layoff', 'redundancy', 'kuendigung_arbeitgeber'],
  other: ['retirement', 'end_of_contract', 'contract_end', 'death'],
}

const jobEventNames = {
  lateral: ['lateral_move'],
  transfer: ['internal_transfer'],
  reorg: ['reorganisation', 'reorganization'],
  administrative: ['admin', 'title_change', 'data_change'],
}
