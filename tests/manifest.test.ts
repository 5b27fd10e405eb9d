import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { shortcuts } from '../src/slack/ids.ts'
import { manifestFor } from '../src/slack/manifest.ts'

const text = (max: number, min = 1) => z.string().min(min).max(max)

/** Slack's manifest schema, version 1, as far as this app uses it: every object is closed, every length is Slack's (docs.slack.dev, app manifests). */
const schema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(1), minor_version: z.number().int() }),
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    long_description: text(4000, 175),
    background_color: z.string().regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().regex(/^[\w\- .]{1,80}$/), always_online: z.boolean() }),
    shortcuts: z
      .array(z.strictObject({ name: text(24), type: z.enum(['global', 'message']), callback_id: text(255), description: text(150) }))
      .min(1)
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/\S{1,31}$/),
          description: text(2000),
          usage_hint: text(1000).optional(),
          should_escape: z.boolean(),
          url: z.url().optional(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string()).max(255), bot_optional: z.array(z.string()).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: z.url().optional(), bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: z.url().optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
})

const source = readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8')
const manifest = schema.parse(parse(source))

describe('the manifest', () => {
  it('asks for the core scopes and no others, and marks what debrief threads, Slack statuses and the people file need as optional', () => {
    const { bot, bot_optional: optional } = manifest.oauth_config.scopes
    expect(bot.filter((scope) => !optional.includes(scope)).toSorted()).toEqual(
      ['chat:write', 'commands', 'files:write', 'im:history', 'im:write', 'users:read'].toSorted(),
    )
    expect(optional.toSorted()).toEqual(['files:read', 'mpim:history', 'mpim:write', 'users.profile:read', 'users:read.email'])
    expect(optional.every((scope) => bot.includes(scope))).toBe(true)
  })

  it('names every shortcut that the code answers', () => {
    expect(manifest.features.shortcuts.map((shortcut) => shortcut.callback_id).toSorted()).toEqual([...shortcuts].toSorted())
  })

  it('lets people type to the app, and is told who was mentioned in a command', () => {
    expect(manifest.features.app_home).toMatchObject({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    })
    expect(manifest.features.slash_commands[0]).toMatchObject({ command: '/coach', should_escape: true })
  })

  it('becomes the one for signed HTTP with one address for everything', () => {
    const http = schema.parse(parse(manifestFor(source, { http: 'https://cuecard.example.com' })))
    const url = 'https://cuecard.example.com/slack/events'
    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: url },
      interactivity: { request_url: url },
    })
    expect(http.features.slash_commands.map((command) => command.url)).toEqual([url])
  })

  it('does not take an address that Slack would refuse', () => {
    expect(() => manifestFor(source, { http: 'http://cuecard.example.com' })).toThrow(/https/)
    expect(() => manifestFor(source, { http: 'cuecard' })).toThrow(/https/)
  })
})
