import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonId, WorkspaceId } from '../../src/coaching/ids.ts'
import { insertDebrief } from '../../src/db/debriefs.ts'
import { closeMentoringMeeting, insertMentoringMeeting, noteMentoringOutcome } from '../../src/db/mentoring-meetings.ts'
import { insertMentorship, moveMentorship } from '../../src/db/mentorships.ts'
import { newId } from '../../src/db/new-id.ts'
import { savePerson } from '../../src/db/people.ts'
import type { Store } from '../../src/db/store.ts'
import { saveWorkspace } from '../../src/db/workspaces.ts'
import { coordinatorHome } from '../../src/flows/coordinator-home.ts'
import type { TestDatabase } from '../support/database.ts'
import { testDatabase } from '../support/database.ts'

const zone = 'Europe/Berlin'
const now = Temporal.Instant.from('2026-03-30T08:00:00Z')
const daysAgo = (days: number) => now.subtract({ hours: 24 * days })

let database: TestDatabase
let store: Store
beforeAll(async () => {
  database = await testDatabase()
  store = await database.open()
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

type Met = { daysAgo: number; heldMinutes?: number; excused?: boolean }
let made = 0
/** A workspace in which as many mentorships run as there are lists of meetings of 60 minutes, each with one open debrief. */
async function running(...met: Met[][]): Promise<WorkspaceId> {
  made += 1
  return store.write(async (tx) => {
    const { id: workspaceId } = await saveWorkspace(
      tx,
      { id: `TH${made}` as WorkspaceId, name: 'Practice', appId: undefined, botUserId: 'U0', zone },
      daysAgo(90),
    )
    const person = async (name: string): Promise<PersonId> =>
      (await savePerson(tx, workspaceId, { slackUserId: `U${name}`, name, kind: 'member', zone, locale: 'en-GB' }, daysAgo(90))).id
    const mentorId = await person('Tomas')
    for (const [at, meetings] of met.entries()) {
      const managerId = await person(`Manager${at}`)
      const id = newId('mentorship')
      await insertMentorship(tx, { id, workspaceId, managerId, mentorId, proposedById: managerId, now: daysAgo(80) })
      await moveMentorship(tx, id, ['proposed'], 'active', daysAgo(79))
      const about = { focus: 'How I opened', summary: undefined, sessionId: undefined, route: 'form' as const }
      await insertDebrief(tx, { ...about, workspaceId, mentorshipId: id, managerId, mentorId, now: daysAgo(2) })
      for (const [index, { daysAgo: ago, heldMinutes, excused = false }] of meetings.entries()) {
        const about = { workspaceId, mentorshipId: id, key: `k${index}`, startsAt: daysAgo(ago), lengthMinutes: 60, rhythmVersion: 1 }
        const meetingId = await insertMentoringMeeting(tx, { ...about, now: daysAgo(79) })
        if (meetingId === undefined) throw new Error('two meetings under one key')
        if (heldMinutes !== undefined)
          await noteMentoringOutcome(tx, meetingId, { outcome: 'held', heldMinutes, byId: mentorId, now: daysAgo(ago - 1) })
        await closeMentoringMeeting(tx, meetingId, excused, daysAgo(ago - 1))
      }
    }
    return workspaceId
  })
}
const health = async (workspaceId: WorkspaceId) => (await coordinatorHome(store.read, workspaceId, now)).mentoring

const kept = { daysAgo: 10, heldMinutes: 60 }

describe('the health of mentoring, for coordinators', () => {
  it('is the share of planned meetings of the last four weeks that were held for most of their time, and the open debriefs', async () => {
    const workspaceId = await running(
      [kept],
      [kept],
      [{ daysAgo: 27, heldMinutes: 48 }],
      [{ daysAgo: 5, heldMinutes: 47 }],
      [{ daysAgo: 3 }],
    )
    expect(await health(workspaceId)).toEqual({ keptPercent: 60, openDebriefs: 5 })
  })

  it('says nothing while fewer than five mentorships run', async () => {
    expect(await health(await running([kept, { daysAgo: 20 }], [kept], [kept], [kept]))).toEqual({
      keptPercent: undefined,
      openDebriefs: undefined,
    })
  })

  it('says no share while fewer than five of them had a meeting that counts', async () => {
    const excused = { daysAgo: 6, excused: true }
    expect(await health(await running([kept], [kept], [kept], [kept], [excused]))).toEqual({ keptPercent: undefined, openDebriefs: 5 })
    const before = { daysAgo: 29, heldMinutes: 60 }
    expect(await health(await running([kept], [kept], [kept], [kept], [before]))).toEqual({ keptPercent: undefined, openDebriefs: 5 })
  })

  it('counts nothing of another workspace', async () => {
    const one = await running([kept], [kept], [kept], [kept], [kept])
    await running([{ daysAgo: 3 }], [{ daysAgo: 3 }], [{ daysAgo: 3 }], [{ daysAgo: 3 }], [{ daysAgo: 3 }])
    expect(await health(one)).toEqual({ keptPercent: 100, openDebriefs: 5 })
  })
})
