import { z } from 'zod'
import type { Person } from '../../db/people.ts'
import { findPerson } from '../../db/people.ts'
import { answerDirect, personChanged } from '../../flows/people.ts'
import { workspaceGone } from '../../flows/workspace.ts'
import { lookAtUpload } from '../../flows/people-uploads.ts'
import { createPeopleFileReader } from '../people-file-reader.ts'
import type { ListenerParts } from './index.ts'

/** What Slack says of people and of the installation, and what people type to the app. */
export function listenToPeople(parts: ListenerParts): void {
  const { app, store, clock, directory, workspace, slack } = parts
  const readUpload = createPeopleFileReader(slack)

  app.event('user_change', async ({ event }) => {
    const now = clock.now()
    // Of the whole company only those matter with whom Cuecard has to do.
    if ((await findPerson(store.read, workspace().id, event.user.id)) === undefined) return
    const fresh = await directory.refresh(event.user.id, now)
    if (fresh !== undefined) await personChanged(store, fresh.id, now)
  })

  app.event('message', async ({ event }) => {
    const direct = directMessage.safeParse(event)
    if (!direct.success) return
    const now = clock.now()
    const person = await personOf(parts, direct.data.user, now)
    if (person === undefined) return
    const files = direct.data.files ?? []
    if (!person.coordinator || files.length === 0) return answerDirect(store, person, direct.data.ts, now)
    for (const { id } of files) await lookAtUpload(store, readUpload, person, id, now)
  })

  app.event('app_uninstalled', async () => workspaceGone(store, workspace().id, clock.now()))
  app.event('tokens_revoked', async ({ event }) => {
    const revoked = revokedTokens.safeParse(event)
    if (revoked.success && revoked.data.tokens.bot.includes(workspace().botUserId)) await workspaceGone(store, workspace().id, clock.now())
  })
}

/** The person of an event: from our table, or asked of Slack; undefined for somebody whom Slack does not let us see. */
export async function personOf(
  { store, directory, workspace }: ListenerParts,
  slackUserId: string,
  now: Temporal.Instant,
): Promise<Person | undefined> {
  return (await findPerson(store.read, workspace().id, slackUserId)) ?? directory.refresh(slackUserId, now)
}

const directMessage = z.looseObject({
  channel_type: z.literal('im'),
  user: z.string(),
  ts: z.string(),
  subtype: z.literal('file_share').optional(),
  files: z.array(z.looseObject({ id: z.string() })).optional(),
})
const revokedTokens = z.looseObject({ tokens: z.looseObject({ bot: z.array(z.string()).default([]) }) })
