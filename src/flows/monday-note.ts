import { weekOf } from '../coaching/local-time.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { MondayNote } from '../coaching/monday-note.ts'
import { shareOf } from '../coaching/monday-note.ts'
import { countCoverage, countOwnerless, countSignatures, countUndelivered } from '../db/monday-note.ts'
import { enqueue } from '../db/outbox.ts'
import { coordinatorsOf, getPeople } from '../db/people.ts'
import { countRoster } from '../db/roster.ts'
import type { Store, Tx } from '../db/store.ts'
import { allWorkspaces } from '../db/workspaces.ts'

/** The hours of a Monday, in the coordinator's zone, within which the note is sent. */
const hours = { from: 9, before: 18 }

/** Sends each coordinator the week's note on Monday morning, once, from the first running 1:1 on. */
export async function sendMondayNotes(store: Store, now: Temporal.Instant): Promise<void> {
  for (const { id: workspaceId, stopped } of await allWorkspaces(store.read)) {
    if (stopped) continue
    for (const person of await coordinatorsOf(store.read, workspaceId)) {
      const { dayOfWeek, hour } = now.toZonedDateTimeISO(person.zone)
      if (dayOfWeek !== 1 || hour < hours.from || hour >= hours.before) continue
      const week = weekOf(now, person.zone)
      await store.write(async (tx) => {
        if ((await countCoverage(tx, workspaceId)).withPair === 0) return
        await enqueue(tx, {
          workspaceId,
          key: `monday/${person.id}/${week}`,
          kind: 'monday_note',
          payload: { personId: person.id },
          to: { kind: 'person', id: person.id },
          now,
          expiresAt: now.add({ hours: 24 }),
          budgetWeek: week,
        })
      })
    }
  }
}

export async function loadMondayNote(
  tx: Tx,
  { personId }: MessagePayload<'monday_note'>,
  now: Temporal.Instant,
): Promise<MondayNote | undefined> {
  const person = (await getPeople(tx, [personId])).get(personId)
  if (person === undefined || !person.coordinator) return undefined
  const { workspaceId } = person
  const { withPair, inRoster } = await countCoverage(tx, workspaceId)
  const signatures = await countSignatures(tx, workspaceId, now.subtract({ hours: 4 * 7 * 24 }))
  const people = await countRoster(tx, workspaceId)
  return {
    coverage: { withPair, ofRoster: inRoster === 0 ? undefined : inRoster },
    unconfirmedPercent: shareOf(signatures.waiting, signatures.all, signatures.employees),
    ownerless: await countOwnerless(tx, workspaceId),
    undelivered: await countUndelivered(tx, workspaceId, now.subtract({ hours: 7 * 24 })),
    notFound: people.here - people.found,
  }
}
