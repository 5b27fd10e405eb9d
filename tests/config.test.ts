import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const enough = { SLACK_BOT_TOKEN: 'xoxb-1-abc', SLACK_APP_TOKEN: 'xapp-1-abc' }
const problemsOf = (environment: Record<string, string>) => {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ name }) => name)
    throw error
  }
}

describe('settings', () => {
  it('need no more than a bot token and a way for Slack to reach us', () => {
    expect(readConfig(enough)).toEqual({
      slack: { botToken: 'xoxb-1-abc', transport: { kind: 'socket', appToken: 'xapp-1-abc' }, apiUrl: undefined },
      port: 3000,
      database: { kind: 'sqlite', file: './data/cuecard.db' },
      encryptionKeys: undefined,
      coordinators: [],
      calendarNetworks: [],
      logLevel: 'info',
      quarantineMs: 60_000,
    })
  })

  it('are all named at once when they are missing or wrong', () => {
    expect(problemsOf({})).toEqual(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET'])
    expect(
      problemsOf({
        SLACK_BOT_TOKEN: 'xoxp-1',
        SLACK_APP_TOKEN: 'nope',
        PORT: 'many',
        DATABASE_URL: 'mysql://x',
        ENCRYPTION_KEY: 'short',
        COORDINATORS: 'Lena',
        LOG_LEVEL: 'loud',
      }),
    ).toEqual(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'PORT', 'DATABASE_URL', 'ENCRYPTION_KEY', 'COORDINATORS', 'LOG_LEVEL'])
  })

  it('never repeat a secret in the error', () => {
    const secret = 'xoxp-this-is-secret'
    expect(() => readConfig({ SLACK_BOT_TOKEN: secret, ENCRYPTION_KEY: 'k1:bm90LWxvbmctZW5vdWdo' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(secret) }),
    )
  })

  it('take an empty value as one that is not given', () => {
    expect(readConfig({ ...enough, PORT: '', COORDINATORS: '  ' }).port).toBe(3000)
  })

  it('ask for a key where there is no file to keep one beside', () => {
    expect(problemsOf({ ...enough, DATABASE_URL: 'postgres://localhost/cuecard' })).toEqual(['ENCRYPTION_KEY'])
  })

  it('cannot be changed afterwards', () => {
    const config = readConfig({ ...enough, COORDINATORS: 'U0LENA0001, lena@example.com' })
    expect(config.coordinators).toEqual(['U0LENA0001', 'lena@example.com'])
    expect(() => (config.coordinators as string[]).push('U0EVIL')).toThrow(TypeError)
  })
})
