import type { DirectAnswer } from '../../coaching/direct-answer.ts'
import type { HomeData, HomePair } from '../../coaching/home.ts'
import { sayRelativeDay } from '../../coaching/local-time.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Role } from '../../coaching/access.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, divider, escape, modal, section } from './kit.ts'

const copy = {
  title: 'Cuecard',
  next: (other: string, when: string, cadence: string) => `*Next: ${other}*, ${when}\n${cadence}`,
  coach: 'Coach now',
  plan: 'Open the plan',
  waiting: (count: number) => (count === 1 ? 'One thing waits for you on App Home.' : `${count} things wait for you on App Home.`),
  nothingYet:
    '*Cuecard goes with the 1:1s that you have already.* Add one, and before each talk you get a short message with one good question. Afterwards you both confirm what was agreed.',
  nothingYetEmployee:
    'Do you hold no 1:1s yourself? Then there is nothing to do: when your manager adds one with you, you are asked first.',
  others: '*Your 1:1s*',
  row: (other: string, line: string) => `*${other}*, ${line}`,
  paused: 'paused',
  proposed: 'not answered yet',
  stopped: 'stopped',
  moreOnHome: (count: number) => `And ${count} more on App Home.`,
  mentees: (names: string) => `*You are the mentor of* ${names}. They ask when they would like to look back on a talk.`,
  coordinator: 'As a coordinator you find contacts, counts and delivery on App Home.',
  add: 'Add a 1:1',
  myMentor: 'My mentor',
  settings: 'Settings',
  help: 'All that you can type: /coach help',
  directTitle: 'I answer with buttons. What is typed here is not read and not kept.',
  direct:
    'These open what you may be looking for. With /coach you get the same anywhere in Slack, and /coach help lists all that you can type.',
  directOutsider:
    'Cuecard is for full members of this workspace, so it cannot do anything for you. What you typed was not read and is not kept. With questions, please ask the person who runs Cuecard here.',
  openHub: 'Open Cuecard',
  commands: [
    ['/coach', 'what is next, and everything else'],
    ['/coach start @person', 'open the three prompts for your 1:1'],
    ['/coach plan @person', 'open the one-page plan of a 1:1'],
    ['/coach add @person', 'add a 1:1'],
    ['/coach why @person', 'why you got a message, or none, and when the next one comes'],
    ['/coach mentor', 'ask your mentor, or choose one'],
    ['/coach pilot', 'for coordinators: plan and watch a pilot'],
    ['/coach circle', 'your peer circle, or start one'],
    ['/coach team', 'a reflection before your team’s meeting'],
    ['/coach export', 'get a plan as a file'],
    ['/coach settings', 'working hours, time zone, messages'],
    ['/coach help', 'this list'],
  ],
  helpIntro: 'This is what you can type. Only you see this.',
  unknown: (words: string) => `I do not know “${words}”. This is what you can type. Only you see this.`,
  whyTitle: 'Why, and when',
}

/** Rows that the hub shows besides the next 1:1; the rest stands on App Home. */
const shownRows = 8

/** What `/coach` opens: what is next, and the ways in. */
export function hubModal(data: HomeData, reader: Reader): ModalView {
  const pairs = [...data.asManager, ...data.asEmployee].filter(({ pairId }) => pairId !== data.next?.pairId)
  const left = pairs.length - shownRows
  const inNothing = data.next === undefined && pairs.length === 0 && data.mentees.length === 0 && data.waiting.length === 0
  return modal(
    'hub',
    {},
    {
      title: copy.title,
      blocks: [
        ...(inNothing ? [section(copy.nothingYet), context(copy.nothingYetEmployee)] : []),
        ...(data.next?.nextMeetingAt ? nextBlocks(data.next, data.next.nextMeetingAt, reader) : []),
        ...(data.waiting.length > 0 ? [section(copy.waiting(data.waiting.length))] : []),
        ...(pairs.length > 0 ? [section(copy.others), ...pairs.slice(0, shownRows).map((pair) => pairRow(pair, reader))] : []),
        ...(left > 0 ? [context(copy.moreOnHome(left))] : []),
        ...(data.mentees.length > 0
          ? [section(copy.mentees(listed(data.mentees.slice(0, 10).map(({ managerName }) => escape(managerName)))))]
          : []),
        divider,
        actions(
          button('add_pair', copy.add, {}, inNothing ? { style: 'primary' } : {}),
          button('my_mentor', copy.myMentor, {}),
          button('open_settings', copy.settings, {}),
        ),
        ...(data.coordinator ? [context(copy.coordinator)] : []),
        context(copy.help),
      ],
    },
  )
}

function nextBlocks(next: HomePair, at: Temporal.Instant, reader: Reader): KnownBlock[] {
  const { pairId } = next
  return [
    section(copy.next(escape(next.otherName), sayRelativeDay(at, reader.now, reader.zone, reader.locale), next.cadence)),
    actions(
      ...(next.as === 'manager' ? [button('coach_pair', copy.coach, { pairId }, { style: 'primary' })] : []),
      button('open_plan', copy.plan, { pairId }),
    ),
  ]
}

function pairRow(pair: HomePair, reader: Reader): KnownBlock {
  const line =
    pair.state !== 'active'
      ? copy[pair.state]
      : pair.nextMeetingAt
        ? sayRelativeDay(pair.nextMeetingAt, reader.now, reader.zone, reader.locale)
        : pair.cadence
  return section(
    copy.row(escape(pair.otherName), line),
    pair.state === 'proposed' ? undefined : button('open_plan', copy.plan, { pairId: pair.pairId }),
  )
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names)
}

/** The list of commands, for one person alone; `unknown` is what they typed instead. */
export function helpText(unknown?: string): string {
  const intro = unknown === undefined ? copy.helpIntro : copy.unknown(escape(unknown))
  return [intro, ...copy.commands.map(([command, what]) => `• \`${command}\` ${what}`)].join('\n')
}

/** The answer to anything typed to the app. */
export function drawDirectAnswer(data: DirectAnswer, _reader: Reader): Message {
  if (data.standing === 'outsider') return { text: copy.directOutsider, blocks: [section(copy.directOutsider)] }
  return {
    text: `${copy.directTitle} ${copy.direct}`,
    blocks: [
      section(`*${copy.directTitle}*\n${copy.direct}`),
      actions(
        button('open_hub', copy.openHub, {}, { style: 'primary' }),
        button('add_pair', copy.add, {}),
        button('my_mentor', copy.myMentor, {}),
        button('open_settings', copy.settings, {}),
      ),
    ],
  }
}

/** What the record says of a pair's messages to the reader, in sentences. */
export type WhyShown = { otherName: string; reader: Extract<Role, 'manager' | 'employee'>; sentences: string[] }

export function whyModal(data: WhyShown): ModalView {
  return modal(
    'notice',
    {},
    {
      title: copy.whyTitle,
      close: 'OK',
      blocks: [section(`*${escape(data.otherName)}*`), ...data.sentences.map((sentence) => section(sentence))],
    },
  )
}
