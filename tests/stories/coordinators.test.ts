import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { auditOf } from '../../src/db/audit.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'
import { known } from '../support/pair.ts'

describe('coordinators', { timeout: 60_000 }, () => {
  let work: Workplace
  beforeEach(async () => {
    work = await workplace()
    await work.lena.openHome()
    await work.tomas.openHome()
    await work.settled()
  })
  afterEach(() => work.close())

  async function appoint(slackId: string) {
    await work.lena.home().press('Coordinators')
    const form = await work.lena.sees('Coordinators')
    await form.pickUser('Make somebody a coordinator', slackId)
    await form.submit()
    await work.settled()
    return form
  }
  const written = async () => {
    const { workspaceId } = await known(work, 'U0LENA0001')
    return (await auditOf(work.store.read, workspaceId)).map(({ what }) => what)
  }

  it('are appointed and removed by a coordinator, and it is written down without a word', async () => {
    await appoint('U0TOMAS001')
    expect(work.lena.view().text).toContain('*Tomas*, named by a coordinator')
    expect(work.tomas.home().text).toContain('For coordinators')
    await work.lena.view().press('Remove')
    await work.settled()
    expect(work.lena.view().text).not.toContain('Tomas')
    expect(work.tomas.home().text).not.toContain('For coordinators')
    expect((await written()).toSorted()).toEqual(['coordinator_appointed', 'coordinator_dismissed'])
  })

  it('stay appointed over a restart, as those whom the settings name do', async () => {
    await appoint('U0TOMAS001')
    await work.restart()
    await work.tomas.openHome()
    await work.settled()
    expect(work.tomas.home().text).toContain('For coordinators')
    expect((await known(work, 'U0LENA0001')).coordinator).toBe(true)
  })

  it('are full members, each once', async () => {
    expect((await appoint('U0GUEST001')).errors).toEqual({
      'Make somebody a coordinator': 'Gus is no full member of this workspace, so they cannot be a coordinator. Nothing was changed.',
    })
    const again = work.lena.view()
    await again.pickUser('Make somebody a coordinator', 'U0LENA0001')
    await again.submit()
    expect(again.errors).toEqual({ 'Make somebody a coordinator': 'Lena is a coordinator already. Nothing was changed.' })
  })

  it('cannot be made by anybody else, nor removed where the settings name them', async () => {
    const lena = await known(work, 'U0LENA0001')
    await forge(work, work.maya, 'coordinators', {})
    expect(work.maya.view().text).toContain('Only coordinators can see or change who they are')
    await forge(work, work.maya, 'coordinator_remove', { personId: lena.id })
    expect(work.maya.view().text).toContain('Only coordinators can see or change who they are')
    await forge(work, work.lena, 'coordinator_remove', { personId: lena.id })
    expect(work.lena.view().text).toContain('named in the settings of the server')
    expect(await written()).toEqual([])
  })
})
