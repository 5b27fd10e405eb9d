import { mayRead, mayWrite } from '../coaching/access.ts'
import type { PairId } from '../coaching/ids.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { PlaybookCard, PlaybookEnding } from '../coaching/playbook-messages.ts'
import { playbookDue, playbookEnds } from '../coaching/playbook-time.ts'
import { playbooks } from '../coaching/playbooks.ts'
import type { Scenario } from '../coaching/question-bank.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { budgetDecision } from '../coaching/budget.ts'
import { weekOf } from '../coaching/local-time.ts'
import { countedInWeek, enqueue, redraw } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair, notePlaybookAsked, pairsInScenario, setScenario } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { mayRemind } from './holding-back.ts'
import { planChanged } from './plan-changed.ts'
import { bankOf } from './question-bank.ts'
import { sideOf } from './sides.ts'

const endingKey = (pairId: PairId, setAt: Temporal.Instant) => `playbook/${pairId}/${setAt.epochMilliseconds}/ending`

/** The card that is set for a pair, for either of the two; undefined when none is. */
export async function openPlaybook(tx: Tx, pairId: PairId, by: Person): Promise<PlaybookCard | undefined | Refusal> {
  const pair = await getPair(tx, pairId)
  const side = sideOf(pair, by.id)
  if (side === undefined || !mayRead(side, 'scenario')) return notYours
  if (pair.scenario === undefined || pair.scenarioSetAt === undefined) return undefined
  const other = await getPerson(tx, side === 'manager' ? pair.employeeId : pair.managerId)
  return {
    pairId,
    side,
    otherName: other.name,
    scenario: pair.scenario,
    endsAt: playbookEnds(pair.scenarioSetAt),
    questions: await questionsIn(tx, pair, pair.scenario),
    changes: goesOn(pair) ? 'open' : 'read_only',
  }
}

/** Sets the scenario of a pair, or takes it off, by its manager. Setting it again lets its eight weeks begin anew. No reason is kept. */
export async function setPlaybook(
  store: Store,
  pairId: PairId,
  by: Person,
  scenario: Scenario | undefined,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    const side = sideOf(pair, by.id)
    if (side === undefined || !mayWrite(side, 'scenario')) return notYours
    if (!goesOn(pair)) return refusal('ended', 'This 1:1 has ended in Cuecard, so nothing can be set for it. Nothing was changed.')
    await change(tx, pair, scenario, now)
    return undefined
  })
}

/** Renews a scenario for eight weeks, where the one that was asked about still runs. */
export async function renewPlaybook(
  store: Store,
  pairId: PairId,
  by: Person,
  scenario: Scenario,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    if (sideOf(pair, by.id) !== 'manager') return notYours
    if (pair.scenario !== scenario || !goesOn(pair))
      return refusal('over', 'This has ended or was changed meanwhile. Nothing was changed. You can set it again on the plan.')
    await change(tx, pair, scenario, now)
    return undefined
  })
}

/** Ends scenarios whose eight weeks are over, and asks managers once, a week before. What is over the week's budget waits. */
export async function followPlaybooks(store: Store, now: Temporal.Instant): Promise<void> {
  for (const { id } of await pairsInScenario(store.read)) {
    await store.write(async (tx) => {
      const pair = await getPair(tx, id)
      if (pair.scenario === undefined || pair.scenarioSetAt === undefined) return
      switch (playbookDue(pair.scenarioSetAt, pair.scenarioAsked, now)) {
        case 'over':
          return change(tx, pair, undefined, now)
        case 'ask':
          return ask(tx, pair, pair.scenarioSetAt, now)
        case 'runs':
          return undefined
      }
    })
  }
}

export async function loadPlaybookEnding(tx: Tx, { pairId, scenario, setAt }: MessagePayload<'playbook_ending'>): Promise<PlaybookEnding> {
  const pair = await getPair(tx, pairId)
  const askedAbout = Temporal.Instant.fromEpochMilliseconds(setAt)
  const isSame = pair.scenario === scenario && pair.scenarioSetAt !== undefined
  return {
    pairId,
    employeeName: (await getPerson(tx, pair.employeeId)).name,
    scenario,
    endsAt: playbookEnds(isSame ? (pair.scenarioSetAt ?? askedAbout) : askedAbout),
    state: !isSame || !goesOn(pair) ? 'over' : pair.scenarioSetAt?.equals(askedAbout) ? 'asked' : 'renewed',
  }
}

async function change(tx: Tx, pair: Pair, scenario: Scenario | undefined, now: Temporal.Instant): Promise<void> {
  await setScenario(tx, pair.id, scenario, now)
  if (pair.scenarioSetAt !== undefined) await redraw(tx, pair.workspaceId, endingKey(pair.id, pair.scenarioSetAt), now)
  await planChanged(tx, pair, now)
}

async function ask(tx: Tx, pair: Pair, setAt: Temporal.Instant, now: Temporal.Instant): Promise<void> {
  const manager = await getPerson(tx, pair.managerId)
  if (pair.state !== 'active' || pair.scenario === undefined || manager.kind !== 'member') return
  if (!(await mayRemind(tx, manager, now))) return
  const week = weekOf(now, manager.zone)
  if (budgetDecision({ class: 'counted', sentThisWeek: await countedInWeek(tx, manager.id, week) }) !== 'send') return
  await notePlaybookAsked(tx, pair.id, now)
  await enqueue(tx, {
    workspaceId: pair.workspaceId,
    key: endingKey(pair.id, setAt),
    kind: 'playbook_ending',
    payload: { pairId: pair.id, scenario: pair.scenario, setAt: setAt.epochMilliseconds },
    to: { kind: 'person', id: manager.id },
    now,
    budgetWeek: week,
  })
}

/** The card's questions as the organisation words them; those that it switched off are left out. */
async function questionsIn(tx: Tx, pair: Pair, scenario: Scenario): Promise<string[]> {
  const { bank, off } = await bankOf(tx, pair.workspaceId)
  return playbooks[scenario].questions.flatMap((id) =>
    off.includes(id) ? [] : bank.questions.filter((question) => question.id === id).map(({ text }) => text),
  )
}

const goesOn = ({ state }: Pair) => state === 'active' || state === 'paused' || state === 'proposed'

const notYours = refusal('not_yours', 'A playbook is for the two people of a 1:1, and its manager sets it. Nothing was changed.')
