import { visibilityLine } from '../../coaching/access.ts'
import { changesWording } from '../../coaching/actions.ts'
import type { AgreementShown } from '../../coaching/agreement-messages.ts'
import type { Action } from '../../coaching/plan.ts'
import type { Reader } from '../../coaching/reader.ts'
import { sessionFields } from '../../coaching/session-fields.ts'
import type { ActionInput, ShownFrom } from '../ids.ts'
import { dueWords, keptWords, sayLocalDate, spoken, withinLimit, wording } from './actions.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, dateField, escape, modal, quote, section, textField } from './kit.ts'

const copy = {
  title: 'Steps from your 1:1',
  employee: {
    first: (manager: string) => `Cuecard, about your 1:1 with ${manager}.`,
    waits: (manager: string) => `*${manager} wrote down what you two talked about.* Nothing counts as agreed until you confirm it.`,
    answered: (manager: string) => `*${manager} answered.* Nothing counts as agreed until you confirm it.`,
    nothingWaits: 'You have answered everything here.',
    superseded: (manager: string) => `${manager} answered since. How it stands now is further down.`,
    void: (manager: string) =>
      `Your 1:1s with ${manager} have ended. What you had not confirmed is void. What was agreed stays on the plan to read.`,
    thin: (count: number) =>
      count === 0 ? 'Nothing waits for you.' : count === 1 ? 'One step waits for your answer.' : `${count} steps wait for your answer.`,
  },
  manager: {
    first: (employee: string) => `Cuecard, about your 1:1 with ${employee}.`,
    waits: (employee: string) =>
      `*${employee} was asked to confirm this.* Until then it is not agreed. A promise of yours counts from now on.`,
    returned: (employee: string) => `*${employee} suggests a change.* It is your turn.`,
    nothingWaits: (employee: string) => `*${employee} has answered everything.*`,
    superseded: (employee: string) => `${employee} answered since. How it stands now is further down.`,
    void: (employee: string) =>
      `Your 1:1s with ${employee} have ended. What ${employee} had not confirmed is void. What was agreed stays on the plan to read.`,
    closed: (employee: string) => `${employee} has another manager now. What stood here is no longer open to you.`,
    thin: (agreed: number, all: number) => `${agreed} of ${all} agreed.`,
  },
  yourStep: 'Your step',
  yourPromise: 'Your promise',
  stepOf: (name: string) => `${name}'s step`,
  promiseOf: (name: string) => `${name}'s promise`,
  state: {
    employee: {
      proposed: 'waits for your answer',
      agreed: 'agreed',
      not_agreed: 'you do not agree',
      change_suggested: 'you suggested a change',
      done: 'done',
      dropped: 'dropped',
      void: 'not agreed',
    },
    manager: {
      proposed: 'not confirmed yet',
      agreed: 'agreed',
      not_agreed: 'not agreed',
      change_suggested: 'a change is suggested',
      done: 'done',
      dropped: 'dropped',
      void: 'not agreed',
    },
  },
  suggested: { employee: 'You suggested', manager: (employee: string) => `${employee} suggests` },
  used: (manager: string) => `${manager} used your wording.`,
  kept: (manager: string) => `${manager} would like to keep these words.`,
  byDate: (date: string) => `by ${date}`,
  confirm: 'Confirm',
  confirmAsItStands: 'Confirm as it stands',
  confirmAll: 'Confirm all',
  suggest: 'Suggest a change',
  notAgreed: 'Not agreed',
  accept: 'Accept',
  answer: 'Answer',
  reword: 'Change the wording',
  keep: 'Keep as it is',
  drop: 'Drop',
  open: 'Look and answer',
  read: 'Look',
  suggestTitle: 'Suggest a change',
  rewordTitle: 'Change the wording',
  answerTitle: 'Answer',
  itSays: 'It says now:',
  newText: 'How it should say',
  newDate: 'By when',
  note: (name: string) => `A word to ${name}`,
  noteHint: 'Leave out health, family or legal details.',
  afterSuggest: (name: string) => `This goes to ${name}. Nothing is agreed until you confirm the words that stand in the end.`,
  afterReword: (name: string) => `${name} is asked to confirm the new words. Until then they are not agreed.`,
  send: 'Send',
  cancel: 'Cancel',
}

/** How long the note beside a suggestion may be. */
export const noteLength = 300

export type Side = 'manager' | 'employee'

/** The employee's message: each item with its answers, the manager's promise first. */
export function drawAgreementProposed(data: AgreementShown, reader: Reader): Message {
  return drawAgreement(data, 'employee', reader)
}

/** The manager's message: how each item stands, and what came back. */
export function drawAgreementStatus(data: AgreementShown, reader: Reader): Message {
  return drawAgreement(data, 'manager', reader)
}

/** The same in a modal, in full even where messages are thin. */
export function agreementModal(data: AgreementShown, side: Side, reader: Reader, banner?: string): ModalView {
  return modal(
    'agreement',
    { agreementId: data.agreementId },
    {
      title: copy.title,
      blocks: [
        ...(banner === undefined ? [] : [section(`*${escape(banner)}*`)]),
        section(titleOf(data, side)),
        ...data.items.flatMap((item) => itemBlocks(item, data, side, reader)),
        ...footer(data, side),
      ],
    },
  )
}

/** The form of *Suggest a change*. `typed` is what the person had written in it before. */
export function suggestModal(action: Action, form: ItemForm, reader: Reader): ModalView {
  const { typed } = form
  return modal(
    'suggest_change',
    { actionId: action.id, version: action.version, from: form.from },
    {
      title: copy.suggestTitle,
      submit: copy.send,
      close: copy.cancel,
      blocks: [
        ...itemFormTop(action, form, reader),
        textField('text', copy.newText, {
          value: typed?.text ?? action.text,
          maxLength: sessionFields.actionText.maxLength,
          lines: 'many',
          keepTyping: true,
        }),
        dateField('due_on', copy.newDate, { value: typed?.dueOn ?? action.dueOn }),
        textField('note', copy.note(form.otherName), {
          value: typed?.note,
          hint: copy.noteHint,
          optional: true,
          maxLength: noteLength,
          lines: 'many',
          keepTyping: true,
        }),
        context(copy.afterSuggest(escape(form.otherName))),
      ],
    },
  )
}

/** The manager's form for another wording: an answer to a suggestion, or a change of their own. */
export function rewordModal(action: Action, form: ItemForm, reader: Reader): ModalView {
  const asked = action.state === 'change_suggested' ? action.suggestion : undefined
  const { typed } = form
  return modal(
    'reword_item',
    { actionId: action.id, version: action.version, from: form.from },
    {
      title: asked ? copy.answerTitle : copy.rewordTitle,
      submit: copy.send,
      close: copy.cancel,
      blocks: [
        ...itemFormTop(action, form, reader),
        ...(asked ? suggestionBlocks(action, 'manager', escape(form.otherName), reader) : []),
        textField('text', copy.newText, {
          value: typed?.text ?? asked?.text ?? action.text,
          maxLength: sessionFields.actionText.maxLength,
          lines: 'many',
          keepTyping: true,
        }),
        dateField('due_on', copy.newDate, { value: typed?.dueOn ?? asked?.dueOn ?? action.dueOn }),
        context(copy.afterReword(escape(form.otherName))),
      ],
    },
  )
}

export type ItemForm = {
  from: ShownFrom
  otherName: string
  typed?: { text?: string | undefined; dueOn?: string | undefined; note?: string | undefined } | undefined
  /** Whether what stands in it was typed earlier and kept. */
  draft: 'kept' | 'none'
  /** What changed while the person was writing. */
  banner?: string
}

/** Who owns an item and how it stands: "*Maya's promise*, due Tue 3 March: agreed". */
export function itemHeading(item: Action, names: { manager: string; employee: string }, side: Side, reader: Reader): string {
  const owner =
    item.owner === side
      ? item.kind === 'promise'
        ? copy.yourPromise
        : copy.yourStep
      : item.kind === 'promise'
        ? copy.promiseOf(names[item.owner])
        : copy.stepOf(names[item.owner])
  return `*${owner}*, ${dueWords(item, reader)}: ${copy.state[side][item.state]}`
}

/** The answers that a side can give to an item as it stands. */
export function answerButtons(item: Action, side: Side): KnownBlock[] {
  const value = { actionId: item.id, version: item.version } satisfies ActionInput<'confirm_item'>
  const one = (name: AnswerAction, label: string) => button(name, label, value, { spoken: spoken(label, item) })
  const dropped = button('action_drop', copy.drop, { actionId: item.id }, { spoken: spoken(copy.drop, item) })
  if (side === 'employee') {
    switch (item.state) {
      case 'proposed':
        return [actions(one('confirm_item', copy.confirm), one('suggest_change', copy.suggest), one('not_agreed', copy.notAgreed))]
      case 'not_agreed':
        return [actions(one('confirm_item', copy.confirm), one('suggest_change', copy.suggest))]
      case 'change_suggested':
        return [
          actions(
            one('confirm_item', copy.confirmAsItStands),
            one('suggest_change', copy.suggest),
            ...(item.signed === 'yes' ? [] : [one('not_agreed', copy.notAgreed)]),
          ),
        ]
      default:
        return []
    }
  }
  if (item.state === 'not_agreed') return [actions(one('reword_item', copy.reword), dropped)]
  if (item.state !== 'change_suggested' || item.suggestion === undefined) return []
  const acceptable = changesWording({ wording: { text: item.text }, dueOn: item.dueOn }, item.suggestion)
  return [
    actions(
      ...(acceptable ? [one('accept_suggestion', copy.accept)] : []),
      one('reword_item', copy.answer),
      one('keep_wording', copy.keep),
    ),
  ]
}

type AnswerAction = 'confirm_item' | 'suggest_change' | 'not_agreed' | 'accept_suggestion' | 'reword_item' | 'keep_wording'

/** *Suggest a change* and *Change the wording*, for what is agreed already. */
export function changeButton(item: Action, side: Side) {
  const value = { actionId: item.id, version: item.version }
  return side === 'employee'
    ? button('suggest_change', copy.suggest, value, { spoken: spoken(copy.suggest, item) })
    : button('reword_item', copy.reword, value, { spoken: spoken(copy.reword, item) })
}

function drawAgreement(data: AgreementShown, side: Side, reader: Reader): Message {
  const otherName = escape(side === 'employee' ? data.managerName : data.employeeName)
  const words = copy[side]
  if (data.stands === 'superseded') return { text: words.superseded(otherName), blocks: [section(words.superseded(otherName))] }
  const waiting = data.items.filter(({ state }) => state === (side === 'employee' ? 'proposed' : 'change_suggested')).length
  if (data.ended === 'closed_to_manager') {
    const sentence = `${words.first(otherName)} ${copy.manager.closed(otherName)}`
    return { text: sentence, blocks: [section(sentence)] }
  }
  if (reader.thin) {
    const agreed = data.items.filter(({ state }) => state === 'agreed' || state === 'done').length
    const count =
      data.state === 'void'
        ? words.void(otherName)
        : side === 'employee'
          ? copy.employee.thin(waiting)
          : copy.manager.thin(agreed, data.items.length)
    return {
      text: `${words.first(otherName)} ${count}`,
      blocks: [
        section(`${words.first(otherName)} ${count}`),
        actions(button('open_agreement', waiting > 0 ? copy.open : copy.read, { agreementId: data.agreementId })),
      ],
    }
  }
  const names = { manager: escape(data.managerName), employee: escape(data.employeeName) }
  return {
    text: withinLimit([
      words.first(otherName),
      titleOf(data, side).replaceAll('*', ''),
      ...data.items.map((item) => `${itemHeading(item, names, side, reader).replaceAll('*', '')}. ${escape(allWords(item))}`),
    ]),
    blocks: [section(titleOf(data, side)), ...data.items.flatMap((item) => itemBlocks(item, data, side, reader)), ...footer(data, side)],
  }
}

/** Everything written about an item, for those who hear a message instead of seeing it. */
function allWords({ text, cue, response, state, suggestion }: Action): string {
  const suggested = state === 'change_suggested' ? [suggestion?.text === text ? undefined : suggestion?.text, suggestion?.note] : []
  return [text, cue, response, ...suggested].filter((part) => part !== undefined).join(' / ')
}

function titleOf(data: AgreementShown, side: Side): string {
  const other = escape(side === 'employee' ? data.managerName : data.employeeName)
  if (data.state === 'void') return copy[side].void(other)
  const states = data.items.map(({ state }) => state)
  if (side === 'employee') {
    if (!states.includes('proposed')) return copy.employee.nothingWaits
    return data.items.some(({ state, suggestion }) => state === 'proposed' && suggestion !== undefined)
      ? copy.employee.answered(other)
      : copy.employee.waits(other)
  }
  if (states.includes('change_suggested')) return copy.manager.returned(other)
  return states.includes('proposed') ? copy.manager.waits(other) : copy.manager.nothingWaits(other)
}

function itemBlocks(item: Action, data: AgreementShown, side: Side, reader: Reader): KnownBlock[] {
  const names = { manager: escape(data.managerName), employee: escape(data.employeeName) }
  return [
    section(itemHeading(item, names, side, reader)),
    wording(item),
    ...suggestionBlocks(item, side, names[side === 'manager' ? 'employee' : 'manager'], reader),
    ...(data.ended === 'yes' ? [] : answerButtons(item, side)),
  ]
}

/** The employee's suggestion, open or just answered. */
function suggestionBlocks(item: Action, side: Side, otherName: string, reader: Reader): KnownBlock[] {
  const { suggestion } = item
  if (suggestion === undefined || (item.state !== 'change_suggested' && item.state !== 'proposed')) return []
  if (item.state === 'proposed' && !changesWording({ wording: { text: item.text }, dueOn: item.dueOn }, suggestion) && item.version > 1) {
    return side === 'employee' ? [context(copy.used(otherName))] : []
  }
  const who = side === 'employee' ? copy.suggested.employee : copy.suggested.manager(otherName)
  const date = suggestion.dueOn === item.dueOn ? '' : `, ${copy.byDate(sayLocalDate(suggestion.dueOn, reader))}`
  return [
    section(`${who}${date}:`),
    ...(suggestion.text === item.text ? [] : [quote(suggestion.text)]),
    ...(suggestion.note === undefined ? [] : [quote(suggestion.note)]),
    ...(item.state === 'proposed' && side === 'employee' ? [context(copy.kept(otherName))] : []),
  ]
}

function itemFormTop(action: Action, form: ItemForm, _reader: Reader): KnownBlock[] {
  return [
    ...(form.banner === undefined ? [] : [section(`*${escape(form.banner)}*`)]),
    section(copy.itSays),
    wording(action),
    ...(form.draft === 'kept' ? [keptWords()] : []),
  ]
}

function footer(data: AgreementShown, side: Side): KnownBlock[] {
  const waiting = data.items.filter(({ state }) => state === 'proposed').length
  const all =
    side === 'employee' && data.ended === 'no' && waiting > 1
      ? [actions(button('confirm_all', copy.confirmAll, { agreementId: data.agreementId, version: data.version }))]
      : []
  const names = side === 'employee' ? { manager: escape(data.managerName) } : { employee: escape(data.employeeName) }
  return [...all, context(visibilityLine('plan', { role: side, names }).short)]
}
