import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inArray } from 'drizzle-orm'
import type { Person } from '../../sandbox/slack/index.ts'
import { newId } from '../../src/db/new-id.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { actions, drafts, outbox, triggers } from '../../src/db/tables.ts'
import { proposeAgreement } from '../../src/flows/agreements.ts'
import type { Transport, Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'
import { startPair } from '../support/pair.ts'

let work: Workplace
afterEach(() => work.close())

describe.each<Transport>(['socket', 'http'])('App Home over %s', (transport) => {
  beforeEach(async () => void (work = await workplace({ transport })))

  it('is useful to somebody who is in nothing yet', async () => {
    const home = await open(work.maya)
    expect(home.text).toContain('Cuecard helps you turn the 1:1s that you have already into goals, help and next steps.')
    expect(home.buttons).toEqual(['Add a 1:1', 'Add several', 'My mentor', 'Settings'])
  })

  it('shows the next 1:1, its state and its menu, and follows what changes', async () => {
    const { maya } = work
    await open(maya)
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    const home = maya.home()
    expect(home.text).toContain('Next: Dev*, Tue 3 March, 14:00')
    expect(home.text).toContain('*Dev*, every Tuesday at 14:00\nNext: Tue 3 March, 14:00, message Tue 3 March, 09:00')
    expect(home.options({ actionId: 'menu' })).toEqual(['Coach now', 'Open the plan', 'Edit', 'Pause', 'End this 1:1'])
    await home.press('Coach now')
    expect((await maya.sees()).callbackId).toBe('session')
  })
})

describe('App Home', () => {
  beforeEach(async () => void (work = await workplace()))

  it('opens the plan of either side from the button and from the menu', async () => {
    const { maya, dev } = work
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await (await open(maya)).overflow('Open the plan')
    expect((await maya.sees()).callbackId).toBe('plan')
    const home = await open(dev)
    expect(home.options({ actionId: 'menu' })).toEqual(['Open the plan', 'End this 1:1'])
    await home.press('Open the plan')
    expect((await dev.sees()).callbackId).toBe('plan')
  })

  it('shows ten 1:1s and the rest on request, where they can be paused too', async () => {
    const { maya } = work
    for (let n = 1; n <= 12; n++) {
      const id = `U0EMPL${String(n).padStart(4, '0')}`
      await work.slack.addPerson({ id, name: `Employee ${n}`, zone: 'Europe/Berlin', email: `e${n}@example.com` })
      await addPairWith(maya, id)
    }
    const home = await open(maya)
    expect(home.blocks.filter((block) => JSON.stringify(block).includes('Waits for a yes'))).toHaveLength(10)
    await home.press('Show more (2)')
    const list = await maya.sees('Your 1:1s')
    expect(list.text.match(/Waits for a yes/g)).toHaveLength(2)
    const employee = work.slack.person('U0EMPL0012')
    await employee.click(/would like to keep/, 'Yes, start')
    await work.settled()
  })

  it('tells a coordinator plainly that no contacts are set up, and counts without names once they are', async () => {
    const { lena } = work
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    const home = await open(lena)
    expect(home.text).toContain('Nobody is named for sensitive matters yet.')
    expect(home.text).toContain('*1:1s:* 1 running, 0 waiting for a yes, 0 paused, 0 stopped')
    expect(home.text).not.toMatch(/Dev|Maya/)
    await nameContacts(lena, [['HR', 'People team', 'people@example.com']])
    expect(lena.view().text).toContain('1 contact is named for everywhere.')
    await work.settled()
    expect(lena.home().text).toContain('1 contact for everywhere. Nobody is named for: emergency number')
  })

  it('shows nobody else the part for coordinators', async () => {
    expect((await open(work.maya)).buttons).not.toContain('Name contacts')
  })

  it('counts what Slack did not take', async () => {
    const { lena } = work
    work.slack.faults.add({ kind: 'error', method: 'chat.postMessage', times: 1, code: 'restricted_action' })
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    expect((await open(lena)).text).toMatch(/\*Messages:\* \d+ waiting, 0 unsure whether Slack took them, 1 given up/)
  })
})

describe('what is open between two people', () => {
  beforeEach(async () => void (work = await workplace()))

  it('stands on both App Homes: to confirm, then as a step with *Done*', async () => {
    const { maya, dev } = work
    const pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await open(dev)
    await propose(pair)
    expect(dev.home().text).toContain('*Maya* proposed 2 steps for you to look at.')
    expect(dev.home().text).not.toContain('lapsed accounts')
    await dev.home().press('Have a look')
    expect((await dev.sees()).callbackId).toBe('agreement')
    await dev.view().press('Confirm all')
    await work.settled()
    await dev.view().dismiss()
    expect(dev.home().text).toContain('Call the lapsed accounts <!channel>\nYour step with Maya, due Fri 6 March')
    expect(JSON.stringify(dev.home().blocks)).not.toContain('<!channel>')
    const his = await open(maya)
    expect(his.text).toContain('Clear the price exception\nYour promise to Dev, due Thu 5 March')
    await dev.home().press('Done')
    await work.settled()
    expect(dev.home().text).not.toContain('lapsed accounts')
  })

  it('is named without its words where messages are thin', async () => {
    const { dev } = work
    const pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    const form = await settings(dev)
    await form.check('Messages', ['Keep messages thin'])
    await form.submit()
    await propose(pair)
    await (await open(dev)).press('Have a look')
    await (await dev.sees()).press('Confirm all')
    await work.settled()
    expect(dev.home().text).toContain('Your step with Maya, due Fri 6 March')
    expect(dev.home().text).not.toContain('lapsed')
  })

  it('shows what is past its date first, in words', async () => {
    const { maya } = work
    const pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await propose(pair)
    await work.at('2026-03-06T09:00:00Z')
    expect((await open(maya)).text).toContain('Your promise to Dev, past its date, Thu 5 March')
  })

  it('offers to go on with a session that was begun', async () => {
    const { maya } = work
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await (await open(maya)).press('Coach now')
    const session = await maya.sees()
    const [field] = session.fields
    await session.type(field ?? '', 'Renewals above 92%')
    await work.settled()
    await session.dismiss()
    const home = await open(maya)
    expect(home.text).toContain('You began a session with *Dev* today')
    await home.press('Go on')
    expect((await maya.sees()).callbackId).toBe('session')
  })

  it('loses what was begun and not signed when the 1:1 ends', async () => {
    const { maya, dev } = work
    const pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await (await open(maya)).press('Coach now')
    const session = await maya.sees()
    const [field] = session.fields
    await session.type(field ?? '', 'Renewals above 92%')
    await session.dismiss()
    await propose(pair)
    await (await open(maya)).overflow('End this 1:1')
    await (await maya.sees('End this 1:1')).submit()
    await work.settled()
    expect(await work.store.read.sql.select().from(drafts)).toEqual([])
    const states = await work.store.read.sql.select({ state: actions.state }).from(actions)
    expect(states.map(({ state }) => state)).toEqual(['void', 'void'])
    expect(dev.im().at(-1)?.text).toContain('Maya ended')
  })
})

describe('names that look like markup', () => {
  beforeEach(async () => void (work = await workplace()))

  it('ping nobody and format nothing, wherever they stand', async () => {
    const { maya } = work
    await work.slack.addPerson({
      id: 'U0WEIRD001',
      name: '<!channel> *Bo* <@U0LENA0001> 李 👩‍💻',
      zone: 'Europe/Berlin',
      email: 'bo@example.com',
    })
    const weird = work.slack.person('U0WEIRD001')
    await addPairWith(weird, 'U0MAYA0001')
    await work.settled()
    await maya.click(/would like to keep/, 'Yes, start')
    await addPairWith(maya, 'U0WEIRD001')
    await open(maya)
    await open(weird)
    await weird.command('/coach', 'mentor')
    const form = await weird.sees('My mentor')
    await form.pickUser('Who would you like as your mentor?', 'U0TOMAS001')
    await form.submit()
    await work.settled()
    const said = work.slack.traffic.calls().flatMap(({ payload }) => mrkdwnIn(payload))
    expect(said.filter((text) => text.includes('李')).length).toBeGreaterThan(5)
    expect(said.filter((text) => /<!channel|<@U0LENA/.test(text) || /(?<!\u200b)\*Bo/.test(text))).toEqual([])
  })
})

describe('the hub and the commands', () => {
  beforeEach(async () => void (work = await workplace()))

  it('/coach shows what is next and the ways in', async () => {
    const { maya } = work
    await maya.command('/coach')
    const empty = await maya.sees('Cuecard')
    expect(empty.text).toContain('Cuecard goes with the 1:1s that you have already.')
    expect(empty.buttons).toEqual(['Add a 1:1', 'My mentor', 'Settings'])
    await empty.press('Add a 1:1')
    expect((await maya.sees('Add a 1:1')).fields).toContain('Who do you meet?')
    await maya.view().dismiss()
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-03-04', time: '10:00' })
    await maya.command('/coach')
    const hub = await maya.sees('Cuecard')
    expect(hub.text).toContain('*Next: Dev*, Tue 3 March, 14:00')
    expect(hub.text).toContain('*Chi*, Wed 4 March, 10:00')
    await hub.press('Coach now')
    expect((await maya.sees(/^(?!Cuecard)/)).callbackId).toBe('session')
  })

  it('/coach shows a mentor and an employee what is theirs', async () => {
    const { maya, tomas, dev } = work
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await maya.command('/coach', 'mentor')
    const form = await maya.sees('My mentor')
    await form.pickUser('Who would you like as your mentor?', 'U0TOMAS001')
    await form.submit()
    await work.settled()
    await tomas.command('/coach')
    expect((await tomas.sees('Cuecard')).text).toContain('One thing waits for you on App Home.')
    await tomas.view().dismiss()
    await tomas.click(/would like you/, 'Yes, gladly')
    await tomas.command('/coach')
    expect((await tomas.sees('Cuecard')).text).toContain('You are the mentor of* Maya')
    await dev.command('/coach')
    const hub = await dev.sees('Cuecard')
    expect(hub.text).toContain('*Next: Maya*')
    expect(hub.buttons).not.toContain('Coach now')
    expect(hub.buttons).toContain('Open the plan')
  })

  it('start and plan open what is meant, ask which where several can be, and say so where none is', async () => {
    const { maya, dev } = work
    await maya.command('/coach', 'start')
    await work.settled()
    expect(lastPrivate(maya)).toBe('You have no 1:1 in Cuecard yet. You can add one with /coach add.')
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await maya.command('/coach', 'start')
    expect((await maya.sees()).callbackId).toBe('session')
    await maya.view().dismiss()
    await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-03-04', time: '10:00' })
    await maya.command('/coach', 'plan @Chi')
    expect((await maya.sees()).text).toContain('Chi')
    await maya.view().dismiss()
    await maya.command('/coach', 'start')
    const pick = await maya.sees('Start coaching')
    expect(pick.options('Which 1:1?')).toEqual(['Dev, 14:00, every week', 'Chi, 10:00, every week'])
    await pick.choose('Which 1:1?', /^Chi/)
    await pick.submit()
    expect(maya.view().callbackId).toBe('session')
    await maya.view().dismiss()
    await maya.command('/coach', 'start @Tomas')
    await work.settled()
    expect(lastPrivate(maya)).toBe('The two of you have no 1:1 in Cuecard. You can add one with /coach add.')
    await dev.command('/coach', 'start @Maya')
    await work.settled()
    expect(lastPrivate(dev)).toContain('In this 1:1 your manager opens the three prompts.')
    await dev.command('/coach', 'plan @Maya')
    expect((await dev.sees()).callbackId).toBe('plan')
  })

  it('the global shortcuts do the same, and answer in a window', async () => {
    const { maya } = work
    await maya.shortcut('start_coaching')
    expect((await maya.sees('Cuecard')).text).toBe('You have no 1:1 in Cuecard yet. You can add one with /coach add.')
    await maya.view().close()
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await maya.shortcut('start_coaching')
    expect((await maya.sees()).callbackId).toBe('session')
    await maya.view().dismiss()
    await startPair(work, { manager: 'U0CHI00001', employee: 'U0MAYA0001', firstOn: '2026-03-04', time: '10:00' })
    await maya.shortcut('open_plan')
    const pick = await maya.sees('Open a plan')
    expect(pick.options('Which 1:1?')).toHaveLength(2)
    await pick.submit()
    expect(maya.view().callbackId).toBe('plan')
  })

  it('why says from the record what was sent, what was held back and when the next one comes', async () => {
    const { maya, dev } = work
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await maya.command('/coach', 'why @Dev')
    expect((await maya.sees('Why, and when')).text).toContain('So far none was due.')
    expect(maya.view().text).toContain('*Next:* on Tue 3 March, 09:00, for the 1:1 on Tue 3 March, 14:00.')
    await maya.view().close()
    await work.at('2026-03-03T08:00:00Z')
    await maya.command('/coach', 'why @Dev')
    expect((await maya.sees('Why, and when')).text).toContain('*Last:* sent on Tue 3 March, 09:00, for the 1:1 on Tue 3 March, 14:00.')
    await maya.view().close()
    await dev.command('/coach', 'why @Maya')
    expect((await dev.sees('Why, and when')).text).toContain('as set by your manager')
    await (await open(maya)).overflow('Pause')
    await work.settled()
    await maya.command('/coach', 'why @Dev')
    expect((await maya.sees('Why, and when')).text).toContain('*Next:* none. This 1:1 was paused.')
    await maya.command('/coach', 'why @Tomas')
    await work.settled()
    expect(lastPrivate(maya)).toContain('The two of you have no 1:1 in Cuecard')
  })

  it('help and unknown words list what can be typed, privately, and a name that is none is answered kindly', async () => {
    const { maya } = work
    await maya.command('/coach', 'help')
    await work.settled()
    expect(lastPrivate(maya)).toContain('/coach start @person')
    await maya.command('/coach', 'dance <!channel> *now*')
    await work.settled()
    expect(lastPrivate(maya)).toContain('This is what you can type. Only you see this.')
    expect(maya.ephemerals().at(-1)?.fallback).not.toContain('<!channel>')
    await maya.command('/coach', 'add Herbert')
    await work.settled()
    expect(lastPrivate(maya)).toContain('Slack did not make a person of “Herbert”.')
    await maya.command('/coach', 'PLAN @herbert')
    await work.settled()
    expect(lastPrivate(maya)).toContain('leave the name out: /coach plan.')
    expect(work.slack.messagesOfApp()).toEqual([])
  })

  it('what is typed to the app gets one answer a minute, with buttons, and is not kept', async () => {
    const { maya } = work
    for (const words of ['hello', 'my secret worry', 'are you there?']) await maya.say(words)
    await work.settled()
    const answers = maya.im().filter(({ user }) => user === work.slack.botUserId)
    expect(answers).toHaveLength(1)
    expect(answers[0]?.buttons).toEqual(['Open Cuecard', 'Add a 1:1', 'My mentor', 'Settings'])
    await work.at('2026-03-01T18:02:00Z')
    await maya.say('hello again')
    await work.settled()
    expect(maya.im().filter(({ user }) => user === work.slack.botUserId)).toHaveLength(2)
    await maya.im().at(-1)?.press('Open Cuecard')
    expect((await maya.sees('Cuecard')).callbackId).toBe('hub')
  })
})

describe('personal settings', () => {
  beforeEach(async () => void (work = await workplace()))

  it('plan anew what was not sent: hours, lead and zone', async () => {
    const { maya } = work
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    const form = await settings(maya)
    expect(form.value('Working days')).toEqual(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])
    await form.pickTime('The day begins at', '10:00')
    await form.type('Time zone', 'lisbon')
    expect(await form.submit()).toEqual({ ok: true })
    await work.settled()
    const home = await open(maya)
    expect(home.text).toContain('Next: Tue 3 March, 13:00, message Tue 3 March, 10:00')
    const again = await settings(maya)
    expect(again.value('Time zone')).toBe('Europe/Lisbon')
    await again.choose('Write to me', '30 minutes before')
    await again.type('Time zone', '')
    await again.submit()
    await work.settled()
    expect(maya.home().text).toContain('Next: Tue 3 March, 14:00, message Tue 3 March, 13:30')
  })

  it('switch invitations and words in messages off', async () => {
    const { dev } = work
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    const form = await settings(dev)
    await form.check('Messages', [])
    await form.submit()
    const before = dev.im().length
    await work.at('2026-03-02T08:00:00Z')
    expect(dev.im()).toHaveLength(before)
    const again = await settings(dev)
    expect(again.value('Messages')).toEqual([])
    await again.check('Messages', ['Invite me to answer before a 1:1', 'Keep messages thin'])
    await again.submit()
    await work.at('2026-03-09T08:00:00Z')
    expect(dev.im()).toHaveLength(before + 1)
  })

  it('answer what does not fit with a sentence under the field, and keep the rest', async () => {
    const form = await settings(work.maya)
    await form.check('Working days', [])
    await form.pickTime('The day begins at', '17:00')
    await form.pickTime('The day ends at', '09:00')
    await form.type('Time zone', 'Middle-earth')
    await form.type('Country', 'XX')
    await form.submit()
    expect(form.errors).toEqual({
      'Working days': 'Please tick at least one day. To hear nothing for a while, pause your 1:1s instead.',
      'Time zone': 'This time zone is not known. A city is enough, such as Berlin or New York, or a name like Europe/Berlin.',
      Country: 'Please give the two letters of a country, such as DE for Germany or GB for the United Kingdom.',
    })
    await form.check('Working days', ['Monday'])
    await form.type('Time zone', '')
    await form.type('Country', 'pt')
    await form.submit()
    expect(form.errors).toEqual({ 'The day ends at': 'The working day ends after it begins.' })
  })
})

describe('contacts for sensitive matters', () => {
  beforeEach(async () => void (work = await workplace()))

  it('are asked for row by row, and what was typed stays when a row is added', async () => {
    const { lena } = work
    await (await open(lena)).press('Name contacts')
    const form = await lena.sees('Contacts')
    await form.submit()
    expect(form.errors).toEqual({ 'Person or line': 'Please name at least one person or line. Nothing was changed.' })
    await form.choose('Contact 1: kind', 'HR')
    await form.type('Person or line', 'People team', { nth: 0 })
    await form.submit()
    expect(form.errors).toEqual({ 'How to reach it': 'Please say how to reach them.' })
    for (let rows = 2; rows < 6; rows++) {
      await form.press('Add another')
      await work.settled()
    }
    expect(form.buttons).not.toContain('Add another')
    expect(form.value('Person or line', { nth: 0 })).toBe('People team')
    await form.type('How to reach it', 'people@example.com', { nth: 0 })
    await form.submit()
    expect(lena.view().text).toBe('Saved. 1 contact is named for everywhere.')
  })

  it('can differ by country, and go back to those for everywhere', async () => {
    const { lena, chi } = work
    await open(chi)
    await nameContacts(lena, [['HR', 'People team', 'people@example.com']])
    await lena.view().dismiss()
    await lena.home().press('Name contacts')
    await (await lena.sees('Contacts')).press('Portugal')
    await work.settled()
    const form = lena.view()
    expect(form.text).toContain('For Portugal only.')
    await form.choose('Contact 1: kind', 'HR')
    await form.type('Person or line', 'Recursos humanos', { nth: 0 })
    await form.type('How to reach it', '+351 21 000', { nth: 0 })
    await form.submit()
    await work.settled()
    expect(lena.home().text).toContain('Own contacts: Portugal (1)')
  })

  it('are shown to each person for their own country, and then for everywhere', async () => {
    const { lena, chi, maya } = work
    await open(chi)
    await nameContacts(lena, [['HR', 'People team', 'people@example.com']])
    await lena.view().dismiss()
    await work.settled()
    await lena.home().press('Name contacts')
    await (await lena.sees('Contacts')).press('Portugal')
    await work.settled()
    const form = lena.view()
    await form.choose('Contact 1: kind', 'HR')
    await form.type('Person or line', 'Recursos humanos', { nth: 0 })
    await form.type('How to reach it', '+351 21 000', { nth: 0 })
    await form.submit()
    for (const [person, contact] of [
      [chi, 'Recursos humanos'],
      [maya, 'People team'],
    ] as const) {
      const held = await settings(person)
      await held.type('Time zone', 'I am being harassed by my boss')
      await held.submit()
      expect(person.view().text).toContain('This may be better shared with a person than in here. Nothing has been saved.')
      expect(person.view().text).toContain(contact)
      await person.view().dismiss()
    }
    const own = await settings(maya)
    await own.type('Country', 'pt')
    await own.submit()
    const held = await settings(maya)
    await held.type('Time zone', 'I am being harassed by my boss')
    await held.submit()
    expect(maya.view().text).toContain('Recursos humanos')
  })

  it('are set by coordinators only', async () => {
    const { maya } = work
    await open(maya)
    await forge(work, maya, 'set_contacts', { country: '*' })
    expect(maya.view().text).toBe('Only a coordinator can name the contacts for sensitive matters. Nothing was changed.')
  })
})

describe('people who change', () => {
  beforeEach(async () => {
    work = await workplace()
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
  })

  it('a new zone moves what was not sent', async () => {
    const { maya } = work
    await open(maya)
    await work.slack.setPerson('U0MAYA0001', { zone: 'America/New_York' })
    await work.settled()
    expect(maya.home().text).toContain('Next: Tue 3 March, 08:00, message tomorrow 16:00')
  })

  it('a new name reaches the others', async () => {
    const { maya } = work
    await open(maya)
    await work.slack.setPerson('U0DEV00001', { name: 'Devika', displayName: 'Devika' })
    await work.settled()
    expect(maya.home().text).toContain('Next: Devika')
  })

  it.each([
    ['employee', 'U0DEV00001', 'deactivated'],
    ['manager', 'U0MAYA0001', 'deactivated'],
    ['employee', 'U0DEV00001', 'guest'],
  ] as const)(
    'when the %s (%s) is %s, everything about them stops with the reason on record, and their coming back heals it without a burst',
    async (side, id, kind) => {
      const { maya, dev } = work
      await open(maya)
      await open(dev)
      await work.slack.setPerson(id, { kind })
      await work.settled()
      const other = side === 'employee' ? maya : dev
      expect(other.home().text).toContain('Slack account is not active. It goes on by itself when it is.')
      const before = [maya.im().length, dev.im().length]
      await work.at('2026-03-02T08:00:00Z')
      await work.at('2026-03-03T08:00:00Z')
      expect([maya.im().length, dev.im().length]).toEqual(before)
      const held = await work.store.read.sql.select().from(triggers)
      expect(new Set(held.map(({ state, reason }) => `${state} ${reason}`))).toEqual(new Set([`held_back ${side}_${kind}`]))
      await work.slack.setPerson(id, { kind: 'member' })
      await work.settled()
      await work.at('2026-03-03T08:10:00Z')
      expect([maya.im().length, dev.im().length]).toEqual(before)
      expect(other.home().text).not.toContain('not active')
      await work.at('2026-03-10T08:00:00Z')
      expect(maya.im().length).toBe(before[0]! + 1)
    },
  )

  it('a change of anything else takes nothing away that is due this very minute', async () => {
    const { maya } = work
    work.clock.set('2026-03-03T08:00:30Z')
    await work.slack.setPerson('U0MAYA0001', { title: 'Head of everything' })
    await work.settled()
    await work.at('2026-03-03T08:00:40Z')
    expect(maya.im().filter(({ text }) => text.includes('1:1 with Dev, today'))).toHaveLength(1)
  })

  it('a question that waits for somebody who left cannot start anything', async () => {
    const { tomas, chi } = work
    await addPairWith(tomas, 'U0CHI00001')
    await work.settled()
    await work.slack.setPerson('U0TOMAS001', { kind: 'deactivated' })
    await work.settled()
    await chi.click(/would like to keep/, 'Yes, start')
    await work.settled()
    expect(chi.ephemerals().at(-1)?.text).toContain("Tomas's Slack account is deactivated, so this cannot start now.")
  })
})

describe('a workspace that lets go of the app', () => {
  beforeEach(async () => {
    work = await workplace()
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
  })

  it.each(['revoked', 'uninstalled'] as const)('gets nothing any more once the app is %s, and what was asked for waits', async (how) => {
    await (how === 'revoked' ? work.slack.revokeToken() : work.slack.uninstall())
    await work.settled()
    const calls = work.slack.traffic.calls('chat.postMessage').length
    await work.at('2026-03-03T08:00:00Z')
    expect(work.slack.traffic.calls('chat.postMessage')).toHaveLength(calls)
    const waiting = await work.store.read.sql
      .select()
      .from(outbox)
      .where(inArray(outbox.state, ['pending']))
    expect(waiting.length).toBeGreaterThan(0)
  })

  it('gets what waited after the next start with a token that Slack takes', async () => {
    await work.slack.revokeToken()
    await work.settled()
    await work.at('2026-03-03T08:00:00Z')
    work.slack.world.tokens.state = 'live'
    await work.restart()
    await work.settled()
    expect(work.maya.im().filter(({ text }) => text.includes('1:1 with Dev, today'))).toHaveLength(1)
  })
})

/** Every text in a call that Slack reads as mrkdwn: `text` of messages and of mrkdwn objects. */
function mrkdwnIn(value: unknown): string[] {
  if (typeof value === 'string') return /^[[{]/.test(value) ? mrkdwnIn(JSON.parse(value)) : []
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn)
  if (typeof value !== 'object' || value === null) return []
  const own = 'text' in value && typeof value.text === 'string' && !('type' in value && value.type !== 'mrkdwn') ? [value.text] : []
  return [...own, ...Object.values(value).flatMap(mrkdwnIn)]
}

async function propose(pair: Pair): Promise<void> {
  const step = {
    owner: 'employee',
    kind: 'step',
    text: 'Call the lapsed accounts <!channel>',
    dueOn: '2026-03-06',
    learning: false,
  } as const
  const promise = { owner: 'manager', kind: 'promise', text: 'Clear the price exception', dueOn: '2026-03-05', learning: false } as const
  await work.store.write((tx) => proposeAgreement(tx, { pair, sessionId: newId('session'), items: [step], promise, now: work.clock.now() }))
  await work.settled()
}

async function open(person: Person) {
  await person.openHome()
  await work.settled()
  return person.home()
}

async function settings(person: Person) {
  await person.command('/coach', 'settings')
  return person.sees('Settings')
}

async function addPairWith(manager: Person, employeeId: string): Promise<void> {
  await manager.command('/coach', 'add')
  const form = await manager.sees('Add a 1:1')
  await form.pickUser('Who do you meet?', employeeId)
  await form.pickDate('Next 1:1 on', '2026-03-03')
  await form.submit()
  await manager.view().dismiss()
}

async function nameContacts(coordinator: Person, contacts: [kind: string, name: string, reach: string][]): Promise<void> {
  await (await open(coordinator)).press('Name contacts')
  const form = await coordinator.sees('Contacts')
  for (const [index, [kind, name, reach]] of contacts.entries()) {
    await form.choose(`Contact ${index + 1}: kind`, kind)
    await form.type('Person or line', name, { nth: index })
    await form.type('How to reach it', reach, { nth: index })
  }
  await form.submit()
}

function lastPrivate(person: Person): string {
  return person.ephemerals().at(-1)?.text ?? ''
}
