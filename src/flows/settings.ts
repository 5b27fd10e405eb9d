import { absenceOf, lastDayOf } from '../coaching/absence.ts'
import { localDate } from '../coaching/local-time.ts'
import type { Lead } from '../coaching/trigger-time.ts'
import type { WorkWeek } from '../coaching/working-days.ts'
import { changePair, getPair, livingPairsOf } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson, saveSettings } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { changeAbsence } from './absence.ts'
import { redrawHomes } from './home.ts'
import { planAfresh } from './pairs.ts'

/** `undefined` for zone and country means as Slack has it. */
export type Settings = {
  week: WorkWeek
  lead: Lead
  ownZone: string | undefined
  country: string | undefined
  region: string | undefined
  /** Last day of an absence that has begun. */ awayUntil: Temporal.PlainDate | undefined
  invitations: boolean
  thin: boolean
}

/**
 * Keeps a person's own settings. What has not been sent around their 1:1s is planned anew. A new lead holds for the 1:1s that had the old
 * one; those that were set differently keep their own.
 */
export async function changeSettings(store: Store, by: Person, settings: Settings, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    const before = await getPerson(tx, by.id)
    await saveSettings(tx, by.id, {
      ...settings,
      ownZone: settings.ownZone ?? null,
      country: settings.country ?? null,
      region: settings.region ?? null,
    })
    await followAway(tx, before, settings.awayUntil, now)
    for (const pair of await livingPairsOf(tx, by.id)) {
      if (pair.managerId === by.id && pair.lead === before.lead && settings.lead !== before.lead)
        await changePair(tx, pair, { lead: settings.lead }, now)
      await planAfresh(tx, await getPair(tx, pair.id), now)
    }
    await redrawHomes(tx, [by], now)
  })
}

/** An absence whose last day stays as it was keeps its first day. */
async function followAway(tx: Tx, by: Person, lastDay: Temporal.PlainDate | undefined, now: Temporal.Instant): Promise<void> {
  const today = localDate(now, by.zone)
  const current = by.away && Temporal.Instant.compare(by.away.untilAt, now) > 0 ? by.away : undefined
  if (lastDay === undefined) {
    if (current !== undefined) await changeAbsence(tx, by, undefined, now)
    return
  }
  if (current !== undefined && lastDayOf(current, by.zone).equals(lastDay)) return
  const firstDay = current === undefined ? today : localDate(current.fromAt, by.zone)
  await changeAbsence(tx, by, absenceOf(Temporal.PlainDate.compare(firstDay, lastDay) <= 0 ? firstDay : today, lastDay, by.zone), now)
}
