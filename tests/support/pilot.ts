import type { WorkspaceId } from '../../src/coaching/ids.ts'
import { emptyMap } from '../../src/coaching/people-data/file-map.ts'
import type { PeopleDataKind } from '../../src/coaching/people-data/rows.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'
import type { Pilot } from '../../src/db/pilots.ts'
import { people } from '../../src/db/tables.ts'
import type { Store } from '../../src/db/store.ts'
import { importPeopleFile } from '../../src/flows/people-import.ts'
import { designPilot } from '../../src/flows/pilots.ts'
import { readPeopleFile } from '../../src/people-files/read-people-file.ts'
import type { Workplace } from './app.ts'

/** Takes a text as a file of people data, and fails the test where it could not be taken. */
export async function takePeopleData(store: Store, workspaceId: WorkspaceId, kind: PeopleDataKind, text: string, now: Temporal.Instant) {
  const file = await readPeopleFile(Buffer.from(text), kind, emptyMap, now.toString().slice(0, 10))
  const { problems } = await importPeopleFile(store, workspaceId, file, { personId: undefined, map: emptyMap }, now)
  if (problems.length > 0) throw new Error(problems.map(({ sentence }) => sentence).join('\n'))
}

/** Two teams of the practice workspace: Maya's with Dev and Chi, and Tomas's with Lena, in a pilot that begins on 23 March 2026. */
export async function pilotOfTwo(work: Workplace, startsOn = '2026-03-23'): Promise<Pilot> {
  const { store } = work
  const workspaceId = 'T0PRACTICE' as WorkspaceId
  const [anybody] = await store.read.sql.select().from(people)
  const id = (anybody?.workspaceId ?? workspaceId) as WorkspaceId
  const lines = [
    'employee_id,work_email,manager_id,function,hire_date',
    'E1,maya@example.com,,sales,2019-05-06',
    'E2,dev@example.com,E1,sales,2021-02-01',
    'E3,chi@example.com,E1,sales,2022-11-14',
    'E4,tomas@example.com,,sales,2015-01-01',
    'E5,lena@example.com,E4,sales,2018-01-01',
  ]
  await takePeopleData(store, id, 'people', lines.join('\n'), work.clock.now())
  // Slack's directory says who is who, by e-mail.
  await work.at(work.clock.now())
  const pilot = await designPilot(
    store,
    id,
    { startsOn: Temporal.PlainDate.from(startsOn), control: 'late_start', minimumEmployees: 1, assignment: 'strata' },
    work.clock.now(),
  )
  if (isRefusal(pilot)) throw new Error(pilot.sentence)
  return pilot
}
