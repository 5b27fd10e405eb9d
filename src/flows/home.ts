import { lastDayOf } from '../coaching/absence.ts'
import { isOverdue } from '../coaching/plan.ts'
import { cadenceInWords } from '../coaching/cadence.ts'
import type { HomeData, HomePair, HomeStep, HomeWaiting } from '../coaching/home.ts'
import { localDate } from '../coaching/local-time.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import { actionsOfAgreement, openActionsOfPlan, planAction } from '../db/actions.ts'
import { agreementsOf } from '../db/agreements.ts'
import { readDraft } from '../db/drafts.ts'
import { nextMeeting } from '../db/meetings.ts'
import { mentorshipsOf } from '../db/mentorships.ts'
import { refreshHome } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { livingPairsOf } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople, getPerson, noteHomeOpened } from '../db/people.ts'
import { commentsOf } from '../db/plan-comments.ts'
import { planTextsOf } from '../db/plan-texts.ts'
import { openSessionOf } from '../db/sessions.ts'
import type { Store, Tx } from '../db/store.ts'
import { triggerOfMeeting } from '../db/triggers.ts'
import { coordinatorHome } from './coordinator-home.ts'
import { requestsForHome } from './home-requests.ts'
import { meetsInWords } from './meets-in-words.ts'
import { openDebriefsOf } from './open-debriefs.ts'

/** App Home was opened: it is drawn from current state, now and whenever something of this person's changes. */
export async function openHome(store: Store, person: Person, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    await noteHomeOpened(tx, person.id, now)
    await refreshHome(tx, person.workspaceId, person.id, now)
  })
}

/** Asks for the App Homes of some people to be drawn again, for those who have ever opened theirs. */
export async function redrawHomes(tx: Tx, people: readonly Person[], now: Temporal.Instant): Promise<void> {
  for (const person of people) if (person.homeOpened) await refreshHome(tx, person.workspaceId, person.id, now)
}

export async function loadHome(tx: Tx, { personId }: MessagePayload<'home'>, now: Temporal.Instant): Promise<HomeData | undefined> {
  const person = await getPerson(tx, personId)
  if (person.kind === 'bot' || person.kind === 'deactivated') return undefined
  return homeOf(tx, person, now)
}

/** Everything that is a person's, as App Home and the hub show it. */
export async function homeOf(tx: Tx, person: Person, now: Temporal.Instant): Promise<HomeData> {
  const empty: HomeData = {
    personName: person.name,
    standing: 'outsider',
    next: undefined,
    asManager: [],
    asEmployee: [],
    steps: [],
    waiting: [],
    toAnswer: [],
    requests: [],
    mentor: undefined,
    mentees: [],
    debriefs: [],
    away: undefined,
    coordinator: undefined,
  }
  if (person.kind !== 'member') return empty
  const pairs = await livingPairsOf(tx, person.id)
  const others = await getPeople(
    tx,
    pairs.flatMap((pair) => [pair.managerId, pair.employeeId]),
  )
  const facing = pairs.flatMap((pair) => {
    const other = others.get(pair.managerId === person.id ? pair.employeeId : pair.managerId)
    return other === undefined ? [] : [{ pair, other }]
  })
  const shown: HomePair[] = []
  for (const { pair, other } of facing) shown.push(await homePair(tx, pair, person, other, now))
  const sorted = shown.toSorted((a, b) => nextMs(a) - nextMs(b))
  const next = sorted.find(({ nextMeetingAt }) => nextMeetingAt !== undefined)
  return {
    ...empty,
    standing: 'member',
    next,
    asManager: sorted.filter((pair) => pair.as === 'manager'),
    asEmployee: sorted.filter((pair) => pair.as === 'employee'),
    steps: await stepsOf(tx, person, facing, now),
    waiting: await waitingFor(tx, person, facing),
    ...(await requestsForHome(tx, person, facing)),
    ...(await mentoringOf(tx, person)),
    debriefs: (await openDebriefsOf(tx, person.id)).map(({ debriefId, otherName, side, askedAt }) => ({
      debriefId,
      otherName,
      as: side,
      openedAt: askedAt,
    })),
    away: awayOf(person, now),
    coordinator: person.coordinator ? await coordinatorHome(tx, person.workspaceId, now) : undefined,
  }
}

function awayOf({ away, zone }: Person, now: Temporal.Instant): HomeData['away'] {
  if (away === undefined || Temporal.Instant.compare(away.untilAt, now) <= 0) return undefined
  return { firstDay: localDate(away.fromAt, zone), lastDay: lastDayOf(away, zone) }
}

type Facing = { pair: Pair; other: Person }

async function homePair(tx: Tx, pair: Pair, reader: Person, other: Person, now: Temporal.Instant): Promise<HomePair> {
  const runs = pair.state === 'active' && other.kind === 'member'
  const meeting = runs ? await nextMeeting(tx, pair.id, now) : undefined
  const trigger = meeting && (await triggerOfMeeting(tx, meeting.id))
  return {
    pairId: pair.id,
    otherName: other.name,
    as: pair.managerId === reader.id ? 'manager' : 'employee',
    state: other.kind !== 'member' ? 'stopped' : pair.state === 'active' || pair.state === 'paused' ? pair.state : 'proposed',
    cadence: meetsInWords(pair, reader.zone === pair.cadence.zone ? 'unnamed' : 'named'),
    nextMeetingAt: meeting?.startsAt,
    nextTriggerAt: trigger?.state === 'planned' ? trigger.dueAt : undefined,
  }
}

function nextMs(pair: HomePair): number {
  return pair.nextMeetingAt?.epochMilliseconds ?? Number.MAX_SAFE_INTEGER
}

/** The person's own open steps and promises in all their pairs: past their date first, then by date. */
async function stepsOf(tx: Tx, person: Person, facing: readonly Facing[], now: Temporal.Instant): Promise<HomeStep[]> {
  const today = localDate(now, person.zone).toString()
  const steps: HomeStep[] = []
  for (const { pair, other } of facing) {
    const mine = pair.managerId === person.id ? 'manager' : 'employee'
    for (const action of (await openActionsOfPlan(tx, pair.planId)).map(planAction)) {
      const binds = action.state === 'agreed' || (action.kind === 'promise' && action.state === 'proposed')
      if (action.owner !== mine || !binds) continue
      steps.push({
        actionId: action.id,
        kind: action.kind,
        text: action.text,
        otherName: other.name,
        dueOn: action.dueOn,
        due: isOverdue(action, today) ? 'overdue' : 'later',
      })
    }
  }
  return steps.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))
}

async function waitingFor(tx: Tx, person: Person, facing: readonly Facing[]): Promise<HomeWaiting[]> {
  const waiting: HomeWaiting[] = []
  for (const { pair, other } of facing) {
    if (pair.state === 'proposed') {
      if (pair.employeeId === person.id && other.kind === 'member')
        waiting.push({ kind: 'proposal', pairId: pair.id, managerName: other.name, cadence: cadenceInWords(pair.cadence, 'named') })
      continue
    }
    const asks = pair.employeeId === person.id ? 'confirm' : 'answer'
    for (const agreement of await agreementsOf(tx, pair.id, [asks === 'confirm' ? 'proposed' : 'returned'])) {
      const states = asks === 'confirm' ? ['proposed'] : ['change_suggested', 'not_agreed']
      const items = (await actionsOfAgreement(tx, agreement.id)).filter((action) => states.includes(action.state)).length
      if (items > 0) waiting.push({ kind: 'agreement', agreementId: agreement.id, otherName: other.name, items, asks })
    }
    waiting.push(...(await onThePage(tx, pair, person, other)))
    const session = pair.managerId === person.id ? await openSessionOf(tx, pair.id) : undefined
    const draft = session && (await readDraft(tx, person.id, 'session', session.id))
    if (draft !== undefined) waiting.push({ kind: 'session_draft', pairId: pair.id, otherName: other.name, savedAt: draft.savedAt })
  }
  for (const mentorship of await mentorshipsOf(tx, person.id)) {
    if (mentorship.state !== 'proposed' || mentorship.mentorId !== person.id) continue
    waiting.push({ kind: 'mentor_proposal', mentorshipId: mentorship.id, managerName: (await getPerson(tx, mentorship.managerId)).name })
  }
  return waiting
}

/** What waits on the page of a running 1:1: words to agree to, and what the other said about it. */
async function onThePage(tx: Tx, pair: Pair, person: Person, other: Person): Promise<HomeWaiting[]> {
  const waiting: HomeWaiting[] = []
  const expectations = (await planTextsOf(tx, pair.planId)).find(({ field }) => field === 'expectations')
  if (pair.employeeId === person.id && expectations !== undefined && expectations.text !== '' && expectations.agreedAt === undefined)
    waiting.push({ kind: 'expectations', pairId: pair.id, managerName: other.name })
  const unread = (await commentsOf(tx, pair.planId)).filter(({ authorId, seenAt }) => authorId !== person.id && seenAt === undefined).length
  if (unread > 0) waiting.push({ kind: 'comments', pairId: pair.id, otherName: other.name, count: unread })
  return waiting
}

async function mentoringOf(tx: Tx, person: Person): Promise<Pick<HomeData, 'mentor' | 'mentees'>> {
  const mentorships = await mentorshipsOf(tx, person.id)
  const people = await getPeople(
    tx,
    mentorships.flatMap(({ managerId, mentorId }) => [managerId, mentorId]),
  )
  const mine = mentorships.find(({ managerId }) => managerId === person.id)
  return {
    mentor: mine && {
      mentorshipId: mine.id,
      mentorName: people.get(mine.mentorId)?.name ?? '',
      state: mine.state === 'active' ? 'active' : 'proposed',
    },
    mentees: mentorships
      .filter(({ mentorId, state }) => mentorId === person.id && state === 'active')
      .map(({ id, managerId }) => ({ mentorshipId: id, managerName: people.get(managerId)?.name ?? '' })),
  }
}
