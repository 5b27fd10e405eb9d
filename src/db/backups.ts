import { backUp } from '#backend/backup.ts'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSetting } from '../config.ts'

/** Backups lie in one folder, each named after the moment it was taken; other files in the folder are left alone. */
export type Backups = { folder: string; keep: number }

/** Takes the day's backup if the newest is a day old, and removes the oldest beyond those to keep. Returns the new one's path, if any. */
export async function backUpDaily(setting: DatabaseSetting, { folder, keep }: Backups, now: Temporal.Instant): Promise<string | undefined> {
  const newest = newestBackup(folder)
  if (newest !== undefined && now.since(newest).total('hours') < aDay) return undefined
  const taken = await backUp(setting, folder, now)
  for (const old of backupsIn(folder).slice(keep)) rmSync(join(folder, old.name), { force: true })
  return taken
}

/** When the newest backup in a folder was taken; undefined when there is none. */
export function newestBackup(folder: string): Temporal.Instant | undefined {
  return backupsIn(folder)[0]?.takenAt
}

/** Newest first. */
function backupsIn(folder: string): { name: string; takenAt: Temporal.Instant }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const stamp = /^cuecard-(\d{8}T\d{6}Z)\.db\.zst$/.exec(name)?.[1]
      return stamp === undefined ? [] : [{ name, takenAt: Temporal.Instant.from(stamp) }]
    })
    .toSorted((a, b) => Temporal.Instant.compare(b.takenAt, a.takenAt))
}

/** Housekeeping comes once an hour: a little less than a day keeps the backup at its hour. */
const aDay = 23.5
