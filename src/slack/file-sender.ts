import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { OutboxRow } from '../db/outbox.ts'
import { fileOf, noteReserved, noteUploaded } from '../db/sent-files.ts'
import type { Store } from '../db/store.ts'
import type { Outcome } from '../delivery/sender.ts'
import type { DrawnFile } from '../exports/drawn-file.ts'
import { classify, errorCode } from './errors.ts'

/** Real milliseconds for the bytes of one file to reach Slack. */
const uploadTakesMs = 15_000

/**
 * Brings a file into a conversation in Slack's three steps, each recorded before the next: Slack gives an id, takes the bytes, and shares
 * the file. Until the last step nobody sees anything, so the first two are simply done again when it is not known how they went. The last
 * one is never repeated before the conversation was searched for the file's id.
 */
export function createFileSender(parts: { store: Store; client: WebClient }) {
  const { store, client } = parts

  async function share(row: OutboxRow, file: DrawnFile, words: string, channel: string): Promise<Outcome> {
    const known = await fileOf(store.read, row.id)
    const uploaded = known?.state === 'uploaded' ? { id: known.slackFileId } : await upload(row, file)
    if ('is' in uploaded) return uploaded
    try {
      const answer = completed.parse(
        await client.files.completeUploadExternal({
          files: [{ id: uploaded.id, title: file.title }],
          channel_id: channel,
          initial_comment: words,
        }),
      )
      const shared = answer.files.find(({ id }) => id === uploaded.id)?.shares
      // Slack shares it a moment later, and may not know the message yet. The file is found by its id.
      return { is: 'sent', channel, ts: shared?.private?.[channel]?.[0]?.ts ?? unknownTs }
    } catch (error) {
      const outcome = classify(error)
      // Slack has let go of an upload that waited too long: it is begun anew.
      if (outcome.is === 'permanent' && outcome.error === 'file_not_found') {
        await store.write((tx) => noteReserved(tx, row, uploaded.id))
        return { is: 'retryable', error: outcome.error }
      }
      return outcome.is === 'ambiguous' ? { ...outcome, channel } : outcome
    }
  }

  /** The first two steps. Whatever goes wrong in them is safe to do again: an upload that was not shared is seen by nobody. */
  async function upload(row: OutboxRow, file: DrawnFile): Promise<{ id: string } | Outcome> {
    try {
      const place = reserved.parse(await client.files.getUploadURLExternal({ filename: file.name, length: file.content.byteLength }))
      await store.write((tx) => noteReserved(tx, row, place.file_id))
      const body = new FormData()
      body.set('body', new Blob([file.content]), file.name)
      const took = await fetch(place.upload_url, { method: 'POST', body, signal: AbortSignal.timeout(uploadTakesMs) })
      if (took.status !== 200) return { is: 'retryable', error: `upload_http_${took.status}` }
      await store.write((tx) => noteUploaded(tx, row.id))
      return { id: place.file_id }
    } catch (error) {
      const outcome = classify(error)
      return outcome.is === 'ambiguous' ? { is: 'retryable', error: outcome.error } : outcome
    }
  }

  /** Slack's id of the row's file, once it can stand in a conversation; undefined while nothing can have been shared. */
  async function sharedIdOf(row: OutboxRow): Promise<string | undefined> {
    const known = await fileOf(store.read, row.id)
    return known === undefined || known.state === 'reserved' ? undefined : known.slackFileId
  }

  /** Deletes the file of a message. One that is gone already counts as deleted. */
  async function remove(row: OutboxRow): Promise<Outcome> {
    const known = row.targetId === null ? undefined : await fileOf(store.read, row.targetId)
    if (known === undefined || known.state !== 'shared') return { is: 'not_wanted' }
    try {
      await client.files.delete({ file: known.slackFileId })
    } catch (error) {
      if (!goneAlready.has(errorCode(error))) return classify(error)
    }
    return { is: 'sent', channel: 'file', ts: unknownTs }
  }

  return { share, sharedIdOf, remove }
}

/** Stands where Slack gave no stamp: before every real one. */
const unknownTs = '0'
const goneAlready = new Set(['file_deleted', 'file_not_found'])

const reserved = z.looseObject({ upload_url: z.url(), file_id: z.string() })
const completed = z.looseObject({
  files: z.array(
    z.looseObject({
      id: z.string(),
      shares: z.looseObject({ private: z.record(z.string(), z.array(z.looseObject({ ts: z.string() }))).optional() }).optional(),
    }),
  ),
})
