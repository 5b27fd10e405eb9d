import { randomBytes } from 'node:crypto'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import { localDate, sayDate } from '../coaching/local-time.ts'
import { cannotShow, designHash, type PilotDesign } from '../coaching/pilot/design.ts'
import { usualEligibility } from '../coaching/pilot/eligibility.ts'
import type { BaselineAnswers, DesignInput, DesignWishes, GivenArms } from '../coaching/pilot/make-design.ts'
import { drawArms, makeDesign, spreadOf } from '../coaching/pilot/make-design.ts'
import { mean } from '../coaching/pilot/moments.ts'
import type { OutcomeId } from '../coaching/pilot/outcomes.ts'
import { peopleRecords } from '../coaching/pilot/people-records.ts'
import { favourableShare, pulseScore } from '../coaching/pilot/pulse-score.ts'
import { pulseWaveDays } from '../coaching/pilot/pulse-times.ts'
import { intraclassCorrelation } from '../coaching/pilot/reliability.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { Pilot } from '../db/pilots.ts'
import { endPilot, livingPilot, lockDesign, noteDeviation, rewriteDesign, savePilot } from '../db/pilots.ts'
import { answersOf, dropPlannedWaves, planWaves, wavesOf } from '../db/pulse.ts'
import type { Store, Tx } from '../db/store.ts'
import { getWorkspace } from '../db/workspaces.ts'
import { armOf, peopleRowsOf } from './pilot-people.ts'

/** What a coordinator or operator settles; the rest follows from the people data. */
export type PilotWishes = {
  startsOn: Temporal.PlainDate
  analysisOn?: Temporal.PlainDate | undefined
  control: DesignWishes['control']
  minimumEmployees?: number | undefined
  minimumMonths?: number | undefined
  assignment?: 'pairs' | 'strata' | undefined
  given?: GivenArms | undefined
  worthwhile?: Partial<Record<OutcomeId, number>> | undefined
}

/**
 * Designs a pilot from the people data, or designs one anew that is not locked. The baseline wave is planned with it; once that is closed, designing
 * again matches on its answers too.
 */
export async function designPilot(
  store: Store,
  workspaceId: WorkspaceId,
  wishes: PilotWishes,
  now: Temporal.Instant,
): Promise<Pilot | Refusal<'locked' | 'no_people' | 'too_few' | 'not_monday' | 'too_early' | 'baseline_passed' | 'wrong_arms'>> {
  return store.write(async (tx) => {
    const workspace = await getWorkspace(tx, workspaceId)
    const no = wrongDates(wishes, localDate(now, workspace.zone))
    if (no !== undefined) return no
    const before = await livingPilot(tx, workspaceId)
    if (before?.state === 'locked') return isLocked(before)
    const input = await designInput(tx, workspaceId, before)
    if (input.records.people.length === 0)
      return refusal(
        'no_people',
        'There are no people data yet, so there is nobody to plan for. Import the people file first (cuecard people import), then design the pilot.',
      )
    const wrongArms = wishes.given === undefined ? undefined : wrongGiven(wishes.given, input)
    if (wrongArms !== undefined) return wrongArms
    const design = makeDesign(input, {
      zone: workspace.zone,
      startsOn: wishes.startsOn,
      analysisOn: wishes.analysisOn,
      control: wishes.control,
      eligibility: {
        minimumEmployees: wishes.minimumEmployees ?? usualEligibility.minimumEmployees,
        minimumMonths: wishes.minimumMonths ?? usualEligibility.minimumMonths,
      },
      assignment: wishes.assignment,
      worthwhile: wishes.worthwhile,
      given: wishes.given,
    })
    if (design.managers.length < 2) return refusal('too_few', tooFew(design))
    if (before === undefined) {
      const made = await savePilot(tx, workspaceId, design, now)
      await planWaves(tx, made, pulseWaveDays(wishes.startsOn))
      return made
    }
    await rewriteDesign(tx, before.id, design)
    await planAnew(tx, before, wishes.startsOn)
    return { ...before, design }
  })
}

/** Managers in both arms, or unknown ones, are named instead of guessed about. */
function wrongGiven({ arms }: GivenArms, { records }: DesignInput): Refusal<'wrong_arms'> | undefined {
  const known = new Set(records.people.map(({ employeeId }) => employeeId))
  const unknown = arms.filter(({ managerId }) => !known.has(managerId)).map(({ managerId }) => managerId)
  const twice = [...Map.groupBy(arms, ({ managerId }) => managerId)].filter(([, own]) => own.length > 1).map(([managerId]) => managerId)
  const said = [
    ...(twice.length > 0 ? [`In the file more than once, or in both arms: ${twice.join(', ')}.`] : []),
    ...(unknown.length > 0 ? [`Not in the people data: ${unknown.join(', ')}.`] : []),
  ]
  return said.length === 0 ? undefined : refusal('wrong_arms', `${said.join(' ')} Nothing was kept. Correct the file and design again.`)
}

function wrongDates(
  { startsOn, analysisOn, given }: PilotWishes,
  today: Temporal.PlainDate,
): Refusal<'not_monday' | 'too_early' | 'baseline_passed'> | undefined {
  if (startsOn.dayOfWeek !== 1)
    return refusal(
      'not_monday',
      `${sayDate(startsOn)} is no Monday. A pilot begins on a Monday, so that its weeks are whole. Nothing was changed.`,
    )
  if (given === undefined && Temporal.PlainDate.compare(startsOn, today) <= 0)
    return refusal(
      'baseline_passed',
      `${sayDate(startsOn)} is not to come any more. Nothing was changed. Pick a Monday ahead, at best three weeks or more, so that there is time for the baseline questions.`,
    )
  if (analysisOn !== undefined && Temporal.PlainDate.compare(analysisOn, startsOn.add({ days: 42 })) < 0)
    return refusal(
      'too_early',
      `The six weeks end on ${sayDate(startsOn.add({ days: 41 }))}, and the analysis cannot come before. Nothing was changed.`,
    )
  return undefined
}

function tooFew({ leftOut, managers }: PilotDesign): string {
  const reasons = [...Map.groupBy(leftOut, ({ why }) => why.replaceAll(/\d+/g, '…'))].map(([why, some]) => `${some.length} × ${why}`)
  return `${managers.length === 1 ? 'Only one manager' : 'No manager'} can take part, so there is nothing to compare, and nothing was kept. Left out: ${reasons.join('; ') || 'nobody'}. Check the people and assignment files, or lower the limits.`
}

const isLocked = (pilot: Pilot) =>
  refusal(
    'locked',
    `This pilot is locked since ${pilot.lockedAt === undefined ? 'before' : sayDate(localDate(pilot.lockedAt, pilot.design.zone))}, and what was settled stays as it is. Nothing was changed. What happens otherwise than planned is recorded as a deviation (cuecard pilot deviate).`,
  )

/** Waves that have not opened follow the new start; those that have stay. */
async function planAnew(tx: Tx, pilot: Pilot, startsOn: Temporal.PlainDate): Promise<void> {
  await dropPlannedWaves(tx, pilot.id)
  const begun = new Set((await wavesOf(tx, pilot.id)).map(({ wave }) => wave))
  const missing = pulseWaveDays(startsOn).filter(({ wave }) => !begun.has(wave))
  if (missing.length > 0) await planWaves(tx, pilot, missing)
}

async function designInput(tx: Tx, workspaceId: WorkspaceId, pilot: Pilot | undefined): Promise<DesignInput> {
  const rows = await peopleRowsOf(tx, workspaceId)
  const baseline = (pilot === undefined ? [] : await wavesOf(tx, pilot.id)).filter(
    ({ wave, state }) => wave === 'baseline' && state === 'closed',
  )
  const answers = await answersOf(
    tx,
    baseline.map(({ id }) => id),
  )
  const byManager = [...Map.groupBy(answers, ({ managerCode }) => managerCode)].map(([managerId, own]) => {
    const scores = own.flatMap(({ ballot }) => pulseScore(ballot.items) ?? [])
    const coached = favourableShare(own.map(({ ballot }) => ballot.items.slice(0, 1)))
    return { managerId, scores, coached }
  })
  const scores = byManager.map((one) => one.scores)
  return {
    records: peopleRecords(rows, null),
    functions: new Map(rows.people.flatMap((person) => (person.function === undefined ? [] : [[person.employeeId, person.function]]))),
    absences: rows.absences.map(({ employeeId, fromOn, toOn }) => ({
      employeeId,
      from: Temporal.PlainDate.from(fromOn),
      to: Temporal.PlainDate.from(toOn),
    })),
    baseline: new Map(
      byManager.map((one): [string, BaselineAnswers] => [
        one.managerId,
        { pulse: one.scores.length === 0 ? null : mean(one.scores), coaching: one.coached },
      ]),
    ),
    baselineSpread: spreadOf(scores.flat(), intraclassCorrelation(scores)?.single ?? null),
  }
}

/**
 * Draws the arms by lot, freezes everything and gives it its hash. The sentence on what six weeks cannot show must have been read, and no wave may be
 * open: the arms are drawn after the baseline, not during it.
 */
export async function lockPilot(
  store: Store,
  workspaceId: WorkspaceId,
  by: { personId: PersonId | undefined; hasRead: boolean },
  now: Temporal.Instant,
): Promise<Pilot | Refusal<'none' | 'locked' | 'not_read' | 'baseline_open' | 'begun'>> {
  return store.write(async (tx) => {
    const pilot = await livingPilot(tx, workspaceId)
    if (pilot === undefined) return noPilot
    if (pilot.state === 'locked') return isLocked(pilot)
    if (!by.hasRead)
      return refusal('not_read', `Before the lock, please confirm that this was read: “${cannotShow(pilot.design)}” Nothing was changed.`)
    const open = (await wavesOf(tx, pilot.id)).find(({ state }) => state === 'open')
    if (open !== undefined)
      return refusal(
        'baseline_open',
        `The baseline questions are open until ${sayDate(open.lastDay)}, and the arms are drawn after that. Nothing was changed. Design the pilot again once they are closed, then lock it.`,
      )
    const isLate = Temporal.PlainDate.compare(Temporal.PlainDate.from(pilot.design.startsOn), localDate(now, pilot.design.zone)) <= 0
    if (isLate && pilot.design.assignment.kind !== 'given')
      return refusal(
        'begun',
        'The first day of this pilot has passed, so it cannot be locked any more. Nothing was changed. Design it again with a later Monday.',
      )
    const drawn = drawArms(pilot.design, randomBytes(16).toString('hex'))
    const late = `The design was locked on ${sayDate(localDate(now, drawn.zone))}, after the first day: what was planned cannot be told from what had been seen.`
    const design = isLate ? { ...drawn, notes: [...drawn.notes, late] } : drawn
    const hash = designHash(design)
    await lockDesign(tx, pilot.id, { design, hash, byId: by.personId, now })
    return { ...pilot, state: 'locked', design, hash, lockedAt: now }
  })
}

const noPilot = refusal('none', 'No pilot is planned here. Begin with cuecard pilot design, or /coach pilot in Slack.')

/** Records what happened otherwise than the locked design says. */
export async function recordDeviation(
  store: Store,
  workspaceId: WorkspaceId,
  deviation: { note: string; byId: PersonId | undefined },
  now: Temporal.Instant,
): Promise<Pilot | Refusal<'none' | 'not_locked'>> {
  return store.write(async (tx) => {
    const pilot = await livingPilot(tx, workspaceId)
    if (pilot === undefined) return noPilot
    if (pilot.state !== 'locked')
      return refusal('not_locked', 'This pilot is not locked yet, so its design can simply be made again. Nothing was recorded.')
    await noteDeviation(tx, pilot, { note: deviation.note, notedAt: now, byId: deviation.byId })
    return pilot
  })
}

/** Ends the pilot, so that another can be planned. What is in it stays. */
export async function closePilot(store: Store, workspaceId: WorkspaceId): Promise<Pilot | Refusal<'none'>> {
  return store.write(async (tx) => {
    const pilot = await livingPilot(tx, workspaceId)
    if (pilot === undefined) return noPilot
    await endPilot(tx, pilot.id)
    await dropPlannedWaves(tx, pilot.id)
    return pilot
  })
}

/** The pilot that is being designed or runs. */
export async function thePilot(tx: Tx, workspaceId: WorkspaceId): Promise<Pilot | Refusal<'none'>> {
  return (await livingPilot(tx, workspaceId)) ?? noPilot
}

/** One kind sentence for a manager of the control arm, who has no toolkit yet; undefined for everybody else. */
export async function notYourTurn(
  tx: Tx,
  workspaceId: WorkspaceId,
  personId: PersonId,
  now: Temporal.Instant,
): Promise<Refusal<'control_arm'> | undefined> {
  const pilot = await livingPilot(tx, workspaceId)
  if (pilot === undefined || pilot.state !== 'locked') return undefined
  const turn = controlTurn(pilot.design)
  if (Temporal.PlainDate.compare(localDate(now, pilot.design.zone), turn) >= 0) return undefined
  if ((await armOf(tx, workspaceId, pilot.design, personId)) !== 'control') return undefined
  return refusal(
    'control_arm',
    `Thank you for wanting to begin. Your company compares two groups of managers first, drawn by lot, and your turn comes on ${sayDate(turn)}; until then please hold your 1:1s as you always have. Nothing was set up.`,
  )
}

/** The first day on which the control arm may have the toolkit. */
export function controlTurn({ control, startsOn, followUpOn }: PilotDesign): Temporal.PlainDate {
  return control === 'late_start' ? Temporal.PlainDate.from(startsOn).add({ days: 42 }) : Temporal.PlainDate.from(followUpOn)
}
