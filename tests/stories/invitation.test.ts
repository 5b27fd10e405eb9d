import { afterEach, describe, expect, it } from 'vitest'
import { eq } from 'drizzle-orm'
import type { SeenMessage } from '../../sandbox/slack/people/seen-message.ts'
import type { MeetingId } from '../../src/coaching/ids.ts'
import { saveContacts } from '../../src/db/contacts.ts'
import { readDraft } from '../../src/db/drafts.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { saveSettings } from '../../src/db/people.ts'
import { sharedAnswersOf } from '../../src/db/shared-answers.ts'
import { insertSession } from '../../src/db/sessions.ts'
import { drafts, inbox, invitations, sharedAnswers } from '../../src/db/tables.ts'
import { proposeAgreement } from '../../src/flows/agreements.ts'
import { openInvitationForm, shareAnswers } from '../../src/flows/invitations.ts'
import { moveMeeting, skipMeeting } from '../../src/flows/meeting-changes.ts'
import type { Transport, Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { known, nextMeetingId, startPair } from '../support/pair.ts'

const mondayAtNine = '2026-03-02T08:00:00Z'
const nineOnTuesday = '2026-03-03T08:00:00Z'
let work: Workplace
let pair: Pair
let meetingId: MeetingId
afterEach(() => work.close())

async function begin(transport: Transport = 'socket'): Promise<void> {
  work = await workplace({ transport })
  pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
  meetingId = await nextMeetingId(work, pair)
}

const invited = (): SeenMessage[] => work.dev.im().filter(({ fallback }) => fallback.startsWith('Cuecard: 1:1 with Maya'))
async function openForm(label = 'Answer before we meet') {
  await work.dev.click(/1:1 with Maya/, label)
  await work.settled()
  return work.dev.view()
}

describe('an invitation that is late', () => {
  it('waits for the working hours of its reader after an outage, and does not go when the 1:1 has come', async () => {
    await begin()
    await work.at('2026-03-02T21:30:00Z')
    expect(invited()).toEqual([])
    await work.at('2026-03-03T03:00:00Z')
    expect(invited()).toEqual([])
    await work.at(nineOnTuesday)
    expect(invited()).toHaveLength(1)
  })
})

describe.each<Transport>(['socket', 'http'])('the invitation before a 1:1 over %s', (transport) => {
  it('comes at nine on the working day before, and what is shared begins the talk', async () => {
    await begin(transport)
    await work.at('2026-03-02T07:59:00Z')
    expect(invited()).toEqual([])
    await work.at(mondayAtNine)
    expect(invited()).toHaveLength(1)
    const form = await openForm()
    await form.type('What would you like to talk about?', 'The handover')
    await form.choose('What would help', ['Time or priorities'])
    await form.type('A next step you propose', 'Draft the note')
    await form.pickDate('By when', '2026-03-06')
    expect(await form.submit()).toEqual({ ok: true })
    await work.settled()
    expect(invited()[0]?.text).toContain('You shared your answers with Maya.')
    expect(invited()).toHaveLength(1)
    await work.at(nineOnTuesday)
    const trigger = work.maya.message('1:1 with Dev, today').text
    expect(trigger).toContain('Dev shared answers before the meeting.')
    expect(trigger).toContain('To talk about: The handover.')
    expect(trigger).toContain('Proposes: Draft the note.')
    expect(await sharedAnswersOf(work.store.read, meetingId)).toMatchObject({
      topics: 'The handover',
      helpKinds: ['time'],
      step: { text: 'Draft the note', dueOn: '2026-03-06' },
    })
  })
})

describe('what the employee types', () => {
  it('is theirs alone until it is shared, and there again after a restart', async () => {
    await begin()
    await work.at(mondayAtNine)
    const form = await openForm()
    await form.type('What would you like to talk about?', 'Only for me so far')
    await work.settled()
    await form.dismiss()
    await work.restart()
    await work.at(nineOnTuesday)
    expect(work.maya.message('1:1 with Dev, today').text).not.toContain('Only for me')
    expect(work.maya.message('1:1 with Dev, today').text).not.toContain('shared answers')
    const again = await openForm()
    expect(again.value('What would you like to talk about?')).toBe('Only for me so far')
    expect(again.text).toContain('Nobody else has seen it.')
    await again.submit()
    await work.settled()
    expect(work.maya.message('1:1 with Dev, today').text).toContain('Only for me so far')
    const dev = await known(work, 'U0DEV00001')
    expect(await readDraft(work.store.read, dev.id, 'share', meetingId)).toBeUndefined()
  })

  it('is kept sealed', async () => {
    await begin()
    await work.at(mondayAtNine)
    const form = await openForm()
    await form.type('What would you like to talk about?', 'Quietly')
    await work.settled()
    const [draft] = await work.store.read.sql.select().from(drafts)
    expect(draft?.valuesSealed).toMatch(/^v1\./)
    await form.submit()
    await work.settled()
    const [row] = await work.store.read.sql.select().from(sharedAnswers)
    expect(row?.answersSealed).toMatch(/^v1\./)
    expect(work.logged.join('')).not.toContain('Quietly')
  })

  it('can be changed until the talk begins', async () => {
    await begin()
    await work.at(mondayAtNine)
    const form = await openForm()
    await form.type('What would you like to talk about?', 'First')
    await form.submit()
    await work.settled()
    const again = await openForm('Change my answers')
    expect(again.value('What would you like to talk about?')).toBe('First')
    await again.type('What would you like to talk about?', 'Second')
    await again.submit()
    await work.settled()
    expect(await sharedAnswersOf(work.store.read, meetingId)).toMatchObject({ topics: 'Second' })
    expect(await work.store.read.sql.select().from(sharedAnswers)).toHaveLength(1)
  })

  it('is refused once the talk has begun, and the draft stays', async () => {
    await begin()
    await work.at(mondayAtNine)
    const form = await openForm()
    await form.type('What would you like to talk about?', 'Too late')
    await work.settled()
    work.clock.set('2026-03-03T13:00:00Z')
    await form.submit()
    expect(work.dev.view().text).toContain('has begun')
    const dev = await known(work, 'U0DEV00001')
    expect(await sharedAnswersOf(work.store.read, meetingId)).toBeUndefined()
    expect(await readDraft(work.store.read, dev.id, 'share', meetingId)).toBeDefined()
  })

  it('may be a private matter: then the contacts are shown, and nothing is kept, not even that it was picked', async () => {
    await begin()
    await work.store.write((tx) => saveContactsOf(tx))
    await work.at(mondayAtNine)
    const form = await openForm()
    const kept = await work.store.read.sql.select().from(inbox)
    await form.choose('What would help', ['Something private: show me who to contact'])
    await form.submit()
    expect(form.errors['What would help']).toContain('Ana, ana@example.com')
    expect(await work.store.read.sql.select().from(sharedAnswers)).toEqual([])
    expect(await work.store.read.sql.select().from(drafts)).toEqual([])
    expect(await work.store.read.sql.select().from(inbox)).toEqual(kept)
    await form.dismiss()
    await work.dev.click(/1:1 with Maya/, 'Something private')
    await work.settled()
    expect(work.dev.view().text).toContain('Ana')
  })

  it('goes on without the private part', async () => {
    await begin()
    await work.at(mondayAtNine)
    const form = await openForm()
    await form.choose('What would help', ['Time or priorities', 'Something private: show me who to contact'])
    await form.type('What would you like to talk about?', 'The handover')
    await work.settled()
    const dev = await known(work, 'U0DEV00001')
    expect(JSON.stringify(await readDraft(work.store.read, dev.id, 'share', meetingId))).not.toContain('private')
    await form.submit()
    await form.choose('What would help', ['Time or priorities'])
    expect(await form.submit()).toEqual({ ok: true })
    expect(await sharedAnswersOf(work.store.read, meetingId)).toMatchObject({ topics: 'The handover', helpKinds: ['time'] })
  })

  it.each([
    ['nothing at all', {}, 'topics'],
    ['a step without words', { stepDueOn: '2026-03-06' }, 'stepText'],
    ['a date that has passed', { stepText: 'Call', stepDueOn: '2026-03-01' }, 'stepDueOn'],
    ['one letter too many', { topics: 'x'.repeat(501) }, 'topics'],
    ['nothing and something', { helpKinds: ['nothing', 'time'] }, 'helpKinds'],
  ])('is put right at its field: %s', async (_, typed, field) => {
    await begin()
    await work.at(mondayAtNine)
    const dev = await known(work, 'U0DEV00001')
    const outcome = await shareAnswers(work.store, meetingId, dev, { helpKinds: [], ...typed }, work.clock.now())
    expect(outcome).toMatchObject({ problems: [{ field }] })
  })

  it('pings nobody and comes back as typed', async () => {
    await begin()
    await work.at(mondayAtNine)
    const form = await openForm()
    await form.type('What would you like to talk about?', '<!channel> <@U0MAYA0001> 🎉 北部 *bold*')
    await form.submit()
    await work.settled()
    await work.at(nineOnTuesday)
    const trigger = work.maya.message('1:1 with Dev, today')
    expect(JSON.stringify(trigger.blocks)).not.toMatch(/<[!@]/)
    expect(await sharedAnswersOf(work.store.read, meetingId)).toMatchObject({ topics: '<!channel> <@U0MAYA0001> 🎉 北部 *bold*' })
  })

  it('is nobody else’s to answer', async () => {
    await begin()
    await work.at(mondayAtNine)
    const maya = await known(work, 'U0MAYA0001')
    expect(await openInvitationForm(work.store.read, meetingId, maya, work.clock.now())).toMatchObject({ refused: 'not_yours' })
    expect(await shareAnswers(work.store, meetingId, maya, { topics: 'x', helpKinds: [] }, work.clock.now())).toMatchObject({
      refused: 'not_yours',
    })
  })
})

describe('the message of an invitation', () => {
  it('is not sent to those who opted out, and nobody else can tell', async () => {
    await begin()
    const dev = await known(work, 'U0DEV00001')
    await work.store.write((tx) => saveSettings(tx, dev.id, { invitations: false }))
    await work.at(mondayAtNine)
    expect(invited()).toEqual([])
    const [row] = await work.store.read.sql.select().from(invitations).where(eq(invitations.meetingId, meetingId))
    expect(row).toMatchObject({ state: 'held_back', reason: 'opted_out' })
  })

  it('says that the 1:1 is over, was moved, or does not take place', async () => {
    await begin()
    await work.at(mondayAtNine)
    const maya = await known(work, 'U0MAYA0001')
    await moveMeeting(work.store, meetingId, maya, Temporal.PlainDateTime.from('2026-03-04T10:00'), work.clock.now())
    await work.settled()
    expect(invited()[0]?.text).toContain('It was moved from Tue 3 March, 14:00.')
    await skipMeeting(work.store, meetingId, maya, undefined, work.clock.now())
    await work.settled()
    expect(invited()[0]?.text).toContain('does not take place this time')
    expect(invited()[0]?.buttons).toEqual([])
    await work.at('2026-03-09T08:00:00Z')
    expect(invited()).toHaveLength(2)
    await work.at('2026-03-10T13:30:00Z')
    expect(invited()[1]?.text).toContain('has begun or is over')
  })

  it('repeats once what still waits for an answer from last time', async () => {
    await begin()
    const maya = await known(work, 'U0MAYA0001')
    const now = work.clock.now()
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
      await proposeAgreement(tx, {
        pair,
        sessionId: session.id,
        items: [{ owner: 'employee', kind: 'step', text: 'Call the accounts', dueOn: '2026-03-20', learning: false }],
        now,
      })
    })
    await work.at(mondayAtNine)
    expect(invited()[0]?.text).toContain('From last time, one step still waits for your answer to Maya.')
    await work.at('2026-03-09T08:00:00Z')
    expect(invited()).toHaveLength(2)
    expect(invited()[1]?.text).not.toContain('still waits')
  })

  it('comes once, also when the app is stopped and started', async () => {
    await begin()
    work.clock.set(mondayAtNine)
    await work.restart()
    await work.at('2026-03-02T08:01:00Z')
    await work.restart()
    await work.at('2026-03-02T08:02:00Z')
    expect(invited()).toHaveLength(1)
  })
})

const saveContactsOf = async (tx: Parameters<typeof saveContacts>[0]) =>
  saveContacts(tx, {
    workspaceId: pair.workspaceId,
    country: '*',
    named: [{ route: 'hr', name: 'Ana', reach: 'ana@example.com' }],
    changedById: 'U0LENA0001',
    now: work.clock.now(),
  })
