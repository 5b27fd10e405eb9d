import { visibilityLine } from '../coaching/access.ts'
import { localDate, sayDate, sayDateTime } from '../coaching/local-time.ts'
import type { Action, Expectations, Goal, Plan, PlanComment, Standing } from '../coaching/plan.ts'
import type { HelpRequest } from '../coaching/requests.ts'
import { isOverdue, quarterGoalOf } from '../coaching/plan.ts'
import type { PlanFile } from '../coaching/plan-file.ts'
import { goalStateLabels, requestStateLabels } from '../coaching/plan-labels.ts'
import type { Reader } from '../coaching/reader.ts'
import { helpKindLabels } from '../coaching/session-fields.ts'
import type { Page, PagePart } from './page.ts'

const copy = {
  title: (manager: string, employee: string) => `Plan of ${manager} and ${employee}`,
  nextMeeting: (when: string) => `Next 1:1: ${when}`,
  lastChanged: (when: string) => `last changed ${when}`,
  printed: (when: string) => `exported ${when}`,
  expectations: 'What is expected',
  agreed: (employee: string, when: string) => `${employee} agreed to these words, ${when}`,
  notAgreed: (employee: string) => `${employee} has not agreed to these words`,
  standing: 'Where things stand',
  asOf: (date: string) => `as of ${date}`,
  written: (by: string, when: string) => `written by ${by}, ${when}`,
  nothingWritten: 'Nothing written yet.',
  comments: 'Comments and corrections',
  correction: (name: string) => `${name}: this is not right`,
  goals: 'Goals',
  alsoQuarter: (quarter: string) => `Also this quarter, ${quarter}`,
  thisQuarter: (quarter: string) => `This quarter, ${quarter}`,
  noQuarterGoal: 'No goal for this quarter yet.',
  measure: (measure: string) => `How we will know: ${measure}`,
  longer: 'Longer term',
  noLonger: 'Longer term: nothing written yet.',
  promises: (manager: string) => `Support between meetings: what ${manager} promised`,
  noPromises: 'No promise is open.',
  steps: 'Next steps',
  noSteps: 'No step is open.',
  closed: 'Done and dropped',
  help: 'Help asked for',
  noHelp: 'Nothing was asked for yet.',
  step: (owner: string) => `${owner}'s step`,
  promise: (owner: string) => `${owner}'s promise`,
  due: (date: string) => `due ${date}`,
  overdue: (date: string) => `past its date, ${date}`,
  when: (cue: string, response: string) => `When ${cue}, I will ${response}`,
  asked: (when: string) => `asked ${when}`,
  states: {
    proposed: 'not confirmed yet',
    agreed: 'agreed',
    not_agreed: 'not agreed',
    change_suggested: 'a change is suggested',
    done: 'done',
    dropped: 'dropped',
    void: 'not agreed',
  },
  afterwards: 'This file is a copy. Cuecard deletes it from Slack after 24 hours; where you save it, you look after it.',
}

/** The plan as one page, in the order of the screen. */
export function planPage({ plan, side, quarter }: PlanFile, reader: Reader): Page {
  const names = { manager: plan.managerName, employee: plan.employeeName }
  const today = localDate(reader.now, reader.zone).toString()
  const draw = (action: Action) => actionPart(action, names, today, reader)
  const promises = plan.openActions.filter(({ kind }) => kind === 'promise')
  const steps = plan.openActions.filter(({ kind }) => kind === 'step')
  const { full } = visibilityLine('plan', {
    role: side,
    names: side === 'manager' ? { employee: names.employee } : { manager: names.manager },
  })
  return {
    language: 'en-GB',
    title: copy.title(names.manager, names.employee),
    facts: [
      quarter,
      ...(plan.nextMeetingAt ? [copy.nextMeeting(said(plan.nextMeetingAt, reader))] : []),
      ...(plan.changedAt ? [copy.lastChanged(said(plan.changedAt, reader))] : []),
      copy.printed(said(reader.now, reader)),
    ],
    sections: [
      {
        heading: copy.expectations,
        parts: plan.expectations
          ? expectationParts(plan.expectations, names.employee, reader)
          : [{ part: 'note', text: copy.nothingWritten }],
      },
      {
        heading: copy.standing,
        parts: plan.standing ? standingParts(plan.standing, reader) : [{ part: 'note', text: copy.nothingWritten }],
      },
      {
        heading: copy.goals,
        parts: [
          ...orNote(
            goalsInOrder(plan).map((goal, index) => goalPart(goal, (index === 0 ? copy.thisQuarter : copy.alsoQuarter)(quarter))),
            copy.noQuarterGoal,
          ),
          plan.longerGoal ? { part: 'words', label: copy.longer, text: plan.longerGoal.text } : { part: 'note', text: copy.noLonger },
        ],
      },
      { heading: copy.promises(names.manager), parts: orNote(promises.map(draw), copy.noPromises) },
      { heading: copy.steps, parts: orNote(steps.map(draw), copy.noSteps) },
      {
        heading: copy.help,
        parts: orNote(
          plan.requests.map((request) => requestPart(request, reader)),
          copy.noHelp,
        ),
      },
      ...(plan.comments.length > 0 ? [{ heading: copy.comments, parts: plan.comments.map((one) => commentPart(one, names, reader)) }] : []),
      ...(plan.closedActions.length > 0 ? [{ heading: copy.closed, parts: plan.closedActions.map(draw) }] : []),
    ],
    footer: [full, copy.afterwards],
  }
}

function expectationParts(expectations: Expectations, employee: string, reader: Reader): PagePart[] {
  const { text, agreedAt, changedByName, changedAt } = expectations
  const tick = agreedAt === undefined ? copy.notAgreed(employee) : copy.agreed(employee, said(agreedAt, reader))
  return [{ part: 'words', text, facts: [[copy.written(changedByName, said(changedAt, reader)), tick].join(' · ')] }]
}

function standingParts({ text, asOf, changedByName, changedAt }: Standing, reader: Reader): PagePart[] {
  const date = sayDate(Temporal.PlainDate.from(asOf), reader.zone, reader.locale)
  return [{ part: 'words', text, facts: [[copy.asOf(date), copy.written(changedByName, said(changedAt, reader))].join(' · ')] }]
}

/** The quarter's goal first, then the newest. */
function goalsInOrder({ quarterGoals }: Plan): Goal[] {
  const main = quarterGoalOf(quarterGoals)
  return quarterGoals.toReversed().toSorted((a, b) => Number(b.id === main?.id) - Number(a.id === main?.id))
}

function commentPart({ by, kind, text, writtenAt }: PlanComment, names: Record<Action['owner'], string>, reader: Reader): PagePart {
  return { part: 'item', mark: kind === 'correction' ? copy.correction(names[by]) : names[by], text, facts: [said(writtenAt, reader)] }
}

function goalPart(goal: Goal, label: string): PagePart {
  return {
    part: 'words',
    label: `${label}: ${goalStateLabels[goal.state]}`,
    text: goal.text,
    facts: goal.measure === undefined ? [] : [copy.measure(goal.measure)],
  }
}

function actionPart(action: Action, names: Record<Action['owner'], string>, today: string, reader: Reader): PagePart {
  const owner = names[action.owner]
  const date = sayDate(Temporal.PlainDate.from(action.dueOn), reader.zone, reader.locale)
  const isOpen = action.closedAt === undefined
  return {
    part: 'item',
    mark: action.kind === 'promise' ? copy.promise(owner) : copy.step(owner),
    text: action.text,
    facts: [
      ...(action.cue !== undefined && action.response !== undefined ? [copy.when(action.cue, action.response)] : []),
      [copy.states[action.state], ...(isOpen ? [isOverdue(action, today) ? copy.overdue(date) : copy.due(date)] : [])].join(', '),
      ...(action.reason === undefined ? [] : [action.reason]),
    ],
  }
}

function requestPart({ helpKind, detail, state, askedAt }: HelpRequest, reader: Reader): PagePart {
  return {
    part: 'item',
    mark: helpKindLabels[helpKind],
    text: detail ?? '',
    facts: [[copy.asked(said(askedAt, reader)), requestStateLabels[state]].join(', ')],
  }
}

function orNote(parts: PagePart[], nothing: string): PagePart[] {
  return parts.length > 0 ? parts : [{ part: 'note', text: nothing }]
}

function said(instant: Temporal.Instant, reader: Reader): string {
  return sayDateTime(instant, reader.zone, reader.locale)
}
