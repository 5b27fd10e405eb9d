import type { Clock } from '../clock.ts'
import { doubtWhatWaited, settleRestore, unsettledRestore } from '../db/restores.ts'
import type { Store } from '../db/store.ts'
import type { Log } from '../log.ts'

/**
 * Reconciles a database that came back from a backup with what Slack has been told since, before anything is sent. What waited then is
 * looked up in Slack's history under its marker; what time brought about since is caught up on and taken as said, because nobody knows any
 * more whether it was. Does nothing for a database that was never restored, and may be repeated after a crash.
 */
export async function comeBackFromBackup(parts: {
  store: Store
  clock: Clock
  log: Log
  quarantineMs: number
  /** What Slack told us, and what time has brought about; both may ask for messages, which are not sent. */
  catchUp: () => Promise<void>
}): Promise<void> {
  const { store, clock, log } = parts
  const restore = await unsettledRestore(store.read)
  if (restore === undefined) return
  const doubted = await store.write((tx) => doubtWhatWaited(tx, restore, clock.elapsedMs() + parts.quarantineMs))
  await parts.catchUp()
  const takenAsSaid = await store.write((tx) => settleRestore(tx, restore, clock.now()))
  log.warn(
    { takenAt: restore.takenAt.toString(), doubted, takenAsSaid },
    'this database was restored from a backup and has been reconciled',
  )
}
