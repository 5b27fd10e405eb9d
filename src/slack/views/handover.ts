import { visibilityLine } from '../../coaching/access.ts'
import type { HandoverAsked, HandoverChoice, HandoverNote } from '../../coaching/handover.ts'
import { sayDate } from '../../coaching/local-time.ts'
import type { PairId } from '../../coaching/ids.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Message, ModalView } from './kit.ts'
import { actions, button, context, escape, modal, personField, section } from './kit.ts'

const copy = {
  first: (former: string) => `Cuecard, about your plan with ${former}.`,
  now: (newName: string, former: string) =>
    `*${newName} is your manager from now on.* Your plan with ${former} is frozen, and ${former} can no longer read it. You can.`,
  ask: (newName: string) => `What of it shall go over to your plan with ${newName}?`,
  what: {
    all: '*All of it:* what is expected, where things stand, goals, your agreed steps, help that was still open.',
    agreed:
      '*Agreed parts:* what you agreed to: expectations with your tick, your confirmed steps, and the longer term where you wrote it.',
    fresh: '*Start fresh:* nothing goes over.',
  },
  never: (former: string) => `What ${former} promised, comments and sessions never go over.`,
  byItself: (date: string) => `Without an answer, the agreed parts go over on ${date}.`,
  buttons: { all: 'All of it', agreed: 'Agreed parts', fresh: 'Start fresh' } satisfies Record<HandoverChoice, string>,
  confirm: {
    all: (newName: string) => `${newName} can then read all of it.`,
    agreed: (newName: string) => `${newName} can then read these parts.`,
    fresh: (newName: string) => `The plan with ${newName} begins empty. You can still read the old one.`,
  },
  yes: 'Yes',
  no: 'Not yet',
  chosen: {
    all: (newName: string) => `*You chose: all of it.* ${newName} can read what went over.`,
    agreed: (newName: string) => `*You chose: the agreed parts.* ${newName} can read what went over.`,
    fresh: (newName: string) => `*You chose to start fresh with ${newName}.* Nothing goes over.`,
  },
  chosenWaiting: (newName: string) => `*It is chosen.* It goes over when your 1:1 with ${newName} begins in Cuecard.`,
  defaulted: (newName: string) => `*The agreed parts go over to your plan with ${newName},* because ten working days have passed.`,
  read: 'Read the old plan',
  former: (employee: string) =>
    `Cuecard, about your 1:1 with ${employee}. ${employee} has another manager from today, so these 1:1s have ended here, and their plan is no longer open to you. Nothing more is sent about it. Your promises to ${employee} are between the two of you.`,
  newFresh: (employee: string) => `Cuecard, about your plan with ${employee}. ${employee} would like to start fresh, so it begins empty.`,
  newParts: (employee: string) =>
    `Cuecard, about your plan with ${employee}. ${employee} brought over parts of an earlier plan. Steps in it are agreed by ${employee}; please look whether they still fit.`,
  open: 'Open the plan',
  changeTitle: 'A new manager',
  changeWhat:
    'The 1:1s of this employee with every other manager end in Cuecard. The plan is closed to the former manager at once, and the employee chooses what goes over. Both are told.',
  employee: 'Who has a new manager?',
  manager: 'Who is it?',
  submit: 'Say so',
}

/** Asks the employee what of the plan goes over, and says afterwards what became of it. */
export function drawHandoverAsked(data: HandoverAsked, reader: Reader): Message {
  const [former, newName] = [escape(data.formerName), escape(data.newName)]
  const read = button('open_plan', copy.read, { pairId: data.pairId as PairId })
  const visible = context(visibilityLine('plan', { role: 'employee', names: { manager: newName } }).short)
  if (data.choice !== undefined) {
    const sentence = outcome({ ...data, choice: data.choice }, newName)
    return { text: `${copy.first(former)} ${plainly(sentence)}`, blocks: [section(sentence), actions(read), visible] }
  }
  const { handoverId } = data
  const choose = (choice: HandoverChoice) =>
    button(
      'handover_choose',
      copy.buttons[choice],
      { handoverId, choice },
      {
        key: choice,
        confirm: { title: copy.buttons[choice], text: copy.confirm[choice](data.newName).slice(0, 300), yes: copy.yes, no: copy.no },
      },
    )
  const lines = [copy.now(newName, former), copy.ask(newName), copy.what.all, copy.what.agreed, copy.what.fresh, copy.never(former)]
  const byItself = copy.byItself(sayDate(data.defaultAt, reader.zone, reader.locale))
  return {
    text: [copy.first(former), ...lines, byItself].map(plainly).join(' '),
    blocks: [
      section(lines.slice(0, 2).join('\n')),
      section(lines.slice(2).join('\n')),
      context(byItself),
      actions(choose('all'), choose('agreed'), choose('fresh'), read),
      visible,
    ],
  }
}

function outcome({ choice, chosenBy, state }: HandoverAsked & { choice: HandoverChoice }, newName: string): string {
  if (chosenBy === 'nobody') return copy.defaulted(newName)
  return state === 'done' || choice === 'fresh' ? copy.chosen[choice](newName) : copy.chosenWaiting(newName)
}

/** Tells the former manager that their access ended, or the new one what came over. */
export function drawHandoverNote(data: HandoverNote, _reader: Reader): Message {
  const employee = escape(data.employeeName)
  if (data.to === 'former') return { text: copy.former(employee), blocks: [section(copy.former(employee))] }
  const sentence = data.choice === 'fresh' ? copy.newFresh(employee) : copy.newParts(employee)
  return {
    text: sentence,
    blocks: [
      section(sentence),
      actions(button('open_plan', copy.open, { pairId: data.pairId as PairId })),
      context(visibilityLine('plan', { role: 'manager', names: { employee } }).short),
    ],
  }
}

/** The coordinator's form for a change that no roster brought. */
export function managerChangedModal(): ModalView {
  return modal(
    'manager_changed',
    {},
    {
      title: copy.changeTitle,
      submit: copy.submit,
      blocks: [
        section(copy.changeWhat),
        personField('employee', copy.employee),
        personField('manager', copy.manager),
        context(visibilityLine('setup', { role: 'coordinator' }).short),
      ],
    },
  )
}

function plainly(sentence: string): string {
  return sentence.replaceAll('*', '')
}
