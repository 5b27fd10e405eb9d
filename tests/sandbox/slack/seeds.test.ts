import { describe, expect, it } from 'vitest'
import { appFromManifest, startSlack } from '../../../sandbox/slack/index.ts'
import { clientOf } from './bare.ts'
import { ada, seed } from './tiny-app.ts'

const manifest = {
  display_information: { name: 'Tiny' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
    slash_commands: [{ command: '/tiny', description: 'Does little', usage_hint: '[what]', should_escape: true }],
    shortcuts: [{ name: 'Keep it', type: 'message', callback_id: 'keep_it', description: 'Keeps it' }],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'files:read'], bot_optional: ['files:read'] } },
  settings: { event_subscriptions: { bot_events: ['message.im'] } },
}

describe('a workspace made from a manifest', () => {
  it('has the commands, shortcuts, events, tabs and scopes that it names', () => {
    expect(appFromManifest(manifest)).toEqual({
      name: 'Tiny',
      scopes: ['chat:write', 'files:read'],
      events: ['message.im'],
      commands: [{ command: '/tiny', description: 'Does little', usageHint: '[what]', shouldEscape: true }],
      shortcuts: [{ name: 'Keep it', type: 'message', callbackId: 'keep_it', description: 'Keeps it' }],
      homeTab: 'on',
      messagesTab: 'read_only',
    })
    expect(appFromManifest(manifest, 'refused').scopes).toEqual(['chat:write'])
  })

  it('lets nobody write to an app whose messages tab is read-only', async () => {
    const slack = await startSlack({ people: [ada], app: appFromManifest(manifest) })
    expect(await slack.person(ada.id).say('hello')).toEqual({ ok: false, trouble: 'Sending messages to this app has been turned off.' })
    await slack.stop()
  })
})

describe('a workspace that was restarted', () => {
  it('gives people, the app and direct messages the ids they had', async () => {
    const ids = async () => {
      const slack = await startSlack({ ...seed, people: [{ name: 'Nameless One' }] })
      const person = slack.person('Nameless One')
      const seen = [person.id, person.appDm, slack.botUserId, slack.world.workspace.id]
      await slack.stop()
      return seen
    }
    expect(await ids()).toEqual(await ids())
  })

  it('forgets messages and views on reset, and keeps people and tokens', async () => {
    const slack = await startSlack(seed)
    await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'x' })
    slack.reset()
    expect([slack.messagesOfApp(), slack.traffic.after()]).toEqual([[], []])
    expect((await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'y' })).ok).toBe(true)
    expect(
      slack
        .person(ada.id)
        .conversations()
        .map(({ name }) => name),
    ).toEqual(['Tiny'])
    await slack.stop()
  })
})
