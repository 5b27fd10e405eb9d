import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SlackStandIn } from '../../sandbox/slack/index.ts'
import { startSlack } from '../../sandbox/slack/index.ts'
import { examine } from '#backend/examine.ts'
import { databaseOf } from '../../src/config.ts'
import { backend, testDatabase } from '../support/database.ts'
import { manifestApp } from '../support/manifest-app.ts'
import { createLedger } from './ledger.ts'
import type { Claim, Step, Trio } from './life.ts'
import { beginning, week } from './life.ts'
import type { Blow } from './plan.ts'
import { inWords, planOf } from './plan.ts'
import type { Replicas } from './replicas.ts'
import { startReplicas } from './replicas.ts'

/** Real milliseconds: how long a person looks before pressing once more, and how long everything may take to come to rest at the end. */
const looksForMs = 2_500
const restsWithinMs = 90_000
/** How long after the last blow a person still tries. */
const patienceMs = 60_000

/** Runs it, and returns the exit code: 0 when everything holds. */
export async function chaos(asked: {
  minutes: number
  seed: number
  replicas: number
  trios: number
  verbose: boolean
  say: (line: string) => void
}): Promise<0 | 1> {
  const { say } = asked
  say(`chaos: seed ${asked.seed}, ${asked.minutes} min, ${backend}, ${asked.replicas === 1 ? '1 process' : `${asked.replicas} processes`}`)
  const plan = planOf(asked.seed, asked.minutes, asked.replicas)
  const folder = mkdtempSync(join(tmpdir(), 'cuecard-chaos-'))
  const clockFile = join(folder, 'now')
  const calendar = {
    now: () => Temporal.Instant.from(readFileSync(clockFile, 'utf8').trim()),
    set(to: Temporal.Instant) {
      // In one step, so that nobody reads half a time.
      writeFileSync(`${clockFile}.next`, to.toString())
      renameSync(`${clockFile}.next`, clockFile)
    },
  }
  calendar.set(Temporal.Instant.from('2026-03-01T18:00:00Z'))
  const database = await testDatabase()
  const people = Array.from({ length: asked.trios }, (_none, index) =>
    ['Manager', 'Employee', 'Mentor'].map((role) => ({
      id: `U0${role.slice(0, 3).toUpperCase()}${String(index).padStart(4, '0')}`,
      name: `${role}${index}`,
      zone: 'Europe/Berlin',
    })),
  )
  const slack = await startSlack({
    people: people.flat(),
    app: manifestApp(),
    workspace: { name: 'Chaos', zone: 'Europe/Berlin' },
    clock: { now: () => calendar.now().epochMilliseconds },
    settings: { eventRetryMs: [1_000, 8_000, 30_000], ackDeadlineMs: 3_000 },
  })
  const replicas = startReplicas(asked.replicas, {
    CLOCK_FILE: clockFile,
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: slack.apiUrl,
    PORT: '0',
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: database.key,
    QUARANTINE_SECONDS: '4',
  })
  const ledger = createLedger(slack)
  const noting = setInterval(() => ledger.note(), 500)
  const claims: Claim[] = []
  const stuck: string[] = []
  const endsAtMs = Date.now() + asked.minutes * 60_000
  const blows = plan.map((blow) =>
    setTimeout(() => strike(blow, { slack, replicas, calendar, say: asked.verbose ? say : undefined }), blow.atMs),
  )

  try {
    const trios = people.map(([manager, employee, mentor]): Trio => {
      const known = (of: { id: string } | undefined) => slack.person(of?.id ?? '')
      return { manager: known(manager), employee: known(employee), mentor: known(mentor) }
    })
    const weeks = await work({ slack, trios, calendar, claims, stuck, endsAtMs })
    for (const blow of blows) clearTimeout(blow)
    await calm(slack)
    const rested = await comesToRest(slack, database, restsWithinMs)
    const store = await database.open()
    const verdict = await ledger.judge(store, claims)
    await store.close()
    const findings = (await examine(databaseOf(database.url))).filter(({ is }) => is === 'wrong')
    const broken = [
      ...verdict.broken,
      ...findings.map(({ sentence }) => sentence),
      ...stuck,
      ...replicas.unexpected,
      ...(rested ? [] : [`not at rest after ${restsWithinMs / 1000} s`]),
    ]
    for (const line of broken) say(`BROKEN  ${line}`)
    if (broken.length > 0) for (const line of replicas.logged.slice(-20)) say(`log  ${line}`)
    if (broken.length > 0 && !asked.verbose) for (const blow of plan) say(`plan  ${inWords(blow)}`)
    const counts = Object.entries(verdict.counted).map(([what, count]) => `${count} ${what}`)
    say(
      `chaos ${broken.length === 0 ? 'passed' : 'FAILED'} on ${backend} (seed ${asked.seed}): ${plan.length} blows, ${replicas.kills} kills, ${weeks} weeks lived; ${counts.join(', ')}. ` +
        `Checked: nothing lost, nothing twice, nothing out of order in a conversation, nobody over budget, every draft there.`,
    )
    return broken.length === 0 ? 0 : 1
  } finally {
    clearInterval(noting)
    await replicas.stop()
    await slack.stop()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

let isAway = false

type Calendar = { now(): Temporal.Instant; set(to: Temporal.Instant): void }

function strike(
  blow: Blow,
  on: { slack: SlackStandIn; replicas: Replicas; calendar: Calendar; say: ((line: string) => void) | undefined },
): void {
  const { slack, replicas, calendar } = on
  on.say?.(inWords(blow))
  switch (blow.what) {
    case 'kill':
      return replicas.kill(blow.replica)
    case 'freeze':
      return replicas.freeze(blow.replica, blow.forMs)
    case 'slack':
      return slack.faults.add(blow.fault)
    case 'sockets':
      return slack.dropConnections(blow.how)
    case 'refresh':
      return void slack.refreshConnections({ warningMs: 100 })
    case 'wire':
      return slack.disturb({ duplicateEvents: blow.duplicateEvents, reorder: blow.reorder })
    case 'offline':
      return void goAway(slack, blow.forMs)
    case 'clock':
      return calendar.set(calendar.now().add({ minutes: blow.byMinutes }))
    case 'disk full':
      return replicas.diskFull(blow.replica, blow.forMs)
    default:
      return blow satisfies never
  }
}

/** Slack cannot be reached for a while; who is away already stays so for no longer. */
async function goAway(slack: SlackStandIn, forMs: number): Promise<void> {
  if (isAway) return
  isAway = true
  await slack.offline()
  await pause(forMs)
  await slack.online()
  isAway = false
}

/** Everything works again from now on. */
async function calm(slack: SlackStandIn): Promise<void> {
  await pause(3_000)
  slack.faults.clear()
  slack.disturb({ duplicateEvents: false, reorder: false })
}

/** Lets everybody live week by week until the time is over; nobody begins a new week then. Returns how many weeks were begun. */
async function work(on: {
  slack: SlackStandIn
  trios: readonly Trio[]
  calendar: Calendar
  claims: Claim[]
  stuck: string[]
  endsAtMs: number
}): Promise<number> {
  const { slack, trios, calendar, claims, stuck, endsAtMs } = on
  const lives = trios.map((trio) => ({ trio, goesOn: true }))
  let weeks = 0

  /** The same stage for all; the calendar moves when everybody has come so far. */
  async function live(stepsOf: (trio: Trio) => Step[]): Promise<void> {
    const plans = lives.map((life) => ({ life, steps: stepsOf(life.trio) }))
    const [first] = plans
    for (let from = 0; first !== undefined && from < first.steps.length;) {
      const at = first.steps[from]?.at
      if (at !== undefined && Temporal.Instant.compare(calendar.now(), at) < 0) calendar.set(at)
      const next = first.steps.findIndex((step, index) => index > from && step.at !== undefined)
      const to = next === -1 ? first.steps.length : next
      await Promise.all(
        plans.map(async ({ life, steps }) => {
          for (const step of steps.slice(from, to)) {
            if (!life.goesOn) return
            const trouble = await lived(step, endsAtMs + patienceMs)
            if (trouble === undefined) claims.push(...(step.claim ? [step.claim] : []))
            else {
              life.goesOn = false
              stuck.push(`${life.trio.manager.name} got stuck: ${step.name} (${trouble})`)
            }
          }
        }),
      )
      from = to
    }
  }

  await live(beginning)
  do {
    const number = weeks++
    await live((trio) => week(slack, trio, number))
  } while (Date.now() < endsAtMs && lives.some(({ goesOn }) => goesOn))
  return weeks
}

/** Does a step as a person does, who waits a little and presses once more until it has had its effect; gives back what stood in the way. */
async function lived(step: Step, givesUpAtMs: number): Promise<string | undefined> {
  let trouble = 'nothing happened'
  while (Date.now() < givesUpAtMs) {
    await step.act?.().then(
      (result) => void (trouble = JSON.stringify(result) ?? 'nothing happened'),
      (error: unknown) => void (trouble = error instanceof Error ? error.message : String(error)),
    )
    const looksUntil = Date.now() + looksForMs
    while (Date.now() < looksUntil) {
      if (holds(step)) return undefined
      await pause(25)
    }
  }
  return trouble
}

function holds(step: Step): boolean {
  try {
    return step.done()
  } catch {
    return false
  }
}

async function comesToRest(slack: SlackStandIn, database: Awaited<ReturnType<typeof testDatabase>>, withinMs: number): Promise<boolean> {
  const { deliveryState } = await import('../../src/db/delivery-state.ts')
  const store = await database.open()
  try {
    const givesUpAt = Date.now() + withinMs
    while (Date.now() < givesUpAt) {
      await pause(1_000)
      const { outbox, inbox } = await deliveryState(store.read, Date.now(), Temporal.Now.instant())
      const open = (outbox['pending'] ?? 0) + (outbox['sending'] ?? 0) + (outbox['in_doubt'] ?? 0) + inbox.waiting
      if (open === 0 && slack.traffic.activity().open.length === 0) return true
    }
    return false
  } finally {
    await store.close()
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
