import type { PairId, PersonId } from '../../src/coaching/ids.ts'
import type { WorkspaceId } from '../../src/coaching/ids.ts'
import { cadence } from '../../src/coaching/cadence.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'
import { noteDmChannel, savePerson, saveSettings } from '../../src/db/people.ts'
import type { Store } from '../../src/db/store.ts'
import { saveWorkspace } from '../../src/db/workspaces.ts'
import { addPair, answerProposal } from '../../src/flows/pairs.ts'
import { workspaceId as slackWorkspace } from '../harness/slack-stub.ts'

export type SeededPair = { pairId: PairId; managerSlackId: string; employeeId: PersonId }

/** A workspace with running 1:1s, each with a manager and an employee of its own, made by the app's own flows. */
export async function seedPairs(
  store: Store,
  count: number,
  { weekday, invitations = true }: { weekday?: number; invitations?: boolean } = {},
): Promise<SeededPair[]> {
  const now = Temporal.Now.instant()
  const workspaceId = slackWorkspace as WorkspaceId
  await store.write((tx) =>
    saveWorkspace(tx, { id: workspaceId, name: 'Bench', appId: undefined, botUserId: 'U0BENCHBOT', zone: 'Europe/Berlin' }, now),
  )
  const person = (slackUserId: string) =>
    store.write(async (tx) => {
      const saved = await savePerson(
        tx,
        workspaceId,
        { slackUserId, name: slackUserId, kind: 'member', zone: 'Europe/Berlin', locale: 'en-GB' },
        now,
      )
      await noteDmChannel(tx, saved.id, `D${slackUserId.slice(1)}`)
      if (!invitations) await saveSettings(tx, saved.id, { invitations })
      return { ...saved, dmChannel: `D${slackUserId.slice(1)}` }
    })
  const seeded: SeededPair[] = []
  for (let i = 0; i < count; i++) {
    const [manager, employee] = [await person(`U0MANAGER${weekday ?? ''}X${i}`), await person(`U0EMPLOYEE${weekday ?? ''}X${i}`)]
    const rule = cadence({
      rhythm: 'weekly',
      weekdays: [weekday ?? (i % 5) + 1],
      time: '14:00',
      zone: manager.zone,
      lengthMinutes: 30,
      from: now.toZonedDateTimeISO(manager.zone).toPlainDate().toString(),
    })
    const added = await addPair(store, { manager, employee, cadence: rule, context: 'general', lead: manager.lead }, now)
    if (isRefusal(added)) throw new Error(added.sentence)
    const refused = await answerProposal(store, added.pairId, employee, 'start', now)
    if (refused) throw new Error(refused.sentence)
    seeded.push({ pairId: added.pairId, managerSlackId: manager.slackUserId, employeeId: employee.id })
  }
  return seeded
}
