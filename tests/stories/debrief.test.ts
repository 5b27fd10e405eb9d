import { WebClient } from '@slack/web-api'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Person as SlackPerson } from '../../sandbox/slack/index.ts'
import { cadence } from '../../src/coaching/cadence.ts'
import type { DebriefId, MentorshipId, SessionId } from '../../src/coaching/ids.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'
import { entriesOf } from '../../src/db/debrief-entries.ts'
import type { Debrief } from '../../src/db/debriefs.ts'
import { getDebrief, nextTryFor, noteNextTryShown } from '../../src/db/debriefs.ts'
import { readDraft } from '../../src/db/drafts.ts'
import { insertMentorship, moveMentorship } from '../../src/db/mentorships.ts'
import { newId } from '../../src/db/new-id.ts'
import type { Person } from '../../src/db/people.ts'
import { savePerson } from '../../src/db/people.ts'
import { closeSession, insertSession } from '../../src/db/sessions.ts'
import { debriefs, inbox, outbox, workspaces } from '../../src/db/tables.ts'
import { openDebriefsOf } from '../../src/flows/open-debriefs.ts'
import { addPair, answerProposal } from '../../src/flows/pairs.ts'
import { getPair } from '../../src/db/pairs.ts'
import { actions, button } from '../../src/slack/views/kit.ts'
import type { Transport, Workplace } from '../support/app.ts'
import { known as knownTo } from '../support/pair.ts'
import { workplace } from '../support/app.ts'

/** Tuesday 3 March 2026, 15:00 in Berlin and Prague: Maya has just had her 1:1 with Dev. */
const afterTheMeeting = '2026-03-03T14:00:00Z'

let work: Workplace
let mentorshipId: MentorshipId
let sessionId: SessionId
afterEach(() => work.close())

/** Maya coaches Dev, has closed a session with him, and Tomas is her mentor. */
async function start(options: Parameters<typeof workplace>[0] = {}): Promise<void> {
  work = await workplace({ start: afterTheMeeting, ...options })
  const [maya, dev, tomas] = [await known('U0MAYA0001'), await known('U0DEV00001'), await known('U0TOMAS001')]
  const weekly = cadence({ rhythm: 'weekly', weekdays: [2], time: '14:00', zone: 'Europe/Berlin', lengthMinutes: 30, from: '2026-03-03' })
  const added = await addPair(
    work.store,
    { manager: maya, employee: dev, cadence: weekly, context: 'sales', lead: 'default' },
    work.clock.now(),
  )
  if (isRefusal(added)) throw new Error(added.sentence)
  await answerProposal(work.store, added.pairId, dev, 'start', work.clock.now())
  mentorshipId = await mentor(maya, tomas)
  sessionId = await work.store.write(async (tx) => {
    const pair = await getPair(tx, added.pairId)
    const session = await insertSession(tx, {
      workspaceId: pair.workspaceId,
      pairId: pair.id,
      planId: pair.planId,
      meetingId: undefined,
      managerId: maya.id,
      now: work.clock.now(),
    })
    if (session === undefined) throw new Error('no session')
    await closeSession(
      tx,
      session.id,
      {
        helpKinds: [],
        obstacle: 'Dev fears the month-end',
        obstacleKind: 'time',
        lowestConfidence: 2,
        news: 'something',
        questionCategory: 'progress',
      },
      work.clock.now(),
    )
    return session.id
  })
  await work.settled()
}

const known = (slackUserId: string) => knownTo(work, slackUserId)

async function mentor(manager: Person, of: Person): Promise<MentorshipId> {
  const id = newId('mentorship')
  await work.store.write(async (tx) => {
    await insertMentorship(tx, {
      id,
      workspaceId: manager.workspaceId,
      managerId: manager.id,
      mentorId: of.id,
      proposedById: manager.id,
      now: work.clock.now(),
    })
    await moveMentorship(tx, id, ['proposed'], 'active', work.clock.now())
  })
  return id
}

/** Maya presses the button that stands at the end of a session, or one that is about no session. */
async function pressAsk(about: { sessionId?: SessionId } = {}, who: SlackPerson = work.maya): Promise<void> {
  const client = new WebClient(work.slack.tokens.bot, { slackApiUrl: work.slack.apiUrl })
  const mark = `Ready ${Math.random()}`
  await client.chat.postMessage({
    channel: who.appDm,
    text: mark,
    blocks: [{ type: 'section', text: { type: 'plain_text', text: mark } }, actions(button('debrief_ask', 'Ask my mentor', about))],
  })
  await who.click(mark, 'Ask my mentor')
  await work.settled()
}

async function type(who: SlackPerson, field: string, words: string): Promise<void> {
  work.clock.forward({ milliseconds: 5 })
  await who.view().type(field, words)
  work.clock.forward({ milliseconds: 5 })
}

const focusLabel = 'What would you like to look at?'
const summaryLabel = 'What happened, in neutral words'

/** Maya asks and sends; gives back the debrief. */
async function ask(focus = 'I gave the answer first', summary?: string): Promise<Debrief> {
  const { maya } = work
  await pressAsk()
  await type(maya, focusLabel, focus)
  if (summary) await type(maya, summaryLabel, summary)
  expect(await maya.view().submit()).toEqual({ ok: true })
  expect(await maya.view().submit()).toEqual({ ok: true })
  await work.settled()
  return latest()
}

async function latest(): Promise<Debrief> {
  const rows = await work.store.read.sql.select({ id: debriefs.id }).from(debriefs).orderBy(debriefs.openedAt)
  return getDebrief(work.store.read, (rows.at(-1)?.id ?? '') as DebriefId)
}

const threadOf = (debrief: Debrief) => {
  if (debrief.thread === undefined) throw new Error('the debrief has no thread')
  return debrief.thread
}

/** Says something in the thread; gives back Slack's stamp of it. */
async function reply(who: SlackPerson, debrief: Debrief, words: string): Promise<string> {
  const { channel, ts } = threadOf(debrief)
  work.clock.forward({ seconds: 2 })
  const said = await who.say(words, { channel, threadTs: ts })
  await work.settled()
  return said.ok && 'ts' in said ? String(said.ts) : ''
}

const first = (who: SlackPerson, debrief: Debrief) => {
  const { channel, ts } = threadOf(debrief)
  const [top] = who.thread(channel, ts)
  if (top === undefined) throw new Error('no thread')
  return top
}
const kept = async (debrief: Debrief) =>
  (await entriesOf(work.store.read, debrief.id)).map((entry) => (entry.via === 'thread' ? entry.text : entry.answer))

async function answerInForm(
  who: SlackPerson,
  answer: { worked?: string; missed?: string; landed?: string; next?: string } = {},
): Promise<void> {
  await type(who, 'What worked', answer.worked ?? 'You waited')
  await type(who, 'What was missed', answer.missed ?? 'Their own idea')
  await who.view().choose('How the conversation seemed to land', answer.landed ?? 'Engaged')
  await type(who, 'One thing to try next', answer.next ?? 'Ask before you offer')
}

/** Slack delivers everything once more that it has delivered so far. */
async function everythingAgain(): Promise<void> {
  for (const { n } of work.slack.traffic.deliveries()) await work.slack.deliverAgain(n)
  await work.settled()
}

async function close(nextTry = 'Ask what they need'): Promise<void> {
  const { maya } = work
  await maya.click(/for a debrief/, 'Close debrief')
  await work.settled()
  await maya.view().type('What is one thing you will try next?', nextTry)
  expect(await maya.view().submit()).toEqual({ ok: true })
  await work.settled()
}

describe.each<Transport>(['socket', 'http'])('a debrief over %s', (transport) => {
  beforeEach(() => start({ transport }))

  it('goes from a session to the mentor, is answered in the thread, and closes with one thing to try', async () => {
    const { maya, tomas } = work
    await pressAsk({ sessionId })
    expect(maya.view().title).toBe('Ask your mentor')
    expect(maya.view().value(summaryLabel)).toBe(
      'On Tue 3 March I had a 1:1 with someone in my team. The question I tried was about progress. We ended with something new to do.',
    )
    await type(maya, focusLabel, 'I gave the answer first')
    await maya.view().submit()
    expect(maya.view().text).toContain('This is what Tomas will read')
    expect(maya.view().text).toContain('I gave the answer first')
    expect(maya.view().text).toContain('someone in my team')
    expect(maya.view().submitLabel).toBe('Send to Tomas')
    expect(await maya.view().submit()).toEqual({ ok: true })
    expect(maya.view().text).toContain('Sent to Tomas.')
    await work.settled()

    const debrief = await latest()
    expect(first(tomas, debrief).text).toContain('Maya asks Tomas for a debrief.')
    expect(first(tomas, debrief).text).toContain('Waiting for Tomas.')
    expect(first(tomas, debrief).text).not.toMatch(/Dev|month-end/)
    expect(first(tomas, debrief).fallback.split('.')[0]).toBe('Maya asks Tomas for a debrief')
    expect(first(tomas, debrief).buttons).toEqual(['Answer in a form', 'Close debrief'])

    await reply(tomas, debrief, 'You asked *one* open question & waited')
    expect(await kept(debrief)).toEqual(['You asked *one* open question &amp; waited'])
    expect(first(maya, debrief).text).toContain('Tomas has answered. 1 reply is kept.')

    await close()
    expect(await latest()).toMatchObject({ state: 'closed', nextTry: 'Ask what they need' })
    expect(first(tomas, debrief).text).toContain('This debrief is closed.')
    expect(first(tomas, debrief).text).toContain('Ask what they need')
    expect(first(tomas, debrief).buttons).toEqual(['Open the debrief'])
    expect(
      work.slack.traffic
        .calls()
        .filter((call) => JSON.stringify(call.answer).includes('"ok":false'))
        .map(({ name, answer }) => ({ name, answer })),
    ).toEqual([])
  })
})

describe('asking', () => {
  beforeEach(() => start())

  it('keeps what was typed, for its author alone, until it is sent or discarded', async () => {
    const { maya } = work
    await pressAsk()
    await type(maya, focusLabel, 'I hurried')
    await maya.view().dismiss()
    await work.restart()
    await pressAsk()
    expect(maya.view().value(focusLabel)).toBe('I hurried')
    expect(maya.view().text).toContain('Only you can read this.')
    await maya.view().press('Discard what I typed')
    await work.settled()
    expect(maya.view().text).toContain('discarded')
    await maya.view().dismiss()
    await pressAsk()
    expect(maya.view().value(focusLabel)).toBeNull()
  })

  it('starts from /coach mentor as well', async () => {
    const { maya } = work
    await maya.command('/coach', 'mentor')
    await work.settled()
    await maya.view().press(/^Ask/)
    await work.settled()
    expect(maya.view().title).toBe('Ask your mentor')
  })

  it('goes back from the last look with everything in it', async () => {
    const { maya } = work
    await pressAsk()
    await type(maya, focusLabel, 'I hurried')
    await type(maya, summaryLabel, 'It was short')
    await maya.view().submit()
    await maya.view().press('Back')
    await work.settled()
    expect([maya.view().value(focusLabel), maya.view().value(summaryLabel)]).toEqual(['I hurried', 'It was short'])
  })

  it('is answered at the field when it names an employee, and sends nothing', async () => {
    const { maya } = work
    await pressAsk()
    await type(maya, focusLabel, 'What I said to Dev')
    expect(await maya.view().submit()).toMatchObject({ ok: false })
    expect(maya.view().text).toContain('leave out names')
    await type(maya, focusLabel, 'What I said to the developer')
    expect(await maya.view().submit()).toEqual({ ok: true })
  })

  it('asks for a focus and holds both texts to their limits', async () => {
    const { maya } = work
    await pressAsk()
    expect(await maya.view().submit()).toMatchObject({ ok: false })
    await type(maya, focusLabel, '漢'.repeat(300))
    await type(maya, summaryLabel, '😀'.repeat(750))
    expect(await maya.view().submit()).toEqual({ ok: true })
    expect(await maya.view().submit()).toEqual({ ok: true })
    await work.settled()
    expect((await latest()).focus).toBe('漢'.repeat(300))
    expect(first(work.tomas, await latest()).text).toContain('😀'.repeat(750))
  })

  it('sends once, however often it is pressed or delivered', async () => {
    await ask()
    await everythingAgain()
    expect(await work.store.read.sql.select().from(debriefs)).toHaveLength(1)
  })

  it('sends exactly what was shown: a draft that changed meanwhile is looked at once more', async () => {
    const { maya } = work
    await pressAsk()
    await type(maya, focusLabel, 'First thought')
    await maya.view().submit()
    await pressAsk()
    await type(maya, focusLabel, 'Second thought')
    await maya.view().dismiss()
    await pressAsk()
    await maya.view().submit()
    await maya.view().submit()
    await work.settled()
    expect((await latest()).focus).toBe('Second thought')
    expect(await work.store.read.sql.select().from(debriefs)).toHaveLength(1)
  })

  it('pings nobody, whatever is typed', async () => {
    const rude = '<!channel> <@U0LENA0001> @here *bold* `code`'
    const debrief = await ask(rude, rude)
    await reply(work.tomas, debrief, '&lt;!channel&gt;')
    const said = JSON.stringify(work.slack.messagesOfApp().map(({ text, blocks }) => ({ text, mrkdwn: mrkdwnOf(blocks) })))
    expect(said).not.toMatch(/<!channel>|<@U/)
    expect(first(work.tomas, debrief).text).toContain(rude)
  })

  it('is refused for a session of somebody else', async () => {
    const lena = await known('U0LENA0001')
    await mentor(lena, await known('U0TOMAS001'))
    await pressAsk({ sessionId }, work.lena)
    expect(work.lena.ephemerals().at(-1)?.text).toContain('Only the manager who held this session can ask about it.')
  })

  it('offers the way to a mentor to somebody who has none, and waits for one who has not said yes', async () => {
    await pressAsk({}, work.chi)
    expect(work.chi.view().text).toContain('You have no mentor')
    expect(work.chi.view().buttons).toEqual(['Ask somebody to mentor me'])
    const chi = await known('U0CHI00001')
    await work.store.write(async (tx) =>
      insertMentorship(tx, {
        id: newId('mentorship'),
        workspaceId: chi.workspaceId,
        managerId: chi.id,
        mentorId: (await known('U0TOMAS001')).id,
        proposedById: chi.id,
        now: work.clock.now(),
      }),
    )
    await pressAsk({}, work.chi)
    expect(work.chi.ephemerals().at(-1)?.text).toContain('Tomas has not answered yet')
  })

  it('is refused when the mentor was deactivated or the mentorship ended before the last press, and keeps what was typed', async () => {
    const { maya } = work
    await pressAsk()
    await type(maya, focusLabel, 'I hurried')
    await maya.view().submit()
    await work.store.write((tx) => moveMentorship(tx, mentorshipId, ['active'], 'ended', work.clock.now()))
    await maya.view().submit()
    expect(maya.view().text).toContain('You have no mentor in Cuecard at the moment. What you typed is kept.')
    const me = await known('U0MAYA0001')
    expect((await readDraft(work.store.read, me.id, 'debrief', 'no_session'))?.values).toEqual({ focus: 'I hurried' })
    await mentor(me, await goneTomas())
    await maya.view().dismiss()
    await pressAsk()
    expect(maya.view().text).toContain('Tomas can no longer be reached in Slack.')
  })
})

async function goneTomas(): Promise<Person> {
  const { workspaceId } = await known('U0TOMAS001')
  return work.store.write((tx) =>
    savePerson(
      tx,
      workspaceId,
      { slackUserId: 'U0TOMAS001', name: 'Tomas', kind: 'deactivated', zone: 'Europe/Prague', locale: 'en-GB' },
      work.clock.now(),
    ),
  )
}

function mrkdwnOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf)
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)]
  return Object.values(value).flatMap(mrkdwnOf)
}

describe('sensitive words', () => {
  it('in what is asked are kept nowhere until the manager says so', async () => {
    await start()
    const { maya } = work
    const words = 'Someone in my team told me that they want to kill themselves'
    await pressAsk()
    await type(maya, focusLabel, words)
    await maya.view().submit()
    expect(maya.view().text).toContain('This may be better shared with a person than in here. Nothing has been saved.')
    const me = await known('U0MAYA0001')
    expect(JSON.stringify((await readDraft(work.store.read, me.id, 'debrief', 'no_session'))?.values ?? {})).not.toContain('kill')
    await maya.view().choose('What would you like to do?', 'Leave this part out')
    expect(await maya.view().submit()).toMatchObject({ ok: false })
    await maya.view().choose('What would you like to do?', 'Keep it as it is')
    await maya.view().submit()
    expect(maya.view().text).toContain('This is what Tomas will read')
  })
})

describe('a reply in the thread', () => {
  let debrief: Debrief
  beforeEach(async () => {
    await start()
    debrief = await ask()
  })

  it('of the manager is kept and leaves the debrief waiting', async () => {
    await reply(work.maya, debrief, 'It was a short talk')
    expect(await kept(debrief)).toEqual(['It was a short talk'])
    expect(first(work.maya, debrief).text).toContain('Waiting for Tomas. 1 reply is kept.')
  })

  it('is edited and deleted here as it is in Slack', async () => {
    const ts = await reply(work.tomas, debrief, 'You waited')
    const { channel } = threadOf(debrief)
    work.clock.forward({ seconds: 5 })
    await work.tomas.edit(channel, ts, 'You waited long')
    await work.settled()
    expect(await kept(debrief)).toEqual(['You waited long'])
    await work.tomas.delete(channel, ts)
    await work.settled()
    expect(await kept(debrief)).toEqual([])
    expect(first(work.maya, debrief).text).toContain('Tomas has answered.')
    expect(first(work.maya, debrief).text).not.toContain('reply is kept')
  })

  it('leaves nothing when its deletion is heard of first', async () => {
    const { channel, ts: threadTs } = threadOf(debrief)
    const gone = { user: 'U0TOMAS001', ts: '1772550000.000100', thread_ts: threadTs, text: 'never mind' }
    await work.slack.sendEvent(
      {
        type: 'message',
        subtype: 'message_deleted',
        channel,
        channel_type: 'mpim',
        ts: '1772550009.000100',
        deleted_ts: gone.ts,
        previous_message: gone,
      },
      'message.mpim',
    )
    await work.slack.sendEvent({ type: 'message', channel, channel_type: 'mpim', ...gone }, 'message.mpim')
    await work.settled()
    expect(await kept(debrief)).toEqual([])
  })

  it('keeps its newest wording whatever the order in which edits are heard of', async () => {
    const { channel, ts: threadTs } = threadOf(debrief)
    const said = { user: 'U0TOMAS001', ts: '1772550000.000100', thread_ts: threadTs }
    const edit = (text: string, editedTs: string) =>
      work.slack.sendEvent(
        {
          type: 'message',
          subtype: 'message_changed',
          channel,
          channel_type: 'mpim',
          ts: editedTs,
          message: { ...said, text, edited: { user: said.user, ts: editedTs } },
        },
        'message.mpim',
      )
    await edit('third', '1772550030.000000')
    await edit('second', '1772550020.000000')
    await work.slack.sendEvent({ type: 'message', channel, channel_type: 'mpim', ...said, text: 'first' }, 'message.mpim')
    await work.settled()
    expect(await kept(debrief)).toEqual(['third'])
  })

  it('is kept once when Slack delivers it twice', async () => {
    work.slack.disturb({ duplicateEvents: true })
    await reply(work.tomas, debrief, 'Once')
    await work.settled()
    expect(await kept(debrief)).toEqual(['Once'])
  })

  it('is kept although the app stops between hearing of it and handling it', async () => {
    const { channel, ts: threadTs } = threadOf(debrief)
    await work.app.stop()
    await work.store.write(async (tx) => {
      const body = {
        type: 'event_callback',
        event_id: 'Ev0STOPPED',
        team_id: debrief.workspaceId,
        event: {
          type: 'message',
          channel,
          channel_type: 'mpim',
          user: 'U0TOMAS001',
          ts: '1772550000.000100',
          thread_ts: threadTs,
          text: 'Before the crash',
        },
      }
      await tx.sql.insert(inbox).values({
        workspaceId: debrief.workspaceId,
        key: 'Ev0STOPPED',
        kind: 'event',
        state: 'received',
        receivedAtMs: Date.now(),
        bodySealed: tx.sealer.seal(JSON.stringify(body), { table: 'inbox', id: 'Ev0STOPPED', column: 'body' }),
      })
    })
    await work.restart()
    await work.settled()
    expect(await kept(debrief)).toEqual(['Before the crash'])
    const [row] = await work.store.read.sql.select().from(inbox).where(eq(inbox.key, 'Ev0STOPPED'))
    expect(row).toMatchObject({ state: 'handled', bodySealed: null })
  })

  it('outside the thread, or by the app, is not kept', async () => {
    const { channel } = threadOf(debrief)
    await work.tomas.say('Lunch?', { channel })
    await work.settled()
    expect(await kept(debrief)).toEqual([])
  })

  it('that the sensitive-matters check stops is not kept, and its author alone is told', async () => {
    const { channel } = threadOf(debrief)
    await reply(work.tomas, debrief, 'They told me that they want to kill themselves')
    expect(await kept(debrief)).toEqual([])
    expect(work.tomas.ephemerals(channel).at(-1)?.text).toContain(
      'Your reply was not kept in Cuecard. It still stands in this thread, where Maya can read it',
    )
    expect(work.maya.ephemerals(channel)).toEqual([])
    expect((await latest()).state).toBe('open')
  })

  it('is taken back when an edit makes it sensitive', async () => {
    const ts = await reply(work.tomas, debrief, 'You waited')
    const { channel } = threadOf(debrief)
    work.clock.forward({ seconds: 5 })
    await work.tomas.edit(channel, ts, 'They told me that they want to kill themselves')
    await work.settled()
    expect(await kept(debrief)).toEqual([])
    expect(work.tomas.ephemerals(channel)).toHaveLength(1)
  })

  it('after the debrief was closed is not kept, and a kept one can still be deleted', async () => {
    const ts = await reply(work.tomas, debrief, 'You waited')
    await close()
    await reply(work.tomas, debrief, 'One more thing')
    expect(await kept(debrief)).toEqual(['You waited'])
    await work.tomas.delete(threadOf(debrief).channel, ts)
    await work.settled()
    expect(await kept(debrief)).toEqual([])
  })

  it('is not kept once the mentorship has ended', async () => {
    await work.store.write((tx) => moveMentorship(tx, mentorshipId, ['active'], 'ended', work.clock.now()))
    await reply(work.tomas, debrief, 'A late thought')
    expect(await kept(debrief)).toEqual([])
    await work.tomas.click(/asks Tomas for a debrief/, 'Answer in a form')
    await work.settled()
    expect(work.tomas.ephemerals().at(-1)?.text).toContain('This mentorship has ended')
  })
})

describe('the form', () => {
  let debrief: Debrief
  beforeEach(async () => {
    await start()
    debrief = await ask()
    await work.tomas.click(/for a debrief/, 'Answer in a form')
    await work.settled()
  })

  it('puts the mentor’s answer into the thread under their name and gives the manager its next thing', async () => {
    const { maya, tomas } = work
    await answerInForm(tomas, { landed: 'At ease', next: 'Count to ten <!here>' })
    expect(await tomas.view().submit()).toEqual({ ok: true })
    expect(tomas.view().text).toContain('Your answer is with Maya.')
    await work.settled()
    expect(await kept(debrief)).toEqual([
      { worked: 'You waited', missed: 'Their own idea', landed: 'at_ease', next: 'Count to ten <!here>' },
    ])
    const { channel, ts } = threadOf(debrief)
    expect(maya.thread(channel, ts).at(-1)?.text).toContain('Tomas answered in the form.')
    expect(maya.thread(channel, ts).at(-1)?.text).toContain('Count to ten <!here>')
    expect(first(maya, debrief).text).toContain('Tomas has answered.')
    await maya.click(/asks Tomas for a debrief/, 'Close debrief')
    await work.settled()
    expect(maya.view().value('What is one thing you will try next?')).toBe('Count to ten <!here>')
  })

  it('needs all four answers, in their limits', async () => {
    const { tomas } = work
    expect(await tomas.view().submit()).toMatchObject({ ok: false })
    await answerInForm(tomas, { worked: '漢'.repeat(300), missed: 'a'.repeat(300), next: 'b'.repeat(200) })
    expect(await tomas.view().submit()).toEqual({ ok: true })
    await work.settled()
    expect(work.maya.message(/answered in the form/).text).toContain('漢'.repeat(300))
  })

  it('can be changed: the message changes with it, and there is one answer', async () => {
    const { tomas } = work
    await answerInForm(tomas)
    await tomas.view().submit()
    await work.settled()
    await tomas.click(/asks Tomas for a debrief/, 'Answer in a form')
    await work.settled()
    expect(tomas.view().value('What worked')).toBe('You waited')
    await type(tomas, 'What worked', 'You waited twice')
    await tomas.view().submit()
    await work.settled()
    expect(await kept(debrief)).toMatchObject([{ worked: 'You waited twice' }])
    const { channel, ts } = threadOf(debrief)
    expect(work.maya.thread(channel, ts).filter((message) => message.text.includes('answered in the form'))).toHaveLength(1)
    expect(work.maya.message(/answered in the form/).text).toContain('You waited twice')
  })

  it('keeps a draft for its author until it is sent or discarded', async () => {
    const { tomas } = work
    await type(tomas, 'What worked', 'Half a th')
    await tomas.view().dismiss()
    await work.restart()
    await tomas.click(/for a debrief/, 'Answer in a form')
    await work.settled()
    expect(tomas.view().value('What worked')).toBe('Half a th')
    await tomas.view().press('Discard what I typed')
    await work.settled()
    await tomas.view().dismiss()
    await tomas.click(/for a debrief/, 'Answer in a form')
    await work.settled()
    expect(tomas.view().value('What worked')).toBeNull()
  })

  it('counts once when it is delivered twice', async () => {
    await answerInForm(work.tomas)
    await work.tomas.view().submit()
    await work.settled()
    await everythingAgain()
    expect(await kept(debrief)).toHaveLength(1)
  })

  it('is refused when the debrief was closed meanwhile', async () => {
    const { tomas } = work
    await answerInForm(tomas)
    await close()
    await tomas.view().submit()
    expect(tomas.view().text).toContain('This debrief is closed already.')
    expect(await kept(debrief)).toEqual([])
  })
})

describe('closing', () => {
  let debrief: Debrief
  beforeEach(async () => {
    await start()
    debrief = await ask()
  })

  it('is the manager’s alone', async () => {
    await work.tomas.click(/for a debrief/, 'Close debrief')
    await work.settled()
    expect(work.tomas.ephemerals().at(-1)?.text).toContain('Only the manager who asked can do this.')
    expect((await latest()).state).toBe('open')
  })

  it('happens once', async () => {
    const old = first(work.maya, debrief)
    await close()
    await work.maya.click(old, 'Close debrief')
    await work.settled()
    expect(work.maya.ephemerals().at(-1)?.text).toContain('This debrief is closed already.')
  })

  it('needs one thing to try, of at most 200 characters', async () => {
    await work.maya.click(/for a debrief/, 'Close debrief')
    await work.settled()
    expect(await work.maya.view().submit()).toMatchObject({ ok: false })
    await work.maya.view().type('What is one thing you will try next?', '😀'.repeat(100))
    expect(await work.maya.view().submit()).toEqual({ ok: true })
  })

  it('first brings what is kept in line with the thread', async () => {
    const { channel } = threadOf(debrief)
    const lost = await reply(work.tomas, debrief, 'Deleted unseen')
    const stale = await reply(work.tomas, debrief, 'Old words')
    await reply(work.tomas, debrief, 'Stays')
    work.slack.world.app.events.delete('message.mpim')
    work.clock.forward({ minutes: 5 })
    await work.tomas.delete(channel, lost)
    await work.tomas.edit(channel, stale, 'New words')
    await reply(work.maya, debrief, 'Unheard')
    expect(await kept(debrief)).toEqual(['Deleted unseen', 'Old words', 'Stays'])
    await close()
    expect(await kept(debrief)).toEqual(['New words', 'Stays', 'Unheard'])
  })

  it('changes nothing of it when the thread cannot be read', async () => {
    const ts = await reply(work.tomas, debrief, 'You waited')
    work.slack.world.app.events.delete('message.mpim')
    await work.tomas.delete(threadOf(debrief).channel, ts)
    work.slack.faults.add({ kind: 'http_500_before', method: 'conversations.replies', times: null })
    await close()
    expect(await kept(debrief)).toEqual(['You waited'])
    expect((await latest()).state).toBe('closed')
  })

  it('comes back in the trigger before the next 1:1', async () => {
    await close('Wait ten seconds')
    await work.at('2026-03-10T08:00:00Z')
    expect(work.maya.im().at(-1)?.text).toContain('Wait ten seconds')
  })

  it('gives the next trigger one sentence, once', async () => {
    const maya = await known('U0MAYA0001')
    await close('Wait ten seconds')
    const tx = work.store.read
    expect(await nextTryFor(tx, maya.id)).toBe('Wait ten seconds')
    const sentAt = work.clock.now()
    await work.store.write((writing) => noteNextTryShown(writing, maya.id, sentAt))
    expect(await nextTryFor(tx, maya.id)).toBeUndefined()
    expect(await nextTryFor(tx, maya.id, sentAt)).toBe('Wait ten seconds')
  })
})

describe('a debrief without a group DM', () => {
  it('goes on by form in each one’s own messages when the scopes for it were not granted', async () => {
    await start({ optionalScopes: 'refused' })
    const { maya, tomas } = work
    await ask('I hurried')
    expect(await latest()).toMatchObject({ route: 'form', state: 'open', thread: undefined })
    expect(tomas.im().at(-1)?.text).toContain('Maya asks you for a debrief.')
    expect(tomas.im().at(-1)?.text).toContain('I hurried')
    await tomas.click(/asks you for a debrief/, 'Answer in a form')
    await work.settled()
    await answerInForm(tomas)
    await tomas.view().submit()
    await work.settled()
    expect(maya.im().at(-1)?.text).toContain('Tomas answered in the form.')
    expect(tomas.message(/asks you for a debrief/).buttons).toEqual(['Change my answer', 'Open the debrief'])
    await tomas.click(/asks you for a debrief/, 'Change my answer')
    await work.settled()
    await type(tomas, 'What worked', 'You waited twice')
    await tomas.view().submit()
    await work.settled()
    expect(maya.im().filter((message) => message.text.includes('answered in the form'))).toHaveLength(1)
    expect(maya.message(/answered in the form/).text).toContain('You waited twice')
    await maya.click(/answered in the form/, 'Close debrief')
    await work.settled()
    expect(maya.view().value('What is one thing you will try next?')).toBe('Ask before you offer')
    await maya.view().submit()
    await work.settled()
    expect((await latest()).state).toBe('closed')
    expect(tomas.message(/asks you for a debrief/).text).toContain('This debrief is closed.')
    expect(maya.message(/answered in the form/).buttons).toEqual(['Open the debrief'])
  })

  it('knows its thread although Slack’s answer to the first message was lost', async () => {
    await start()
    await pressAsk()
    await type(work.maya, focusLabel, 'I hurried')
    await work.maya.view().submit()
    work.slack.faults.add({ kind: 'reply_lost_after', method: 'chat.postMessage', times: 1 })
    await work.maya.view().submit()
    await work.settled()
    expect((await latest()).thread).toBeUndefined()
    work.clock.pass(61_000)
    await work.app.tick()
    await work.settled()
    const debrief = await latest()
    await reply(work.tomas, debrief, 'You waited')
    expect(await kept(debrief)).toEqual(['You waited'])
  })

  it('opens it anew once when Slack no longer has it, and begins the thread there', async () => {
    await start()
    await ask()
    await close()
    await pressAsk()
    await type(work.maya, focusLabel, 'Another thing')
    await work.maya.view().submit()
    work.slack.faults.add({ kind: 'error', method: 'chat.postMessage', times: 1, code: 'channel_not_found' })
    await work.maya.view().submit()
    await work.settled()
    const debrief = await latest()
    expect(debrief).toMatchObject({ route: 'thread', reopenings: 1 })
    await reply(work.tomas, debrief, 'Here again')
    expect(await kept(debrief)).toEqual(['Here again'])
    expect(first(work.maya, debrief).text).toContain('Tomas has answered.')
  })

  it('goes on by form when it is archived for good', async () => {
    await start()
    const before = await ask()
    await close()
    work.slack.archive(threadOf(before).channel)
    await ask('Another thing')
    expect(await latest()).toMatchObject({ route: 'form', reopenings: 1, thread: undefined })
    expect(work.tomas.im().at(-1)?.text).toContain('Another thing')
  })

  it('brings the manager an answer from the form when the group DM was archived after the question', async () => {
    await start()
    const debrief = await ask()
    work.slack.archive(threadOf(debrief).channel)
    await work.at('2026-03-06T08:00:00Z')
    await work.tomas.click(/still waits for your debrief/, 'Answer in a form')
    await work.settled()
    await answerInForm(work.tomas)
    await work.tomas.view().submit()
    await work.settled()
    expect(work.maya.im().at(-1)?.text).toContain('Tomas answered in the form.')
    expect(await latest()).toMatchObject({ state: 'answered', route: 'form' })
    expect(work.tomas.im().filter((message) => message.text.includes('asks you for a debrief'))).toEqual([])
  })
})

describe('a debrief that nobody answers', () => {
  beforeEach(() => start())

  it('reminds the mentor once after three working days of theirs, at nine in their morning', async () => {
    await ask()
    await work.at('2026-03-06T07:59:00Z')
    expect(work.tomas.im()).toHaveLength(0)
    await work.at('2026-03-06T08:00:00Z')
    expect(work.tomas.im().at(-1)?.text).toContain('Maya still waits for your debrief.')
    await work.at('2026-03-06T12:00:00Z')
    await work.at('2026-03-09T12:00:00Z')
    expect(work.tomas.im()).toHaveLength(1)
    const [row] = await work.store.read.sql.select().from(outbox).where(eq(outbox.kind, 'debrief_nudge'))
    expect(row).toMatchObject({ budgetClass: 'counted', budgetWeek: '2026-W10' })
  })

  it('does not remind a mentor who has answered', async () => {
    const debrief = await ask()
    await reply(work.tomas, debrief, 'You waited')
    await work.at('2026-03-06T08:00:00Z')
    await work.at('2026-03-10T12:00:00Z')
    expect(work.tomas.im()).toHaveLength(0)
  })

  it('heals a weekend of downtime on the next working day, within working hours', async () => {
    await ask()
    await work.at('2026-03-07T10:00:00Z')
    expect(work.tomas.im()).toHaveLength(0)
    await work.at('2026-03-09T09:30:00Z')
    expect(work.tomas.im()).toHaveLength(1)
  })

  it('waits for the next week when the mentor’s budget of this one is used up', async () => {
    await ask()
    const tomas = await known('U0TOMAS001')
    await work.store.write(async (tx) => {
      for (const n of [1, 2, 3])
        await tx.sql.insert(outbox).values({
          id: newId('outbox'),
          workspaceId: tomas.workspaceId,
          key: `counted/${n}`,
          kind: 'debrief_nudge',
          payload: '{}',
          op: 'post',
          recipientId: tomas.id,
          recipientKind: 'person',
          lane: 'used',
          state: 'sent',
          priority: 3,
          budgetClass: 'counted',
          budgetWeek: '2026-W10',
          notBeforeMs: 0,
          enqueuedAt: 0,
        })
    })
    await work.at('2026-03-06T12:00:00Z')
    expect(work.tomas.im()).toHaveLength(0)
    await work.at('2026-03-09T08:00:00Z')
    expect(work.tomas.im()).toHaveLength(1)
  })

  it('offers the manager after five working days to answer it themselves, and says so to nobody else', async () => {
    const { maya, tomas } = work
    await ask()
    await work.at('2026-03-10T08:00:00Z')
    expect(maya.im().at(-1)?.text).toContain('Your debrief with Tomas has no answer yet.')
    expect(maya.im().at(-1)?.buttons).toEqual(['Answer it myself'])
    expect(tomas.im().filter((message) => message.text.includes('no answer yet'))).toEqual([])
    await maya.click(/no answer yet/, 'Answer it myself')
    await work.settled()
    await maya.view().type('What is one thing you will try next?', 'Wait')
    await maya.view().submit()
    await work.settled()
    expect(await latest()).toMatchObject({ state: 'closed', nextTry: 'Wait' })
    expect(tomas.message(/Maya's debrief/).text).toContain('Nothing is needed from you.')
  })

  it('can be asked of another mentor, who answers by form, and the first one closes', async () => {
    const { maya, lena } = work
    const before = await ask('I hurried', 'It was short')
    await mentor(await known('U0CHI00001'), await known('U0LENA0001'))
    await work.at('2026-03-10T08:00:00Z')
    await maya.click(/no answer yet/, 'Ask somebody else')
    await work.settled()
    expect(maya.view().options('Who could look at it instead?')).toEqual(['Lena'])
    expect(maya.view().text).toContain('It was short')
    expect(await maya.view().submit()).toMatchObject({ ok: false })
    await maya.view().choose('Who could look at it instead?', 'Lena')
    expect(await maya.view().submit()).toEqual({ ok: true })
    await work.settled()
    expect(lena.im().at(-1)?.text).toContain('Maya asks you for a debrief.')
    expect((await getDebrief(work.store.read, before.id)).state).toBe('closed')
    await lena.click(/asks you/, 'Answer in a form')
    await work.settled()
    await answerInForm(lena)
    await lena.view().submit()
    await work.settled()
    expect(maya.im().at(-1)?.text).toContain('Lena answered in the form.')
    expect(await latest()).toMatchObject({ state: 'answered', route: 'form' })
  })

  it('is said to the manager at once when the mentor cannot be written to at all', async () => {
    const { maya } = work
    await maya.openHome()
    await work.settled()
    await pressAsk()
    await type(maya, focusLabel, 'I hurried')
    await maya.view().submit()
    work.slack.faults.add({ kind: 'error', method: 'conversations.open', times: 2, code: 'user_disabled' })
    await maya.view().submit()
    await work.settled()
    expect(maya.im().at(-1)?.text).toContain('Your debrief with Tomas has no answer yet.')
    await work.at('2026-03-10T08:00:00Z')
    expect(maya.im().filter((message) => message.text.includes('no answer yet'))).toHaveLength(1)
  })
})

describe('reading a debrief', () => {
  it('is for its two people, with every reply in plain words', async () => {
    await start()
    const debrief = await ask()
    await reply(work.tomas, debrief, 'Ask @Lena &amp; wait')
    await close()
    await work.maya.click(/for a debrief/, 'Open the debrief')
    await work.settled()
    expect(work.maya.view().text).toContain('Ask @someone')
    expect(work.maya.view().text).toContain('You will try next:')
  })

  it('is refused to anybody else, and so is every button', async () => {
    await start()
    const { id: debriefId } = await ask()
    const client = new WebClient(work.slack.tokens.bot, { slackApiUrl: work.slack.apiUrl })
    const row = actions(
      button('debrief_open', 'Open', { debriefId }),
      button('debrief_form', 'Form', { debriefId }),
      button('debrief_close', 'Close', { debriefId }),
      button('debrief_ask_other', 'Other', { debriefId }),
    )
    await client.chat.postMessage({
      channel: work.lena.appDm,
      text: 'Forged',
      blocks: [{ type: 'section', text: { type: 'plain_text', text: 'Forged' } }, row],
    })
    for (const label of ['Open', 'Form', 'Close', 'Other']) {
      await work.lena.click('Forged', label)
      await work.settled()
      expect(work.lena.hasView).toBe(false)
      expect(work.lena.ephemerals().at(-1)?.text).toMatch(/between a manager and their mentor|Only the manager who asked/)
    }
  })

  it('shows on App Home’s list on both sides until it is closed', async () => {
    await start()
    const debrief = await ask()
    const [maya, tomas] = [await known('U0MAYA0001'), await known('U0TOMAS001')]
    expect(await openDebriefsOf(work.store.read, maya.id)).toMatchObject([
      { debriefId: debrief.id, side: 'manager', otherName: 'Tomas', state: 'open' },
    ])
    expect(await openDebriefsOf(work.store.read, tomas.id)).toMatchObject([{ side: 'mentor', otherName: 'Maya' }])
    await close()
    expect(await openDebriefsOf(work.store.read, tomas.id)).toEqual([])
  })

  it('happens in modals alone where messages are thin', async () => {
    await start()
    await work.store.write(async (tx) => tx.sql.update(workspaces).set({ thin: 1 }))
    await work.restart()
    const debrief = await ask('I hurried', 'It was short')
    await reply(work.tomas, debrief, 'Wait longer')
    await work.tomas.click(/for a debrief/, 'Answer in a form')
    await work.settled()
    await answerInForm(work.tomas)
    await work.tomas.view().submit()
    await work.settled()
    const said = JSON.stringify(work.slack.messagesOfApp())
    expect(said).not.toMatch(/I hurried|It was short|Wait longer|You waited/)
    await work.maya.click(/asks Tomas for a debrief/, 'Open the debrief')
    await work.settled()
    expect(work.maya.view().text).toContain('It was short')
    expect(work.maya.view().text).toContain('Wait longer')
    expect(work.maya.view().text).toContain('You waited')
  })
})

describe('the words of a debrief', () => {
  it('stand in no log, no outbox row, no inbox row, and nowhere unsealed in the database', async () => {
    await start()
    const canary = 'canary-4711'
    const debrief = await ask(`${canary} focus`, `${canary} summary`)
    await reply(work.tomas, debrief, `${canary} reply`)
    await work.tomas.click(/for a debrief/, 'Answer in a form')
    await work.settled()
    await answerInForm(work.tomas, { worked: `${canary} worked` })
    await work.tomas.view().submit()
    await work.settled()
    await close(`${canary} next`)
    expect(work.logged.join('\n')).not.toContain(canary)
    expect(JSON.stringify(await work.store.read.sql.select().from(outbox))).not.toContain(canary)
    expect(JSON.stringify(await work.store.read.sql.select().from(inbox))).not.toContain(canary)
    const events = await work.store.read.sql.select().from(inbox).where(eq(inbox.kind, 'event'))
    expect(events.filter((row) => row.bodySealed !== null)).toEqual([])
    expect(await work.database.raw()).not.toContain(canary)
  })
})
