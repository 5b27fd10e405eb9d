import { sayDateTime } from '../../coaching/local-time.ts'
import type { Context } from '../../coaching/question-bank.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Lead } from '../../coaching/trigger-time.ts'
import type { ModalView } from './kit.ts'
import { context, dateField, escape, modal, peopleField, section, selectField, shorten, timeField } from './kit.ts'
import { contextChoices, leadChoices, lengthChoices, rhythmChoices } from './pairs.ts'

const copy = {
  title: 'Add several 1:1s',
  who: 'Who do you meet?',
  whoHint: (most: number) => `Up to ${most} people. The next step has a day and a time for each.`,
  shared: 'These hold for all of them; each can be changed later.',
  rhythm: 'Rhythm',
  length: 'Length',
  kind: 'Kind of work',
  lead: 'Write to me',
  next: 'Next',
  day: (name: string) => `${name}: next 1:1 on`,
  time: (name: string) => `${name}: at`,
  ownZone: 'Times are in your own time zone. The weekday repeats from the date.',
  add: 'Add all',
  cancel: 'Cancel',
  done: 'Done',
  added: (count: number) => (count === 1 ? '*One 1:1 was added.*' : `*${count} 1:1s were added.*`),
  line: (name: string, meeting: string) => `• *${name}*, first on ${meeting}`,
  asked: 'Those who are not on your list of people yet are asked first whether this is right.',
  left: '*These were left out:*',
}

/** How many 1:1s are added at once. */
export const mostAtOnce = 10

/** What holds for all of them. */
export type SharedPairDefaults = { rhythm: string; length: string; context: Context; lead: Lead }

/** The first step: who, and what holds for all of them. */
export function severalPairsModal(defaults: SharedPairDefaults): ModalView {
  return modal(
    'several_pairs',
    {},
    {
      title: copy.title,
      submit: copy.next,
      close: copy.cancel,
      blocks: [
        peopleField('people', copy.who, { hint: copy.whoHint(mostAtOnce), max: mostAtOnce }),
        context(copy.shared),
        selectField('rhythm', copy.rhythm, rhythmChoices, { value: defaults.rhythm }),
        selectField('length', copy.length, lengthChoices(Number(defaults.length)), { value: defaults.length }),
        selectField('context', copy.kind, contextChoices, { value: defaults.context }),
        selectField('lead', copy.lead, leadChoices, { value: defaults.lead }),
      ],
    },
  )
}

/** The second step: a day and a time for each, under names of the fields of their own. */
export function severalTimesModal(data: {
  people: readonly { slackUserId: string; name: string }[]
  shared: SharedPairDefaults
  firstOn: string
  time: string
}): ModalView {
  return modal(
    'several_times',
    { people: data.people.map(({ slackUserId }) => slackUserId), ...data.shared },
    {
      title: copy.title,
      submit: copy.add,
      close: copy.cancel,
      blocks: [
        ...data.people.flatMap(({ slackUserId, name }) => [
          dateField(`first_on.${slackUserId}`, copy.day(shorten(name, 60)), { value: data.firstOn }),
          timeField(`time.${slackUserId}`, copy.time(shorten(name, 60)), { value: data.time }),
        ]),
        context(copy.ownZone),
      ],
    },
  )
}

/** What was added, with the first date of each, and who was left out and why. */
export function severalAddedModal(
  data: { added: readonly { name: string; meetingAt: Temporal.Instant }[]; left: readonly string[] },
  reader: Reader,
): ModalView {
  return modal(
    'notice',
    {},
    {
      title: copy.title,
      close: copy.done,
      blocks: [
        ...(data.added.length === 0
          ? []
          : [
              section(
                [
                  copy.added(data.added.length),
                  ...data.added.map(({ name, meetingAt }) =>
                    copy.line(escape(shorten(name, 80)), sayDateTime(meetingAt, reader.zone, reader.locale)),
                  ),
                ].join('\n'),
              ),
              context(copy.asked),
            ]),
        ...(data.left.length === 0 ? [] : [section([copy.left, ...data.left.map((sentence) => `• ${escape(sentence)}`)].join('\n'))]),
        context(copy.ownZone),
      ],
    },
  )
}
