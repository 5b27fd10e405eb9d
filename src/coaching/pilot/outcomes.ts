import { plannedAnalysis, type HeadlineAnalysis } from './confirmatory.ts'

/** Everything that is compared or counted, with what is settled about it before the start. */
export const outcomeIds = [
  'pulse_index',
  'request_share',
  'application_share',
  'performance',
  'coaching_share',
  'safety',
  'mobility',
  'lateral_moves',
  'promotions',
  'voluntary_leavers',
  'high_potential_leavers',
] as const
export type OutcomeId = (typeof outcomeIds)[number]

export type OutcomeUnit = 'points' | 'percentage points'

export interface OutcomeFacts {
  name: string
  /** For plots and single lines. */
  shortName: string
  /** What is counted out of what, for the definitions at the end of a report. */
  definition: string
  family: 'confirmatory' | 'exploratory'
  kind: 'continuous' | 'rare'
  better: 'higher' | 'lower'
  unit: OutcomeUnit
  /** The smallest difference that would matter, unless the organisation sets another; shares as 0.15. */
  smallestWorthwhile: number
}

export const outcomeFacts: Record<OutcomeId, OutcomeFacts> = {
  pulse_index: {
    name: 'Pulse index',
    shortName: 'Pulse index',
    definition: 'Mean of the answered statements, 1 to 5, of responses with at least four of five; mean of a manager’s responses.',
    family: 'confirmatory',
    kind: 'continuous',
    better: 'higher',
    unit: 'points',
    smallestWorthwhile: 0.3,
  },
  request_share: {
    name: 'Asked for training, a resource or work with another team',
    shortName: 'Asked for help',
    definition: 'People who answered yes, out of those who answered yes or no; share by manager.',
    family: 'confirmatory',
    kind: 'continuous',
    better: 'higher',
    unit: 'percentage points',
    smallestWorthwhile: 0.1,
  },
  application_share: {
    name: 'Applied for, or asked about, another role inside',
    shortName: 'Applied inside',
    definition: 'People who answered yes, out of those who answered yes or no; share by manager.',
    family: 'confirmatory',
    kind: 'continuous',
    better: 'higher',
    unit: 'percentage points',
    smallestWorthwhile: 0.05,
  },
  performance: {
    name: 'Attainment of own target',
    shortName: 'Attainment',
    definition: 'Attainment after minus attainment before, of people with both; mean by manager.',
    family: 'confirmatory',
    kind: 'continuous',
    better: 'higher',
    unit: 'percentage points',
    smallestWorthwhile: 0.05,
  },
  coaching_share: {
    name: 'Part of a 1:1 was on goals or learning',
    shortName: 'Talk on goals',
    definition: 'Answers of 4 or 5 to the first statement, out of those who answered it; share by manager.',
    family: 'exploratory',
    kind: 'continuous',
    better: 'higher',
    unit: 'percentage points',
    smallestWorthwhile: 0.15,
  },
  safety: {
    name: 'Could bring up a problem',
    shortName: 'Safe to speak up',
    definition: 'Mean answer to the fifth statement, 1 to 5, by manager.',
    family: 'exploratory',
    kind: 'continuous',
    better: 'higher',
    unit: 'points',
    smallestWorthwhile: 0.3,
  },
  mobility: {
    name: 'Moved inside the company',
    shortName: 'Moved inside',
    definition: 'People of the roster with a promotion, lateral move or transfer decided and effective in the window.',
    family: 'exploratory',
    kind: 'rare',
    better: 'higher',
    unit: 'percentage points',
    smallestWorthwhile: 0.03,
  },
  lateral_moves: {
    name: 'Accepted a lateral role, project or secondment',
    shortName: 'Accepted laterally',
    definition: 'People of the roster with an offer accepted in the window.',
    family: 'exploratory',
    kind: 'rare',
    better: 'higher',
    unit: 'percentage points',
    smallestWorthwhile: 0.03,
  },
  promotions: {
    name: 'Promoted',
    shortName: 'Promoted',
    definition: 'People of the roster with a promotion effective in the window.',
    family: 'exploratory',
    kind: 'rare',
    better: 'higher',
    unit: 'percentage points',
    smallestWorthwhile: 0.03,
  },
  voluntary_leavers: {
    name: 'Left of their own will',
    shortName: 'Left',
    definition: 'People of the roster whose last day of work, by their own choice, lies in the window.',
    family: 'exploratory',
    kind: 'rare',
    better: 'lower',
    unit: 'percentage points',
    smallestWorthwhile: 0.03,
  },
  high_potential_leavers: {
    name: 'Left of their own will, of those marked as high potential',
    shortName: 'Left, high potential',
    definition: 'The same among people who carried the mark when the design was locked.',
    family: 'exploratory',
    kind: 'rare',
    better: 'lower',
    unit: 'percentage points',
    smallestWorthwhile: 0.03,
  },
}

/** What a design settles about one outcome. */
export interface PlannedOutcome {
  id: OutcomeId
  smallestWorthwhile: number
  /** For outcomes with a value before and after; rare ones are counted after only. */
  analysis: HeadlineAnalysis
}

export function plannedOutcomes(managers: number, worthwhile: Partial<Record<OutcomeId, number>> = {}): PlannedOutcome[] {
  return outcomeIds.map((id) => ({
    id,
    smallestWorthwhile: worthwhile[id] ?? outcomeFacts[id].smallestWorthwhile,
    analysis: id === 'pulse_index' ? plannedAnalysis(id, managers) : 'change',
  }))
}
