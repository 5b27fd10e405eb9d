import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SlackStandIn } from '../../../sandbox/slack/index.ts'
import { bareSlack, clientOf, post, refusalOf } from './bare.ts'
import { ada, bo, cara, dan, seed } from './tiny-app.ts'

let slack: SlackStandIn
beforeEach(async () => {
  const stranger = { id: 'U0EVE00001', name: 'Eve Far', kind: 'stranger' } as const
  const channels = [
    { id: 'C0OPEN0001', name: 'open', members: [ada.id] },
    { id: 'C0JOINED01', name: 'joined', members: [ada.id], withApp: true },
    { id: 'C0SECRET01', name: 'secret', members: [ada.id], private: true },
  ]
  slack = await bareSlack({ people: [...seed.people, stranger], workspace: { channels } })
})
afterEach(() => slack.stop())

describe('tokens and scopes', () => {
  it('asks for a token, refuses unknown ones, and tells app tokens from bot tokens', async () => {
    expect((await post(`${slack.apiUrl}auth.test`, '')).text).toBe('{"ok":false,"error":"not_authed"}')
    expect((await refusalOf(clientOf(slack).auth.test({ token: 'xoxb-other' }))).error).toBe('invalid_auth')
    expect((await refusalOf(clientOf(slack).auth.test({ token: slack.tokens.app }))).error).toBe('not_allowed_token_type')
    expect((await refusalOf(clientOf(slack).apps.connections.open())).error).toBe('not_allowed_token_type')
  })

  it('names the missing scope and the given ones', async () => {
    const refusal = await refusalOf(clientOf(slack).users.lookupByEmail({ email: 'ada.berg@practice.example' }))
    expect(refusal).toMatchObject({ error: 'missing_scope', needed: 'users:read.email', provided: seed.app.scopes.join(',') })
  })

  it('answers token_revoked after revocation and account_inactive after uninstalling', async () => {
    await slack.revokeToken()
    expect((await refusalOf(clientOf(slack).auth.test())).error).toBe('token_revoked')
    await slack.uninstall()
    expect((await refusalOf(clientOf(slack).auth.test())).error).toBe('account_inactive')
    slack.reinstall()
    expect(await clientOf(slack).auth.test()).toMatchObject({ ok: true, user_id: slack.botUserId })
  })

  it('exchanges the code of a consent page once, for the right client', async () => {
    const { clientId: client_id, clientSecret: client_secret } = slack.tokens
    const code = slack.consent(ada.id)
    const access = (changes = {}) => clientOf(slack).oauth.v2.access({ client_id, client_secret, code, ...changes })
    expect((await refusalOf(access({ client_secret: 'x' }))).error).toBe('bad_client_secret')
    expect((await refusalOf(access({ client_id: 'x' }))).error).toBe('invalid_client_id')
    expect(await access()).toMatchObject({
      access_token: slack.tokens.bot,
      authed_user: { id: ada.id },
      team: { id: slack.world.workspace.id },
    })
    expect((await refusalOf(access())).error).toBe('invalid_code')
  })

  it('takes forms, JSON and multipart, and knows its methods', async () => {
    const headers = { authorization: `Bearer ${slack.tokens.bot}` }
    const form = new FormData()
    form.set('user', ada.id)
    const bodies: [string | FormData, Record<string, string>][] = [
      [`user=${ada.id}`, { 'content-type': 'application/x-www-form-urlencoded' }],
      [JSON.stringify({ user: ada.id }), { 'content-type': 'application/json; charset=utf-8' }],
      [form, {}],
    ]
    for (const [body, type] of bodies)
      expect((await post(`${slack.apiUrl}users.info`, body, { ...headers, ...type })).text).toContain('"name":"ada.berg"')
    expect((await post(`${slack.apiUrl}users.guess`, '', headers)).text).toContain('unknown_method')
    expect((await post(`${slack.apiUrl}users.info`, '{', { ...headers, 'content-type': 'application/json' })).text).toContain(
      'invalid_form_data',
    )
  })
})

describe('chat', () => {
  it.each([
    [{ channel: 'C0NOWHERE1', text: 'x' }, 'channel_not_found'],
    [{ channel: 'C0OPEN0001', text: 'x' }, 'not_in_channel'],
    [{ channel: 'C0SECRET01', text: 'x' }, 'channel_not_found'],
    [{ channel: dan.id, text: 'x' }, 'channel_not_found'],
    [{ channel: ada.id, text: '' }, 'no_text'],
    [{ channel: ada.id, markdown_text: 'x', text: 'y' }, 'markdown_text_conflict'],
    [{ channel: ada.id, text: 'x', blocks: [{ type: 'nonsense' }] }, 'invalid_blocks'],
    [{ channel: ada.id, text: 'x', blocks: '[' }, 'invalid_blocks_format'],
    [{ channel: ada.id, text: 'x', metadata: '{' }, 'invalid_metadata_format'],
    [{ channel: ada.id, text: 'x', metadata: { event_type: 3 } }, 'invalid_metadata_schema'],
  ])('refuses chat.postMessage of %j with %s', async (message, error) => {
    expect((await refusalOf(clientOf(slack).apiCall('chat.postMessage', message))).error).toBe(error)
  })

  it('says where a block is wrong, in the shape that Slack uses', async () => {
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]
    const refusal = await refusalOf(clientOf(slack).apiCall('chat.postMessage', { channel: ada.id, text: 'x', blocks }))
    expect(refusal['errors']).toEqual([expect.stringContaining('[json-pointer:/blocks/0/text')])
    expect(refusal['response_metadata']).toMatchObject({ messages: [expect.stringMatching(/^\[ERROR\] .*json-pointer/)] })
  })

  it('updates and deletes only what the app wrote, and refuses long texts on update', async () => {
    const client = clientOf(slack)
    await slack.person(ada.id).say('mine')
    const channel = slack.person(ada.id).appDm
    const theirs = slack.messages(channel)[0]?.ts ?? ''
    expect((await refusalOf(client.chat.update({ channel, ts: theirs, text: 'x' }))).error).toBe('cant_update_message')
    expect((await refusalOf(client.chat.delete({ channel, ts: theirs }))).error).toBe('cant_delete_message')
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'ours' })
    expect((await refusalOf(client.chat.update({ channel, ts, text: 'x'.repeat(4_001) }))).error).toBe('msg_too_long')
    expect((await refusalOf(client.chat.update({ channel, ts: '1.000001', text: 'x' }))).error).toBe('message_not_found')
    await client.chat.delete({ channel, ts })
    expect((await refusalOf(client.chat.update({ channel, ts, text: 'x' }))).error).toBe('message_not_found')
  })

  it('cuts a posted text above 40,000 characters instead of refusing it', async () => {
    const { channel = '', ts } = await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'x'.repeat(40_500) })
    expect(slack.messages(channel).find((message) => message.ts === ts)?.text).toHaveLength(40_000)
  })

  it('posts nothing into an archived channel, and shows ephemeral messages to members only', async () => {
    const client = clientOf(slack)
    expect((await refusalOf(client.chat.postEphemeral({ channel: 'C0JOINED01', user: bo.id, text: 'x' }))).error).toBe(
      'user_not_in_channel',
    )
    await client.chat.postEphemeral({ channel: 'C0JOINED01', user: ada.id, text: 'psst' })
    expect(
      slack
        .person(ada.id)
        .ephemerals()
        .map((message) => message.text),
    ).toEqual(['psst'])
    slack.archive('C0JOINED01')
    expect((await refusalOf(client.chat.postMessage({ channel: 'C0JOINED01', text: 'x' }))).error).toBe('is_archived')
  })

  it('keeps block text on a text-only update out of sight, as Slack drops the blocks', async () => {
    const client = clientOf(slack)
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'old' } }]
    const { channel = '', ts = '' } = await client.chat.postMessage({ channel: ada.id, text: 'old', blocks })
    await client.chat.update({ channel, ts, text: 'new' })
    expect(slack.person(ada.id).message('new').text).toBe('new')
  })

  it('schedules within 120 days, thirty to five minutes, and loses what carries metadata', async () => {
    const client = clientOf(slack)
    const in10Minutes = Math.floor(Date.now() / 1_000) + 600
    expect((await refusalOf(client.chat.scheduleMessage({ channel: ada.id, text: 'x', post_at: 10 }))).error).toBe('time_in_past')
    expect((await refusalOf(client.chat.scheduleMessage({ channel: ada.id, text: 'x', post_at: in10Minutes + 121 * 86_400 }))).error).toBe(
      'time_too_far',
    )
    for (let n = 0; n < 30; n += 1) await client.chat.scheduleMessage({ channel: ada.id, text: `x ${n}`, post_at: in10Minutes })
    expect((await refusalOf(client.chat.scheduleMessage({ channel: ada.id, text: 'x', post_at: in10Minutes }))).error).toBe(
      'restricted_too_many',
    )
  })
})

describe('conversations', () => {
  it.each([
    [{ users: '' }, 'users_list_not_supplied'],
    [{ users: 'U0NOBODY01' }, 'user_not_found'],
    [{ users: dan.id }, 'user_disabled'],
    [{ users: 'U0EVE00001' }, 'user_not_visible'],
    [{ users: Array.from({ length: 9 }, (_, n) => `U0PERSON0${n}`).join(',') }, 'too_many_users'],
    [{ channel: 'C0JOINED01' }, 'method_not_supported_for_channel_type'],
  ])('refuses conversations.open of %j with %s', async (args, error) => {
    expect((await refusalOf(clientOf(slack).apiCall('conversations.open', args))).error).toBe(error)
  })

  it('gives the same direct message again, and the same group message for the same people in any order', async () => {
    const client = clientOf(slack)
    const first = await client.conversations.open({ users: ada.id })
    const again = await client.conversations.open({ users: ada.id })
    expect(first.channel?.id).toMatch(/^D[A-Z0-9]{8,}$/)
    expect(again).toMatchObject({ already_open: true, no_op: true, channel: { id: first.channel?.id } })
    const group = await client.conversations.open({ users: [ada.id, bo.id, cara.id].join(',') })
    const sameGroup = await client.conversations.open({ users: [cara.id, ada.id, bo.id].join(',') })
    expect(group.channel?.id).toMatch(/^G[A-Z0-9]{8,}$/)
    expect(sameGroup.channel?.id).toBe(group.channel?.id)
  })

  it('may be looked at only with the scope for their kind', async () => {
    await slack.stop()
    slack = await bareSlack({ app: { ...seed.app, scopes: ['channels:read'] } })
    const client = clientOf(slack)
    expect(await refusalOf(client.conversations.info({ channel: slack.person(ada.id).appDm }))).toMatchObject({
      error: 'missing_scope',
      needed: 'im:read',
    })
    expect((await refusalOf(client.conversations.list({ types: 'public_channel,im' }))).error).toBe('missing_scope')
    expect((await client.conversations.list({})).channels).toEqual([])
  })

  it('needs mpim:write for group messages', async () => {
    await slack.stop()
    slack = await bareSlack({ app: { ...seed.app, scopes: ['im:write'] } })
    expect(await refusalOf(clientOf(slack).conversations.open({ users: `${ada.id},${bo.id}` }))).toMatchObject({
      error: 'missing_scope',
      needed: 'mpim:write',
    })
  })
})

describe('people', () => {
  it('shows zones, guests and deactivated people as Slack does', async () => {
    const client = clientOf(slack)
    expect((await client.users.info({ user: ada.id })).user).toMatchObject({ tz: 'Europe/Oslo', is_restricted: false, deleted: false })
    expect((await client.users.info({ user: cara.id })).user).toMatchObject({ is_restricted: true, is_ultra_restricted: false })
    const gone = (await client.users.info({ user: dan.id })).user
    expect([gone?.deleted, gone?.tz]).toEqual([true, undefined])
    expect((await refusalOf(client.users.info({ user: 'U0NOBODY01' }))).error).toBe('user_not_found')
  })

  it('pages through everybody', async () => {
    const names: (string | undefined)[] = []
    for await (const page of clientOf(slack).paginate('users.list', { limit: 2 })) {
      const { members } = page as { members?: { name?: string }[] }
      names.push(...(members ?? []).map((member) => member.name))
    }
    expect(names).toEqual(['slackbot', 'ada.berg', 'bo.lind', 'cara.moe', 'dan.ek', 'eve.far', 'tiny'])
  })
})
