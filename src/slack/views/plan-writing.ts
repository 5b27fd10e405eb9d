import { visibilityLine } from '../../coaching/access.ts'
import type { GoalId, PairId } from '../../coaching/ids.ts'
import { localDate } from '../../coaching/local-time.ts'
import { goalStateLabels } from '../../coaching/plan-labels.ts'
import type { GoalState, Plan } from '../../coaching/plan.ts'
import type { PlanField } from '../../coaching/plan-writing.ts'
import { expectationLines, planLimits } from '../../coaching/plan-writing.ts'
import type { Reader } from '../../coaching/reader.ts'
import { keptWords } from './actions.ts'
import type { Side } from './agreement.ts'
import type { KnownBlock, ModalView } from './kit.ts'
import {
  actions,
  button,
  checkField,
  context,
  dateField,
  escape,
  modal,
  quote,
  radioField,
  section,
  selectField,
  textField,
} from './kit.ts'
import { commentSubjects } from './plan-texts.ts'

const copy = {
  title: { expectations: 'What is expected', standing: 'Where things stand', goal: 'Goal', longer: 'Longer term' },
  save: 'Save',
  back: 'Cancel',
  line: (n: number) => `Line ${n}`,
  lineHint: 'What good work looks like, so that another person could see it.',
  linePlaceholder: 'e.g. Answers new requests within a day',
  agreedFalls: (employee: string) =>
    `${employee} is asked to agree to the new words. What they agreed to before counts for those words only.`,
  standing: 'Facts or figures',
  standingHint: 'What anybody could check. No adjectives about the person, nothing about health or family.',
  standingPlaceholder: 'e.g. 14 of 18 accounts renewed, two open since January',
  asOf: 'As of',
  goal: 'Goal for this quarter',
  goalHint: 'One result you could show someone by the end of the quarter.',
  measure: 'How we will know',
  measurePlaceholder: 'e.g. Signed off by the clinic lead in May',
  state: 'How it stands',
  main: 'Where there are several',
  isMain: 'This is the goal of the quarter',
  longer: 'Where this should lead',
  longerHint: 'One to three years out: a role, a craft, a kind of work. A guess is welcome and can change.',
  takeOff: 'Take it off the plan',
  takeOffAsk: {
    title: 'Take this goal off?',
    text: 'Its words stay in the history of the plan.',
    yes: 'Take it off',
    no: 'Keep it',
  },
  stale: (name: string) => `*${name} changed this while you were writing.* Nothing was saved yet and nothing is lost. It says now:`,
  staleGone: (name: string) => `*${name} took these words off the page while you were writing.* Nothing was saved yet and nothing is lost.`,
  staleChoose: 'Below is what you wrote. Save it as it is, or take over what you want to keep. The words above stay in the history.',
  commentTitle: 'Comment',
  about: 'What is it about?',
  kind: 'What is it?',
  comment: 'A comment',
  correction: 'Something here is not right',
  commentField: 'What would you like to say?',
  commentHint: (other: string) => `${other} reads it on the plan. Leave out health, family or legal details.`,
}

/** What a form of the page shows: what stands there, or what was typed and not saved. */
export type PlanForm = {
  pairId: PairId
  field: PlanField
  goalId: GoalId | undefined
  /** The revision that the writer has before them. */
  revision: number
  filled: Readonly<Record<string, string | undefined>>
  otherName: string
  draft: 'kept' | 'none'
  /** Where somebody changed it meanwhile: what it says now, and who wrote that. */
  stale?: { text: string; byName: string } | undefined
}

/** The form of one part of the page. */
export function planWriteModal(form: PlanForm, side: Side, reader: Reader): ModalView {
  const { pairId, field, goalId, revision } = form
  return modal(
    'plan_write',
    { pairId, field, revision, ...(goalId === undefined ? {} : { goalId }) },
    {
      title: copy.title[field],
      submit: copy.save,
      close: copy.back,
      blocks: [
        ...(form.stale ? staleBlocks(form.stale) : []),
        ...(form.draft === 'kept' ? [keptWords()] : []),
        ...inputsOf(form, reader),
        ...(field === 'expectations' && side === 'manager' ? [context(copy.agreedFalls(escape(form.otherName)))] : []),
        ...(field === 'goal' && goalId !== undefined
          ? [actions(button('goal_remove', copy.takeOff, { pairId, goalId, revision }, { style: 'danger', confirm: copy.takeOffAsk }))]
          : []),
        context(
          visibilityLine('plan', {
            role: side,
            names: side === 'manager' ? { employee: escape(form.otherName) } : { manager: escape(form.otherName) },
          }).short,
        ),
      ],
    },
  )
}

function staleBlocks({ text, byName }: { text: string; byName: string }): KnownBlock[] {
  const name = escape(byName)
  return text === ''
    ? [section(copy.staleGone(name)), context(copy.staleChoose)]
    : [section(copy.stale(name)), quote(text), context(copy.staleChoose)]
}

function inputsOf({ field, filled }: PlanForm, reader: Reader): KnownBlock[] {
  switch (field) {
    case 'expectations':
      return [1, 2, 3].map((n) =>
        textField(`line_${n}`, copy.line(n), {
          value: filled[`line_${n}`],
          maxLength: planLimits.expectationLine,
          optional: true,
          keepTyping: true,
          ...(n === 1 ? { hint: copy.lineHint, placeholder: copy.linePlaceholder } : {}),
        }),
      )
    case 'standing':
      return [
        textField('text', copy.standing, {
          value: filled['text'],
          maxLength: planLimits.standing,
          lines: 'many',
          hint: copy.standingHint,
          placeholder: copy.standingPlaceholder,
          optional: true,
          keepTyping: true,
        }),
        dateField('as_of', copy.asOf, { value: filled['as_of'] ?? localDate(reader.now, reader.zone).toString() }),
      ]
    case 'goal':
      return [
        textField('text', copy.goal, {
          value: filled['text'],
          maxLength: planLimits.goal,
          lines: 'many',
          hint: copy.goalHint,
          keepTyping: true,
        }),
        textField('measure', copy.measure, {
          value: filled['measure'],
          maxLength: planLimits.measure,
          placeholder: copy.measurePlaceholder,
          optional: true,
          keepTyping: true,
        }),
        selectField('state', copy.state, stateChoices, { value: filled['state'] }),
        checkField('main', copy.main, [{ value: 'main', label: copy.isMain }], { values: filled['main'] === 'main' ? ['main'] : [] }),
      ]
    case 'longer':
      return [
        textField('text', copy.longer, {
          value: filled['text'],
          maxLength: planLimits.longer,
          lines: 'many',
          hint: copy.longerHint,
          optional: true,
          keepTyping: true,
        }),
      ]
    default:
      return field satisfies never
  }
}

const stateChoices = (['on_track', 'at_risk', 'off', 'done'] as const satisfies GoalState[]).map((value) => ({
  value,
  label: `${goalStateLabels[value].charAt(0).toUpperCase()}${goalStateLabels[value].slice(1)}`,
}))

/** The texts of a part as its inputs take them. */
export function filledFrom(part: {
  field: PlanField
  text: string
  measure: string
  asOf: string | undefined
  state: GoalState
  main: boolean
}): PlanForm['filled'] {
  if (part.field === 'expectations')
    return Object.fromEntries(expectationLines(part.text).map((line, index) => [`line_${index + 1}`, line]))
  return {
    text: part.text,
    measure: part.measure,
    state: part.state,
    ...(part.asOf === undefined ? {} : { as_of: part.asOf }),
    ...(part.main ? { main: 'main' } : {}),
  }
}

/** The form for saying something about the page. */
export function commentModal(
  plan: Plan,
  side: Side,
  typed: { about?: string | undefined; kind?: string | undefined; text?: string | undefined; draft: 'kept' | 'none' } = { draft: 'none' },
): ModalView {
  const other = escape(side === 'manager' ? plan.employeeName : plan.managerName)
  const subjects = commentSubjects(plan).map(({ about, label }) => ({ value: about, label }))
  return modal(
    'plan_comment',
    { pairId: plan.pairId },
    {
      title: copy.commentTitle,
      submit: copy.save,
      close: copy.back,
      blocks: [
        ...(typed.draft === 'kept' ? [keptWords()] : []),
        selectField('about', copy.about, subjects, { value: typed.about ?? 'page' }),
        radioField(
          'kind',
          copy.kind,
          [
            { value: 'comment', label: copy.comment },
            { value: 'correction', label: copy.correction },
          ],
          { value: typed.kind ?? 'comment' },
        ),
        textField('text', copy.commentField, {
          value: typed.text,
          maxLength: planLimits.comment,
          lines: 'many',
          hint: copy.commentHint(side === 'manager' ? plan.employeeName : plan.managerName),
          keepTyping: true,
        }),
        context(visibilityLine('plan', { role: side, names: side === 'manager' ? { employee: other } : { manager: other } }).short),
      ],
    },
  )
}
