import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SlackStandIn } from '../../../sandbox/slack/index.ts'
import { bareSlack, clientOf, post, refusalOf } from './bare.ts'
import { ada, bo, button, cara, startTinyApp } from './tiny-app.ts'

let slack: SlackStandIn
let now: number
beforeEach(async () => {
  now = Date.UTC(2026, 2, 3, 9)
  slack = await bareSlack({ clock: { now: () => now }, settings: { ackDeadlineMs: 100, eventRetryMs: [60_000, 60_000, 60_000] } })
})
afterEach(() => slack.stop())

const marker = (id: string) => ({ event_type: 'tiny_outbox', event_payload: { id } })

describe('history', () => {
  it('stamps messages from the calendar, always later than the one before, even when the calendar goes back', async () => {
    const client = clientOf(slack)
    const stamps = []
    for (const step of [0, 0, -3_600_000, 5_000_000]) {
      now += step
      stamps.push((await client.chat.postMessage({ channel: ada.id, text: 'x' })).ts ?? '')
    }
    expect(stamps[0]).toBe('1772528400.000000')
    expect(stamps.toSorted()).toEqual(stamps)
    expect(new Set(stamps).size).toBe(4)
  })

  it('gives metadata back whole only when asked for all of it', async () => {
    const client = clientOf(slack)
    const { channel = '' } = await client.chat.postMessage({ channel: ada.id, text: 'x', metadata: marker('m1') })
    const [plain] = (await client.conversations.history({ channel })).messages ?? []
    const [whole] = (await client.conversations.history({ channel, include_all_metadata: true })).messages ?? []
    expect(plain?.metadata).toEqual({ event_type: 'tiny_outbox' })
    expect(whole?.metadata).toEqual(marker('m1'))
  })

  it('is newest first, pages with a cursor, and keeps to oldest and latest', async () => {
    const client = clientOf(slack)
    const stamps: string[] = []
    for (let n = 0; n < 5; n += 1) {
      now += 1_000
      stamps.push((await client.chat.postMessage({ channel: ada.id, text: `n ${n}` })).ts ?? '')
    }
    const channel = slack.person(ada.id).appDm
    const first = await client.conversations.history({ channel, limit: 2 })
    expect(first.messages?.map((message) => message.text)).toEqual(['n 4', 'n 3'])
    const second = await client.conversations.history({ channel, limit: 2, cursor: first.response_metadata?.next_cursor ?? '' })
    expect(second.messages?.map((message) => message.text)).toEqual(['n 2', 'n 1'])
    const [oldest = '', , latest = ''] = stamps
    const between = (inclusive: boolean) => client.conversations.history({ channel, oldest, latest, inclusive })
    expect((await between(false)).messages?.map((message) => message.text)).toEqual(['n 1'])
    expect((await between(true)).messages?.map((message) => message.text)).toEqual(['n 2', 'n 1', 'n 0'])
    expect((await refusalOf(client.conversations.history({ channel, cursor: 'made up' }))).error).toBe('invalid_cursor')
    expect((await refusalOf(client.conversations.history({ channel, oldest: 'yesterday' }))).error).toBe('invalid_ts_oldest')
  })

  it('can show a message late, as Slack may', async () => {
    slack.set({ historyDelayMs: 80 })
    const client = clientOf(slack)
    const { channel = '' } = await client.chat.postMessage({ channel: ada.id, text: 'soon' })
    expect((await client.conversations.history({ channel })).messages).toEqual([])
    expect(slack.person(ada.id).message('soon').text).toBe('soon')
    await expect.poll(async () => (await client.conversations.history({ channel })).messages?.length).toBe(1)
  })

  it('keeps replies out of the main line and gives them with their parent', async () => {
    const client = clientOf(slack)
    const { channel = '', ts = '' } = await client.chat.postMessage({ channel: ada.id, text: 'parent' })
    await slack.person(ada.id).say('reply', { threadTs: ts })
    const [parent, ...others] = (await client.conversations.history({ channel })).messages ?? []
    expect([parent?.reply_count, parent?.thread_ts, others]).toEqual([1, ts, []])
    const thread = (await client.conversations.replies({ channel, ts })).messages ?? []
    expect(thread.map((message) => [message.text, message.thread_ts])).toEqual([
      ['parent', ts],
      ['reply', ts],
    ])
    expect((await refusalOf(client.conversations.replies({ channel, ts: '1.000000' }))).error).toBe('thread_not_found')
  })
})

describe('message events', () => {
  it('come for what people write, edit and delete, and for what the app posts, in conversations it may read', async () => {
    const group = (await clientOf(slack).conversations.open({ users: `${ada.id},${bo.id}` })).channel?.id ?? ''
    const tell = slack.person(ada.id)
    const said = await tell.say('Hi @Bo Lind & <b>', { channel: group })
    const ts = said.ok ? (said.ts ?? '') : ''
    await tell.edit(group, ts, 'changed')
    await tell.delete(group, ts)
    const events = slack.traffic.deliveries('message.mpim').map(({ payload }) => JSON.parse(JSON.stringify(payload)).event)
    expect(events).toMatchObject([
      { channel: group, channel_type: 'mpim', user: ada.id, text: `Hi <@${bo.id}> &amp; &lt;b&gt;`, client_msg_id: expect.any(String) },
      {
        subtype: 'message_changed',
        message: { text: 'changed', edited: { user: ada.id } },
        previous_message: { text: expect.stringContaining('Hi') },
      },
      { subtype: 'message_deleted', deleted_ts: ts },
    ])
  })

  it('do not come for scopes and subscriptions that the app does not have', async () => {
    await slack.stop()
    slack = await bareSlack({ app: { name: 'Deaf', scopes: ['chat:write'], events: ['message.im', 'message.mpim'] } })
    await slack.person(ada.id).say('hello')
    expect(slack.traffic.deliveries()).toEqual([])
  })

  it('leave a tombstone for a parent that had replies', async () => {
    const person = slack.person(cara.id)
    await person.say('parent')
    const parent = person.message('parent')
    await person.say('reply', { threadTs: parent.ts })
    await person.delete(parent.channel, parent.ts)
    expect(person.im().map((message) => message.text)).toEqual(['This message was deleted.', 'reply'])
  })
})

describe('response_url', () => {
  it('takes five answers, for this person alone unless told otherwise, and then no more', async () => {
    const tiny = await startTinyApp((app) => app.command('/tiny', ({ ack }) => ack()))
    const person = tiny.slack.person(ada.id)
    await person.command('/tiny')
    const url = JSON.parse(JSON.stringify(tiny.slack.traffic.deliveries('/tiny')[0]?.payload)).response_url
    const answer = (body: object) => post(url, JSON.stringify(body), { 'content-type': 'application/json' })
    expect(await answer({ text: 'alone' })).toMatchObject({ status: 200, text: 'ok' })
    expect((await answer({ text: 'all', response_type: 'in_channel' })).status).toBe(200)
    expect((await answer({ text: 'x', blocks: [{ type: 'nonsense' }] })).text).toContain('invalid_blocks')
    await answer({ text: 'four' })
    await answer({ text: 'five' })
    expect(await answer({ text: 'six' })).toMatchObject({ status: 404, text: '{"ok":false,"error":"used_url"}' })
    expect(person.im().map((message) => [message.text, message.ephemeral])).toEqual([
      ['alone', true],
      ['all', false],
      ['four', true],
      ['five', true],
    ])
    tiny.slack.set({ responseUrlLifeMs: -1 })
    expect((await answer({ text: 'late' })).text).toContain('expired_url')
    await tiny.stop()
  })

  it('replaces and deletes the message that was clicked', async () => {
    const tiny = await startTinyApp((app) => {
      app.action('swap', async ({ ack, respond }) => {
        await ack()
        await respond({ text: 'swapped', replace_original: true, blocks: [button('Remove', 'remove')] })
      })
      app.action('remove', async ({ ack, respond }) => {
        await ack()
        await respond({ delete_original: true })
      })
    })
    const person = tiny.slack.person(ada.id)
    await clientOf(tiny.slack).chat.postEphemeral({ channel: person.appDm, user: ada.id, text: 'first', blocks: [button('Swap', 'swap')] })
    await person.click('first', 'Swap')
    await tiny.slack.settled()
    expect(person.ephemerals().map((message) => message.fallback)).toEqual(['swapped'])
    await person.click('swapped', 'Remove')
    await tiny.slack.settled()
    expect(person.ephemerals()).toEqual([])
    await tiny.stop()
  })
})

describe('files', () => {
  it('go up in three steps and appear as a file_share message that readers can open', async () => {
    slack.set({ fileDelayMs: 60 })
    const client = clientOf(slack)
    const channel = slack.person(ada.id).appDm
    await client.filesUploadV2({
      channel_id: channel,
      filename: 'plan.md',
      file: Buffer.from('# Plan'),
      initial_comment: 'Your plan',
      title: 'Plan',
    })
    const message = slack.person(ada.id).message('Your plan')
    const id = message.files[0] ?? ''
    expect((await client.files.info({ file: id })).file).toMatchObject({
      mimetype: '',
      title: 'Plan',
      shares: { private: { [channel]: [{ ts: message.ts }] } },
    })
    await expect.poll(async () => (await client.files.info({ file: id })).file?.mimetype).toBe('text/markdown')
    expect(await (await fetch(`${slack.url}/practice/file/${id}`)).text()).toBe('# Plan')
    expect((await fetch(`${slack.url}/files/${id}/plan.md`)).status).toBe(403)
    await client.files.delete({ file: id })
    expect((await refusalOf(client.files.info({ file: id }))).error).toBe('file_deleted')
    expect((await fetch(`${slack.url}/practice/file/${id}`)).status).toBe(404)
  })

  it('can be shown in a block once Slack has looked at them, if they are pictures', async () => {
    slack.set({ fileDelayMs: 60 })
    const client = clientOf(slack)
    const upload = async (filename: string) => {
      const { file_id: id = '', upload_url: url = '' } = await client.files.getUploadURLExternal({ filename, length: 3 })
      await post(url, 'abc')
      await client.files.completeUploadExternal({ files: [{ id, title: filename }], channel_id: slack.person(ada.id).appDm })
      return id
    }
    const show = (id: string) =>
      client.chat.postMessage({ channel: ada.id, text: 'A picture', blocks: [{ type: 'image', alt_text: 'Plot', slack_file: { id } }] })
    const plot = await upload('plot.png')
    expect(await refusalOf(show(plot))).toMatchObject({
      error: 'invalid_blocks',
      errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'],
    })
    await expect.poll(async () => (await client.files.info({ file: plot })).file?.mimetype).toBe('image/png')
    expect((await show(plot)).ok).toBe(true)
    expect((await refusalOf(show(await upload('plan.pdf')))).error).toBe('invalid_blocks')
  })

  it('are refused for a user id, without bytes, and before they were uploaded', async () => {
    const client = clientOf(slack)
    expect((await refusalOf(client.files.getUploadURLExternal({ filename: 'a.md', length: 0 }))).error).toBe('missing_argument')
    const { file_id: id = '' } = await client.files.getUploadURLExternal({ filename: 'a.md', length: 3 })
    const complete = (channel: string) =>
      refusalOf(client.files.completeUploadExternal({ files: [{ id, title: 'a' }], channel_id: channel }))
    expect(await complete(ada.id)).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: [expect.stringContaining('^[CGDZ]')] },
    })
    expect((await complete(slack.person(ada.id).appDm)).error).toBe('file_not_found')
  })
})
