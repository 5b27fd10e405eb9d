import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorkspaceId } from '../../src/coaching/ids.ts'
import { emptyMap } from '../../src/coaching/people-data/file-map.ts'
import type { PeopleDataKind } from '../../src/coaching/people-data/rows.ts'
import { peopleDataOf, peopleImportsOf, rememberedMap } from '../../src/db/people-data.ts'
import { openEverySealedText } from '../../src/db/sealed-texts.ts'
import type { Store } from '../../src/db/store.ts'
import { importPeopleFile, previewImport } from '../../src/flows/people-import.ts'
import type { TestDatabase } from '../support/database.ts'
import { testDatabase } from '../support/database.ts'
import { readText, rosterHeader, rosterLines, rosterText } from '../support/people-files.ts'

const workspace = 'T1' as WorkspaceId
const now = Temporal.Instant.from('2026-03-02T08:00:00Z')

describe('taking a file of people data', () => {
  let database: TestDatabase
  let store: Store
  beforeEach(async () => {
    database = await testDatabase()
    store = await database.open()
  })
  afterEach(async () => {
    await store.close()
    await database.drop()
  })

  const take = async (text: string, kind: PeopleDataKind = 'people', map = emptyMap) =>
    importPeopleFile(store, workspace, await readText(text, kind, map), { personId: undefined, map }, now)
  const preview = async (text: string, kind: PeopleDataKind = 'people') => previewImport(store.read, workspace, await readText(text, kind))
  const keys = async (kind: PeopleDataKind = 'people') => (await peopleDataOf(store.read, workspace, kind)).map(({ key }) => key)
  const newer = (lines: readonly string[]) => rosterText(lines.map((line) => line.replace('2026-03-01', '2026-03-02')))

  it('changes nothing in a preview, and tells the same as taking it', async () => {
    const before = await preview(rosterText())
    expect(await keys()).toEqual([])
    expect(await take(rosterText())).toEqual(before)
    expect(before.difference.added.map(({ key }) => key)).toEqual(['M1', 'E1', 'E2'])
    expect(await keys()).toEqual(['E1', 'E2', 'M1'])
  })

  it('tells who comes, who changes in what, and who is gone; the gone stay for what counts back in time', async () => {
    await take(rosterText())
    const [maya = '', dev = ''] = rosterLines
    const { difference } = await take(
      newer([maya, dev.replace(',M1,', ',,'), 'E3,eve@example.com,M1,Support,2026-02-02,active,N,2026-03-01']),
    )
    expect(difference.added.map(({ key }) => key)).toEqual(['E3'])
    expect(difference.changed.map(({ key, fields }) => [key, fields])).toEqual([['E1', ['managerId']]])
    expect(difference.gone.map(({ key }) => key)).toEqual(['E2'])
    expect(difference.unchanged).toBe(1)
    const kept = await peopleDataOf(store.read, workspace, 'people')
    expect(kept.map(({ key, goneOn }) => [key, goneOn])).toEqual([
      ['E1', undefined],
      ['E2', '2026-03-02'],
      ['E3', undefined],
      ['M1', undefined],
    ])
    expect(kept.find(({ key }) => key === 'M1')?.row.snapshotOn).toBe('2026-03-02')
    const again = await take(newer(rosterLines))
    expect(again.difference.added.map(({ key }) => key)).toEqual(['E2'])
    expect((await peopleDataOf(store.read, workspace, 'people')).find(({ key }) => key === 'E2')?.goneOn).toBeUndefined()
  })

  it('writes nothing at all when one cell is wrong', async () => {
    await take(rosterText())
    const { problems } = await take(newer(rosterLines.with(2, 'E2,chi,M1,Sales,2022-11-14,active,N,2026-03-01')))
    expect(problems).toHaveLength(1)
    expect(await keys()).toEqual(['E1', 'E2', 'M1'])
    expect((await peopleDataOf(store.read, workspace, 'people')).map(({ row }) => row.snapshotOn)).toEqual(Array(3).fill('2026-03-01'))
    expect(await peopleImportsOf(store.read, workspace, 'people')).toHaveLength(1)
  })

  it('refuses a roster that is older than the one that is there', async () => {
    await take(newer(rosterLines))
    expect((await take(rosterText())).problems).toEqual([
      {
        line: 2,
        column: 'snapshot_date',
        sentence: 'This file is of 2026-03-01, and the roster is of 2026-03-02 already. Please export a newer one.',
      },
    ])
  })

  it('notes people whom the roster does not know, and history from before they were hired', async () => {
    await take(rosterText())
    const text = 'employee_id,manager_id,from_date\nE1,M1,2020-01-01\nE2,M1,2023-01-01\nE9,M1,2023-01-01'
    const { problems, notes } = await take(text, 'assignments')
    expect(problems).toEqual([])
    expect(notes.map(({ line, sentence }) => [line, sentence])).toEqual([
      [2, 'This is of 2020-01-01, before “E1” was hired on 2021-02-01.'],
      [4, '“E9” is not in the roster, so this row counts for nothing until a people file has them.'],
    ])
    expect(await keys('assignments')).toEqual(['E1/2020-01-01', 'E2/2023-01-01', 'E9/2023-01-01'])
  })

  it('takes the rows away that a later file of another kind leaves out', async () => {
    await take('employee_id,from,to\nE1,2026-01-05,2026-01-09\nE2,2026-01-05,2026-01-09', 'absences')
    await take('employee_id,from,to\nE2,2026-01-05,2026-01-12', 'absences')
    expect((await peopleDataOf(store.read, workspace, 'absences')).map(({ row }) => row)).toEqual([
      { employeeId: 'E2', fromOn: '2026-01-05', toOn: '2026-01-12' },
    ])
  })

  it('remembers how the columns were mapped, and not the day of a file', async () => {
    const map = {
      columns: { work_email: 'Post' },
      dates: 'DD/MM/YYYY' as const,
      constants: { snapshot_date: '2026-03-01', status: 'active' },
    }
    const text = rosterText().replace('work_email', 'Post').replace(',status', '').replaceAll(',active', '')
    await take(text.replace(',snapshot_date', '').replaceAll(/,2026-03-01$/gm, ''), 'people', map)
    const remembered = await rememberedMap(store.read, workspace, 'people')
    expect(remembered).toMatchObject({ columns: { work_email: 'Post', manager_id: 'manager_id' }, dates: 'DD/MM/YYYY' })
    expect(remembered.constants).toEqual({ status: 'active' })
  })

  it('keeps every cell sealed, and each opens with the key', async () => {
    await take(rosterText())
    expect(await openEverySealedText(store.read)).toMatchObject({ sentence: '3 sealed texts open, and none stays shut.' })
    const raw = await database.raw()
    for (const word of ['maya@example.com', '2021-02-01', '"Sales"']) expect(raw).not.toContain(word)
  })

  it('keeps what two workspaces send apart', async () => {
    await take(rosterText())
    const other = await readText(`${rosterHeader}\n${rosterLines[0]}`, 'people')
    await importPeopleFile(store, 'T2' as WorkspaceId, other, { personId: undefined, map: emptyMap }, now)
    expect(await keys()).toEqual(['E1', 'E2', 'M1'])
    expect(await peopleDataOf(store.read, 'T2' as WorkspaceId, 'people')).toHaveLength(1)
  })

  it('takes a hundred thousand rows in one go', async () => {
    const text = [
      'employee_id,period,attainment',
      ...Array.from({ length: 100_000 }, (_, at) => `E${at % 1000},P${Math.floor(at / 1000)},0.9`),
    ]
    const outcome = await take(text.join('\n'), 'performance')
    expect(outcome.problems).toEqual([])
    expect(outcome.difference.added).toHaveLength(100_000)
  }, 180_000)
})
