import { describe, expect, it } from 'vitest'
import { intake } from '../../src/slack/intake.ts'

const secret = 'a sentence that nobody else may read'
const harm = 'I want to kill myself'

function event(inner: Record<string, unknown>): unknown {
  return {
    type: 'event_callback',
    event_id: 'Ev1',
    team_id: 'T1',
    api_app_id: 'A1',
    authorizations: [],
    event: { type: 'message', channel: 'G1', channel_type: 'mpim', ...inner },
  }
}
const taken = (inner: Record<string, unknown>, thread: 'open' | 'closed' | 'not_ours' = 'open') => intake(event(inner), async () => thread)
const reply = { user: 'U1', ts: '2.0', thread_ts: '1.0', text: secret }

describe('what is kept of a message in a group DM', () => {
  it('is a reply in an open debrief, with its words and no more than is needed', async () => {
    const kept = await taken({ ...reply, client_msg_id: 'x', blocks: [{ type: 'rich_text' }], files: [{ url_private: 'https://files' }] })
    expect(kept).toMatchObject({
      keep: 'body',
      key: 'Ev1',
      body: { event: { type: 'message', channel: 'G1', user: 'U1', ts: '2.0', thread_ts: '1.0', text: secret } },
    })
    expect(JSON.stringify(kept)).not.toMatch(/blocks|files|client_msg_id/)
  })

  it.each([undefined, 'file_share', 'thread_broadcast'])('takes a reply of subtype %s', async (subtype) => {
    expect(await taken({ ...reply, subtype })).toMatchObject({ keep: 'body', body: { event: { text: secret } } })
  })

  it('takes an edit with its new words and Slack’s time of it', async () => {
    const message = { ...reply, text: 'newer', edited: { user: 'U1', ts: '3.0' } }
    expect(await taken({ subtype: 'message_changed', ts: '3.1', message, previous_message: reply })).toMatchObject({
      keep: 'body',
      body: { event: { subtype: 'message_changed', user: 'U1', ts: '2.0', text: 'newer', edited_ts: '3.0' } },
    })
  })

  it('takes a deletion without the words', async () => {
    const kept = await taken({ subtype: 'message_deleted', ts: '3.1', deleted_ts: '2.0', previous_message: reply })
    expect(kept).toMatchObject({ keep: 'body', body: { event: { subtype: 'message_deleted', user: 'U1', ts: '2.0' } } })
    expect(JSON.stringify(kept)).not.toContain(secret)
  })

  it('drops the words of a reply that the sensitive-matters check stops, new or edited', async () => {
    for (const inner of [
      { ...reply, text: harm },
      { subtype: 'message_changed', message: { ...reply, text: harm, edited: { ts: '3.0' } } },
    ]) {
      const kept = await taken(inner)
      expect(kept).toMatchObject({ keep: 'body', body: { event: { held: true } } })
      expect(JSON.stringify(kept)).not.toContain('kill')
    }
  })

  it.each([
    ['a message outside threads', { ...reply, thread_ts: undefined }, 'open'],
    ['the first message of a thread', { ...reply, thread_ts: '2.0' }, 'open'],
    ['a thread that is no debrief', reply, 'not_ours'],
    ['a new reply in a closed debrief', reply, 'closed'],
    ['what the app itself says', { ...reply, bot_id: 'B1' }, 'open'],
    ['an edit of what the app said', { subtype: 'message_changed', message: { ...reply, bot_id: 'B1' } }, 'open'],
    ['somebody joining', { ...reply, subtype: 'channel_join' }, 'open'],
    ['a reply in a channel', { ...reply, channel_type: 'channel' }, 'open'],
  ] as const)('is nothing but the id of %s', async (_, inner, thread) => {
    expect(await taken(inner, thread)).toEqual({ keep: 'id', key: 'Ev1' })
  })

  it('still follows edits and deletions in a closed debrief', async () => {
    expect(await taken({ subtype: 'message_deleted', deleted_ts: '2.0', previous_message: reply }, 'closed')).toMatchObject({
      keep: 'body',
    })
    expect(await taken({ subtype: 'message_changed', message: { ...reply, edited: { ts: '3.0' } } }, 'closed')).toMatchObject({
      keep: 'body',
    })
  })
})

describe('what is kept of everything else', () => {
  it('is who wrote to the app, and not what', async () => {
    const kept = await taken({ channel_type: 'im', channel: 'D1', user: 'U1', ts: '2.0', text: secret })
    expect(kept).toMatchObject({ keep: 'body', body: { event: { user: 'U1', channel: 'D1' } } })
    expect(JSON.stringify(kept)).not.toContain(secret)
  })

  it('is whose profile changed, and not the profile', async () => {
    const kept = await taken({ type: 'user_change', user: { id: 'U1', profile: { phone: '0123' } } })
    expect(kept).toMatchObject({ keep: 'body', body: { event: { type: 'user_change', user: { id: 'U1' } } } })
    expect(JSON.stringify(kept)).not.toContain('0123')
  })

  it('is the event itself where nobody acts in it', async () => {
    expect(
      await intake({ type: 'event_callback', event_id: 'Ev1', event: { type: 'app_uninstalled' } }, async () => 'not_ours'),
    ).toMatchObject({ keep: 'body', body: { event: { type: 'app_uninstalled' } } })
  })

  it('is the id of an event that nobody needs', async () => {
    expect(await taken({ type: 'reaction_added', user: 'U1' })).toEqual({ keep: 'id', key: 'Ev1' })
  })

  it('is nothing of a click or a submission, whose handler commits its effect first', async () => {
    expect(await intake({ type: 'block_actions', text: secret }, async () => 'open')).toEqual({ keep: 'nothing' })
  })
})
