import { WebClient } from '@slack/web-api'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cadence } from '../../src/coaching/cadence.ts'
import type { MeetingId, PairId, SessionId } from '../../src/coaching/ids.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'
import { readDraft } from '../../src/db/drafts.ts'
import { openActionsOfPlan } from '../../src/db/actions.ts'
import { saveContacts } from '../../src/db/contacts.ts'
import { goalsOf, rewordGoal } from '../../src/db/goals.ts'
import { getMeeting, nextMeeting } from '../../src/db/meetings.ts'
import { insertMentorship, moveMentorship } from '../../src/db/mentorships.ts'
import { newId } from '../../src/db/new-id.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { getPair, movePair } from '../../src/db/pairs.ts'
import type { Person } from '../../src/db/people.ts'
import { requestsOf } from '../../src/db/requests.ts'
import { findSession, openSessionOf, pastSessionsOf } from '../../src/db/sessions.ts'
import { saveSharedAnswers } from '../../src/db/shared-answers.ts'
import { wordingsOf } from '../../src/db/text-versions.ts'
import { addPair, answerProposal } from '../../src/flows/pairs.ts'
import type { SessionReply, SessionWindow } from '../../src/flows/session.ts'
import { goOn, keepForNow, keepTyping, openSession } from '../../src/flows/session.ts'
import type { SessionScreen } from '../../src/coaching/session-screen.ts'
import { actions, button } from '../../src/slack/views/kit.ts'
import type { Transport, Workplace } from '../support/app.ts'
import { known as knownTo } from '../support/pair.ts'
import { workplace } from '../support/app.ts'

/** Tuesday 3 March 2026, 13:30 in Berlin: half an hour before Maya's 1:1 with Dev. */
const beforeTheMeeting = '2026-03-03T12:30:00Z'

let work: Workplace
let pair: Pair
let meetingId: MeetingId
afterEach(() => work.close())

async function start(transport: Transport = 'socket'): Promise<void> {
  work = await workplace({ transport })
  const maya = await known('U0MAYA0001')
  const dev = await known('U0DEV00001')
  const weekly = cadence({ rhythm: 'weekly', weekdays: [2], time: '14:00', zone: 'Europe/Berlin', lengthMinutes: 30, from: '2026-03-03' })
  const added = await addPair(
    work.store,
    { manager: maya, employee: dev, cadence: weekly, context: 'sales', lead: 'default' },
    work.clock.now(),
  )
  if (isRefusal(added)) throw new Error(added.sentence)
  await answerProposal(work.store, added.pairId, dev, 'start', work.clock.now())
  pair = await getPair(work.store.read, added.pairId)
  meetingId = (await nextMeeting(work.store.read, pair.id, work.clock.now()))?.id ?? ('' as MeetingId)
  work.clock.set(beforeTheMeeting)
  await work.settled()
}

const known = (slackUserId: string) => knownTo(work, slackUserId)

/** Maya presses a *Coach now* of the app's. */
async function coach(of: MeetingId = meetingId, who = work.maya): Promise<void> {
  const client = new WebClient(work.slack.tokens.bot, { slackApiUrl: work.slack.apiUrl })
  const mark = `Ready ${Math.random()}`
  await client.chat.postMessage({
    channel: who.appDm,
    text: mark,
    blocks: [{ type: 'section', text: { type: 'plain_text', text: mark } }, actions(button('coach_now', 'Coach now', { meetingId: of }))],
  })
  await who.click(mark, 'Coach now')
  await work.settled()
}

const form = () => work.maya.view()
/** Types with time going on, as it does between keystrokes. */
async function type(field: string, words: string): Promise<void> {
  work.clock.forward({ milliseconds: 5 })
  await form().type(field, words)
  work.clock.forward({ milliseconds: 5 })
}

/** Presses a button and waits for what it shows. */
async function press(...of: Parameters<ReturnType<typeof form>['press']>): Promise<void> {
  await form().press(...of)
  await work.settled()
}
async function overflow(...of: Parameters<ReturnType<typeof form>['overflow']>): Promise<void> {
  await form().overflow(...of)
  await work.settled()
}
async function pick(...of: Parameters<ReturnType<typeof form>['choose']>): Promise<void> {
  await form().choose(...of)
  await work.settled()
}

async function throughGoals(goal = 'Renewals above 92%'): Promise<void> {
  await type('Goal for this quarter', goal)
  expect(await form().submit()).toEqual({ ok: true })
}
async function throughHelp(): Promise<void> {
  await press('Nothing right now')
}
async function closedSession(): Promise<void> {
  await coach()
  await throughGoals()
  await throughHelp()
  await type('Next step', 'Call the two stalled accounts')
  await press('Nothing this time')
  expect(await form().submit()).toEqual({ ok: true })
  await work.settled()
}
const lastSession = async () => (await pastSessionsOf(work.store.read, pair.planId, 1))[0]
const draftOf = async () => {
  const session = await openSessionOf(work.store.read, pair.id)
  return session && readDraft(work.store.read, pair.managerId, 'session', session.id)
}
const fieldsKept = async () => ((await draftOf())?.values['fields'] ?? {}) as Record<string, unknown>

describe.each<Transport>(['socket', 'http'])('a session over %s', (transport) => {
  beforeEach(() => start(transport))

  it('goes through three prompts in one modal and puts everything where it belongs', async () => {
    await coach()
    const first = form()
    expect(first.title).toBe('Coaching notes')
    expect(first.text).toContain('Step 1 of 3: Goals')
    expect(first.text).toContain('1:1 with Dev, today 14:00')
    await type('Goal for this quarter', 'Renewals above 92%')
    await type('How we will know', 'The April report')
    await type('Where you want this to lead', 'Move into pricing')
    await first.submit()
    expect(form().id).toBe(first.id)
    expect(form().text).toContain('Step 2 of 3: Learning and help')
    await pick('What would help', ['Training', 'Tool or budget'])
    await type('Say a little more', 'An hour with someone who has run a tender')
    await type('What is most likely to get in the way', 'Month-end close')
    await form().choose('What kind of thing is it', 'Time')
    await form().submit()
    expect(form().text).toContain('Step 3 of 3: Next steps')
    expect(form().value({ blockId: 'actions.0.dueOn' })).toBe('2026-03-10')
    await type('Next step', 'Call the two stalled accounts')
    await type('What I will do before next time', 'Clear the price exception')
    await form().submit()
    await work.settled()

    expect(form().text).toContain('Your session with Dev is closed.')
    expect(form().text).toContain('Call the two stalled accounts')
    expect(form().text).toContain('2 requests for help were noted on the plan.')
    expect(form().closeLabel).toBe('Done')
    const goals = await goalsOf(work.store.read, pair.planId)
    expect(goals.map(({ kind, text, measure }) => [kind, text, measure]).toSorted()).toEqual([
      ['longer', 'Move into pricing', undefined],
      ['quarter', 'Renewals above 92%', 'The April report'],
    ])
    expect((await requestsOf(work.store.read, pair.planId)).map(({ helpKind, detail }) => [helpKind, detail]).toSorted()).toEqual([
      ['tool_budget', 'An hour with someone who has run a tender'],
      ['training', 'An hour with someone who has run a tender'],
    ])
    expect(
      (await openActionsOfPlan(work.store.read, pair.planId))
        .map((action) => [action.kind, action.wording.text, action.wording.dueOn, action.state])
        .toSorted(),
    ).toEqual([
      ['promise', 'Clear the price exception', '2026-03-10', 'proposed'],
      ['step', 'Call the two stalled accounts', '2026-03-10', 'proposed'],
    ])
    expect(await lastSession()).toMatchObject({ obstacle: 'Month-end close', obstacleKind: 'time', helpKinds: ['training', 'tool_budget'] })
    expect((await getMeeting(work.store.read, meetingId)).outcome).toBe('coached')
    expect(await draftOf()).toBeUndefined()
  })

  it('closes in five taps without typing when nothing is new', async () => {
    await closedSession()
    work.clock.set('2026-03-10T12:30:00Z')
    const next = await nextMeeting(work.store.read, pair.id, work.clock.now())
    await coach(next?.id)
    await form().submit()
    await press('Nothing right now')
    await press('Keep open steps')
    await press('Nothing this time')
    await form().submit()
    await work.settled()
    expect(form().text).toContain('Nothing new was noted, and Dev gets no message.')
    expect(await lastSession()).toMatchObject({ closedAt: work.clock.now(), helpKinds: ['nothing'] })
    expect((await goalsOf(work.store.read, pair.planId)).map(({ revision }) => revision)).toEqual([1])
  })
})

describe('Coach now', () => {
  beforeEach(() => start())

  it('in the message before the 1:1 opens its session, with the question that the message carried', async () => {
    await work.at(beforeTheMeeting)
    await work.maya.click(/1:1 with Dev/, 'Coach now')
    await work.settled()
    expect(form().text).toContain('1:1 with Dev, today 14:00')
    expect(form().text).toContain('One question to try:')
    const session = await openSessionOf(work.store.read, pair.id)
    expect(session?.meetingId).toBe(meetingId)
  })

  it('sends the employee what was proposed, and says in the message that you coached', async () => {
    await work.at(beforeTheMeeting)
    await work.maya.click(/1:1 with Dev/, 'Coach now')
    await work.settled()
    await throughGoals()
    await throughHelp()
    await type('Next step', 'Call the two stalled accounts')
    await press('Nothing this time')
    await form().submit()
    await work.settled()
    expect(work.dev.im().at(-1)?.text).toContain('Call the two stalled accounts')
    expect(await lastSession()).toMatchObject({ questionCategory: expect.any(String) })
  })
})

describe('what is typed in a session', () => {
  beforeEach(() => start())

  it('is there again after the modal was closed, at the step that was left, and after a restart', async () => {
    await coach()
    await throughGoals()
    await pick('What would help', 'Training')
    await type('Say a little more', 'A course on tenders')
    await form().dismiss()
    await work.restart()
    await coach()
    expect(form().text).toContain('Picked up where you left off')
    expect(form().text).toContain('Step 2 of 3')
    expect(form().value('Say a little more')).toBe('A course on tenders')
    expect(form().value('What would help')).toEqual(['Training'])
    await press('Back')
    expect(form().value('Goal for this quarter')).toBe('Renewals above 92%')
  })

  it('stays through Back on every step', async () => {
    await coach()
    await throughGoals()
    await type('What is most likely to get in the way', 'Month-end')
    await throughHelp()
    await type('Next step', 'Call')
    await type('What I will do before next time', 'Ask finance')
    await press('Back')
    expect(form().value('What is most likely to get in the way')).toBe('Month-end')
    expect(form().value('What would help')).toEqual(['Nothing right now'])
    await press('Back')
    expect(form().text).toContain('Step 1 of 3')
    await form().submit()
    await form().submit()
    expect(form().value('Next step')).toBe('Call')
    expect(form().value('What I will do before next time')).toBe('Ask finance')
  })

  it('is erased by Discard, once confirmed', async () => {
    await coach()
    await type('Goal for this quarter', 'Something else')
    await form().dismiss()
    await coach()
    await press('Discard', { confirm: 'deny' })
    expect(await draftOf()).toBeDefined()
    await press('Discard')
    expect(form().text).toContain('The session was discarded.')
    expect(await openSessionOf(work.store.read, pair.id)).toBeUndefined()
    await form().close()
    await coach()
    expect(form().text).not.toContain('Picked up')
    expect(form().value('Goal for this quarter')).toBeNull()
  })

  it('ends after 14 days', async () => {
    await coach()
    await type('Goal for this quarter', 'Something')
    await work.at('2026-03-17T12:00:00Z')
    expect(await draftOf()).toBeDefined()
    await work.at('2026-03-17T12:31:00Z')
    expect(await draftOf()).toBeUndefined()
  })

  it('keeps the newest keystroke when they arrive out of order', async () => {
    const maya = await known('U0MAYA0001')
    const window = await opened(maya)
    const at = windowOf(window)
    const now = work.clock.now()
    const stamp = now.epochMilliseconds * 1000
    await keepTyping(work.store, at, { goalQuarter: 'Renewals above' }, stamp + 2000, maya, now)
    await keepTyping(work.store, at, { goalQuarter: 'Renewals' }, stamp + 1000, maya, now)
    expect(await fieldsKept()).toMatchObject({ goalQuarter: 'Renewals above' })
    await keepTyping(work.store, at, { goalQuarter: '' }, stamp + 3000, maya, now)
    expect(await fieldsKept()).toMatchObject({ goalQuarter: '' })
  })

  it('keeps a keystroke although our clock is half an hour ahead of Slack’s', async () => {
    const maya = await known('U0MAYA0001')
    const at = windowOf(await opened(maya))
    const ours = work.clock.now()
    await keepForNow(work.store, at, { goalQuarter: 'Renewals' }, maya, ours)
    const stamp = ours.subtract({ minutes: 30 }).epochMilliseconds * 1000
    await keepTyping(work.store, at, { goalQuarter: 'Renewals above 92%' }, stamp, maya, ours)
    expect(await fieldsKept()).toMatchObject({ goalQuarter: 'Renewals above 92%' })
  })
})

describe('next steps', () => {
  beforeEach(async () => {
    await start()
    await coach()
    await throughGoals()
    await throughHelp()
  })

  it('take up to three, can be edited and removed, and carry what makes them easier to keep', async () => {
    await type('Next step', 'First step')
    await press('Add another')
    await type('Next step', 'Second step')
    await form().choose('Whose step', 'Mine')
    await form().pickDate({ blockId: 'actions.1.dueOn' }, '2026-03-05')
    await press('Make it easier to keep')
    expect(form().text).toContain('Second step')
    await type('When this happens ...', 'When the Monday report lands')
    await form().choose('How likely is this step to happen?', '2 · Not very')
    await form().check('Learning', 'This step builds a skill')
    expect(await form().submit()).toMatchObject({
      ok: false,
      fields: { 'actions.1.response': 'Say what you will do at that moment, or empty the moment as well.' },
    })
    await type('I will ...', 'I will list three risks')
    await form().submit()
    expect(form().text).toContain('What would make it smaller?')
    await press('Add another')
    await type('Next step', 'Third step')
    await overflow('Edit', { near: 'First step' })
    expect(form().value('Next step')).toBe('First step')
    expect(form().buttons).not.toContain('Add another')
    await overflow('Remove', { near: 'Third step' })
    expect(form().buttons).toContain('Add another')
    await press('Nothing this time')
    await form().submit()
    await work.settled()
    const kept = await openActionsOfPlan(work.store.read, pair.planId)
    expect(kept.map(({ wording }) => [wording.text, wording.owner, wording.dueOn, wording.cue, wording.response]).toSorted()).toEqual([
      ['First step', 'employee', '2026-03-10', undefined, undefined],
      ['Second step', 'manager', '2026-03-05', 'When the Monday report lands', 'I will list three risks'],
    ])
    expect(await lastSession()).toMatchObject({ lowestConfidence: 2 })
  })

  it('need a step with a date that has not passed, and a promise or Nothing this time', async () => {
    await form().pickDate({ blockId: 'actions.0.dueOn' }, '2026-03-02')
    await type('Next step', 'Call')
    await type('What I will do before next time', '   ')
    expect(await form().submit()).toMatchObject({
      ok: false,
      fields: {
        'actions.0.dueOn': 'This date has passed. Pick today or a later day.',
        'promise.text': 'Write what you will do, or choose "Nothing this time".',
      },
    })
    await press('Nothing this time')
    await form().pickDate({ blockId: 'actions.0.dueOn' }, '2026-03-03')
    expect(await form().submit()).toEqual({ ok: true })
    expect(form().text).toContain('is closed')
  })

  it('come up again with the sentence when a step that is not on the screen needs a change', async () => {
    await type('Next step', 'Due today')
    await form().pickDate({ blockId: 'actions.0.dueOn' }, '2026-03-03')
    await press('Add another')
    await type('Next step', 'Due later')
    await press('Nothing this time')
    work.clock.set('2026-03-04T09:00:00Z')
    await form().submit()
    expect(form().text).toContain('This date has passed. Pick today or a later day.')
    expect(form().value('Next step')).toBe('Due today')
  })

  it('do not go on to another step before this one has words', async () => {
    await press('Add another')
    expect(form().text).toContain('Write the step in a few words, starting with a verb.')
  })
})

describe('texts', () => {
  beforeEach(() => start())

  it('at their limits are taken in any script, and no markup in them pings anybody or is understood', async () => {
    await coach()
    const goal = `<!channel> <@U0DEV00001> *bold* ${'目'.repeat(350)}`.slice(0, 400)
    await type('Goal for this quarter', goal)
    await type('How we will know', '🙂'.repeat(100))
    await form().submit()
    await throughHelp()
    await type('Next step', '<!here> <@U0DEV00001> & <https://example.com|call>')
    await type('What I will do before next time', '<!channel> *ask*')
    await form().submit()
    await work.settled()
    const drawn = JSON.stringify([
      form().blocks,
      ...work.dev.im().map((message) => message.blocks),
      ...work.maya.im().map((message) => message.blocks),
    ])
    expect(drawn).not.toMatch(
      /"text":"[^"]*(?:<!here>|<!channel>|<@U0DEV00001>)[^"]*","type":"mrkdwn"|"type":"mrkdwn","text":"[^"]*(?:<!here>|<!channel>|<@U0DEV00001>)/,
    )
    const [kept] = await goalsOf(work.store.read, pair.planId)
    expect(kept?.text).toBe(goal.trim())
    expect(kept?.measure).toBe('🙂'.repeat(100))
  })

  it('over their limits get the sentence under the field, and the submission can be made again', async () => {
    const maya = await known('U0MAYA0001')
    const window = await opened(maya)
    const reply = await goOn(
      work.store,
      windowOf(window),
      { goalQuarter: 'x'.repeat(401), goalMeasure: 'y'.repeat(201), goalLonger: '' },
      maya,
      work.clock.now(),
    )
    expect(reply).toMatchObject({
      problems: [
        { field: 'goalQuarter', sentence: 'A goal can have at most 400 characters; this one has 401.' },
        { field: 'goalMeasure', sentence: 'How we will know can have at most 200 characters; this one has 201.' },
      ],
    })
  })

  it('may be submitted twice unchanged after a problem, with the same answer', async () => {
    await coach()
    await type('Goal for this quarter', '   ')
    for (const _ of [1, 2]) {
      expect(await form().submit()).toMatchObject({
        ok: false,
        fields: { goalQuarter: 'Write one goal for this quarter. A rough one is fine; it can change.' },
      })
    }
    await throughGoals()
    expect(form().text).toContain('Step 2 of 3')
  })
})

describe('the employee’s own words', () => {
  beforeEach(() => start())

  it('come first and are marked as theirs', async () => {
    const answers = {
      goalQuarter: 'Learn tenders',
      helpKinds: ['training' as const],
      helpDetail: 'A course',
      obstacle: 'Thursdays',
      step: { text: 'Ask Chi', dueOn: '2026-03-09' },
      topics: 'The north accounts',
    }
    await work.store.write((tx) =>
      saveSharedAnswers(tx, {
        workspaceId: pair.workspaceId,
        pairId: pair.id,
        meetingId,
        employeeId: pair.employeeId,
        answers,
        now: work.clock.now(),
      }),
    )
    await coach()
    expect(form().text).toContain('Dev would like to talk about:')
    expect(form().text).toContain('The north accounts')
    expect(form().value('Goal for this quarter')).toBe('Learn tenders')
    expect(form().text.match(/From Dev, before the meeting\./g)).toHaveLength(1)
    await form().submit()
    expect(form().value('What would help')).toEqual(['Training'])
    await form().submit()
    expect(form().value('Next step')).toBe('Ask Chi')
    expect(form().value({ blockId: 'actions.0.dueOn' })).toBe('2026-03-09')
    await press('Nothing this time')
    await form().submit()
    await work.settled()
    expect((await openActionsOfPlan(work.store.read, pair.planId)).map(({ wording }) => wording.text)).toEqual(['Ask Chi'])
  })
})

describe('something private', () => {
  beforeEach(async () => {
    await start()
    const contact = { route: 'hr' as const, name: 'Priya', reach: '+49 30 1234' }
    await work.store.write((tx) =>
      saveContacts(tx, {
        workspaceId: pair.workspaceId,
        country: '*',
        named: [contact],
        changedById: pair.managerId,
        now: work.clock.now(),
      }),
    )
    await coach()
    await throughGoals()
  })

  it('shows whom to contact on the spot, forgets the pick and the detail, and leaves no trace', async () => {
    await type('Say a little more', 'canary detail')
    await pick('What would help', 'Something private: show me who to contact')
    expect(form().text).toContain('Here is who you can talk to. Nothing has been saved.')
    expect(form().text).toContain('Priya, +49 30 1234')
    expect(form().value('What would help')).toEqual([])
    expect(form().fields).not.toContain('Say a little more')
    expect(JSON.stringify(await draftOf())).not.toMatch(/private|canary/)
    await throughHelp()
    await type('Next step', 'Call')
    await press('Nothing this time')
    await form().submit()
    await work.settled()
    expect(await everythingKept()).not.toMatch(/private:|"private"|canary/)
    expect(work.logged.join('\n')).not.toMatch(/canary|private"/)
    expect(await lastSession()).toMatchObject({ helpKinds: ['nothing'] })
  })

  it('shows the card without asking twice when sensitive words stand beside it, and keeps none of them', async () => {
    await type('Say a little more', 'My doctor says I have a depression canary7319')
    await pick('What would help', 'Something private: show me who to contact')
    expect(form().text).toContain('Here is who you can talk to. Nothing has been saved.')
    expect(form().text).not.toContain('What would you like to do?')
    await leavesNothing()
  })

  it('is answered under the field when the card could not be shown, still leaves no trace, and lets the rest go on', async () => {
    work.slack.faults.add({ kind: 'error', method: 'views.update', times: 1, code: 'hash_conflict' })
    await pick('What would help', ['Something private: show me who to contact'])
    await type('What is most likely to get in the way', 'Month-end')
    const answer = await form().submit()
    expect(answer).toMatchObject({ ok: false, fields: { 'helpKinds.0': expect.stringContaining('HR: Priya, +49 30 1234.') } })
    expect(await everythingKept()).not.toContain('"private"')
    expect(await fieldsKept()).toMatchObject({ obstacle: 'Month-end' })
    await pick('What would help', ['Nothing right now'])
    await form().submit()
    expect(form().text).toContain('Step 3 of 3')
  })

  it('keeps the other picks, and asks for the detail again once help is asked for', async () => {
    await pick('What would help', ['Training', 'Something private: show me who to contact'])
    expect(form().value('What would help')).toEqual(['Training'])
    expect(form().fields).toContain('Say a little more')
    await pick('What would help', ['Something private: show me who to contact'])
    expect(form().fields).not.toContain('Say a little more')
    await pick('What would help', ['Tool or budget'])
    expect(form().fields).toContain('Say a little more')
  })
})

describe('sensitive words', () => {
  beforeEach(() => start())
  const sentence = 'She told me that she is pregnant canary7319'

  it('are held back at submission and leave nothing anywhere', async () => {
    await coach()
    await type('Goal for this quarter', sentence)
    expect(await fieldsKept()).not.toHaveProperty('goalQuarter', sentence)
    await form().submit()
    expect(form().text).toContain('This may be better shared with a person than in here. Nothing has been saved.')
    expect(form().value('Goal for this quarter')).toBe(sentence)
    await leavesNothing()
    await type('Goal for this quarter', 'Renewals above 92%')
    await form().submit()
    expect(form().text).toContain('Step 2 of 3')
    await leavesNothing()
  })

  it('can be left out, with everything else going on', async () => {
    await coach()
    await type('Goal for this quarter', 'Renewals above 92%')
    await type('Where you want this to lead', sentence)
    await form().submit()
    await form().choose('What would you like to do?', 'Leave this part out')
    await form().submit()
    expect(form().text).toContain('Step 2 of 3')
    expect(await fieldsKept()).toMatchObject({ goalQuarter: 'Renewals above 92%', goalLonger: '' })
    await leavesNothing()
  })

  it('are held back when a button would take them along', async () => {
    await coach()
    await throughGoals()
    await type('What is most likely to get in the way', sentence)
    await press('Back')
    expect(form().text).toContain('This may be better shared with a person than in here.')
    expect(form().value('What is most likely to get in the way')).toBe(sentence)
    await leavesNothing()
    await type('What is most likely to get in the way', 'Month-end')
    await press('Back')
    expect(form().text).toContain('Step 1 of 3')
  })

  it('take back the harmless beginning that was kept while they were typed', async () => {
    await coach()
    await type('Goal for this quarter', 'She told me canary7319')
    expect(await fieldsKept()).toHaveProperty('goalQuarter', 'She told me canary7319')
    await type('Goal for this quarter', 'She told me canary7319 that she is pregnant')
    expect(await fieldsKept()).not.toHaveProperty('goalQuarter', 'She told me canary7319')
    await leavesNothing()
  })

  it('are saved when the person says so', async () => {
    await coach()
    await type('Goal for this quarter', sentence)
    await form().submit()
    await form().choose('What would you like to do?', 'Keep it as it is')
    await form().submit()
    expect(form().text).toContain('Step 2 of 3')
    expect(await fieldsKept()).toHaveProperty('goalQuarter', sentence)
  })
})

describe('a session that changes under one’s hands', () => {
  beforeEach(() => start())

  it('has one effect when a submission or the last one comes twice', async () => {
    await closedSession()
    const shownThen = form().text
    for (const { n } of work.slack.traffic.deliveries()) await work.slack.deliverAgain(n)
    await work.settled()
    expect(form().text).toBe(shownThen)
    expect(await pastSessionsOf(work.store.read, pair.planId, 9)).toHaveLength(1)
    expect(await openActionsOfPlan(work.store.read, pair.planId)).toHaveLength(1)
  })

  it('is one per pair, however often it is opened', async () => {
    await Promise.all([work.store, work.store].map(async () => opened(await known('U0MAYA0001'))))
    const [row] = await work.store.read.sql.select({ n: sql<number>`count(*)` }).from(sql`sessions`)
    expect(Number(row?.n)).toBe(1)
  })

  it('shows both texts when another window wrote in the same field, and loses neither', async () => {
    const maya = await known('U0MAYA0001')
    const one = windowOf(await opened(maya))
    const two = windowOf(await opened(maya))
    const goals = { goalQuarter: 'From the desk', goalMeasure: '', goalLonger: '' }
    expect(shown(await goOn(work.store, one, goals, maya, work.clock.now())).place.step).toBe('help')
    const again = shown(await goOn(work.store, two, { ...goals, goalQuarter: 'From the phone' }, maya, work.clock.now()))
    expect(again.place.step).toBe('goals')
    expect(again.others).toEqual({ goalQuarter: 'From the desk' })
    expect(again.fields['goalQuarter']).toBe('From the phone')
    const next = await goOn(work.store, windowOf(again), { ...goals, goalQuarter: 'From the phone' }, maya, work.clock.now())
    expect(shown(next).place.step).toBe('help')
    expect(await fieldsKept()).toMatchObject({ goalQuarter: 'From the phone' })
  })

  it('does not overwrite with what a window was merely drawn with', async () => {
    const maya = await known('U0MAYA0001')
    const one = windowOf(await opened(maya))
    const two = windowOf(await opened(maya))
    await goOn(work.store, one, { goalQuarter: 'From the desk', goalMeasure: '', goalLonger: '' }, maya, work.clock.now())
    await goOn(work.store, two, { goalQuarter: '', goalMeasure: '', goalLonger: 'Pricing' }, maya, work.clock.now())
    expect(await fieldsKept()).toMatchObject({ goalQuarter: 'From the desk', goalLonger: 'Pricing' })
  })

  it('tells a window that was left open that it was closed, and gives back what was typed there', async () => {
    const maya = await known('U0MAYA0001')
    const stale = windowOf(await opened(maya))
    await closedSession()
    const reply = await goOn(work.store, stale, { goalQuarter: 'Written late', goalMeasure: '', goalLonger: '' }, maya, work.clock.now())
    expect(reply).toMatchObject({ closed: { unsaved: ['Written late'] } })
    await keepTyping(work.store, stale, { goalQuarter: 'Written later' }, 9e15, maya, work.clock.now())
    expect(await readDraft(work.store.read, maya.id, 'session', stale.sessionId)).toBeUndefined()
    expect((await goalsOf(work.store.read, pair.planId)).map(({ text }) => text)).toEqual(['Renewals above 92%'])
  })

  it('puts a goal that was changed on the plan meanwhile beside one’s own, and keeps every wording', async () => {
    await closedSession()
    const [goal] = await goalsOf(work.store.read, pair.planId)
    if (goal === undefined) throw new Error('no goal')
    await form().close()
    await coach()
    await type('Goal for this quarter', 'Renewals above 95%')
    await form().submit()
    await throughHelp()
    await work.store.write((tx) =>
      rewordGoal(tx, goal, { text: 'Renewals above 90%', measure: undefined }, pair.employeeId, work.clock.now()),
    )
    await press('Keep open steps')
    await press('Nothing this time')
    await form().submit()
    expect(form().text).toContain('This was changed elsewhere meanwhile.')
    expect(form().text).toContain('Renewals above 90%')
    expect(form().value('Goal for this quarter')).toBe('Renewals above 95%')
    await form().submit()
    await form().submit()
    await form().submit()
    await work.settled()
    expect(form().text).toContain('is closed')
    expect((await goalsOf(work.store.read, pair.planId)).map(({ text, revision }) => [text, revision])).toEqual([['Renewals above 95%', 3]])
    expect((await wordingsOf(work.store.read, pair.planId)).filter(({ field }) => field === 'text').map(({ text }) => text)).toEqual([
      'Renewals above 92%',
      'Renewals above 90%',
    ])
  })

  it('follows the plan where the manager had not touched the goal', async () => {
    await closedSession()
    const [goal] = await goalsOf(work.store.read, pair.planId)
    if (goal === undefined) throw new Error('no goal')
    await form().close()
    await coach()
    await form().submit()
    await throughHelp()
    await work.store.write((tx) =>
      rewordGoal(tx, goal, { text: 'Renewals above 90%', measure: undefined }, pair.employeeId, work.clock.now()),
    )
    await press('Keep open steps')
    await press('Nothing this time')
    await form().submit()
    expect(form().text).toContain('is closed')
    expect((await goalsOf(work.store.read, pair.planId)).map(({ text }) => text)).toEqual(['Renewals above 90%'])
  })

  it.each([
    ['paused', 'This 1:1 is paused'],
    ['ended', 'This 1:1 has ended'],
  ] as const)('keeps what was typed when the pair is %s meanwhile', async (state, sentence) => {
    await coach()
    await type('Goal for this quarter', 'Renewals above 92%')
    await work.store.write((tx) => movePair(tx, pair.id, ['active'], state, work.clock.now()))
    await form().submit()
    expect(form().text).toContain(sentence)
    expect(form().text).toContain('What you typed is kept as your draft.')
    expect(await fieldsKept()).toMatchObject({ goalQuarter: 'Renewals above 92%' })
    expect(await goalsOf(work.store.read, pair.planId)).toEqual([])
  })
})

describe('whose session it is', () => {
  beforeEach(() => start())

  it('is the manager’s alone: nobody else opens, fills in, types in or closes it', async () => {
    const maya = await known('U0MAYA0001')
    const window = windowOf(await opened(maya))
    for (const other of [await known('U0DEV00001'), await known('U0TOMAS001')]) {
      expect(await openSession(work.store, { pairId: pair.id }, other, work.clock.now())).toMatchObject({ refused: 'not_yours' })
      expect(await goOn(work.store, window, { goalQuarter: 'Mine now' }, other, work.clock.now())).toMatchObject({ refused: 'not_yours' })
      await keepTyping(work.store, window, { goalQuarter: 'Mine now' }, 9e15, other, work.clock.now())
    }
    expect(await fieldsKept()).toEqual({})
    await coach(meetingId, work.dev)
    expect(work.dev.hasView).toBe(false)
    expect(work.dev.ephemerals().at(-1)?.text).toContain('Only the manager of this 1:1')
  })

  it('refuses a session that does not exist', async () => {
    const maya = await known('U0MAYA0001')
    const window = windowOf(await opened(maya))
    expect(await goOn(work.store, { ...window, sessionId: newId('session') }, {}, maya, work.clock.now())).toMatchObject({
      refused: 'not_yours',
    })
  })
})

describe('the meeting a session belongs to', () => {
  beforeEach(() => start())
  const openedAt = async (time: string) => {
    work.clock.set(time)
    const screen = await opened(await known('U0MAYA0001'))
    return (await findSession(work.store.read, screen.sessionId as SessionId))?.meetingId
  }

  it('is the nearest from 24 hours before it until 72 hours after it, else none', async () => {
    expect(await openedAt('2026-03-02T12:00:00Z')).toBeUndefined()
    expect(await openedAt('2026-03-02T14:00:00Z')).toBe(meetingId)
    expect(await openedAt('2026-03-06T12:00:00Z')).toBe(meetingId)
    expect(await openedAt('2026-03-07T12:00:00Z')).toBeUndefined()
  })
})

describe('the last screen', () => {
  beforeEach(() => start())

  it('offers to ask the mentor only where there is one who accepted', async () => {
    await closedSession()
    expect(form().buttons).toEqual([])
    const tomas = await known('U0TOMAS001')
    const id = newId('mentorship')
    await work.store.write((tx) =>
      insertMentorship(tx, {
        id,
        workspaceId: pair.workspaceId,
        managerId: pair.managerId,
        mentorId: tomas.id,
        proposedById: tomas.id,
        now: work.clock.now(),
      }),
    )
    await form().close()
    await work.store.write((tx) => moveMentorship(tx, id, ['proposed'], 'active', work.clock.now()))
    await coach()
    await form().submit()
    await throughHelp()
    await press('Keep open steps')
    await press('Nothing this time')
    await form().submit()
    expect(form().buttons).toEqual(['Ask my mentor'])
  })
})

async function opened(by: Person, of: PairId = pair.id): Promise<SessionScreen> {
  const screen = await openSession(work.store, { pairId: of }, by, work.clock.now())
  if (isRefusal(screen)) throw new Error(screen.sentence)
  return screen
}

const windowOf = ({ sessionId, window, place, drawn }: SessionScreen): SessionWindow => ({
  sessionId: sessionId as SessionId,
  window,
  place,
  drawn,
})

function shown(reply: SessionReply | object): SessionScreen {
  if (!('show' in reply)) throw new Error(`not shown: ${JSON.stringify(reply)}`)
  return reply.show as SessionScreen
}

/** Everything in the database as it was before it was sealed, and everything that is not sealed. */
async function everythingKept(): Promise<string> {
  const kept: string[] = []
  const draft = await draftOf()
  if (draft) kept.push(JSON.stringify(draft))
  const inbox = await work.store.read.sql.select({ key: sql<string>`key`, body: sql<string | null>`body_sealed` }).from(sql`inbox`)
  for (const { key, body } of inbox)
    kept.push(key, body === null ? '' : work.store.read.sealer.open(body, { table: 'inbox', id: key, column: 'body' }))
  const outbox = await work.store.read.sql.select({ payload: sql<string>`payload` }).from(sql`outbox`)
  kept.push(...outbox.map(({ payload }) => payload))
  // The answers kept for submissions hold the next screen, in which the select offers every choice: only what was picked counts.
  return kept
    .join('\n')
    .replaceAll('{"text":{"type":"plain_text","text":"Something private: show me who to contact","emoji":true},"value":"private"}', '')
}

async function leavesNothing(): Promise<void> {
  await work.settled()
  expect(await everythingKept()).not.toContain('canary7319')
  expect(work.logged.join('\n')).not.toContain('canary7319')
  expect(await work.database.raw()).not.toContain('canary7319')
}
