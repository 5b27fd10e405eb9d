import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { insertMentorship, moveMentorship } from '../../src/db/mentorships.ts'
import { newId } from '../../src/db/new-id.ts'
import { outboxDepth } from '../../src/db/outbox.ts'
import { debriefEntries, inbox } from '../../src/db/tables.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { known } from '../support/pair.ts'

describe('a reply while it is unknown whether Slack took the thread', { timeout: 60_000 }, () => {
  let work: Workplace
  beforeEach(async () => {
    work = await workplace({ start: '2026-03-03T14:00:00Z', settings: { QUARANTINE_SECONDS: '60' } })
    const [maya, tomas] = [await known(work, 'U0MAYA0001'), await known(work, 'U0TOMAS001')]
    const id = newId('mentorship')
    const { workspaceId } = maya
    await work.store.write(async (tx) => {
      await insertMentorship(tx, { id, workspaceId, managerId: maya.id, mentorId: tomas.id, proposedById: maya.id, now: work.clock.now() })
      await moveMentorship(tx, id, ['proposed'], 'active', work.clock.now())
    })
    // Slack takes the first message of the thread and says nothing.
    work.slack.faults.add({ kind: 'reply_lost_after', method: 'chat.postMessage', times: 1 })
    await work.maya.command('/coach', 'mentor')
    await (await work.maya.sees('My mentor')).press('Ask my mentor')
    await work.settled()
    await work.maya.view().type('What would you like to look at?', 'I gave the answer too early')
    await work.maya.view().submit()
    await work.settled()
    await work.maya.view().submit()
    await work.settled()
    expect((await outboxDepth(work.store.read))['in_doubt']).toBe(1)
  })
  afterEach(() => work.close())

  const thread = () => {
    const first = work.slack.messagesOfApp().find(({ text }) => /asks Tomas for a debrief/.test(text))
    if (first === undefined) throw new Error('there is no thread')
    return { channel: first.channel, threadTs: first.ts }
  }
  const entries = () => work.store.read.sql.select().from(debriefEntries)
  async function untilDecided(): Promise<void> {
    for (let i = 0; i < 3; i++) {
      work.clock.pass(61_000)
      await work.app.tick()
      await work.settled()
    }
    expect((await outboxDepth(work.store.read))['in_doubt']).toBeUndefined()
  }

  it('is kept once the thread is found to be ours, and nobody has to write again', async () => {
    await work.tomas.say('You noticed it yourself', thread())
    await work.settled()
    expect(await entries()).toHaveLength(0)
    await untilDecided()
    expect(await entries()).toHaveLength(1)
    expect(work.slack.messagesOfApp().some(({ text }) => /Tomas has answered/.test(text))).toBe(true)
  })

  it('is erased where it stands in a thread that is not ours', async () => {
    const { channel } = thread()
    await work.maya.say('Lunch?', { channel })
    const threadTs = work.slack.messages(channel).at(-1)?.ts ?? ''
    await work.tomas.say('heron-in-the-reeds', { channel, threadTs })
    await work.settled()
    await untilDecided()
    expect(await entries()).toHaveLength(0)
    expect((await work.store.read.sql.select().from(inbox)).filter((row) => row.kind === 'event' && row.bodySealed !== null)).toEqual([])
  })
})
