import { absenceInStatus } from '../coaching/slack-status.ts'
import type { StatusReader } from '../coaching/slack-status.ts'
import type { PersonId } from '../coaching/ids.ts'
import { getPerson } from '../db/people.ts'
import { forgetStatuses, noteStatus, peopleBehindDue } from '../db/slack-statuses.ts'
import type { Store } from '../db/store.ts'

/** A status is read at most so long before something is due, again after so long, and for so many people in one look. */
const ahead = { minutes: 15 }
const again = { minutes: 20 }
const atOnce = 30

/**
 * Reads the statuses of those whom something about a 1:1 is due for, so that nobody on leave is written to. Where the scope for it was not
 * granted nothing is known from Slack; where Slack does not answer, what was read last stands.
 */
export async function readStatusesBeforeMessages(store: Store, readStatus: StatusReader, now: Temporal.Instant): Promise<void> {
  for (const id of await peopleBehindDue(store.read, now.add(ahead), now.subtract(again), atOnce)) {
    if ((await readStatusOf(store, readStatus, id, now)) !== 'read') return
  }
}

async function readStatusOf(store: Store, readStatus: StatusReader, id: PersonId, now: Temporal.Instant) {
  const person = await getPerson(store.read, id)
  const reading = await readStatus(person.slackUserId)
  switch (reading.state) {
    case 'read': {
      const absence = absenceInStatus(reading.status, person, now)
      await store.write((tx) => noteStatus(tx, { workspaceId: person.workspaceId, personId: id, absence, now }))
      return reading.state
    }
    case 'not_granted':
      await store.write(forgetStatuses)
      return reading.state
    case 'failed':
      return reading.state
    default:
      return reading satisfies never
  }
}
