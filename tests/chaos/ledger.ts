import type { SlackStandIn } from '../../sandbox/slack/index.ts'
import { openEverySealedText } from '../../src/db/sealed-texts.ts'
import type { Store } from '../../src/db/store.ts'
import { actions, debriefEntries, debriefs, goals, inbox, outbox, textVersions } from '../../src/db/tables.ts'
import type { Claim } from './life.ts'

/** What was counted, and what does not hold, as sentences. */
export type Verdict = { counted: Record<string, number>; broken: string[] }

/** Notes what Slack saw acknowledged, while it is still in the traffic: the stand-in keeps only so much of it. */
export function createLedger(slack: SlackStandIn) {
  const acknowledged = new Set<string>()
  const posted = new Map<string, string[]>()
  let seen = 0

  /** Events that the app said it has, by their id. */
  function note(): void {
    for (const entry of slack.traffic.after(seen)) {
      if (entry.tookMs === undefined) break
      seen = entry.n
      const eventId = (entry.payload as { event_id?: unknown } | undefined)?.event_id
      const failed = typeof entry.answer === 'object' && entry.answer !== null && 'failed' in entry.answer
      if (entry.kind === 'delivery' && typeof eventId === 'string' && !failed) acknowledged.add(eventId)
    }
  }

  /** Compares what stands in Slack with what the app kept. Call it when nothing is under way any more. */
  async function judge(store: Store, claims: readonly Claim[]): Promise<Verdict> {
    note()
    const broken: string[] = []
    const rows = await store.read.sql.select().from(outbox)
    const byId = new Map(rows.map((row) => [row.id, row]))

    for (const message of slack.messagesOfApp()) {
      const id = (message.metadata?.event_payload as Record<string, unknown> | undefined)?.['id']
      if (typeof id !== 'string') continue
      posted.set(id, [...(posted.get(id) ?? []), `${message.channel}/${message.ts}`])
    }
    for (const [id, places] of posted) {
      const row = byId.get(id)
      if (places.length > 1) broken.push(`said ${places.length} times: ${row?.key ?? id}`)
      if (row === undefined) broken.push(`said without a row: ${id}`)
      else if (row.state !== 'sent' || !places.includes(`${row.channel}/${row.ts}`))
        broken.push(`said, and recorded as ${row.state}: ${row.key}`)
    }
    for (const row of rows) {
      if (row.op === 'post' && row.state === 'sent' && !posted.has(row.id)) broken.push(`recorded as sent, and not in Slack: ${row.key}`)
      if (['pending', 'sending', 'in_doubt'].includes(row.state))
        broken.push(`never settled (${row.state}, ${row.error ?? 'no error'}): ${row.key}`)
      if (row.state === 'failed') broken.push(`given up (${row.error}): ${row.key}`)
    }

    const inOrder = rows.filter((row) => row.op === 'post' && row.state === 'sent').toSorted((a, b) => a.seq - b.seq)
    const lastOf = new Map<string, { ts: number; key: string }>()
    for (const row of inOrder) {
      const last = lastOf.get(row.lane)
      if (last !== undefined && Number(row.ts) < last.ts) broken.push(`out of order in ${row.lane}: ${row.key} stands before ${last.key}`)
      lastOf.set(row.lane, { ts: Number(row.ts), key: row.key })
    }

    const budget = new Map<string, number>()
    for (const row of inOrder)
      if (row.budgetWeek !== null)
        budget.set(`${row.recipientId} in ${row.budgetWeek}`, (budget.get(`${row.recipientId} in ${row.budgetWeek}`) ?? 0) + 1)
    for (const [who, count] of budget) if (count > mostPerWeek) broken.push(`${count} counted messages to ${who}`)

    const kept = await store.read.sql.select().from(inbox)
    const keys = new Set(kept.map(({ key }) => key))
    for (const id of acknowledged) if (!keys.has(id)) broken.push(`acknowledged and not kept: event ${id}`)
    for (const row of kept) {
      if (row.state === 'poisoned') broken.push(`set aside: event ${row.seq} (${row.error})`)
      if (row.state === 'received') broken.push(`never handled: event ${row.seq} (${row.error})`)
    }

    broken.push(...(await missing(store, claims)))
    const sealed = await openEverySealedText(store.read)
    if (sealed.is !== 'ok') broken.push(sealed.sentence)
    return {
      counted: {
        messages: posted.size,
        'rows of the outbox': rows.length,
        'events acknowledged': acknowledged.size,
        claims: claims.length,
        conversations: lastOf.size,
      },
      broken,
    }
  }

  return { note, judge }
}

/** Counted messages that a person may get in a week. */
const mostPerWeek = 3

/** Claims of people that the database does not bear out: each must be there, and once. */
async function missing(store: Store, claims: readonly Claim[]): Promise<string[]> {
  const { sql, sealer } = store.read
  const open = (table: string, id: string, column: string, sealed: string | null) =>
    sealed === null || sealed === '' ? '' : sealer.open(sealed, { table, id, column })
  const steps = (await sql.select().from(actions)).map((row) => ({ row, text: open('actions', row.id, 'text', row.textSealed) }))
  const goalTexts = [
    ...(await sql.select().from(goals)).map((row) => open('goals', row.id, 'text', row.textSealed)),
    ...(await sql.select().from(textVersions)).map((row) => open('text_versions', row.id, 'text', row.textSealed)),
  ]
  const replies = (await sql.select().from(debriefEntries)).map((row) => open('debrief_entries', row.id, 'text', row.textSealed))
  const tries = (await sql.select().from(debriefs)).map((row) => open('debriefs', row.id, 'next_try', row.nextTrySealed))
  const times = (all: readonly string[], words: string) => all.filter((text) => text === words).length
  return claims.flatMap(({ what, words }) => {
    const found = {
      goal: () => Math.min(1, times(goalTexts, words)),
      step: () =>
        times(
          steps.map(({ text }) => text),
          words,
        ),
      signature: () => steps.filter(({ row, text }) => text === words && row.signedHash === row.wordingHash).length,
      reply: () => times(replies, words),
      'next try': () => times(tries, words),
      // Whether a draft came back was seen when its author came back.
      draft: () => 1,
    }[what]()
    return found === 1 ? [] : [`${what} "${words}" was taken, and is there ${found} times`]
  })
}
