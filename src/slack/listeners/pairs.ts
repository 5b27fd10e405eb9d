import { z } from 'zod'
import type { Cadence } from '../../coaching/cadence.ts'
import { cadence, nextOccurrence, occurrences, parseRule } from '../../coaching/cadence.ts'
import type { PairId } from '../../coaching/ids.ts'
import { localDate, sayTime } from '../../coaching/local-time.ts'
import { contexts } from '../../coaching/question-bank.ts'
import type { Refusal } from '../../coaching/refusal.ts'
import type { RhythmName } from '../../coaching/rhythm-names.ts'
import { rhythmNamed, rhythmNames, rhythmOf } from '../../coaching/rhythm-names.ts'
import { isRefusal, refusal } from '../../coaching/refusal.ts'
import type { Lead } from '../../coaching/trigger-time.ts'
import { leads } from '../../coaching/trigger-time.ts'
import { nextWorkingDay } from '../../coaching/working-days.ts'
import type { Pair } from '../../db/pairs.ts'
import { getPair, livingPair, livingPairsOf } from '../../db/pairs.ts'
import type { Person } from '../../db/people.ts'
import { getPeople, getPerson } from '../../db/people.ts'
import { homeOf } from '../../flows/home.ts'
import { addPair, answerProposal, editPair, endPair, isOver, pausePair, resumePair } from '../../flows/pairs.ts'
import type { Caller, Reply, SubmissionReply, Where } from '../listen.ts'
import type { Values } from '../values.ts'
import { text } from '../values.ts'
import { pairListModal } from '../views/home/pairs.ts'
import type { ModalView } from '../views/kit.ts'
import type { ClockGap, PairForm } from '../views/pairs.ts'
import { addPairModal, editPairModal, endPairModal, pairAddedModal, pairEndedModal, pairSavedModal, pickPairModal } from '../views/pairs.ts'
import { notYourTurn } from '../../flows/pilots.ts'
import type { ListenerParts } from './index.ts'
import { planModalFor } from './plan.ts'
import { readerOf } from './reader.ts'
import { sessionModalFor } from './session.ts'

export function listenToPairs({ routes, directory }: ListenerParts): void {
  routes.action('add_pair', async (call) => addPairReply(call))

  routes.submission('add_pair', async (call): Promise<SubmissionReply> => {
    const form = readPairForm(call.values, call.person, call.now)
    if ('errors' in form) return form
    const employeeSlackId = text(call.values, 'employee')
    if (employeeSlackId === undefined) return { errors: { employee: 'Please pick a person.' } }
    const employee = await directory.refresh(employeeSlackId, call.now)
    if (employee === undefined)
      return {
        errors: {
          employee: 'Slack does not know this person, or does not let Cuecard see them. Nothing was saved. Please choose somebody else.',
        },
      }
    const added = await addPair(
      call.store,
      { manager: call.person, employee, cadence: form.cadence, context: form.context, lead: form.lead },
      call.now,
    )
    if (!isRefusal(added))
      return { update: pairAddedModal({ employeeName: employee.name, ...added, gap: gapAhead(form.cadence, call.now) }, readerOf(call)) }
    const there = added.refused === 'exists' ? await livingPair(call.store.read, call.person.id, employee.id) : undefined
    if (there !== undefined)
      return { update: editPairModal({ pairId: there.id, employeeName: employee.name, opened: 'exists' }, form.asFilledIn) }
    return { errors: { [added.refused === 'no_meeting' ? 'first_on' : 'employee']: added.sentence } }
  })

  routes.action('pair_start', async ({ store, value, person, now }) => answerProposal(store, value.pairId, person, 'start', now))
  routes.action('pair_not_right', async ({ store, value, person, now }) => answerProposal(store, value.pairId, person, 'not_right', now))

  routes.action('pair_edit', async (call) => {
    const pair = await getPair(call.store.read, call.value.pairId)
    if (pair.managerId !== call.person.id) return refusal('not_yours', 'Only the manager of this 1:1 can change it. Nothing was changed.')
    if (pair.state === 'ended' || pair.state === 'declined') return isOver
    const employee = await getPerson(call.store.read, pair.employeeId)
    return { open: editPairModal({ pairId: pair.id, employeeName: employee.name, opened: 'edit' }, formOf(pair, call.person, call.now)) }
  })

  routes.submission('edit_pair', async (call): Promise<SubmissionReply> => {
    const form = readPairForm(call.values, call.person, call.now)
    if ('errors' in form) return form
    const pair = await getPair(call.store.read, call.meta.pairId)
    const meetsAsBefore = sameMeetings(form.asFilledIn, formOf(pair, call.person, call.now))
    const edited = await editPair(
      call.store,
      pair.id,
      call.person,
      { cadence: meetsAsBefore ? undefined : form.cadence, context: form.context, lead: form.lead },
      call.now,
    )
    if (isRefusal(edited)) return edited.refused === 'no_meeting' ? { errors: { first_on: edited.sentence } } : edited
    return {
      update: pairSavedModal({ next: edited.next, gap: meetsAsBefore ? undefined : gapAhead(form.cadence, call.now) }, readerOf(call)),
    }
  })

  routes.action('pair_pause', async (call) => (await pausePair(call.store, call.value.pairId, call.person, call.now)) ?? listAgain(call))
  routes.action('pair_resume', async (call) => (await resumePair(call.store, call.value.pairId, call.person, call.now)) ?? listAgain(call))

  routes.action('pair_end', async (call) => {
    const pair = await getPair(call.store.read, call.value.pairId)
    if (pair.managerId !== call.person.id && pair.employeeId !== call.person.id)
      return refusal('not_yours', 'Only the two people of a 1:1 can end it. Nothing was changed.')
    if (pair.state === 'ended' || pair.state === 'declined') return isOver
    const other = await getPerson(call.store.read, pair.managerId === call.person.id ? pair.employeeId : pair.managerId)
    return { open: endPairModal({ pairId: pair.id, otherName: other.name, what: pair.state === 'proposed' ? 'proposal' : 'pair' }) }
  })
  routes.submission('end_pair', async (call): Promise<SubmissionReply> => {
    const ended = await endPair(call.store, call.meta.pairId, call.person, call.now)
    return isRefusal(ended) ? ended : { update: pairEndedModal(ended) }
  })

  routes.action('pairs_more', async (call) => {
    const list = pairListModal(await homeOf(call.store.read, call.person, call.now), call.value.from, readerOf(call))
    return call.where.kind === 'view' && call.where.name === 'pair_list' ? { update: list } : { open: list }
  })

  routes.submission('pick_pair', async (call): Promise<SubmissionReply> => {
    const pair = (await openablePairs(call, call.meta.for)).find(({ id }) => id === text(call.values, 'pair'))
    if (pair === undefined) return { errors: { pair: 'This 1:1 is not there any more. Please pick another.' } }
    const reply = await openIt(call, call.meta.for, pair.id)
    return reply === undefined
      ? { close: true }
      : 'open' in reply
        ? { update: reply.open }
        : 'notice' in reply
          ? refusal('notice', reply.notice)
          : reply
  })
}

/** The form of *Add a 1:1*, for somebody in particular when a person was named. */
/** *Add a 1:1*, or one sentence for a manager whose turn in a comparison comes later. */
export async function addPairReply(call: Caller, employeeSlackId?: string): Promise<Reply> {
  const later = await notYourTurn(call.store.read, call.workspace.id, call.person.id, call.now)
  return later ?? { open: addPairForm(call, employeeSlackId) }
}

function addPairForm({ person, now }: Caller, employeeSlackId?: string): ModalView {
  const firstOn = nextWorkingDay(localDate(now, person.zone), person.week).toString()
  return addPairModal({
    employeeSlackId,
    firstOn,
    time: '14:00',
    lengthMinutes: 30,
    rhythm: 'weekly',
    alsoOn: [],
    until: undefined,
    leftOut: [],
    context: 'general',
    lead: person.lead,
  })
}

/** Opens a session or a plan: directly where one 1:1 can be meant, else after asking which. `otherSlackId` says with whom. */
export async function openOneOf(call: Caller, what: 'session' | 'plan', otherSlackId?: string): Promise<Reply> {
  const pairs = await openablePairs(call, what)
  const people = await getPeople(
    call.store.read,
    pairs.flatMap(({ managerId, employeeId }) => [managerId, employeeId]),
  )
  const faced = pairs.flatMap((pair) => {
    const other = people.get(pair.managerId === call.person.id ? pair.employeeId : pair.managerId)
    return other === undefined || (otherSlackId !== undefined && other.slackUserId !== otherSlackId) ? [] : [{ pair, other }]
  })
  const [only, ...others] = faced
  if (only === undefined) return notOpenable(call, what, otherSlackId)
  if (others.length === 0) return openIt(call, what, only.pair.id)
  const shown = faced.map(({ pair, other }) => ({ pairId: pair.id, otherName: other.name, cadence: formWords(pair) }))
  return { open: pickPairModal(what, shown) }
}

/** Why nothing can be opened, and what to do. */
async function notOpenable({ store, person }: Caller, what: 'session' | 'plan', otherSlackId: string | undefined): Promise<Refusal> {
  const living = await livingPairsOf(store.read, person.id)
  const people = await getPeople(
    store.read,
    living.flatMap(({ managerId, employeeId }) => [managerId, employeeId]),
  )
  const meant = living.filter(
    (pair) =>
      otherSlackId === undefined ||
      people.get(pair.managerId === person.id ? pair.employeeId : pair.managerId)?.slackUserId === otherSlackId,
  )
  const [one] = meant
  if (one?.state === 'proposed') return refusal('proposed', 'This 1:1 has not started yet: the question whether it is right is still open.')
  if (one !== undefined && what === 'session')
    return refusal('employee', 'In this 1:1 your manager opens the three prompts. You can read the plan with /coach plan.')
  return otherSlackId === undefined
    ? refusal('no_pair', 'You have no 1:1 in Cuecard yet. You can add one with /coach add.')
    : refusal('no_pair', 'The two of you have no 1:1 in Cuecard. You can add one with /coach add.')
}

async function openablePairs({ store, person }: Caller, what: 'session' | 'plan'): Promise<Pair[]> {
  const living = await livingPairsOf(store.read, person.id)
  return living.filter(({ state, managerId }) => state !== 'proposed' && (what === 'plan' || managerId === person.id))
}

function openIt(call: Caller, what: 'session' | 'plan', pairId: PairId): Promise<Reply> {
  return what === 'session' ? sessionModalFor(call, pairId) : planModalFor(call, pairId)
}

/** The list of 1:1s drawn again, where the button stood in it; App Home is drawn again by itself. */
async function listAgain(call: Caller & { where: Where }): Promise<Reply> {
  if (call.where.kind !== 'view' || call.where.name !== 'pair_list') return undefined
  const at = z.object({ from: z.int() }).safeParse(call.where.meta)
  return { update: pairListModal(await homeOf(call.store.read, call.person, call.now), at.success ? at.data.from : 0, readerOf(call)) }
}

const pairForm = z.object({
  first_on: z.iso.date({ error: 'Please pick a date.' }),
  time: z.string({ error: 'Please pick a time.' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Please pick a time.'),
  rhythm: z.enum(rhythmNames, { error: 'Please pick a rhythm.' }),
  also_on: z.array(z.coerce.number().int().min(1).max(7)).default([]),
  until: z.iso.date().nullish(),
  leave_out: z.iso.date().nullish(),
  left_out: z.array(z.iso.date()).default([]),
  length: z.coerce.number({ error: 'Please pick a length.' }).int().min(5).max(480),
  context: z.enum(contexts, { error: 'Please pick one.' }),
  lead: z.enum(Object.keys(leads) as [Lead, ...Lead[]], { error: 'Please pick one.' }),
})

type ReadForm = { cadence: Cadence; context: PairForm['context']; lead: Lead; asFilledIn: PairForm }

/** What was filled in, or a sentence for each field that does not fit. The weekday (and, monthly, which one of the month) comes from the date. */
/** The form of a 1:1 as it was filled in, or a sentence for each field that does not fit. */
export function readPairForm(values: Values, person: Person, now: Temporal.Instant): ReadForm | { errors: Record<string, string> } {
  const parsed = pairForm.safeParse(values)
  if (!parsed.success) return { errors: Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message])) }
  const { first_on: firstOn, rhythm, time, length, context, lead } = parsed.data
  const date = Temporal.PlainDate.from(firstOn)
  const today = localDate(now, person.zone)
  if (Temporal.PlainDate.compare(date, today) < 0) return { errors: { first_on: 'This date is past. Please pick the next 1:1.' } }
  if (date.since(today, { largestUnit: 'day' }).days > 366)
    return { errors: { first_on: 'This is more than a year away. Please pick the next 1:1.' } }
  const until = parsed.data.until ?? undefined
  if (until !== undefined && until < firstOn) return { errors: { until: 'This is before the next 1:1. Please pick a later date.' } }
  const leftOut = [...new Set([...parsed.data.left_out, ...(parsed.data.leave_out ? [parsed.data.leave_out] : [])])]
    .filter((one) => one >= today.toString())
    .toSorted()
  if (leftOut.length > mostLeftOut)
    return { errors: { leave_out: `At most ${mostLeftOut} dates can be left out at a time. Take one away, or pause this 1:1.` } }
  const alsoOn = [...new Set(parsed.data.also_on)].filter((weekday) => weekday !== date.dayOfWeek).toSorted()
  const meets = cadence({
    ...rhythmNamed(rhythm, date),
    weekdays: [date.dayOfWeek, ...alsoOn],
    time,
    zone: person.zone,
    lengthMinutes: length,
    from: firstOn,
    until,
    skippedDates: leftOut,
  })
  const isNone = parsed.data.leave_out && !hasRoundOn({ ...meets, skippedDates: [] }, parsed.data.leave_out)
  if (isNone) return { errors: { leave_out: 'There is no 1:1 on this date. Please pick one that has one, or leave this empty.' } }
  return {
    context,
    lead,
    asFilledIn: { firstOn, time, lengthMinutes: length, rhythm, alsoOn, until, leftOut, context, lead },
    cadence: meets,
  }
}

const mostLeftOut = 50
function hasRoundOn(meets: Cadence, date: string): boolean {
  const midday = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: meets.zone, plainTime: '12:00' }).toInstant()
  return occurrences(meets, midday.subtract({ hours: 48 }), midday.add({ hours: 48 })).some(({ originalDate }) => originalDate === date)
}

/** How a pair meets, as its form shows it: its next round on the manager's own wall clock. */
function formOf(pair: Pair, manager: Person, now: Temporal.Instant): PairForm {
  const next = nextOccurrence(pair.cadence, now)
  const firstOn = next === undefined ? pair.cadence.startOn : localDate(next.startsAt, manager.zone).toString()
  const today = localDate(now, manager.zone).toString()
  return {
    firstOn,
    time: next === undefined || next.shiftedByGap ? pair.cadence.time : sayTime(next.startsAt, manager.zone),
    lengthMinutes: pair.cadence.lengthMinutes,
    rhythm: rhythmOf(pair.cadence),
    alsoOn: weekdaysOf(pair.cadence).filter((weekday) => weekday !== Temporal.PlainDate.from(firstOn).dayOfWeek),
    until: pair.cadence.until,
    leftOut: (pair.cadence.skippedDates ?? []).filter((date) => date >= today),
    context: pair.context,
    lead: pair.lead,
  }
}

function weekdaysOf({ rule }: Cadence): number[] {
  const parsed = parseRule(rule)
  if (isRefusal(parsed)) return []
  return parsed.frequency === 'weekly' ? parsed.weekdays : parsed.days.map(({ weekday }) => weekday)
}

const rhythmWords: Record<RhythmName, string> = {
  weekly: 'every week',
  fortnightly: 'every second week',
  every_3_weeks: 'every third week',
  every_4_weeks: 'every fourth week',
  monthly: 'monthly',
  monthly_last: 'monthly',
}

function formWords(pair: Pair): string {
  return `${pair.cadence.time}, ${rhythmWords[rhythmOf(pair.cadence)]}`
}

function sameMeetings(
  { context: _context, lead: _lead, ...one }: PairForm,
  { context: _other, lead: _others, ...other }: PairForm,
): boolean {
  return JSON.stringify(Object.entries(one).toSorted()) === JSON.stringify(Object.entries(other).toSorted())
}

/** The next round within a year whose time does not exist because the clocks go forward. */
function gapAhead(meets: Cadence, now: Temporal.Instant): ClockGap | undefined {
  const shifted = occurrences(meets, now, now.add({ hours: 24 * 366 })).find((one) => one.shiftedByGap)
  return shifted && { on: Temporal.PlainDate.from(shifted.originalDate), time: meets.time, startsAt: shifted.startsAt }
}
