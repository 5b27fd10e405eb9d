import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebClient } from '@slack/web-api'
import type { SlackStandIn } from '../../../sandbox/slack/index.ts'
import { clientOf, refusalOf } from './bare.ts'
import { ada, button, modal, startTinyApp, textInput, type TinyApp } from './tiny-app.ts'

let tiny: TinyApp
let slack: SlackStandIn
let client: WebClient
let trigger: string
let heard: { type: string; body: Record<string, unknown> }[]

/** An app that acknowledges everything and remembers it; the tests call the Web API for it. */
beforeEach(async () => {
  heard = []
  tiny = await startTinyApp((app) => {
    app.use(async ({ body, next }) => {
      const seen: Record<string, unknown> = { ...body }
      heard.push({ type: String(seen['type'] ?? seen['command']), body: seen })
      if (typeof seen['trigger_id'] === 'string') trigger = seen['trigger_id']
      await next()
    })
    app.shortcut('do_it', ({ ack }) => ack())
    app.action(/.*/, ({ ack }) => ack())
    app.view({ type: 'view_closed', callback_id: /.*/ }, ({ ack }) => ack())
    app.view('bad', ({ ack }) => ack({ response_action: 'update', view: modal('x'.repeat(25), [{ type: 'divider' }]) }))
    app.view('wrong_key', ({ ack }) => ack({ response_action: 'errors', errors: { nowhere: 'No such field' } }))
    app.view('silent', () => Promise.resolve())
  })
  slack = tiny.slack
  client = clientOf(slack)
})
afterEach(() => tiny.stop())

const freshTrigger = async () => {
  await slack.person(ada.id).shortcut('do_it')
  return trigger
}
const open = async (view: ReturnType<typeof modal>) => {
  const opened = await client.views.open({ trigger_id: await freshTrigger(), view })
  return { id: opened.view?.id ?? '', hash: opened.view?.hash ?? '' }
}

describe('triggers', () => {
  it('buy one view', async () => {
    const once = await freshTrigger()
    const view = modal('Hello', [textInput('Name', 'name')])
    await client.views.open({ trigger_id: once, view })
    expect((await refusalOf(client.views.open({ trigger_id: once, view }))).error).toBe('exchanged_trigger_id')
    expect((await refusalOf(client.views.open({ trigger_id: 'made.up.one', view }))).error).toBe('invalid_trigger_id')
  })

  it('expire after their life, which is three seconds unless changed', async () => {
    expect(slack.world.settings.triggerLifeMs).toBe(3_000)
    slack.set({ triggerLifeMs: -1 })
    expect(
      (await refusalOf(client.views.open({ trigger_id: await freshTrigger(), view: modal('Hello', [{ type: 'divider' }]) }))).error,
    ).toBe('expired_trigger_id')
  })

  it('are not spent on a view that is refused', async () => {
    const once = await freshTrigger()
    expect((await refusalOf(client.views.open({ trigger_id: once, view: modal('x'.repeat(25), [{ type: 'divider' }]) }))).error).toBe(
      'invalid_arguments',
    )
    expect((await client.views.open({ trigger_id: once, view: modal('Hello', [{ type: 'divider' }]) })).ok).toBe(true)
  })
})

describe('views', () => {
  it('are refused with a pointer to what is wrong', async () => {
    const { submit: _submit, ...withoutSubmit } = modal('Hello', [textInput('Name', 'name')])
    const refusal = await refusalOf(client.views.open({ trigger_id: await freshTrigger(), view: withoutSubmit }))
    expect(refusal['response_metadata']).toMatchObject({ messages: expect.arrayContaining([expect.stringContaining('/view')]) })
  })

  it('answer hash_conflict to a stale hash and not_found once closed', async () => {
    const { id, hash } = await open(modal('One', [{ type: 'divider' }]))
    await client.views.update({ view_id: id, hash, view: modal('Two', [{ type: 'divider' }]) })
    expect((await refusalOf(client.views.update({ view_id: id, hash, view: modal('Three', [{ type: 'divider' }]) }))).error).toBe(
      'hash_conflict',
    )
    await slack.person(ada.id).view().close()
    expect((await refusalOf(client.views.update({ view_id: id, view: modal('Four', [{ type: 'divider' }]) }))).error).toBe('not_found')
  })

  it('keep what was typed under the same ids, and start anew under others', async () => {
    const { id } = await open(modal('One', [textInput('Goal', 'goal'), textInput('Help', 'help')]))
    const view = slack.person(ada.id).view()
    await view.type('Goal', 'My goal')
    await view.type('Help', 'My help')
    const renamed = {
      ...textInput('Help', 'help_2'),
      element: { type: 'plain_text_input', action_id: 'help_input', initial_value: 'Fresh' },
    }
    const prefilled = {
      ...textInput('Goal', 'goal'),
      element: { type: 'plain_text_input', action_id: 'goal_input', initial_value: 'Ignored' },
    }
    await client.views.update({ view_id: id, view: modal('One', [prefilled, renamed]) })
    expect([view.value('Goal'), view.value('Help')]).toEqual(['My goal', 'Fresh'])
  })

  it('stack three high', async () => {
    const more = modal('More', [button('More', 'more')])
    await open(more)
    const person = slack.person(ada.id)
    for (const _level of [2, 3]) {
      await person.view().press('More')
      await client.views.push({ trigger_id: trigger, view: more })
    }
    await person.view().press('More')
    expect((await refusalOf(client.views.push({ trigger_id: trigger, view: more }))).error).toBe('push_limit_reached')
    expect(person.viewTitles).toHaveLength(3)
  })

  it('cannot be pushed from outside a modal', async () => {
    expect(
      (await refusalOf(client.views.push({ trigger_id: await freshTrigger(), view: modal('Hello', [{ type: 'divider' }]) }))).error,
    ).toBe('not_found')
  })

  it('have external ids of their own', async () => {
    await open(modal('One', [{ type: 'divider' }], { external_id: 'mine' }))
    await slack.person('Bo Lind').shortcut('do_it')
    const second = client.views.open({ trigger_id: trigger, view: modal('Two', [{ type: 'divider' }], { external_id: 'mine' }) })
    expect((await refusalOf(second)).error).toBe('duplicate_external_id')
    expect(
      (await client.views.update({ external_id: 'mine', view: modal('Three', [{ type: 'divider' }], { external_id: 'mine' }) })).view?.title
        ?.text,
    ).toBe('Three')
  })

  it('tell of their closing only when asked to, and without what was typed', async () => {
    await open(modal('One', [textInput('Goal', 'goal')], { notify_on_close: true, callback_id: 'closing' }))
    const view = slack.person(ada.id).view()
    await view.type('Goal', 'Lost')
    await view.close()
    const closed = heard.find(({ type }) => type === 'view_closed')?.body
    expect(closed).toMatchObject({ is_cleared: false, view: { callback_id: 'closing', state: { values: {} } } })
    heard = []
    await open(modal('Two', [{ type: 'divider' }]))
    await slack.person(ada.id).view().dismiss()
    expect(heard.map(({ type }) => type)).toEqual(['shortcut'])
  })
})

describe('typing', () => {
  it('sends each change of an input that asks for it, with all values and the hash of the view', async () => {
    const element = {
      type: 'plain_text_input',
      action_id: 'goal_input',
      dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
    }
    const { hash } = await open(
      modal('One', [textInput('Goal', 'goal', { dispatch_action: true, element }), textInput('Help', 'help', { optional: true })]),
    )
    heard = []
    await slack.person(ada.id).view().typeSlowly('Goal', 'abc')
    await slack.person(ada.id).view().type('Help', 'not sent')
    expect(heard.map(({ body }) => JSON.parse(JSON.stringify(body['actions'])))).toMatchObject([
      [{ value: 'a' }],
      [{ value: 'ab' }],
      [{ value: 'abc' }],
    ])
    expect(heard.at(-1)?.body['view']).toMatchObject({
      hash,
      state: { values: { goal: { goal_input: { value: 'abc' } }, help: { help_input: { value: null } } } },
    })
  })

  it('sends on Enter when an input asks for no more than that', async () => {
    await open(modal('One', [textInput('Goal', 'goal', { dispatch_action: true })]))
    heard = []
    const view = slack.person(ada.id).view()
    await view.type('Goal', 'abc')
    expect(heard).toEqual([])
    await view.pressEnter('Goal')
    expect(heard.map(({ type }) => type)).toEqual(['block_actions'])
  })
})

describe('answers to a submission that Slack would not take', () => {
  const submitted = async (callbackId: string) => {
    await open(modal('One', [textInput('Goal', 'goal', { optional: true })], { callback_id: callbackId }))
    return slack.person(ada.id).view().submit()
  }

  it.each(['bad', 'wrong_key'])('leave the modal open with a sentence: %s', async (callbackId) => {
    expect(await submitted(callbackId)).toEqual({ ok: false, trouble: 'We had some trouble connecting. Try again?' })
    expect(slack.person(ada.id).view().title).toBe('One')
    expect(slack.person(ada.id).troubles).toHaveLength(1)
  })

  it('and none at all: the deadline is three seconds unless changed', async () => {
    expect(slack.world.settings.ackDeadlineMs).toBe(3_000)
    slack.set({ ackDeadlineMs: 50 })
    expect(await submitted('silent')).toMatchObject({ trouble: 'We had some trouble connecting. Try again?' })
    expect(slack.person(ada.id).hasView).toBe(true)
  })
})
