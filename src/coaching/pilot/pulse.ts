import type { Arm, AssignedManager } from './arm.ts'
import { clusteredRegression, type ClusteredRegression } from './cluster-robust.ts'
import { mixedModel, type MixedModel } from './mixed-model.ts'
import { mean } from './moments.ts'
import { favourableShare, pulseScore, type PulseAnswers } from './pulse-score.ts'
import { randomisationTest, type ManagerOutcome, type RandomisationTest } from './randomisation-test.ts'
import type { ReDealPlan } from './re-deals.ts'
import { cronbachAlpha, intraclassCorrelation, type Agreement } from './reliability.ts'
import type { TResult } from './t-result.ts'
import { welch } from './two-sample-t.ts'

/** One anonymous response. No person is followed: what is compared are the means of a manager's responses before and after. */
export interface PulseResponse extends AssignedManager {
  managerId: string
  wave: Wave
  answers: PulseAnswers
}

export type Wave = 'before' | 'after'

export interface PulseComparison {
  responses: number
  /** Responses without a score because fewer than four items were answered. */
  dropped: number
  /** Over all responses with every item answered. */
  alpha: number | null
  /** Share of answered items that are 4 or 5, over all responses. */
  favourable: Record<Arm, Record<Wave, number | null>>
  /** From the baseline wave of both arms. */
  agreement: Agreement | null
  /** Managers with scored responses in both waves: the units of the comparison. */
  managers: Record<Arm, number>
  /** The headline: change of the manager's mean, pilot minus control, in points of the 1 to 5 scale. */
  randomisation: RandomisationTest | null
  welch: TResult | null
  /** Single responses, score on arm, wave and both together: the coefficient of both. A check beside the headline. */
  responseLevel: ClusteredRegression | null
  /** The same with a random effect for each manager and for each manager's wave. Another check. */
  mixed: MixedModel | null
}

/** Everything a readout says about the pulse index. */
export function comparePulse(responses: readonly PulseResponse[], plan: ReDealPlan, level?: number): PulseComparison {
  const scored = scoredResponses(responses)
  const changes = managerChanges(scored)
  const changesOf = (arm: Arm) => changes.filter((manager) => manager.arm === arm).map(({ value }) => value)
  const favourable = (arm: Arm, wave: Wave) =>
    favourableShare(responses.filter((response) => response.arm === arm && response.wave === wave).map(({ answers }) => answers))
  const pilot = changesOf('pilot')
  const control = changesOf('control')
  return {
    responses: responses.length,
    dropped: responses.length - scored.length,
    alpha: cronbachAlpha(responses.map(({ answers }) => answers)),
    favourable: {
      pilot: { before: favourable('pilot', 'before'), after: favourable('pilot', 'after') },
      control: { before: favourable('control', 'before'), after: favourable('control', 'after') },
    },
    agreement: intraclassCorrelation(
      [...byManager(scored.filter(({ wave }) => wave === 'before')).values()].map((rows) => rows.map(scoreOf)),
    ),
    managers: { pilot: pilot.length, control: control.length },
    randomisation: randomisationTest(changes, plan, level),
    welch: welch(pilot, control, level),
    responseLevel: clusteredRegression(scored.map(interactionRow), INTERACTION, level),
    mixed: mixedModel(
      scored.map((response) => ({ ...interactionRow(response), occasionId: response.wave })),
      INTERACTION,
      level,
    ),
  }
}

export interface ScoredResponse extends PulseResponse {
  score: number
}

/** The responses that have a score, with it. */
export function scoredResponses(responses: readonly PulseResponse[]): ScoredResponse[] {
  return responses.flatMap((response) => {
    const score = pulseScore(response.answers)
    return score === null ? [] : [{ ...response, score }]
  })
}

/** Mean after minus mean before for every manager with scored responses in both waves. */
export function managerChanges(scored: readonly ScoredResponse[]): (ManagerOutcome & { managerId: string })[] {
  return [...byManager(scored).values()].flatMap((rows) => {
    const [manager] = rows
    const before = rows.filter(({ wave }) => wave === 'before').map(scoreOf)
    const after = rows.filter(({ wave }) => wave === 'after').map(scoreOf)
    if (manager === undefined || before.length === 0 || after.length === 0) return []
    const { managerId, arm, stratum } = manager
    return [{ managerId, arm, ...(stratum === undefined ? {} : { stratum }), value: mean(after) - mean(before) }]
  })
}

function byManager(scored: readonly ScoredResponse[]): Map<string, ScoredResponse[]> {
  return Map.groupBy(scored, ({ managerId }) => managerId)
}

function scoreOf({ score }: ScoredResponse): number {
  return score
}

const INTERACTION = 3

function interactionRow({ managerId, arm, wave, score }: ScoredResponse): { clusterId: string; outcome: number; predictors: number[] } {
  const inPilot = Number(arm === 'pilot')
  const after = Number(wave === 'after')
  return { clusterId: managerId, outcome: score, predictors: [1, inPilot, after, inPilot * after] }
}
