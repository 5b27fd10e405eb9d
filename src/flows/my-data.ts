import type { MessagePayload } from '../coaching/messages.ts'
import type { MyData } from '../coaching/my-data.ts'
import { audit } from '../db/audit.ts'
import { getDebrief } from '../db/debriefs.ts'
import { debriefIdsOf, debriefsAboutTalksWith, draftsOf } from '../db/my-data.ts'
import { feedOf } from '../db/feeds.ts'
import { newId } from '../db/new-id.ts'
import { enqueue } from '../db/outbox.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople, getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { plansOf, readPlan } from './plan.ts'
import { planHistory } from './plan-history.ts'

/** Everything that Cuecard keeps of a person, read now. What they may not read of others is not in it. */
export async function myDataOf(tx: Tx, person: Person, now: Temporal.Instant): Promise<MyData> {
  const plans: MyData['plans'] = []
  for (const { pairId, otherName, side } of await plansOf(tx, person)) {
    const pair = await getPair(tx, pairId)
    plans.push({
      as: side,
      otherName,
      state: pair.state,
      erasedAt: pair.state === 'ended' ? pair.endedAt?.add({ hours: 365 * 24 }) : undefined,
      plan: await readPlan(tx, pair, now),
      history: await planHistory(tx, pair),
    })
  }
  const debriefs: MyData['debriefs'] = []
  for (const id of await debriefIdsOf(tx, person.id)) {
    const debrief = await getDebrief(tx, id)
    const as = debrief.managerId === person.id ? 'manager' : 'mentor'
    const other = await getPerson(tx, as === 'manager' ? debrief.mentorId : debrief.managerId)
    const { openedAt, focus, summary, nextTry } = debrief
    debriefs.push({ as, otherName: other.name, openedAt, focus, summary, nextTry })
  }
  const about = await debriefsAboutTalksWith(tx, person.id)
  const managers = await getPeople(
    tx,
    about.map(({ managerId }) => managerId),
  )
  const feed = await feedOf(tx, person.id)
  const { name, slackUserId, zone, locale, week, away, thin, coordinator } = person
  return {
    person: {
      name,
      slackUserId,
      zone,
      locale,
      workDays: week.days,
      workHours: `${week.from} to ${week.to}`,
      away: away && { from: away.fromAt, until: away.untilAt },
      thin,
      coordinator,
      calendar: feed?.host,
    },
    plans,
    debriefs,
    debriefsAboutTalks: about.map(({ managerId, openedAt, landed }) => ({
      managerName: managers.get(managerId)?.name ?? '',
      openedAt,
      seemedToLand: landed,
    })),
    drafts: await draftsOf(tx, person.id),
  }
}

/** Sends a person everything that is kept of them, as a file in their own DM. */
export async function sendMyData(store: Store, by: Person, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    await enqueue(tx, {
      workspaceId: by.workspaceId,
      key: `my-data/${newId('file')}`,
      kind: 'my_data_file',
      payload: { personId: by.id },
      to: { kind: 'person', id: by.id },
      now,
      expiresAt: now.add({ hours: 24 }),
    })
    await audit(tx, by.workspaceId, { actorId: by.id, what: 'data_exported', subjectId: by.id, at: now })
  })
}

export async function loadMyDataFile(tx: Tx, { personId }: MessagePayload<'my_data_file'>, now: Temporal.Instant): Promise<MyData> {
  return myDataOf(tx, await getPerson(tx, personId), now)
}
