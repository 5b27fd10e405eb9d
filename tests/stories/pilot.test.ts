import { afterEach, describe, expect, it } from 'vitest'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { pilotOfTwo } from '../support/pilot.ts'

let work: Workplace
afterEach(() => work.close())

async function begin() {
  work = await workplace()
  for (const person of [work.maya, work.dev, work.chi, work.tomas, work.lena]) await person.say('hello')
  await work.settled()
  return pilotOfTwo(work)
}

describe('a pilot, by its coordinator', () => {
  it('is shown to coordinators alone, and locked once the sentence on what it cannot show was ticked', async () => {
    await begin()
    await work.maya.command('/coach', 'pilot')
    await work.settled()
    expect(work.maya.ephemerals().at(-1)?.text).toContain('The pilot is planned by coordinators')
    await work.lena.command('/coach', 'pilot')
    await work.settled()
    expect(work.lena.view().text).toContain('Planned, not locked')
    await work.lena.view().press('Lock it …')
    await work.settled()
    const lock = work.lena.view()
    await lock.submit()
    await work.settled()
    expect(JSON.stringify(lock.errors)).toContain('Please confirm that you have read this')
    await work.lena.view().choose('What six weeks cannot show', ['I have read this'])
    await work.lena.view().submit()
    await work.settled()
    expect(work.lena.view().text).toContain('Nothing of the plan can change any more')
  })

  it('tells a manager of the control arm kindly when their turn comes, and lets those of the pilot arm begin', async () => {
    await begin()
    const { lockPilot } = await import('../../src/flows/pilots.ts')
    const { workspaces } = await import('../../src/db/tables.ts')
    const [workspace] = await work.store.read.sql.select().from(workspaces)
    const locked = await lockPilot(work.store, workspace?.id as never, { personId: undefined, hasRead: true }, work.clock.now())
    const control = 'design' in locked ? locked.design.managers.find(({ arm }) => arm === 'control')?.managerId : undefined
    const [waits, begins] = control === 'E1' ? [work.maya, work.tomas] : [work.tomas, work.maya]
    await waits.command('/coach', 'add')
    await begins.command('/coach', 'add')
    await work.settled()
    expect(waits.ephemerals().at(-1)?.text).toContain('your turn comes on Mon 4 May')
    expect(begins.view().text).toContain('Who do you meet?')
  })
})
