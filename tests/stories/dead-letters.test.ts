import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { cuecard } from '../support/cuecard.ts'
import { forge } from '../support/forge.ts'
import { startPair } from '../support/pair.ts'

const refused = { kind: 'error', method: 'chat.postMessage', times: null, code: 'restricted_action' } as const

describe('what could not be delivered', { timeout: 60_000 }, () => {
  let work: Workplace
  beforeEach(async () => void (work = await workplace()))
  afterEach(() => work.close())

  const command = (...words: string[]) =>
    cuecard(['dead-letters', ...words], { DATABASE_URL: work.database.url, ENCRYPTION_KEY: work.database.key })
  const listed = async () => (await command()).out

  /** That the plan has started, which Slack refuses to tell either of them. */
  async function giveUp(): Promise<void> {
    work.slack.faults.add(refused)
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await work.settled()
    work.slack.faults.clear()
  }

  it('shows on a coordinator’s App Home by kind, without anybody’s name, and is sent once with *Try again*', async () => {
    await work.lena.openHome()
    await work.settled()
    expect(work.lena.home().text).not.toContain('Not delivered')
    await giveUp()
    expect(work.lena.home().text).toContain('Not delivered:* 1 × question whether to start, 1 × note that a plan has started')
    expect(work.lena.home().text).not.toMatch(/Dev|Maya/)
    await work.lena.home().press('Try again')
    await work.settled()
    expect(work.lena.home().text).not.toContain('Not delivered')
    expect(work.dev.im().filter(({ text }) => /Your plan with Maya has started/.test(text))).toHaveLength(1)
    expect(work.maya.im().filter(({ text }) => /Dev said yes/.test(text))).toHaveLength(1)
  })

  it('is refused to everybody else', async () => {
    await giveUp()
    await forge(work, work.maya, 'dead_letters_retry', {})
    expect(work.maya.view().text).toContain('Only coordinators can do this')
    expect(await listed()).toContain('restricted_action')
  })

  it('is listed, sent again and dropped by the operator', async () => {
    await giveUp()
    const lines = (await listed()).trim().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^[a-z]+_\w{16} {2}pair_proposal {2}restricted_action {2}1 attempt, last /)
    expect((await command('resend', lines[0]?.split(' ')[0] ?? '')).out).toBe('1 message and 0 events tried again.\n')
    await work.app.tick()
    expect([...work.dev.im(), ...work.maya.im()].filter(({ text }) => /has started|said yes/.test(text))).toHaveLength(1)
    expect((await command('drop', '--all')).out).toBe('1 message and 0 events dropped.\n')
    expect(await listed()).toBe('Nothing was given up.\n')
  })

  it('is not guessed at: a command without ids changes nothing and says so', async () => {
    await giveUp()
    expect(await command('drop')).toMatchObject({ code: 2, err: expect.stringContaining('Nothing was changed') })
    expect((await listed()).trim().split('\n')).toHaveLength(2)
  })
})
