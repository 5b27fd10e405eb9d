import { isJson, objectsAt, textAt, at } from './json.ts'

export type PersonSeed = {
  /** `U…`; made from the name when left out, the same in every run. */
  id?: string
  name: string
  /** What Slack shows first; the name when left out. */
  displayName?: string
  title?: string
  /** IANA zone; the workspace's when left out. */
  zone?: string
  email?: string
  /** As in Slack: `en-GB`, `nb-NO`. */
  locale?: string
  colour?: string
  kind?: PersonKind
  admin?: boolean
  /** The status beside the name; `until` is an ISO instant after which it is gone. */
  status?: { text: string; emoji: string; until?: string }
}

/** `guest` is a multi-channel guest (`is_restricted`), `stranger` somebody of another company met through Slack Connect. */
export type PersonKind = 'member' | 'guest' | 'single_channel_guest' | 'deactivated' | 'bot' | 'stranger'

export type AppSeed = {
  name: string
  id?: string
  /** The bot's scopes: calls without the right one answer `missing_scope`, events without it are not sent. */
  scopes: string[]
  /** Bot events as in the manifest, such as `message.im`. */
  events: string[]
  commands?: { command: string; description: string; usageHint?: string; shouldEscape?: boolean }[]
  shortcuts?: { name: string; type: 'global' | 'message'; callbackId: string; description: string }[]
  /** Off makes `views.publish` answer `not_enabled`. */
  homeTab?: 'on' | 'off'
  messagesTab?: 'on' | 'read_only' | 'off'
}

export type WorkspaceSeed = {
  id?: string
  name?: string
  domain?: string
  zone?: string
  /** Members are people's ids; the app is in a channel only when `withApp` says so. */
  channels?: { id?: string; name: string; members: string[]; private?: boolean; withApp?: boolean }[]
}

/** The app as its own manifest (parsed from YAML or JSON) describes it, optional scopes included unless told otherwise. */
export function appFromManifest(manifest: unknown, optionalScopes: 'granted' | 'refused' = 'granted'): AppSeed {
  const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [])
  const bot = strings(at(manifest, 'oauth_config', 'scopes', 'bot'))
  const optional = strings(at(manifest, 'oauth_config', 'scopes', 'bot_optional'))
  const home = at(manifest, 'features', 'app_home')
  const tab = (key: string) => isJson(home) && home[key] === true
  return {
    name: textAt(manifest, 'display_information', 'name') ?? 'App',
    scopes: [...new Set(optionalScopes === 'granted' ? [...bot, ...optional] : bot.filter((scope) => !optional.includes(scope)))],
    events: strings(at(manifest, 'settings', 'event_subscriptions', 'bot_events')),
    commands: objectsAt(manifest, 'features', 'slash_commands').map((command) => ({
      command: textAt(command, 'command') ?? '',
      description: textAt(command, 'description') ?? '',
      usageHint: textAt(command, 'usage_hint') ?? '',
      shouldEscape: command['should_escape'] === true,
    })),
    shortcuts: objectsAt(manifest, 'features', 'shortcuts').map((shortcut) => ({
      name: textAt(shortcut, 'name') ?? '',
      type: shortcut['type'] === 'message' ? 'message' : 'global',
      callbackId: textAt(shortcut, 'callback_id') ?? '',
      description: textAt(shortcut, 'description') ?? '',
    })),
    homeTab: tab('home_tab_enabled') ? 'on' : 'off',
    messagesTab: !tab('messages_tab_enabled') ? 'off' : tab('messages_tab_read_only_enabled') ? 'read_only' : 'on',
  }
}
