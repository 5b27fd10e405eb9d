import { cadenceInWords, parseRule } from '../coaching/cadence.ts'
import type { Cadence } from '../coaching/cadence.ts'
import type { MeetingId, PersonId } from '../coaching/ids.ts'
import { localDate, sayDateTime } from '../coaching/local-time.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import type { Skippable, TriggerData, TriggerItem, TriggerPhase } from '../coaching/trigger.ts'
import { digestOf, isQuietWeek, skippedInARow } from '../coaching/trigger.ts'
import type { Snooze } from '../coaching/trigger-time.ts'
import { leads, missed, snoozedTo } from '../coaching/trigger-time.ts'
import type { Meeting } from '../db/meetings.ts'
import { getMeeting, hasNotes, meetingsBefore } from '../db/meetings.ts'
import { enqueue, findByKey, redraw } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import { sharedAnswersOf } from '../db/shared-answers.ts'
import type { Store, Tx } from '../db/store.ts'
import type { Trigger } from '../db/triggers.ts'
import {
  dueTriggers,
  endSnooze,
  getTrigger,
  missUndelivered,
  postponeTrigger,
  noteOpened,
  settleTrigger,
  snooze,
  triggerMessageFor,
  triggerOfMeeting,
  triggersOfMessage,
  ownQuestionOf,
} from '../db/triggers.ts'
import { nextTryFor, noteNextTryShown } from './debriefs.ts'
import { sourceInWords } from './calendar.ts'
import { dayOffAt, laterThanNow, missingFrom } from './holding-back.ts'
import { holidaysOf } from './holidays.ts'
import { redrawHomes } from './home.ts'
import { againKey, redrawMeetings, triggerKey } from './meeting-messages.ts'
import { quietWeek } from './meetings.ts'
import { readPlan } from './plan.ts'
import { questionOf } from './question-bank.ts'
import { offerQuestion } from './questions.ts'

/**
 * Sends every trigger that is due, one message for each manager, and those that managers asked to have again. What fails for one manager
 * waits for the next look; it is thrown once everybody else was served.
 */
export async function sendDueTriggers(store: Store, now: Temporal.Instant): Promise<void> {
  const failed = new Map<PersonId, unknown>()
  for (;;) {
    const due = await dueTriggers(store.read, now, 200, [...failed.keys()])
    if (due.length === 0) break
    for (const [managerId, triggers] of Map.groupBy(due, (trigger) => trigger.managerId)) {
      await store.write((tx) => serve(tx, managerId, triggers, now)).catch((error: unknown) => failed.set(managerId, error))
    }
  }
  await store.write((tx) => missUndelivered(tx, now))
  if (failed.size > 0) throw new AggregateError(failed.values(), `triggers of ${failed.size} managers could not be sent`)
}

/** The session or the plan of a meeting was opened by its manager: the first time is kept. */
export async function noteTriggerOpened(tx: Tx, meetingId: MeetingId, now: Temporal.Instant): Promise<void> {
  await noteOpened(tx, meetingId, now)
}

/** *Later today* and *Next working day*: the message says when it comes again. Refused when the 1:1 leaves no room for it. */
export async function snoozeTrigger(
  store: Store,
  meetingId: MeetingId,
  by: Person,
  choice: Snooze,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const { meeting, trigger } = await ownMeeting(tx, meetingId, by)
    if (trigger === undefined) return notYours
    if (meeting.state !== 'planned')
      return refusal('not_planned', 'This 1:1 is off, so there is nothing to send again. Nothing was changed.')
    const until = snoozedTo(choice, now, meeting.startsAt, by.zone, by.week, await holidaysOf(tx, by))
    if (isRefusal(until)) return until
    if (!(await snooze(tx, trigger.id, until))) return refusal('snoozed', 'This was sent away for later already. Nothing was changed.')
    await redrawMeetings(tx, [meetingId], now)
    return undefined
  })
}

/** *Why did I get this?*, answered from the record: the rule, where the time comes from, when it was planned, and how it counts. */
export async function whyThisTrigger(tx: Tx, meetingId: MeetingId, by: Person, now: Temporal.Instant): Promise<string | Refusal> {
  const { meeting, trigger, pair } = await ownMeeting(tx, meetingId, by)
  if (trigger === undefined) return notYours
  const employee = await getPerson(tx, pair.employeeId)
  const say = (at: Temporal.Instant) => sayDateTime(at, by.zone, by.locale)
  return [
    `You coach ${employee.name} in Cuecard, and each 1:1 gets one message before it. This one is for ${say(meeting.startsAt)}${meeting.movedFromAt ? `, moved by hand from ${say(meeting.movedFromAt)}` : ''}.`,
    `Where the time comes from: ${await sourceInWords(tx, pair, by, cadenceInWords(pair.cadence, 'named'), now)}.`,
    `Planned on ${say(meeting.createdAt)}, ${trigger.sentAt ? `sent on ${say(trigger.sentAt)}` : `due on ${say(trigger.dueAt)}`}. Your choice of when: ${leads[pair.lead]}.`,
    'It belongs to your own 1:1s, so it does not count towards your three other messages a week.',
  ].join('\n')
}

export async function loadTrigger(
  tx: Tx,
  { triggerMessageId }: MessagePayload<'trigger'>,
  now: Temporal.Instant,
): Promise<TriggerData | undefined> {
  const triggers = (await triggersOfMessage(tx, triggerMessageId)).filter(({ state }) => state !== 'planned')
  const items = await Promise.all(triggers.map((trigger) => triggerItem(tx, trigger, 0, now)))
  const [first] = triggers
  // Before it is said for the first time, what is over or off needs no saying.
  const said = first !== undefined && (await findByKey(tx, first.workspaceId, triggerKey(triggerMessageId)))?.state === 'sent'
  const shown = said ? items : items.filter(({ phase, startsAt }) => phase.is === 'ahead' && Temporal.Instant.compare(now, startsAt) < 0)
  if (shown.length === 0) return undefined
  return { items: shown.toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt)), nextTry: await nextTryIn(tx, triggers) }
}

export async function loadTriggerAgain(
  tx: Tx,
  { triggerId, round }: MessagePayload<'trigger_again'>,
  now: Temporal.Instant,
): Promise<TriggerData | undefined> {
  const trigger = await getTrigger(tx, triggerId)
  return { items: [await triggerItem(tx, trigger, round, now)], nextTry: await nextTryIn(tx, [trigger]) }
}

/** A meeting with its pair, and its trigger when the person is the one it was sent to. */
export async function ownMeeting(
  tx: Tx,
  meetingId: MeetingId,
  by: Person,
): Promise<{ meeting: Meeting; pair: Pair; trigger: Trigger | undefined }> {
  const meeting = await getMeeting(tx, meetingId)
  const pair = await getPair(tx, meeting.pairId)
  return { meeting, pair, trigger: pair.managerId === by.id ? await triggerOfMeeting(tx, meetingId) : undefined }
}

export const notYours = refusal('not_yours', 'Only the manager of this 1:1 can do this. Nothing was changed.')

async function serve(tx: Tx, managerId: PersonId, due: Trigger[], now: Temporal.Instant): Promise<void> {
  const manager = await getPerson(tx, managerId)
  await bringBack(
    tx,
    due.filter(({ state }) => state === 'snoozed'),
    manager,
    now,
  )
  await sendTogether(
    tx,
    due.filter(({ state }) => state === 'planned'),
    manager,
    now,
  )
  await redrawHomes(tx, [manager], now)
}

/** Sends what is planned and due in one message; whatever must not go is put on record with its reason. */
async function sendTogether(tx: Tx, due: Trigger[], manager: Person, now: Temporal.Instant): Promise<void> {
  const going: { trigger: Trigger; meeting: Meeting; pair: Pair }[] = []
  for (const trigger of due) {
    const meeting = await getMeeting(tx, trigger.meetingId)
    const pair = await getPair(tx, trigger.pairId)
    const no = await whyNot(tx, { meeting, pair, manager, dueAt: trigger.dueAt, now })
    const later = no === undefined ? await laterThanNow(tx, manager, trigger.dueAt, meeting, now) : undefined
    if (no !== undefined) await settleTrigger(tx, trigger.id, no)
    else if (later !== undefined) await postponeTrigger(tx, trigger.id, later)
    else going.push({ trigger, meeting, pair })
  }
  const latest = going
    .map(({ trigger }) => trigger.dueAt)
    .toSorted(Temporal.Instant.compare)
    .at(-1)
  if (latest === undefined) return
  const triggerMessageId = await messageForSlot(tx, manager, latest, now)
  for (const { trigger, meeting, pair } of going) {
    const chosen = await offerQuestion(tx, pair, meeting, now)
    await settleTrigger(tx, trigger.id, {
      state: 'sent',
      triggerMessageId,
      question: chosen && { id: chosen.question.id, why: chosen.why },
      sentAt: now,
    })
  }
  if ((await nextTryFor(tx, manager.id)) !== undefined) await noteNextTryShown(tx, manager.id, now)
  const key = triggerKey(triggerMessageId)
  const isNew = await enqueue(tx, {
    workspaceId: manager.workspaceId,
    key,
    kind: 'trigger',
    payload: { triggerMessageId },
    to: { kind: 'person', id: manager.id },
    now,
  })
  if (!isNew) await redraw(tx, manager.workspaceId, key, now)
}

/** Why a trigger that is due does not go; undefined when it does. */
async function whyNot(
  tx: Tx,
  about: { meeting: Meeting; pair: Pair; manager: Person; dueAt: Temporal.Instant; now: Temporal.Instant },
): Promise<{ state: 'missed' | 'held_back'; reason: string } | undefined> {
  const { meeting, pair, manager, dueAt, now } = about
  const heldBack = (reason: string) => ({ state: 'held_back', reason }) as const
  if (meeting.state !== 'planned') return heldBack(meeting.state)
  if (pair.state !== 'active') return heldBack(`pair_${pair.state}`)
  if (manager.kind !== 'member') return heldBack(`manager_${manager.kind}`)
  const employee = await getPerson(tx, pair.employeeId)
  if (employee.kind !== 'member') return heldBack(`employee_${employee.kind}`)
  if (meeting.outcome !== 'unknown') return heldBack('held_already')
  const dayOff = await dayOffAt(tx, manager, [dueAt, now, meeting.startsAt])
  if (dayOff !== undefined) return heldBack(dayOff)
  if (missed(now, meeting.startsAt)) return { state: 'missed', reason: 'too_late' }
  if (isQuietWeek(meeting.startsAt, await skippable(tx, meeting, 8), manager.zone)) return heldBack(quietWeek)
  return undefined
}

/**
 * The message of a local day and send slot. What is late goes with the newest slot; a message that Slack did not take, or that had become
 * pointless before it was sent, is not written into any more.
 */
async function messageForSlot(tx: Tx, manager: Person, dueAt: Temporal.Instant, now: Temporal.Instant) {
  const local = dueAt.toZonedDateTimeISO(manager.zone)
  const slot = local.toPlainTime().toString({ smallestUnit: 'minute' })
  for (let attempt = 1; ; attempt++) {
    const id = await triggerMessageFor(tx, {
      workspaceId: manager.workspaceId,
      managerId: manager.id,
      localDay: local.toPlainDate().toString(),
      slot: attempt === 1 ? slot : `${slot}/${attempt}`,
      now,
    })
    const row = await findByKey(tx, manager.workspaceId, triggerKey(id))
    if (row?.state !== 'failed' && row?.state !== 'dropped') return id
  }
}

/** Posts anew what managers sent away for later, and lets the earlier message point to it. */
async function bringBack(tx: Tx, due: Trigger[], manager: Person, now: Temporal.Instant): Promise<void> {
  for (const trigger of due) {
    const meeting = await getMeeting(tx, trigger.meetingId)
    const pair = await getPair(tx, trigger.pairId)
    const isWanted = (await whyNot(tx, { meeting, pair, manager, dueAt: trigger.dueAt, now })) === undefined
    const later = isWanted ? await laterThanNow(tx, manager, trigger.dueAt, meeting, now) : undefined
    if (later !== undefined) {
      await postponeTrigger(tx, trigger.id, later)
      await redrawMeetings(tx, [meeting.id], now)
      continue
    }
    await endSnooze(tx, trigger.id, isWanted ? 'came_back' : 'stays')
    if (isWanted) {
      const payload = { triggerId: trigger.id, round: trigger.snoozes }
      await enqueue(tx, {
        workspaceId: trigger.workspaceId,
        key: againKey(trigger.id, trigger.snoozes),
        kind: 'trigger_again',
        payload,
        to: { kind: 'person', id: manager.id },
        now,
        expiresAt: meeting.startsAt,
      })
    }
    await redrawMeetings(tx, [meeting.id], now)
  }
}

/** The one thing to try that was waiting when a trigger of the message was sent; it stays in that message. */
async function nextTryIn(tx: Tx, triggers: readonly Trigger[]): Promise<string | undefined> {
  for (const { managerId, sentAt } of triggers) {
    const nextTry = sentAt && (await nextTryFor(tx, managerId, sentAt))
    if (nextTry !== undefined) return nextTry
  }
  return undefined
}

/** What the message of a round says about a trigger's meeting; round 0 is the message that it shares with the others of its slot. */
async function triggerItem(tx: Tx, trigger: Trigger, round: number, now: Temporal.Instant): Promise<TriggerItem> {
  const meeting = await getMeeting(tx, trigger.meetingId)
  const pair = await getPair(tx, trigger.pairId)
  const manager = await getPerson(tx, pair.managerId)
  const employee = await getPerson(tx, pair.employeeId)
  const plan = await readPlan(tx, pair, now)
  const question = await questionOf(tx, pair.workspaceId, trigger.questionId)
  return {
    meetingId: meeting.id,
    pairId: pair.id,
    employeeName: employee.name,
    startsAt: meeting.startsAt,
    movedFromAt: meeting.movedFromAt,
    missing: await missingFrom(tx, employee, meeting.startsAt),
    source: await sourceInWords(tx, pair, manager, rhythmInWords(pair.cadence), now),
    phase: await phaseOf(tx, { trigger, meeting, pair, round, now }),
    plan: digestOf(plan, localDate(now, manager.zone).toString()),
    shared: await sharedAnswersOf(tx, meeting.id),
    topics: plan.topics,
    ownQuestion: await ownQuestionOf(tx, trigger.id),
    question: question && {
      text: question.text,
      why: trigger.questionWhy ?? '',
      listenFor: question.listenFor,
      followUp: question.followUp,
    },
  }
}

async function phaseOf(
  tx: Tx,
  about: { trigger: Trigger; meeting: Meeting; pair: Pair; round: number; now: Temporal.Instant },
): Promise<TriggerPhase> {
  const { trigger, meeting, pair, round, now } = about
  const isOver = meeting.closed || Temporal.Instant.compare(meeting.endsAt, now) <= 0
  if (meeting.outcome !== 'unknown')
    return { is: 'answered', outcome: meeting.outcome, notes: (await hasNotes(tx, meeting.id)) ? 'written' : 'none' }
  if (meeting.state === 'skipped') {
    const inARow = 1 + skippedInARow(await skippable(tx, meeting, 3))
    return { is: 'skipped', undo: isOver || meeting.cadenceVersion !== pair.cadenceVersion ? 'over' : 'offered', inARow }
  }
  const ended = pair.state !== 'active' && pair.state !== 'paused'
  if (meeting.state === 'withdrawn' || (ended && !isOver)) return { is: 'called_off' }
  const current = trigger.state === 'snoozed' ? trigger.snoozes - 1 : trigger.snoozes
  if (round < current) return { is: 'came_back', at: trigger.dueAt }
  if (isOver) return { is: 'over' }
  if (trigger.state === 'snoozed') return { is: 'snoozed', until: trigger.dueAt }
  return { is: 'ahead' }
}

/** The pair's meetings before one, newest first, as the rule about skipping reads them. */
async function skippable(tx: Tx, meeting: Meeting, limit: number): Promise<Skippable[]> {
  const before = await meetingsBefore(tx, meeting.pairId, meeting.startsAt, limit)
  return before.map(({ startsAt, state }) => ({ startsAt, state: state === 'skipped' ? 'skipped' : 'planned' }))
}

function rhythmInWords({ rule }: Cadence): string {
  const parsed = parseRule(rule)
  if (isRefusal(parsed)) return rule
  if (parsed.frequency === 'monthly') return parsed.interval === 1 ? 'monthly' : `every ${parsed.interval} months`
  return parsed.interval === 1 ? 'weekly' : parsed.interval === 2 ? 'every second week' : `every ${parsed.interval} weeks`
}
