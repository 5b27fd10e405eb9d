import type { MessagePayload } from '../coaching/messages.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { SampleMessage } from '../coaching/sample-message.ts'
import { enqueue } from '../db/outbox.ts'
import { pausedSince } from '../db/pauses.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'

/** Sends a coordinator a sample of a message, to nobody else. Refused while everything is paused, because it would come when nobody expects it. */
export async function sendSample(store: Store, by: Person, sample: SampleMessage, now: Temporal.Instant): Promise<Refusal | undefined> {
  if (!by.coordinator) return coordinatorsOnly
  return store.write(async (tx) => {
    if ((await pausedSince(tx, by.workspaceId)) !== undefined) return paused
    await enqueue(tx, {
      workspaceId: by.workspaceId,
      key: `sample/${by.id}/${now.epochMilliseconds}`,
      kind: 'sample_message',
      payload: { personId: by.id, ...sample },
      to: { kind: 'person', id: by.id },
      now,
      expiresAt: now.add({ minutes: 30 }),
    })
    return undefined
  })
}

/** Nothing for somebody who is no coordinator any more. */
export async function loadSampleMessage(
  tx: Tx,
  { personId, of, state }: MessagePayload<'sample_message'>,
): Promise<SampleMessage | undefined> {
  return (await getPerson(tx, personId)).coordinator ? { of, state } : undefined
}

const coordinatorsOnly = refusal('not_coordinator', 'Only coordinators can send themselves a sample. Nothing was sent.')
const paused = refusal('paused', 'Everything is paused, so nothing was sent. Choose “Resume” on App Home, then send the sample again.')
