import { visibilityLine } from '../../../coaching/access.ts'
import { countryName } from '../../../coaching/country.ts'
import type { CoordinatorHome } from '../../../coaching/coordinator-home.ts'
import type { Reader } from '../../../coaching/reader.ts'
import { deadLetterBlocks } from '../dead-letters.ts'
import type { KnownBlock } from '../kit.ts'
import { pauseButton, pausedBlocks } from '../pause.ts'
import { rosterBlocks } from '../roster.ts'
import { actions, button, context, divider, section } from '../kit.ts'

const copy = {
  closures: 'Closing days',
  coordinators: 'Coordinators',
  preview: 'Preview messages',
  before: '*Before people begin*',
  steps: {
    contacts: 'Name contacts for sensitive matters for everywhere',
    roster: 'Bring in the roster, so that 1:1s start without asking',
    owners: 'Name who answers each kind of request',
  },
  done: (step: string) => `${step}: done`,
  toDo: (step: string) => `*${step}: still to do*`,
  requests: 'Requests for help',
  resources: 'Resources',
  questions: 'Questions',
  thinOn: 'Keep all messages thin',
  thinOnAsk: {
    title: 'Keep all messages thin?',
    text: 'From now on messages carry names, counts and buttons only, for everybody here. Words open in windows. What was sent before stays as it was.',
    yes: 'Keep them thin',
    no: 'Leave it',
  },
  thinOff: 'Let messages carry words',
  thinOffAsk: {
    title: 'Let messages carry words?',
    text: 'From now on messages carry what people wrote, except for those who keep their own thin.',
    yes: 'Let them',
    no: 'Leave it',
  },
  coordinator: '*For coordinators*',
  contactsNone:
    '*Nobody is named for sensitive matters yet.* When somebody types something that is better shared with a person, Cuecard cannot say with whom. Please name contacts before people begin.',
  contactsSet: (count: string, missing: string) => `*Contacts for sensitive matters:* ${count} for everywhere.${missing}`,
  contactsMissing: (routes: string) => ` Nobody is named for: ${routes}.`,
  contactsCountries: (countries: string) => `Own contacts: ${countries}`,
  setContacts: 'Name contacts',
  pairings: 'Pair managers and mentors',
  nameMentor: 'Name a mentor',
  newManager: 'A new manager',
  pairs: (pairs: CoordinatorHome['pairs']) =>
    `*1:1s:* ${pairs.active} running, ${pairs.proposed} waiting for a yes, ${pairs.paused} paused, ${pairs.stopped} stopped`,
  kept: (percent: number) => `*Mentoring in the last four weeks:* ${percent}% of the planned meetings were held for most of their time`,
  openDebriefs: (count: number) => `*Debriefs without an answer:* ${count}`,
  mentorships: (one: CoordinatorHome['mentorships']) => `*Mentors:* ${one.active} running, ${one.proposed} asked`,
  delivery: ({ waiting, inDoubt, failed }: CoordinatorHome['delivery']) =>
    `*Messages:* ${waiting} waiting, ${inDoubt} unsure whether Slack took them, ${failed} given up`,
}

const shownCountries = 10

/** What is to be set up, while something of it is missing. */
function setUpBlocks({ contacts, roster, ownerless }: CoordinatorHome): KnownBlock[] {
  const steps = [
    { step: copy.steps.contacts, isDone: contacts.everywhere > 0 && contacts.missing.length === 0 },
    { step: copy.steps.roster, isDone: roster.here > 0 },
    { step: copy.steps.owners, isDone: ownerless === 0 },
  ]
  if (steps.every(({ isDone }) => isDone)) return []
  const lines = steps.map(({ step, isDone }, at) => `${at + 1}. ${isDone ? copy.done(step) : copy.toDo(step)}`)
  return [section([copy.before, ...lines].join('\n'))]
}

function mentoringLines({ keptPercent, openDebriefs }: CoordinatorHome['mentoring']): string[] {
  return [
    ...(keptPercent === undefined ? [] : [copy.kept(keptPercent)]),
    ...(openDebriefs === undefined ? [] : [copy.openDebriefs(openDebriefs)]),
  ]
}

export function coordinatorBlocks(home: CoordinatorHome, reader: Reader): KnownBlock[] {
  const { contacts } = home
  const missing = contacts.missing.length > 0 ? copy.contactsMissing(contacts.missing.map((label) => label.toLowerCase()).join(', ')) : ''
  const count = contacts.everywhere === 1 ? '1 contact' : `${contacts.everywhere} contacts`
  const own = contacts.countries.slice(0, shownCountries).map(({ country, named }) => `${countryName(country, reader.locale)} (${named})`)
  return [
    divider,
    section(copy.coordinator),
    ...pausedBlocks(home.pausedSince, reader),
    ...setUpBlocks(home),
    section(contacts.everywhere === 0 ? copy.contactsNone : copy.contactsSet(count, missing)),
    ...(own.length > 0 ? [context(copy.contactsCountries(own.join(', ')))] : []),
    actions(
      button('set_contacts', copy.setContacts, { country: '*' }, contacts.everywhere === 0 ? { style: 'primary' } : {}),
      button('name_mentor', copy.nameMentor, {}),
      button('pairings', copy.pairings, {}),
      button('manager_changed', copy.newManager, {}),
      button('set_closures', copy.closures, {}),
      button('open_requests', copy.requests, { from: 0 }),
      button('open_questions', copy.questions, { category: 'goals', from: 0 }),
      button('open_resources', copy.resources, { from: 0 }),
      home.thin === 'on'
        ? button('thin_workspace', copy.thinOff, { to: 'off' }, { confirm: copy.thinOffAsk })
        : button('thin_workspace', copy.thinOn, { to: 'on' }, { confirm: copy.thinOnAsk }),
    ),
    section(
      [copy.pairs(home.pairs), copy.mentorships(home.mentorships), ...mentoringLines(home.mentoring), copy.delivery(home.delivery)].join(
        '\n',
      ),
    ),
    ...rosterBlocks(home.roster),
    ...deadLetterBlocks(home.deadLetters),
    ...(home.pausedSince === undefined
      ? [actions(button('coordinators', copy.coordinators, {}), button('preview', copy.preview, {}), pauseButton)]
      : [actions(button('coordinators', copy.coordinators, {}), button('preview', copy.preview, {}))]),
    context(visibilityLine('setup', { role: 'coordinator' }).short),
  ]
}
