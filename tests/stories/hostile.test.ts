import { getTableColumns, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../sandbox/slack/index.ts'
import * as tables from '../../src/db/tables.ts'
import type { ActionName, ViewName } from '../../src/slack/ids.ts'
import { actionValues } from '../../src/slack/ids.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'
import { weeklyLoop } from '../support/loop.ts'

const written = [
  'Renewals above 92%',
  'Call the two stalled accounts',
  'I gave the answer too early',
  'You noticed it yourself',
  'Ask one question and wait',
  'Draft the renewal letter',
]
const names = ['Maya', 'Dev', 'Tomas']

const text = (value: string) => ({ type: 'plain_text_input', value })
const option = (value: string) => ({ type: 'static_select', selected_option: { value } })
const date = { type: 'datepicker', selected_date: '2026-03-12' }
const time = { type: 'timepicker', selected_time: '15:00' }
/** Every view that can be submitted, filled in so that nothing stands in its way but who submits it. */
const forms = {
  add_pair: {
    employee: { type: 'users_select', selected_user: 'U0ROBOT001' },
    first_on: date,
    time,
    rhythm: option('weekly'),
    length: option('30'),
    context: option('general'),
    lead: option('default'),
  },
  edit_pair: { first_on: date, time, rhythm: option('weekly'), length: option('30'), context: option('general'), lead: option('default') },
  end_pair: {},
  pick_pair: { pair: option('pr_0000000000000000') },
  my_mentor: { mentor: { type: 'users_select', selected_user: 'U0ROBOT001' } },
  name_mentor: {
    manager: { type: 'users_select', selected_user: 'U0MAYA0001' },
    mentor: { type: 'users_select', selected_user: 'U0LENA0001' },
  },
  contacts: {},
  move_meeting: { date, time },
  skip_meeting: {},
  invitation_answer: { topics: text('something else') },
  session: { goalQuarter: text('another goal') },
  suggest_change: { text: text('other words'), due_on: date },
  reword_item: { text: text('other words'), due_on: date },
  action_not_yet: { due_on: date },
  action_drop: { reason: text('because') },
  debrief_ask: { focus: text('something') },
  debrief_review: { focus: text('something') },
  debrief_answer: { worked: text('a'), missed: text('b'), landed: option('at_ease'), next: text('c') },
  debrief_close: { next_try: text('other') },
  debrief_ask_other: { mentor: option('someone') },
} satisfies Partial<Record<ViewName, Record<string, object>>>
const state = (filled: Record<string, object>) =>
  Object.fromEntries(Object.entries(filled).map(([field, element]) => [field, { input: element }]))

describe('ids of other people’s things', () => {
  let work: Workplace
  beforeAll(async () => {
    work = await workplace({ transport: 'http' })
    for (const step of weeklyLoop(work.slack)) {
      if (step.at) await work.at(step.at)
      await step.act?.()
      await work.settled()
    }
  }, 60_000)
  afterAll(() => work.close())

  const real = async () => {
    const { sql: read } = work.store.read
    const first = (rows: { id: string }[]) => rows[0]?.id ?? ''
    return {
      pairId: first(await read.select().from(tables.pairs)),
      meetingId: first(await read.select().from(tables.meetings)),
      sessionId: first(await read.select().from(tables.sessions)),
      mentorshipId: first(await read.select().from(tables.mentorships)),
      debriefId: first(await read.select().from(tables.debriefs)),
      agreementId: first(await read.select().from(tables.agreements)),
      actionId: first(await read.select().from(tables.actions)),
      goalId: first(await read.select().from(tables.goals)),
    }
  }
  const invented = async () =>
    Object.fromEntries(Object.entries(await real()).map(([name, id]) => [name, id.replace(/_.*/, '_0000000000000000')]))
  const rest = { version: 1, country: 'DE', from: 0, outcome: 'coached', state: 'done', move: 'nothing', index: 0 }

  async function effects(): Promise<string> {
    const kept = Object.entries(tables).filter(([name]) => !['inbox', 'people', 'outbox', 'drafts'].includes(name))
    const rows = await Promise.all(
      kept.flatMap(([name, table]) =>
        typeof table === 'object' && table !== null && 'id' in columnsOf(table)
          ? [
              work.store.read.sql
                .select()
                .from(table as never)
                .then((all) => [name, all]),
            ]
          : [],
      ),
    )
    const posts = await work.store.read.sql
      .select({ key: tables.outbox.key })
      .from(tables.outbox)
      .where(sql`${tables.outbox.op} = 'post'`)
    return JSON.stringify([rows, posts])
  }
  function columnsOf(table: unknown): object {
    try {
      return getTableColumns(table as never)
    } catch {
      return {}
    }
  }

  const pressers: [string, () => Person, () => Promise<Record<string, string>>][] = [
    ['a stranger to them', () => work.chi, real],
    ['their manager, with ids that nothing has', () => work.maya, invented],
  ]
  // Whoever presses these means themselves: tests/stories/my-data.test.ts tells what they do.
  const aboutOneself: ActionName[] = ['my_data_export', 'my_data_erase']
  const aboutOthers = (Object.keys(actionValues) as ActionName[]).filter((action) => !aboutOneself.includes(action))
  describe.each(pressers)('pressed by %s', (_who, person, ids) => {
    it.each(aboutOthers)('%s', async (action) => {
      const presser = person()
      const before = await effects()
      const logged = work.logged.length
      const value = { ...rest, ...(await ids()) }
      if (presser.hasView) await presser.view().dismiss()
      await forge(work, presser, action, value as never)
      const shown = presser.hasView ? presser.view().text : '(nothing)'
      if (presser.id === work.chi.id) for (const word of [...written, ...names]) expect(shown).not.toContain(word)
      expect(shown).not.toContain('went wrong on our side')
      expect(work.logged.slice(logged).filter((line) => /"level":(50|60)/.test(line))).toEqual([])
      expect(await effects()).toBe(before)
    })
  })

  describe.each(pressers)('submitted by %s', (_who, person, ids) => {
    it.each(Object.keys(forms) as (keyof typeof forms)[])('%s', async (name) => {
      const before = await effects()
      const logged = work.logged.length
      const meta = {
        ...rest,
        ...(await ids()),
        for: 'plan',
        rows: 1,
        window: 'w',
        place: { step: 'goals' },
        drawn: {},
        stamp: 1,
        ...(['suggest_change', 'reword_item', 'action_not_yet', 'action_drop'].includes(name) ? { from: 'message' } : {}),
      }
      const values = state(forms[name])
      const payload = {
        type: 'view_submission',
        team: { id: work.slack.world.workspace.id },
        user: { id: person().id },
        trigger_id: '1.2.3',
        view: {
          id: `V${name}${person().id}`,
          hash: '1.abc',
          type: 'modal',
          callback_id: name,
          private_metadata: JSON.stringify(meta),
          title: { type: 'plain_text', text: 'x' },
          blocks: [],
          state: { values },
        },
      }
      const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`
      const answer = await fetch(`http://127.0.0.1:${work.app.port()}/slack/events`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...work.slack.signature(body) },
      })
      const said = await answer.text()
      await work.settled()
      expect(answer.status).toBe(200)
      if (person().id === work.chi.id) for (const word of [...written, ...names]) expect(said).not.toContain(word)
      expect(said).not.toContain('went wrong on our side')
      expect(work.logged.slice(logged).filter((line) => /"level":(50|60)/.test(line))).toEqual([])
      expect(await effects()).toBe(before)
    })
  })
})
