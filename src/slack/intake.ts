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
 * Events keep their body only where it is needed later: replies in debrief threads of ours, and bare ids for the rest. Words typed to the
 * app's own DM are answered, not read, so they are dropped here; so is a reply that the sensitive-matters check stops.
 */
export async function intake(payload: unknown, isDebriefThread: (channel: string, threadTs: string) => Promise<boolean>): Promise<Intake> {
  const parsed = eventCallback.safeParse(payload)
  if (!parsed.success) return { keep: 'nothing' }
  const { event_id: key, event, team_id: teamId, authorizations, enterprise_id, api_app_id } = parsed.data
  const keepEvent = (kept: Record<string, unknown>): Intake => ({
    keep: 'body',
    key,
    body: { type: 'event_callback', event_id: key, team_id: teamId, api_app_id, enterprise_id, authorizations, event: { type: event.type, ...kept } },
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
      return message(event, key, keepEvent, isDebriefThread)
    default:
      return { keep: 'id', key }
  }
}

async function message(event: z.output<typeof innerEvent>, key: string, keepEvent: (kept: Record<string, unknown>) => Intake, isDebriefThread: (channel: string, threadTs: string) => Promise<boolean>): Promise<Intake> {
  const inner = event.message ?? event.previous_message ?? event
  const place = { channel: event.channel, channel_type: event.channel_type }
  if (event.bot_id !== undefined || inner.bot_id !== undefined || event.channel === undefined) return { keep: 'id', key }
  if (event.channel_type === 'im') return event.subtype === undefined && event.user ? keepEvent({ ...place, user: event.user, ts: event.ts }) : { keep: 'id', key }
  const threadTs = inner.thread_ts
  if (event.channel_type !== 'mpim' || threadTs === undefined || !(await isDebriefThread(event.channel, threadTs))) return { keep: 'id', key }
  const text = event.subtype === 'message_deleted' ? undefined : inner.text
  const held = text !== undefined && checkSensitive([text], { words: sensitiveWords }) !== undefined
  return keepEvent({
    ...place,
    subtype: event.subtype,
    user: inner.user ?? event.user,
    ts: inner.ts ?? event.deleted_ts ?? event.ts,
    deleted_ts: event.deleted_ts,
    thread_ts: threadTs,
    ...(held ? { held: true } : { text }),
  })
}

const messageParts = {
  user: z.string().optional(),
  text: z.string().optional(),
  ts: z.string().optional(),
  thread_ts: z.string().optional(),
  bot_id: z.string().optional(),
}
const innerEvent = z.looseObject({
  ...messageParts,
  type: z.string(),
  user: z.unknown(),
  tab: z.string().optional(),
  subtype: z.string().optional(),
  channel: z.string().optional(),
  channel_type: z.string().optional(),
  deleted_ts: z.string().optional(),
  message: z.looseObject(messageParts).optional(),
  previous_message: z.looseObject(messageParts).optional(),
})
const eventCallback = z.looseObject({
  type: z.literal('event_callback'),
  event_id: z.string().min(1).max(200),
  team_id: z.string().optional(),
  api_app_id: z.string().optional(),
  enterprise_id: z.string().nullish(),
  authorizations: z.array(z.unknown()).optional(),
  event: innerEvent,
})
