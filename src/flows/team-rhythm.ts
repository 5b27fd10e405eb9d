import { budgetDecision } from '../coaching/budget.ts'
import { cadenceInWords, nextOccurrence } from '../coaching/cadence.ts'
import type { PersonId, TeamEntryId, TeamReflectionId, TeamRhythmId } from '../coaching/ids.ts'
import { localDate, weekOf } from '../coaching/local-time.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { TeamBlocked, TeamEntryShown, TeamHelpOffer, TeamPage, TeamQuiet, TeamReflection } from '../coaching/team-messages.ts'
import type { TeamEntryWords, TeamRhythm } from '../coaching/team-rhythm.ts'
import { meetingCadence, postedAt, promptedAt } from '../coaching/team-rhythm.ts'
import type { OutboxRow } from '../db/outbox.ts'
import { countedInWeek, enqueue, redraw } from '../db/outbox.ts'
import { livingPairsOf } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import type { Reflection, TeamRhythmRow } from '../db/team-rhythms.ts'
import {
  changeReflection,
  countTeamEntries,
  dueReflections,
  endTeamRhythm,
  forgetTeamEntry,
  getReflection,
  getTeamEntry,
  getTeamRhythm,
  insertReflection,
  insertTeamEntry,
  insertTeamOffer,
  insertTeamRhythm,
  lastReflection,
  rhythmsWithoutReflection,
  teamRhythmsOf,
} from '../db/team-rhythms.ts'
import { mayRemind } from './holding-back.ts'

const reflectionKey = (id: TeamReflectionId) => `team/${id}`
const entryKey = (id: TeamEntryId) => `team_entry/${id}`

/** Switches a reflection on before the team's meeting, in a channel that the app was invited to. For managers with 1:1s in Cuecard. */
export async function switchOnTeam(
  store: Store,
  by: Person,
  asked: { channel: string; rhythm: TeamRhythm; firstOn: Temporal.PlainDate; time: string },
  now: Temporal.Instant,
): Promise<TeamPage | (Refusal & { about: 'channel' | 'first_on' })> {
  const { channel, rhythm, firstOn: first, time } = asked
  if (Temporal.PlainDate.compare(first, localDate(now, by.zone)) < 0)
    return { about: 'first_on', ...refusal('past', 'This day is past. Please pick the next day on which you meet.') }
  return store.write(async (tx) => {
    if (!(await livingPairsOf(tx, by.id)).some(({ managerId }) => managerId === by.id))
      return {
        about: 'channel' as const,
        ...refusal('no_manager', 'This is for managers who have 1:1s in Cuecard. Add one first; nothing was changed.'),
      }
    const cadence = meetingCadence({ rhythm, first, time, zone: by.zone })
    const rhythmId = await insertTeamRhythm(tx, { workspaceId: by.workspaceId, managerId: by.id, channel, cadence, now })
    if (rhythmId === undefined)
      return {
        about: 'channel' as const,
        ...refusal('taken', 'This channel has a reflection already. Nothing was changed. Please pick another.'),
      }
    await planNext(tx, await getTeamRhythm(tx, rhythmId), now)
    return teamPageOf(tx, by.id)
  })
}

/** *Switch off*: nothing more is posted. What stands in the channel stays. */
export async function switchOffTeam(store: Store, id: TeamRhythmId, by: Person): Promise<TeamPage | Refusal> {
  return store.write(async (tx) => {
    const rhythm = await getTeamRhythm(tx, id)
    if (rhythm.managerId !== by.id)
      return refusal('not_yours', 'Only the manager who switched this on can switch it off. Nothing was changed.')
    await endTeamRhythm(tx, id)
    return teamPageOf(tx, by.id)
  })
}

/** What a manager has switched on, and when it comes next. */
export async function teamPageOf(tx: Tx, managerId: PersonId): Promise<TeamPage> {
  const rhythms = []
  for (const { id, channel, cadence } of await teamRhythmsOf(tx, managerId)) {
    const last = await lastReflection(tx, id)
    const isAhead = last?.state === 'planned' || last?.state === 'open'
    rhythms.push({ rhythmId: id, channel, meets: cadenceInWords(cadence, 'named'), nextAt: isAhead ? last.startsAt : undefined })
  }
  return { rhythms }
}

/** *Add mine*: what was written is posted in the thread under the person's name, and then forgotten here. */
export async function addMine(
  store: Store,
  id: TeamReflectionId,
  by: Person,
  words: TeamEntryWords,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const reflection = await getReflection(tx, id)
    if (reflection.state !== 'open')
      return refusal(
        'closed',
        'The meeting has begun, so nothing more is added here. Please say it there; copy what you typed if you need it.',
      )
    const rhythm = await getTeamRhythm(tx, reflection.rhythmId)
    const entryId = await insertTeamEntry(tx, { workspaceId: by.workspaceId, reflectionId: id, authorId: by.id, words, now })
    await enqueue(tx, {
      workspaceId: by.workspaceId,
      key: entryKey(entryId),
      kind: 'team_entry',
      payload: { entryId },
      to: { kind: 'channel', id: rhythm.channel },
      inThreadOf: reflectionKey(id),
      now,
    })
    await redraw(tx, by.workspaceId, reflectionKey(id), now)
    return undefined
  })
}

/** *I can help*: the two are told of each other, and nobody else is. */
export async function offerHelp(
  store: Store,
  id: TeamEntryId,
  by: Person,
  now: Temporal.Instant,
): Promise<{ authorName: string } | Refusal> {
  return store.write(async (tx) => {
    const entry = await getTeamEntry(tx, id)
    if (entry.authorId === by.id) return refusal('own', 'This is your own. Somebody else can press it.')
    if (!entry.wantsHelp) return refusal('no_help', 'No help is asked for here. Nothing was changed.')
    const author = await getPerson(tx, entry.authorId)
    if (!(await insertTeamOffer(tx, { workspaceId: by.workspaceId, entryId: id, helperId: by.id, now })))
      return refusal('offered', `You offered this already, and ${author.name} was told.`)
    await enqueue(tx, {
      workspaceId: by.workspaceId,
      key: `team_offer/${id}/${by.id}`,
      kind: 'team_help_offer',
      payload: { entryId: id, helperId: by.id },
      to: { kind: 'person', id: author.id },
      now,
    })
    return { authorName: author.name }
  })
}

/** Posts the reflections that are due, prompts managers where nobody has added anything, and closes what is over. */
export async function moveTeamRhythms(store: Store, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    for (const rhythm of await rhythmsWithoutReflection(tx, 200)) await planNext(tx, rhythm, now)
  })
  const failed = new Map<TeamReflectionId, unknown>()
  for (;;) {
    const due = await dueReflections(store.read, now, 100, [...failed.keys()])
    if (due.length === 0) break
    for (const { id } of due) await store.write((tx) => goOn(tx, id, now)).catch((error: unknown) => failed.set(id, error))
  }
  if (failed.size > 0) throw new AggregateError(failed.values(), `${failed.size} reflections could not go on`)
}

async function planNext(tx: Tx, rhythm: TeamRhythmRow, now: Temporal.Instant): Promise<void> {
  if (!rhythm.on) return
  const last = await lastReflection(tx, rhythm.id)
  const after = last !== undefined && Temporal.Instant.compare(last.startsAt, now) > 0 ? last.startsAt : now
  const next = nextOccurrence(rhythm.cadence, after)
  if (next === undefined) return
  await insertReflection(tx, {
    workspaceId: rhythm.workspaceId,
    rhythmId: rhythm.id,
    onDate: next.originalDate,
    startsAt: next.startsAt,
    dueAt: postedAt(next.startsAt, rhythm.cadence.zone),
  })
}

async function goOn(tx: Tx, id: TeamReflectionId, now: Temporal.Instant): Promise<void> {
  const reflection = await getReflection(tx, id)
  const rhythm = await getTeamRhythm(tx, reflection.rhythmId)
  const hasBegun = Temporal.Instant.compare(now, reflection.startsAt) >= 0
  if (hasBegun) {
    if (!(await changeReflection(tx, reflection, { state: reflection.state === 'open' ? 'closed' : 'missed' }))) return
    await redraw(tx, reflection.workspaceId, reflectionKey(id), now)
    await redraw(tx, reflection.workspaceId, quietKey(id), now)
    return planNext(tx, rhythm, now)
  }
  if (reflection.state === 'planned') {
    if (!(await changeReflection(tx, reflection, { state: 'open', dueAt: promptedAt(reflection.startsAt) }))) return
    await enqueue(tx, {
      workspaceId: reflection.workspaceId,
      key: reflectionKey(id),
      kind: 'team_reflection',
      payload: { reflectionId: id },
      to: { kind: 'channel', id: rhythm.channel },
      expiresAt: reflection.startsAt,
      now,
    })
    return
  }
  if (!(await changeReflection(tx, reflection, { looked: 1, dueAt: reflection.startsAt }))) return
  if (!reflection.looked && (await countTeamEntries(tx, id)) === 0) await prompt(tx, reflection, rhythm, now)
}

const quietKey = (id: TeamReflectionId) => `team_quiet/${id}`

/** To the manager alone, where their week has room for it and they are at work. */
async function prompt(
  tx: Tx,
  { id, workspaceId, startsAt }: Reflection,
  { managerId }: TeamRhythmRow,
  now: Temporal.Instant,
): Promise<void> {
  const manager = await getPerson(tx, managerId)
  const week = weekOf(now, manager.zone)
  if (manager.kind !== 'member' || !(await mayRemind(tx, manager, now))) return
  if (budgetDecision({ class: 'counted', sentThisWeek: await countedInWeek(tx, managerId, week) }) !== 'send') return
  await enqueue(tx, {
    workspaceId,
    key: quietKey(id),
    kind: 'team_quiet',
    payload: { reflectionId: id },
    to: { kind: 'person', id: managerId },
    expiresAt: startsAt,
    budgetWeek: week,
    now,
  })
}

export async function loadTeamReflection(tx: Tx, { reflectionId }: MessagePayload<'team_reflection'>): Promise<TeamReflection | undefined> {
  const { rhythmId, startsAt, state } = await getReflection(tx, reflectionId)
  if (state === 'planned' || state === 'missed') return undefined
  const { zone } = (await getTeamRhythm(tx, rhythmId)).cadence
  return { reflectionId, startsAt, zone, state, added: await countTeamEntries(tx, reflectionId) }
}

export async function loadTeamEntry(tx: Tx, { entryId }: MessagePayload<'team_entry'>): Promise<TeamEntryShown | undefined> {
  const { words, authorId } = await getTeamEntry(tx, entryId)
  return words && { entryId, authorName: (await getPerson(tx, authorId)).name, ...words }
}

export async function loadTeamHelpOffer(tx: Tx, { entryId, helperId }: MessagePayload<'team_help_offer'>): Promise<TeamHelpOffer> {
  const { authorId } = await getTeamEntry(tx, entryId)
  const helper = await getPerson(tx, helperId)
  const own = (await livingPairsOf(tx, authorId)).find(({ employeeId, state }) => employeeId === authorId && state === 'active')
  return { helperName: helper.name, helperSlackId: helper.slackUserId, pairId: own?.id }
}

export async function loadTeamQuiet(tx: Tx, { reflectionId }: MessagePayload<'team_quiet'>): Promise<TeamQuiet> {
  const { startsAt, state } = await getReflection(tx, reflectionId)
  const begun = (await countTeamEntries(tx, reflectionId)) > 0
  return { reflectionId, startsAt, state: state !== 'open' ? 'over' : begun ? 'begun' : 'quiet' }
}

export async function loadTeamBlocked(tx: Tx, { rhythmId }: MessagePayload<'team_blocked'>): Promise<TeamBlocked> {
  return { channel: (await getTeamRhythm(tx, rhythmId)).channel }
}

/** The words stand in Slack now, where their author can see and the channel can read them: here they are not needed any more. */
export async function teamEntryWasPosted(tx: Tx, row: OutboxRow): Promise<void> {
  if (row.op === 'post') await forgetTeamEntry(tx, payloadOf<'team_entry'>(row).entryId)
}

/** Slack did not let the app write in the channel: it is switched off, and its manager is told what to do. */
export async function teamReflectionFailed(tx: Tx, row: OutboxRow, _error: string, now: Temporal.Instant): Promise<void> {
  if (row.op !== 'post') return
  const reflection = await getReflection(tx, payloadOf<'team_reflection'>(row).reflectionId)
  const rhythm = await getTeamRhythm(tx, reflection.rhythmId)
  await changeReflection(tx, reflection, { state: 'missed' })
  if (!(await endTeamRhythm(tx, rhythm.id))) return
  await enqueue(tx, {
    workspaceId: rhythm.workspaceId,
    key: `team_blocked/${rhythm.id}`,
    kind: 'team_blocked',
    payload: { rhythmId: rhythm.id },
    to: { kind: 'person', id: rhythm.managerId },
    now,
  })
}

// A row of a kind carries that kind's payload: it was written by `enqueue` above.
const payloadOf = <K extends 'team_entry' | 'team_reflection'>(row: OutboxRow) => JSON.parse(row.payload) as MessagePayload<K>
