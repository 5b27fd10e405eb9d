import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Person } from '../db/people.ts'
import type { Log } from '../log.ts'
import type { Directory } from './directory.ts'
import { errorCode } from './errors.ts'

/**
 * The people whom the setting COORDINATORS names, by Slack user id or by e-mail. Undefined when Slack could not be asked about one of
 * them: then nothing should be changed. An e-mail needs the optional scope `users:read.email`; without it, and for whoever is not found,
 * the log says so once and the others count.
 */
export async function findCoordinators(
  parts: { named: readonly string[]; client: WebClient; directory: Directory; log: Log },
  now: Temporal.Instant,
): Promise<Person[] | undefined> {
  const { named, client, directory, log } = parts
  const found: Person[] = []
  for (const [index, one] of named.entries()) {
    try {
      const slackUserId = one.includes('@') ? emailAnswer.parse(await client.users.lookupByEmail({ email: one })).user.id : one
      const person = await directory.refresh(slackUserId, now)
      if (person?.kind === 'member') found.push(person)
      else log.warn({ entry: index + 1 }, 'a name in COORDINATORS is no full member of this workspace and is left out')
    } catch (error) {
      const code = errorCode(error)
      if (!unanswerable.has(code)) {
        log.warn({ entry: index + 1, code }, 'Slack could not be asked about COORDINATORS; they stay as they were')
        return undefined
      }
      log.warn(
        { entry: index + 1, code },
        'a name in COORDINATORS was not found; an e-mail address needs the scope users:read.email, a Slack user id needs none',
      )
    }
  }
  return found
}

const unanswerable = new Set(['missing_scope', 'users_not_found', 'user_not_found', 'invalid_arguments', 'not_allowed_token_type'])
const emailAnswer = z.looseObject({ user: z.looseObject({ id: z.string() }) })
