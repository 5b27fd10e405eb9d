import { budgetDecision } from '../coaching/budget.ts'
import { waitedUntil, waits } from '../coaching/debrief.ts'
import { weekOf } from '../coaching/local-time.ts'
import type { Debrief } from '../db/debriefs.ts'
import { noteReminder, unansweredDebriefs } from '../db/debriefs.ts'
import { countedInWeek, enqueue } from '../db/outbox.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store } from '../db/store.ts'
import { debriefKeys, offerStandIn } from './debrief-posts.ts'
import { takesWords } from './debrief-replies.ts'
import { mayRemind } from './holding-back.ts'

/**
 * Debriefs that nobody answers: after three working days of the mentor one reminder to them, after five one offer to the manager. Both
 * count in the week's budget and keep to the person's working hours, so one that cannot go now goes at a later tick.
 */
export async function remindOfDebriefs(store: Store, now: Temporal.Instant): Promise<void> {
  for (const debrief of await unansweredDebriefs(store.read)) {
    const mentor = await getPerson(store.read, debrief.mentorId)
    const manager = await getPerson(store.read, debrief.managerId)
    const hasWaited = (days: number) => Temporal.Instant.compare(now, waitedUntil(debrief.openedAt, days, mentor)) >= 0
    if (debrief.nudgedAt === undefined && hasWaited(waits.nudge) && mentor.kind === 'member' && (await takesWords(store.read, debrief)))
      await nudge(store, debrief, mentor, now)
    if (debrief.standInOfferedAt === undefined && hasWaited(waits.standIn)) await offer(store, debrief, manager, now)
  }
}

async function nudge(store: Store, debrief: Debrief, mentor: Person, now: Temporal.Instant): Promise<void> {
  if (!(await mayRemind(store.read, mentor, now))) return
  await store.write(async (tx) => {
    const week = weekOf(now, mentor.zone)
    if (budgetDecision({ class: 'counted', sentThisWeek: await countedInWeek(tx, mentor.id, week) }) !== 'send') return
    if (!(await noteReminder(tx, debrief.id, 'nudgedAt', now))) return
    await enqueue(tx, {
      workspaceId: debrief.workspaceId,
      key: debriefKeys.nudge(debrief),
      kind: 'debrief_nudge',
      payload: { debriefId: debrief.id },
      to: { kind: 'person', id: mentor.id },
      now,
      budgetWeek: week,
    })
  })
}

async function offer(store: Store, debrief: Debrief, manager: Person, now: Temporal.Instant): Promise<void> {
  if (!(await mayRemind(store.read, manager, now))) return
  await store.write(async (tx) => {
    const week = weekOf(now, manager.zone)
    if (budgetDecision({ class: 'counted', sentThisWeek: await countedInWeek(tx, manager.id, week) }) !== 'send') return
    if (await noteReminder(tx, debrief.id, 'standInOfferedAt', now)) await offerStandIn(tx, debrief, now, week)
  })
}
