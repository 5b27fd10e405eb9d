import { visibilityLine } from '../../coaching/access.ts'
import { sayDate } from '../../coaching/local-time.ts'
import { agreement, monthQuestions, pulseItems } from '../../coaching/pilot/pulse-items.ts'
import type { PulseShown } from '../../coaching/pilot/pulse-messages.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Choice, Message } from './kit.ts'
import { actions, button, context, escape, radioField, section } from './kit.ts'

const copy = {
  preview: 'Cuecard: five short statements, about 40 seconds.',
  reminderPreview: 'Cuecard: a reminder of five short statements, about 40 seconds.',
  stem: 'Thinking about the last two weeks, how far do you agree?',
  about: (manager: string | undefined) => (manager === undefined ? '“My manager” is whom you report to.' : `“My manager” is ${manager}.`),
  until: (day: string) => `Open until the end of ${day}. Leave out what you like.`,
  promise:
    'Your answers are kept without your name and without a time, and are only ever shown together with those of at least four others. Who has answered is kept apart, for one reminder. Once sent, an answer cannot be changed, because nobody can tell which one is yours.',
  notApplicable: 'Does not apply',
  unsaid: 'Rather not say',
  yes: 'Yes',
  no: 'No',
  send: 'Send my answers',
  thanks: 'Thank you. Your answers are in, without your name.',
  closed: 'This round of questions is closed. Thank you all the same. There is nothing that you need to do.',
  why: 'You get this because your company compares two ways of holding 1:1s. People in both groups are asked the same, on the same day.',
}

/** The pulse: everything in one message, sent by one button. Nothing that is chosen leaves Slack before that. */
export function drawPulse(data: PulseShown, reader: Reader): Message {
  return draw(data, reader, copy.preview)
}

export function drawPulseReminder(data: PulseShown, reader: Reader): Message {
  return draw(data, reader, copy.reminderPreview)
}

function draw(data: PulseShown, reader: Reader, preview: string): Message {
  if (data.phase !== 'open') {
    const sentence = data.phase === 'answered' ? copy.thanks : copy.closed
    return { text: `Cuecard: ${sentence}`, blocks: [section(sentence)] }
  }
  const until = copy.until(sayDate(data.lastDay, undefined, reader.locale))
  const about = copy.about(data.managerName === undefined ? undefined : escape(data.managerName))
  const questions = [
    ...pulseItems.map(({ statement }) => statement),
    ...(data.asksAboutMonth ? monthQuestions.map(({ question }) => question) : []),
  ]
  return {
    text: [preview, until, copy.stem, ...questions.map((question, index) => `${index + 1}. ${question}`), copy.promise].join(' '),
    blocks: [
      section(`*${copy.stem}*\n${about} ${until}`),
      ...pulseItems.map(({ id, statement }) => radioField(id, statement, itemChoices, { optional: true })),
      ...(data.asksAboutMonth ? monthQuestions.map(({ id, question }) => radioField(id, question, monthChoices, { optional: true })) : []),
      actions(button('pulse_send', copy.send, { waveId: data.waveId }, { style: 'primary' })),
      context(copy.promise),
      context(`${copy.why} ${visibilityLine('pulse_answer', { role: 'employee' }).short}`),
    ],
  }
}

const itemChoices: Choice[] = [
  ...agreement.map((label, index) => ({ value: String(index + 1), label })),
  { value: 'none', label: copy.notApplicable },
]
const monthChoices: Choice[] = [
  { value: 'yes', label: copy.yes },
  { value: 'no', label: copy.no },
  { value: 'unsaid', label: copy.unsaid },
]
