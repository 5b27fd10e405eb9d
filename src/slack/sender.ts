import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { MentorshipId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { FileKind, MessageData } from '../coaching/messages.ts'
import { isFileKind } from '../coaching/messages.ts'
import type { Reader } from '../coaching/reader.ts'
import { groupOf, noteGroupChannel } from '../db/mentorships.ts'
import type { OutboxRow } from '../db/outbox.ts'
import { findById, lastKnownTs } from '../db/outbox.ts'
import { getPerson, noteDmChannel } from '../db/people.ts'
import type { Store } from '../db/store.ts'
import { getWorkspace } from '../db/workspaces.ts'
import type { Outcome, Sender } from '../delivery/sender.ts'
import { drawFile } from '../exports/files.ts'
import { loadMessage } from '../flows/message-data.ts'
import { classify, errorCode } from './errors.ts'
import { createFileSender } from './file-sender.ts'
import { drawHome } from './views/home.ts'
import type { PostedKind } from './views/messages.ts'
import { drawMessage } from './views/messages.ts'

/** The marker in a message's metadata by which it is found again in Slack's history. It carries an id and nothing else. */
export const markerType = 'cuecard_message'

/** The sender that renders rows from current state and talks to Slack with a client of its own, which never retries by itself. */
export function createSender(parts: { store: Store; clock: Clock; client: WebClient }): Sender {
  const { store, clock, client } = parts
  const files = createFileSender({ store, client })

  async function send(row: OutboxRow): Promise<Outcome> {
    const now = clock.now()
    const reader = await readerOf(row, now)
    let channel: string | undefined
    if (row.op === 'home') return publishHome(row, reader)
    if (row.op === 'delete') return files.remove(row)
    // Home is published above; every other kind is posted.
    const kind = row.kind as PostedKind
    const data = await loadMessage(store.read, kind, JSON.parse(row.payload), now)
    if (data === undefined) return { is: 'not_wanted' }
    try {
      switch (row.op) {
        case 'update': {
          const target = row.targetId === null ? undefined : await findById(store.read, row.targetId as never)
          if (!target?.channel || !target.ts) return { is: 'not_wanted' }
          await client.chat.update({ channel: target.channel, ts: target.ts, ...drawMessage(kind, data, reader), metadata: marker(target) })
          // An update is done under its own row: the message stays recorded under its post.
          return { is: 'sent', channel: target.channel, ts: target.ts }
        }
        case 'post': {
          const message = drawMessage(kind, data, reader)
          // Its data was loaded as this kind's above.
          const file = isFileKind(row.kind) ? await drawFile(row.kind, data as MessageData[FileKind], reader) : undefined
          channel = await channelOf(row)
          if (file !== undefined) return await files.share(row, file, message.text, channel)
          const thread = row.targetId === null ? undefined : await findById(store.read, row.targetId as never)
          const posted = await client.chat.postMessage({
            channel,
            ...message,
            ...(thread?.ts ? { thread_ts: thread.ts } : {}),
            unfurl_links: false,
            unfurl_media: false,
            metadata: marker(row),
          })
          return posted.ts === undefined
            ? { is: 'ambiguous', error: 'no_ts', channel }
            : { is: 'sent', channel: posted.channel ?? channel, ts: posted.ts }
        }
        default:
          throw new Error(`unknown op ${row.op}`)
      }
    } catch (error) {
      const outcome = classify(error)
      // Before the post itself nothing can have been said, whatever the failure.
      if (outcome.is === 'ambiguous' && row.op === 'post' && channel === undefined) return { is: 'retryable', error: outcome.error }
      return outcome.is === 'ambiguous' && channel !== undefined ? { ...outcome, channel } : outcome
    }
  }

  async function publishHome(row: OutboxRow, reader: Reader): Promise<Outcome> {
    const data = await loadMessage(store.read, 'home', JSON.parse(row.payload), reader.now)
    if (data === undefined) return { is: 'not_wanted' }
    const person = await getPerson(store.read, row.recipientId as PersonId)
    try {
      await client.views.publish({ user_id: person.slackUserId, view: drawHome(data, reader) })
      return { is: 'sent', channel: 'home', ts: '0' }
    } catch (error) {
      return classify(error)
    }
  }

  async function find(row: OutboxRow): ReturnType<Sender['find']> {
    try {
      const isFile = isFileKind(row.kind)
      const fileId = isFile ? await files.sharedIdOf(row) : undefined
      if (isFile && fileId === undefined) return { is: 'absent' }
      const channel = row.channel ?? (await channelOf(row))
      const oldest = await lastKnownTs(store.read, channel, row.seq)
      const thread = row.targetId === null ? undefined : await findById(store.read, row.targetId as never)
      let cursor: string | undefined
      do {
        const page = historyPage.parse(
          thread?.ts
            ? await client.conversations.replies({
                channel,
                ts: thread.ts,
                include_all_metadata: true,
                limit: 200,
                ...(cursor ? { cursor } : {}),
              })
            : await client.conversations.history({
                channel,
                include_all_metadata: true,
                limit: 200,
                ...(oldest ? { oldest } : {}),
                ...(cursor ? { cursor } : {}),
              }),
        )
        const seen = page.messages.find(
          (message) =>
            (message.metadata?.event_type === markerType && message.metadata.event_payload?.['id'] === row.id) ||
            message.files.some(({ id }) => id === fileId),
        )
        if (seen) return { is: 'found', channel, ts: seen.ts }
        cursor = page.response_metadata?.next_cursor || undefined
      } while (cursor !== undefined)
      return { is: 'absent' }
    } catch (error) {
      return { is: 'unreadable', error: errorCode(error) }
    }
  }

  /** The conversation a row goes to, opened with Slack where it is not known yet. */
  async function channelOf(row: OutboxRow): Promise<string> {
    if (row.recipientKind === 'mentorship') {
      const group = await groupOf(store.read, row.recipientId as MentorshipId)
      if (group.channel !== undefined) return group.channel
      const opened = openAnswer.parse(await client.conversations.open({ users: group.slackUserIds.join(',') }))
      await store.write((tx) => noteGroupChannel(tx, row.recipientId as MentorshipId, opened.channel.id))
      return opened.channel.id
    }
    const person = await getPerson(store.read, row.recipientId as PersonId)
    if (person.dmChannel !== undefined) return person.dmChannel
    const opened = openAnswer.parse(await client.conversations.open({ users: person.slackUserId }))
    await store.write((tx) => noteDmChannel(tx, person.id, opened.channel.id))
    return opened.channel.id
  }

  async function readerOf(row: OutboxRow, now: Temporal.Instant): Promise<Reader> {
    const workspace = await getWorkspace(store.read, row.workspaceId as WorkspaceId)
    if (row.recipientKind === 'mentorship') return { zone: workspace.zone, locale: 'en-GB', thin: workspace.thin, now }
    const person = await getPerson(store.read, row.recipientId as PersonId)
    return { zone: person.zone, locale: person.locale, thin: workspace.thin || person.thin, now }
  }

  return { send, find, paceKey: (row) => row.lane }
}

function marker(row: OutboxRow) {
  return { event_type: markerType, event_payload: { id: row.id } }
}

const openAnswer = z.looseObject({ channel: z.looseObject({ id: z.string() }) })
const historyPage = z.looseObject({
  messages: z
    .array(
      z.looseObject({
        ts: z.string(),
        files: z.array(z.looseObject({ id: z.string() })).default([]),
        metadata: z
          .looseObject({ event_type: z.string().optional(), event_payload: z.record(z.string(), z.unknown()).optional() })
          .optional(),
      }),
    )
    .default([]),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
})
