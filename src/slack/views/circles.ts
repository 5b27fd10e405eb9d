import type { CircleInvitation, CircleMeetingShown, CirclePage, CircleStepShown } from '../../coaching/circle-messages.ts'
import type { CircleStep } from '../../coaching/circles.ts'
import { circleMinutes, circleSize, circleSteps } from '../../coaching/circles.ts'
import { sayDateTime, sayRelativeDay, sayTime } from '../../coaching/local-time.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, dateField, divider, escape, modal, peopleField, personField, section, timeField } from './kit.ts'

const copy = {
  ask: (by: string, others: string) => `${by} would like you in a peer circle with ${others}.`,
  askMore: (meets: string) =>
    `Four to six managers look at one case together on ${meets}, for ${circleMinutes} minutes in a thread of your group DM. Each time somebody else brings a case of their own.`,
  yes: 'Yes, I am in',
  notNow: 'Not now',
  inWaiting: (said: number, needed: number) => `You are in. ${said} of ${needed} said yes so far; with ${needed} it begins.`,
  in: 'You are in. The day before each meeting I write in your group DM whose case it is.',
  declined: 'You answered “Not now”. Nobody is told who said no, and nobody asks for a reason.',
  left: 'You left this circle. Nothing more of it comes to you.',
  ended: 'This circle has ended. There is nothing to do.',
  staysInSlack:
    'What you write in the thread stays in Slack, between the people of the group DM. Cuecard does not read it and keeps none of it.',
  announced: (when: string, owner: string) => `Our circle meets ${when}. ${owner} brings a case.`,
  announcedMore: (minutes: string) =>
    `It is all in this thread, step by step: ${minutes}. Please say “someone in my team” instead of a name.`,
  take: 'I bring the case instead',
  skip: 'Skip this time',
  skipAsk: {
    title: 'Skip this time?',
    text: 'The meeting is left out for all of you. The next one comes as usual.',
    yes: 'Skip it',
    no: 'Keep it',
  },
  running: (title: string, until: string) => `Our circle is on: ${title}, until ${until}.`,
  runningPlain: 'Our circle is on.',
  done: (owner: string) => `Our circle has met, with ${owner}’s case. Thank you.`,
  skipped: (when: string, by: string) => `The meeting ${when} was skipped by ${by}.`,
  missed: (when: string) => `The meeting ${when} did not take place.`,
  next: (when: string) => `The next one is ${when}.`,
  inThread: 'It goes on in the thread of this message.',
  until: (time: string) => `Until ${time}.`,
  title: 'My circle',
  intro: `A peer circle is four to six managers who look at one case a month together: the case, questions only, what each of you would try, and what you take away. Everybody is asked first.`,
  members: 'Who else?',
  membersHint: 'Three to five managers who are not in your reporting line.',
  firstOn: 'First meeting on',
  firstHint: 'It comes round every month, on that weekday of the month.',
  time: 'Time',
  submit: 'Ask them',
  meets: (meets: string) => `*Your circle* meets on ${meets}.`,
  notYet: (said: number, needed: number) => `${said} of ${needed} said yes so far. With ${needed} it begins.`,
  nextMeeting: (when: string, owner: string | undefined) =>
    `*Next:* ${when}${owner === undefined ? '' : `, with ${owner}’s case unless somebody swaps`}.`,
  memberIn: (name: string) => `• ${name}`,
  memberAsked: (name: string) => `• ${name}, has not answered yet`,
  another: 'Ask somebody else, too',
  anotherSubmit: 'Ask them',
  leave: 'Leave the circle',
  leaveAsk: {
    title: 'Leave the circle?',
    text: 'Nothing more of it comes to you. The others see that you are not among them any more.',
    yes: 'Leave',
    no: 'Stay',
  },
  hasLeft: 'You left the circle. Nothing more of it comes to you.',
}

/** What each step is called, and what is to be written in it. */
const stepWords: Readonly<Record<CircleStep, { title: string; what: (owner: string) => string }>> = {
  case: {
    title: 'The case in three sentences',
    what: (owner) => `${owner}, please write what happened, what you did, and what you would like to see differently. The others read.`,
  },
  questions: {
    title: 'Questions only',
    what: (owner) => `Everybody but ${owner} asks one open question each, and no advice yet. ${owner} answers those that help.`,
  },
  would_try: {
    title: 'What I would try',
    what: (owner) => `Each of you: “In your place I would try …”, in one or two sentences. ${owner} only reads.`,
  },
  take_away: {
    title: 'What I take away',
    what: (owner) => `${owner} first: one thing to try. Then everybody: one sentence that you keep for your own 1:1s.`,
  },
}

export function drawCircleInvitation(data: CircleInvitation, _reader: Reader): Message {
  if (data.state !== 'waiting') {
    const sentence =
      data.state === 'in' ? (data.saidYes < data.needed ? copy.inWaiting(data.saidYes, data.needed) : copy.in) : copy[data.state]
    return { text: sentence, blocks: [section(sentence), ...(data.state === 'in' ? [actions(button('my_circle', copy.title, {}))] : [])] }
  }
  const intro = copy.ask(escape(data.startedByName), listed(data.otherNames.filter((name) => name !== data.startedByName).map(escape)))
  const { circleId } = data
  return {
    text: `${intro} ${copy.askMore(data.meets)}`,
    blocks: [
      section(`*${intro}*\n${copy.askMore(data.meets)}`),
      actions(button('circle_yes', copy.yes, { circleId }, { style: 'primary' }), button('circle_not_now', copy.notNow, { circleId })),
      context(copy.staysInSlack),
    ],
  }
}

/** The first message of a meeting; its thread is the meeting. */
export function drawCircleMeeting(data: CircleMeetingShown, reader: Reader): Message {
  const owner = escape(data.caseOwnerName)
  const say = (at: Temporal.Instant) => `on ${sayDateTime(at, reader.zone, reader.locale)} (${reader.zone.replaceAll('_', ' ')})`
  const { circleMeetingId } = data
  const next = data.nextAt === undefined ? [] : [copy.next(say(data.nextAt))]
  const drawn = (lead: string, more: string[], blocks: KnownBlock[] = []): Message => ({
    text: [lead, ...more].join(' '),
    blocks: [section([`*${lead}*`, ...more].join('\n')), ...blocks],
  })
  switch (data.state) {
    case 'announced': {
      const minutes = circleSteps.map(({ step, minutes: length }) => `${stepWords[step].title.toLowerCase()} (${length} minutes)`)
      return drawn(
        copy.announced(say(data.startsAt), owner),
        [copy.announcedMore(listed(minutes))],
        [
          actions(
            button('circle_take_case', copy.take, { circleMeetingId }),
            button('circle_skip', copy.skip, { circleMeetingId }, { confirm: copy.skipAsk }),
          ),
          context(copy.staysInSlack),
        ],
      )
    }
    case 'running':
      return drawn(
        data.step === undefined || data.stepUntil === undefined
          ? copy.runningPlain
          : copy.running(stepWords[data.step].title, sayTime(data.stepUntil, reader.zone, reader.locale)),
        [copy.inThread],
        [context(copy.staysInSlack)],
      )
    case 'done':
      return drawn(copy.done(owner), next)
    case 'skipped':
      return drawn(copy.skipped(say(data.startsAt), escape(data.skippedByName ?? '')), next)
    case 'missed':
      return drawn(copy.missed(say(data.startsAt)), next)
    default:
      return data.state satisfies never
  }
}

export function drawCircleStep(data: CircleStepShown, reader: Reader): Message {
  const { title, what } = stepWords[data.step]
  const number = circleSteps.findIndex(({ step }) => step === data.step) + 1
  const lead = `${number} of ${circleSteps.length}: ${title}.`
  const rest = `${what(escape(data.caseOwnerName))} ${copy.until(sayTime(data.until, reader.zone, reader.locale))}`
  return { text: `${lead} ${rest}`, blocks: [section(`*${lead}*\n${rest}`)] }
}

/** *My circle* of somebody who is in none: the form to start one. */
export function startCircleModal(form: { firstOn: string; time: string }): ModalView {
  return modal(
    'start_circle',
    {},
    {
      title: copy.title,
      submit: copy.submit,
      close: 'Cancel',
      blocks: [
        section(copy.intro),
        peopleField('members', copy.members, { max: circleSize.most - 1, hint: copy.membersHint, placeholder: 'Pick people' }),
        dateField('first_on', copy.firstOn, { value: form.firstOn, hint: copy.firstHint }),
        timeField('time', copy.time, { value: form.time }),
        context(copy.staysInSlack),
      ],
    },
  )
}

/** *My circle*: who is in it, what is next, and the ways to change that. */
export function circleModal(page: CirclePage, reader: Reader): ModalView {
  const { circleId, next } = page
  const isFull = page.members.length >= circleSize.most
  return modal(
    'circle',
    { circleId },
    {
      title: copy.title,
      ...(isFull ? {} : { submit: copy.anotherSubmit }),
      close: 'Done',
      blocks: [
        section(copy.meets(page.meets)),
        section(page.members.map(({ name, state }) => (state === 'in' ? copy.memberIn : copy.memberAsked)(escape(name))).join('\n')),
        ...(page.saidYes < page.needed ? [section(copy.notYet(page.saidYes, page.needed))] : []),
        ...(next === undefined || page.saidYes < page.needed
          ? []
          : [
              section(
                copy.nextMeeting(
                  sayRelativeDay(next.startsAt, reader.now, reader.zone, reader.locale),
                  next.caseOwnerName && escape(next.caseOwnerName),
                ),
                button('circle_skip', copy.skip, { circleMeetingId: next.circleMeetingId }, { confirm: copy.skipAsk }),
              ),
            ]),
        ...(isFull ? [] : [divider, personField('another', copy.another, { placeholder: 'Pick a person' })]),
        actions(button('circle_leave', copy.leave, { circleId }, { style: 'danger', confirm: copy.leaveAsk })),
        context(copy.staysInSlack),
      ],
    },
  )
}

export function circleLeftModal(): ModalView {
  return modal('notice', {}, { title: copy.title, close: 'Done', blocks: [section(copy.hasLeft)] })
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names)
}
