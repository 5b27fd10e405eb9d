import { deleteFileOf } from '../db/outbox.ts'
import type { OutboxRow } from '../db/outbox.ts'
import { askToDeleteAt, filesToDelete, noteDeleted, noteShared } from '../db/sent-files.ts'
import type { Store, Tx } from '../db/store.ts'

/** A file stays in Slack for a day: long enough to be saved, short enough not to become a second home of what it says. */
const staysFor = { hours: 24 }
/** While Slack has not deleted it, it is asked again. */
const askedAgainAfter = { hours: 1 }
const atATime = 50

/** A message with a file stands in Slack: from now on its day runs. */
export async function fileWasShared(tx: Tx, row: OutboxRow, _at: unknown, now: Temporal.Instant): Promise<void> {
  await noteShared(tx, row.id, now, now.add(staysFor))
}

/** Slack has deleted the file of a message. */
export async function fileWasDeleted(tx: Tx, row: OutboxRow, now: Temporal.Instant): Promise<void> {
  if (row.targetId !== null) await noteDeleted(tx, row.targetId, now)
}

/** Asks Slack to delete every file that has had its day, and again each hour until it has. */
export async function deleteOldFiles(store: Store, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    const due = await filesToDelete(tx, now, atATime)
    for (const file of due) await deleteFileOf(tx, file.outboxId, now)
    await askToDeleteAt(
      tx,
      due.map(({ id }) => id),
      now.add(askedAgainAfter),
    )
  })
}
