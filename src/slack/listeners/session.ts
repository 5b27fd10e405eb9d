import type { MeetingId, PairId } from '../../coaching/ids.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import type { ContactCard, SensitiveTopic } from '../../coaching/sensitive.ts'
import { checkSensitive, sensitiveWords } from '../../coaching/sensitive.ts'
import { pickedPrivate, readFields } from '../../coaching/session-draft.ts'
import { getMeeting } from '../../db/meetings.ts'
import type { SessionReply, SessionWindow } from '../../flows/session.ts'
import { discard, drawAgain, goOn, keepForNow, keepTyping, moveIn, openSession, pickHelp } from '../../flows/session.ts'
import type { HoldChoice } from '../hold.ts'
import { heldView, holdField, without } from '../hold.ts'
import { viewMetas } from '../ids.ts'
import type { Caller, Reply, Where } from '../listen.ts'
import type { Values } from '../values.ts'
import { text } from '../values.ts'
import { noticeModal } from '../views/notice.ts'
import { blockOf, sessionClosedElsewhereView, sessionClosedView, sessionDiscardedView, sessionView } from '../views/session.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

export function listenToSession({ routes, store, contactCard }: ListenerParts): void {
  routes.action('coach_now', async (call) => {
    const meeting = await getMeeting(call.store.read, call.value.meetingId)
    return sessionModalFor(call, meeting.pairId, meeting.id)
  })
  routes.action('coach_pair', async (call) => sessionModalFor(call, call.value.pairId))

  routes.submission('session', async (call) => {
    const { meta, person, now } = call
    const fields = readFields(call.values)
    if (pickedPrivate(call.values)) {
      // Only when the select could not report the pick by itself. Answers with errors are not kept, and neither is this one.
      await keepForNow(store, meta, fields, person, now)
      return { errors: { [blockOf('helpKinds', meta.place)]: contactsInWords(await contactCard(person.country)) } }
    }
    const reply = await goOn(call.store, meta, fields, person, now)
    if ('problems' in reply) {
      await keepForNow(store, meta, fields, person, now)
      return { errors: Object.fromEntries(reply.problems.map(({ field, sentence }) => [blockOf(field, meta.place), sentence])) }
    }
    return isRefusal(reply) ? reply : { update: viewOf(reply, call) }
  })

  routes.typing('session', async ({ store: own, meta, values, stamp, person, now }) =>
    keepTyping(own, meta, readFields(values), stamp, person, now),
  )

  routes.action('session_move', async (call) => {
    const { move, index } = call.value
    return inWindow(
      call,
      async (at, values) => moveIn(call.store, at, { move, slot: index }, readFields(values), call.person, call.now),
      contactCard,
    )
  })

  routes.action('session_help', async (call) => {
    const wish = call.where.kind === 'view' && pickedPrivate(call.where.values) ? 'contact_card' : 'nothing_private'
    const card = wish === 'contact_card' ? await contactCard(call.person.country) : undefined
    return inWindow(
      call,
      async (at, values) => pickHelp(call.store, at, readFields(values), wish, call.person, call.now),
      contactCard,
      card,
    )
  })

  routes.action('session_discard', async (call) => {
    const no = await discard(call.store, call.value.sessionId, call.person, call.now)
    return no ?? { update: sessionDiscardedView() }
  })
}

/** Opens the session of a pair for its manager: from a meeting's button, or from anywhere else. */
export async function sessionModalFor(call: Caller, pairId: PairId, meetingId?: MeetingId): Promise<Reply> {
  const screen = await openSession(call.store, { pairId, meetingId }, call.person, call.now)
  return isRefusal(screen) ? screen : { open: sessionView(screen, readerOf(call)) }
}

function viewOf(reply: SessionReply, call: Caller, card?: ContactCard) {
  const reader = readerOf(call)
  if ('show' in reply) return sessionView(reply.show, reader, card)
  if ('ended' in reply) return sessionClosedView(reply.ended, reader)
  return 'closed' in reply ? sessionClosedElsewhereView(reply.closed, reader) : noticeModal(reply.stopped)
}

/**
 * Does something in the window that a button stands in. A button brings along what was typed, unchecked: sensitive words hold it back as
 * they hold back a submission, and nothing of them is kept. Where a contact card comes anyway, they are left out without asking.
 */
async function inWindow(
  call: Caller & { where: Where },
  work: (at: SessionWindow, values: Values) => Promise<SessionReply | Awaited<ReturnType<typeof pickHelp>>>,
  cardOn: (country: string, topic: SensitiveTopic) => Promise<ContactCard>,
  card?: ContactCard,
): Promise<Reply> {
  const { where } = call
  if (where.kind !== 'view') return undefined
  const at = viewMetas.session.safeParse(where.meta)
  if (!at.success) return undefined
  const { values, topic } = checkedValues(where.values)
  if (topic !== undefined && card === undefined) {
    const screen = await drawAgain(call.store, at.data, call.person, call.now)
    return screen && { update: heldModal(screen, call, await cardOn(call.person.country, topic)) }
  }
  const reply = await work(at.data, values)
  if (reply === undefined) return undefined
  return isRefusal(reply) ? reply : { update: viewOf(reply, call, card) }
}

function heldModal(screen: Parameters<typeof sessionView>[0], call: Caller, card: ContactCard) {
  // Slack's type of a view knows more blocks than ours has; these are the ones that sessionView made.
  return heldView(sessionView(screen, readerOf(call)) as Parameters<typeof heldView>[0], card)
}

/** What may be kept of a window's values, and the topic of what may not, unless the person has said to go on without it. */
function checkedValues(values: Values): { values: Values; topic: SensitiveTopic | undefined } {
  const { [holdField]: _asked, ...rest } = values
  const choice = text(values, holdField) as HoldChoice | undefined
  if (choice === 'as_it_is') return { values: rest, topic: undefined }
  const held = Object.entries(rest).flatMap(([field, value]) => {
    const match = typeof value === 'string' ? checkSensitive([value], { words: sensitiveWords }) : undefined
    return match === undefined ? [] : [{ field, topic: match.topic }]
  })
  return {
    values: without(
      rest,
      held.map(({ field }) => field),
    ),
    topic: choice === 'without' ? undefined : held[0]?.topic,
  }
}

function contactsInWords(card: ContactCard): string {
  const people = card.contacts.map(({ label, name, reach }) => `${label}: ${name}, ${reach}.`)
  return [card.title, ...people, ...card.notes, 'Take this choice off to go on.'].join(' ')
}
