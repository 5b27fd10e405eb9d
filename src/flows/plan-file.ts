import type { PairId } from '../coaching/ids.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { FileFormat, PlanFile } from '../coaching/plan-file.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal } from '../coaching/refusal.ts'
import { audit } from '../db/audit.ts'
import { newId } from '../db/new-id.ts'
import { enqueue } from '../db/outbox.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { openPlan } from './plan.ts'

/** Sends the plan to one of its two people, as a file in their own DM. The page is read when it is sent. */
export async function sendPlanFile(
  store: Store,
  pairId: PairId,
  format: FileFormat,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const opened = await openPlan(tx, pairId, by, now)
    if (isRefusal(opened)) return opened
    await enqueue(tx, {
      workspaceId: by.workspaceId,
      key: `plan-file/${newId('file')}`,
      kind: 'plan_file',
      payload: { pairId, personId: by.id, format },
      to: { kind: 'person', id: by.id },
      now,
      expiresAt: now.add({ hours: 24 }),
    })
    await audit(tx, by.workspaceId, { actorId: by.id, what: 'plan_exported', subjectId: opened.plan.planId, at: now })
    return undefined
  })
}

/** The plan as it stands when the file is made; undefined for somebody who may not read it any more. */
export async function loadPlanFile(
  tx: Tx,
  { pairId, personId, format }: MessagePayload<'plan_file'>,
  now: Temporal.Instant,
): Promise<PlanFile | undefined> {
  const opened = await openPlan(tx, pairId, await getPerson(tx, personId), now)
  return isRefusal(opened) ? undefined : { plan: opened.plan, side: opened.side, quarter: opened.quarter, format }
}
