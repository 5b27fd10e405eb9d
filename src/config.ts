import { z } from 'zod'

export type Transport = { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string }

export type Config = Readonly<{
  slack: Readonly<{ botToken: string; transport: Transport; apiUrl: string | undefined }>
  port: number
  database: Readonly<{ kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string }>
  /** Keys for the coaching text, newest first: `id:base64` of 32 bytes each; undefined means a key file beside the SQLite database. */
  encryptionKeys: readonly string[] | undefined
  /** Slack user ids or e-mail addresses. */
  coordinators: readonly string[]
  /** Networks besides the public internet in which calendars may lie, in CIDR form. */
  calendarNetworks: readonly string[]
  /** Where daily backups go, and how many are kept; undefined when none are taken. */
  backups: Readonly<{ folder: string; keep: number }> | undefined
  logLevel: string
  /** How long a message whose fate is unknown is left alone before Slack's history is asked. */
  quarantineMs: number
}>

/** The settings as they must be, or a `ConfigError` that names every variable that is missing or wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const parsed = settings.safeParse(given)
  const problems = parsed.success ? [] : problemsOf(parsed.error)
  if (given['SLACK_APP_TOKEN'] === undefined && given['SLACK_SIGNING_SECRET'] === undefined) {
    problems.push({
      name: 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET',
      sentence: 'one of them is needed: the app token (xapp-…) for Socket Mode, or the signing secret for signed HTTP.',
    })
  }
  if (/^postgres(ql)?:/.test(given['DATABASE_URL'] ?? '') && given['ENCRYPTION_KEY'] === undefined) {
    problems.push({ name: 'ENCRYPTION_KEY', sentence: `is needed with PostgreSQL. ${keyShape}` })
  }
  if (/^postgres(ql)?:/.test(given['DATABASE_URL'] ?? '') && given['BACKUP_DIR'] !== undefined) {
    problems.push({
      name: 'BACKUP_DIR',
      sentence: 'is for SQLite. PostgreSQL is backed up with its own tools, such as pg_dump; leave it empty.',
    })
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  const value = parsed.data
  return Object.freeze({
    slack: Object.freeze({
      botToken: value.SLACK_BOT_TOKEN,
      transport: value.SLACK_APP_TOKEN
        ? { kind: 'socket' as const, appToken: value.SLACK_APP_TOKEN }
        : { kind: 'http' as const, signingSecret: value.SLACK_SIGNING_SECRET ?? '' },
      apiUrl: value.SLACK_API_URL,
    }),
    port: value.PORT,
    database: Object.freeze(databaseOf(value.DATABASE_URL)),
    encryptionKeys: value.ENCRYPTION_KEY,
    coordinators: Object.freeze(value.COORDINATORS),
    calendarNetworks: Object.freeze(value.CALENDAR_NETWORKS),
    backups: value.BACKUP_DIR === undefined ? undefined : Object.freeze({ folder: value.BACKUP_DIR, keep: value.BACKUP_KEEP }),
    logLevel: value.LOG_LEVEL,
    quarantineMs: value.QUARANTINE_SECONDS * 1000,
  })
}

/** The settings that say where the database is and what opens it: all that an operator's tool needs. Throws `ConfigError` like `readConfig`. */
export function storeSettings(
  environment: Record<string, string | undefined>,
): Pick<Config, 'database' | 'encryptionKeys'> & { backupFolder: string | undefined } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const parsed = settings.pick({ DATABASE_URL: true, ENCRYPTION_KEY: true, BACKUP_DIR: true }).safeParse(given)
  if (!parsed.success) throw new ConfigError(problemsOf(parsed.error))
  return {
    database: databaseOf(parsed.data.DATABASE_URL),
    encryptionKeys: parsed.data.ENCRYPTION_KEY,
    backupFolder: parsed.data.BACKUP_DIR,
  }
}

/** Settings that do not fit; the message lists each by name with what it should look like, and never repeats a secret. */
export class ConfigError extends Error {
  readonly problems: readonly { name: string; sentence: string }[]
  constructor(problems: readonly { name: string; sentence: string }[]) {
    super(
      [
        'Cuecard cannot start: some settings are missing or wrong.',
        ...problems.map(({ name, sentence }) => `  ${name}: ${sentence}`),
        'See .env.example for all of them.',
      ].join('\n'),
    )
    this.name = 'ConfigError'
    this.problems = problems
  }
}

export type DatabaseSetting = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string }

/** Which database a `DATABASE_URL` names. The launcher asks too, before the right backend is loaded. */
export function databaseOf(url: string | undefined): DatabaseSetting {
  const value = url ?? defaultDatabaseUrl
  return value.startsWith('file:') ? { kind: 'sqlite', file: value.slice('file:'.length) } : { kind: 'postgres', url: value }
}

/** Whether a text is a key: a name of up to twelve letters and digits, a colon, and 32 bytes in base64. */
export function isKey(text: string): boolean {
  return /^[a-z0-9]{1,12}:/i.test(text) && Buffer.from(text.slice(text.indexOf(':') + 1), 'base64').length === 32
}

function problemsOf(error: z.ZodError): { name: string; sentence: string }[] {
  return error.issues.map((issue) => ({ name: String(issue.path[0]), sentence: issue.message }))
}

const defaultDatabaseUrl = 'file:./data/cuecard.db'
const keyShape =
  'Give 32 random bytes as `name:base64`, for example `k1:` followed by the output of: openssl rand -base64 32. Several keys are separated by commas, the newest first.'
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const encryptionKeys = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((keys) => keys.every(isKey), { message: `does not look right. ${keyShape}` })

const cidr = z.union([z.cidrv4(), z.cidrv6()])

const settings = z.object({
  SLACK_BOT_TOKEN: z
    .string({ error: 'is missing. It begins with xoxb- and stands under OAuth & Permissions in your Slack app.' })
    .regex(/^xoxb-\S+$/, 'should begin with xoxb- (the bot token under OAuth & Permissions, not a user or app token).'),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-\S+$/, 'should begin with xapp- (an app-level token with the scope connections:write).')
    .optional(),
  SLACK_SIGNING_SECRET: z.string().min(16, 'looks too short. It stands under Basic Information in your Slack app.').optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'should be an http(s) address ending in /api/.' })
    .transform((url) => (url.endsWith('/') ? url : `${url}/`))
    .optional(),
  PORT: z.coerce
    .number({ error: 'should be a number from 0 to 65535.' })
    .int('should be a whole number.')
    .min(0, 'should be 0 or more.')
    .max(65535, 'should be at most 65535.')
    .default(3000),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'should look like file:./data/cuecard.db or postgres://user:password@host/database.')
    .default(defaultDatabaseUrl),
  ENCRYPTION_KEY: encryptionKeys.optional(),
  COORDINATORS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .refine((list) => list.every((one) => /^[UW][A-Z0-9]+$/.test(one) || /^[^\s@]+@[^\s@]+$/.test(one)), {
      message: 'should be Slack user ids (U…) or e-mail addresses, separated by commas.',
    }),
  CALENDAR_NETWORKS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .refine((list) => list.every((one) => cidr.safeParse(one).success), {
      message: 'should be networks such as 10.20.0.0/16, separated by commas.',
    }),
  BACKUP_DIR: z.string().optional(),
  BACKUP_KEEP: z.coerce
    .number({ error: 'should be a number of backups.' })
    .int('should be a whole number.')
    .min(1, 'should be 1 or more.')
    .default(14),
  LOG_LEVEL: z.enum(logLevels, { error: `should be one of ${logLevels.join(', ')}.` }).default('info'),
  QUARANTINE_SECONDS: z.coerce
    .number({ error: 'should be a number of seconds.' })
    .min(0, 'should be 0 or more.')
    .max(3600, 'should be at most 3600.')
    .default(60),
})
