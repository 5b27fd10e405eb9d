import { z } from 'zod'
import type { PersonId } from '../coaching/ids.ts'
import type { PlanChange, Revision } from '../coaching/plan-history.ts'
import { changesOf, newestFirst } from '../coaching/plan-history.ts'
import { goalStateLabels } from '../coaching/plan-labels.ts'
import type { GoalState } from '../coaching/plan.ts'
import { actionsOfPlan } from '../db/actions.ts'
import { goalsOf } from '../db/goals.ts'
import type { Pair } from '../db/pairs.ts'
import { getPeople } from '../db/people.ts'
import { planTextsOf } from '../db/plan-texts.ts'
import type { Tx } from '../db/store.ts'
import type { Wording } from '../db/text-versions.ts'
import { wordingsOf } from '../db/text-versions.ts'

/** A text at one revision, as it is kept. */
type Kept = { subjectId: string; field: string; revision: number; text: string; by: PersonId; at: Temporal.Instant }

/** Every change of the page that is kept, the newest first: its texts, goals and how they stand, and the wording of steps and promises. */
export async function planHistory(tx: Tx, pair: Pair): Promise<PlanChange[]> {
  const versions = await wordingsOf(tx, pair.planId)
  const goals = await goalsOf(tx, pair.planId)
  const actions = await actionsOfPlan(tx, pair.planId)
  const now: Kept[] = [
    ...(await planTextsOf(tx, pair.planId)).map((text) => ({
      subjectId: text.id,
      field: text.field,
      revision: text.revision,
      text: text.text,
      by: text.changedById,
      at: text.changedAt,
    })),
    ...goals.flatMap((goal) =>
      (
        [
          ['text', goal.text],
          ['measure', goal.measure ?? ''],
          ['state', goal.state],
        ] as const
      ).map(([field, text]) => ({ subjectId: goal.id, field, revision: goal.revision, text, by: goal.changedById, at: goal.changedAt })),
    ),
    ...actions.map((action) => ({
      subjectId: action.id,
      field: 'wording',
      revision: action.version,
      text: JSON.stringify(action.wording),
      by: action.worded?.by ?? pair.managerId,
      at: action.worded?.at ?? action.changedAt,
    })),
  ]
  const kept = [...versions.map(keptOf), ...now]
  const people = await getPeople(tx, [...new Set(kept.map(({ by }) => by))])
  const longer = new Set(goals.filter(({ kind }) => kind === 'longer').map(({ id }) => id as string))
  const promises = new Set(actions.filter(({ kind }) => kind === 'promise').map(({ id }) => id as string))
  const changes = [...Map.groupBy(kept, ({ subjectId, field }) => `${subjectId}/${field}`).values()].flatMap((revisions) => {
    const [first] = revisions
    const what = first && whatOf(first, longer, promises)
    if (what === undefined) return []
    return changesOf(
      what,
      filledIn(revisions, kept).map((one): Revision => ({
        revision: one.revision,
        text: inWords(one),
        byName: people.get(one.by)?.name ?? '',
        at: one.at,
      })),
    )
  })
  return newestFirst(changes.filter(({ what, before }) => what !== 'goal_state' || before !== ''))
}

function keptOf({ subjectId, field, revision, text, authorId, writtenAt }: Wording): Kept {
  return { subjectId, field, revision, text, by: authorId, at: writtenAt }
}

/** A measure that was not there at a revision of its goal is kept nowhere: there it is empty. */
function filledIn(revisions: readonly Kept[], all: readonly Kept[]): Kept[] {
  const [first] = revisions
  if (first?.field !== 'measure') return [...revisions]
  const ofGoal = all.filter(({ subjectId, field }) => subjectId === first.subjectId && field === 'text')
  return ofGoal.map((one) => revisions.find(({ revision }) => revision === one.revision) ?? { ...one, field: 'measure', text: '' })
}

function whatOf({ subjectId, field }: Kept, longer: ReadonlySet<string>, promises: ReadonlySet<string>): PlanChange['what'] | undefined {
  switch (field) {
    case 'expectations':
    case 'standing':
      return field
    case 'text':
      return longer.has(subjectId) ? 'longer' : 'goal'
    case 'measure':
      return 'measure'
    case 'state':
      return longer.has(subjectId) ? undefined : 'goal_state'
    case 'wording':
      return promises.has(subjectId) ? 'promise' : 'step'
    default:
      // What was only suggested never stood on the page.
      return undefined
  }
}

const wordedAction = z.looseObject({ text: z.string() })

function inWords({ field, text }: Kept): string {
  if (field === 'wording') return wordedAction.parse(JSON.parse(text)).text
  // Written as one of them.
  return field === 'state' ? goalStateLabels[text as GoalState] : text
}
