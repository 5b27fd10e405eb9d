import { adherence, type Adherence, type AdherenceRecords } from './adherence.ts'
import type { Arm, Interval } from './arm.ts'
import { compareOutcome, confirmatoryOutcomes, holmAdjusted, type ManagerWindows, type OutcomeComparison } from './confirmatory.ts'
import { armManagers, cannotShow, designHash, windowsOf, type PilotDesign } from './design.ts'
import type { HrisRecords } from './hris-records.ts'
import { hrisMetrics, type HrisMetrics } from './hris-metrics.ts'
import { balanceTable, type BalanceRow } from './make-design.ts'
import { mean, quantile } from './moments.ts'
import { adjustFamily } from './multiplicity.ts'
import { outcomeFacts, outcomeIds, type OutcomeId } from './outcomes.ts'
import { comparePulse, type PulseComparison } from './pulse.ts'
import { waveNames, type PulseBallot, type WaveName } from './pulse-items.ts'
import { oneDecimal, waveResults, type GroupResult } from './pulse-results.ts'
import { pulseScore } from './pulse-score.ts'
import { compareManagerCounts, type ManagerRareComparison } from './rare-events.ts'
import { rosterOf, type RosterMember } from './roster.ts'
import { DEFAULT_VERDICT_RULE, verdictOn, verdictSentence, type Verdict, type VerdictRule } from './verdicts.ts'
import { isIn, isOnOrBefore, type Window } from './window.ts'
import type { Refusal } from '../refusal.ts'
import { refusal } from '../refusal.ts'
import { sayDate } from '../local-time.ts'

/** Everything a readout is made from: the locked design, and what was counted since. It reads no clock and no database. */
export interface PilotRows {
  design: PilotDesign
  /** As it was kept at the lock; a design that no longer has it was changed behind the lock. */
  hash: string
  records: Omit<HrisRecords, 'managers'>
  pulse: readonly { wave: WaveName; managerId: string; ballot: PulseBallot }[]
  asked: readonly { wave: WaveName; managerId: string; invited: number; answered: number }[]
  toolkit: Omit<AdherenceRecords, 'managers'>
  funnel: readonly FunnelWeek[]
  debriefs: { held: number; managersWithOne: number }
  deviations: readonly { note: string; notedOn: string }[]
  files: readonly { kind: string; hash: string; snapshotOn: string }[]
}

/** What the toolkit saw of the pilot arm in one week and function: counts, each out of the 1:1s or steps of that week. */
export interface FunnelWeek {
  week: number
  functionName: string
  scheduled: number
  triggered: number
  opened: number
  held: number
  coached: number
  planUpdated: number
  stepsDue: number
  stepsDone: number
  promisesDue: number
  promisesKept: number
}

export interface OutcomeReadout {
  id: OutcomeId
  estimate: number | null
  interval: Interval | null
  p: number | null
  adjustedP: number | null
  smallestWorthwhile: number
  managers: Record<Arm, number>
  events: number | null
  verdict: Verdict
  sentence: string
  /** Continuous outcomes: before and after by arm, and the other ways to look at them. */
  comparison: OutcomeComparison | null
  /** Rare ones: counts by arm and what goes with them. */
  rare: ManagerRareComparison | null
}

export type Decision = 'extend' | 'change_and_repeat' | 'stop'

export interface Readout {
  phase: 'six_weeks' | 'follow_up'
  asOf: string
  design: PilotDesign
  hash: string
  windows: { before: Window; after: Window }
  outcomes: OutcomeReadout[]
  pulse: PulseComparison
  /** Answers by wave and arm; a gap above ten points between the arms is flagged. */
  answering: { wave: WaveName; pilot: AnswerRate; control: AnswerRate; isGap: boolean }[]
  items: Record<Arm, Record<'before' | 'after', GroupResult>>
  /** Managers' means before and after, one decimal, only where both may be shown. */
  slopes: { arm: Arm; before: number; after: number }[]
  flow: Record<Arm, { assigned: number; analysed: number; lost: string[]; people: number; left: number }>
  balance: BalanceRow[]
  adherence: Adherence
  funnel: readonly FunnelWeek[]
  hris: Record<Arm, HrisMetrics>
  byFunction: {
    functionName: string
    managers: Record<Arm, number>
    people: number | null
    index: { before: number | null; after: number | null }
  }[]
  debriefs: { held: number; managersWithOne: number }
  sensitivity: { name: string; estimate: number | null; interval: Interval | null; p: number | null; note: string }[]
  precision: { plannedDetectable: number | null; reachedHalfWidth: number | null }
  decision: { decision: Decision; because: string[] }
  notes: string[]
  deviations: readonly { note: string; notedOn: string }[]
  files: readonly { kind: string; hash: string; snapshotOn: string }[]
}

export interface AnswerRate {
  /** 0 where the questions were asked outside of Cuecard and nobody said of how many. */
  invited: number
  answered: number
}

const ARMS = ['pilot', 'control'] as const

/**
 * The numbers of a pilot as of a day. Before the day of the analysis there are none, whoever asks; from the day of the second reading on the window is the
 * 26 weeks. Same rows and day, same numbers: everything that is drawn comes from seeds of the locked design.
 */
export function readout(rows: PilotRows, asOf: Temporal.PlainDate): Readout | Refusal<'too_early' | 'changed'> {
  const { design } = rows
  if (designHash(design) !== rows.hash)
    return refusal(
      'changed',
      'The design that is stored is not the one that was locked: their hashes differ. Nothing was worked out. Restore the database from before the change.',
    )
  const analysisOn = Temporal.PlainDate.from(design.analysisOn)
  if (!isOnOrBefore(analysisOn, asOf))
    return refusal(
      'too_early',
      `The results stay closed until ${sayDate(analysisOn)}, the day that was set before the start. Looking earlier would make false alarms three times as likely. Nothing was worked out. Until then, cuecard pilot status shows how the toolkit is used.`,
    )
  const phase = isOnOrBefore(Temporal.PlainDate.from(design.followUpOn), asOf) ? 'follow_up' : 'six_weeks'
  const all = windowsOf(design.startsOn)
  const windows = { before: all.before, after: phase === 'six_weeks' ? all.after : all.followUp }
  const wave: WaveName = phase === 'six_weeks' ? 'week_6' : 'week_26'
  const managers = design.managers.flatMap(({ managerId, arm, stratum }) => (arm === null ? [] : [{ managerId, arm, stratum }]))
  const records: HrisRecords = { ...rows.records, managers }
  const rosters = { pilot: rosterOf(records, 'pilot', windows.after), control: rosterOf(records, 'control', windows.after) }
  const outcomes = judged(rows, { managers, wave, window: windows.after, roster: [...rosters.pilot, ...rosters.control] })
  const responses = pulseResponses(rows, managers, wave)
  const used = adherence({ ...rows.toolkit, managers }, 'pilot', windows.after)
  const answering = answerRates(rows, managers)
  const results = resultsByWave(rows, managers, wave)
  const seed = design.assignment.seed ?? ''
  return {
    phase,
    // The day that was set, not the day on which somebody looks: a report made again later is the same report.
    asOf: phase === 'six_weeks' ? design.analysisOn : design.followUpOn,
    design,
    hash: rows.hash,
    windows,
    outcomes,
    pulse: comparePulse(responses, { seed: `${seed}/pulse` }),
    answering,
    items: {
      pilot: { before: results.before('pilot'), after: results.after('pilot') },
      control: { before: results.before('control'), after: results.after('control') },
    },
    slopes: results.slopes,
    flow: {
      pilot: flowOf(rows, 'pilot', outcomes, rosters.pilot, windows.after),
      control: flowOf(rows, 'control', outcomes, rosters.control, windows.after),
    },
    balance: balanceTable(design),
    adherence: used,
    funnel: rows.funnel,
    hris: { pilot: hrisMetrics(records, 'pilot', windows.after), control: hrisMetrics(records, 'control', windows.after) },
    byFunction: results.byFunction,
    debriefs: rows.debriefs,
    sensitivity: sensitivities(rows, { managers, wave, window: windows.after, roster: [...rosters.pilot, ...rosters.control] }, used),
    precision: {
      plannedDetectable: design.expectations.smallestDetectablePulse,
      reachedHalfWidth: halfWidth(outcomes[0]?.interval ?? null),
    },
    decision: decide(outcomes, used, design),
    notes: notes(rows, outcomes, answering, phase),
    deviations: rows.deviations,
    files: rows.files,
  }
}

type Dealt = { managerId: string; arm: Arm; stratum: string }
type Scope = { managers: readonly Dealt[]; wave: WaveName; window: Window; roster: readonly RosterMember[] }

function judged(rows: PilotRows, scope: Scope): OutcomeReadout[] {
  const found = outcomeIds.map((id) => measured(rows, id, scope))
  const holm = holmAdjusted(confirmatoryOutcomes.flatMap((id) => found.find((one) => one.id === id)?.comparison ?? []))
  const exploratory = found.filter(({ id }) => outcomeFacts[id].family === 'exploratory')
  const hochberg = adjustFamily(exploratory.map(({ p }) => p)).adjusted.map(({ benjaminiHochberg }) => benjaminiHochberg)
  return found.map((one) => {
    const isConfirmatory = outcomeFacts[one.id].family === 'confirmatory'
    const adjustedP = isConfirmatory
      ? (holm[confirmatoryOutcomes.findIndex((id) => id === one.id)] ?? null)
      : (hochberg[exploratory.indexOf(one)] ?? null)
    const planned = rows.design.outcomes.find(({ id }) => id === one.id)
    const smallestWorthwhile = planned?.smallestWorthwhile ?? outcomeFacts[one.id].smallestWorthwhile
    const result = {
      kind: outcomeFacts[one.id].kind,
      better: outcomeFacts[one.id].better,
      estimate: one.estimate ?? Number.NaN,
      interval: one.interval,
      adjustedP,
      smallestWorthwhile,
      pilotManagers: one.managers.pilot,
      controlManagers: one.managers.control,
      events: one.events,
    }
    const rule = isConfirmatory ? DEFAULT_VERDICT_RULE : EXPLORATORY_RULE
    return {
      ...one,
      adjustedP,
      smallestWorthwhile,
      verdict: verdictOn(result, rule),
      sentence: verdictSentence(result, formatOf(one.id), rule),
    }
  })
}

/** Exploratory outcomes are held to a false discovery rate of 10%, and only ever called a signal. */
const EXPLORATORY_RULE: VerdictRule = { ...DEFAULT_VERDICT_RULE, alpha: 0.1 }

type Measured = Omit<OutcomeReadout, 'adjustedP' | 'smallestWorthwhile' | 'verdict' | 'sentence'>

function measured(rows: PilotRows, id: OutcomeId, scope: Scope): Measured {
  const plan = { seed: `${rows.design.assignment.seed ?? ''}/${id}` }
  if (outcomeFacts[id].kind === 'continuous') {
    const analysis = rows.design.outcomes.find((one) => one.id === id)?.analysis ?? 'change'
    const comparison = compareOutcome(managerWindows(rows, id, scope), analysis, plan)
    const { estimate, interval, p, managers } = comparison
    return { id, estimate, interval, p, managers, events: null, comparison, rare: null }
  }
  const counts = rareCounts(rows, id, scope)
  const rare = compareManagerCounts(counts, plan)
  const watched = counts.filter(({ people }) => people > 0)
  return {
    id,
    estimate: rare.individualLevel?.riskDifference ?? null,
    interval: rare.individualLevel?.newcombe ?? null,
    p: rare.pooledDifference?.pTwoSided ?? null,
    managers: {
      pilot: watched.filter(({ arm }) => arm === 'pilot').length,
      control: watched.filter(({ arm }) => arm === 'control').length,
    },
    events: rare.totals.pilot.events + rare.totals.control.events,
    comparison: null,
    rare,
  }
}

/** One manager's value before and after; null where nobody's answer or record gives one. */
function managerWindows(rows: PilotRows, id: OutcomeId, { managers, wave, roster }: Scope): ManagerWindows[] {
  const ballotsOf = (managerId: string, of: WaveName) =>
    rows.pulse.filter((answer) => answer.managerId === managerId && answer.wave === of).map(({ ballot }) => ballot)
  return managers.map((manager) => {
    if (id === 'performance') return { ...manager, ...attainments(rows, manager.managerId, roster) }
    const value = (ballots: readonly PulseBallot[]) => fromBallots(id, ballots)
    return { ...manager, before: value(ballotsOf(manager.managerId, 'baseline')), after: value(ballotsOf(manager.managerId, wave)) }
  })
}

function fromBallots(id: OutcomeId, ballots: readonly PulseBallot[]): number | null {
  const meanOr = (values: readonly number[]) => (values.length === 0 ? null : mean(values))
  const shareOfYes = (answers: readonly (string | null)[]) =>
    meanOr(answers.flatMap((answer) => (answer === 'yes' ? [1] : answer === 'no' ? [0] : [])))
  switch (id) {
    case 'pulse_index':
      return meanOr(ballots.flatMap(({ items }) => pulseScore(items) ?? []))
    case 'request_share':
      return shareOfYes(ballots.map(({ asked }) => asked))
    case 'application_share':
      return shareOfYes(ballots.map(({ applied }) => applied))
    case 'coaching_share':
      return meanOr(ballots.flatMap(({ items }) => (typeof items[0] === 'number' ? [Number(items[0] >= 4)] : [])))
    case 'safety':
      return meanOr(ballots.flatMap(({ items }) => items[4] ?? []))
    default:
      return null
  }
}

function attainments(
  { records }: PilotRows,
  managerId: string,
  roster: readonly RosterMember[],
): { before: number | null; after: number | null } {
  const both = roster
    .filter((member) => member.managerId === managerId)
    .flatMap(({ person }) => {
      const of = (period: 'before' | 'after') =>
        records.performance.find((row) => row.employeeId === person.employeeId && row.period === period)?.attainment
      const before = of('before')
      const after = of('after')
      return before === undefined || after === undefined ? [] : [{ before, after }]
    })
  if (both.length === 0) return { before: null, after: null }
  return { before: mean(both.map(({ before }) => before)), after: mean(both.map(({ after }) => after)) }
}

function rareCounts(rows: PilotRows, id: OutcomeId, { managers, window, roster }: Scope, allMoves = false) {
  const watched = id === 'high_potential_leavers' ? roster.filter(({ person }) => person.highPotential) : roster
  const happened = peopleWith(rows.records, id, window, allMoves)
  return managers.map((manager) => {
    const own = watched.filter(({ managerId }) => managerId === manager.managerId)
    return { ...manager, people: own.length, events: own.filter(({ person }) => happened.has(person.employeeId)).length }
  })
}

/** The people to whom it happened in a window. Moves count where they were also decided in it; `allMoves` takes those under way before too. */
function peopleWith(records: PilotRows['records'], id: OutcomeId, window: Window, allMoves: boolean): Set<string> {
  const decided = (date: Temporal.PlainDate | null) => allMoves || (date !== null && isOnOrBefore(window.start, date))
  switch (id) {
    case 'mobility':
      return new Set(
        records.jobEvents
          .filter(({ kind, effectiveDate, decisionDate }) => MOVES.has(kind) && isIn(effectiveDate, window) && decided(decisionDate))
          .map(({ employeeId }) => employeeId),
      )
    case 'promotions':
      return new Set(
        records.jobEvents
          .filter(({ kind, effectiveDate }) => kind === 'promotion' && isIn(effectiveDate, window))
          .map(({ employeeId }) => employeeId),
      )
    case 'lateral_moves':
      return new Set(
        records.opportunities
          .filter(({ response, responseDate }) => response === 'accepted' && isIn(responseDate, window))
          .map(({ employeeId }) => employeeId),
      )
    default:
      return new Set(
        records.people
          .filter(({ terminationDate, terminationType }) => terminationType === 'voluntary' && isIn(terminationDate, window))
          .map(({ employeeId }) => employeeId),
      )
  }
}

const MOVES: ReadonlySet<string> = new Set(['promotion', 'lateral', 'transfer'])

function pulseResponses(rows: PilotRows, managers: readonly Dealt[], wave: WaveName) {
  const dealt = new Map(managers.map((manager) => [manager.managerId, manager]))
  return rows.pulse.flatMap((answer) => {
    const manager = dealt.get(answer.managerId)
    const when = answer.wave === 'baseline' ? ('before' as const) : answer.wave === wave ? ('after' as const) : undefined
    return manager === undefined || when === undefined ? [] : [{ ...manager, wave: when, answers: answer.ballot.items }]
  })
}

function answerRates(rows: PilotRows, managers: readonly Dealt[]): Readout['answering'] {
  const armOf = new Map(managers.map(({ managerId, arm }) => [managerId, arm]))
  const isTold = (wave: WaveName) => [...rows.pulse, ...rows.asked].some((one) => one.wave === wave)
  return waveNames.filter(isTold).map((wave) => {
    const rate = (arm: Arm): AnswerRate => {
      const own = rows.asked.filter((one) => one.wave === wave && armOf.get(one.managerId) === arm)
      const answers = rows.pulse.filter((answer) => answer.wave === wave && armOf.get(answer.managerId) === arm)
      return { invited: own.reduce((sum, { invited }) => sum + invited, 0), answered: answers.length }
    }
    const pilot = rate('pilot')
    const control = rate('control')
    const isGap =
      pilot.invited > 0 && control.invited > 0 && Math.abs(pilot.answered / pilot.invited - control.answered / control.invited) > GAP
    return { wave, pilot, control, isGap }
  })
}

const GAP = 0.1

/** Everything of single answers that a report shows, with small groups hidden: arms are the parents, teams stand below them. */
function resultsByWave(rows: PilotRows, managers: readonly Dealt[], wave: WaveName) {
  const invitedOf = (managerId: string, of: WaveName) =>
    rows.asked.find((one) => one.wave === of && one.managerId === managerId)?.invited ?? 0
  const functionOf = new Map(rows.design.managers.map(({ managerId, functionName }) => [managerId, functionName]))
  const teams = (of: WaveName, groupOf: (manager: Dealt) => string) =>
    managers.map((manager) => ({
      managerId: manager.managerId,
      functionName: groupOf(manager),
      invited: invitedOf(manager.managerId, of),
      ballots: rows.pulse.filter((answer) => answer.wave === of && answer.managerId === manager.managerId).map(({ ballot }) => ballot),
    }))
  const byArm = { before: waveResults(teams('baseline', ({ arm }) => arm)), after: waveResults(teams(wave, ({ arm }) => arm)) }
  const hidden: GroupResult = { shown: false, why: 'below_minimum' }
  const byFunction = {
    before: waveResults(teams('baseline', ({ managerId }) => functionOf.get(managerId) ?? '')),
    after: waveResults(teams(wave, ({ managerId }) => functionOf.get(managerId) ?? '')),
  }
  const shownIndex = (result: GroupResult | undefined) => (result?.shown ? result.index : null)
  return {
    before: (arm: Arm) => byArm.before.functions.get(arm) ?? hidden,
    after: (arm: Arm) => byArm.after.functions.get(arm) ?? hidden,
    slopes: managers.flatMap(({ managerId, arm }) => {
      const before = byArm.before.managers.get(managerId)
      const after = byArm.after.managers.get(managerId)
      return before?.shown && after?.shown ? [{ arm, before: oneDecimal(before.index), after: oneDecimal(after.index) }] : []
    }),
    byFunction: [...new Set(functionOf.values())].toSorted().map((functionName) => {
      const own = managers.filter(({ managerId }) => functionOf.get(managerId) === functionName)
      const before = byFunction.before.functions.get(functionName)
      const after = byFunction.after.functions.get(functionName)
      return {
        functionName,
        managers: { pilot: own.filter(({ arm }) => arm === 'pilot').length, control: own.filter(({ arm }) => arm === 'control').length },
        people: after?.shown ? after.responses : null,
        index: { before: shownIndex(before), after: shownIndex(after) },
      }
    }),
  }
}

function flowOf(
  rows: PilotRows,
  arm: Arm,
  outcomes: readonly OutcomeReadout[],
  roster: readonly RosterMember[],
  window: Window,
): Readout['flow'][Arm] {
  const own = armManagers(rows.design, arm).map(({ managerId }) => managerId)
  const primary = outcomes.find(({ id }) => id === 'pulse_index')
  return {
    assigned: own.length,
    analysed: primary?.managers[arm] ?? 0,
    lost: (primary?.comparison?.leftOut ?? []).filter((managerId) => own.includes(managerId)),
    people: roster.length,
    left: roster.filter(({ person }) => isIn(person.terminationDate, window)).length,
  }
}

function sensitivities(rows: PilotRows, scope: Scope, used: Adherence): Readout['sensitivity'] {
  const { wave } = scope
  const plan = { seed: `${rows.design.assignment.seed ?? ''}/pulse_index` }
  const windows = managerWindows(rows, 'pulse_index', scope)
  const shown = (name: string, compared: OutcomeComparison, note: string) => ({
    name,
    estimate: compared.estimate,
    interval: compared.interval,
    p: compared.p,
    note,
  })
  const change = compareOutcome(windows, 'change', plan)
  const kept = coachedEnough(rows, rows.design.decisionRule.extendFromCoachedShare)
  const strata = new Set(windows.filter(({ managerId }) => kept.has(managerId)).map(({ stratum }) => stratum))
  const perProtocol = windows.filter(({ arm, managerId, stratum }) => (arm === 'pilot' ? kept.has(managerId) : strata.has(stratum)))
  const moves = compareManagerCounts(rareCounts(rows, 'mobility', scope, true), { seed: `${rows.design.assignment.seed ?? ''}/moves` })
  const bound = (favour: Arm) => windows.map((one) => ({ ...one, after: withTheSilent(rows, one, wave, one.arm === favour) }))
  return [
    shown('Change scores instead of adjusting', change, 'Every manager weighs the same; nothing is adjusted.'),
    {
      name: 'Adjusted, by a t-test',
      estimate: change.ancova?.estimate ?? null,
      interval: change.ancova?.interval ?? null,
      p: change.ancova?.pTwoSided ?? null,
      note: 'Least squares on manager means.',
    },
    {
      name: 'Change scores, by Welch’s test',
      estimate: change.welch?.estimate ?? null,
      interval: change.welch?.interval ?? null,
      p: change.welch?.pTwoSided ?? null,
      note: 'Unequal variances.',
    },
    shown(
      'Only pilot managers who coached in most 1:1s',
      compareOutcome(perProtocol, 'change', plan),
      `Per protocol, with ${used.coaching.coached} of ${used.coaching.scheduled} 1:1s coached in all. Those who use a toolkit differ from those who do not: a check, no result.`,
    ),
    shown(
      'If those who were silent had been pleased in the pilot arm',
      compareOutcome(bound('pilot'), 'change', plan),
      'Best case: the upper quarter of the arm’s own scores, the lower one in the control arm.',
    ),
    shown(
      'If those who were silent had been pleased in the control arm',
      compareOutcome(bound('control'), 'change', plan),
      'Worst case: the other way round.',
    ),
    {
      name: 'Moves, with those under way before the start',
      estimate: moves.individualLevel?.riskDifference ?? null,
      interval: moves.individualLevel?.newcombe ?? null,
      p: moves.pooledDifference?.pTwoSided ?? null,
      note: `${moves.totals.pilot.events} of ${moves.totals.pilot.people} against ${moves.totals.control.events} of ${moves.totals.control.people} people.`,
    },
  ]
}

/** A manager's mean after with the silent filled in by the upper or the lower quartile of their arm's scores. */
function withTheSilent(rows: PilotRows, { managerId, arm, after }: ManagerWindows, wave: WaveName, pleased: boolean): number | null {
  if (after === null) return null
  const inArm = new Set(armManagers(rows.design, arm).map((one) => one.managerId))
  const scoresOf = (holds: (id: string) => boolean) =>
    rows.pulse.filter((answer) => answer.wave === wave && holds(answer.managerId)).flatMap(({ ballot }) => pulseScore(ballot.items) ?? [])
  const own = scoresOf((id) => id === managerId)
  const asked = rows.asked.find((one) => one.wave === wave && one.managerId === managerId)
  const silent = Math.max(0, (asked?.invited ?? own.length) - own.length)
  const filled = quantile(
    scoresOf((id) => inArm.has(id)),
    pleased ? 0.75 : 0.25,
  )
  return (own.reduce((sum, score) => sum + score, 0) + silent * filled) / (own.length + silent)
}

function coachedEnough({ toolkit }: PilotRows, from: number): Set<string> {
  const scheduled = toolkit.meetings.filter(({ status }) => status !== 'excused')
  const byManager = [...Map.groupBy(scheduled, ({ managerId }) => managerId)]
  return new Set(
    byManager.flatMap(([id, own]) =>
      own.filter(({ coached, status }) => coached && status === 'held').length / own.length >= from ? [id] : [],
    ),
  )
}

function halfWidth(interval: Interval | null): number | null {
  return interval !== null && Number.isFinite(interval.high - interval.low) ? (interval.high - interval.low) / 2 : null
}

const GAINS: ReadonlySet<Verdict> = new Set(['clear_improvement', 'improvement', 'small_improvement', 'worthwhile_loss_unlikely'])
const LOSSES: ReadonlySet<Verdict> = new Set(['worsening', 'small_worsening'])

/** The rule that was set before the start. It proposes; people decide, and a safety concern that they know of outweighs it. */
function decide(outcomes: readonly OutcomeReadout[], used: Adherence, design: PilotDesign): Readout['decision'] {
  const of = (id: OutcomeId) => outcomes.find((one) => one.id === id)
  const primary = of('pulse_index')
  const worse = ([...confirmatoryOutcomes, 'safety'] as const).filter((id) => LOSSES.has(of(id)?.verdict ?? 'too_imprecise'))
  const coached = used.coaching.pooled
  const wanted = design.decisionRule.extendFromCoachedShare
  const because = [
    GAINS.has(primary?.verdict ?? 'too_imprecise')
      ? 'The pulse index is better, or a real loss is unlikely.'
      : 'The pulse index does not show a gain, nor rule out a real loss.',
    coached === null
      ? 'No 1:1 was recorded by the toolkit.'
      : `${Math.round(100 * coached)}% of the scheduled 1:1s were coached; the rule asks for ${Math.round(100 * wanted)}%.`,
    worse.length === 0
      ? 'Nothing that the rule watches is clearly worse.'
      : `Clearly worse: ${worse.map((id) => outcomeFacts[id].name.toLowerCase()).join(', ')}.`,
  ]
  if (worse.length > 0) return { decision: 'stop', because }
  const extend = GAINS.has(primary?.verdict ?? 'too_imprecise') && coached !== null && coached >= wanted
  return { decision: extend ? 'extend' : 'change_and_repeat', because }
}

function notes(rows: PilotRows, outcomes: readonly OutcomeReadout[], answering: Readout['answering'], phase: Readout['phase']): string[] {
  const { design } = rows
  const perArm = Math.min(...ARMS.map((arm) => armManagers(design, arm).length))
  const lost = outcomes.find(({ id }) => id === 'pulse_index')?.comparison?.leftOut ?? []
  return [
    ...design.notes,
    ...(perArm < DEFAULT_VERDICT_RULE.minimumManagersPerArm
      ? [`${perArm} managers in the smaller arm: too few to judge anything. What follows is counted.`]
      : []),
    ...(rows.pulse.length === 0
      ? ['There are no pulse answers, so the primary outcome and what rests on the questions cannot be read.']
      : []),
    ...(lost.length > 0
      ? [`${lost.length} managers could not be compared on the pulse, because a wave or their partner has no answers.`]
      : []),
    ...answering
      .filter(({ isGap }) => isGap)
      .map(
        ({ wave }) =>
          `In the wave ${waveWords[wave]} the arms answered at rates more than ten points apart. Those who are silent may differ.`,
      ),
    ...(rows.records.performance.length === 0
      ? ['No attainment for a period before and one after: performance was not measurable in this window.']
      : []),
    ...(phase === 'six_weeks' ? [cannotShow(design)] : []),
    ...(phase === 'follow_up' && design.control === 'late_start'
      ? ['The control arm has had the toolkit since week 7, so this compares an early with a late start.']
      : []),
    'Every person stays in the arm and team of the first day, wherever they moved (intention to treat).',
    'The statements of the pulse are our own and not validated elsewhere; their reliability here stands in the annex.',
  ]
}

export const waveWords: Record<WaveName, string> = {
  baseline: 'before the start',
  week_3: 'of week 3',
  week_6: 'of week 6',
  week_26: 'of week 26',
}

/** How an outcome's numbers are written: signed points with two decimals, or signed percentage points (pp) with one. */
export function formatOf(id: OutcomeId): (value: number) => string {
  const [scale, digits, unit] = outcomeFacts[id].unit === 'points' ? [1, 2, 'points'] : [100, 1, 'pp']
  return (value) => {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not to be had' : 'without bound'
    const size = (scale * Math.abs(value)).toFixed(digits)
    return `${Number(size) === 0 ? '' : value > 0 ? '+' : '−'}${size} ${unit}`
  }
}
