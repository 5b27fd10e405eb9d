import { withIds } from '../blocks.ts'
import { fileJson } from '../file-json.ts'
import { randomId } from '../ids.ts'
import { objectsAt, textAt } from '../json.ts'
import { addMessage, fallbackText } from '../messages.ts'
import type { Slack } from '../slack.ts'
import { findMessage, type FileRecord, type World } from '../state.ts'
import { ok, refuse, type Answer, type Args, type Method } from './call.ts'
import { knownChannel } from './channels.ts'

export const files: Record<string, Method> = {
  'files.getUploadURLExternal': {
    tier: 4,
    scopes: ['files:write'],
    answer: ({ world }, args) => {
      const [name, length, altText] = [args.text('filename'), args.number('length') ?? 0, args.text('alt_txt') ?? '']
      if (!name || !(length > 0)) return refuse('missing_argument')
      if (altText.length > 1_000) return refuse('alt_txt_too_large')
      const file: FileRecord = {
        id: randomId('F'),
        name,
        title: name,
        bytes: length,
        content: undefined,
        state: 'awaited',
        readyAtMs: 0,
        mimetype: mimetypeOf(name),
        createdAt: world.now(),
        altText,
        shares: [],
        deleted: false,
      }
      world.files.set(file.id, file)
      return ok({ upload_url: `${world.url}/upload/${file.id}`, file_id: file.id })
    },
  },

  'files.completeUploadExternal': { tier: 4, scopes: ['files:write'], answer: complete },

  'files.info': {
    tier: 4,
    scopes: ['files:read'],
    answer: ({ world }, args) => {
      const file = world.files.get(args.text('file') ?? '')
      if (!file || file.state === 'awaited') return refuse('file_not_found')
      if (file.deleted) return refuse('file_deleted')
      return ok({ file: fileJson(world, file.id), comments: [], response_metadata: { next_cursor: '' } })
    },
  },

  'files.delete': {
    tier: 3,
    scopes: ['files:write'],
    answer: ({ world }, args) => {
      const file = world.files.get(args.text('file') ?? '')
      if (!file || file.state !== 'complete') return refuse('file_not_found')
      if (file.deleted) return refuse('file_deleted')
      file.deleted = true
      file.content = undefined
      world.signals.emit('changed')
      return ok()
    },
  },
}

/** A file that a person has sent, there at once. */
export function addFile(world: World, { name, content }: { name: string; content: Buffer }): FileRecord {
  const file: FileRecord = {
    id: randomId('F'),
    name,
    title: name,
    bytes: content.length,
    content,
    state: 'complete',
    readyAtMs: performance.now() + world.settings.fileDelayMs,
    mimetype: mimetypeOf(name),
    createdAt: world.now(),
    altText: '',
    shares: [],
    deleted: false,
  }
  world.files.set(file.id, file)
  return file
}

/** Takes the bytes of an upload; the answer is HTTP status and text, as Slack's upload host gives them. */
export function receiveUpload({ world }: Slack, id: string, content: Buffer): { status: number; text: string } {
  const file = world.files.get(id)
  if (!file || file.state !== 'awaited') return { status: 404, text: 'Not found' }
  if (content.length !== file.bytes) return { status: 400, text: `Expected ${file.bytes} bytes but got ${content.length}` }
  Object.assign(file, { content, state: 'uploaded' })
  return { status: 200, text: `OK - ${content.length}` }
}

const channelIds = /^[CGDZ][A-Z0-9]{8,}$/

function complete(slack: Slack, args: Args): Answer {
  const { world } = slack
  const given = args.json('files')
  const wanted = given === 'unreadable' ? [] : objectsAt({ files: given.value }, 'files')
  if (wanted.length === 0) return refuse('invalid_arguments', ['[ERROR] missing required field: files'])
  const channelId = args.text('channel_id')
  if (channelId && !channelIds.test(channelId)) {
    return refuse('invalid_arguments', ['[ERROR] must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]'])
  }
  const records = wanted.map((entry) => world.files.get(textAt(entry, 'id') ?? ''))
  if (records.some((file) => file?.state !== 'uploaded')) return refuse('file_not_found')
  const conversation = channelId ? knownChannel(world, channelId) : undefined
  if (conversation && 'refusal' in conversation) return conversation.refusal
  if (conversation && !conversation.members.has(world.app.botUserId)) return refuse('not_in_channel')
  if (conversation?.archived) return refuse('posting_to_channel_denied')

  const found = records.filter((file) => file !== undefined)
  for (const [index, file] of found.entries()) {
    file.title = textAt(wanted[index], 'title') ?? file.name
    file.state = 'complete'
    file.readyAtMs = performance.now() + world.settings.fileDelayMs
  }
  if (conversation) share(slack, conversation, found, args)
  return ok({ files: found.map((file) => (conversation ? fileJson(world, file.id) : { id: file.id, title: file.title })) })
}

function share(slack: Slack, conversation: Parameters<typeof addMessage>[1], found: FileRecord[], args: Args): void {
  const comment = args.text('initial_comment')
  const given = args.json('blocks')
  const blocks = comment || given === 'unreadable' || !Array.isArray(given.value) ? undefined : withIds(given.value)
  const parent = findMessage(conversation, args.text('thread_ts') ?? '')
  const { message } = addMessage(slack, conversation, {
    user: slack.world.app.botUserId,
    text: comment ?? fallbackText(slack.world, blocks),
    subtype: 'file_share',
    fileIds: found.map((file) => file.id),
    ...(blocks ? { blocks } : {}),
    ...(parent ? { threadTs: parent.threadTs ?? parent.ts } : {}),
  })
  for (const file of found) file.shares.push({ channel: conversation.id, ts: message.ts, threadTs: message.threadTs })
}

const mimetypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  csv: 'text/csv',
  md: 'text/markdown',
  txt: 'text/plain',
  json: 'application/json',
  zip: 'application/zip',
}

function mimetypeOf(name: string): string {
  return mimetypes[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}
