import type { Absence } from '../../coaching/absence.ts'
import { lastDayOf } from '../../coaching/absence.ts'
import { visibilityLine } from '../../coaching/access.ts'
import { localDate, sayDate } from '../../coaching/local-time.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { ModalView } from './kit.ts'
import { button, context, dateField, divider, escape, modal, section, textField } from './kit.ts'

const copy = {
  awayTitle: 'I am away',
  awayIntro:
    'Until the end of the last day nothing is sent to you ahead of your 1:1s, and nobody reminds you of anything. What falls into it is not caught up with.',
  awayTells: 'Your manager sees in the message before your 1:1 that you are away. Nobody else is told.',
  from: 'First day',
  fromHint: 'Today, unless you pick another day.',
  until: 'I am away until',
  untilHint: 'The last day on which you are away.',
  saved: (until: string) => `You are marked as away until ${until}. You can end it at any time on App Home.`,
  closuresTitle: 'Closing days',
  closuresIntro:
    'Days on which the organisation does not work. Public holidays come by themselves, after the country in each person’s settings.',
  none: 'No closing day is named yet.',
  closure: (date: string, name: string) => `${date}: ${name}`,
  remove: 'Remove',
  on: 'Date',
  name: 'Name',
  nameExample: 'Company day',
  more: (count: number) => `And ${count} more.`,
}

export const longestClosure = 60
/** Closing days that one screen lists. */
const shownClosures = 40

/** *I'm away until…*, filled in where the person is away, or will be. */
export function awayModal(data: { away: Absence | undefined; today: Temporal.PlainDate }, reader: Reader): ModalView {
  const isAhead = data.away !== undefined && Temporal.PlainDate.compare(lastDayOf(data.away, reader.zone), data.today) >= 0
  const away = isAhead ? data.away : undefined
  return modal(
    'away',
    {},
    {
      title: copy.awayTitle,
      submit: 'Save',
      close: 'Cancel',
      blocks: [
        section(copy.awayIntro),
        dateField('until', copy.until, { value: away && lastDayOf(away, reader.zone).toString(), hint: copy.untilHint }),
        dateField('from', copy.from, {
          value: away && localDate(away.fromAt, reader.zone).toString(),
          hint: copy.fromHint,
          optional: true,
        }),
        context(copy.awayTells),
      ],
    },
  )
}

export function awaySavedModal(away: Absence, reader: Reader): ModalView {
  return modal(
    'notice',
    {},
    {
      title: copy.awayTitle,
      close: 'Done',
      blocks: [section(copy.saved(sayDate(lastDayOf(away, reader.zone), reader.zone, reader.locale)))],
    },
  )
}

/** The organisation's closing days for a coordinator, with room for one more. */
export function closuresModal(closures: readonly { closedOn: string; name: string }[], reader: Reader): ModalView {
  const left = closures.length - shownClosures
  const say = (closedOn: string) => {
    const date = Temporal.PlainDate.from(closedOn)
    return `${sayDate(date, reader.zone, reader.locale)} ${date.year}`
  }
  return modal(
    'closures',
    {},
    {
      title: copy.closuresTitle,
      submit: 'Add',
      close: 'Done',
      blocks: [
        section(copy.closuresIntro),
        ...(closures.length === 0 ? [section(copy.none)] : []),
        ...closures
          .slice(0, shownClosures)
          .map(({ closedOn, name }) =>
            section(copy.closure(say(closedOn), escape(name)), button('closure_remove', copy.remove, { on: closedOn })),
          ),
        ...(left > 0 ? [context(copy.more(left))] : []),
        divider,
        dateField('on', copy.on),
        textField('name', copy.name, { maxLength: longestClosure, placeholder: copy.nameExample }),
        context(visibilityLine('setup', { role: 'coordinator' }).short),
      ],
    },
  )
}
