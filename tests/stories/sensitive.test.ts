import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../sandbox/slack/index.ts'
import type { Pair } from '../../src/db/pairs.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { cuecard } from '../support/cuecard.ts'
import { backend } from '../support/database.ts'
import { startPair } from '../support/pair.ts'

let work: Workplace
let pair: Pair
beforeEach(async () => {
  work = await workplace({ start: '2026-03-02T09:00:00Z' })
  pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
})
afterEach(() => work.close())

/** What must be found nowhere, in a sentence that the check notices. */
const canary = 'QQCANARY'
const secret = `My visa runs out in May ${canary}`

describe('a sensitive matter', () => {
  it('typed into any form is held back, and leaves no trace: not in the database, its log, the outbox, the inbox, an error or a backup', async () => {
    const { dev, maya } = work
    const sealed = everySealedText()
    await dev.command('/coach', 'plan')
    await work.settled()

    await dev.view().press('Ask for help')
    await work.settled()
    await dev.view().choose('What would help', 'Training')
    await heldBack(dev, 'Say a little more')
    await dev.view().choose('What would you like to do?', 'Leave this part out')
    await dev.view().submit()
    await dev.view().dismiss()

    await dev.command('/coach', 'plan')
    await work.settled()
    await dev.view().press('Add a topic')
    await work.settled()
    await heldBack(dev, 'What would you like to talk about?')
    await dev.view().dismiss()

    await work.at('2026-03-03T08:00:00Z')
    await maya.click(/1:1 with Dev, today/, 'Use my own')
    await work.settled()
    await heldBack(maya, 'Your question')
    await maya.view().dismiss()

    work.slack.faults.add({ kind: 'rate_limited', method: 'views.open', times: 1, seconds: 1 })
    await maya.click(/1:1 with Dev, today/, 'Coach now')
    await work.settled()
    if (maya.hasView) await maya.view().dismiss()
    await maya.click(/1:1 with Dev, today/, 'Coach now')
    await work.settled()
    await heldBack(maya, 'Goal for this quarter')
    await maya.view().choose('What would you like to do?', 'Leave this part out')
    await maya.view().submit()
    await work.settled()

    expect(sealed.length).toBeGreaterThan(2)
    expect(sealed.filter((text) => text.includes(canary))).toEqual([])
    expect(await work.database.raw()).not.toContain(canary)
    expect(work.logged.join('\n')).not.toContain(canary)
    expect(JSON.stringify(work.slack.messagesOfApp())).not.toContain(canary)
    expect((await everyone()).filter((text) => text.includes(canary))).toEqual([])
    if (backend === 'sqlite') expect(await backup()).not.toContain(canary)
  }, 60_000)

  it('can be pointed at without writing it: the contacts come up, and nothing says that it was picked', async () => {
    const { maya, lena } = work
    await lena.openHome()
    await work.settled()
    await lena.home().press('Name contacts')
    await work.settled()
    await lena.view().choose('Contact 1: kind', 'HR')
    await lena.view().type('Person or line', 'Priya from HR', { nth: 0 })
    await lena.view().type('How to reach it', '+49 30 1234', { nth: 0 })
    await lena.view().submit()
    await maya.command('/coach', 'start')
    await work.settled()
    await maya.view().type('Goal for this quarter', 'Renewals')
    await maya.view().submit()
    await maya.view().choose('What would help', ['Something private: show me who to contact'])
    await work.settled()
    expect(maya.view().text).toContain('Priya from HR')
    const stored = await work.database.raw()
    expect(stored).not.toMatch(/"private"/)
    expect(work.logged.join('\n')).not.toMatch(/private/)
    expect(pair.state).toBe('active')
  })
})

/** Every text that goes into encryption from now on: what is stored sealed could not be found by looking at the file. */
function everySealedText(): string[] {
  const sealed: string[] = []
  const { sealer } = work.store.read
  const { seal } = sealer
  sealer.seal = (text, place) => {
    sealed.push(text)
    return seal(text, place)
  }
  return sealed
}

/** Types the secret and sends it: the same form comes back with the contact card, and nothing was saved. */
async function heldBack(person: Person, field: string): Promise<void> {
  await person.view().type(field, secret)
  await work.settled()
  await person.view().submit()
  expect(person.view().text).toContain('Nothing has been saved')
  expect(person.view().value(field)).toBe(secret)
}

/** What everybody but its author can read anywhere in Slack. */
async function everyone(): Promise<string[]> {
  const { maya, dev, tomas, lena } = work
  return [maya, dev, tomas, lena].flatMap((person) => person.im().map(({ text }) => text))
}

async function backup(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cuecard-canary-'))
  try {
    const { code, out } = await cuecard(['backup', '--to', folder], { DATABASE_URL: work.database.url, ENCRYPTION_KEY: work.database.key })
    expect(code).toBe(0)
    return zstdDecompressSync(readFileSync(out.split('\n')[0] ?? '')).toString('latin1')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
