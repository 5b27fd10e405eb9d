import { visibilityLine } from '../../coaching/access.ts'
import { sayDateTime } from '../../coaching/local-time.ts'
import type { PairId } from '../../coaching/ids.ts'
import type { Action, Goal, GoalState, Plan } from '../../coaching/plan.ts'
import { quarterGoalOf } from '../../coaching/plan.ts'
import { goalStateLabels } from '../../coaching/plan-labels.ts'
import { mayWritePlan } from '../../coaching/plan-writing.ts'
import type { Reader } from '../../coaching/reader.ts'
import { ownerButtonsOf, spoken, wording } from './actions.ts'
import type { Side } from './agreement.ts'
import { answerButtons, changeButton, itemHeading } from './agreement.ts'
import type { KnownBlock, ModalView } from './kit.ts'
import { actions, button, context, divider, escape, header, modal, overflow, quote, section } from './kit.ts'
import { playbookOnPlan, setPlaybookButton } from './playbooks.ts'
import { requestOnPlan } from './requests.ts'
import { addTopicButton, topicBlocks } from './topics.ts'
import { commentBlocks, expectationsBlocks, standingBlocks } from './plan-texts.ts'

const copy = {
  title: 'Plan',
  nextMeeting: (when: string) => `Next 1:1: ${when}`,
  noMeeting: 'No 1:1 is planned',
  lastChanged: (when: string) => `last changed ${when}`,
  neverChanged: 'nothing on it yet',
  readOnly: 'These 1:1s have ended. The plan can be read and not changed.',
  goals: 'Goals',
  quarter: (label: string, state: string) => `*This quarter, ${label}:* ${state}`,
  alsoQuarter: (label: string, state: string) => `*Also this quarter, ${label}:* ${state}`,
  addGoal: 'Add a goal',
  change: 'Change',
  write: 'Write',
  history: 'History',
  lookBack: 'Look back',
  delete: 'Delete',
  deleteAsk: {
    employee: {
      title: 'Delete this plan?',
      text: 'Every word of it is erased, for you both. This cannot be undone.',
      yes: 'Delete it',
      no: 'Keep it',
    },
    manager: {
      title: 'Put this plan away?',
      text: 'You can no longer read it. The employee keeps it, because it is theirs.',
      yes: 'Put it away',
      no: 'Keep it',
    },
  },
  noQuarterGoal: 'No goal for this quarter yet. The next 1:1 is a good moment for one.',
  measure: (measure: string) => `*How we will know:* ${measure}`,
  longer: '*Longer term*',
  noLonger: 'Longer term: nothing written yet.',
  promises: (manager: string) => `Support between meetings: what ${manager} promised`,
  noPromises: 'No promise is open.',
  steps: 'Next steps',
  noSteps: 'No step is open.',
  news: 'Finished since you last looked',
  help: 'Help asked for',
  noHelp: 'Nothing was asked for yet.',
  askForHelp: 'Ask for help',
  closed: (count: string) => `Closed and folded away: ${count}.`,
  more: (count: number) => `And ${count} more.`,
  setState: (state: string) => `Set to ${state}`,
  seen: 'Seen',
  export: 'Export',
}

const goalStates: readonly GoalState[] = ['on_track', 'at_risk', 'off', 'done']

/** What fits into one modal of at most 100 blocks. */
const shown = { goals: 4, promises: 4, steps: 5, news: 2, requests: 4 }

export type PlanSide = { side: Side; changes: 'open' | 'read_only'; quarter: string }

/** The pair's one page, in the same order for both: what is expected, where things stand, goals, what the manager promised, steps, help asked for. */
export function planModal(plan: Plan, { side, changes, quarter }: PlanSide, reader: Reader, banner?: string): ModalView {
  const names = { manager: escape(plan.managerName), employee: escape(plan.employeeName) }
  const drawAction = (action: Action): KnownBlock[] => [
    section(itemHeading(action, names, side, reader)),
    wording(action),
    ...(action.state === 'change_suggested' && action.suggestion !== undefined ? [quote(suggestionInWords(action))] : []),
    ...(changes === 'open' ? planButtons(action, side) : []),
  ]
  const promises = plan.openActions.filter(({ kind }) => kind === 'promise')
  const steps = plan.openActions.filter(({ kind }) => kind === 'step')
  const news = plan.closedActions
    .filter((action) => action.state === 'done' && action.owner !== side && action.acknowledgedAt === undefined)
    .slice(0, shown.news)
  const folded = plan.closedActions.length - news.length
  return modal(
    'plan',
    { pairId: plan.pairId },
    {
      title: copy.title,
      blocks: [
        ...(banner === undefined ? [] : [section(`*${escape(banner)}*`)]),
        header(`${plan.managerName} · ${plan.employeeName}`.slice(0, 150).replace(/[\uD800-\uDBFF]$/, '')),
        context(
          [
            plan.nextMeetingAt ? copy.nextMeeting(sayDateTime(plan.nextMeetingAt, reader.zone, reader.locale)) : copy.noMeeting,
            quarter,
            plan.changedAt ? copy.lastChanged(sayDateTime(plan.changedAt, reader.zone, reader.locale)) : copy.neverChanged,
          ].join(' · '),
        ),
        ...(changes === 'read_only' ? [section(copy.readOnly)] : []),
        ...expectationsBlocks(plan, side, changes, reader),
        ...standingBlocks(plan, side, changes, reader),
        divider,
        section(
          `*${copy.goals}*`,
          changes === 'open' && mayWritePlan(side, 'goal')
            ? button('plan_write', copy.addGoal, { pairId: plan.pairId, field: 'goal' }, { key: 'goal' })
            : undefined,
        ),
        ...(plan.quarterGoals.length === 0 ? [section(copy.noQuarterGoal)] : []),
        ...shownGoals(plan).flatMap((goal) =>
          goalBlocks(goal, {
            pairId: plan.pairId,
            quarter,
            isMain: isMain(plan, goal),
            mayChange: changes === 'open' && mayWritePlan(side, 'goal'),
          }),
        ),
        ...more(plan.quarterGoals.length - shown.goals),
        section(
          plan.longerGoal ? copy.longer : copy.noLonger,
          changes === 'open' && mayWritePlan(side, 'longer')
            ? button('plan_write', plan.longerGoal ? copy.change : copy.write, { pairId: plan.pairId, field: 'longer' }, { key: 'longer' })
            : undefined,
        ),
        ...(plan.longerGoal ? [quote(plan.longerGoal.text)] : []),
        divider,
        section(`*${copy.promises(names.manager)}*`),
        ...(promises.length === 0 ? [section(copy.noPromises)] : []),
        ...promises.slice(0, shown.promises).flatMap(drawAction),
        ...more(promises.length - shown.promises),
        section(`*${copy.steps}*`),
        ...(steps.length === 0 ? [section(copy.noSteps)] : []),
        ...steps.slice(0, shown.steps).flatMap(drawAction),
        ...more(steps.length - shown.steps),
        ...(news.length === 0 ? [] : [section(`*${copy.news}*`)]),
        ...news.flatMap((action): KnownBlock[] => [
          wording(action),
          ...(changes === 'open'
            ? [actions(button('action_seen', copy.seen, { actionId: action.id }, { spoken: spoken(copy.seen, action) }))]
            : []),
        ]),
        divider,
        section(`*${copy.help}*`),
        ...(plan.requests.length === 0 ? [section(copy.noHelp)] : []),
        ...plan.requests.slice(0, shown.requests).flatMap((request) => requestOnPlan(request, reader)),
        ...more(plan.requests.length - shown.requests),
        ...(folded > 0 ? [context(copy.closed(plan.closedActions.length >= closedRead ? `${folded} or more` : String(folded)))] : []),
        ...topicBlocks(plan.topics, {
          side,
          pairId: plan.pairId,
          changes,
          otherName: side === 'manager' ? plan.employeeName : plan.managerName,
        }),
        ...playbookOnPlan(plan.playbook, plan.pairId, reader),
        ...commentBlocks(plan, side, changes, reader),
        actions(
          ...(changes === 'open' ? [button('request_ask', copy.askForHelp, { pairId: plan.pairId }), addTopicButton(plan.pairId)] : []),
          ...(changes === 'open' && side === 'manager' && plan.playbook === undefined ? [setPlaybookButton(plan.pairId)] : []),
          button('look_back', copy.lookBack, { pairId: plan.pairId, which: 'this' }),
          button('plan_history', copy.history, { pairId: plan.pairId, from: 0 }),
          button('export_plan', copy.export, { pairId: plan.pairId }),
          ...(changes === 'read_only'
            ? [button('plan_delete', copy.delete, { pairId: plan.pairId }, { style: 'danger', confirm: copy.deleteAsk[side] })]
            : []),
        ),
        context(
          visibilityLine('plan', { role: side, names: side === 'manager' ? { employee: names.employee } : { manager: names.manager } })
            .full,
        ),
      ],
    },
  )
}

/** How many closed actions a plan is read with. */
const closedRead = 10

/** The goals that fit: the quarter's first, then the newest. */
function shownGoals(plan: Plan): Goal[] {
  return plan.quarterGoals
    .toReversed()
    .toSorted((a, b) => Number(isMain(plan, b)) - Number(isMain(plan, a)))
    .slice(0, shown.goals)
}

function isMain(plan: Plan, goal: Goal): boolean {
  return quarterGoalOf(plan.quarterGoals)?.id === goal.id
}

function goalBlocks(
  goal: Goal,
  { pairId, quarter, isMain, mayChange }: { pairId: PairId; quarter: string; isMain: boolean; mayChange: boolean },
): KnownBlock[] {
  const others = goalStates.filter((state) => state !== goal.state)
  const menu = overflow(
    { act: 'plan_write' as const, label: copy.change, value: { pairId, field: 'goal' as const, goalId: goal.id } },
    ...others.map((state) => ({
      act: 'goal_state' as const,
      label: copy.setState(goalStateLabels[state]),
      value: { goalId: goal.id, pairId, state },
    })),
  )
  return [
    section((isMain ? copy.quarter : copy.alsoQuarter)(quarter, goalStateLabels[goal.state]), mayChange ? menu : undefined),
    quote(goal.text),
    ...(goal.measure === undefined ? [] : [section(copy.measure(escape(goal.measure)))]),
  ]
}

/** What can be done from the plan: answers where the wording is open, else the owner's own buttons, and a change of the wording. */
function planButtons(action: Action, side: Side): KnownBlock[] {
  const answers = answerButtons(action, side)
  if (answers.length > 0) return answers
  const own = action.owner === side ? ownerButtonsOf(action) : []
  const isTheirTurn = side === 'manager' || action.state === 'agreed'
  const change = isTheirTurn ? [changeButton(action, side)] : []
  return own.length + change.length === 0 ? [] : [actions(...own, ...change)]
}

function suggestionInWords(action: Action): string {
  const { suggestion } = action
  return (
    [suggestion?.text, suggestion?.note].filter((part) => part !== undefined && part !== action.text).join('\n') ||
    (suggestion?.dueOn ?? '')
  )
}

function more(count: number): KnownBlock[] {
  return count > 0 ? [context(copy.more(count))] : []
}
