import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { isZone } from '../coaching/local-time.ts'
import type { Person, SlackPerson } from '../db/people.ts'
import { findPerson, savePerson } from '../db/people.ts'
import type { Store } from '../db/store.ts'
import type { Workspace } from '../db/workspaces.ts'
import type { ListedMember } from '../flows/roster.ts'
import { errorCode } from './errors.ts'

export type Directory = {
  /** The person behind a Slack user id: from our table, or asked of Slack once and kept. */
  person(slackUserId: string, now: Temporal.Instant): Promise<Person>
  /** Everybody in the workspace, with their e-mail where the app may see it. */
  everybody(): Promise<ListedMember[]>
  /** Asks Slack anew. Undefined when Slack knows no such person, or none whom this app may see. */
  refresh(slackUserId: string, now: Temporal.Instant): Promise<Person | undefined>
}

export function createDirectory(parts: { client: WebClient; store: Store; workspace: () => Workspace }): Directory {
  const { client, store, workspace } = parts

  async function refresh(slackUserId: string, now: Temporal.Instant): Promise<Person | undefined> {
    try {
      const answer = userAnswer.parse(await client.users.info({ user: slackUserId, include_locale: true }))
      return await store.write((tx) => savePerson(tx, workspace().id, slackPerson(answer.user, workspace().zone), now))
    } catch (error) {
      const code = errorCode(error)
      if (code === 'user_not_found' || code === 'user_not_visible') return undefined
      throw error
    }
  }

  return {
    refresh,
    async everybody() {
      const all: ListedMember[] = []
      let cursor: string | undefined
      do {
        const page = membersPage.parse(await client.users.list({ limit: 500, include_locale: true, ...(cursor ? { cursor } : {}) }))
        for (const user of page.members)
          all.push({ ...slackPerson(user, workspace().zone), email: user.profile?.email?.trim() || undefined })
        cursor = page.response_metadata?.next_cursor
      } while (cursor)
      return all
    },
    async person(slackUserId, now) {
      const known = (await findPerson(store.read, workspace().id, slackUserId)) ?? (await refresh(slackUserId, now))
      if (known === undefined) throw new Error('Slack sent an act of a person whom it does not know')
      return known
    },
  }
}

const slackUser = z.looseObject({
  id: z.string(),
  team_id: z.string().nullish(),
  deleted: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  is_app_user: z.boolean().nullish(),
  is_restricted: z.boolean().nullish(),
  is_ultra_restricted: z.boolean().nullish(),
  is_stranger: z.boolean().nullish(),
  tz: z.string().nullish(),
  locale: z.string().nullish(),
  real_name: z.string().nullish(),
  name: z.string().nullish(),
  profile: z.looseObject({ display_name: z.string().nullish(), real_name: z.string().nullish(), email: z.string().nullish() }).nullish(),
})
const userAnswer = z.looseObject({ user: slackUser })
const membersPage = z.looseObject({
  members: z.array(slackUser),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
})

function slackPerson(user: z.output<typeof slackUser>, fallbackZone: string): SlackPerson {
  const name = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name].find((one) => one?.trim())
  return {
    slackUserId: user.id,
    name: name ?? user.id,
    // Slackbot is not marked as a bot.
    kind: user.deleted
      ? 'deactivated'
      : user.is_bot || user.id === 'USLACKBOT'
        ? 'bot'
        : user.is_stranger
          ? 'stranger'
          : user.is_restricted || user.is_ultra_restricted
            ? 'guest'
            : 'member',
    zone: user.tz && isZone(user.tz) ? user.tz : fallbackZone,
    locale: user.locale ?? 'en-GB',
  }
}
