import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewItem } from '../../src/coaching/agreement.ts'
import type { ActionId, AgreementId } from '../../src/coaching/ids.ts'
import { actionsOfAgreement, getAction } from '../../src/db/actions.ts'
import { readDraft } from '../../src/db/drafts.ts'
import { addGoal } from '../../src/db/goals.ts'
import { newId } from '../../src/db/new-id.ts'
import { outboxDepth } from '../../src/db/outbox.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { movePair } from '../../src/db/pairs.ts'
import { saveSettings } from '../../src/db/people.ts'
import { addRequest } from '../../src/db/requests.ts'
import { proposeAgreement, voidOpenAgreements } from '../../src/flows/agreements.ts'
import { WebClient } from '@slack/web-api'
import { actions, button } from '../../src/slack/views/kit.ts'
import type { Transport, Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { known, startPair } from '../support/pair.ts'

const step = (change: Partial<NewItem> = {}): NewItem => ({
  owner: 'employee',
  kind: 'step',
  text: 'Call the two stalled accounts',
  dueOn: '2026-03-06',
  learning: false,
  ...change,
})
const promise = step({ owner: 'manager', kind: 'promise', text: 'Clear the price exception', dueOn: '2026-03-05' })

let work: Workplace
let pair: Pair

async function begin(transport: Transport = 'socket'): Promise<void> {
  work = await workplace({ transport })
  pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
  work.clock.set('2026-03-03T13:30:00Z')
}

async function propose(items: NewItem[], promised?: NewItem): Promise<{ agreementId: AgreementId; ids: ActionId[] }> {
  const agreementId = await work.store.write((tx) =>
    proposeAgreement(tx, { pair, sessionId: newId('session'), items, promise: promised, now: work.clock.now() }),
  )
  await work.settled()
  if (agreementId === undefined) throw new Error('nothing was proposed')
  return { agreementId, ids: (await actionsOfAgreement(work.store.read, agreementId)).map(({ id }) => id) }
}

const only = (ids: ActionId[]): ActionId => {
  if (ids[0] === undefined) throw new Error('there is no action')
  return ids[0]
}
const stateOf = async (ids: ActionId[]) => (await getAction(work.store.read, only(ids))).state
/** The newest message about the agreement, on either side. */
const devs = () => work.dev.message(/about your 1:1 with Maya/)
const mayas = () => work.maya.message(/about your 1:1 with Dev/)
async function press(...click: Parameters<Workplace['dev']['click']>): Promise<void> {
  await work.dev.click(...click)
  await work.settled()
}
async function mayaPresses(...click: Parameters<Workplace['maya']['click']>): Promise<void> {
  await work.maya.click(...click)
  await work.settled()
}

/** Posts a button of the app's to somebody, as if it stood in a message of theirs. */
async function buttonFor(who: Workplace['maya'], made: Parameters<typeof actions>[0]): Promise<string> {
  const client = new WebClient(work.slack.tokens.bot, { slackApiUrl: work.slack.apiUrl })
  const mark = `A button ${Math.random()}`
  await client.chat.postMessage({
    channel: who.appDm,
    text: mark,
    blocks: [{ type: 'section', text: { type: 'plain_text', text: mark } }, actions(made)],
  })
  return mark
}

afterEach(async () => {
  await work.settled()
  const failed = (await outboxDepth(work.store.read))['failed'] ?? 0
  const bugs = work.logged.filter((line) => line.includes('"level":50') || line.includes('a handler failed'))
  await work.close()
  expect({ failed, bugs }).toEqual({ failed: 0, bugs: [] })
})

describe.each<Transport>(['socket', 'http'])('an agreement over %s', (transport) => {
  beforeEach(() => begin(transport))

  it('is confirmed by the employee, one item and then all, and the manager sees it', async () => {
    const { ids } = await propose(
      [step(), step({ text: 'Write the note', cue: 'the Monday report lands', response: 'write three lines' })],
      promise,
    )
    expect(devs().buttons.slice(0, 3)).toEqual(['Confirm', 'Suggest a change', 'Not agreed'])
    expect(devs().text.indexOf('Clear the price exception')).toBeLessThan(devs().text.indexOf('Call the two stalled accounts'))
    expect(devs().text).toContain('When the Monday report lands: I will write three lines')
    expect(mayas().text).toContain('Dev was asked to confirm this.')
    await press(devs(), 'Confirm', { nth: 0 })
    expect(await stateOf(ids)).toBe('agreed')
    expect(devs().text).toMatch(/Maya's promise\*?, due Thu 5 March: agreed/)
    expect(mayas().text).toMatch(/Your promise\*?, due Thu 5 March: agreed/)
    await press(devs(), 'Confirm all')
    expect(devs().text).toContain('You have answered everything here.')
    expect(mayas().text).toContain('Dev has answered everything.')
    expect(devs().buttons).toEqual([])
    expect(work.dev.im().filter(({ text }) => text.includes('Call the two'))).toHaveLength(1)
  })

  it('goes back with a suggestion, which the manager accepts, and needs the employee once more', async () => {
    const { ids } = await propose([step()])
    await work.dev.click(devs(), 'Suggest a change')
    const form = await work.dev.sees('Suggest a change')
    await form.type('How it should say', 'Call one of them')
    await form.pickDate('By when', '2026-03-10')
    await form.type('A word to Maya', 'The other is away.')
    expect(await form.submit()).toEqual({ ok: true })
    await work.settled()
    expect(work.dev.hasView).toBe(false)
    expect(mayas().text).toContain('Call one of them')
    expect(mayas().text).toContain('by Tue 10 March')
    expect(mayas().text).toContain('The other is away.')
    expect(await stateOf(ids)).toBe('change_suggested')
    await mayaPresses(mayas(), 'Accept')
    expect(await stateOf(ids)).toBe('proposed')
    expect(devs().text).toContain('Maya used your wording.')
    await press(devs(), 'Confirm')
    expect(await getAction(work.store.read, only(ids))).toMatchObject({
      state: 'agreed',
      version: 2,
      dueOn: '2026-03-10',
      wording: { text: 'Call one of them' },
    })
  })
})

describe('answers to an agreement', () => {
  beforeEach(() => begin())

  it('Not agreed is taken as it is, shown to the manager, and can be thought over', async () => {
    const { ids } = await propose([step()])
    await press(devs(), 'Not agreed')
    expect(await stateOf(ids)).toBe('not_agreed')
    expect(devs().text).toContain('you do not agree')
    expect(mayas().text).toContain('not agreed')
    expect(mayas().buttons).toEqual(['Change the wording', 'Drop'])
    await press(devs(), 'Confirm')
    expect(await stateOf(ids)).toBe('agreed')
  })

  it('the manager answers a suggestion with other words, which come as a new message', async () => {
    const { ids } = await propose([step()])
    const before = devs()
    await work.dev.click(before, 'Suggest a change')
    const form = await work.dev.sees('Suggest a change')
    await form.type('How it should say', 'Call one of them')
    await form.submit()
    await work.settled()
    await work.maya.click(mayas(), 'Answer')
    const answer = await work.maya.sees('Answer')
    expect(answer.value('How it should say')).toBe('Call one of them')
    await answer.type('How it should say', 'Call one, write to the other')
    expect(await answer.submit()).toEqual({ ok: true })
    await work.settled()
    expect(devs().text).toContain('Maya answered.')
    expect(devs().text).toContain('You suggested')
    expect(work.dev.im().find(({ ts }) => ts === before.ts)?.text).toContain('How it stands now is further down.')
    await press(before, 'Confirm')
    expect((await work.dev.sees('Steps from your 1:1')).text).toContain('The wording was changed after you saw it')
    expect((await work.dev.sees('Steps from your 1:1')).text).toContain('Call one, write to the other')
    expect(await stateOf(ids)).toBe('proposed')
    await work.dev.view().press('Confirm')
    await work.settled()
    expect(await stateOf(ids)).toBe('agreed')
    expect(work.dev.view().text).toContain('You have answered everything here.')
  })

  it('the manager keeps the wording, and the employee may still say either', async () => {
    const { ids } = await propose([step()])
    await work.dev.click(devs(), 'Suggest a change')
    const form = await work.dev.sees('Suggest a change')
    await form.type('A word to Maya', 'Can we talk first?')
    await form.submit()
    await work.settled()
    expect(mayas().buttons).toEqual(['Answer', 'Keep as it is'])
    await mayaPresses(mayas(), 'Keep as it is')
    expect(devs().text).toContain('Maya would like to keep these words.')
    expect(devs().buttons).toEqual(['Confirm', 'Suggest a change', 'Not agreed'])
    expect(await stateOf(ids)).toBe('proposed')
  })

  it('a double click, a replay and a click on an old drawing have one effect', async () => {
    const { ids } = await propose([step(), step({ text: 'Write the note' })])
    const before = devs()
    await Promise.all([work.dev.click(before, 'Confirm', { nth: 0 }), work.dev.click(before, 'Confirm', { nth: 0 })])
    await work.settled()
    const signedAt = (await getAction(work.store.read, only(ids))).signedAt
    work.clock.forward({ minutes: 5 })
    for (const { n } of work.slack.traffic.deliveries()) await work.slack.deliverAgain(n)
    await press(before, 'Confirm', { nth: 0 })
    expect((await getAction(work.store.read, only(ids))).signedAt).toEqual(signedAt)
    expect(work.dev.ephemerals()).toEqual([])
    await press(before, 'Not agreed', { nth: 0 })
    expect(await stateOf(ids)).toBe('agreed')
    expect(work.dev.ephemerals().at(-1)?.text).toContain('You confirmed this wording')
  })

  it("refuses another person's button, and changes nothing", async () => {
    const { agreementId, ids } = await propose([step()], promise)
    const value = { actionId: only(ids), version: 1 }
    const buttons = [
      button('confirm_item', 'Press', value),
      button('confirm_all', 'Press', { agreementId, version: 1 }),
      button('suggest_change', 'Press', value),
      button('not_agreed', 'Press', value),
      button('accept_suggestion', 'Press', value),
      button('reword_item', 'Press', value),
      button('keep_wording', 'Press', value),
      button('open_agreement', 'Press', { agreementId }),
      button('action_done', 'Press', value),
      button('action_not_yet', 'Press', value),
      button('action_drop', 'Press', value),
      button('action_seen', 'Press', value),
      button('open_plan', 'Press', { pairId: pair.id }),
    ]
    for (const made of buttons) {
      await work.chi.click(await buttonFor(work.chi, made), 'Press')
      await work.settled()
      expect(work.chi.hasView).toBe(false)
    }
    expect(work.chi.ephemerals()).toHaveLength(buttons.length)
    expect((await actionsOfAgreement(work.store.read, agreementId)).map(({ state }) => state)).toEqual(['proposed', 'proposed'])
    await mayaPresses(await buttonFor(work.maya, button('confirm_item', 'Press', value)), 'Press')
    expect(work.maya.ephemerals().at(-1)?.text).toContain('for the other person')
    expect(await stateOf(ids)).toBe('proposed')
  })

  it('says beside the field what does not fit in a suggestion, and keeps what was typed', async () => {
    const { ids } = await propose([step()])
    await work.dev.click(devs(), 'Suggest a change')
    const form = await work.dev.sees('Suggest a change')
    await form.submit()
    expect(form.errors).toEqual({ 'How it should say': 'This is what it says now. Please change the words or the date, or leave a note.' })
    await form.pickDate('By when', '2026-03-01')
    await form.submit()
    expect(form.errors).toEqual({ 'By when': 'This date is past. Please pick today or a later day.' })
    await form.type('How it should say', '  ')
    await form.submit()
    expect(form.errors).toEqual({ 'How it should say': 'Please write the step in a few words.' })
    await expect(form.type('How it should say', 'x'.repeat(201))).rejects.toThrow('200')
    await form.type('How it should say', '𠮷'.repeat(100))
    await form.pickDate('By when', '2026-03-03')
    await form.type('A word to Maya', 'é'.repeat(300))
    expect(await form.submit()).toEqual({ ok: true })
    await work.settled()
    expect((await getAction(work.store.read, only(ids))).suggestion).toEqual({
      text: '𠮷'.repeat(100),
      dueOn: '2026-03-03',
      note: 'é'.repeat(300),
    })
    expect(mayas().text).toContain('𠮷'.repeat(100))
  })

  it('keeps what was typed when the form is closed, over a restart, until it is discarded or sent', async () => {
    const { ids } = await propose([step()])
    await work.dev.click(devs(), 'Suggest a change')
    await (await work.dev.sees('Suggest a change')).type('How it should say', 'Call one of')
    await work.dev.view().close()
    await work.restart()
    await work.dev.click(devs(), 'Suggest a change')
    const again = await work.dev.sees('Suggest a change')
    expect(again.value('How it should say')).toBe('Call one of')
    expect(again.text).toContain('This is what you had typed before. Only you can see it.')
    await again.press('Discard')
    await work.settled()
    expect(await readDraft(work.store.read, pair.employeeId, 'suggestion', `suggest_change/${only(ids)}`)).toBeUndefined()
    await work.dev.view().dismiss()
    await work.dev.click(devs(), 'Suggest a change')
    expect((await work.dev.sees('Suggest a change')).value('How it should say')).toBe('Call the two stalled accounts')
  })

  it('gives back what was typed when the wording changed meanwhile', async () => {
    const { ids } = await propose([step()])
    await work.dev.click(devs(), 'Suggest a change')
    const form = await work.dev.sees('Suggest a change')
    await form.type('How it should say', 'My own words')
    await work.maya.click(await buttonFor(work.maya, button('reword_item', 'Reword', { actionId: only(ids), version: 1 })), 'Reword')
    const reword = await work.maya.sees('Change the wording')
    await reword.type('How it should say', 'Call all three')
    await reword.submit()
    await work.settled()
    expect(await form.submit()).toEqual({ ok: true })
    const back = work.dev.view()
    expect(back.text).toContain('Nothing was sent, and your words are still here.')
    expect(back.text).toContain('Call all three')
    expect(back.value('How it should say')).toBe('My own words')
    await back.submit()
    await work.settled()
    expect(await getAction(work.store.read, only(ids))).toMatchObject({
      state: 'change_suggested',
      version: 2,
      suggestion: { text: 'My own words' },
    })
  })

  it('pings nobody and understands no markup, whatever people write', async () => {
    const nasty = '<!channel> <@U0LENA0001> *bold* <https://example.com|here> &amp;'
    await propose([step({ text: nasty, cue: nasty, response: nasty })], { ...promise, text: nasty })
    await work.dev.click(devs(), 'Suggest a change', { nth: 0 })
    const form = await work.dev.sees('Suggest a change')
    await form.type('How it should say', `${nasty} !`)
    await form.type('A word to Maya', nasty)
    await form.submit()
    await work.settled()
    for (const message of [devs(), mayas()]) {
      expect(message.fallback).not.toMatch(/<[!@h]/)
      expect(
        JSON.stringify(message.blocks.filter(({ type }) => type !== 'rich_text')).replaceAll(/"accessibility_label":"(\\.|[^"])*"/g, ''),
      ).not.toMatch(/<[!@h]/)
    }
    expect(mayas().text).toContain(`${nasty} !`)
  })

  it('keeps coaching text out of thin messages, and opens it in full', async () => {
    await work.store.write((tx) => saveSettings(tx, pair.employeeId, { thin: true }))
    await work.store.write((tx) => saveSettings(tx, pair.managerId, { thin: true }))
    const { ids } = await propose([step()], promise)
    expect(devs().text).toContain('2 steps wait for your answer.')
    expect(mayas().text).toContain('0 of 2 agreed.')
    for (const message of [devs(), mayas()])
      expect(`${message.text} ${message.fallback} ${JSON.stringify(message.blocks)}`).not.toMatch(/stalled|exception/)
    await press(devs(), 'Look and answer')
    const screen = await work.dev.sees('Steps from your 1:1')
    expect(screen.text).toContain('Clear the price exception')
    await screen.press('Confirm all')
    await work.settled()
    expect(await stateOf(ids)).toBe('agreed')
    expect(work.dev.view().text).toContain('You have answered everything here.')
    expect(devs().text).toContain('Nothing waits for you.')
  })

  it('says to both that what was open is void when the 1:1s end', async () => {
    await propose([step()], promise)
    await press(devs(), 'Confirm', { nth: 0 })
    await work.store.write(async (tx) => {
      await movePair(tx, pair.id, ['active'], 'ended', work.clock.now())
      await voidOpenAgreements(tx, pair.id, work.clock.now())
    })
    await work.settled()
    expect(devs().text).toContain('What you had not confirmed is void.')
    expect(mayas().text).toContain('What Dev had not confirmed is void.')
    expect(devs().buttons).toEqual([])
  })
})

describe('agreed actions', () => {
  beforeEach(() => begin())

  async function agreed(items: NewItem[], promised?: NewItem): Promise<ActionId[]> {
    const { ids } = await propose(items, promised)
    await press(devs(), ids.length > 1 ? 'Confirm all' : 'Confirm')
    return ids
  }

  it('are reminded once on their day, finished with Done, and seen by the other side', async () => {
    const ids = await agreed([step()])
    await work.at('2026-03-06T07:59:00Z')
    expect(work.dev.im().some(({ text }) => text.includes('One step of yours is due.'))).toBe(false)
    await work.at('2026-03-06T08:00:00Z')
    await work.at('2026-03-06T09:00:00Z')
    expect(work.dev.im().filter(({ text }) => text.includes('One step of yours is due.'))).toHaveLength(1)
    const reminder = work.dev.message('One step of yours is due.')
    expect(reminder.buttons).toEqual(['Done', 'Not yet', 'Drop'])
    await press(reminder, 'Done')
    expect(await stateOf(ids)).toBe('done')
    const news = work.maya.message('Dev finished this.')
    expect(news.text).toContain('Call the two stalled accounts')
    await mayaPresses(news, 'Seen')
    expect(work.maya.message('Dev finished this.').text).toContain('You saw it.')
    expect(work.dev.message('One step of yours is due.').text).toContain('Done. Maya saw it.')
    await press(reminder, 'Done')
    expect(work.dev.ephemerals()).toEqual([])
  })

  it('move to a new date with Not yet, which the other side sees; a past date is refused', async () => {
    const ids = await agreed([step()])
    await work.at('2026-03-06T08:00:00Z')
    await work.dev.click('One step of yours is due.', 'Not yet')
    const form = await work.dev.sees('Not yet')
    expect(form.value('When will it be done?')).toBe('2026-03-09')
    await form.pickDate('When will it be done?', '2026-03-05')
    await form.submit()
    expect(form.errors).toEqual({ 'When will it be done?': 'This date is past. Please pick today or a later day.' })
    await form.pickDate('When will it be done?', '2026-03-10')
    expect(await form.submit()).toEqual({ ok: true })
    await work.settled()
    expect(await getAction(work.store.read, only(ids))).toMatchObject({ state: 'agreed', signed: 'yes', dueOn: '2026-03-10' })
    expect(work.maya.message('Dev moved this to Tue 10 March.').text).toContain('It was agreed for Fri 6 March.')
    expect(work.dev.message('One step of yours is due.').text).toContain('Moved to Tue 10 March.')
    await work.at('2026-03-10T08:00:00Z')
    expect(work.dev.im().at(-1)?.text).toContain('One step of yours is due.')
  })

  it('are dropped with a reason that the other side reads', async () => {
    const ids = await agreed([step()])
    await work.at('2026-03-06T08:00:00Z')
    await work.dev.click('One step of yours is due.', 'Drop')
    const form = await work.dev.sees('Drop this')
    await form.submit()
    expect(Object.keys(form.errors)).toHaveLength(1)
    await form.type('Why it is not needed any more', '<!here> The customer signed 🎉')
    expect(await form.submit()).toEqual({ ok: true })
    await work.settled()
    expect(await stateOf(ids)).toBe('dropped')
    const news = work.maya.message('Dev dropped this.')
    expect(news.text).toContain('<!here> The customer signed 🎉')
    expect(news.fallback).not.toContain('<!')
  })

  it('carry no words in a thin reminder', async () => {
    await agreed([step()])
    await work.store.write((tx) => saveSettings(tx, pair.employeeId, { thin: true }))
    await work.at('2026-03-06T08:00:00Z')
    const reminder = work.dev.message('One step from your 1:1 with Maya is due.')
    expect(JSON.stringify(reminder.blocks) + reminder.fallback).not.toContain('stalled')
    await press(reminder, 'Open the plan')
    expect((await work.dev.sees('Plan')).text).toContain('Call the two stalled accounts')
  })

  it('are finished and moved from the plan, which then shows how things stand', async () => {
    const ids = await agreed([step()], promise)
    await mayaPresses(await buttonFor(work.maya, button('open_plan', 'Open the plan', { pairId: pair.id })), 'Open the plan')
    const plan = await work.maya.sees('Plan')
    expect(plan.text).toContain('what Maya promised')
    await plan.press('Done')
    await work.settled()
    expect(await stateOf(ids)).toBe('done')
    expect(work.maya.view().text).toContain('No promise is open.')
    expect(work.dev.message('Maya finished this.').text).toContain('Clear the price exception')
    await press(await buttonFor(work.dev, button('open_plan', 'Open the plan', { pairId: pair.id })), 'Open the plan')
    const devsPlan = await work.dev.sees('Plan')
    expect(devsPlan.text).toContain('Finished since you last looked')
    await devsPlan.press('Seen')
    await work.settled()
    await devsPlan.press('Not yet')
    await work.settled()
    const form = await work.dev.sees('Not yet')
    await form.pickDate('When will it be done?', '2026-03-12')
    await form.submit()
    await work.settled()
    expect(work.dev.view().title).toBe('Plan')
    expect(work.dev.view().text).toContain('due Thu 12 March, moved from Fri 6 March')
    expect(work.dev.viewTitles).toEqual(['Plan'])
  })
})

describe('the plan', () => {
  beforeEach(() => begin())

  it('shows goals, help and who can read it, in the same order to both, and the manager says how a goal stands', async () => {
    const now = work.clock.now()
    await work.store.write(async (tx) => {
      const base = { workspaceId: pair.workspaceId, planId: pair.planId }
      await addGoal(tx, {
        ...base,
        kind: 'quarter',
        wording: { text: 'Renewals <!channel> above 92%', measure: 'The report *on* 31 March' },
        by: pair.managerId,
        now,
      })
      await addGoal(tx, { ...base, kind: 'longer', wording: { text: 'Lead a small team', measure: undefined }, by: pair.managerId, now })
      await addRequest(tx, {
        ...base,
        pairId: pair.id,
        sessionId: newId('session'),
        helpKind: 'training',
        detail: 'An hour on tenders',
        askedById: pair.managerId,
        now,
      })
    })
    await mayaPresses(await buttonFor(work.maya, button('open_plan', 'Open the plan', { pairId: pair.id })), 'Open the plan')
    const plan = await work.maya.sees('Plan')
    const order = [
      'Renewals',
      'How we will know',
      'Lead a small team',
      'what Maya promised',
      'Next steps',
      'Help asked for',
      'An hour on tenders',
      'can read',
    ]
    const places = order.map((words) => plan.text.indexOf(words))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    expect(places).not.toContain(-1)
    await plan.overflow('Set to at risk')
    await work.settled()
    expect(work.maya.view().text).toContain('at risk')
    await press(await buttonFor(work.dev, button('open_plan', 'Open the plan', { pairId: pair.id })), 'Open the plan')
    const devsPlan = await work.dev.sees('Plan')
    expect(devsPlan.text).toContain('at risk')
    expect(() => devsPlan.options({ actionId: 'menu' })).toThrow()
  })

  it('is read only once the 1:1s have ended', async () => {
    await propose([step()], promise)
    await press(devs(), 'Confirm', { nth: 0 })
    await work.store.write((tx) => movePair(tx, pair.id, ['active'], 'ended', work.clock.now()))
    await press(await buttonFor(work.dev, button('open_plan', 'Open the plan', { pairId: pair.id })), 'Open the plan')
    const plan = await work.dev.sees('Plan')
    expect(plan.text).toContain('The plan can be read and not changed.')
    expect(plan.buttons).toEqual(['Look back', 'History', 'Export', 'Delete'])
  })

  it('is opened for nobody else: not a mentor, not a coordinator', async () => {
    for (const who of [work.tomas, work.lena]) {
      await known(work, who.id)
      await who.click(await buttonFor(who, button('open_plan', 'Open the plan', { pairId: pair.id })), 'Open the plan')
      await work.settled()
      expect(who.hasView).toBe(false)
      expect(who.ephemerals().at(-1)?.text).toContain('for the two people')
    }
  })
})
