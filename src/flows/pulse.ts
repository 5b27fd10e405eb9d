import { budgetDecision } from '../coaching/budget.ts'
import type { PersonId, PulseWaveId } from '../coaching/ids.ts'
import { weekOf } from '../coaching/local-time.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { PulseBallot } from '../coaching/pilot/pulse-items.ts'
import { asksAboutMonth, isEmptyBallot } from '../coaching/pilot/pulse-items.ts'
import type { PulseShown } from '../coaching/pilot/pulse-messages.ts'
import { askedAt, closesAt, overEverywhereAt, remindedAt } from '../coaching/pilot/pulse-times.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { countedInWeek, enqueue, redraw } from '../db/outbox.ts'
import type { Person } from '../db/people.ts'
import { getPeople } from '../db/people.ts'
import type { Invited, PulseWave } from '../db/pulse.ts'
import { addBallot, closeWave, findInvited, findWave, invitedTo, noteInvited, openWave, wavesIn } from '../db/pulse.ts'
import type { Store, Tx } from '../db/store.ts'
import { managerNameOf, pulseInvitees } from './pilot-people.ts'

/** Opens waves whose day has begun somewhere, asks and reminds each person at their own hour, and closes what is over everywhere. */
export async function workOfPulse(store: Store, now: Temporal.Instant): Promise<void> {
  for (const wave of await wavesIn(store.read, 'planned')) if (isDue(now, askedAt(wave.opensOn, EARLIEST_ZONE))) await open(store, wave)
  for (const wave of await wavesIn(store.read, 'open')) {
    if (isDue(now, overEverywhereAt(wave.lastDay))) await close(store, wave, now)
    else await askAndRemind(store, wave, now)
  }
}

/** The zone in which every day begins first. */
const EARLIEST_ZONE = 'Pacific/Kiritimati'

const isDue = (now: Temporal.Instant, at: Temporal.Instant) => Temporal.Instant.compare(now, at) >= 0

async function open(store: Store, wave: PulseWave): Promise<void> {
  await store.write(async (tx) => openWave(tx, wave, await pulseInvitees(tx, wave)))
}

async function close(store: Store, wave: PulseWave, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    if (!(await closeWave(tx, wave))) return
    // Everybody's message is drawn again at once, so that nothing tells who answered.
    for (const { personId } of await invitedTo(tx, wave.id))
      for (const key of [pulseKeys.ask(wave.id, personId), pulseKeys.remind(wave.id, personId)])
        await redraw(tx, wave.workspaceId, key, now)
  })
}

async function askAndRemind(store: Store, wave: PulseWave, now: Temporal.Instant): Promise<void> {
  const waiting = (await invitedTo(store.read, wave.id)).filter(({ asked, reminded, answered }) => !answered && (!asked || !reminded))
  const people = await getPeople(
    store.read,
    waiting.map(({ personId }) => personId),
  )
  for (const invited of waiting) {
    const person = people.get(invited.personId)
    if (person === undefined || person.kind !== 'member' || isDue(now, closesAt(wave.lastDay, person.zone))) continue
    if (!invited.asked && isDue(now, askedAt(wave.opensOn, person.zone))) await ask(store, wave, invited, person, now)
    else if (invited.asked && isDue(now, remindedAt(wave.opensOn, person.zone))) await remind(store, wave, invited, person, now)
  }
}

async function ask(store: Store, wave: PulseWave, invited: Invited, person: Person, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    if (!(await noteInvited(tx, invited.id, 'asked'))) return
    await enqueue(tx, {
      workspaceId: wave.workspaceId,
      key: pulseKeys.ask(wave.id, person.id),
      kind: 'pulse',
      payload: { waveId: wave.id, personId: person.id },
      to: { kind: 'person', id: person.id },
      now,
      expiresAt: closesAt(wave.lastDay, person.zone),
    })
  })
}

/** One reminder, within the week's budget; where there is none left it goes at a later tick, or never. */
async function remind(store: Store, wave: PulseWave, invited: Invited, person: Person, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    const week = weekOf(now, person.zone)
    if (budgetDecision({ class: 'counted', sentThisWeek: await countedInWeek(tx, person.id, week) }) !== 'send') return
    if (!(await noteInvited(tx, invited.id, 'reminded'))) return
    await enqueue(tx, {
      workspaceId: wave.workspaceId,
      key: pulseKeys.remind(wave.id, person.id),
      kind: 'pulse_reminder',
      payload: { waveId: wave.id, personId: person.id },
      to: { kind: 'person', id: person.id },
      now,
      expiresAt: closesAt(wave.lastDay, person.zone),
      budgetWeek: week,
    })
  })
}

const pulseKeys = {
  ask: (waveId: PulseWaveId, personId: PersonId) => `pulse/${waveId}/${personId}`,
  remind: (waveId: PulseWaveId, personId: PersonId) => `pulse/${waveId}/${personId}/reminder`,
}

/**
 * Takes a person's answer. That they answered and what they answered are written in one transaction and nothing joins the two afterwards;
 * what comes a second time, or after the last day, is refused.
 */
export async function answerPulse(
  store: Store,
  waveId: PulseWaveId,
  person: Person,
  ballot: PulseBallot,
  now: Temporal.Instant,
): Promise<'taken' | Refusal<'not_asked' | 'closed' | 'empty' | 'answered'>> {
  return store.write(async (tx) => {
    const wave = await findWave(tx, waveId)
    const invited = await findInvited(tx, waveId, person.id)
    if (wave === undefined || invited === undefined)
      return refusal('not_asked', 'These questions were not meant for you, so nothing was kept. There is nothing that you need to do.')
    if (wave.state !== 'open' || isDue(now, closesAt(wave.lastDay, person.zone)))
      return refusal(
        'closed',
        'This round is closed, so these answers were not taken, and nothing of them was kept. Thank you all the same. The next round will come by itself.',
      )
    if (isEmptyBallot(ballot))
      return refusal(
        'empty',
        'Nothing is chosen yet, so nothing was sent. Choose an answer where you can; “Does not apply” is for the rest.',
      )
    const asked = asksAboutMonth(wave.wave) ? ballot : { ...ballot, asked: null, applied: null }
    if (await addBallot(tx, invited, asked)) return 'taken'
    return refusal(
      'answered',
      'You have answered this round already. That answer stays as it is, because nobody can tell which of the answers is yours. Nothing was added.',
    )
  })
}

export async function loadPulse(
  tx: Tx,
  { waveId, personId }: MessagePayload<'pulse'>,
  now: Temporal.Instant,
): Promise<PulseShown | undefined> {
  const wave = await findWave(tx, waveId)
  const invited = await findInvited(tx, waveId, personId)
  const person = (await getPeople(tx, [personId])).get(personId)
  if (wave === undefined || invited === undefined || person === undefined) return undefined
  const isClosed = wave.state === 'closed' || isDue(now, closesAt(wave.lastDay, person.zone))
  return {
    waveId,
    phase: invited.answered ? 'answered' : isClosed ? 'closed' : 'open',
    managerName: await managerNameOf(tx, wave.workspaceId, invited.managerCode),
    asksAboutMonth: asksAboutMonth(wave.wave),
    lastDay: wave.lastDay,
  }
}
