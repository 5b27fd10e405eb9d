import { mayRead } from '../coaching/access.ts'
import type { PairId } from '../coaching/ids.ts'
import type { Quarter } from '../coaching/local-time.ts'
import { localDate, quarterOf } from '../coaching/local-time.ts'
import type { LookBack, LookBackFile, LookBackLine, LookBackQuarter } from '../coaching/look-back.ts'
import { lookBackLines } from '../coaching/look-back.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { FileFormat } from '../coaching/plan-file.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import { actionsOfPlan, planAction } from '../db/actions.ts'
import { audit } from '../db/audit.ts'
import { goalsOf } from '../db/goals.ts'
import { putBackAll, removalsOf, takeOut } from '../db/look-back.ts'
import { newId } from '../db/new-id.ts'
import { enqueue } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import { requestsOf } from '../db/requests.ts'
import type { Store, Tx } from '../db/store.ts'
import { getWorkspace } from '../db/workspaces.ts'
import { sideOf } from './sides.ts'

type Opened = { lookBack: LookBack; side: 'manager' | 'employee'; pair: Pair; all: LookBackLine[]; quarter: Quarter }

/** A quarter of a pair as its two people read it, without the lines that they took out; refused for anybody else. */
export async function openLookBack(
  tx: Tx,
  pairId: PairId,
  which: LookBackQuarter,
  by: Person,
  now: Temporal.Instant,
): Promise<Opened | Refusal<'not_yours'>> {
  const pair = await getPair(tx, pairId)
  const side = sideOf(pair, by.id)
  if (side === undefined || !mayRead(side, 'plan'))
    return refusal('not_yours', 'A look-back is for the two people whose 1:1 it belongs to, so it was not opened.')
  const manager = await getPerson(tx, pair.managerId)
  const employee = await getPerson(tx, pair.employeeId)
  const { quarterStartMonth, zone } = await getWorkspace(tx, pair.workspaceId)
  const current = quarterOf(localDate(now, zone), quarterStartMonth)
  const quarter = which === 'this' ? current : quarterOf(current.start.subtract({ days: 1 }), quarterStartMonth)
  const day = (instant: Temporal.Instant) => localDate(instant, zone).toString()
  const names = { manager: manager.name, employee: employee.name }
  const all = lookBackLines(
    {
      goals: (await goalsOf(tx, pair.planId)).map((goal) => ({ ...goal, changedOn: day(goal.changedAt) })),
      actions: (await actionsOfPlan(tx, pair.planId)).map((action) => ({
        ...planAction(action),
        signed: action.signed,
        madeOn: day(action.createdAt),
        closedOn: action.closedAt && day(action.closedAt),
      })),
      requests: (await requestsOf(tx, pair.planId)).map((request) => ({ ...request, askedOn: day(request.askedAt) })),
    },
    quarter,
    names,
  )
  const removals = await removalsOf(tx, pair.planId, quarter.start.toString())
  const out = new Set(removals.map(({ lineKey }) => lineKey))
  const takenOut = (about: 'manager' | 'employee') => all.filter((line) => line.about === about && out.has(line.key)).length
  return {
    side,
    pair,
    all,
    quarter,
    lookBack: {
      pairId,
      which,
      quarter: quarter.label,
      managerName: names.manager,
      employeeName: names.employee,
      lines: all.filter(({ key }) => !out.has(key)),
      takenOut: { manager: takenOut('manager'), employee: takenOut('employee') },
    },
  }
}

/** Takes out a line about oneself, for both and for every export. */
export async function takeLineOut(
  store: Store,
  pairId: PairId,
  which: LookBackQuarter,
  key: string,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const opened = await openLookBack(tx, pairId, which, by, now)
    if (isRefusal(opened)) return opened
    const line = opened.all.find((one) => one.key === key)
    if (line === undefined) return refusal('gone', 'This line is not there any more. Nothing was changed.')
    if (line.about !== opened.side)
      return refusal('not_about_you', 'Only the person whom a line is about can take it out. Nothing was changed.')
    const { workspaceId, planId } = opened.pair
    await takeOut(tx, { workspaceId, planId, quarterOn: opened.quarter.start.toString(), lineKey: key, byId: by.id })
    return undefined
  })
}

/** Puts back the lines that one took out oneself. */
export async function putLinesBack(
  store: Store,
  pairId: PairId,
  which: LookBackQuarter,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const opened = await openLookBack(tx, pairId, which, by, now)
    if (isRefusal(opened)) return opened
    await putBackAll(tx, { planId: opened.pair.planId, quarterOn: opened.quarter.start.toString(), byId: by.id })
    return undefined
  })
}

/** Sends the look-back to the one who asks, as a file in their own DM. It is read when it is sent. */
export async function sendLookBack(
  store: Store,
  pairId: PairId,
  which: LookBackQuarter,
  format: FileFormat,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const opened = await openLookBack(tx, pairId, which, by, now)
    if (isRefusal(opened)) return opened
    await enqueue(tx, {
      workspaceId: by.workspaceId,
      key: `look-back/${newId('file')}`,
      kind: 'look_back_file',
      payload: { pairId, personId: by.id, which, format },
      to: { kind: 'person', id: by.id },
      now,
      expiresAt: now.add({ hours: 24 }),
    })
    await audit(tx, by.workspaceId, { actorId: by.id, what: 'look_back_exported', subjectId: opened.pair.planId, at: now })
    return undefined
  })
}

export async function loadLookBackFile(
  tx: Tx,
  { pairId, personId, which, format }: MessagePayload<'look_back_file'>,
  now: Temporal.Instant,
): Promise<LookBackFile | undefined> {
  const opened = await openLookBack(tx, pairId, which, await getPerson(tx, personId), now)
  return isRefusal(opened) ? undefined : { lookBack: opened.lookBack, side: opened.side, format }
}
