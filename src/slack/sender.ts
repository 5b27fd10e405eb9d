import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { CircleId, MentorshipId, OutboxId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { FileKind, MessageData } from '../coaching/messages.ts'
import { isFileKind } from '../coaching/messages.ts'
import type { Reader } from '../coaching/reader.ts'
import { circleGroup, getCircle, noteCircleChannel } from '../db/circles.ts'
import { groupOf, noteGroupChannel } from '../db/mentorships.ts'
import type { OutboxRow } from '../db/outbox.ts'
import { findById, lastKnownTs } from '../db/outbox.ts'
import { getPerson, noteDmChannel } from '../db/people.ts'
import type { Store } from '../db/store.ts'
import { getWorkspace } from '../db/workspaces.ts'
import type { Outcome, Sender } from '../delivery/sender.ts'
import { drawFile } from '../exports/files.ts'
import { loadMessage } from '../flows/message-data.ts'
import { errorInShort } from '../log.ts'
import { classify, errorCode } from './errors.ts'
import { createTurns, NotYet } from './turns.ts'
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
  const asked = createTurns(clock)
  /** Conversations that Slack gave us since the start: opening one of them anew would give the same. */
  const opened = new Set<string>()

  async function send(row: OutboxRow): Promise<Outcome> {
    const drawn = await drawnOf(row).catch((error: unknown) => ({ broken: errorInShort(error) }))
    if (drawn === undefined) return { is: 'not_wanted' }
    if ('broken' in drawn) return { is: 'broken', error: drawn.broken }
    let channel: string | undefined
    try {
      switch (drawn.op) {
        case 'delete':
          return await files.remove(row)
        case 'home':
          await client.views.publish({ user_id: drawn.userId, view: drawn.view })
          return { is: 'sent', channel: 'home', ts: '0' }
        case 'update': {
          const { target } = drawn
          await client.chat.update({ channel: target.channel, ts: target.ts, ...drawn.message, metadata: marker(target.id) })
          // An update is done under its own row: the message stays recorded under its post.
          return { is: 'sent', channel: target.channel, ts: target.ts }
        }
        case 'post': {
          channel = await channelOf(row)
          if (drawn.file !== undefined) return aboutThisRow(await files.share(row, drawn.file, drawn.message.text, channel))
          const posted = await client.chat.postMessage({
            channel,
            ...drawn.message,
            ...(drawn.threadTs ? { thread_ts: drawn.threadTs } : {}),
            unfurl_links: false,
            unfurl_media: false,
            metadata: marker(row.id),
          })
          return posted.ts === undefined
            ? { is: 'ambiguous', error: 'no_ts', channel }
            : { is: 'sent', channel: posted.channel ?? channel, ts: posted.ts }
        }
        default:
          return drawn satisfies never
      }
    } catch (error) {
      if (error instanceof NotYet) return { is: 'retryable', error: 'ratelimited', afterMs: error.waitMs }
      const outcome = classify(error)
      if (outcome.is === 'permanent' && channel !== undefined && goneCodes.has(outcome.error) && (await forget(row, channel)))
        return { is: 'retryable', error: outcome.error }
      // Before the post itself nothing can have been said, whatever the failure, and nothing was said about posts.
      if (row.op === 'post' && channel === undefined)
        return outcome.is === 'ambiguous' ? { is: 'retryable', error: outcome.error } : aboutThisRow(outcome)
      return outcome.is === 'ambiguous' && channel !== undefined ? { ...outcome, channel } : outcome
    }
  }

  /** What a row says, from current state; undefined when nobody wants it any more. */
  async function drawnOf(row: OutboxRow) {
    if (row.op === 'delete') return { op: 'delete' } as const
    const reader = await readerOf(row, clock.now())
    const payload: unknown = JSON.parse(row.payload)
    if (row.op === 'home') {
      const data = await loadMessage(store.read, 'home', payload, reader.now)
      if (data === undefined) return undefined
      const person = await getPerson(store.read, row.recipientId as PersonId)
      return { op: 'home', userId: person.slackUserId, view: drawHome(data, reader) } as const
    }
    // Home is drawn above; every other kind is posted.
    const kind = row.kind as PostedKind
    const data = await loadMessage(store.read, kind, payload, reader.now)
    if (data === undefined) return undefined
    const message = drawMessage(kind, data, reader)
    const target = row.targetId === null ? undefined : await findById(store.read, row.targetId as OutboxId)
    if (row.op === 'post') {
      // Its data was loaded as this kind's above.
      const file = isFileKind(row.kind) ? await drawFile(row.kind, data as MessageData[FileKind], reader) : undefined
      return { op: 'post', message, file, threadTs: target?.ts } as const
    }
    if (row.op !== 'update') throw new Error(`unknown op ${row.op}`)
    if (!target?.channel || !target.ts) return undefined
    return { op: 'update', message, target: { id: target.id, channel: target.channel, ts: target.ts } } as const
  }

  async function find(row: OutboxRow): ReturnType<Sender['find']> {
    try {
      const isFile = isFileKind(row.kind)
      const fileId = isFile ? await files.sharedIdOf(row) : undefined
      if (isFile && fileId === undefined) return { is: 'absent' }
      const channel = row.channel ?? (await channelOf(row))
      const oldest = await lastKnownTs(store.read, channel, row.seq)
      const thread = row.targetId === null ? undefined : await findById(store.read, row.targetId as OutboxId)
      const threadTs = thread?.ts ?? undefined
      let cursor: string | undefined
      do {
        const page = historyPage.parse(
          threadTs
            ? await asked('replies', () =>
                client.conversations.replies({
                  channel,
                  ts: threadTs,
                  include_all_metadata: true,
                  limit: 200,
                  ...(cursor ? { cursor } : {}),
                }),
              )
            : await asked('history', () =>
                client.conversations.history({
                  channel,
                  include_all_metadata: true,
                  limit: 200,
                  ...(oldest ? { oldest } : {}),
                  ...(cursor ? { cursor } : {}),
                }),
              ),
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
      const code = errorCode(error)
      // Where there is no conversation nobody can read the message, whether Slack took it or not.
      return code === 'channel_not_found' ? { is: 'absent' } : { is: 'unreadable', error: code }
    }
  }

  /** Forgets a person's conversation that Slack no longer has, so that it is opened anew; false when it has just been opened, or is a group's. */
  async function forget(row: OutboxRow, channel: string): Promise<boolean> {
    if (row.recipientKind !== 'person' || opened.has(channel)) return false
    await store.write((tx) => noteDmChannel(tx, row.recipientId as PersonId, null))
    return true
  }

  /** The conversation a row goes to, opened with Slack where it is not known yet. */
  async function channelOf(row: OutboxRow): Promise<string> {
    if (row.recipientKind === 'circle') return circleChannel(row)
    if (row.recipientKind === 'channel') return row.recipientId
    if (row.recipientKind === 'mentorship') {
      const group = await groupOf(store.read, row.recipientId as MentorshipId)
      if (group.channel !== undefined) return group.channel
      const opened = openAnswer.parse(await asked('open', () => client.conversations.open({ users: group.slackUserIds.join(',') })))
      await store.write((tx) => noteGroupChannel(tx, row.recipientId as MentorshipId, opened.channel.id))
      return opened.channel.id
    }
    const person = await getPerson(store.read, row.recipientId as PersonId)
    if (person.dmChannel !== undefined) return person.dmChannel
    const { channel } = openAnswer.parse(await asked('open', () => client.conversations.open({ users: person.slackUserId })))
    await store.write((tx) => noteDmChannel(tx, person.id, channel.id))
    opened.add(channel.id)
    return channel.id
  }

  /** Members come and go, and with others the group DM is another one: a thread stays where it began. */
  async function circleChannel(row: OutboxRow): Promise<string> {
    const thread = row.targetId === null ? undefined : await findById(store.read, row.targetId as OutboxId)
    if (thread?.channel) return thread.channel
    const id = row.recipientId as CircleId
    const group = await circleGroup(store.read, id)
    if (group.channel !== undefined) return group.channel
    const opened = openAnswer.parse(await client.conversations.open({ users: group.slackUserIds.join(',') }))
    await store.write((tx) => noteCircleChannel(tx, id, opened.channel.id, group.slackUserIds))
    return opened.channel.id
  }

  async function readerOf(row: OutboxRow, now: Temporal.Instant): Promise<Reader> {
    const workspace = await getWorkspace(store.read, row.workspaceId as WorkspaceId)
    if (row.recipientKind === 'mentorship' || row.recipientKind === 'channel')
      return { zone: workspace.zone, locale: 'en-GB', thin: workspace.thin, now }
    if (row.recipientKind === 'circle') {
      const { cadence } = await getCircle(store.read, row.recipientId as CircleId)
      return { zone: cadence.zone, locale: 'en-GB', thin: workspace.thin, now }
    }
    const person = await getPerson(store.read, row.recipientId as PersonId)
    return { zone: person.zone, locale: person.locale, thin: workspace.thin || person.thin, now }
  }

  return { send, find }
}

/** An outcome of a call beside the one that is paced: what Slack said about it is no word about posts. */
function aboutThisRow(outcome: Outcome): Outcome {
  if (outcome.is !== 'retryable' || outcome.pauses !== 'kind') return outcome
  return { is: 'retryable', error: outcome.error, ...(outcome.afterMs === undefined ? {} : { afterMs: outcome.afterMs }) }
}

/** What Slack says when a conversation is no longer there for us. */
const goneCodes = new Set(['channel_not_found', 'is_archived', 'not_in_channel'])

function marker(id: string) {
  return { event_type: markerType, event_payload: { id } }
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
