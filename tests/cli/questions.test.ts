import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkspaceId } from '../../src/coaching/ids.ts'
import { newKey } from '../../src/db/sealing.ts'
import { openStore } from '../../src/db/store.ts'
import { saveWorkspace } from '../../src/db/workspaces.ts'

const folder = mkdtempSync(join(tmpdir(), 'cuecard-questions-'))
const key = newKey()
const database = join(folder, 'cuecard.db')
const path = join(folder, 'bank.json')
const launcher = new URL('../../src/cli/launch.ts', import.meta.url).pathname

beforeAll(async () => {
  const store = await openStore({ kind: 'sqlite', file: database }, [key], { create: 'always' })
  const seen = { id: 'T1' as WorkspaceId, name: 'Practice', appId: undefined, botUserId: 'U1', zone: 'Europe/Berlin' }
  await store.write((tx) => saveWorkspace(tx, seen, Temporal.Now.instant()))
  await store.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

function run(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [launcher, 'questions', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: `file:${database}`, ENCRYPTION_KEY: key, NO_COLOR: '1' },
    cwd: folder,
  })
  return { stdout, stderr, status }
}

type Bank = { questions: Record<string, unknown>[] }

describe('cuecard questions', () => {
  it('brings the bank out and back in, tells first what a file would change, and takes nothing of a broken one', () => {
    expect(run('export', path)).toMatchObject({ status: 0 })
    const bank = JSON.parse(readFileSync(path, 'utf8')) as Bank
    const [first, ...others] = bank.questions
    const edited = { ...bank, questions: [{ ...first, text: 'What would you like to show a customer first?' }, ...others.slice(1)] }
    writeFileSync(path, JSON.stringify(edited))
    const said = '0 added, 1 with other words or tags, 0 gone, 1 switched off, 0 switched on'
    expect(run('import', path, '--dry-run').stdout).toContain(`This would change the bank: ${said}. Nothing was changed.`)
    expect(run('import', path).stdout).toContain(`The bank was taken: ${said}.`)
    expect(run('import', path, '--dry-run').stdout).toContain('0 added, 0 with other words or tags')

    writeFileSync(
      path,
      JSON.stringify({
        ...edited,
        questions: [
          { ...first, text: 'Why not?' },
          { ...others[0], category: 'blame' },
        ],
      }),
    )
    const broken = run('import', path)
    expect(broken.status).toBe(1)
    expect(broken.stderr).toContain(`question ${String(first?.['id'])}: "Why" asks people to defend themselves.`)
    expect(broken.stderr).toContain(`question ${String(others[0]?.['id'])}: "blame" is not a known category.`)
    run('export', path)
    expect(readFileSync(path, 'utf8')).toContain('What would you like to show a customer first?')
  }, 60_000)

  it.each([
    ['is not there', 'nowhere.json', undefined, 'cannot be read'],
    ['is not JSON', 'words.json', 'What moved?', 'is not JSON'],
    ['is empty', 'empty.json', '', 'is not JSON'],
    ['holds something else', 'list.json', '[1, 2]', 'A bank has a language'],
  ])(
    'says so where a file %s',
    (_, name, text, sentence) => {
      if (text !== undefined) writeFileSync(join(folder, name), text)
      const taken = run('import', join(folder, name))
      expect(taken.status).toBe(1)
      expect(taken.stderr).toContain(sentence)
    },
    30_000,
  )
})
