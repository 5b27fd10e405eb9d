import { visibilityLine } from '../../coaching/access.ts'
import { localDate, sayDate, sayDateTime, sayRelativeDay } from '../../coaching/local-time.ts'
import type { MentoringRhythmShown, MentoringSet, MentoringTrigger } from '../../coaching/mentoring.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { RhythmName } from '../../coaching/rhythm-names.ts'
import type { Choice, KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, dateField, escape, modal, overflow, section, selectField, timeField } from './kit.ts'

const copy = {
  set: (by: string, rhythm: string, minutes: number) =>
    `${by} set your mentoring meeting: ${rhythm}, ${minutes} minutes. I write to you both before each one.`,
  setOver: 'You had a mentoring meeting together. This mentorship has ended, so nothing more is sent.',
  change: 'Change',
  lead: (other: string, when: string, minutes: number) => `Mentoring meeting with ${other}, ${when}, ${minutes} minutes.`,
  moved: (from: string) => `Moved from ${from}.`,
  away: (other: string, until: string) => `${other} is away until ${until}.`,
  holiday: (other: string, holiday: string) => `That day is a holiday for ${other}: ${holiday}.`,
  nextTry: (words: string) => `*Last time you wanted to try:* ${words}`,
  nextTryOf: (manager: string, words: string) => `*Last time ${manager} wanted to try:* ${words}`,
  thinTry: 'There is one thing from last time. It stands in your last debrief.',
  open: (count: number) => (count === 1 ? 'One debrief of the two of you is open.' : `${count} debriefs of the two of you are open.`),
  question: (words: string) => `*To begin with:* ${words}`,
  over: (other: string, when: string) => `Mentoring meeting with ${other}, ${when}: did you meet?`,
  met: 'We met',
  shorter: 'We met, but shorter',
  notMet: 'We did not meet',
  held: (other: string, when: string, minutes: number) => `Mentoring meeting with ${other}, ${when}: you met, ${minutes} minutes.`,
  notHeld: (other: string, when: string) => `Mentoring meeting with ${other}, ${when}: you did not meet.`,
  skipped: (other: string, when: string) => `Mentoring meeting with ${other}, ${when}: not this time.`,
  excused: 'One of you was off, so it is not counted.',
  calledOff: (other: string, when: string) => `Mentoring meeting with ${other}, ${when}: this one is off.`,
  ask: 'Ask my mentor',
  move: 'We moved it',
  skip: 'Not this time',
  why: 'Why did I get this?',
  rhythmTitle: 'Mentoring meeting',
  rhythmIntro: (other: string) =>
    `When do you and ${other} meet? I write to you both before each meeting, and ask afterwards whether it took place.`,
  first: 'First meeting on',
  firstHint: 'The weekday repeats from here.',
  time: 'Time',
  timeHint: (zone: string) => `In your zone, ${zone.replaceAll('_', ' ')}.`,
  rhythm: 'Rhythm',
  length: 'Length',
  saved: (other: string, when: string) => `Saved. Your first meeting with ${other} is on *${when}*. ${other} is told.`,
  moveTitle: 'Move the meeting',
  newDate: 'New date',
  newTime: 'New time',
  movedTo: (other: string, when: string) => `Moved. You and ${other} meet on *${when}*. What I sent about it is changed for you both.`,
  shorterTitle: 'Mentoring meeting',
  shorterIntro: (other: string, when: string) => `Your meeting with ${other}, ${when}.`,
  minutes: 'How long did you meet?',
  none: 'You have not set a meeting with each other yet. Once a month is a good beginning.',
  setIt: 'Set a monthly meeting',
  meets: (rhythm: string) => `*You meet* ${rhythm}.`,
  next: (when: string) => `Next: ${when}.`,
  kept: (kept: number, scheduled: number) => `Time kept so far: ${kept} of ${scheduled} ${scheduled === 1 ? 'meeting' : 'meetings'}.`,
}

export function drawMentoringSet(data: MentoringSet, _reader: Reader): Message {
  if (data.state === 'over') return { text: copy.setOver, blocks: [section(copy.setOver)] }
  const sentence = copy.set(escape(data.byName), escape(data.rhythm), data.lengthMinutes)
  return {
    text: sentence,
    blocks: [section(sentence), actions(button('mentoring_rhythm', copy.change, { mentorshipId: data.mentorshipId }))],
  }
}

/** Before a mentoring meeting, to each of the two; afterwards the same message asks whether it took place. */
export function drawMentoringTrigger(data: MentoringTrigger, reader: Reader): Message {
  const other = escape(data.otherName)
  const when = sayDateTime(data.startsAt, reader.zone, reader.locale)
  const { meetingId, phase } = data
  switch (phase.is) {
    case 'ahead':
      return drawAhead(data, reader)
    case 'over': {
      const sentence = copy.over(other, when)
      return {
        text: sentence,
        blocks: [
          section(sentence),
          actions(
            button('mentoring_held', copy.met, { meetingId }, { style: 'primary' }),
            button('mentoring_shorter', copy.shorter, { meetingId }),
            button('mentoring_not_held', copy.notMet, { meetingId }),
            overflow(
              { act: 'mentoring_moved', label: copy.move, value: { meetingId } },
              { act: 'mentoring_why', label: copy.why, value: { meetingId } },
            ),
          ),
        ],
      }
    }
    case 'held':
      return plain(copy.held(other, when, phase.minutes))
    case 'not_held':
      return plain(`${copy.notHeld(other, when)}${phase.excused ? ` ${copy.excused}` : ''}`)
    case 'skipped':
      return plain(`${copy.skipped(other, when)}${phase.excused ? ` ${copy.excused}` : ''}`)
    case 'called_off':
      return plain(copy.calledOff(other, when))
    default:
      return phase satisfies never
  }
}

function plain(sentence: string): Message {
  return { text: sentence, blocks: [section(sentence)] }
}

function drawAhead(data: MentoringTrigger, reader: Reader): Message {
  const { meetingId } = data
  const lead = copy.lead(escape(data.otherName), whenOf(data.startsAt, reader), data.lengthMinutes)
  const lines = [
    ...(data.movedFromAt ? [copy.moved(sayDateTime(data.movedFromAt, reader.zone, reader.locale))] : []),
    ...missingLine(data, reader),
    ...tryLine(data, reader),
    ...(data.openDebriefs > 0 ? [copy.open(data.openDebriefs)] : []),
    copy.question(data.question),
  ]
  const more = overflow(
    { act: 'mentoring_moved', label: copy.move, value: { meetingId } },
    { act: 'mentoring_skip', label: copy.skip, value: { meetingId } },
    { act: 'mentoring_why', label: copy.why, value: { meetingId } },
  )
  return {
    text: `Cuecard: ${lead} ${lines.join(' ')}`,
    blocks: [
      section(`*${lead}*\n${lines.join('\n')}`),
      actions(...(data.side === 'manager' ? [button('debrief_ask', copy.ask, {}), more] : [more])),
      context(
        visibilityLine('debrief', { role: data.side, names: { [data.side === 'manager' ? 'mentor' : 'manager']: escape(data.otherName) } })
          .short,
      ),
    ],
  }
}

/** "today 14:00", otherwise with its date: a message stays in view for longer than "tomorrow" is true. */
function whenOf(at: Temporal.Instant, { now, zone, locale }: Reader): string {
  return localDate(at, zone).equals(localDate(now, zone)) ? sayRelativeDay(at, now, zone, locale) : sayDateTime(at, zone, locale)
}

function missingLine({ missing, otherName }: MentoringTrigger, reader: Reader): string[] {
  if (missing === undefined) return []
  return [
    missing.why === 'away'
      ? copy.away(escape(otherName), sayDate(missing.lastDay, reader.zone, reader.locale))
      : copy.holiday(escape(otherName), escape(missing.name)),
  ]
}

function tryLine({ nextTry, side, otherName }: MentoringTrigger, { thin }: Reader): string[] {
  if (nextTry === undefined) return []
  if (thin) return [copy.thinTry]
  return [side === 'manager' ? copy.nextTry(escape(nextTry)) : copy.nextTryOf(escape(otherName), escape(nextTry))]
}

const rhythmChoices: readonly (Choice & { value: RhythmName })[] = [
  { value: 'monthly', label: 'Monthly, on the same weekday' },
  { value: 'monthly_last', label: 'Monthly, on the last such weekday' },
  { value: 'every_4_weeks', label: 'Every fourth week' },
  { value: 'fortnightly', label: 'Every second week' },
]
const lengths = [30, 45, 60, 90]

export type MentoringForm = { firstOn: string; time: string; rhythm: RhythmName; lengthMinutes: number }

export function mentoringRhythmModal(data: { mentorshipId: string; otherName: string }, form: MentoringForm, reader: Reader): ModalView {
  return modal(
    'mentoring_rhythm',
    { mentorshipId: data.mentorshipId },
    {
      title: copy.rhythmTitle,
      submit: 'Save',
      close: 'Cancel',
      blocks: [
        section(copy.rhythmIntro(escape(data.otherName))),
        dateField('first_on', copy.first, { value: form.firstOn, hint: copy.firstHint }),
        timeField('time', copy.time, { value: form.time, hint: copy.timeHint(reader.zone) }),
        selectField('rhythm', copy.rhythm, rhythmChoices, { value: form.rhythm }),
        selectField(
          'length',
          copy.length,
          [...new Set([...lengths, form.lengthMinutes])]
            .toSorted((a, b) => a - b)
            .map((minutes) => ({ value: String(minutes), label: `${minutes} minutes` })),
          { value: String(form.lengthMinutes) },
        ),
      ],
    },
  )
}

export function mentoringSavedModal(data: { otherName: string; nextAt: Temporal.Instant }, reader: Reader): ModalView {
  return notice(copy.rhythmTitle, copy.saved(escape(data.otherName), sayDateTime(data.nextAt, reader.zone, reader.locale)))
}

/** *We moved it*: a date and a time in the zone of whoever says it. */
export function mentoringMoveModal(data: { meetingId: string; startsAt: Temporal.Instant }, reader: Reader): ModalView {
  const local = data.startsAt.toZonedDateTimeISO(reader.zone)
  return modal(
    'mentoring_moved',
    { meetingId: data.meetingId },
    {
      title: copy.moveTitle,
      submit: 'Move',
      close: 'Cancel',
      blocks: [
        dateField('date', copy.newDate, { value: local.toPlainDate().toString() }),
        timeField('time', copy.newTime, {
          value: local.toPlainTime().toString({ smallestUnit: 'minute' }),
          hint: copy.timeHint(reader.zone),
        }),
      ],
    },
  )
}

export function mentoringMovedModal(data: { otherName: string; startsAt: Temporal.Instant }, reader: Reader): ModalView {
  return notice(copy.moveTitle, copy.movedTo(escape(data.otherName), sayDateTime(data.startsAt, reader.zone, reader.locale)))
}

/** *We met, but shorter*: for how long, in steps of five minutes. */
export function mentoringShorterModal(
  data: { meetingId: string; otherName: string; startsAt: Temporal.Instant; lengthMinutes: number },
  reader: Reader,
): ModalView {
  const steps = Array.from({ length: Math.max(1, Math.ceil(data.lengthMinutes / 5) - 1) }, (_none, index) => (index + 1) * 5)
  return modal(
    'mentoring_shorter',
    { meetingId: data.meetingId },
    {
      title: copy.shorterTitle,
      submit: 'Save',
      close: 'Cancel',
      blocks: [
        section(copy.shorterIntro(escape(data.otherName), sayDateTime(data.startsAt, reader.zone, reader.locale))),
        selectField(
          'minutes',
          copy.minutes,
          steps.map((minutes) => ({ value: String(minutes), label: `${minutes} minutes` })),
        ),
      ],
    },
  )
}

/** How a running mentorship meets, in *My mentor*. */
export function mentoringRhythmBlocks(mentorshipId: string, shown: MentoringRhythmShown | undefined, reader: Reader): KnownBlock[] {
  if (shown === undefined) return [section(copy.none, button('mentoring_rhythm', copy.setIt, { mentorshipId }))]
  const next = shown.nextAt === undefined ? [] : [copy.next(sayDateTime(shown.nextAt, reader.zone, reader.locale))]
  const kept = shown.scheduled === 0 ? [] : [copy.kept(shown.kept, shown.scheduled)]
  return [
    section(
      [copy.meets(escape(shown.rhythm)), [...next, ...kept].join(' ')].filter((line) => line !== '').join('\n'),
      button('mentoring_rhythm', copy.change, { mentorshipId }),
    ),
  ]
}

function notice(title: string, sentence: string): ModalView {
  return modal('notice', {}, { title, close: 'Done', blocks: [section(sentence)] })
}
