import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { peopleDataOf } from '../../src/db/people-data.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'
import { known } from '../support/pair.ts'
import { rosterLines, rosterText } from '../support/people-files.ts'

describe('a CSV file in a message to the app', { timeout: 60_000 }, () => {
  let work: Workplace
  const begin = async (options: Parameters<typeof workplace>[0] = {}) => void (work = await workplace(options))
  beforeEach(() => begin())
  afterEach(() => work.close())

  const send = async (name: string, text: string | Uint8Array, person = work.lena) => {
    await person.share(name, text)
    await work.settled()
  }
  const kept = async () =>
    (await peopleDataOf(work.store.read, (await known(work, 'U0LENA0001')).workspaceId, 'people')).map(({ key }) => key)
  const answer = () => work.lena.im().at(-1)

  it('is shown to the coordinator first, taken with *Import*, and lets the roster follow', async () => {
    await send('people.csv', rosterText().replace('work_email', 'E-Mail'))
    expect(answer()?.text).toContain('I read your people file: 3 rows. Nothing was imported yet.')
    expect(answer()?.text).toContain('3 new, 0 changed, 0 gone')
    expect(await kept()).toEqual([])
    await work.lena.click(/I read your people file/, 'Import')
    await work.app.tick()
    await work.settled()
    expect(answer()?.text).toContain('Your people file was imported: 3 new, 0 changed, 0 gone.')
    expect(await kept()).toEqual(['E1', 'E2', 'M1'])
    await work.lena.openHome()
    await work.settled()
    expect(work.lena.home().text).toContain('*Roster:* 3 people, 3 of them found in Slack')
  })

  it('is left alone with *Leave it*, and nothing that was read is kept', async () => {
    await send('people.csv', rosterText(rosterLines.with(1, 'E1,secret.address,M1,Sales,2021-02-01,active,Y,2026-03-01')))
    expect(answer()?.text).toMatch(/line 3, work.?_email: “secret.address” is no e-mail address\./)
    await work.lena.click(/I read your people file/, 'Leave it')
    await work.settled()
    expect(answer()?.text).toContain('Nothing was imported, and nothing that I read was kept.')
    await work.app.tick()
    expect(await kept()).toEqual([])
    expect(await work.database.raw()).not.toContain('secret.address')
    expect(work.logged.join('\n')).not.toContain('secret.address')
  })

  it('can be said to be something else than its columns show', async () => {
    await send('export.csv', 'employee_id,from,to\nE1,2026-01-05,2026-01-09')
    expect(answer()?.text).toContain('I read your file of absences: 1 row.')
    await work.lena.overflow(/I read your file of absences/, 'It is a people file')
    await work.settled()
    expect(answer()?.text).toContain('I read your people file: 1 row.')
    expect(answer()?.text).toMatch(/The file has no column work.?_email/)
  })

  it('is no file of people data when it is no CSV', async () => {
    await send('people.xlsx', 'PK')
    expect(answer()?.text).toContain('This is no CSV file. In Excel: File, Save as')
  })

  it('is decided by the coordinator who sent it, once', async () => {
    await send('people.csv', rosterText())
    const { value } =
      work.lena
        .im()
        .at(-1)
        ?.blocks.flatMap(elements)
        .find(({ action_id: id }) => id === 'people_file_import') ?? {}
    const payload = JSON.parse(String(value)) as Record<string, string>
    await forge(work, work.maya, 'people_file_import', payload)
    expect(work.maya.view().text).toContain('Only the coordinator who sent the file can decide this')
    await work.lena.click(/I read your people file/, 'Import')
    await work.app.tick()
    await work.settled()
    await forge(work, work.lena, 'people_file_leave', payload)
    expect(work.lena.view().text).toContain('This was decided already')
  })

  it('of anybody else is answered like any words, and is not looked at', async () => {
    await send('people.csv', rosterText(), work.maya)
    expect(work.maya.im().at(-1)?.text).not.toContain('I read your')
    expect(await kept()).toEqual([])
  })

  it('is answered with the command line where files may not be read', async () => {
    await work.close()
    await begin({ optionalScopes: 'refused' })
    await send('people.csv', rosterText())
    expect(answer()?.text).toContain('npm run cuecard -- people import')
  })
})

function elements(block: Record<string, unknown>): Record<string, unknown>[] {
  return Array.isArray(block['elements']) ? (block['elements'] as Record<string, unknown>[]) : []
}
