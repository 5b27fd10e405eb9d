import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import type { Ended } from '../support/cuecard.ts'
import { cuecard } from '../support/cuecard.ts'

describe('npm run cuecard -- doctor', { timeout: 60_000 }, () => {
  let work: Workplace
  let folder: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cuecard-doctor-'))
    work = await workplace()
  })
  afterEach(async () => {
    await work.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const examine = (changed: Record<string, string> = {}): Promise<Ended> =>
    cuecard(['doctor'], {
      SLACK_BOT_TOKEN: work.slack.tokens.bot,
      SLACK_APP_TOKEN: work.slack.tokens.app,
      SLACK_API_URL: work.slack.apiUrl,
      DATABASE_URL: work.database.url,
      ENCRYPTION_KEY: work.database.key,
      COORDINATORS: 'U0LENA0001',
      ...changed,
    })
  const line = ({ out }: Ended, about: string) => out.split('\n').find((one) => one.slice(6).startsWith(about)) ?? ''

  it('says of each thing that it is well or what to do, and ends with 1 while something needs fixing', async () => {
    const ended = await examine()
    for (const about of ['settings', 'bot token', 'scopes', 'way in', 'clock', 'time zones', 'tables', 'key', 'messages', 'coordinators'])
      expect(line(ended, about), ended.out + ended.err).toMatch(/^ok /)
    expect(line(ended, 'contacts')).toMatch(/^FIX .*Name contacts/)
    expect(ended.code).toBe(1)
  })

  it('names a token that Slack does not take, a key that does not open, and settings that are missing', async () => {
    expect(line(await examine({ SLACK_BOT_TOKEN: 'xoxb-0-other' }), 'bot token')).toMatch(/^FIX .*invalid_auth/)
    expect(line(await examine({ SLACK_APP_TOKEN: 'xapp-1-other' }), 'way in')).toMatch(/^FIX .*invalid_auth/)
    const ended = await examine({ SLACK_BOT_TOKEN: '', COORDINATORS: '?' })
    expect(ended.code).toBe(1)
    expect(ended.out.match(/^FIX {3}settings/gm)).toHaveLength(2)
  })
})
