import type { InvitationId, MeetingId, TriggerId, TriggerMessageId } from '../coaching/ids.ts'
import { redraw } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { meetingsAround } from '../db/meetings.ts'
import type { Tx } from '../db/store.ts'
import { invitationOfMeeting, triggerOfMeeting } from '../db/triggers.ts'

/** The message of a manager's day and send slot. */
export const triggerKey = (id: TriggerMessageId) => `trigger/${id}`
/** The nth time a trigger came again because the manager sent it away for later. */
export const againKey = (id: TriggerId, round: number) => `trigger/${id}/again/${round}`
export const invitationKey = (id: InvitationId) => `invitation/${id}`

/** Draws again whatever was sent about some meetings, to the manager and to the employee. */
export async function redrawMeetings(tx: Tx, meetingIds: readonly MeetingId[], now: Temporal.Instant): Promise<void> {
  for (const meetingId of meetingIds) {
    const trigger = await triggerOfMeeting(tx, meetingId)
    if (trigger?.triggerMessageId !== undefined) {
      await redraw(tx, trigger.workspaceId, triggerKey(trigger.triggerMessageId), now)
      for (let round = 1; round <= trigger.snoozes; round++) await redraw(tx, trigger.workspaceId, againKey(trigger.id, round), now)
    }
    const invitation = await invitationOfMeeting(tx, meetingId)
    if (invitation?.state === 'sent') await redraw(tx, invitation.workspaceId, invitationKey(invitation.id), now)
  }
}

/** Draws again what was sent about the meetings of a pair that are not over: for changes of its plan, its names or its state. */
export async function redrawPair(tx: Tx, pair: Pick<Pair, 'id'>, now: Temporal.Instant): Promise<void> {
  const near = await meetingsAround(tx, pair.id, now.subtract({ hours: 24 }), now.add({ hours: 24 * 65 }), [])
  await redrawMeetings(
    tx,
    near.filter(({ closed }) => !closed).map(({ id }) => id),
    now,
  )
}
