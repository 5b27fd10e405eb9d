import { sayDate } from '../coaching/local-time.ts'
import { cannotShow } from '../coaching/pilot/design.ts'
import { balanceTable } from '../coaching/pilot/make-design.ts'
import { outcomeFacts } from '../coaching/pilot/outcomes.ts'
import type { PilotStatus } from '../coaching/pilot/status.ts'
import type { Pilot } from '../db/pilots.ts'

/** A design as an operator reads it before the lock. */
export function designInWords({ design, state, hash }: Pick<Pilot, 'design' | 'state' | 'hash'>): string {
  const { expectations, assignment } = design
  const reasons = [...Map.groupBy(design.leftOut, ({ why }) => why)].map(
    ([why, some]) => `  ${some.map(({ managerId }) => managerId).join(', ')}: ${why}`,
  )
  const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)}%`
  return [
    state === 'designed'
      ? 'A pilot is designed. Nothing is drawn or sent by lot before the lock.'
      : `Locked. SHA-256 of the design: ${hash ?? ''}`,
    `Start ${day(design.startsOn)}, analysis ${day(design.analysisOn)}, second reading ${day(design.followUpOn)}.`,
    `Control group: ${design.control === 'late_start' ? 'gets the toolkit in week 7' : 'waits until the second reading'}.`,
    `${design.managers.length} managers take part, with ${design.roster.length} people, ${howAssigned[assignment.kind]}.`,
    ...(reasons.length > 0 ? ['Left out:', ...reasons] : []),
    '',
    table(
      ['Outcome', 'Would matter', 'Read as'],
      design.outcomes.map(({ id, smallestWorthwhile, analysis }) => [
        id,
        `${smallestWorthwhile}`,
        `${outcomeFacts[id].family}, ${outcomeFacts[id].kind === 'rare' ? 'counted' : analysis === 'ancova' ? 'adjusted for before' : 'change'}`,
      ]),
    ),
    `Pulse index: a difference of ${expectations.smallestDetectablePulse?.toFixed(2) ?? 'any size'} points would be found four times out of five (${expectations.fromOwnBaseline ? 'from the own baseline' : 'planning values: sd 0.8, ICC 0.10, r 0.5'}).`,
    table(
      ['To notice a doubling', 'Events per group in 6 weeks', 'Chance in 6 weeks', 'Chance in 26 weeks'],
      expectations.rare.map((one) => [
        `${one.outcome}${one.fromOwnRecords ? '' : ' (planning value)'}`,
        one.eventsPerArm.toFixed(1),
        percent(one.powerSixWeeks),
        percent(one.powerTwentySixWeeks),
      ]),
    ),
    cannotShow(design),
    ...design.notes.map((note) => `Note: ${note}`),
    ...(state === 'designed' ? ['Lock it with: cuecard pilot lock --understood'] : []),
    '',
  ].join('\n')
}

const howAssigned = { pairs: 'in matched pairs', strata: 'by lot inside functions', given: 'in groups that were set elsewhere' }

/** The pairs, and the balance of the groups once they are drawn. */
export function balanceInWords({ design }: Pick<Pilot, 'design'>): string {
  const byStratum = [...Map.groupBy(design.managers, ({ stratum }) => stratum)].toSorted(([one], [other]) => (one < other ? -1 : 1))
  const isDrawn = design.managers.every(({ arm }) => arm !== null)
  return [
    table(
      [design.assignment.kind === 'pairs' ? 'Pair' : 'Group', 'Function', 'Managers'],
      byStratum.map(([stratum, own]) => [
        stratum,
        [...new Set(own.map(({ functionName }) => functionName))].join(', '),
        own.map(({ managerId, arm }) => (arm === null ? managerId : `${managerId} (${arm})`)).join(', '),
      ]),
    ),
    ...(isDrawn
      ? [
          table(
            ['Balance', 'Pilot', 'Control', 'Standardised difference', ''],
            balanceTable(design).map((row) => [
              row.covariate,
              row.pilot.toFixed(2),
              row.control.toFixed(2),
              row.standardisedDifference?.toFixed(2) ?? 'does not vary',
              row.flagged ? 'above 0.25' : '',
            ]),
          ),
        ]
      : ['The groups are drawn at the lock, so there is no balance to show yet.\n']),
  ].join('\n')
}

export function statusInWords(status: PilotStatus): string {
  return [
    status.state === 'designed' ? 'Designed, not locked.' : `Locked, design ${status.hash?.slice(0, 12) ?? ''}.`,
    `Start ${day(status.design.startsOn)}. The results open on ${day(status.design.analysisOn)}, for everybody at once.`,
    `${status.deviations} deviations recorded.`,
    '',
    table(
      ['Questions', 'From', 'To', 'State', 'Answered'],
      status.waves.map(({ wave, opensOn, lastDay, state, invited, answered }) => [
        wave,
        day(opensOn),
        day(lastDay),
        state,
        state === 'planned' ? '' : `${answered} of ${invited}`,
      ]),
    ),
    ...(status.weeks.length === 0
      ? ['No 1:1 of the pilot group has been seen by the toolkit yet.\n']
      : [
          table(
            ['Week', 'Scheduled', 'Message sent', 'Opened', 'Held', 'Coached', 'Plan updated', 'Steps in time', 'Promises in time'],
            status.weeks.map((week) => [
              String(week.week),
              ...[week.scheduled, week.triggered, week.opened, week.held, week.coached, week.planUpdated].map(String),
              `${week.stepsDone} of ${week.stepsDue}`,
              `${week.promisesKept} of ${week.promisesDue}`,
            ]),
          ),
        ]),
  ].join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, index) => Math.max(cell.length, ...rows.map((row) => (row[index] ?? '').length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  return `${[line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')}\n`
}

function day(date: string | Temporal.PlainDate): string {
  const plain = Temporal.PlainDate.from(date)
  return `${sayDate(plain)} ${plain.year}`
}
