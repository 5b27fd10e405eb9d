import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkspaceId } from '../../src/coaching/ids.ts'
import { peopleDataOf } from '../../src/db/people-data.ts'
import { newKey } from '../../src/db/sealing.ts'
import { openStore } from '../../src/db/store.ts'
import { saveWorkspace } from '../../src/db/workspaces.ts'
import { rosterLines, rosterText } from '../support/people-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'cuecard-people-'))
const key = newKey()
const database = join(folder, 'cuecard.db')
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(async () => {
  const store = await openStore({ kind: 'sqlite', file: database }, [key], { create: 'always' })
  const seen = { id: 'T1' as WorkspaceId, name: 'Practice', appId: undefined, botUserId: 'U1', zone: 'Europe/Berlin' }
  await store.write((tx) => saveWorkspace(tx, seen, Temporal.Now.instant()))
  await store.close()
})

const oracle = new URL('../fixtures/hris/oracle-hr-employees.csv', import.meta.url).pathname
const launcher = new URL('../../src/cli/launch.ts', import.meta.url).pathname

function run(args: string[], url = `file:${database}`) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [launcher, 'people', 'import', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url, ENCRYPTION_KEY: key, NO_COLOR: '1' },
    cwd: folder,
  })
  return { stdout, stderr, status }
}

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const map = file('map.json', '{ "work_email": "email", "department": "function" }')

describe('cuecard people import', { timeout: 120_000 }, () => {
  it('shows in a dry run what would happen, also before there is a database', () => {
    const { stdout, status } = run([oracle, '--kind', 'people', '--map', map, '--dry-run', '--json'], `file:${join(folder, 'none.db')}`)
    const shown = JSON.parse(stdout)
    expect(status).toBe(0)
    expect(shown).toMatchObject({
      kind: 'people',
      imported: false,
      counts: { rows: 107, added: 107, changed: 0, gone: 0, problems: 0 },
      problems: [],
    })
    expect(shown.diff.added).toHaveLength(107)
    expect(shown.columns.dropped).toEqual([
      { column: 'first_name' },
      { column: 'last_name' },
      { column: 'job_id' },
      { column: 'job_title' },
    ])
  })

  it('names every problem with its line, its column and a sentence, and ends with 1', () => {
    const wrong = file('wrong.csv', rosterText(rosterLines.with(1, 'E1,dev,M7,=Sales,01/02/2021,active,Y,2026-03-01')))
    const { stdout, status } = run([wrong, '--kind', 'people', '--dry-run', '--json'])
    expect(status).toBe(1)
    expect(JSON.parse(stdout).problems).toEqual([
      { line: 3, column: 'work_email', sentence: '“dev” is no e-mail address.' },
      { line: 3, column: 'function', sentence: expect.stringContaining('formula') },
      { line: 3, column: 'hire_date', sentence: expect.stringContaining('1 February or 2 January') },
    ])
    const inWords = run([wrong, '--kind', 'people'])
    expect(inWords.status).toBe(1)
    expect(inWords.stdout).toContain('line 3, work_email: “dev” is no e-mail address.')
    expect(inWords.stdout).toContain('Nothing was imported: there are 3 problems in the file.')
  })

  it('takes the file, remembers the map, and tells the difference to the next one', async () => {
    expect(run([oracle, '--kind', 'people', '--map', map]).stdout).toContain('Imported.')
    const store = await openStore({ kind: 'sqlite', file: database }, [key], { create: 'never' })
    expect(await peopleDataOf(store.read, 'T1' as WorkspaceId, 'people')).toHaveLength(107)
    await store.close()
    const again = run([oracle, '--kind', 'people', '--dry-run', '--json'])
    expect(JSON.parse(again.stdout)).toMatchObject({ counts: { added: 0, changed: 0, gone: 0, unchanged: 107 } })
  })

  it('ends with 1 and a sentence where there is no file, no workspace, or far too much of it', () => {
    expect(run([join(folder, 'nothing.csv'), '--kind', 'people'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('There is no file'),
    })
    expect(run([oracle, '--kind', 'people', '--map', map], `file:${join(folder, 'none.db')}`)).toMatchObject({ status: 1, stdout: '' })
    const large = file('large.csv', 'employee_id')
    truncateSync(large, 200 * 1024 * 1024)
    expect(run([large, '--kind', 'people'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('The file has 200 MB'),
    })
  })

  it('ends with 2 for wrong usage and for a map that cannot be used', () => {
    expect(run([oracle])).toMatchObject({ status: 2, stderr: expect.stringContaining('--kind') })
    expect(run([oracle, '--kind', 'everybody'])).toMatchObject({ status: 2, stderr: expect.stringContaining('Allowed choices are people') })
    const maps = [
      ['{ "work_email": ', 'It is no JSON'],
      ['[]', 'It should look like'],
      ['{ "columns": { "shoe_size": "Size" } }', 'has no column “shoe_size”'],
      ['{ "dates": "YY" }', 'should be DD/MM/YYYY or MM/DD/YYYY'],
      ['{ "job_level": "Base salary" }', '“Base salary” looks like pay, which Cuecard never stores'],
    ] as const
    for (const [text, sentence] of maps) {
      const answered = run([oracle, '--kind', 'people', '--map', file('bad.json', text)])
      expect(answered).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(sentence) })
    }
    expect(run([oracle, '--kind', 'people', '--map', join(folder, 'no.json')])).toMatchObject({ status: 2 })
  })
})
