import { visibilityLine } from '../../coaching/access.ts'
import type { FeedFailing } from '../../coaching/feed-messages.ts'
import { sayDateTime, sayRelativeDay } from '../../coaching/local-time.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Choice, Message, ModalView } from './kit.ts'
import { actions, button, context, escape, modal, section, selectField, shorten, textField } from './kit.ts'

const copy = {
  title: 'My calendar',
  intro:
    'Cuecard can take the times of your 1:1s from your calendar, and follow when one is moved or cancelled. It needs the calendar’s secret address.',
  how: '*Google:* Settings, your calendar, Integrate calendar, Secret address in iCal format.\n*Outlook:* Settings, Calendar, Shared calendars, Publish a calendar, ICS.\n*Apple and others:* the address of the shared or published calendar, webcal://…',
  address: 'Secret address',
  addressHint:
    'It is kept encrypted and never shown again. Of your calendar only the times of your 1:1s and when you are out of office are kept.',
  connect: 'Connect',
  connected: (host: string, when: string) => `*Connected:* ${host}, read ${when}.`,
  connectedUnread: (host: string) => `*Connected:* ${host}, not read yet.`,
  failing: (problem: string) => `It could not be read just now: ${problem}`,
  noPairs: 'You have no 1:1s yet. Add one first, then pick its events here.',
  pick: 'Which events are your 1:1s?',
  withPerson: (name: string) => shorten(`1:1 with ${name}`, 100),
  byHand: (cadence: string) => `Not from the calendar: ${cadence}`,
  series: (title: string, when: string) => `${title}, next ${when}`,
  everyWith: (who: string) => `Every meeting with ${who}`,
  untitled: '(no title)',
  none: 'Nothing was found in the next weeks that could be a 1:1. Only events that come again, or that name the other person, are offered.',
  unreadable: (count: number) =>
    `${count === 1 ? 'One event' : `${count} events`} could not be read and ${count === 1 ? 'is' : 'are'} left out.`,
  replace: 'Use another address',
  disconnect: 'Disconnect',
  disconnectAsk: {
    title: 'Disconnect your calendar?',
    text: 'Its address is forgotten. Your 1:1s go on with the days that you set by hand.',
    yes: 'Disconnect',
    no: 'Keep it',
  },
  picked: (count: number) =>
    count === 0
      ? 'Saved. None of your 1:1s follows your calendar.'
      : `Saved. ${count === 1 ? 'One 1:1 follows' : `${count} 1:1s follow`} your calendar now. It is read every hour, and again right before each message.`,
  slow: 'Your calendar answers slowly. Nothing was lost. Please open this again in a minute.',
  cannotRead: (host: string, since: string) => `Cuecard has not been able to read your calendar at ${host} since ${since}.`,
  asItWas: (when: string) => `Your 1:1s stay as they were read last, ${when}. What was moved since then is not known here.`,
  neverRead: 'It was never read, so nothing is sent for the 1:1s that follow it.',
  look: 'My calendar',
}

/** Events and people that one menu offers, and all menus together: Slack takes 100, and 250 kB for a screen. */
const mostChoices = 99
const mostTogether = 1_000
/** 1:1s that one screen lists. */
const mostPairs = 40
export const longestAddress = 2000

/** Asks for the calendar's address. What is connected already is replaced by it. */
export function calendarAddressModal(): ModalView {
  return modal(
    'calendar_address',
    {},
    {
      title: copy.title,
      submit: copy.connect,
      close: 'Cancel',
      blocks: [
        section(copy.intro),
        section(copy.how),
        textField('address', copy.address, { maxLength: longestAddress, hint: copy.addressHint, placeholder: 'https://…/basic.ics' }),
        context(visibilityLine('settings', { role: 'manager' }).short),
      ],
    },
  )
}

/** A calendar's events for each 1:1. A choice's `value` stands for what is to be followed. */
export type CalendarForm = {
  host: string
  readAt: Temporal.Instant | undefined
  problem: string | undefined
  unreadable: number
  pairs: { pairId: string; employeeName: string; cadence: string; choices: CalendarChoice[]; chosen: string | undefined }[]
}
export type CalendarChoice = { value: string; kind: 'series' | 'attendee'; title: string; nextAt: Temporal.Instant }
/** The choice of a 1:1 that goes by the days set by hand. */
export const byHand = 'by_hand'

export function calendarModal(form: CalendarForm, reader: Reader): ModalView {
  const pairs = form.pairs.slice(0, mostPairs)
  const status =
    form.readAt === undefined
      ? copy.connectedUnread(escape(form.host))
      : copy.connected(escape(form.host), sayRelativeDay(form.readAt, reader.now, reader.zone, reader.locale))
  const isEmpty = pairs.every(({ choices }) => choices.length === 0)
  return modal(
    'calendar_pick',
    {},
    {
      title: copy.title,
      ...(pairs.length > 0 ? { submit: 'Save' } : {}),
      close: 'Cancel',
      blocks: [
        section(status),
        ...(form.problem === undefined ? [] : [section(copy.failing(escape(form.problem)))]),
        ...(pairs.length === 0 ? [section(copy.noPairs)] : isEmpty ? [section(copy.none)] : [section(`*${copy.pick}*`)]),
        ...pairs.map((pair) => pairField(pair, Math.min(mostChoices, Math.floor(mostTogether / pairs.length)), reader)),
        ...(form.unreadable > 0 ? [context(copy.unreadable(form.unreadable))] : []),
        actions(
          button('calendar_replace', copy.replace, {}),
          button('calendar_disconnect', copy.disconnect, {}, { style: 'danger', confirm: copy.disconnectAsk }),
        ),
      ],
    },
  )
}

function pairField({ pairId, employeeName, cadence, choices, chosen }: CalendarForm['pairs'][number], most: number, reader: Reader) {
  const offered: Choice[] = choices.slice(0, most).map((choice) => ({ value: choice.value, label: shorten(labelOf(choice, reader), 75) }))
  return selectField(pairId, copy.withPerson(employeeName), [...offered, { value: byHand, label: shorten(copy.byHand(cadence), 75) }], {
    value: chosen ?? byHand,
  })
}

function labelOf({ kind, title, nextAt }: CalendarChoice, reader: Reader): string {
  if (kind === 'attendee') return copy.everyWith(title)
  return copy.series(shorten(title === '' ? copy.untitled : title, 45), sayDateTime(nextAt, reader.zone, reader.locale))
}

export function calendarPickedModal(count: number): ModalView {
  return modal('notice', {}, { title: copy.title, close: 'Done', blocks: [section(copy.picked(count))] })
}

export function calendarSlowModal(): ModalView {
  return modal('notice', {}, { title: copy.title, close: 'Done', blocks: [section(copy.slow)] })
}

/** To the owner, once, after a day in which their calendar could not be read. */
export function drawFeedFailing(data: FeedFailing, reader: Reader): Message {
  const say = (at: Temporal.Instant) => sayDateTime(at, reader.zone, reader.locale)
  const lead = copy.cannotRead(escape(data.host), say(data.failingSinceAt))
  const rest = [escape(data.problem), data.lastReadAt === undefined ? copy.neverRead : copy.asItWas(say(data.lastReadAt))].join(' ')
  return { text: `${lead} ${rest}`, blocks: [section(`*${lead}*\n${rest}`), actions(button('open_calendar', copy.look, {}))] }
}
