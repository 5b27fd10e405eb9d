import { afterEach, describe, expect, it } from 'vitest'
import { ada, button, modal, startTinyApp, textInput, type TinyApp } from './tiny-app.ts'

let tiny: TinyApp
afterEach(() => tiny.stop())

describe.each(['socket', 'http'] as const)('a real Bolt app over %s', (transport) => {
  it('opens a modal from a slash command, whose text arrives with mentions escaped', async () => {
    let text = ''
    tiny = await startTinyApp(
      (app) => {
        app.command('/tiny', async ({ ack, command, client }) => {
          await ack()
          text = command.text
          await client.views.open({ trigger_id: command.trigger_id, view: modal('Hello', [textInput('Name', 'name')]) })
        })
      },
      { transport },
    )
    const person = tiny.slack.person(ada.id)
    expect(await person.command('/tiny', 'start @Bo Lind now')).toEqual({ ok: true })
    await tiny.slack.settled()
    expect(text).toBe('start <@U0BO000001|bo.lind> now')
    expect(person.view().title).toBe('Hello')
    expect(person.view().fields).toEqual(['Name'])
  })

  it('carries what was typed in a submission, and shows the errors that the app puts under a field', async () => {
    const names: (string | null | undefined)[] = []
    tiny = await startTinyApp(
      (app) => {
        app.shortcut('do_it', async ({ ack, shortcut, client }) => {
          await ack()
          await client.views.open({
            trigger_id: shortcut.trigger_id,
            view: modal('Hello', [textInput('Name', 'name')], { callback_id: 'hello' }),
          })
        })
        app.view('hello', async ({ ack, view }) => {
          const name = view.state.values['name']?.['name_input']?.value
          names.push(name)
          if (name === 'Bad') await ack({ response_action: 'errors', errors: { name: 'Not that one.' } })
          else await ack()
        })
      },
      { transport },
    )
    const person = tiny.slack.person(ada.id)
    await person.shortcut('do_it')
    const view = await person.sees('Hello')
    expect(await view.submit()).toEqual({ ok: false, fields: { name: 'Please complete this required field.' } })
    await view.type('Name', 'Bad')
    expect(await view.submit()).toEqual({ ok: false, fields: { name: 'Not that one.' } })
    expect(view.errors).toEqual({ Name: 'Not that one.' })
    await view.type('Name', 'Good')
    expect(await view.submit()).toEqual({ ok: true })
    expect(person.hasView).toBe(false)
    expect(names).toEqual(['Bad', 'Good'])
  })

  it('updates and pushes modals from a submission', async () => {
    tiny = await startTinyApp(
      (app) => {
        app.shortcut('do_it', async ({ ack, shortcut, client }) => {
          await ack()
          await client.views.open({
            trigger_id: shortcut.trigger_id,
            view: modal('One', [textInput('Name', 'name')], { callback_id: 'one' }),
          })
        })
        app.view('one', ({ ack }) =>
          ack({
            response_action: 'update',
            view: modal('Two', [textInput('Name', 'name'), textInput('More', 'more', { optional: true })], { callback_id: 'two' }),
          }),
        )
        app.view('two', ({ ack }) =>
          ack({ response_action: 'push', view: modal('Three', [textInput('Last', 'last', { optional: true })], { callback_id: 'three' }) }),
        )
        app.view('three', ({ ack }) => ack({ response_action: 'clear' }))
      },
      { transport },
    )
    const person = tiny.slack.person(ada.id)
    await person.shortcut('do_it')
    const first = await person.sees('One')
    const { id, hash } = first
    await first.type('Name', 'Kept')
    await first.submit()
    const second = person.view()
    expect([second.title, second.id, second.value('Name'), second.value('More')]).toEqual(['Two', id, 'Kept', null])
    expect(second.hash).not.toBe(hash)
    await second.submit()
    expect(person.viewTitles).toEqual(['Two', 'Three'])
    await person.view().submit()
    expect(person.viewTitles).toEqual([])
  })

  it('sends a click with the message, a response_url and the value of the button', async () => {
    tiny = await startTinyApp(
      (app) => {
        app.message('hello', async ({ say }) => {
          await say({
            text: 'Choose',
            blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Choose one' } }, button('Yes', 'yes', '42')],
          })
        })
        app.action('yes', async ({ ack, action, respond, body }) => {
          await ack()
          const from = body.type === 'block_actions' ? body.message?.['text'] : ''
          const value = 'value' in action ? action.value : ''
          await respond({ text: `You took ${value} of ${from}`, replace_original: true })
        })
      },
      { transport },
    )
    const person = tiny.slack.person(ada.id)
    await person.say('hello')
    const question = await person.hears('Choose one')
    expect(question.buttons).toEqual(['Yes'])
    expect(await person.click(question, 'Yes')).toEqual({ ok: true })
    await tiny.slack.settled()
    expect(person.im().map((message) => message.fallback)).toEqual(['hello', 'You took 42 of Choose'])
  })

  it('publishes a Home tab when it is opened', async () => {
    tiny = await startTinyApp(
      (app) => {
        app.event('app_home_opened', async ({ event, client }) => {
          const name = `Hello <@${event.user}>`
          await client.views.publish({
            user_id: event.user,
            view: { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: name } }] },
          })
        })
      },
      { transport },
    )
    const home = await tiny.slack.person(ada.id).openHome()
    await tiny.slack.settled()
    expect(home.text).toBe('Hello @Ada Berg')
  })
})
