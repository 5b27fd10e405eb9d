import { WebClient } from '@slack/web-api'
import { cadence } from '../../src/coaching/cadence.ts'
import type { AgreementId, DebriefId, MeetingId, PairId, SessionId, WorkspaceId } from '../../src/coaching/ids.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'
import type { Fields } from '../../src/coaching/session-draft.ts'
import type { SessionMove } from '../../src/coaching/session-place.ts'
import type { SessionScreen } from '../../src/coaching/session-screen.ts'
import { actionsOfAgreement, openActionsOfPlan } from '../../src/db/actions.ts'
import { agreementsOf } from '../../src/db/agreements.ts'
import { livingDebriefsOf } from '../../src/db/debriefs.ts'
import type { Meeting } from '../../src/db/meetings.ts'
import { meetingsBetween } from '../../src/db/meetings.ts'
import { mentorshipOfManager } from '../../src/db/mentorships.ts'
import type { Pair } from '../../src/db/pairs.ts'
import { getPair } from '../../src/db/pairs.ts'
import type { Person } from '../../src/db/people.ts'
import { getWorkspace } from '../../src/db/workspaces.ts'
import { actOn, confirmAll } from '../../src/flows/actions.ts'
import { setContacts } from '../../src/flows/contacts.ts'
import { closeDebrief, reviewAsk, sendAsk } from '../../src/flows/debriefs.ts'
import { shareAnswers } from '../../src/flows/invitations.ts'
import { skipMeeting } from '../../src/flows/meeting-changes.ts'
import { answerMentor, proposeMentor } from '../../src/flows/mentorships.ts'
import { addPair, answerProposal, endPair, pausePair } from '../../src/flows/pairs.ts'
import type { SessionReply, SessionWindow } from '../../src/flows/session.ts'
import { goOn, moveIn, openSession } from '../../src/flows/session.ts'
import { answerWrapUp } from '../../src/flows/wrap-up.ts'
import { createDirectory } from '../../src/slack/directory.ts'
import type { Past } from '../practice-workspace.ts'
import type { Dice } from './dice.ts'
import type { Company, Seat, Team } from './people.ts'
import { everybody } from './people.ts'
import { asks, dropReasons, goals, help, longerGoals, nextTries, notes, obstacles, promises, replies, steps, topics } from './sentences.ts'

export const weeks = 12
const zone = 'Europe/Berlin'
/** When the people of the company look at Slack, on Berlin's clock: just after messages are due in its zones, and before they go home. */
const looks = ['09:05', '10:05', '15:05', '17:05'] as const

/** A 1:1 and how its two people are: how often they really coach, answer, and finish what they agreed. */
type Couple = {
  pairId: PairId
  team: Team
  manager: Person
  employee: Person
  coaches: number
  answers: number
  finishes: number
  started: boolean
}

/**
 * Twelve weeks of a company, lived through by its people: each act goes through the flow that a press in Slack would have called, in the
 * order in which it could have happened. Nothing is written behind the flows. `say` hears a line for each week.
 */
export async function liveThroughHistory(past: Past, company: Company, dice: Dice, say: (line: string) => void): Promise<void> {
  const { store, slack } = past
  const { now } = past
  const workspace = await getWorkspace(store.read, slack.world.workspace.id as WorkspaceId)
  const directory = createDirectory({
    client: new WebClient(slack.tokens.bot, { slackApiUrl: slack.apiUrl }),
    store,
    workspace: () => workspace,
  })
  const known = new Map<string, Person>()
  for (const { id } of everybody(company)) known.set(id, await directory.person(id, now()))
  const personAt = (seat: Seat): Person => {
    const person = known.get(seat.id)
    if (person === undefined) throw new Error(`${seat.name} is not known`)
    return person
  }

  const couples: Couple[] = []
  const proposals: {
    mentorship: Exclude<Awaited<ReturnType<typeof proposeMentor>>, { refused: string }>['mentorshipId']
    mentor: Person
  }[] = []
  const unanswered = new Map<AgreementId, Couple>()
  const debriefs = new Map<DebriefId, { manager: Person; mentor: Person; replied: boolean }>()
  const invited = new Set<MeetingId>()
  /** Meetings that are not over, of today and of the next working day. */
  let today: { couple: Couple; meeting: Meeting }[] = []
  let ahead: { couple: Couple; meeting: Meeting }[] = []
  let sessions = 0

  const lena = personAt(company.coordinator)
  await setContacts(
    store,
    lena,
    '*',
    [
      { route: 'hr', name: 'People team', reach: 'people@example.com' },
      { route: 'employee_assistance', name: 'Assistance line', reach: '+49 30 5550100' },
    ],
    now(),
  )
  const monday = now().toZonedDateTimeISO(zone).toPlainDate()
  for (let day = 0; day < weeks * 7; day++) {
    const date = monday.add({ days: day })
    if (date.dayOfWeek > 5) continue
    for (const time of looks) {
      await past.at(date.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant())
      await live(time, Math.floor(day / 7), date)
    }
    if (date.dayOfWeek === 5)
      say(
        `Week ${Math.floor(day / 7) + 1} of ${weeks}: ${couples.filter(({ started }) => started).length} 1:1s, ${sessions} sessions, ${slack.messagesOfApp().length} messages`,
      )
  }

  async function live(time: (typeof looks)[number], week: number, date: Temporal.PlainDate): Promise<void> {
    if (time === '09:05') {
      if (date.dayOfWeek === 1) await begin(week, date)
      today = [...today, ...ahead]
      for (const { couple } of today) await lookAtSteps(couple, date)
    }
    if (time === '10:05') {
      await answerProposals()
      await answerInvitations(date)
      await carryOnDebriefs()
      for (const one of today)
        if (dice.chance(0.04) && !isRefusal(await skipMeeting(store, one.meeting.id, one.couple.manager, undefined, now())))
          today = today.filter((other) => other !== one)
      if (date.dayOfWeek === 3) await changeCourse(week)
    }
    if (time === '10:05' || time === '17:05') await answerAgreements(date)
    const over = today.filter(({ meeting }) => Temporal.Instant.compare(meeting.endsAt, now()) <= 0)
    today = today.filter((one) => !over.includes(one))
    for (const { couple, meeting } of over) await wrapUp(couple, meeting, date)
  }

  /** Managers come in four waves, as where a pilot is widened; each adds a 1:1 for everybody whom they coach. */
  async function begin(week: number, date: Temporal.PlainDate): Promise<void> {
    const waves: Record<number, [number, number]> = { 0: [0, 6], 5: [6, 14], 9: [14, 26], 11: [26, 40] }
    const [from, to] = waves[week] ?? [0, 0]
    for (const [place, team] of [...company.teams.entries()].slice(from, to)) {
      const manager = personAt(team.manager)
      const coaches = place === 0 ? 0.85 : dice.between(3, 9) / 10
      for (const [seat, employee] of team.employees.entries()) {
        const rhythm = dice.pick(
          place === 0 ? (['weekly', 'fortnightly'] as const) : (['weekly', 'fortnightly', 'fortnightly', 'monthly', 'monthly'] as const),
        )
        const time = dice.pick(['09:30', '10:00', '11:00', '13:30', '14:00', '15:00', '16:00'])
        const when = cadence({
          rhythm,
          weekdays: [1 + ((seat + place) % 5)],
          time,
          zone: manager.zone,
          lengthMinutes: dice.pick([30, 30, 45]),
          from: date.add({ days: 1 }).toString(),
        })
        const added = await addPair(
          store,
          { manager, employee: personAt(employee), cadence: when, context: team.context, lead: 'default' },
          now(),
        )
        if (isRefusal(added)) throw new Error(added.sentence)
        couples.push({
          pairId: added.pairId,
          team,
          manager,
          employee: personAt(employee),
          coaches,
          answers: dice.between(2, 10) / 10,
          finishes: dice.between(4, 9) / 10,
          started: false,
        })
      }
      const mentor = personAt(company.mentors[place % company.mentors.length] ?? company.coordinator)
      if (place > 0 && !dice.chance(0.85)) continue
      const asked = await proposeMentor(store, { manager, mentor, by: dice.chance(0.2) ? lena : manager }, now())
      if (!isRefusal(asked)) proposals.push({ mentorship: asked.mentorshipId, mentor })
    }
  }

  async function answerProposals(): Promise<void> {
    for (const couple of couples) {
      if (couple.started || (await getPair(store.read, couple.pairId)).state !== 'proposed' || !dice.chance(0.9)) continue
      const answer = dice.chance(0.985) || couple.team === company.teams[0] ? 'start' : 'not_right'
      await answerProposal(store, couple.pairId, couple.employee, answer, now())
      couple.started = answer === 'start'
    }
    for (const { mentorship, mentor } of proposals.splice(0))
      await answerMentor(store, mentorship, mentor, dice.chance(0.92) ? 'yes' : 'not_now', now())
  }

  async function meetingsOf(date: Temporal.PlainDate): Promise<{ couple: Couple; meeting: Meeting }[]> {
    const [from, to] = [date, date.add({ days: 1 })].map((one) => one.toZonedDateTime(zone).toInstant())
    if (from === undefined || to === undefined) return []
    const found: { couple: Couple; meeting: Meeting }[] = []
    for (const couple of couples) {
      if (!couple.started) continue
      for (const meeting of await meetingsBetween(store.read, couple.pairId, from, to))
        if (meeting.state === 'planned') found.push({ couple, meeting })
    }
    return found
  }

  async function answerInvitations(date: Temporal.PlainDate): Promise<void> {
    ahead = await meetingsOf(date.add({ days: date.dayOfWeek === 5 ? 3 : 1 }))
    for (const { couple, meeting } of ahead) {
      if (invited.has(meeting.id) || !dice.chance(couple.answers * 0.6)) continue
      invited.add(meeting.id)
      const { context } = couple.team
      const obstacle = dice.pick(obstacles)
      const typed = {
        helpKinds: [],
        ...(dice.chance(0.6) ? { topics: dice.pick(topics) } : {}),
        ...(dice.chance(0.5) ? { stepText: dice.pick(steps[context]), stepDueOn: date.add({ days: dice.between(5, 12) }).toString() } : {}),
        ...(dice.chance(0.4) ? { obstacle: obstacle.text, obstacleKind: obstacle.kind } : {}),
      }
      if (Object.keys(typed).length > 1) await shareAnswers(store, meeting.id, couple.employee, typed, now())
    }
  }

  /** What became of a 1:1 that is over: a session, one word, or nothing. */
  async function wrapUp(couple: Couple, meeting: Meeting, date: Temporal.PlainDate): Promise<void> {
    const pair = await getPair(store.read, couple.pairId)
    if (pair.state !== 'active') return
    if (dice.chance(couple.coaches)) {
      await coach(couple, meeting, date)
      if (dice.chance(couple.team === company.teams[0] ? 0.12 : 0.05)) await askMentor(couple)
    } else if (dice.chance(0.5))
      await answerWrapUp(store, meeting.id, couple.manager, dice.chance(0.6) ? 'status_only' : 'did_not_happen', now())
  }

  async function coach(couple: Couple, meeting: Meeting, date: Temporal.PlainDate): Promise<void> {
    const { manager, pairId, team } = couple
    const opened = await openSession(store, { pairId, meetingId: meeting.id }, manager, now())
    if (isRefusal(opened)) return
    const due = () => date.add({ days: dice.between(3, 12) }).toString()
    let screen = opened
    const send = async (values: Fields) => {
      const reply = await goOn(store, windowOf(screen), { ...screen.fields, ...values }, manager, now())
      if (isRefusal(reply)) throw new Error(`a session did not go on: ${JSON.stringify(reply)}`)
      if ('show' in reply) screen = reply.show
      return reply
    }
    const press = async (move: SessionMove, values: Fields = {}) => {
      const reply: SessionReply | { refused: string } = await moveIn(
        store,
        windowOf(screen),
        { move },
        { ...screen.fields, ...values },
        manager,
        now(),
      )
      if ('show' in reply) screen = reply.show
    }

    const goal = dice.pick(goals[team.context])
    const isNew = screen.which === 'first' || dice.chance(0.07)
    await send(
      isNew ? { goalQuarter: goal.text, goalMeasure: goal.measure, goalLonger: dice.chance(0.6) ? dice.pick(longerGoals) : '' } : {},
    )
    const wish = dice.pick(help)
    const obstacle = dice.pick(obstacles)
    const blocked: Fields = dice.chance(0.4) ? { obstacle: obstacle.text, obstacleKind: obstacle.kind } : {}
    if (dice.chance(0.3)) await send({ ...blocked, helpKinds: [wish.kind], helpDetail: wish.detail })
    else await press('nothing_now', blocked)
    if (screen.place.step !== 'nextSteps') return
    if (screen.openSteps.length >= 4) await press('keep_steps')
    else {
      if (screen.place.slot === undefined) await press('add_step')
      const more = dice.chance(0.3)
      await write(more ? 'another' : undefined)
      if (more) await write(undefined)
    }
    const promised: Fields = { 'promise.text': dice.pick(promises), 'promise.dueOn': due() }
    const keeps = dice.chance(0.45)
    if (!keeps) await press('no_promise')
    const reply = await send(keeps ? promised : {})
    if (!('ended' in reply)) throw new Error(`a session did not end: ${JSON.stringify(reply)}`)
    sessions += 1
    for (const { id } of await agreementsOf(store.read, pairId, ['proposed'])) unanswered.set(id, couple)

    async function write(then: SessionMove | undefined): Promise<void> {
      if (screen.place.step !== 'nextSteps' || screen.place.slot === undefined) return
      const name = (part: string) => `actions.${screen.place.step === 'nextSteps' ? screen.place.slot : 0}.${part}`
      const proposed = screen.fields[name('text')]
      const step: Fields = {
        [name('text')]: proposed || dice.pick(steps[team.context]),
        [name('owner')]: dice.chance(0.85) ? 'employee' : 'manager',
        [name('dueOn')]: due(),
      }
      screen = { ...screen, fields: { ...screen.fields, ...step } }
      if (then !== undefined) await press(then)
    }
  }

  async function answerAgreements(date: Temporal.PlainDate): Promise<void> {
    for (const [id, couple] of unanswered) {
      if (!dice.chance(0.25 + couple.answers * 0.3)) continue
      unanswered.delete(id)
      if (dice.chance(0.15)) continue
      const [agreement] = (await agreementsOf(store.read, couple.pairId, ['proposed'])).filter((one) => one.id === id)
      if (agreement === undefined) continue
      const [item] = (await actionsOfAgreement(store.read, id)).filter(({ state }) => state === 'proposed')
      if (item !== undefined && dice.chance(0.12)) {
        const suggestion = { text: item.wording.text, dueOn: date.add({ days: dice.between(7, 14) }).toString(), note: dice.pick(notes) }
        const by = dice.chance(0.8)
          ? ({ act: 'suggest', version: item.version, suggestion } as const)
          : ({ act: 'not_agreed', version: item.version } as const)
        await actOn(store, item.id, couple.employee, by, now())
        if (by.act === 'suggest' && dice.chance(0.7))
          await actOn(store, item.id, couple.manager, { act: 'accept', version: item.version }, now())
      } else await confirmAll(store, id, couple.employee, agreement.version, now())
    }
  }

  /** Before they meet, both look at what is due: done, later, or no longer needed. */
  async function lookAtSteps(couple: Couple, date: Temporal.PlainDate): Promise<void> {
    const pair: Pair = await getPair(store.read, couple.pairId)
    for (const action of await openActionsOfPlan(store.read, pair.planId)) {
      if (action.state !== 'agreed' || action.wording.dueOn > date.add({ days: 1 }).toString()) continue
      const owner = action.wording.owner === 'manager' ? couple.manager : couple.employee
      if (dice.chance(couple.finishes)) await actOn(store, action.id, owner, { act: 'done' }, now())
      else if (dice.chance(0.4))
        await actOn(store, action.id, owner, { act: 'not_yet', dueOn: date.add({ days: dice.between(4, 9) }).toString() }, now())
      else if (dice.chance(0.12)) await actOn(store, action.id, owner, { act: 'drop', reason: dice.pick(dropReasons) }, now())
    }
  }

  async function askMentor(couple: Couple): Promise<void> {
    const { manager } = couple
    const mentorship = await mentorshipOfManager(store.read, manager.id)
    if (mentorship?.state !== 'active' || [...debriefs.values()].some((one) => one.manager.id === manager.id)) return
    const review = await reviewAsk(store, manager, undefined, dice.pick(asks), now())
    if (isRefusal(review) || 'problems' in review) return
    await sendAsk(store, manager, undefined, review.stamp, now())
    const mentor = [...known.values()].find(({ id }) => id === mentorship.mentorId)
    const [debrief] = (await livingDebriefsOf(store.read, manager.id)).filter((one) => one.managerId === manager.id)
    if (mentor !== undefined && debrief !== undefined) debriefs.set(debrief.id, { manager, mentor, replied: false })
  }

  /** The mentor replies in the thread within days, and the manager closes it another day. */
  async function carryOnDebriefs(): Promise<void> {
    for (const [id, one] of debriefs) {
      if (!dice.chance(0.5)) continue
      const debrief = (await livingDebriefsOf(store.read, one.manager.id)).find((living) => living.id === id)
      if (debrief?.thread === undefined) continue
      if (one.replied) {
        await closeDebrief(store, one.manager, id, dice.pick(nextTries), undefined, now())
        debriefs.delete(id)
      } else {
        await slack.person(one.mentor.slackUserId).say(dice.pick(replies), { channel: debrief.thread.channel, threadTs: debrief.thread.ts })
        one.replied = true
      }
    }
  }

  /** Now and then a 1:1 pauses or ends. */
  async function changeCourse(week: number): Promise<void> {
    const others = couples.filter(({ started, team }) => started && team !== company.teams[0])
    if (week < 4 || others.length === 0) return
    const couple = dice.pick(others)
    if (dice.chance(0.6)) await pausePair(store, couple.pairId, couple.manager, now())
    else await endPair(store, couple.pairId, couple.manager, now())
  }
}

function windowOf({ sessionId, window, place, drawn }: SessionScreen): SessionWindow {
  // The screen carries the id as the view's private metadata would.
  return { sessionId: sessionId as SessionId, window, place, drawn }
}
