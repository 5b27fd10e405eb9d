import { randomId, randomToken } from './ids.ts'
import { textAt, type Json } from './json.ts'
import type { Slack } from './slack.ts'
import type { Conversation, PersonRecord } from './state.ts'
import { userJson } from './user-json.ts'

/** Sends the event when the app is installed and subscribes to it; resolves when the app acknowledged, or did not. */
export async function sendEvent(
  { world, gateway }: Slack,
  event: Json & { type: string },
  subscription: string = event.type,
): Promise<void> {
  const { app, workspace, tokens } = world
  const parting = event.type === 'app_uninstalled' || event.type === 'tokens_revoked'
  if (!app.events.has(subscription) || (tokens.state !== 'live' && !parting)) return
  await gateway.tell({
    kind: 'event',
    name: subscription,
    who: textAt(event, 'user'),
    body: {
      token: 'verification',
      team_id: workspace.id,
      context_team_id: workspace.id,
      context_enterprise_id: null,
      api_app_id: app.id,
      event,
      type: 'event_callback',
      event_id: randomId('Ev'),
      event_time: Math.floor(world.now() / 1_000),
      authorizations: [{ enterprise_id: null, team_id: workspace.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false }],
      is_ext_shared_channel: false,
      event_context: `4-${randomToken(24)}`,
    },
  })
}

/** As in message events. */
export const channelTypes = { im: 'im', mpim: 'mpim', channel: 'channel', private_channel: 'group' } as const

/** The scope that lets the app read this kind of conversation, in events and in history. */
export const historyScopes = {
  im: 'im:history',
  mpim: 'mpim:history',
  channel: 'channels:history',
  private_channel: 'groups:history',
} as const

const subscriptions = { im: 'message.im', mpim: 'message.mpim', channel: 'message.channels', private_channel: 'message.groups' } as const

/** A message event, sent only when the app is in the conversation, subscribes to its kind and holds the scope to read it. */
export async function sendMessageEvent(slack: Slack, conversation: Conversation, event: Json): Promise<void> {
  const { app } = slack.world
  if (!conversation.members.has(app.botUserId) || !app.scopes.has(historyScopes[conversation.kind])) return
  const inChannel = { channel: conversation.id, channel_type: channelTypes[conversation.kind] }
  await sendEvent(slack, { ...event, type: 'message', ...inChannel }, subscriptions[conversation.kind])
}

/** Tells the app that a profile, a zone, a role or the account itself changed. */
export function sendUserChange(slack: Slack, person: PersonRecord): Promise<void> {
  const seconds = Math.floor(slack.world.now() / 1_000)
  if (!slack.world.app.scopes.has('users:read')) return Promise.resolve()
  return sendEvent(slack, { type: 'user_change', user: userJson(slack.world, person), cache_ts: seconds, event_ts: `${seconds}.000100` })
}

/** The frame without an inner event that tells an app it has had too many. */
export async function sendAppRateLimited({ world, gateway }: Slack): Promise<void> {
  await gateway.tell({
    kind: 'event',
    name: 'app_rate_limited',
    body: {
      token: 'verification',
      type: 'app_rate_limited',
      team_id: world.workspace.id,
      minute_rate_limited: Math.floor(world.now() / 60_000) * 60,
      api_app_id: world.app.id,
    },
  })
}
