import type { Lead } from '../coaching/trigger-time.ts'
import type { WorkWeek } from '../coaching/working-days.ts'
import { changePair, getPair, livingPairsOf } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson, saveSettings } from '../db/people.ts'
import type { Store } from '../db/store.ts'
import { redrawHomes } from './home.ts'
import { planAfresh } from './pairs.ts'

/** `undefined` for zone and country means as Slack has it. */
export type Settings = { week: WorkWeek; lead: Lead; ownZone: string | undefined; country: string | undefined; invitations: boolean; thin: boolean }

/**
 * Keeps a person's own settings. What has not been sent around their 1:1s is planned anew. A new lead holds for the 1:1s that had the old
 * one; those that were set differently keep their own.
 */
export async function changeSettings(store: Store, by: Person, settings: Settings, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    const before = await getPerson(tx, by.id)
    await saveSettings(tx, by.id, { ...settings, ownZone: settings.ownZone ?? null, country: settings.country ?? null })
    for (const pair of await livingPairsOf(tx, by.id)) {
      if (pair.managerId === by.id && pair.lead === before.lead && settings.lead !== before.lead) await changePair(tx, pair, { lead: settings.lead }, now)
      await planAfresh(tx, await getPair(tx, pair.id), now)
    }
    await redrawHomes(tx, [by], now)
  })
}
