import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SeenMessage } from '../../sandbox/slack/people/seen-message.ts'
import type { MeetingId } from '../../src/coaching/ids.ts'
import { questionBank } from '../../src/coaching/question-bank.ts'
import { countWords } from '../../src/coaching/trigger.ts'
import { closeDebriefRow, insertDebrief } from '../../src/db/debriefs.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { newId } from '../../src/db/new-id.ts'
import { movePair } from '../../src/db/pairs.ts'
import { saveSettings } from '../../src/db/people.ts'
import { findByKey } from '../../src/db/outbox.ts'
import { closeSession, insertSession } from '../../src/db/sessions.ts'
import { askedQuestions, goals, meetings, outbox, people, triggers } from '../../src/db/tables.ts'
import { triggerOfMeeting } from '../../src/db/triggers.ts'
import { proposeAgreement } from '../../src/flows/agreements.ts'
import { noteTriggerOpened } from '../../src/flows/triggers.ts'
import { meetingCoached } from '../../src/flows/wrap-up.ts'
import type { Transport, Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { known, nextMeetingId, startPair } from '../support/pair.ts'

const nineOnTuesday = '2026-03-03T08:00:00Z'
let work: Workplace
let pair: Pair
let meetingId: MeetingId
afterEach(() => work.close())

async function begin(options: { transport?: Transport; start?: string; firstOn?: string; time?: string } = {}): Promise<void> {
  work = await workplace({
    ...(options.transport ? { transport: options.transport } : {}),
    ...(options.start ? { start: options.start } : {}),
  })
  pair = await startPair(work, { employee: 'U0DEV00001', firstOn: options.firstOn ?? '2026-03-03', time: options.time ?? '14:00' })
  meetingId = await nextMeetingId(work, pair)
}

const messages = (): SeenMessage[] => work.maya.im().filter(({ ephemeral, text }) => !ephemeral && !text.includes('said yes'))
const trigger = () => triggerOfMeeting(work.store.read, meetingId)
async function press(label: string, on: string | RegExp = /1:1 with Dev/): Promise<void> {
  await work.maya.click(on, label)
  await work.settled()
}
async function choose(option: string): Promise<void> {
  await work.maya.overflow(/1:1 with Dev/, option)
  await work.settled()
}
const said = () => messages().at(-1)?.text ?? ''
const heard = () => work.maya.ephemerals().at(-1)?.text ?? ''

describe.each<Transport>(['socket', 'http'])('the trigger before a 1:1 over %s', (transport) => {
  it('comes at nine on the day, once, and becomes the question what became of the talk', async () => {
    await begin({ transport })
    await work.at('2026-03-03T07:59:00Z')
    expect(messages()).toEqual([])
    await work.at(nineOnTuesday)
    await work.at('2026-03-03T08:01:00Z')
    expect(messages()).toHaveLength(1)
    const [message] = messages()
    expect(message?.fallback).toMatch(/^Cuecard: 1:1 with Dev, today 14:00\.\n/)
    expect(message?.buttons).toEqual(['Coach now', 'Open the plan', 'Another question', 'Use my own'])
    expect(countWords(message?.text.split('\nDev and you can read this')[0] ?? '')).toBeLessThanOrEqual(120)
    await work.at('2026-03-03T13:30:00Z')
    expect(messages()).toHaveLength(1)
    expect(messages()[0]?.buttons).toEqual(['We coached', 'Status only', 'Did not happen'])
    await press('We coached')
    expect(said()).toContain('you coached')
    const [row] = await work.store.read.sql.select().from(meetings).where(eq(meetings.id, meetingId))
    expect(row).toMatchObject({
      outcome: 'coached',
      heldAt: work.clock.now().epochMilliseconds,
      coachedAt: work.clock.now().epochMilliseconds,
    })
  })
})

describe('when a trigger is due', () => {
  it('comes the evening before for a 1:1 before eleven', async () => {
    await begin({ firstOn: '2026-03-03', time: '09:30' })
    await work.at('2026-03-02T15:00:00Z')
    expect(messages()[0]?.fallback).toContain('Tue 3 March, 09:30')
  })

  it('is sent late after an outage, and not from five minutes before the start on', async () => {
    await begin()
    await work.at('2026-03-03T12:54:00Z')
    expect(messages()).toHaveLength(1)
    expect((await trigger())?.state).toBe('sent')
    await work.at('2026-03-10T12:55:00Z')
    expect(messages()).toHaveLength(1)
    const [next] = await work.store.read.sql.select().from(triggers).where(eq(triggers.state, 'missed'))
    expect(next?.reason).toBe('too_late')
  })

  it('does not ring at night after an outage: it comes in the morning, and before an early 1:1 half an hour ahead', async () => {
    await begin({ time: '08:30' })
    await work.at('2026-03-02T22:40:00Z')
    await work.at('2026-03-03T02:00:00Z')
    expect(messages()).toEqual([])
    expect(await trigger()).toMatchObject({ state: 'planned', dueAt: Temporal.Instant.from('2026-03-03T07:00:00Z') })
    await work.at('2026-03-03T07:00:00Z')
    expect(messages()).toHaveLength(1)
    await work.at('2026-03-09T23:00:00Z')
    expect(messages()).toHaveLength(1)
  })

  it('does not come back at night when the app was down as a snooze ended', async () => {
    await begin({ time: '08:30' })
    await work.at('2026-03-02T15:00:00Z')
    await choose('Later today')
    await work.at('2026-03-02T22:40:00Z')
    expect(messages()).toHaveLength(1)
    expect(said()).toContain('08:00')
    await work.at('2026-03-03T07:00:00Z')
    expect(messages()).toHaveLength(2)
  })

  it('is one message for all 1:1s of the morning, each with its own buttons', async () => {
    await begin()
    await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-03-03', time: '16:00' })
    await work.at(nineOnTuesday)
    expect(messages()).toHaveLength(1)
    expect(messages()[0]?.fallback).toMatch(/^Cuecard: 1:1s today with Dev 14:00, Chi 16:00\./)
    expect(messages()[0]?.buttons.filter((label) => label === 'Coach now')).toHaveLength(2)
    await work.maya.overflow(/Two 1:1s today/, 'Not this week', { nth: 1 })
    await work.settled()
    await work.maya.view().submit()
    await work.settled()
    expect(messages()).toHaveLength(1)
    expect(said()).toContain('1:1 with Chi, Tue 3 March, 16:00: not this week.')
    expect(said()).toContain('14:00 Dev.')
  })

  it('leaves the question of each 1:1 out of the shared message, and opens with it', async () => {
    await begin()
    await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-03-03', time: '16:00' })
    await work.at(nineOnTuesday)
    expect(said()).toContain('*Coach now* opens with one question to try.')
    for (const [nth, name] of ['Dev', 'Chi'].entries()) {
      await work.maya.click(/Two 1:1s today/, 'Coach now', { nth })
      await work.settled()
      const { text } = work.maya.view()
      expect(text).toContain(`1:1 with ${name}, today`)
      const sent = await work.store.read.sql.select().from(triggers)
      const asked = questionBank.questions.filter(
        ({ id, text: words }) => sent.some(({ questionId }) => questionId === id) && text.includes(words),
      )
      expect(asked).toHaveLength(1)
      const [question] = asked
      expect(text.indexOf(question?.text ?? '')).toBeLessThan(text.indexOf('Goal for this quarter'))
      expect(text).toContain(question?.followUp ?? 'no follow-up')
      await work.maya.view().close()
    }
  })

  it('joins the message of its slot when the 1:1 was added later that morning', async () => {
    await begin()
    await work.at(nineOnTuesday)
    await work.at('2026-03-03T09:00:00Z')
    await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-03-03', time: '16:00' })
    await work.at('2026-03-03T09:01:00Z')
    expect(messages()).toHaveLength(1)
    expect(said()).toContain('Two 1:1s today')
  })

  it('is held back, with the reason on record, when somebody left or the pair is paused', async () => {
    await begin()
    await work.store.write(async (tx) => tx.sql.update(people).set({ kind: 'deactivated' }).where(eq(people.slackUserId, 'U0DEV00001')))
    await work.at(nineOnTuesday)
    expect(messages()).toEqual([])
    expect(await trigger()).toMatchObject({ state: 'held_back', reason: 'employee_deactivated' })
    await work.store.write(async (tx) => tx.sql.update(people).set({ kind: 'member' }).where(eq(people.slackUserId, 'U0DEV00001')))
    await work.store.write((tx) => movePair(tx, pair.id, ['active'], 'paused', work.clock.now()))
    await work.at('2026-03-10T08:00:00Z')
    expect(messages()).toEqual([])
  })

  it('is sent once although the app was stopped and started around it', async () => {
    await begin()
    work.clock.set(nineOnTuesday)
    await work.restart()
    await work.at('2026-03-03T08:00:30Z')
    await work.restart()
    await work.at('2026-03-03T08:02:00Z')
    expect(messages()).toHaveLength(1)
  })

  it('reaches the other managers when one cannot be served, and that one once it works again', async () => {
    await begin()
    const other = await startPair(work, { manager: 'U0LENA0001', employee: 'U0CHI00001', firstOn: '2026-03-03', time: '14:00' })
    const plan = pair.planId
    const broken = {
      id: 'g_0000000000000001',
      workspaceId: pair.workspaceId,
      planId: plan,
      kind: 'quarter',
      textSealed: 'v1.k1.broken',
      state: 'on_track',
      revision: 1,
      changedById: 'p',
      changedAt: 0,
      createdAt: 0,
    }
    await work.store.write(async (tx) => void (await tx.sql.insert(goals).values(broken)))
    await work.at(nineOnTuesday)
    expect(messages()).toEqual([])
    expect(work.lena.im().at(-1)?.text).toContain('1:1 with Chi, today 14:00.')
    expect(await triggerOfMeeting(work.store.read, await nextMeetingId(work, other))).toMatchObject({ state: 'sent' })
    expect(work.logged.join('')).toContain('the tick stumbled')
    await work.store.write(async (tx) => void (await tx.sql.delete(goals).where(eq(goals.planId, plan))))
    await work.at('2026-03-03T08:01:00Z')
    expect(messages()).toHaveLength(1)
  })

  it('counts as missed when Slack never takes it', async () => {
    await begin()
    await work.at(nineOnTuesday)
    await work.store.write(async (tx) => tx.sql.update(outbox).set({ state: 'failed' }).where(eq(outbox.kind, 'trigger')))
    await work.at('2026-03-03T08:05:00Z')
    expect(await trigger()).toMatchObject({ state: 'missed', reason: 'not_delivered' })
  })

  it('carries names, counts and buttons only for those who want thin messages', async () => {
    await begin()
    const maya = await known(work, 'U0MAYA0001')
    await work.store.write((tx) => saveSettings(tx, maya.id, { thin: true }))
    await work.at(nineOnTuesday)
    expect(said()).not.toContain('question')
    expect(messages()[0]?.buttons).toEqual(['Coach now', 'Open the plan'])
  })
})

describe('what a trigger brings along', () => {
  it('is the one thing to try from the last debrief, in the next trigger and in no other', async () => {
    await begin()
    const maya = await known(work, 'U0MAYA0001')
    const tomas = await known(work, 'U0TOMAS001')
    const now = work.clock.now()
    await work.store.write(async (tx) => {
      const made = { workspaceId: pair.workspaceId, mentorshipId: newId('mentorship'), managerId: maya.id, mentorId: tomas.id }
      const debrief = await insertDebrief(tx, { ...made, focus: 'Pauses', summary: undefined, sessionId: undefined, route: 'form', now })
      await closeDebriefRow(tx, debrief, 'Count to five before answering', now)
    })
    await work.at(nineOnTuesday)
    expect(said()).toContain('Count to five before answering.')
    await press('Another question')
    expect(said()).toContain('Count to five before answering.')
    await work.at('2026-03-10T08:00:00Z')
    expect(messages()).toHaveLength(2)
    expect(said()).not.toContain('last debrief')
  })

  it('is the manager’s own overdue promise first, then the steps, and a question that takes it up', async () => {
    await begin()
    const maya = await known(work, 'U0MAYA0001')
    const now = work.clock.now()
    const item = { learning: false, kind: 'step' as const, owner: 'employee' as const }
    await work.store.write(async (tx) => {
      const session = await insertSession(tx, {
        workspaceId: pair.workspaceId,
        pairId: pair.id,
        planId: pair.planId,
        meetingId: undefined,
        managerId: maya.id,
        now,
      })
      if (session === undefined) throw new Error('a session is open')
      const promise = {
        ...item,
        kind: 'promise' as const,
        owner: 'manager' as const,
        text: 'Clear the price exception',
        dueOn: '2026-03-02',
      }
      await proposeAgreement(tx, {
        pair,
        sessionId: session.id,
        items: [{ ...item, text: 'Call the accounts', dueOn: '2026-03-09' }],
        promise,
        now,
      })
      await closeSession(
        tx,
        session.id,
        {
          helpKinds: ['nothing'],
          obstacle: undefined,
          obstacleKind: undefined,
          lowestConfidence: undefined,
          news: 'something',
          questionCategory: undefined,
        },
        now,
      )
    })
    await work.at(nineOnTuesday)
    expect(said()).toContain('*Your promise, due Mon 2 March:* Clear the price exception.')
    expect(said()).toContain('One waits for Dev’s yes.')
    expect(said().indexOf('Your promise')).toBeLessThan(said().indexOf('Open:'))
    expect((await trigger())?.questionWhy).toBe('something you promised is past its date')
  })
})

describe('the buttons of a trigger', () => {
  beforeEach(async () => {
    await begin()
    await work.at(nineOnTuesday)
  })

  it('show another question, as often as wanted, and remember what was swapped away', async () => {
    const questions = new Set<string>()
    for (let i = 0; i < 4; i++) {
      questions.add(
        said()
          .split('\n')
          .find((line) => line.includes('One question to try')) ?? '',
      )
      await press('Another question')
    }
    expect(questions.size).toBe(4)
    const asked = await work.store.read.sql.select().from(askedQuestions)
    expect(asked.filter(({ outcome }) => outcome === 'swapped')).toHaveLength(4)
    expect(asked.find(({ outcome }) => outcome === 'offered')?.questionId).toBe((await trigger())?.questionId)
  })

  it('swap once when Slack delivers the click twice', async () => {
    await press('Another question')
    for (const { n } of work.slack.traffic.deliveries()) await work.slack.deliverAgain(n)
    await work.settled()
    const asked = await work.store.read.sql.select().from(askedQuestions)
    expect(asked.filter(({ outcome }) => outcome === 'swapped')).toHaveLength(1)
  })

  it('say when no other question is left, and keep the one there is', async () => {
    for (let i = 0; i < 60 && heard() === ''; i++) await press('Another question')
    expect(heard()).toContain('no other fitting question left')
    expect(said()).toContain('One question to try')
  })

  it('bring the message again later today, where it is heard, and let the first one point to it', async () => {
    const first = messages()[0]
    await choose('Later today')
    expect(said()).toContain('I will come back at 11:00.')
    await work.at('2026-03-03T09:59:00Z')
    expect(messages()).toHaveLength(1)
    await work.at('2026-03-03T10:00:00Z')
    expect(messages()).toHaveLength(2)
    expect(work.maya.im().find(({ ts }) => ts === first?.ts)?.text).toContain('I came back on Tue 3 March, 11:00, further down.')
    expect(said()).toContain('One question to try')
    await work.at('2026-03-03T13:30:00Z')
    expect(messages().filter(({ buttons }) => buttons.includes('We coached'))).toHaveLength(1)
    expect(messages()).toHaveLength(2)
  })

  it('do not bring it back when the 1:1 comes first, and say so', async () => {
    await choose('Next working day')
    expect(heard()).toContain('Your 1:1 begins before that.')
    expect((await trigger())?.state).toBe('sent')
  })

  it('come again once only after a restart, and not at all when the 1:1 was skipped meanwhile', async () => {
    await choose('Later today')
    await work.restart()
    await press('Coach now')
    await work.maya.view().dismiss()
    const maya = await known(work, 'U0MAYA0001')
    const { skipMeeting } = await import('../../src/flows/meeting-changes.ts')
    await skipMeeting(work.store, meetingId, maya, undefined, work.clock.now())
    await work.at('2026-03-03T10:00:00Z')
    expect(messages()).toHaveLength(1)
    expect(said()).toContain('not this week')
  })

  it('move the 1:1, edit the message in place and send nothing twice', async () => {
    const heardByDev = work.dev.im().length
    await choose('We moved it')
    const form = work.maya.view()
    expect(form.text).toContain('today 14:00')
    await form.pickDate('New date', '2026-03-05')
    await form.pickTime('New time', '10:00')
    await form.submit()
    await work.settled()
    expect(work.maya.view().text).toContain('Thu 5 March, 10:00')
    expect(said()).toContain('1:1 with Dev, Thu 5 March, 10:00.')
    expect(said()).toContain('Moved from Tue 3 March, 14:00.')
    await work.at('2026-03-04T15:00:00Z')
    await work.at('2026-03-05T08:00:00Z')
    expect(messages()).toHaveLength(1)
    const [row] = await work.store.read.sql.select().from(meetings).where(eq(meetings.id, meetingId))
    expect(row).toMatchObject({ key: 'hand/2026-03-03', startsAt: Temporal.Instant.from('2026-03-05T09:00:00Z').epochMilliseconds })
    expect(work.dev.im()).toHaveLength(heardByDev)
    expect(work.dev.im().at(-1)?.text).toContain('It was moved from Tue 3 March, 14:00.')
  })

  it('say in words what a time becomes that the clocks leave out', async () => {
    await choose('We moved it')
    const form = work.maya.view()
    await form.pickDate('New date', '2026-03-29')
    await form.pickTime('New time', '02:30')
    await form.submit()
    await work.settled()
    expect(work.maya.view().text).toContain('Clocks go forward that night and have no 02:30, so it becomes 03:30.')
  })

  it.each([
    ['2026-03-03', '08:00', 'New date', 'This time is past.'],
    ['2026-05-20', '14:00', 'New date', 'more than 60 days away'],
    ['2026-03-03', '14:00', 'New time', 'at this time already'],
  ])('refuse to move it to %s %s', async (date, time, field, sentence) => {
    await choose('We moved it')
    const form = work.maya.view()
    await form.pickDate('New date', date)
    await form.pickTime('New time', time)
    await form.submit()
    expect(form.errors[field]).toContain(sentence)
  })

  it('skip it with a reason in one tap, and bring it back', async () => {
    await choose('Not this week')
    await work.maya.view().choose('Is there a reason?', 'One of us is away')
    await work.maya.view().submit()
    await work.settled()
    expect(said()).toContain('not this week')
    expect(messages()[0]?.buttons).toEqual(['Bring it back'])
    const [row] = await work.store.read.sql.select().from(meetings).where(eq(meetings.id, meetingId))
    expect(row).toMatchObject({ state: 'skipped', skipReason: 'leave' })
    const before = messages()[0]
    await press('Bring it back')
    expect(messages()[0]?.buttons).toContain('Coach now')
    await before?.press('Bring it back')
    await work.settled()
    expect(heard()).toContain('not skipped')
    expect(messages()).toHaveLength(1)
  })

  it('keep quiet for a week after two in a row, with one gentle line', async () => {
    const skip = async () => {
      await choose('Not this week')
      await work.maya.view().submit()
      await work.settled()
    }
    await skip()
    expect(said()).not.toContain('two in a row')
    await work.at('2026-03-10T08:00:00Z')
    await skip()
    expect(said()).toContain('That is two in a row with Dev.')
    await work.at('2026-03-17T08:00:00Z')
    expect(messages()).toHaveLength(2)
    const held = await work.store.read.sql.select().from(triggers).where(eq(triggers.reason, 'two_skipped_in_a_row'))
    expect(held).toHaveLength(1)
    await work.at('2026-03-24T08:00:00Z')
    expect(messages()).toHaveLength(3)
  })

  it('answer why it came, from the record', async () => {
    await choose('Why did I get this?')
    const why = heard()
    for (const part of [
      'Tue 3 March, 14:00',
      'every Tuesday at 14:00 (Europe/Berlin), set by you',
      'sent on Tue 3 March, 09:00',
      '09:00 on the day',
      'does not count towards your three other messages',
    ])
      expect(why).toContain(part)
  })

  it('do nothing for anybody but the manager', async () => {
    const dev = await known(work, 'U0DEV00001')
    const flows = await Promise.all([
      import('../../src/flows/meeting-changes.ts'),
      import('../../src/flows/triggers.ts'),
      import('../../src/flows/questions.ts'),
      import('../../src/flows/wrap-up.ts'),
    ])
    const [changes, sending, questions, wrapUp] = flows
    const now = work.clock.now()
    const answers = [
      await changes.skipMeeting(work.store, meetingId, dev, undefined, now),
      await changes.bringBackMeeting(work.store, meetingId, dev, now),
      await changes.moveMeeting(work.store, meetingId, dev, Temporal.PlainDateTime.from('2026-03-05T10:00'), now),
      await sending.snoozeTrigger(work.store, meetingId, dev, 'later_today', now),
      await sending.whyThisTrigger(work.store.read, meetingId, dev, work.clock.now()),
      await questions.anotherQuestion(work.store, meetingId, dev, now),
      await wrapUp.answerWrapUp(work.store, meetingId, dev, 'coached', now),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ refused: 'not_yours' })
    expect((await trigger())?.state).toBe('sent')
  })
})

describe('after the talk', () => {
  beforeEach(async () => {
    await begin()
    await work.at(nineOnTuesday)
  })

  it.each([
    ['Status only', 'status only', 'status_only'],
    ['Did not happen', 'did not happen', 'did_not_happen'],
  ])('keeps the answer %s', async (label, sentence, outcome) => {
    await work.at('2026-03-03T13:30:00Z')
    const before = messages()[0]
    await press(label)
    expect(said()).toContain(sentence)
    await before?.press('We coached')
    await work.settled()
    expect(heard()).toContain('answered already')
    const [row] = await work.store.read.sql.select().from(meetings).where(eq(meetings.id, meetingId))
    expect(row?.outcome).toBe(outcome)
    expect(row?.coachedAt).toBeNull()
    expect(row?.heldAt === null).toBe(outcome === 'did_not_happen')
  })

  it('leaves unknown what nobody said', async () => {
    await work.at('2026-03-10T08:00:00Z')
    const [row] = await work.store.read.sql.select().from(meetings).where(eq(meetings.id, meetingId))
    expect(row).toMatchObject({ outcome: 'unknown', heldAt: null })
    expect(messages()[0]?.buttons).toEqual(['We coached', 'Status only', 'Did not happen'])
  })

  it('offers notes to those who coached without them, and knows by itself where they were written', async () => {
    await work.at('2026-03-03T13:30:00Z')
    await press('We coached')
    expect(messages()[0]?.buttons).toContain('Coach now')
    const maya = await known(work, 'U0MAYA0001')
    await work.store.write(async (tx) => {
      await insertSession(tx, {
        workspaceId: pair.workspaceId,
        pairId: pair.id,
        planId: pair.planId,
        meetingId,
        managerId: maya.id,
        now: work.clock.now(),
      })
      await meetingCoached(tx, meetingId, maya, work.clock.now())
    })
    await work.settled()
    expect(messages()[0]?.buttons).toEqual(['Open the plan'])
  })

  it('keeps the first time it was opened', async () => {
    await work.store.write((tx) => noteTriggerOpened(tx, meetingId, work.clock.now()))
    await work.store.write((tx) => noteTriggerOpened(tx, meetingId, work.clock.now().add({ minutes: 5 })))
    expect((await trigger())?.openedAt?.equals(work.clock.now())).toBe(true)
  })

  it('closes the message of a 1:1 that was called off', async () => {
    const row = await trigger()
    const posted = await findByKey(work.store.read, pair.workspaceId, `trigger/${row?.triggerMessageId}`)
    expect(posted?.state).toBe('sent')
    await work.store.write(async (tx) => {
      await tx.sql.update(meetings).set({ state: 'withdrawn' }).where(eq(meetings.id, meetingId))
      const { redrawMeetings } = await import('../../src/flows/meeting-messages.ts')
      await redrawMeetings(tx, [meetingId], work.clock.now())
    })
    await work.settled()
    expect(said()).toContain('was called off')
    expect(messages()[0]?.buttons).toEqual([])
  })
})
