import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileOf } from '../../src/db/sent-files.ts'
import { outboxDepth } from '../../src/db/outbox.ts'
import { outbox } from '../../src/db/tables.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { startPair } from '../support/pair.ts'

type Fault = Parameters<Workplace['slack']['faults']['add']>[0]

let work: Workplace
beforeEach(async () => {
  work = await workplace()
  await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
})
afterEach(() => work.close())

/** Dev asks for the plan as a file, and closes what comes up. */
async function exportPlan(format = 'Page to print'): Promise<void> {
  await work.dev.command('/coach', 'export')
  await work.settled()
  const form = work.dev.view()
  await form.choose('As what?', format)
  await form.submit()
  await work.dev.view().dismiss()
}

async function untilDelivered(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await work.settled()
    const depth = await outboxDepth(work.store.read)
    if (!depth['pending'] && !depth['sending'] && !depth['in_doubt']) return
    work.clock.pass(61_000)
    await work.app.tick()
  }
  throw new Error(`still waiting: ${JSON.stringify(await outboxDepth(work.store.read))}`)
}

const received = () => work.dev.im().filter(({ files }) => files.length > 0)
const contentOf = (id: string) => work.slack.world.files.get(id)?.content?.toString('utf8')

const deletions = () => work.slack.traffic.calls('files.delete').length

describe('a plan as a file', () => {
  it('comes in the own messages of who asked, with words that say what it holds, and to nobody else', async () => {
    await exportPlan()
    await untilDelivered()
    expect(received()).toHaveLength(1)
    expect(received()[0]?.text).toBe(
      'Cuecard, your plan with Maya as a file. It holds no goal, no open promise, no open step and no request for help, as they stand now. It is deleted here after 24 hours, so please save it where you want to keep it.',
    )
    const [id = ''] = received()[0]?.files ?? []
    expect(work.slack.world.files.get(id)?.name).toBe('Plan of Maya and Dev 2026-03-01.html')
    expect(contentOf(id)).toContain('<h1 dir="auto">Plan of Maya and Dev</h1>')
    expect(work.maya.im().filter(({ files }) => files.length > 0)).toEqual([])
  })

  it('opens from the plan itself, as Markdown too', async () => {
    await work.dev.command('/coach', 'plan')
    await work.settled()
    await work.dev.view().press('Export')
    await work.settled()
    expect(work.dev.view().text).toContain('Your plan with Maya as a file')
    await work.dev.view().choose('As what?', 'Markdown')
    await work.dev.view().submit()
    await untilDelivered()
    expect(contentOf(received()[0]?.files[0] ?? '')).toContain('# Plan of Maya and Dev')
  })

  const faults: [string, Fault][] = [
    ['Slack says to slow down', { kind: 'rate_limited', method: 'files.completeUploadExternal', times: 2, seconds: 3 }],
    ['Slack fails after it gave the place', { kind: 'http_500_after', method: 'files.getUploadURLExternal', times: 1 }],
    ['the place for it is lost on the way', { kind: 'reply_lost_after', method: 'files.getUploadURLExternal', times: 1 }],
    ['sharing fails before Slack took it', { kind: 'http_500_before', method: 'files.completeUploadExternal', times: 1 }],
    ['sharing fails after Slack took it', { kind: 'http_500_after', method: 'files.completeUploadExternal', times: 1 }],
    ['the reply to sharing is lost', { kind: 'reply_lost_after', method: 'files.completeUploadExternal', times: 1 }],
    ['sharing never arrives', { kind: 'reply_lost_before', method: 'files.completeUploadExternal', times: 1 }],
    ['Slack has let go of the upload', { kind: 'error', method: 'files.completeUploadExternal', times: 1, code: 'file_not_found' }],
  ]
  it.each(faults)('comes exactly once although %s', async (_, fault) => {
    work.slack.faults.add(fault)
    await exportPlan()
    await untilDelivered()
    expect(received()).toHaveLength(1)
  })

  it('is deleted in Slack after 24 hours, and Slack is asked again when it did not', async () => {
    await exportPlan()
    await untilDelivered()
    const [id = ''] = received()[0]?.files ?? []
    await work.at('2026-03-02T17:55:00Z')
    expect(work.slack.world.files.get(id)?.deleted).toBe(false)
    work.slack.faults.add({ kind: 'error', method: 'files.delete', times: 1, code: 'not_allowed_token_type' })
    await work.at('2026-03-02T18:05:00Z')
    expect(work.slack.world.files.get(id)?.deleted).toBe(false)
    await work.at('2026-03-02T19:10:00Z')
    expect(work.slack.world.files.get(id)?.deleted).toBe(true)
    const [row] = await work.store.read.sql.select().from(outbox).where(eq(outbox.kind, 'plan_file'))
    expect((await fileOf(work.store.read, row?.id ?? ''))?.state).toBe('deleted')
    const before = deletions()
    await work.at('2026-03-03T19:10:00Z')
    expect(deletions()).toBe(before)
  })
})
