import type { ActionLine, ActionNews, ActionReminder } from '../../coaching/agreement-messages.ts'
import { visibilityLine } from '../../coaching/access.ts'
import { localDate, sayDate } from '../../coaching/local-time.ts'
import type { Action } from '../../coaching/plan.ts'
import { isOverdue } from '../../coaching/plan.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { ShownFrom } from '../ids.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, dateField, escape, modal, quote, section, shorten, textField } from './kit.ts'

const copy = {
  dueTitle: (count: number) => (count === 1 ? 'One step of yours is due.' : `${count} steps of yours are due.`),
  dueThin: (other: string, count: number) =>
    count === 1 ? `One step from your 1:1 with ${other} is due.` : `${count} steps from your 1:1 with ${other} are due.`,
  dueLine: (kind: Action['kind'], other: string, due: string) =>
    `*${kind === 'promise' ? 'Your promise to' : 'Your step, with'} ${other}*, ${due}`,
  reminderText: 'Cuecard, about your steps.',
  newsTitle: 'News about agreed steps',
  newsText: 'Cuecard, about agreed steps.',
  newsThin: (other: string, count: number) =>
    count === 1 ? `There is news about one step of ${other}.` : `There is news about ${count} steps of ${other}.`,
  finished: (other: string) => `*${other} finished this.*`,
  movedTo: (other: string, to: string, from: string) => `*${other} moved this to ${to}.* It was agreed for ${from}.`,
  moved: (other: string, to: string) => `*${other} moved this to ${to}.*`,
  droppedBy: (other: string) => `*${other} dropped this.* The reason:`,
  reopened: (other: string) => `*${other}* and you are talking about this one again.`,
  more: (count: number) => (count === 1 ? 'One more is on the plan.' : `${count} more are on the plan.`),
  done: 'Done',
  notYet: 'Not yet',
  drop: 'Drop',
  seen: 'Seen',
  openPlan: 'Open the plan',
  youSaw: 'You saw it.',
  isDone: 'Done.',
  isDoneSeen: (other: string) => `Done. ${other} saw it.`,
  isMoved: (to: string) => `Moved to ${to}.`,
  isDropped: 'Dropped.',
  isOpenAgain: 'The wording is open again: see the plan.',
  notYetTitle: 'Not yet',
  notYetField: 'When will it be done?',
  notYetHint: (other: string) => `${other} sees the new date.`,
  dropTitle: 'Drop this',
  dropField: 'Why it is not needed any more',
  dropHint: (other: string) => `A few words. ${other} sees them.`,
  kept: 'This is what you had typed before. Only you can see it.',
  discard: 'Discard',
  save: 'Save',
  cancel: 'Cancel',
}

/** How many actions a message shows before it points to the plan. */
const linesShown = 6

export function drawActionReminder({ lines }: ActionReminder, reader: Reader): Message {
  const title = copy.dueTitle(lines.length)
  if (reader.thin) return thinMessage(copy.reminderText, lines, copy.dueThin)
  const shown = lines.slice(0, linesShown)
  return {
    text: withinLimit([
      copy.reminderText,
      ...lines.map(
        ({ action, otherName }) =>
          `${copy.dueLine(action.kind, escape(otherName), dueWords(action, reader)).replaceAll('*', '')}: ${escape(action.text)}`,
      ),
    ]),
    blocks: [
      section(`*${title}*`),
      ...shown.flatMap(({ action, otherName }): KnownBlock[] => {
        const other = escape(otherName)
        const outcome = outcomeWords(action, other, reader)
        return [
          section(outcome ?? copy.dueLine(action.kind, other, dueWords(action, reader))),
          wording(action),
          ...(outcome === undefined ? [actions(...ownerButtonsOf(action))] : []),
        ]
      }),
      ...(lines.length > shown.length ? [context(copy.more(lines.length - shown.length))] : []),
      context(whoReads(lines, 'owner')),
    ],
  }
}

export function drawActionNews({ lines }: ActionNews, reader: Reader): Message {
  if (reader.thin) return thinMessage(copy.newsText, lines, copy.newsThin)
  const shown = lines.slice(-linesShown)
  return {
    text: withinLimit([
      copy.newsText,
      ...lines.map(
        (line) =>
          `${newsWords(line, reader).replaceAll('*', '')} ${escape([line.action.reason, line.action.text].filter((part) => part !== undefined).join(' / '))}`,
      ),
    ]),
    blocks: [
      section(`*${copy.newsTitle}*`),
      ...shown.flatMap((line): KnownBlock[] => {
        const { action } = line
        const seen =
          action.state === 'done' && action.acknowledgedAt === undefined
            ? [actions(button('action_seen', copy.seen, { actionId: action.id }, { spoken: spoken(copy.seen, action) }))]
            : []
        const saw = action.acknowledgedAt === undefined ? '' : ` ${copy.youSaw}`
        return [
          section(`${newsWords(line, reader)}${saw}`),
          wording(action),
          ...(action.state === 'dropped' && action.reason !== undefined ? [quote(action.reason)] : []),
          ...seen,
        ]
      }),
      ...(lines.length > shown.length ? [context(copy.more(lines.length - shown.length))] : []),
      context(whoReads(lines, 'other')),
    ],
  }
}

/** The form of *Not yet*. */
export function notYetModal(action: Action, form: { from: ShownFrom; otherName: string; dueOn?: string | undefined }): ModalView {
  return modal(
    'action_not_yet',
    { actionId: action.id, from: form.from },
    {
      title: copy.notYetTitle,
      submit: copy.save,
      close: copy.cancel,
      blocks: [wording(action), dateField('due_on', copy.notYetField, { value: form.dueOn, hint: copy.notYetHint(form.otherName) })],
    },
  )
}

/** The form of *Drop*. */
export function dropModal(
  action: Action,
  form: { from: ShownFrom; otherName: string; reason?: string | undefined; draft: 'kept' | 'none' },
): ModalView {
  return modal(
    'action_drop',
    { actionId: action.id, from: form.from },
    {
      title: copy.dropTitle,
      submit: copy.drop,
      close: copy.cancel,
      blocks: [
        wording(action),
        ...(form.draft === 'kept' ? [keptWords()] : []),
        textField('reason', copy.dropField, {
          value: form.reason,
          hint: copy.dropHint(form.otherName),
          maxLength: reasonLength,
          lines: 'many',
          keepTyping: true,
        }),
      ],
    },
  )
}

/** Says that what was typed before is in the form, with a way to be rid of it. */
export function keptWords(): KnownBlock {
  return section(copy.kept, button('discard_words', copy.discard, {}))
}

/** How long a reason for dropping something may be. */
export const reasonLength = 300

/** What its owner can do with an action: a date is moved only once it was agreed. */
export function ownerButtonsOf(action: Action) {
  const { id: actionId } = action
  const isSigned = action.signed === 'yes'
  if (!isSigned && action.kind !== 'promise') return []
  return [
    button('action_done', copy.done, { actionId }, { spoken: spoken(copy.done, action) }),
    ...(isSigned ? [button('action_not_yet', copy.notYet, { actionId }, { spoken: spoken(copy.notYet, action) })] : []),
    button('action_drop', copy.drop, { actionId }, { spoken: spoken(copy.drop, action) }),
  ]
}

/** The words of an action as they were written, with its when-then. */
export function wording(action: Pick<Action, 'text' | 'cue' | 'response'>): KnownBlock {
  const { text, cue, response } = action
  return quote(
    cue === undefined || response === undefined ? text : `${text}\n${startingWith('When', cue)}: ${startingWith('I will', response)}`,
  )
}

/** "due today", "due Tue 3 March", "was due Tue 3 March", with the agreed date where it was moved. */
export function dueWords(action: Action, reader: Reader): string {
  const today = localDate(reader.now, reader.zone)
  const due = action.dueOn === today.toString() ? 'today' : sayLocalDate(action.dueOn, reader)
  const moved = action.movedFromOn === undefined ? '' : `, moved from ${sayLocalDate(action.movedFromOn, reader)}`
  return `${isOverdue(action, today.toString()) ? 'was due' : 'due'} ${due}${moved}`
}

export function sayLocalDate(isoDate: string, reader: Reader): string {
  return sayDate(Temporal.PlainDate.from(isoDate), reader.zone, reader.locale)
}

/** What a button says aloud, so that several with one label are told apart: Slack takes 75 characters. */
export function spoken(label: string, action: Pick<Action, 'text'>): string {
  return `${label}: ${action.text.replaceAll(/\s+/g, ' ')}`.slice(0, 75).replace(/[\uD800-\uDBFF]$/, '')
}

/** Pieces of a message's `text` as one, short enough for Slack to take it in an edit as well (4,000 characters). */
export function withinLimit(pieces: string[]): string {
  const whole = pieces.join('\n')
  return whole.length <= 3_900 ? whole : shorten(whole, 1_900)
}

/** Who can read the plan, from where this reader stands in the pairs shown. */
function whoReads(lines: ActionLine[], standsAs: 'owner' | 'other'): string {
  const [first] = lines
  const owner = first?.action.owner ?? 'employee'
  const other = owner === 'manager' ? 'employee' : 'manager'
  const [role, counterpart] = standsAs === 'owner' ? ([owner, other] as const) : ([other, owner] as const)
  const names = new Set(lines.map(({ otherName }) => otherName))
  return visibilityLine('plan', { role, ...(first && names.size === 1 ? { names: { [counterpart]: escape(first.otherName) } } : {}) }).short
}

function newsWords({ action, otherName }: ActionLine, reader: Reader): string {
  const other = escape(otherName)
  switch (action.state) {
    case 'done':
      return copy.finished(other)
    case 'dropped':
      return copy.droppedBy(other)
    case 'agreed':
      return action.movedFromOn === undefined
        ? copy.moved(other, sayLocalDate(action.dueOn, reader))
        : copy.movedTo(other, sayLocalDate(action.dueOn, reader), sayLocalDate(action.movedFromOn, reader))
    default:
      return copy.reopened(other)
  }
}

/** What became of something a reminder asked about; undefined while it is still due. */
function outcomeWords(action: Action, other: string, reader: Reader): string | undefined {
  switch (action.state) {
    case 'done':
      return `*${action.acknowledgedAt === undefined ? copy.isDone : copy.isDoneSeen(other)}*`
    case 'dropped':
      return `*${copy.isDropped}*`
    case 'agreed':
      return action.dueOn > localDate(reader.now, reader.zone).toString()
        ? `*${copy.isMoved(sayLocalDate(action.dueOn, reader))}*`
        : undefined
    default:
      return `*${copy.isOpenAgain}*`
  }
}

/** Names and counts, and the plan behind a button. */
function thinMessage(first: string, lines: ActionLine[], sentence: (other: string, count: number) => string): Message {
  const groups = [...Map.groupBy(lines, ({ pairId }) => pairId)]
  const sentences = groups.map(([, group]) => sentence(escape(group[0]?.otherName ?? ''), group.length))
  return {
    text: [first, ...sentences].join(' '),
    blocks: groups
      .slice(0, linesShown)
      .flatMap(([pairId], index): KnownBlock[] => [
        section(sentences[index] ?? ''),
        actions(button('open_plan', copy.openPlan, { pairId })),
      ]),
  }
}

/** `Monday's report lands` as `When Monday's report lands`; words that begin like that already stay. */
function startingWith(beginning: string, written: string): string {
  return written.toLowerCase().startsWith(beginning.toLowerCase()) ? written : `${beginning} ${written}`
}
