import type { FunnelWeek } from './readout.ts'

/** One 1:1 in the week and function it belongs to. */
export interface FunnelMeeting {
  week: number
  functionName: string
  excused: boolean
  triggered: boolean
  opened: boolean
  held: boolean
  coached: boolean
  planUpdated: boolean
}

/** A step of an employee or a promise of a manager that fell due in a week. */
export interface FunnelAction {
  week: number
  functionName: string
  owner: 'manager' | 'employee'
  doneInTime: boolean
}

/** The way from a trigger to a kept promise, by week and function: use of the toolkit, never a comparison of arms or managers. */
export function funnel(meetings: readonly FunnelMeeting[], actions: readonly FunnelAction[]): FunnelWeek[] {
  const rows = [...meetings, ...actions]
  const keys = [...new Set(rows.map(({ week, functionName }) => JSON.stringify([week, functionName])))]
  return keys
    .map((key) => {
      // Written just above.
      const [week, functionName] = JSON.parse(key) as [number, string]
      const own = meetings.filter((one) => one.week === week && one.functionName === functionName && !one.excused)
      const due = actions.filter((one) => one.week === week && one.functionName === functionName)
      const count = (what: 'triggered' | 'opened' | 'held' | 'coached' | 'planUpdated') => own.filter((one) => one[what]).length
      const of = (owner: FunnelAction['owner']) => due.filter((one) => one.owner === owner)
      return {
        week,
        functionName,
        scheduled: own.length,
        triggered: count('triggered'),
        opened: count('opened'),
        held: count('held'),
        coached: count('coached'),
        planUpdated: count('planUpdated'),
        stepsDue: of('employee').length,
        stepsDone: of('employee').filter(({ doneInTime }) => doneInTime).length,
        promisesDue: of('manager').length,
        promisesKept: of('manager').filter(({ doneInTime }) => doneInTime).length,
      }
    })
    .toSorted((one, other) => one.week - other.week || (one.functionName < other.functionName ? -1 : 1))
}

/** The same by week alone. */
export function weeksOf(rows: readonly FunnelWeek[]): FunnelWeek[] {
  return [...Map.groupBy(rows, ({ week }) => week)]
    .toSorted(([one], [other]) => one - other)
    .map(([week, own]) => {
      const sum = (what: Exclude<keyof FunnelWeek, 'week' | 'functionName'>) => own.reduce((total, row) => total + row[what], 0)
      return {
        week,
        functionName: 'all',
        scheduled: sum('scheduled'),
        triggered: sum('triggered'),
        opened: sum('opened'),
        held: sum('held'),
        coached: sum('coached'),
        planUpdated: sum('planUpdated'),
        stepsDue: sum('stepsDue'),
        stepsDone: sum('stepsDone'),
        promisesDue: sum('promisesDue'),
        promisesKept: sum('promisesKept'),
      }
    })
}
