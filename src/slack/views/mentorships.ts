import { visibilityLine } from '../../coaching/access.ts'
import type { HomeMentor } from '../../coaching/home.ts'
import type { MentoringRhythmShown } from '../../coaching/mentoring.ts'
import type { MentorAnswer, MentorProposal, MentorshipEnded } from '../../coaching/mentor-messages.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Message, ModalView } from './kit.ts'
import { actions, button, context, escape, modal, personField, section } from './kit.ts'
import { mentoringRhythmBlocks } from './mentoring.ts'

/** The agreement of the two, in the words in which it is introduced to both. */
const agreement =
  'You meet about once a month, at a time that you set with /coach mentor. What is said stays between the two of you. Either of you can end it at any time, without a reason.'

const copy = {
  ask: (manager: string) => `${manager} would like you as their mentor in Cuecard.`,
  askFor: (coordinator: string, manager: string) => `${coordinator} would like you to be ${manager}'s mentor in Cuecard.`,
  askMore:
    'A mentor looks back on talks together with a manager: what worked, what was missed, and one thing to try next. It is about the manager’s own coaching, in a thread or a short form, when they ask. You see what they send you, and not the plans of their people.',
  yes: 'Yes, gladly',
  notNow: 'Not now',
  accepted: (manager: string) => `You are ${manager}'s mentor now. They ask when they would like to look back on a talk. ${agreement}`,
  declined: (manager: string) => `You answered “Not now”. ${manager} was told, and nobody asks for a reason.`,
  withdrawn: 'This question was taken back. There is nothing to do.',
  ended: (manager: string) => `You were ${manager}'s mentor. This has ended.`,
  saidYes: (mentor: string) =>
    `${mentor} said yes and is your mentor now. Ask whenever you would like to look back on a talk: “Ask my mentor”, or /coach mentor. ${agreement}`,
  saidNotNow: (mentor: string) => `${mentor} cannot be your mentor just now. You can ask somebody else with /coach mentor.`,
  saidYesFor: (mentor: string, manager: string) => `${mentor} said yes and is ${manager}'s mentor now.`,
  saidNotNowFor: (mentor: string, manager: string) =>
    `${mentor} cannot be ${manager}'s mentor just now. You can name somebody else on App Home.`,
  mentorEnded: (mentor: string) => `${mentor} is not your mentor any more. You can ask somebody else with /coach mentor.`,
  menteeEnded: (manager: string) => `You are not ${manager}'s mentor any more. Thank you for the time you gave.`,
  title: 'My mentor',
  nameTitle: 'Name a mentor',
  who: 'Who would you like as your mentor?',
  whoHint: 'Somebody experienced, outside your own reporting line. They are asked first.',
  forWhom: 'For which manager?',
  whoFor: 'Who would be their mentor?',
  submit: 'Ask them',
  isMentor: (mentor: string) => `*${mentor}* is your mentor.`,
  isAsked: (mentor: string) => `You have asked *${mentor}*. They have not answered yet.`,
  askMentor: 'Ask my mentor',
  offer: 'Could you be a mentor yourself?',
  offerIt: 'Offer to mentor',
  end: 'End this',
  takeBack: 'Take it back',
  change: 'To change your mentor, end this first. Both of you are told, without a reason.',
  endAsk: {
    title: 'End this?',
    text: 'Your mentor is told that it has ended, without a reason. Talks that you had stay readable.',
    yes: 'End it',
    no: 'Keep it',
  },
  asked: (mentor: string) => `I have asked ${mentor}. You hear from me as soon as they answer.`,
  hasEnded: (mentor: string) => `${mentor} is not your mentor any more, and is told. You can ask somebody else at any time.`,
  hasEndedAsMentor: (manager: string) => `You are not ${manager}'s mentor any more, and they are told.`,
  tookBack: (mentor: string) => `Taken back. ${mentor} can see that.`,
}

export function drawMentorProposal(data: MentorProposal, _reader: Reader): Message {
  const manager = escape(data.managerName)
  if (data.state !== 'waiting') {
    const sentence = data.state === 'withdrawn' ? copy.withdrawn : copy[data.state](manager)
    return { text: sentence, blocks: [section(sentence)] }
  }
  const intro = data.proposedByName === undefined ? copy.ask(manager) : copy.askFor(escape(data.proposedByName), manager)
  const { mentorshipId } = data
  return {
    text: `${intro} ${copy.askMore}`,
    blocks: [
      section(`*${intro}*\n${copy.askMore}`),
      actions(
        button('mentor_yes', copy.yes, { mentorshipId }, { style: 'primary' }),
        button('mentor_not_now', copy.notNow, { mentorshipId }),
      ),
      context(visibilityLine('debrief', { role: 'mentor', names: { manager } }).full),
    ],
  }
}

export function drawMentorAnswer(data: MentorAnswer, _reader: Reader): Message {
  const mentor = escape(data.mentorName)
  const manager = escape(data.managerName)
  const own = data.answer === 'yes' ? copy.saidYes(mentor) : copy.saidNotNow(mentor)
  const sentence =
    data.reader === 'manager' ? own : data.answer === 'yes' ? copy.saidYesFor(mentor, manager) : copy.saidNotNowFor(mentor, manager)
  return {
    text: sentence,
    blocks: [
      section(sentence),
      ...(data.reader === 'manager' && data.answer === 'not_now' ? [actions(button('my_mentor', copy.title, {}))] : []),
    ],
  }
}

export function drawMentorshipEnded(data: MentorshipEnded, _reader: Reader): Message {
  const sentence = data.otherIs === 'mentor' ? copy.mentorEnded(escape(data.otherName)) : copy.menteeEnded(escape(data.otherName))
  return { text: sentence, blocks: [section(sentence)] }
}

/** *My mentor*: who it is and how to change that, or the form to ask somebody. */
export function myMentorModal(mentor: HomeMentor | undefined, meets: MentoringRhythmShown | undefined, reader: Reader): ModalView {
  if (mentor === undefined)
    return modal(
      'my_mentor',
      {},
      {
        title: copy.title,
        submit: copy.submit,
        close: 'Cancel',
        blocks: [personField('mentor', copy.who, { hint: copy.whoHint, placeholder: 'Pick a person' }), offerBlock()],
      },
    )
  const name = escape(mentor.mentorName)
  const { mentorshipId } = mentor
  return modal(
    'notice',
    {},
    {
      title: copy.title,
      blocks:
        mentor.state === 'active'
          ? [
              section(copy.isMentor(name)),
              ...mentoringRhythmBlocks(mentorshipId, meets, reader),
              actions(
                button('debrief_ask', copy.askMentor, {}, { style: 'primary' }),
                button('mentorship_end', copy.end, { mentorshipId }, { confirm: copy.endAsk }),
              ),
              context(copy.change),
              offerBlock(),
            ]
          : [section(copy.isAsked(name)), actions(button('mentorship_end', copy.takeBack, { mentorshipId })), offerBlock()],
    },
  )
}

function offerBlock() {
  return section(copy.offer, button('mentor_offer', copy.offerIt, {}))
}

/** A coordinator's form to name a mentor for a manager. */
export function nameMentorModal(): ModalView {
  return modal(
    'name_mentor',
    {},
    {
      title: copy.nameTitle,
      submit: copy.submit,
      close: 'Cancel',
      blocks: [
        personField('manager', copy.forWhom, { placeholder: 'Pick a person' }),
        personField('mentor', copy.whoFor, { hint: 'They are asked first.', placeholder: 'Pick a person' }),
      ],
    },
  )
}

export function mentorAskedModal(data: { mentorName: string; for: 'me' | 'somebody' }): ModalView {
  return modal(
    'notice',
    {},
    { title: data.for === 'me' ? copy.title : copy.nameTitle, close: 'Done', blocks: [section(copy.asked(escape(data.mentorName)))] },
  )
}

export function mentorshipEndedModal(data: {
  ended: 'mentorship' | 'question'
  mentorName: string
  managerName: string
  reader: 'manager' | 'mentor'
}): ModalView {
  const mentor = escape(data.mentorName)
  const sentence =
    data.ended === 'question'
      ? copy.tookBack(mentor)
      : data.reader === 'manager'
        ? copy.hasEnded(mentor)
        : copy.hasEndedAsMentor(escape(data.managerName))
  return modal('notice', {}, { title: copy.title, close: 'Done', blocks: [section(sentence)] })
}
