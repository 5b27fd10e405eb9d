import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Pair } from '../../src/db/pairs.ts'
import { requestsOf } from '../../src/db/requests.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'
import { startPair } from '../support/pair.ts'
import { holdSession } from '../support/session.ts'

let work: Workplace
let pair: Pair
beforeEach(async () => {
  work = await workplace({ start: '2026-03-03T13:05:00Z' })
  pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
})
afterEach(() => work.close())

const inSession = { goal: 'Renewals above 92%', step: 'Draft the letter', help: ['Training'], detail: 'An hour about tenders' }

describe('help that was asked for in a session', () => {
  it('is sent on by the employee, taken on, answered and delivered, and the employee says that it helped', async () => {
    const { dev, lena, maya } = work
    await nameOwner('Training', 'U0LENA0001')
    await holdSession(work, inSession)
    expect(dev.message(/this would help you/).text).toContain('An hour about tenders')
    expect(lena.im()).toHaveLength(0)

    await dev.click(/this would help you/, 'Send it on')
    await work.settled()
    await dev.view().type('What they will read', 'An hour about tenders, before the clinic one')
    await dev.view().pickDate('An answer by', '2026-03-06')
    await dev.view().submit()
    await work.settled()
    expect(dev.message(/this would help you/).text).toContain('waits for Lena')
    expect(lena.message(/Dev asks for help/).text).toContain('before the clinic one')
    expect(lena.message(/Dev asks for help/).text).toContain('Fri 6 March')

    await lena.click(/Dev asks for help/, 'I take this on')
    await work.settled()
    expect(dev.message(/this would help you/).text).toContain('Lena is on it')
    await lena.click(/Dev asks for help/, 'Answer')
    await work.settled()
    await lena.view().type('What will happen', 'Noor has kept Thursday at ten for you')
    await lena.view().pickDate('When it will be there', '2026-03-05')
    await lena.view().submit()
    await work.settled()
    expect(dev.message(/Lena answered your request/).text).toContain('Thursday at ten')

    await lena.click(/Dev asks for help/, 'It is there')
    await work.settled()
    await dev.click(/Did it help/, 'It helped')
    await work.settled()
    expect(dev.message(/Did it help/).text).toContain('It helped')
    expect(lena.message(/Dev asks for help/).text).toContain('It helped')
    expect(lena.message(/Dev asks for help/).buttons).toEqual([])
    await maya.command('/coach', 'plan')
    await work.settled()
    expect(maya.view().text).toContain('it helped')
    const [request] = await requestsOf(work.store.read, pair.planId)
    expect(request).toMatchObject({ state: 'helped', answer: 'Noor has kept Thursday at ten for you', answerByOn: '2026-03-06' })
  })

  it('stays between the two where the employee sends nothing on, and the manager can take it on', async () => {
    const { dev, lena, maya } = work
    await nameOwner('Training', 'U0LENA0001')
    await holdSession(work, inSession)
    await openRequestOnPlan(maya, 'Training')
    expect(maya.view().buttons).not.toContain('Send it on')
    await maya.view().press('I take this on')
    await work.settled()
    expect(maya.view().text).toContain('Maya is on it')
    await maya.view().press('Answer')
    await work.settled()
    await maya.view().type('What will happen', 'I will sit in on your next one')
    await maya.view().submit()
    expect(maya.view().text).toContain('I will sit in on your next one')
    await work.settled()
    expect(dev.message(/Maya answered your request/).text).toContain('I will sit in')
    expect(lena.im()).toHaveLength(0)
    expect(maya.view().buttons).not.toContain('It helped')
  })

  it('is declined with a reason, and can be asked again', async () => {
    const { dev, lena } = work
    await nameOwner('Training', 'U0LENA0001')
    await holdSession(work, inSession)
    await sendOn(dev)
    await lena.click(/Dev asks for help/, 'Decline')
    await work.settled()
    await lena.view().type('Why it cannot be done', '   ')
    const form = lena.view()
    await form.submit()
    expect(form.errors).toEqual({ 'Why it cannot be done': expect.stringContaining('in a few words why') })
    await lena.view().type('Why it cannot be done', 'Nobody here has run one')
    await lena.view().submit()
    await work.settled()
    expect(dev.message(/Lena cannot help with this/).text).toContain('Nobody here has run one')
    await dev.command('/coach', 'plan')
    await work.settled()
    await dev.view().press('Ask for help')
    await work.settled()
    await dev.view().choose('What would help', 'Introduction or mentor')
    await dev.view().type('Say a little more', 'Somebody outside who has')
    await dev.view().submit()
    await work.settled()
    expect(dev.view().text).toContain('not sent on yet')
  })

  it('goes to whoever is named later, and on to the next one, with the answer that was given', async () => {
    const { dev, tomas, lena } = work
    await holdSession(work, inSession)
    await sendOn(dev)
    expect(dev.message(/this would help you/).text).toContain('waits until somebody is named')
    await nameOwner('Training', 'U0TOMAS001')
    await work.settled()
    await tomas.click(/Dev asks for help/, 'I take this on')
    await work.settled()
    await tomas.click(/Dev asks for help/, 'Answer')
    await work.settled()
    await tomas.view().type('What will happen', 'I know somebody')
    await tomas.view().submit()
    await nameOwner('Training', 'U0LENA0001')
    await work.settled()
    expect(tomas.im().at(-1)?.text).toContain('Somebody else answers this kind of request now')
    expect(lena.message(/Dev asks for help/).text).toContain('I know somebody')
    expect(lena.message(/Dev asks for help/).buttons).toContain('It is there')
  })

  it('is listed for coordinators by kind, age and state, without a name or a word', async () => {
    const { lena, dev } = work
    await nameOwner('Training', 'U0TOMAS001')
    await holdSession(work, inSession)
    await work.at('2026-03-09T09:00:00Z')
    await lena.openHome()
    await work.settled()
    await lena.home().press('Requests for help')
    await work.settled()
    expect(lena.view().text).toContain('Training*, asked 6 days ago: not sent on yet')
    expect(lena.view().text).not.toMatch(/Dev|Maya|tenders/)
    await lena.view().dismiss()
    await sendOn(dev)
    await lena.home().press('Requests for help')
    await work.settled()
    expect(lena.view().text).toContain('waits for an answer')
    expect(lena.view().text).not.toMatch(/Dev|Maya|Tomas|tenders/)
  })

  it('is opened to nobody else, coordinators included, and its buttons do nothing for them', async () => {
    const { dev, lena, maya, chi } = work
    await nameOwner('Training', 'U0TOMAS001')
    await holdSession(work, inSession)
    await sendOn(dev)
    const [request] = await requestsOf(work.store.read, pair.planId)
    for (const stranger of [lena, chi]) {
      for (const act of ['open_request', 'request_take', 'request_answer', 'request_withdraw']) {
        await forge(work, stranger, act, { requestId: request?.id })
        expect(stranger.hasView ? stranger.view().text : '').not.toContain('tenders')
        if (stranger.hasView) await stranger.view().dismiss()
      }
    }
    await forge(work, maya, 'request_send', { requestId: request?.id })
    expect(await requestsOf(work.store.read, pair.planId)).toMatchObject([
      { state: 'asked', sentOn: 'yes', sentWords: 'An hour about tenders' },
    ])
  })

  it('counts one answer when two press at once, and what is typed comes back', async () => {
    const { dev, lena } = work
    await nameOwner('Training', 'U0LENA0001')
    await holdSession(work, inSession)
    await sendOn(dev)
    const asked = lena.message(/Dev asks for help/)
    await Promise.all([lena.click(asked, 'I take this on'), dev.click(/this would help you/, 'Not needed any more')])
    await work.settled()
    const [request] = await requestsOf(work.store.read, pair.planId)
    expect(['owned', 'withdrawn']).toContain(request?.state)
    if (request?.state === 'withdrawn') return expect(lena.message(/Dev asks for help/).buttons).toEqual([])
    await lena.click(/Dev asks for help/, 'Answer')
    await work.settled()
    await lena.view().type('What will happen', 'Half an answer')
    await work.settled()
    await lena.view().dismiss()
    await lena.click(/Dev asks for help/, 'Answer')
    await work.settled()
    expect(lena.view().value('What will happen')).toBe('Half an answer')
  })

  it('reminds whoever answers on the day by which an answer was wished for, once', async () => {
    const { dev, lena } = work
    await nameOwner('Training', 'U0LENA0001')
    await holdSession(work, inSession)
    await sendOn(dev, '2026-03-06')
    await work.at('2026-03-06T07:59:00Z')
    expect(lena.im().filter(({ text }) => /answer is due/.test(text))).toHaveLength(0)
    await work.at('2026-03-06T08:00:00Z')
    await work.at('2026-03-06T10:00:00Z')
    await work.at('2026-03-09T10:00:00Z')
    expect(lena.im().filter(({ text }) => /answer is due/.test(text))).toHaveLength(1)
  })

  it('is taken back when the 1:1 ends, and whoever answers it sees that', async () => {
    const { dev, lena } = work
    await nameOwner('Training', 'U0LENA0001')
    await holdSession(work, inSession)
    await sendOn(dev)
    await dev.openHome()
    await work.settled()
    await dev.home().overflow('End this 1:1')
    await work.settled()
    await dev.view().submit()
    await work.settled()
    expect(lena.message(/Dev asks for help/).text).toContain('Not needed any more')
    expect(lena.message(/Dev asks for help/).buttons).toEqual([])
  })
})

describe('asking for help on the plan', () => {
  it('sends it on at once where the employee says so, and stands on everybody’s App Home', async () => {
    const { dev, lena, maya } = work
    await nameOwner('Tool or budget', 'U0LENA0001')
    for (const person of [dev, maya, lena]) await person.openHome()
    await dev.command('/coach', 'plan')
    await work.settled()
    await dev.view().press('Ask for help')
    await work.settled()
    await dev.view().choose('What would help', 'Tool or budget')
    await dev.view().type('Say a little more', 'A seat in the price tool <!channel> *now*')
    await dev.view().choose('Who may read this', 'Also whoever answers this kind of request')
    await dev.view().pickDate('An answer by', '2026-03-02')
    const form = dev.view()
    await form.submit()
    expect(form.errors).toEqual({ 'An answer by': expect.stringContaining('past') })
    await dev.view().pickDate('An answer by', '2026-03-10')
    await dev.view().submit()
    await work.settled()
    expect(lena.message(/Dev asks for help/).text).toContain('<!channel> *now*')
    expect(lena.home().text).toContain('*Dev:* Tool or budget, nobody is on it yet')
    expect(dev.home().text).toContain('*Tool or budget*, with Maya: waits for Lena')
    expect(maya.home().text).toContain('*Tool or budget*, with Dev: waits for Lena')
  })

  it('tells the employee what the manager noted, and leaves it to them', async () => {
    const { dev, lena, maya } = work
    await nameOwner('Training', 'U0LENA0001')
    await maya.command('/coach', 'plan')
    await work.settled()
    await maya.view().press('Ask for help')
    await work.settled()
    expect(maya.view().fields).not.toContain('Who may read this')
    await maya.view().choose('What would help', 'Training')
    await maya.view().type('Say a little more', 'The film about tenders')
    await maya.view().submit()
    await work.settled()
    expect(dev.message(/Maya noted that this would help you/).buttons).toEqual(['Send it on', 'Not needed any more'])
    expect(lena.im()).toHaveLength(0)
  })
})

describe('the catalogue', () => {
  it('is kept by the coordinator, web pages only, and suggested in the session for what was picked', async () => {
    const { lena, maya, dev } = work
    await lena.openHome()
    await work.settled()
    await lena.home().press('Resources')
    await work.settled()
    expect(lena.view().text).toContain('Nothing is listed yet.')
    await lena.view().press('Add one')
    await work.settled()
    await lena.view().type('Title', 'Tenders in four films')
    await lena.view().type('Link', 'javascript:alert(1)')
    await lena.view().choose('What it helps with', 'Training')
    const form = lena.view()
    await form.submit()
    expect(form.errors).toEqual({ Link: expect.stringContaining('https://') })
    await lena.view().type('Link', 'https://learn.example.com/tenders')
    await lena.view().submit()
    expect(lena.view().text).toContain('Tenders in four films')

    await maya.command('/coach', 'start')
    await work.settled()
    await maya.view().type('Goal for this quarter', 'Renewals above 92%')
    await maya.view().submit()
    expect(maya.view().text).not.toContain('Tenders in four films')
    await maya.view().type('What is most likely to get in the way', 'Time')
    await maya.view().choose('What would help', ['Training'])
    await work.settled()
    expect(maya.view().text).toContain('Tenders in four films')
    expect(maya.view().value('What is most likely to get in the way')).toBe('Time')
    await maya.view().type('Say a little more', 'An hour about tenders')
    await maya.view().submit()
    await maya.view().press('Nothing this time')
    await work.settled()
    await maya.view().type('Next step', 'Draft the letter')
    await maya.view().submit()
    await work.settled()
    expect(dev.message(/this would help you/).text).toContain('Tenders in four films')

    await lena.view().overflow('Take it out')
    await work.settled()
    expect(lena.view().text).toContain('Nothing is listed yet.')
  })

  it('is for coordinators alone to keep', async () => {
    const { dev } = work
    await forge(work, dev, 'open_resources', { from: 0 })
    expect(dev.view().text).toMatch(/Only a coordinator/)
    await forge(work, dev, 'set_request_owners', {})
    expect(dev.view().text).toMatch(/Only a coordinator/)
  })
})

async function nameOwner(kind: string, slackUserId: string): Promise<void> {
  const { lena } = work
  await lena.openHome()
  await work.settled()
  await lena.home().press('Requests for help')
  await work.settled()
  await lena.view().press('Who answers requests')
  await work.settled()
  await lena.view().pickUser(kind, slackUserId)
  await lena.view().submit()
  expect(lena.view().text).toContain('Saved.')
  await lena.view().dismiss()
}

async function sendOn(person: Workplace['dev'], by = '2026-03-16'): Promise<void> {
  await person.click(/this would help you/, 'Send it on')
  await work.settled()
  await person.view().pickDate('An answer by', by)
  await person.view().submit()
  await work.settled()
}

async function openRequestOnPlan(person: Workplace['dev'], kind: string): Promise<void> {
  await person.command('/coach', 'plan')
  await work.settled()
  expect(person.view().text).toContain(kind)
  await person.view().press('Open')
  await work.settled()
}
