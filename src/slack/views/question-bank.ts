import type { Category, Question } from '../../coaching/question-bank.ts'
import { categories, scenarios, stages } from '../../coaching/question-bank.ts'
import { bankLimits } from '../../coaching/bank-edits.ts'
import { playbooks } from '../../coaching/playbooks.ts'
import type { KnownBlock, ModalView } from './kit.ts'
import { actions, button, context, escape, modal, multiSelectField, overflow, section, selectField, shorten, textField } from './kit.ts'
import { contextChoices } from './pairs.ts'

const copy = {
  title: 'Questions',
  intro: 'One question is offered before each 1:1. Yours stand beside those that come with Cuecard, under the same rules for wording.',
  more: 'The whole bank can be brought out and in as a file: `npm run cuecard -- questions export FILE`.',
  review: '*To look at again:* five managers or more swapped these away, and more often than they kept them.',
  add: 'Add a question',
  edit: 'Edit',
  switchOff: 'Switch off',
  switchOn: 'Switch on',
  earlier: 'Back',
  next: (count: number) => `Show more (${count})`,
  line: (text: string, marks: string) => `${text}${marks}`,
  off: ' · switched off',
  edited: ' · yours',
  one: 'Question',
  text: 'The question',
  textHint:
    'It opens with what, which, where, how, who, whose, when, if or looking back, has at most 22 words and one question mark, at its end.',
  listenFor: 'What to listen for',
  followUp: 'If there is more',
  followUpHint: 'One question to go on with.',
  category: 'What it is about',
  contexts: 'For which work',
  stages: 'When in the quarter',
  scenarios: 'Playbooks that it fits',
  depth: 'How soon',
  save: 'Save',
  cancel: 'Cancel',
}

const categoryLabels: Readonly<Record<Category, string>> = {
  goals: 'Goals',
  progress: 'Progress',
  experiment: 'Experiments',
  support: 'Support',
  career: 'Career',
  wellbeing: 'Pace',
  stretch: 'Stretch',
}
const stageLabels = { first_session: 'First session', mid_quarter: 'During the quarter', before_review: 'Last three weeks of it' } as const
const depthLabels = { 1: 'Any time', 2: 'After one session', 3: 'After three sessions' } as const
const perPage = 30

export type QuestionListData = {
  questions: readonly Question[]
  off: readonly string[]
  edited: readonly string[]
  review: readonly string[]
}

/** The bank by category, a page at a time, with what managers swap away on top. */
export function questionListModal(data: QuestionListData, at: { category: Category; from: number }): ModalView {
  const here = data.questions.filter(({ category }) => category === at.category)
  const first = Math.max(0, Math.min(at.from, here.length - 1))
  const left = here.length - first - perPage
  const review = data.questions.filter(({ id }) => data.review.includes(id)).slice(0, 5)
  return modal(
    'question_list',
    {},
    {
      title: copy.title,
      blocks: [
        section(copy.intro),
        actions(
          ...categories.map((category) =>
            button(
              'open_questions',
              categoryLabels[category],
              { category, from: 0 },
              { key: category, ...(category === at.category ? { style: 'primary' } : {}) },
            ),
          ),
        ),
        ...(review.length === 0 ? [] : [section(copy.review), ...review.map((question) => row(question, data, at))]),
        section(`*${categoryLabels[at.category]}* (${here.length})`),
        ...here.slice(first, first + perPage).map((question) => row(question, data, at)),
        actions(
          button('question_edit', copy.add, { category: at.category }, { key: 'add' }),
          ...(first > 0
            ? [button('open_questions', copy.earlier, { category: at.category, from: Math.max(0, first - perPage) }, { key: 'back' })]
            : []),
          ...(left > 0 ? [button('open_questions', copy.next(left), { category: at.category, from: first + perPage }, { key: 'on' })] : []),
        ),
        context(copy.more),
      ],
    },
  )
}

/** What a form of one question holds; the rest of its tags stay as they are. */
export type QuestionForm = Pick<Question, 'text' | 'listenFor' | 'followUp' | 'category' | 'contexts' | 'stages' | 'scenarios' | 'depth'>

/** The form for one question: new, or as it stands. */
export function questionModal(form: Partial<QuestionForm> & { id: string | undefined; category: Category }): ModalView {
  return modal(
    'question',
    { id: form.id, category: form.category },
    {
      title: copy.one,
      submit: copy.save,
      close: copy.cancel,
      blocks: [
        textField('text', copy.text, { value: form.text, hint: copy.textHint, maxLength: bankLimits.text, lines: 'many' }),
        textField('listen_for', copy.listenFor, { value: form.listenFor, maxLength: bankLimits.text }),
        textField('follow_up', copy.followUp, { value: form.followUp, hint: copy.followUpHint, maxLength: bankLimits.text }),
        selectField(
          'category',
          copy.category,
          categories.map((value) => ({ value, label: categoryLabels[value] })),
          { value: form.category },
        ),
        multiSelectField('contexts', copy.contexts, contextChoices, { values: form.contexts ?? ['general'] }),
        multiSelectField(
          'stages',
          copy.stages,
          stages.map((value) => ({ value, label: stageLabels[value] })),
          { values: form.stages ?? ['mid_quarter'] },
        ),
        multiSelectField(
          'scenarios',
          copy.scenarios,
          scenarios.map((value) => ({ value, label: playbooks[value].name })),
          { values: form.scenarios ?? [], optional: true },
        ),
        selectField(
          'depth',
          copy.depth,
          ([1, 2, 3] as const).map((value) => ({ value: String(value), label: depthLabels[value] })),
          { value: String(form.depth ?? 1) },
        ),
      ],
    },
  )
}

function row({ id, text, category }: Question, { off, edited }: QuestionListData, at: { from: number }): KnownBlock {
  const isOff = off.includes(id)
  const marks = `${isOff ? copy.off : ''}${edited.includes(id) ? copy.edited : ''}`
  return section(
    copy.line(escape(shorten(text, 300)), marks),
    overflow(
      { act: 'question_edit', label: copy.edit, value: { id, category } },
      {
        act: 'question_switch',
        label: isOff ? copy.switchOn : copy.switchOff,
        value: { id, to: isOff ? 'on' : 'off', category, from: at.from },
      },
    ),
  )
}
