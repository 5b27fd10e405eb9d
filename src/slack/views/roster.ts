import { visibilityLine } from '../../coaching/access.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { NotFound, RosterChangeShown, RosterChangesWaiting } from '../../coaching/roster-messages.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, divider, escape, modal, section } from './kit.ts'

const copy = {
  title: 'Changes in the roster',
  waits: (what: string) => `The newest people file changes something about people who are here already: ${what}.`,
  waitsMore: 'Nothing of it holds until a coordinator has looked at it. Everything else in the file holds.',
  done: 'Every change of the people file has been looked at.',
  newManagers: (n: number) => (n === 1 ? '1 person with another manager' : `${n} people with another manager`),
  left: (n: number) => (n === 1 ? '1 person who left' : `${n} people who left`),
  circles: (n: number) => (n === 1 ? '1 person in a circle of managers' : `${n} people in a circle of managers`),
  look: 'Look at them',
  intro: 'These people are in the roster already. What stands here holds once you have pressed *Take as seen*.',
  manager: (name: string, from: string, to: string) => `*${name}:* from ${from} to ${to}.`,
  nobody: 'nobody',
  gainsAccess: (to: string, from: string, name: string) =>
    `${to} can then start a plan with ${name} without asking. The plan with ${from} is then frozen and closed to ${from}, and ${name} chooses what of it goes over.`,
  startsAtOnce: (to: string) => `${to} can then start a plan with them without asking.`,
  leaves: (name: string) => `*${name}* has left, or is missing from the file. Their 1:1s in Cuecard end then.`,
  circle: (name: string, to: string) =>
    `*${name}:* the file names ${to} as manager, and that goes round in a circle. Please look it up first.`,
  seen: 'Take as seen',
  takeAll: 'Take all as seen',
  more: (n: number) => `${n} more come after these.`,
  nothing: 'Nothing waits. Every change of the people file has been looked at.',
  notFoundTitle: 'Not found in Slack',
  notFound: 'Nobody in Slack has these e-mail addresses. They get nothing from Cuecard and are in no pilot.',
  notFoundHelp: 'If somebody uses another address in Slack, put that one into the people file and import it again.',
  allFound: 'Everybody in the roster was found in Slack.',
  roster: (here: number, found: number) => `*Roster:* ${here} people, ${found} of them found in Slack`,
  noRoster:
    '*Roster:* none yet. Send the people file (CSV) to me in a message, or use `npm run cuecard -- people import`. 1:1s of a manager named there start without asking.',
  noEmails:
    'Slack does not show me e-mail addresses, so I cannot tell who is who. The optional permission `users:read.email` is needed for that.',
  who: 'Who is missing?',
}

/** How many changes one modal shows. */
export const mostChanges = 30
const mostNotFound = 60

export function drawRosterWaits(data: RosterChangesWaiting, _reader: Reader): Message {
  const what = waitingInWords(data)
  if (what === undefined) return { text: copy.done, blocks: [section(copy.done)] }
  return {
    text: `${copy.waits(what)} ${copy.waitsMore}`,
    blocks: [
      section(`${copy.waits(what)} ${copy.waitsMore}`),
      actions(button('roster_look', copy.look, {}, { style: 'primary' })),
      context(visibilityLine('setup', { role: 'coordinator' }).short),
    ],
  }
}

function waitingInWords({ newManagers, left, circles }: RosterChangesWaiting): string | undefined {
  const parts = [
    ...(newManagers > 0 ? [copy.newManagers(newManagers)] : []),
    ...(left > 0 ? [copy.left(left)] : []),
    ...(circles > 0 ? [copy.circles(circles)] : []),
  ]
  return parts.length === 0 ? undefined : parts.join(', ')
}

/** What waits, each with its own button, and one for all that are shown. */
export function rosterChangesModal(changes: readonly RosterChangeShown[]): ModalView {
  const shown = changes.slice(0, mostChanges)
  const ids = { changeIds: shown.map(({ changeId }) => changeId) }
  if (shown.length === 0) return modal('notice', {}, { title: copy.title, close: 'Done', blocks: [section(copy.nothing)] })
  return modal('roster_changes', ids, {
    title: copy.title,
    submit: copy.takeAll,
    close: 'Later',
    blocks: [
      section(copy.intro),
      ...shown.flatMap((change) => [divider, changeSection(change)]),
      ...(changes.length > shown.length ? [context(copy.more(changes.length - shown.length))] : []),
      context(visibilityLine('setup', { role: 'coordinator' }).short),
    ],
  })
}

function changeSection(change: RosterChangeShown): KnownBlock {
  const seen = {
    ...button('roster_seen', copy.seen, { changeId: change.changeId }),
    action_id: `roster_seen#${change.changeId}`,
  }
  return section(changeInWords(change), seen)
}

function changeInWords({ kind, name, from, to, hasPair }: RosterChangeShown): string {
  const [who, before, after] = [escape(name), escape(from ?? copy.nobody), escape(to ?? copy.nobody)]
  switch (kind) {
    case 'left':
      return copy.leaves(who)
    case 'circle':
      return copy.circle(who, after)
    case 'new_manager': {
      const access = to === undefined ? [] : [hasPair ? copy.gainsAccess(after, before, who) : copy.startsAtOnce(after)]
      return [copy.manager(who, before, after), ...access].join('\n')
    }
    default:
      return kind satisfies never
  }
}

export function notFoundModal(people: readonly NotFound[]): ModalView {
  const lines = people.slice(0, mostNotFound).map(({ employeeId, workEmail }) => `• ${escape(employeeId)}: ${escape(workEmail)}`)
  const blocks =
    lines.length === 0
      ? [section(copy.allFound)]
      : [
          section(copy.notFound),
          ...chunks(lines, 15).map((some) => section(some.join('\n'))),
          ...(people.length > mostNotFound ? [context(copy.more(people.length - mostNotFound))] : []),
          context(copy.notFoundHelp),
        ]
  return modal('notice', {}, { title: copy.notFoundTitle, close: 'Done', blocks })
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}

/** What the coordinator's section of App Home says of the roster. */
export function rosterBlocks(roster: {
  here: number
  found: number
  waiting: RosterChangesWaiting
  emails: 'seen' | 'hidden' | 'not asked yet'
}): KnownBlock[] {
  if (roster.here === 0) return [section(copy.noRoster)]
  const what = waitingInWords(roster.waiting)
  const buttons = [
    ...(what === undefined ? [] : [button('roster_look', copy.look, {}, { style: 'primary' as const })]),
    ...(roster.found < roster.here && roster.emails === 'seen' ? [button('roster_not_found', copy.who, {})] : []),
  ]
  return [
    section(copy.roster(roster.here, roster.found)),
    ...(roster.emails === 'hidden' ? [context(copy.noEmails)] : []),
    ...(what === undefined ? [] : [section(`${copy.waits(what)} ${copy.waitsMore}`)]),
    ...(buttons.length > 0 ? [actions(...buttons)] : []),
  ]
}
