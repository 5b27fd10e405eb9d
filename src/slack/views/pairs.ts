import type { PairProposal, PairStarted } from '../../coaching/pair-messages.ts'
import { sayDateTime } from '../../coaching/local-time.ts'
import { visibilityLine } from '../../coaching/access.ts'
import type { Context } from '../../coaching/question-bank.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Lead } from '../../coaching/trigger-time.ts'
import { leads } from '../../coaching/trigger-time.ts'
import type { Choice, Message, ModalView } from './kit.ts'
import { actions, button, context, dateField, escape, modal, personField, section, selectField, timeField } from './kit.ts'

const copy = {
  ask: (manager: string) => `${manager} would like to keep a coaching plan with you in Cuecard.`,
  askMore: (cadence: string, minutes: number) =>
    `It goes with your 1:1, ${cadence}, ${minutes} minutes. After each talk you see what was agreed and confirm it, or not, with a button. Nothing counts as agreed without you.`,
  emptyPlan: '*The plan is one page, and empty so far:* what is expected, where things stand, goals, agreed steps, what your manager promised, help you asked for.',
  start: 'Yes, start',
  notRight: 'This is not right',
  started: (manager: string) => `You said yes. Your plan with ${manager} has started.`,
  declined: (manager: string) => `You said that this is not right. Nothing was started, and ${manager} was told.`,
  withdrawn: (manager: string) => `${manager} took this back. Nothing was started.`,
  yes: (employee: string) => `${employee} said yes.`,
  firstTrigger: (trigger: string, meeting: string) => `I will write to you on ${trigger}, ahead of your 1:1 on ${meeting}.`,
  no: (employee: string) => `${employee} answered that this 1:1 is not right, so nothing was started. Please talk to them, or ask your coordinator.`,
}

export function drawPairProposal(data: PairProposal, _reader: Reader): Message {
  const manager = escape(data.managerName)
  if (data.state !== 'waiting') {
    const sentence = copy[data.state](manager)
    return { text: sentence, blocks: [section(sentence)] }
  }
  const intro = copy.ask(manager)
  const more = copy.askMore(data.cadence, data.lengthMinutes)
  return {
    text: `${intro} ${more}`,
    blocks: [
      section(`*${intro}*\n${more}`),
      section(copy.emptyPlan),
      actions(button('pair_start', copy.start, { pairId: data.pairId }, { style: 'primary' }), button('pair_not_right', copy.notRight, { pairId: data.pairId })),
      context(visibilityLine('plan', { role: 'employee', names: { manager } }).full),
    ],
  }
}

export function drawPairStarted(data: PairStarted, reader: Reader): Message {
  const employee = escape(data.employeeName)
  if (data.outcome === 'declined') return { text: copy.no(employee), blocks: [section(copy.no(employee))] }
  const when =
    data.firstTriggerAt && data.firstMeetingAt ? ` ${copy.firstTrigger(sayDateTime(data.firstTriggerAt, reader.zone, reader.locale), sayDateTime(data.firstMeetingAt, reader.zone, reader.locale))}` : ''
  return { text: `${copy.yes(employee)}${when}`, blocks: [section(`*${copy.yes(employee)}*${when}`)] }
}

export const contextChoices: readonly (Choice & { value: Context })[] = [
  { value: 'general', label: 'General' },
  { value: 'sales', label: 'Sales' },
  { value: 'support', label: 'Support' },
  { value: 'operations', label: 'Operations' },
  { value: 'project', label: 'Project' },
]
export const rhythmChoices: readonly Choice[] = [
  { value: 'weekly', label: 'Every week' },
  { value: 'fortnightly', label: 'Every second week' },
  { value: 'monthly', label: 'Monthly, on the same weekday' },
]
export const lengthChoices: readonly Choice[] = [15, 25, 30, 45, 50, 60, 90].map((minutes) => ({ value: String(minutes), label: `${minutes} minutes` }))
export const leadChoices: readonly Choice[] = Object.entries(leads).map(([value, label]) => ({ value, label: label.charAt(0).toUpperCase() + label.slice(1) }))

export type PairForm = { employeeSlackId?: string | undefined; firstOn: string; time: string; lengthMinutes: number; rhythm: string; context: Context; lead: Lead }

/** The form of *Add a 1:1*. Weekday and start come from one date, as in a calendar. */
export function addPairModal(form: PairForm): ModalView {
  return modal('add_pair', {}, {
    title: 'Add a 1:1',
    submit: 'Add',
    close: 'Cancel',
    blocks: [
      personField('employee', 'Who do you meet?', { value: form.employeeSlackId, placeholder: 'Pick a person' }),
      dateField('first_on', 'Next 1:1 on', { value: form.firstOn, hint: 'The weekday repeats from here.' }),
      timeField('time', 'Time', { value: form.time }),
      selectField('rhythm', 'Rhythm', rhythmChoices, { value: form.rhythm }),
      selectField('length', 'Length', lengthChoices, { value: String(form.lengthMinutes) }),
      selectField('context', 'Kind of work', contextChoices, { value: form.context, hint: 'It helps to pick fitting questions.' }),
      selectField('lead', 'Write to me', leadChoices, { value: form.lead }),
    ],
  })
}

/** What follows *Add*: the first trigger in words, in the manager's zone. */
export function pairAddedModal(data: { employeeName: string; firstTriggerAt: Temporal.Instant; firstMeetingAt: Temporal.Instant }, reader: Reader): ModalView {
  const employee = escape(data.employeeName)
  return modal('notice', {}, {
    title: 'Add a 1:1',
    close: 'Done',
    blocks: [
      section(`*I have asked ${employee} whether this is right.* Once they press “Yes, start”, your plan begins.`),
      section(`Your first message comes on *${sayDateTime(data.firstTriggerAt, reader.zone, reader.locale)}*, ahead of the 1:1 on *${sayDateTime(data.firstMeetingAt, reader.zone, reader.locale)}*.`),
      context('Times are in your own time zone.'),
    ],
  })
}
