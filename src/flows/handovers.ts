import type { HandoverAsked, HandoverChoice, HandoverNote } from '../coaching/handover.ts'
import { workingDaysToChoose } from '../coaching/handover.ts'
import type { HandoverId, PersonId } from '../coaching/ids.ts'
import { localDate } from '../coaching/local-time.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { addWorkingDays } from '../coaching/working-days.ts'
import { agreementsOf } from '../db/agreements.ts'
import { audit } from '../db/audit.ts'
import type { Handover } from '../db/handovers.ts'
import { getHandover, handoversToDefault, insertHandover, noteChoice } from '../db/handovers.ts'
import { enqueue, redraw } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { closeToManager, getPair, livingPair, livingPairsOf, movePair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { redrawAgreement } from './agreements.ts'
import { handoverKey, takeOverPlan } from './handover-parts.ts'
import { redrawHomes } from './home.ts'
import { stopPair, takeBackProposal } from './pairs.ts'

/**
 * Who got another manager. `formerManagerId` is whose 1:1s end; without it, everybody's but the new one's. Without `newManagerId` nobody is
 * known yet to whom anything could go over: the 1:1s end and the plan is closed all the same, and the employee is not asked.
 */
export type ManagerChange = {
  employeeId: PersonId
  newManagerId?: PersonId | undefined
  formerManagerId?: PersonId | undefined
  /** The coordinator who said so; undefined for an import. */
  by?: PersonId | undefined
}

/**
 * An employee has another manager from now on. Their 1:1s with the former one end, the plan is frozen and closed to the former manager in the
 * same moment, and the employee is asked what goes over to the new one. Safe to run again: what has ended is passed over.
 */
export async function managerChanged(store: Store, change: ManagerChange, now: Temporal.Instant): Promise<{ ended: number }> {
  return store.write((tx) => managerChangedIn(tx, change, now))
}

/** The same inside a transaction, for an import that changes many at once. */
export async function managerChangedIn(tx: Tx, change: ManagerChange, now: Temporal.Instant): Promise<{ ended: number }> {
  const { employeeId, newManagerId, formerManagerId, by } = change
  const leaving = (await livingPairsOf(tx, employeeId)).filter(
    (pair) =>
      pair.employeeId === employeeId &&
      pair.managerId !== newManagerId &&
      (formerManagerId === undefined || pair.managerId === formerManagerId),
  )
  for (const pair of leaving) await leave(tx, pair, newManagerId, now)
  const former = new Set([...leaving.map(({ managerId }) => managerId), ...(formerManagerId === undefined ? [] : [formerManagerId])])
  if (newManagerId !== undefined) former.delete(newManagerId)
  for (const managerId of former) await closeToManager(tx, managerId, employeeId, now)
  if (leaving.length > 0) {
    const { workspaceId } = await getPerson(tx, employeeId)
    await audit(tx, workspaceId, { actorId: by, what: 'manager_changed', subjectId: employeeId, at: now })
  }
  return { ended: leaving.length }
}

async function leave(tx: Tx, pair: Pair, newManagerId: PersonId | undefined, now: Temporal.Instant): Promise<void> {
  const [manager, employee] = [await getPerson(tx, pair.managerId), await getPerson(tx, pair.employeeId)]
  if (pair.state === 'proposed') {
    await movePair(tx, pair.id, ['proposed'], 'ended', now)
    await takeBackProposal(tx, pair, now)
    await redrawHomes(tx, [manager, employee], now)
    return
  }
  await stopPair(tx, pair, now)
  // Messages are drawn after this is committed: the former manager's are drawn once more, without a word of the plan.
  await closeToManager(tx, pair.managerId, pair.employeeId, now)
  for (const agreement of await agreementsOf(tx, pair.id, ['proposed', 'returned', 'settled', 'void']))
    await redrawAgreement(tx, agreement, now)
  const handoverId =
    newManagerId &&
    (await insertHandover(tx, {
      workspaceId: pair.workspaceId,
      employeeId: employee.id,
      fromPairId: pair.id,
      newManagerId,
      askedAt: now,
      defaultAt: timeToChoose(employee, now),
    }))
  if (handoverId !== undefined) await ask(tx, pair, handoverId, now)
  await redrawHomes(tx, [manager, employee], now)
}

/** Nine in the morning of the employee's tenth working day from now, on their own clock. */
function timeToChoose(employee: Person, now: Temporal.Instant): Temporal.Instant {
  const day = addWorkingDays(localDate(now, employee.zone), workingDaysToChoose, employee.week)
  return day.toZonedDateTime({ timeZone: employee.zone, plainTime: '09:00' }).toInstant()
}

async function ask(tx: Tx, pair: Pair, handoverId: HandoverId, now: Temporal.Instant): Promise<void> {
  const { workspaceId } = pair
  await enqueue(tx, {
    workspaceId,
    key: handoverKey(handoverId),
    kind: 'handover_asked',
    payload: { handoverId },
    to: { kind: 'person', id: pair.employeeId },
    now,
  })
  await enqueue(tx, {
    workspaceId,
    key: `${handoverKey(handoverId)}/former`,
    kind: 'handover_note',
    payload: { handoverId, to: 'former' },
    to: { kind: 'person', id: pair.managerId },
    now,
  })
}

/** The employee says what goes over. It goes at once where the 1:1 with the new manager runs already, else when it begins. */
export async function chooseHandover(
  store: Store,
  handoverId: HandoverId,
  choice: HandoverChoice,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const handover = await getHandover(tx, handoverId)
    if (handover.employeeId !== by.id) return refusal('not_yours', 'Only the person whose plan it is can choose this. Nothing was changed.')
    if (!(await noteChoice(tx, handoverId, choice, by.id, now)))
      return refusal(
        'chosen',
        'This was chosen already, so nothing was changed. You can still write on the new plan what you would like there.',
      )
    await audit(tx, handover.workspaceId, { actorId: by.id, what: 'handover_chosen', subjectId: handoverId, at: now })
    await goOver(tx, handover, now)
    return undefined
  })
}

/** Where nobody has chosen in ten working days, the agreed parts go over. */
export async function defaultHandovers(store: Store, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    for (const handover of await handoversToDefault(tx, now, 50)) {
      if (!(await noteChoice(tx, handover.id, 'agreed', undefined, now))) continue
      await audit(tx, handover.workspaceId, { actorId: undefined, what: 'handover_chosen', subjectId: handover.id, at: now })
      await goOver(tx, handover, now)
    }
  })
}

async function goOver(tx: Tx, handover: Handover, now: Temporal.Instant): Promise<void> {
  const pair = await livingPair(tx, handover.newManagerId, handover.employeeId)
  if (pair !== undefined && pair.state !== 'proposed') await takeOverPlan(tx, pair, now)
  await redraw(tx, handover.workspaceId, handoverKey(handover.id), now)
}

export async function loadHandoverAsked(tx: Tx, { handoverId }: MessagePayload<'handover_asked'>): Promise<HandoverAsked> {
  const handover = await getHandover(tx, handoverId)
  const pair = await getPair(tx, handover.fromPairId)
  return {
    handoverId,
    pairId: pair.id,
    formerName: (await getPerson(tx, pair.managerId)).name,
    newName: (await getPerson(tx, handover.newManagerId)).name,
    choice: handover.choice,
    chosenBy: handover.chosenById === undefined ? 'nobody' : 'employee',
    defaultAt: handover.defaultAt,
    state: handover.toPairId === undefined ? 'waiting' : 'done',
  }
}

export async function loadHandoverNote(tx: Tx, { handoverId, to }: MessagePayload<'handover_note'>): Promise<HandoverNote> {
  const handover = await getHandover(tx, handoverId)
  const employee = await getPerson(tx, handover.employeeId)
  return { to, pairId: handover.toPairId ?? handover.fromPairId, employeeName: employee.name, choice: handover.choice }
}
