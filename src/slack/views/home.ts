import { visibilityLine } from '../../coaching/access.ts'
import { countryName } from '../../coaching/country.ts'
import type { CoordinatorHome, HomeData, HomePair, HomeStep, HomeWaiting } from '../../coaching/home.ts'
import { localDate, sayDate, sayRelativeDay } from '../../coaching/local-time.ts'
import type { Reader } from '../../coaching/reader.ts'
import { deadLetterBlocks } from './dead-letters.ts'
import type { HomeView, KnownBlock, ModalView } from './kit.ts'
import { actions, button, context, divider, escape, header, modal, overflow, section, shorten } from './kit.ts'

const copy = {
  hello: (name: string) => `Hello ${name}`,
  outsider:
    'Cuecard is for full members of this workspace, so there is nothing for you to do here. Nothing is kept about you. With questions, please ask the person who runs Cuecard here.',
  nothingYet:
    'Cuecard helps you turn the 1:1s that you have already into goals, help and next steps. Before each one you get a short message with one good question, and afterwards you both confirm what was agreed.',
  nothingYetEmployee:
    'Do you hold no 1:1s yourself? Then there is nothing to do. When your manager adds one with you, you are asked first.',
  next: (other: string, when: string) => `*Next: ${other}*, ${when}`,
  waiting: '*Waiting for you*',
  proposal: (manager: string, cadence: string) => `*${manager}* would like to keep a coaching plan with you for your 1:1, ${cadence}.`,
  mentorProposal: (manager: string) => `*${manager}* would like you as their mentor.`,
  toConfirm: (other: string, items: string) => `*${other}* proposed ${items} for you to look at.`,
  toAnswer: (other: string, items: string) => `*${other}* answered ${items} with a wish or a no.`,
  draft: (other: string, when: string) => `You began a session with *${other}* ${when} and have not finished it.`,
  goOn: 'Go on',
  look: 'Have a look',
  yesStart: 'Yes, start',
  notRight: 'This is not right',
  yesGladly: 'Yes, gladly',
  notNow: 'Not now',
  steps: '*Your promises and steps*',
  step: (what: string, due: string) => `${what}\n${due}`,
  promiseTo: (other: string) => `your promise to ${other}`,
  stepWith: (other: string) => `your step with ${other}`,
  due: (date: string) => `due ${date}`,
  overdue: (date: string) => `past its date, ${date}`,
  done: 'Done',
  moreSteps: (count: number) => `And ${count} more. They stand in the plans.`,
  asManager: '*Your 1:1s*',
  asEmployee: '*Your 1:1s with your manager*',
  with: (other: string, cadence: string) => `*${other}*, ${cadence}`,
  nextOn: (when: string) => `Next: ${when}`,
  message: (when: string) => `message ${when}`,
  noNext: 'No 1:1 is planned in the next weeks',
  proposed: (other: string) => `Waits for a yes from ${other}`,
  proposedToYou: 'Waits for your answer',
  paused: 'Paused, nothing is sent',
  stopped: (other: string) => `Stopped: ${other}'s Slack account is not active. It goes on by itself when it is.`,
  more: (count: number) => `Show more (${count})`,
  listTitle: 'Your 1:1s',
  pageBack: 'Back',
  coach: 'Coach now',
  plan: 'Open the plan',
  edit: 'Edit',
  pause: 'Pause',
  resume: 'Resume',
  end: 'End this 1:1',
  takeBack: 'Take it back',
  add: 'Add a 1:1',
  myMentor: 'My mentor',
  settings: 'Settings',
  calendar: 'My calendar',
  away: 'I am away until …',
  isAway: (until: string) => `You are away until ${until}. Nothing is sent to you ahead of your 1:1s.`,
  willBeAway: (from: string, until: string) => `You will be away from ${from} until ${until}.`,
  back: 'I am back',
  notAway: 'I will be here',
  closures: 'Closing days',
  mentor: (mentor: string) => `*Your mentor:* ${mentor}`,
  mentorAsked: (mentor: string) => `*Your mentor:* ${mentor} has not answered yet`,
  mentee: (manager: string) => `You are *${manager}*'s mentor`,
  endMentoring: 'End this',
  endMentoringAsk: {
    title: 'End this?',
    text: 'They are told that it has ended, without a reason. Talks that you had stay readable.',
    yes: 'End it',
    no: 'Keep it',
  },
  debriefs: '*Looking back together*',
  debrief: (other: string, when: string) => `With *${other}*, since ${when}`,
  open: 'Open',
  coordinator: '*For coordinators*',
  contactsNone:
    '*Nobody is named for sensitive matters yet.* When somebody types something that is better shared with a person, Cuecard cannot say with whom. Please name contacts before people begin.',
  contactsSet: (count: string, missing: string) => `*Contacts for sensitive matters:* ${count} for everywhere.${missing}`,
  contactsMissing: (routes: string) => ` Nobody is named for: ${routes}.`,
  contactsCountries: (countries: string) => `Own contacts: ${countries}`,
  setContacts: 'Name contacts',
  nameMentor: 'Name a mentor',
  pairs: (pairs: CoordinatorHome['pairs']) =>
    `*1:1s:* ${pairs.active} running, ${pairs.proposed} waiting for a yes, ${pairs.paused} paused, ${pairs.stopped} stopped`,
  mentorships: (one: CoordinatorHome['mentorships']) => `*Mentors:* ${one.active} running, ${one.proposed} asked`,
  delivery: ({ waiting, inDoubt, failed }: CoordinatorHome['delivery']) =>
    `*Messages:* ${waiting} waiting, ${inDoubt} unsure whether Slack took them, ${failed} given up`,
  help: 'Anything else: /coach help. Cuecard reads nothing that it was not given.',
}

/** Pairs and steps that fit before *Show more*; Slack takes 100 blocks. */
const shownPairs = 10
const shownSteps = 10
const shownWaiting = 10
const shownDebriefs = 5
const shownMentees = 10
const shownCountries = 10
const perPage = 40

/** The calm index of everything that is this person's. */
export function drawHome(data: HomeData, reader: Reader): HomeView {
  if (data.standing === 'outsider')
    return { type: 'home', blocks: [header(shorten(copy.hello(data.personName), 150)), section(copy.outsider)] }
  return {
    type: 'home',
    blocks: [
      header(shorten(copy.hello(data.personName), 150)),
      ...nextBlocks(data, reader),
      ...waitingBlocks(data.waiting, reader),
      ...stepBlocks(data.steps, reader),
      ...pairSection(copy.asManager, data.asManager, 0, reader),
      ...pairSection(copy.asEmployee, data.asEmployee, data.asManager.length, reader),
      ...mentoringBlocks(data, reader),
      divider,
      actions(
        button('add_pair', copy.add, {}, data.next === undefined ? { style: 'primary' } : {}),
        button('my_mentor', copy.myMentor, {}),
        button('open_settings', copy.settings, {}),
        ...(data.asManager.length > 0 ? [button('open_calendar', copy.calendar, {})] : []),
        ...(data.away || data.asManager.length + data.asEmployee.length === 0 ? [] : [button('open_away', copy.away, {})]),
      ),
      ...awayBlocks(data, reader),
      ...(data.coordinator ? coordinatorBlocks(data.coordinator, reader) : []),
      context(copy.help),
      ...visibilityBlocks(data),
    ],
  }
}

/** The person's own absence, with the way back. */
function awayBlocks({ away }: HomeData, reader: Reader): KnownBlock[] {
  if (away === undefined) return []
  const say = (date: Temporal.PlainDate) => sayDate(date, reader.zone, reader.locale)
  const hasBegun = Temporal.PlainDate.compare(away.firstDay, localDate(reader.now, reader.zone)) <= 0
  const sentence = hasBegun ? copy.isAway(say(away.lastDay)) : copy.willBeAway(say(away.firstDay), say(away.lastDay))
  return [section(sentence, button('away_back', hasBegun ? copy.back : copy.notAway, {}))]
}

function nextBlocks(data: HomeData, reader: Reader): KnownBlock[] {
  const { next } = data
  if (next?.nextMeetingAt === undefined) {
    const inNothing = data.asManager.length === 0 && data.asEmployee.length === 0 && data.waiting.length === 0 && data.mentees.length === 0
    return inNothing ? [section(copy.nothingYet), context(copy.nothingYetEmployee)] : []
  }
  const { pairId } = next
  return [
    section(copy.next(escape(next.otherName), said(next.nextMeetingAt, reader))),
    actions(
      ...(next.as === 'manager' ? [button('coach_pair', copy.coach, { pairId }, { style: 'primary' })] : []),
      button('open_plan', copy.plan, { pairId }),
    ),
  ]
}

function waitingBlocks(waiting: readonly HomeWaiting[], reader: Reader): KnownBlock[] {
  if (waiting.length === 0) return []
  return [section(copy.waiting), ...waiting.slice(0, shownWaiting).flatMap((one) => waitingRow(one, reader))]
}

function waitingRow(one: HomeWaiting, reader: Reader): KnownBlock[] {
  switch (one.kind) {
    case 'proposal': {
      const { pairId } = one
      return [
        section(copy.proposal(escape(one.managerName), one.cadence)),
        actions(button('pair_start', copy.yesStart, { pairId }, { style: 'primary' }), button('pair_not_right', copy.notRight, { pairId })),
      ]
    }
    case 'mentor_proposal': {
      const { mentorshipId } = one
      return [
        section(copy.mentorProposal(escape(one.managerName))),
        actions(
          button('mentor_yes', copy.yesGladly, { mentorshipId }, { style: 'primary' }),
          button('mentor_not_now', copy.notNow, { mentorshipId }),
        ),
      ]
    }
    case 'agreement': {
      const items = one.items === 1 ? '1 step' : `${one.items} steps`
      const sentence = one.asks === 'confirm' ? copy.toConfirm(escape(one.otherName), items) : copy.toAnswer(escape(one.otherName), items)
      return [section(sentence, button('open_agreement', copy.look, { agreementId: one.agreementId }))]
    }
    case 'session_draft':
      return [
        section(copy.draft(escape(one.otherName), said(one.savedAt, reader)), button('coach_pair', copy.goOn, { pairId: one.pairId })),
      ]
    default:
      return one satisfies never
  }
}

function stepBlocks(steps: readonly HomeStep[], reader: Reader): KnownBlock[] {
  if (steps.length === 0) return []
  const left = steps.length - shownSteps
  return [
    section(copy.steps),
    ...steps.slice(0, shownSteps).map((step) => stepRow(step, reader)),
    ...(left > 0 ? [context(copy.moreSteps(left))] : []),
  ]
}

/** Thin: whose and when, without the words. */
function stepRow(step: HomeStep, reader: Reader): KnownBlock {
  const date = sayDate(Temporal.PlainDate.from(step.dueOn), reader.zone, reader.locale)
  const due = step.due === 'overdue' ? copy.overdue(date) : copy.due(date)
  const whose = step.kind === 'promise' ? copy.promiseTo(escape(step.otherName)) : copy.stepWith(escape(step.otherName))
  const words = reader.thin ? capitalised(`${whose}, ${due}`) : copy.step(escape(shorten(step.text, 200)), `${capitalised(whose)}, ${due}`)
  return section(words, button('action_done', copy.done, { actionId: step.actionId }))
}

function pairSection(title: string, pairs: readonly HomePair[], before: number, reader: Reader): KnownBlock[] {
  if (pairs.length === 0) return []
  const left = pairs.length - shownPairs
  return [
    section(title),
    ...pairs.slice(0, shownPairs).map((pair) => pairRow(pair, reader)),
    ...(left > 0 ? [actions(button('pairs_more', copy.more(left), { from: before + shownPairs }))] : []),
  ]
}

function pairRow(pair: HomePair, reader: Reader): KnownBlock {
  return section(`${copy.with(escape(pair.otherName), pair.cadence)}\n${stateLine(pair, reader)}`, pairMenu(pair))
}

function stateLine(pair: HomePair, reader: Reader): string {
  switch (pair.state) {
    case 'active': {
      if (pair.nextMeetingAt === undefined) return copy.noNext
      const message = pair.as === 'manager' && pair.nextTriggerAt ? `, ${copy.message(said(pair.nextTriggerAt, reader))}` : ''
      return `${copy.nextOn(said(pair.nextMeetingAt, reader))}${message}`
    }
    case 'proposed':
      return pair.as === 'manager' ? copy.proposed(escape(pair.otherName)) : copy.proposedToYou
    case 'paused':
      return copy.paused
    case 'stopped':
      return copy.stopped(escape(pair.otherName))
    default:
      return pair.state satisfies never
  }
}

function pairMenu({ pairId, as, state }: HomePair) {
  const plan = { act: 'open_plan', label: copy.plan, value: { pairId } } as const
  const edit = { act: 'pair_edit', label: copy.edit, value: { pairId } } as const
  const end = { act: 'pair_end', label: state === 'proposed' ? copy.takeBack : copy.end, value: { pairId } } as const
  const coach = { act: 'coach_pair', label: copy.coach, value: { pairId } } as const
  if (as === 'employee') return state === 'proposed' ? undefined : overflow(plan, end)
  switch (state) {
    case 'active':
      return overflow(coach, plan, edit, { act: 'pair_pause', label: copy.pause, value: { pairId } }, end)
    case 'paused':
      return overflow(coach, plan, edit, { act: 'pair_resume', label: copy.resume, value: { pairId } }, end)
    case 'proposed':
      return overflow(edit, end)
    case 'stopped':
      return overflow(plan, end)
    default:
      return state satisfies never
  }
}

/** The 1:1s that App Home has no room for, a page at a time. `from` counts through both lists, the manager's first. */
export function pairListModal(data: HomeData, from: number, reader: Reader): ModalView {
  const all = [...data.asManager, ...data.asEmployee]
  const first = Math.max(0, Math.min(from, all.length - 1))
  const left = all.length - first - perPage
  const turns = [
    ...(first > 0
      ? [{ ...button('pairs_more', copy.pageBack, { from: Math.max(0, first - perPage) }), action_id: 'pairs_more#back' }]
      : []),
    ...(left > 0 ? [{ ...button('pairs_more', copy.more(left), { from: first + perPage }), action_id: 'pairs_more#on' }] : []),
  ]
  return modal(
    'pair_list',
    { from: first },
    {
      title: copy.listTitle,
      blocks: [...all.slice(first, first + perPage).map((pair) => pairRow(pair, reader)), ...(turns.length > 0 ? [actions(...turns)] : [])],
    },
  )
}

function mentoringBlocks(data: HomeData, reader: Reader): KnownBlock[] {
  const { mentor, mentees, debriefs } = data
  return [
    ...(mentor
      ? [section(mentor.state === 'active' ? copy.mentor(escape(mentor.mentorName)) : copy.mentorAsked(escape(mentor.mentorName)))]
      : []),
    ...mentees
      .slice(0, shownMentees)
      .map(({ mentorshipId, managerName }) =>
        section(
          copy.mentee(escape(managerName)),
          button('mentorship_end', copy.endMentoring, { mentorshipId }, { confirm: copy.endMentoringAsk }),
        ),
      ),
    ...(debriefs.length > 0 ? [section(copy.debriefs)] : []),
    ...debriefs
      .slice(0, shownDebriefs)
      .map((one) =>
        section(
          copy.debrief(escape(one.otherName), sayDate(one.openedAt, reader.zone, reader.locale)),
          button('debrief_open', copy.open, { debriefId: one.debriefId }),
        ),
      ),
  ]
}

function coordinatorBlocks(home: CoordinatorHome, reader: Reader): KnownBlock[] {
  const { contacts } = home
  const missing = contacts.missing.length > 0 ? copy.contactsMissing(contacts.missing.map((label) => label.toLowerCase()).join(', ')) : ''
  const count = contacts.everywhere === 1 ? '1 contact' : `${contacts.everywhere} contacts`
  const own = contacts.countries.slice(0, shownCountries).map(({ country, named }) => `${countryName(country, reader.locale)} (${named})`)
  return [
    divider,
    section(copy.coordinator),
    section(contacts.everywhere === 0 ? copy.contactsNone : copy.contactsSet(count, missing)),
    ...(own.length > 0 ? [context(copy.contactsCountries(own.join(', ')))] : []),
    actions(
      button('set_contacts', copy.setContacts, { country: '*' }, contacts.everywhere === 0 ? { style: 'primary' } : {}),
      button('name_mentor', copy.nameMentor, {}),
      button('set_closures', copy.closures, {}),
    ),
    section([copy.pairs(home.pairs), copy.mentorships(home.mentorships), copy.delivery(home.delivery)].join('\n')),
    ...deadLetterBlocks(home.deadLetters),
    context(visibilityLine('setup', { role: 'coordinator' }).short),
  ]
}

/** Words of a plan stand on the page only among the steps. */
function visibilityBlocks(data: HomeData): KnownBlock[] {
  if (data.steps.length === 0) return []
  return [context(visibilityLine('plan', { role: data.asManager.length > 0 ? 'manager' : 'employee' }).short)]
}

function said(instant: Temporal.Instant, reader: Reader): string {
  return sayRelativeDay(instant, reader.now, reader.zone, reader.locale)
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
