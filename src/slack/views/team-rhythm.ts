import { sayDateTime, sayRelativeDay, sayTime } from '../../coaching/local-time.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { TeamBlocked, TeamEntryShown, TeamHelpOffer, TeamPage, TeamQuiet, TeamReflection } from '../../coaching/team-messages.ts'
import { teamEntryFields } from '../../coaching/team-rhythm.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import {
  actions,
  button,
  channelField,
  context,
  dateField,
  divider,
  escape,
  modal,
  quote,
  radioField,
  section,
  selectField,
  textField,
  timeField,
} from './kit.ts'

const copy = {
  ask: (when: string) => `Our meeting is ${when}. A win or a miss, what we learned, what help we need?`,
  askHow: '*Add mine* opens a short form, and I post it in this thread under your name. I read nothing else in this channel.',
  addMine: 'Add mine',
  added: (count: number) => (count === 0 ? '' : ` ${count === 1 ? 'One has' : `${count} have`} been added so far.`),
  closed: (when: string, count: number) =>
    `Before the meeting ${when}: ${count === 0 ? 'nothing was added' : count === 1 ? 'one was added' : `${count} were added`}.`,
  win: 'A win',
  miss: 'A miss',
  entry: (author: string, kind: string) => `${author}: ${kind.toLowerCase()}`,
  learned: '*What we learned*',
  help: '*What help would be good*',
  canHelp: 'I can help',
  offer: (helper: string) => `${helper} can help with what you added before the team’s meeting. Write to them, and nobody else is told.`,
  offerMore: 'Would you rather have it answered with a date? Then make it a request from your plan.',
  makeRequest: 'Make it a request',
  quiet: (when: string) =>
    `Nobody has added anything yet before your team’s meeting ${when}. You could go first; two sentences are enough.`,
  quietTold: 'Only you get this. The team is not reminded.',
  begun: (when: string) => `Your team has begun to add something before the meeting ${when}.`,
  quietOver: (when: string) => `Your team’s meeting ${when} has begun.`,
  blocked: (channel: string) =>
    `I am not in <#${channel}>, or may not write there, so the reflection before your team’s meeting is switched off. Type /invite @Cuecard in the channel, and then switch it on again with /coach team.`,
  title: 'Team rhythm',
  intro:
    'Before a team’s meeting I can ask in its channel for a win or a miss, what you learned, and what help is needed. People answer with a button; no channel is read.',
  rhythm: (channel: string, meets: string, next: string | undefined) =>
    `<#${channel}>, before ${meets}.${next === undefined ? '' : ` Next meeting: ${next}.`}`,
  switchOff: 'Switch off',
  switchOffAsk: {
    title: 'Switch it off?',
    text: 'Nothing more is posted. What stands in the channel stays.',
    yes: 'Switch off',
    no: 'Keep it',
  },
  channel: 'Channel',
  channelHint: 'Invite me there first: /invite @Cuecard.',
  firstOn: 'Next meeting on',
  time: 'Time',
  how: 'Rhythm',
  rhythms: { weekly: 'Every week', fortnightly: 'Every second week', monthly: 'Every month' },
  switchOn: 'Switch on',
  entryTitle: 'Add mine',
  kind: 'A win or a miss?',
  what: 'What was it?',
  whatExample: 'e.g. Two accounts renewed early',
  learnedField: 'What we learned',
  helpField: 'What help would be good',
  helpHint: 'Somebody can press “I can help”, and only you are told.',
  post: 'Post it',
  goesTo: 'It is posted in the channel’s thread under your name. Everybody in the channel can read it there, and Cuecard forgets it then.',
}

export function drawTeamReflection(data: TeamReflection, reader: Reader): Message {
  const { reflectionId } = data
  if (data.state === 'closed') {
    const sentence = copy.closed(onDay(data.startsAt, { ...reader, zone: data.zone }), data.added)
    return { text: sentence, blocks: [section(sentence)] }
  }
  const lead = copy.ask(`${sayRelativeDay(data.startsAt, reader.now, data.zone, reader.locale)} (${data.zone.replaceAll('_', ' ')})`)
  return {
    text: `${lead} Press “Add mine”.`,
    blocks: [
      section(`*${lead}*${copy.added(data.added)}`),
      actions(button('team_add_mine', copy.addMine, { reflectionId }, { style: 'primary' })),
      context(copy.askHow),
    ],
  }
}

/** What somebody added, as they wrote it: posting it here is what they asked for, so it is whole in thin workspaces too. */
export function drawTeamEntry(data: TeamEntryShown, _reader: Reader): Message {
  const author = escape(data.authorName)
  const lead = copy.entry(author, data.kind === 'win' ? copy.win : copy.miss)
  const help: KnownBlock[] =
    data.helpWanted === undefined ? [] : [actions(button('team_can_help', copy.canHelp, { entryId: data.entryId }))]
  return {
    text: [lead, data.happened, data.learned, data.helpWanted].flatMap((words) => (words === undefined ? [] : [words])).join('\n'),
    blocks: [
      section(`*${lead}*`),
      quote(data.happened),
      ...(data.learned === undefined ? [] : [section(copy.learned), quote(data.learned)]),
      ...(data.helpWanted === undefined ? [] : [section(copy.help), quote(data.helpWanted)]),
      ...help,
    ],
  }
}

export function drawTeamHelpOffer(data: TeamHelpOffer, _reader: Reader): Message {
  const sentence = copy.offer(escape(data.helperName))
  return {
    text: sentence,
    blocks: [
      section(`${sentence}\n<@${data.helperSlackId}>`),
      ...(data.pairId === undefined
        ? []
        : [context(copy.offerMore), actions(button('request_ask', copy.makeRequest, { pairId: data.pairId }))]),
    ],
  }
}

export function drawTeamQuiet(data: TeamQuiet, reader: Reader): Message {
  const at = `at ${sayTime(data.startsAt, reader.zone, reader.locale)}`
  if (data.state !== 'quiet') {
    const sentence = data.state === 'begun' ? copy.begun(at) : copy.quietOver(at)
    return { text: sentence, blocks: [section(sentence)] }
  }
  return {
    text: copy.quiet(at),
    blocks: [
      section(copy.quiet(at)),
      actions(button('team_add_mine', copy.addMine, { reflectionId: data.reflectionId })),
      context(copy.quietTold),
    ],
  }
}

export function drawTeamBlocked(data: TeamBlocked, _reader: Reader): Message {
  return { text: copy.blocked(data.channel), blocks: [section(copy.blocked(data.channel))] }
}

/** *Team rhythm*: what is switched on, and the form for one more. */
export function teamModal(page: TeamPage, form: { firstOn: string; time: string }, reader: Reader): ModalView {
  return modal(
    'team',
    {},
    {
      title: copy.title,
      submit: copy.switchOn,
      close: 'Close',
      blocks: [
        section(copy.intro),
        ...page.rhythms
          .slice(0, 20)
          .map(({ rhythmId, channel, meets, nextAt }) =>
            section(
              copy.rhythm(channel, meets, nextAt && sayDateTime(nextAt, reader.zone, reader.locale)),
              button('team_switch_off', copy.switchOff, { rhythmId }, { confirm: copy.switchOffAsk }),
            ),
          ),
        divider,
        channelField('channel', copy.channel, { hint: copy.channelHint, placeholder: 'Pick a channel' }),
        selectField(
          'rhythm',
          copy.how,
          Object.entries(copy.rhythms).map(([value, label]) => ({ value, label })),
          { value: 'weekly' },
        ),
        dateField('first_on', copy.firstOn, { value: form.firstOn }),
        timeField('time', copy.time, { value: form.time }),
      ],
    },
  )
}

/** The form of *Add mine*. */
export function teamEntryModal(reflectionId: string): ModalView {
  return modal(
    'team_entry',
    { reflectionId },
    {
      title: copy.entryTitle,
      submit: copy.post,
      close: 'Cancel',
      blocks: [
        radioField(
          'kind',
          copy.kind,
          [
            { value: 'win', label: copy.win },
            { value: 'miss', label: copy.miss },
          ],
          { value: 'win' },
        ),
        textField('happened', copy.what, { ...teamEntryFields.happened, lines: 'many', placeholder: copy.whatExample }),
        textField('learned', copy.learnedField, { ...teamEntryFields.learned, lines: 'many', optional: true }),
        textField('help_wanted', copy.helpField, { ...teamEntryFields.helpWanted, lines: 'many', optional: true, hint: copy.helpHint }),
        context(copy.goesTo),
      ],
    },
  )
}

const onDay = (at: Temporal.Instant, reader: Reader) => `on ${sayDateTime(at, reader.zone, reader.locale)}`
