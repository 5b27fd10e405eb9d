import { LogLevel } from '@slack/bolt'
import type { Logger } from '@slack/bolt'
import type { Log } from '../log.ts'

/** Slack's libraries log through ours: their warnings and errors in one short line, and never their debug lines, which print what people wrote. */
export function slackLogger(log: Log): Logger {
  const note =
    (level: 'warn' | 'error') =>
    (...parts: unknown[]) =>
      log[level](
        { source: 'slack-sdk' },
        String(parts.find((part) => typeof part === 'string') ?? 'a library of Slack reported a problem').slice(0, 160),
      )
  const silent = () => undefined
  return {
    debug: silent,
    info: silent,
    warn: note('warn'),
    error: note('error'),
    setLevel: silent,
    getLevel: () => LogLevel.WARN,
    setName: silent,
  }
}
