import { z } from 'zod'
import { checkSensitive, sensitiveWords } from '../coaching/sensitive.ts'

/** What the inbox keeps of something Slack sent, decided before anything is stored or acknowledged. */
export type Intake =
  /** Kept, sealed, until it is handled. */
  | { keep: 'body'; key: string; body: unknown }
  /** Only the id, so that it is known when it comes again; everything else is dropped in memory. */
  | { keep: 'id'; key: string }
  /** Not an event: its effect is committed by its handler before it is acknowledged, and its words are stored nowhere on the way. */
  | { keep: 'nothing' }

/**
 * Says whether a thread is a debrief of ours, and whether it still takes replies. It is in doubt while a debrief is being opened in that group
 * DM and Slack has not said yet under which stamp.
 */
export type ThreadState = (channel: string, threadTs: string) => Promise<'open' | 'closed' | 'in_doubt' | 'not_ours'>

/**
 * Events keep their body only where it is needed later: what happens in debrief threads of ours (or in what may turn out to be one), and bare
 * ids for the rest. Words typed to
 * the app's own DM are answered, not read, so they are dropped here; so is a reply that the sensitive-matters check stops.
 */
export async function intake(payload: unknown, threadState: ThreadState): Promise<Intake> {
  const parsed = eventCallback.safeParse(payload)
  if (!parsed.success) return { keep: 'nothing' }
  const { event_id: key, event, team_id: teamId, authorizations, enterprise_id, api_app_id } = parsed.data
  const keepEvent = (kept: Record<string, unknown>): Intake => ({
    keep: 'body',
    key,
    body: {
      type: 'event_callback',
      event_id: key,
      team_id: teamId,
      api_app_id,
      enterprise_id,
      authorizations,
      event: { type: event.type, ...kept },
    },
  })
  switch (event.type) {
    case 'app_home_opened':
      return event.tab === 'home' ? keepEvent({ user: event.user, tab: event.tab }) : { keep: 'id', key }
    case 'user_change':
      return keepEvent({ user: { id: z.object({ id: z.string() }).parse(event.user).id } })
    case 'app_uninstalled':
      return keepEvent({})
    case 'tokens_revoked':
      return keepEvent({ tokens: event['tokens'] })
    case 'message':
      return message(event, key, keepEvent, threadState)
    default:
      return { keep: 'id', key }
  }
}

async function message(
  event: z.output<typeof innerEvent>,
  key: string,
  keepEvent: (kept: Record<string, unknown>) => Intake,
  threadState: ThreadState,
): Promise<Intake> {
  const inner = event.message ?? event.previous_message ?? event
  const place = { channel: event.channel, channel_type: event.channel_type }
  const { channel } = event
  if (event.bot_id !== undefined || inner.bot_id !== undefined || channel === undefined) return { keep: 'id', key }
  // Of files only their ids: what a coordinator sends is fetched when it is looked at.
  if (event.channel_type === 'im' && event.subtype === 'file_share' && event.user)
    return keepEvent({
      ...place,
      subtype: event.subtype,
      user: event.user,
      ts: event.ts,
      files: sharedFiles.parse(event.files),
    })
  if (event.channel_type === 'im')
    return event.subtype === undefined && event.user ? keepEvent({ ...place, user: event.user, ts: event.ts }) : { keep: 'id', key }
  const subtype = threadSubtype.safeParse(event.subtype)
  const threadTs = inner.thread_ts
  const ts = inner.ts ?? event.deleted_ts ?? event.ts
  if (event.channel_type !== 'mpim' || !subtype.success || threadTs === undefined || threadTs === ts) return { keep: 'id', key }
  const thread = await threadState(channel, threadTs)
  const isFollowed = subtype.data === 'message_changed' || subtype.data === 'message_deleted'
  // A closed debrief takes no new replies, and still follows what becomes of the kept ones.
  if (thread === 'not_ours' || (thread === 'closed' && !isFollowed)) return { keep: 'id', key }
  const text = subtype.data === 'message_deleted' ? undefined : inner.text
  const isHeld = text !== undefined && checkSensitive([text], { words: sensitiveWords }) !== undefined
  return keepEvent({
    ...place,
    subtype: subtype.data,
    user: inner.user ?? event.user,
    ts,
    thread_ts: threadTs,
    edited_ts: inner.edited?.ts,
    ...(isHeld ? { held: true } : { text }),
  })
}

/** Replies as people write them, and what becomes of them; everything else in a group DM (joins, pins, calls) is no reply. */
const threadSubtype = z.enum(['file_share', 'thread_broadcast', 'message_changed', 'message_deleted']).optional()

const messageParts = {
  user: z.string().optional(),
  text: z.string().optional(),
  ts: z.string().optional(),
  thread_ts: z.string().optional(),
  bot_id: z.string().optional(),
  edited: z.looseObject({ ts: z.string() }).optional(),
}
const innerEvent = z.looseObject({
  ...messageParts,
  type: z.string(),
  user: z.unknown().optional(),
  tab: z.string().optional(),
  subtype: z.string().optional(),
  channel: z.string().optional(),
  channel_type: z.string().optional(),
  deleted_ts: z.string().optional(),
  files: z.unknown().optional(),
  message: z.looseObject(messageParts).optional(),
  previous_message: z.looseObject(messageParts).optional(),
})
/** Of each file its id, and nothing else. */
const sharedFiles = z.array(z.object({ id: z.string() })).catch([])
const eventCallback = z.looseObject({
  type: z.literal('event_callback'),
  event_id: z.string().min(1).max(200),
  team_id: z.string().optional(),
  api_app_id: z.string().optional(),
  enterprise_id: z.string().nullish(),
  authorizations: z.array(z.unknown()).optional(),
  event: innerEvent,
})
