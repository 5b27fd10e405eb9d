import { mean } from './moments.ts'
import { pulseItems, type PulseBallot } from './pulse-items.ts'
import { pulseScore } from './pulse-score.ts'
import { MINIMUM_RESPONSES } from './suppression.ts'

/** Answers of one team, and where the team belongs. */
export interface TeamAnswers {
  managerId: string
  functionName: string
  invited: number
  ballots: readonly PulseBallot[]
}

/** What may be shown of a group: figures with one decimal, or the reason why not. No figure has a time finer than the wave. */
export type GroupResult =
  | {
      shown: true
      responses: number
      invited: number
      /** Mean of the scores, one decimal. */
      index: number
      items: { id: string; mean: number; counts: readonly [number, number, number, number, number] }[]
    }
  | { shown: false; why: 'below_minimum' | 'complementary' | 'parent_hidden' }

export interface WaveResults {
  everybody: GroupResult
  functions: Map<string, GroupResult>
  managers: Map<string, GroupResult>
}

/**
 * The results of one wave for everybody, by function and by manager, so that nothing can be had by subtraction: what is hidden below a shown group
 * holds at least five answers to every statement, or none. A function that is hidden hides all below it.
 */
export function waveResults(teams: readonly TeamAnswers[]): WaveResults {
  const all = group('everybody', teams)
  const functions = [...Map.groupBy(teams, ({ functionName }) => functionName)].map(([name, own]) => group(name, own))
  const everybody = figuresOrWhy(all, isEnough(all) ? 'shown' : 'below_minimum')
  const functionShown = everybody.shown ? hideWithin(functions) : new Map<string, Visibility>()
  const managers = new Map<string, GroupResult>()
  for (const part of functions) {
    const below = teams.filter(({ functionName }) => functionName === part.name).map((team) => group(team.managerId, [team]))
    const isShown = functionShown.get(part.name) === 'shown'
    const visible = isShown ? hideWithin(below) : new Map<string, Visibility>()
    for (const team of below) managers.set(team.name, figuresOrWhy(team, visible.get(team.name) ?? 'parent_hidden'))
  }
  return {
    everybody,
    functions: new Map(functions.map((part) => [part.name, figuresOrWhy(part, functionShown.get(part.name) ?? 'parent_hidden')])),
    managers,
  }
}

type Visibility = 'shown' | 'below_minimum' | 'complementary' | 'parent_hidden'

interface Group {
  name: string
  invited: number
  ballots: readonly PulseBallot[]
  scores: readonly number[]
  /** How many answers stand behind each figure that would be shown: the index, then every statement. */
  behind: readonly number[]
}

function group(name: string, teams: readonly TeamAnswers[]): Group {
  const ballots = teams.flatMap((team) => team.ballots)
  const scores = ballots.flatMap(({ items }) => pulseScore(items) ?? [])
  return {
    name,
    invited: teams.reduce((sum, { invited }) => sum + invited, 0),
    ballots,
    scores,
    behind: [scores.length, ...pulseItems.map((_item, index) => ballots.filter(({ items }) => typeof items[index] === 'number').length)],
  }
}

const isEnough = ({ behind, ballots }: Group) => ballots.length >= MINIMUM_RESPONSES && behind.every((count) => count >= MINIMUM_RESPONSES)

/** Below a shown group: hides what is too small, and one more where the hidden ones together would still be too few for any figure. */
function hideWithin(groups: readonly Group[]): Map<string, Visibility> {
  const visible = new Map<string, Visibility>(groups.map((one) => [one.name, isEnough(one) ? 'shown' : 'below_minimum']))
  const hidden = () => groups.filter(({ name }) => visible.get(name) !== 'shown')
  const gap = () =>
    [
      hidden().map(({ ballots }) => ballots.length),
      ...(groups[0]?.behind ?? []).map((_figure, index) => hidden().map(({ behind }) => behind[index] ?? 0)),
    ]
      .map((counts) => counts.reduce((sum, count) => sum + count, 0))
      .some((count) => count > 0 && count < MINIMUM_RESPONSES)
  while (gap()) {
    const [smallest] = groups
      .filter(({ name }) => visible.get(name) === 'shown')
      .toSorted((one, other) => one.ballots.length - other.ballots.length || (one.name < other.name ? -1 : 1))
    if (smallest === undefined) break
    visible.set(smallest.name, 'complementary')
  }
  return visible
}

function figuresOrWhy(of: Group, visibility: Visibility): GroupResult {
  if (visibility !== 'shown') return { shown: false, why: visibility }
  return {
    shown: true,
    responses: of.ballots.length,
    invited: of.invited,
    index: oneDecimal(mean(of.scores)),
    items: pulseItems.map(({ id }, index) => {
      const answers = of.ballots.flatMap(({ items }) => items[index] ?? [])
      const counts = [1, 2, 3, 4, 5].map((value) => answers.filter((answer) => answer === value).length)
      // Five values are counted just above.
      return { id, mean: oneDecimal(mean(answers)), counts: counts as [number, number, number, number, number] }
    }),
  }
}

/** A change between two waves may be shown where both may. */
export function changeOf(before: GroupResult | undefined, after: GroupResult | undefined): number | undefined {
  return before?.shown && after?.shown ? oneDecimal(after.index - before.index) : undefined
}

export const oneDecimal = (value: number) => Math.round(value * 10) / 10
