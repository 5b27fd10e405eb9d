import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyMap } from '../../src/coaching/people-data/file-map.ts'
import { livingPairsOf } from '../../src/db/pairs.ts'
import { importPeopleFile } from '../../src/flows/people-import.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'
import { known } from '../support/pair.ts'
import { readText, rosterLines, rosterText } from '../support/people-files.ts'

describe('the roster', { timeout: 60_000 }, () => {
  let work: Workplace
  const begin = async (options: Parameters<typeof workplace>[0] = {}) => {
    work = await workplace(options)
    await work.lena.openHome()
    await work.settled()
  }
  afterEach(() => work.close())

  /** Takes a people file and lets the app follow. */
  async function take(lines: readonly string[], on = '2026-03-01') {
    const text = rosterText(lines.map((line) => line.replace('2026-03-01', on)))
    const { workspaceId } = await known(work, 'U0LENA0001')
    const outcome = await importPeopleFile(
      work.store,
      workspaceId,
      await readText(text, 'people'),
      { personId: undefined, map: emptyMap },
      work.clock.now(),
    )
    await work.app.tick()
    await work.settled()
    return outcome
  }
  /** Adds a 1:1 on Tuesdays at 14:00 by the form. */
  async function addPairTo(name: string, manager = work.maya) {
    await manager.command('/coach', `add @${name}`)
    const form = await manager.sees('Add a 1:1')
    await form.pickDate('Next 1:1 on', '2026-03-03')
    await form.pickTime('Time', '14:00')
    await form.submit()
    await work.settled()
  }

  describe('with e-mail addresses', () => {
    beforeEach(() => begin())

    it('starts a 1:1 at once where it names the manager, and tells the employee who sees what', async () => {
      await take(rosterLines)
      await addPairTo('Dev')
      expect(work.maya.view().text).toContain('Your plan with Dev has started')
      expect(work.dev.im().at(-1)?.text).toContain('Maya is your manager in the list that your company keeps')
      expect(work.dev.im().at(-1)?.text).toContain('Nothing counts as agreed without you')
      await work.at('2026-03-03T08:00:00Z')
      expect(work.maya.im().at(-1)?.text).toContain('Dev')
    })

    it('asks the employee where it names somebody else or nobody', async () => {
      await take([rosterLines[0] ?? '', rosterLines[1] ?? '', 'T1,tomas@example.com,M1,Sales,2018-01-01,active,N,2026-03-01'])
      await addPairTo('Chi')
      expect(work.maya.view().text).toContain('I have asked Chi')
      await addPairTo('Dev', work.tomas)
      expect(work.tomas.view().text).toContain('I have asked Dev')
    })

    it('starts what was proposed before it came, and tells the manager too', async () => {
      await addPairTo('Dev')
      expect(work.maya.view().text).toContain('I have asked Dev')
      await take(rosterLines)
      expect(work.dev.im().at(-1)?.text).toContain('your coaching plan with them has started')
      expect(work.maya.im().at(-1)?.text).toContain("your company's list names you as their manager")
    })

    it('holds a new manager, a leaver and a circle until a coordinator has seen them', async () => {
      await take([...rosterLines, 'T1,tomas@example.com,,Sales,2018-01-01,active,N,2026-03-01'])
      await addPairTo('Chi')
      const outcome = await take(
        [
          'M1,maya@example.com,T1,Sales,2019-05-06,active,N,2026-03-01',
          'T1,tomas@example.com,M1,Sales,2018-01-01,active,N,2026-03-01',
          'E2,chi@example.com,T1,Sales,2022-11-14,active,N,2026-03-01',
        ],
        '2026-03-02',
      )
      expect(outcome.held.map(({ kind, employeeId }) => `${kind} ${employeeId}`)).toEqual([
        'circle M1',
        'circle T1',
        'new_manager E2',
        'left E1',
      ])
      expect(work.lena.im().at(-1)?.text).toContain('1 person with another manager, 1 person who left, 2 people in a circle of managers')

      await addPairTo('Chi', work.tomas)
      expect(work.tomas.view().text).toContain('I have asked Chi')
      await work.lena.click(/changes something about people/, 'Look at them')
      expect((await work.lena.sees('Changes in the roster')).text).toContain('*Chi:* from Maya to Tomas')
      expect(work.lena.view().text).toContain('The plan with Maya is then frozen and closed to Maya')
      await work.lena.view().submit()
      await work.settled()
      expect(work.lena.view().text).toContain('Nothing waits')
      expect(work.lena.im().at(-1)?.text).toContain('has been looked at')
      expect(work.chi.im().some(({ text }) => text.includes('Tomas is your manager in the list'))).toBe(true)
      expect(work.chi.im().at(-1)?.text).toContain('Your plan with Maya is frozen, and Maya can no longer read it')
    })

    it('closes the plan to a former manager also when nobody in Slack has the e-mail of the new one', async () => {
      await take(rosterLines)
      await addPairTo('Chi')
      const pair = (await livingPairsOf(work.store.read, (await known(work, 'U0CHI00001')).id))[0]
      await take(
        [
          ...rosterLines.slice(0, 2),
          'N1,new@example.com,,Sales,2025-01-07,active,N,2026-03-01',
          'E2,chi@example.com,N1,Sales,2022-11-14,active,N,2026-03-01',
        ],
        '2026-03-02',
      )
      await work.lena.click(/changes something about people/, 'Look at them')
      await work.lena.sees('Changes in the roster')
      await work.lena.view().submit()
      await work.settled()
      await forge(work, work.maya, 'open_plan', { pairId: pair?.id ?? '' })
      expect(work.maya.view().text).toContain('so it was not opened')
      expect(work.chi.im().filter(({ text }) => /is your manager from now on/.test(text))).toEqual([])
    })

    it('lets go of a held change that a newer file no longer says', async () => {
      await take(rosterLines)
      await take([rosterLines[0] ?? '', rosterLines[1] ?? ''], '2026-03-02')
      expect(work.lena.home().text).toContain('1 person who left')
      await take(rosterLines, '2026-03-02')
      expect(work.lena.home().text).not.toContain('1 person who left')
    })

    it('shows whom nobody in Slack has the e-mail of, to coordinators alone', async () => {
      await take([...rosterLines, 'E9,nobody@example.com,M1,Sales,2024-01-01,active,N,2026-03-01'])
      expect(work.lena.home().text).toContain('*Roster:* 4 people, 3 of them found in Slack')
      await work.lena.home().press('Who is missing?')
      expect((await work.lena.sees('Not found in Slack')).text).toContain('E9: nobody@example.com')
      for (const [action, value] of [
        ['roster_not_found', {}],
        ['roster_look', {}],
        ['roster_seen', { changeId: 'rc_0000000000000001' }],
      ] as const) {
        await forge(work, work.maya, action, value)
        expect(work.maya.view().text).toContain('Only coordinators can see the roster')
      }
      expect(work.logged.join('\n')).not.toContain('nobody@example.com')
    })
  })

  it('says so where Slack shows no e-mail addresses', async () => {
    await begin({ optionalScopes: 'refused' })
    await take(rosterLines)
    expect(work.lena.home().text).toContain('*Roster:* 3 people, 0 of them found in Slack')
    expect(work.lena.home().text).toContain('users:read.email')
    expect(work.lena.home().text).not.toContain('Who is missing?')
  })
})
