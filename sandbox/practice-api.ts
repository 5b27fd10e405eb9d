/**
 * What the practice workspace's page (and any test that plays a person) says to the stand-in for Slack, and what it hears back.
 * The page holds what a Slack client would hold (text being typed, an open select); the stand-in holds what Slack would hold.
 *
 *   GET  /practice/state?as=U…      -> WorkspaceState, as that person may see it
 *   GET  /practice/live?as=U…       -> server-sent events, each `data:` a LiveEvent
 *   POST /practice/act              -> body Act, answer ActResult; waits for the app's acknowledgement (3 s at most)
 *   GET  /practice/options          -> ?as&viewId|channel,ts|home=true&blockId&actionId&value: answers of an external select
 *   GET  /practice/traffic?after=N  -> Traffic[]: API calls and deliveries in order
 *   GET|POST /practice/faults       -> the faults switched on; a posted list replaces them, a posted fault is added
 *   POST /practice/sockets          -> body Hangup: ends the app's Socket Mode connections that way; answer { ended }
 *   GET  /practice/calendar?from&to -> CalendarEntry[] (a hook given by whoever started the stand-in; empty without one)
 *   GET  /practice/clock, POST { to } or { byMinutes } -> ClockState (a hook given by whoever started the stand-in)
 */
import type { AnyBlock, View } from '@slack/types'

export type PersonState = {
  id: string
  name: string
  displayName: string
  title: string
  /** IANA zone, which is what dates are drawn in for this person. */
  zone: string
  /** A colour and the initials stand for the picture: nothing is fetched. */
  colour: string
  kind: 'member' | 'guest' | 'deactivated' | 'bot' | 'app' | 'stranger'
}

export type MessageState = {
  ts: string
  /** Who wrote it: a person's id, or the app's bot user id. */
  user: string
  text: string
  blocks?: AnyBlock[]
  files?: { id: string; name: string; mimetype: string; url: string }[]
  threadTs?: string
  replyCount?: number
  replyUsers?: string[]
  edited?: boolean
  /** Only this person sees it; it is gone on reload, as in Slack. */
  ephemeral?: boolean
}

export type ConversationState = {
  id: string
  kind: 'im' | 'mpim' | 'channel'
  /** As the sidebar shows it to this person. */
  name: string
  members: string[]
  /** True for the person's conversation with the app (it has the tabs Home, Messages, About). */
  app: boolean
  archived: boolean
  messages: MessageState[]
  unread: number
}

/** One view of the person's stack, the last one on top. */
export type OpenView = { id: string; hash: string; view: View }

export type WorkspaceState = {
  workspace: { id: string; name: string; zone: string }
  me: PersonState
  people: PersonState[]
  app: {
    id: string
    name: string
    botUserId: string
    commands: { command: string; description: string; usageHint: string }[]
    shortcuts: { name: string; type: 'global' | 'message'; callbackId: string; description: string }[]
  }
  conversations: ConversationState[]
  views: OpenView[]
  home?: View
  /** Calendar time of the workspace in epoch ms. */
  now: number
}

/** The state of one element as Slack sends it in `view.state.values[block_id][action_id]` and in `actions[0]`. */
export type ElementState = {
  type: string
  value?: string | null
  selected_option?: { text: unknown; value: string } | null
  selected_options?: { text: unknown; value: string }[]
  selected_date?: string | null
  selected_time?: string | null
  selected_date_time?: number | null
  selected_user?: string | null
  selected_users?: string[]
  selected_conversation?: string | null
  selected_conversations?: string[]
  selected_channel?: string | null
  selected_channels?: string[]
  rich_text_value?: unknown
  files?: unknown[]
}
export type Values = Record<string, Record<string, ElementState>>

export type Act = { as: string } & (
  | {
      do: 'interact'
      in: { channel: string; ts: string } | { viewId: string } | { home: true }
      blockId: string
      actionId: string
      element: ElementState
      values?: Values
    }
  | { do: 'submit'; viewId: string; values: Values }
  | { do: 'close'; viewId: string; how: 'cancel' | 'clear' }
  | { do: 'command'; channel: string; command: string; text: string }
  | { do: 'shortcut'; callbackId: string }
  | { do: 'messageShortcut'; callbackId: string; channel: string; ts: string }
  | { do: 'say'; channel: string; text: string; threadTs?: string }
  /** `content` is the file's bytes in base64. */
  | { do: 'share'; channel: string; name: string; content: string }
  | { do: 'edit'; channel: string; ts: string; text: string }
  | { do: 'delete'; channel: string; ts: string }
  | { do: 'openHome' }
  | { do: 'read'; channel: string; ts: string }
  | { do: 'openIm'; user: string }
)

export type ActResult =
  | { ok: true; channel?: string; ts?: string }
  /** `fields`: errors that the app put under inputs, by block id. `trouble`: what Slack itself would say ("We had some trouble connecting. Try again?"). */
  | { ok: false; fields?: Record<string, string>; trouble?: string }

export type LiveEvent = { type: 'changed' } | { type: 'clock'; now: number } | { type: 'trouble'; text: string }

export type Traffic = {
  n: number
  at: number
  /** `call`: the app called the Web API. `delivery`: Slack sent something to the app. */
  kind: 'call' | 'delivery'
  name: string
  who?: string
  payload: unknown
  answer: unknown
  status?: number
  tookMs?: number
  lint: string[]
}

/**
 * Faults: what goes wrong, for which method (`*` for all), how many times (`null` = until switched off).
 * `_before` strikes before the call does anything, `_after` when its work is done and only the answer is missing; `cut_json` is an `_after`,
 * `html_200`, `error` and the two `rate_limited` are a `_before`.
 */
export type Fault = {
  kind:
    | 'rate_limited'
    | 'rate_limited_without_header'
    | 'http_500_before'
    | 'http_500_after'
    | 'http_503_before'
    | 'http_503_after'
    | 'reply_lost_before'
    | 'reply_lost_after'
    | 'no_reply_after'
    | 'internal_error_after'
    | 'fatal_error_after'
    | 'slow'
    | 'cut_json'
    | 'html_200'
    | 'error'
  method: string
  times: number | null
  /** For `rate_limited`: Retry-After (default 1); for `slow`: the delay (default 1); for `no_reply_after`: how long the line stays open (default 60). */
  seconds?: number
  /** For `error`: Slack's error code to answer with. */
  code?: string
}

/** How the app's connections end: torn down at once or after the next delivery, closed with a frame, Socket Mode switched off, or silent but open. */
export type Hangup = { how: 'terminate' | 'on_next_delivery' | 'close' | 'link_disabled' | 'silent' }

/** What stands in the app's calendar; times are epoch ms, people are Slack ids. */
export type CalendarEntry = { at: number; until: number; people: string[] } & (
  | {
      kind: 'meeting'
      /** `off`: skipped, or taken out of the calendar. */
      became: 'planned' | 'coached' | 'off'
      /** When the app writes before it, while that is still ahead. */
      writesAt?: number
    }
  | { kind: 'away' }
)

export type ClockState = {
  now: number
  nextTriggerAt?: number
  canMove: boolean
  /** After a move: how many messages the app wrote on the way. */
  written?: number
}
