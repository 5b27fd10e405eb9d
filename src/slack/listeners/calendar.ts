import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { cadenceInWords } from '../../coaching/cadence.ts'
import type { FeedChoice, FeedMatch, FeedReading } from '../../coaching/feed.ts'
import { choicesFor } from '../../coaching/feed.ts'
import type { PairId, PersonId } from '../../coaching/ids.ts'
import { feedOf } from '../../db/feeds.ts'
import { connectCalendar, disconnectCalendar, followables, pickFromCalendar } from '../../flows/calendar.ts'
import { readAddress, readOwnCalendar } from '../../flows/feeds.ts'
import type { Caller } from '../listen.ts'
import { text } from '../values.ts'
import type { CalendarForm } from '../views/calendar.ts'
import { byHand, calendarAddressModal, calendarModal, calendarPickedModal, calendarSlowModal } from '../views/calendar.ts'
import type { ModalView } from '../views/kit.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

/** *My calendar*: its address, which events are which 1:1, and the end of it. */
export function listenToCalendar({ routes, readFeed, clock, store: ownStore }: ListenerParts): void {
  const looks = createLooks(clock)

  /** The form of a connected calendar, from a look that is at most some minutes old. Slack waits three seconds for it. */
  async function calendarForm(call: Caller): Promise<ModalView> {
    const { store, person, now } = call
    const feed = await feedOf(store.read, person.id)
    if (feed === undefined) return calendarAddressModal()
    const reading = await inTime(looks.of(person.id, () => readOwnCalendar(ownStore, readFeed, feed.id, now)))
    if (reading === undefined) return calendarSlowModal()
    return drawForm(call, reading)
  }

  routes.action('open_calendar', async (call) => ({ open: await calendarForm(call) }))
  routes.action('calendar_replace', async () => ({ update: calendarAddressModal() }))
  routes.action('calendar_disconnect', async (call) => {
    looks.forget(call.person.id)
    await disconnectCalendar(call.store, call.person, call.now)
    return { update: calendarAddressModal() }
  })

  routes.submission('calendar_address', async (call) => {
    const address = text(call.values, 'address')?.replaceAll(/\s/g, '')
    const host = address === undefined ? undefined : hostOf(address)
    if (address === undefined || host === undefined)
      return { errors: { address: 'This is no calendar address. It begins with https:// or webcal:// and usually ends in .ics.' } }
    looks.forget(call.person.id)
    const reading = await inTime(looks.of(call.person.id, () => readAddress(readFeed, address, call.person, call.now)))
    if (reading?.state === 'refused' || reading?.state === 'failed') {
      looks.forget(call.person.id)
      return { errors: { address: `${reading.sentence} Nothing was saved.` } }
    }
    await connectCalendar(call.store, call.person, { address, host, reading }, call.now)
    return { update: reading === undefined ? calendarSlowModal() : await drawForm(call, reading) }
  })

  routes.submission('calendar_pick', async (call) => {
    const { store, person, now } = call
    const feed = await feedOf(store.read, person.id)
    if (feed === undefined) return { update: calendarAddressModal() }
    const reading = await inTime(looks.of(person.id, () => readOwnCalendar(ownStore, readFeed, feed.id, now)))
    if (reading?.state !== 'read') return { update: calendarSlowModal() }
    const picks = new Map<PairId, FeedMatch | undefined>()
    const errors: Record<string, string> = {}
    for (const { pair, employee, match } of await followables(store.read, person)) {
      const value = text(call.values, pair.id)
      if (value === undefined) continue
      const known = [
        ...choicesFor(reading.events, { name: employee.name, emails: [] }, now).map((choice) => choice.match),
        ...(match ? [match] : []),
      ]
      const picked = known.find((one) => valueOf(one) === value)
      if (picked === undefined && value !== byHand) errors[pair.id] = 'This event is not in the calendar any more. Please pick another.'
      else picks.set(pair.id, picked)
    }
    if (Object.keys(errors).length > 0) return { errors }
    return { update: calendarPickedModal(await pickFromCalendar(store, person, picks, reading, now)) }
  })
}

async function drawForm(call: Caller, reading: FeedReading): Promise<ModalView> {
  const { store, person, now } = call
  const feed = await feedOf(store.read, person.id)
  const events = reading.state === 'read' ? reading.events : []
  const form: CalendarForm = {
    host: feed?.host ?? '',
    readAt: feed?.readAt,
    problem: reading.state === 'refused' || reading.state === 'failed' ? reading.sentence : undefined,
    unreadable: reading.state === 'read' ? reading.unreadable : 0,
    pairs: (await followables(store.read, person)).map(({ pair, employee, match }) => {
      const choices = choicesFor(events, { name: employee.name, emails: [] }, now)
      const current = match && !choices.some((choice) => valueOf(choice.match) === valueOf(match)) ? [currentChoice(match, now)] : []
      const suggested = choices.find(({ likely }) => likely === 'named')
      return {
        pairId: pair.id,
        employeeName: employee.name,
        cadence: cadenceInWords(pair.cadence),
        choices: [...current, ...choices].map((choice) => ({
          value: valueOf(choice.match),
          kind: choice.match.by,
          title: choice.title,
          nextAt: choice.nextAt,
        })),
        chosen: match ? valueOf(match) : suggested && valueOf(suggested.match),
      }
    }),
  }
  return calendarModal(form, readerOf(call))
}

/** What a 1:1 follows, although the calendar has none of it in the next weeks. */
function currentChoice(match: FeedMatch, now: Temporal.Instant): FeedChoice {
  return { match, title: match.by === 'attendee' ? match.email : '', people: [], nextAt: now, meetings: 0, likely: 'named' }
}

/** A match in the 150 characters that a choice has room for. */
function valueOf(match: FeedMatch): string {
  return createHash('sha256')
    .update(match.by === 'series' ? `series/${match.uid}` : `attendee/${match.email}`)
    .digest('base64url')
    .slice(0, 32)
}

function hostOf(address: string): string | undefined {
  const url = URL.parse(address.replace(/^webcals?:(?=\/\/)/i, 'https:'))
  return url === null || url.hostname === '' || !/^https?:$/.test(url.protocol) ? undefined : url.hostname
}

/** What a look gives before Slack loses patience; undefined when it takes longer. The look goes on, and the next one who asks has it. */
async function inTime(look: Promise<FeedReading | undefined>): Promise<FeedReading | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => void (timer = setTimeout(() => resolve(undefined), patienceMs)))
  return Promise.race([look, late]).finally(() => clearTimeout(timer))
}

const patienceMs = 1_800
const keepLookMs = 10 * 60_000

/** The last look at each person's calendar, kept in memory only and not for long: from opening the form to saving it. */
function createLooks(clock: Clock) {
  const kept = new Map<PersonId, { at: number; look: Promise<FeedReading | undefined> }>()
  return {
    of(person: PersonId, start: () => Promise<FeedReading | undefined>): Promise<FeedReading | undefined> {
      const now = clock.elapsedMs()
      for (const [id, { at }] of kept) if (now - at > keepLookMs) kept.delete(id)
      const known = kept.get(person)
      if (known !== undefined) return known.look
      const look = start()
      kept.set(person, { at: now, look })
      // What came to nothing is asked for again.
      look.then(
        (reading) => reading?.state !== 'read' && kept.delete(person),
        () => kept.delete(person),
      )
      return look
    },
    forget: (person: PersonId) => void kept.delete(person),
  }
}
