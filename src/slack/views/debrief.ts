import { visibilityLine } from '../../coaching/access.ts'
import type { FormAnswer } from '../../coaching/debrief.ts'
import { debriefFields, debriefQuestions, landingLabels, landings, plainReply } from '../../coaching/debrief.ts'
import type {
  DebriefAnswered,
  DebriefAnswerShown,
  DebriefNudge,
  DebriefRequest,
  DebriefStandIn,
  DebriefThread,
} from '../../coaching/debrief-messages.ts'
import type { DebriefId, SessionId } from '../../coaching/ids.ts'
import { sayDate, sayDateTime } from '../../coaching/local-time.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { ContactCard } from '../../coaching/sensitive.ts'
import type { AnswerForm, DebriefPage } from '../../flows/debrief-answers.ts'
import type { AskForm, AskReview } from '../../flows/debriefs.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, escape, modal, quote, radioField, section, selectField, shorten, textField } from './kit.ts'

const copy = {
  title: 'Debrief',
  askTitle: 'Ask your mentor',
  ask: (mentor: string) =>
    `${mentor} will look at it with you. It is about your own coaching, so leave out names: “someone in my team” says enough.`,
  focusPlaceholder: 'e.g. I gave the answer before they had one',
  summaryHint: 'What you said or asked, and what happened then. You see everything once more before it is sent.',
  draft: 'This is what you typed before.',
  discard: 'Discard what I typed',
  discarded: 'What you typed was discarded.',
  next: 'Next',
  reviewTitle: 'Before it is sent',
  review: (mentor: string) => `*This is what ${mentor} will read*`,
  reviewMore: (mentor: string) =>
    `It goes to your group conversation with ${mentor} and Cuecard or, where that cannot be opened, to their own messages. Nothing else goes with it.`,
  changed: 'What you wrote has changed since. Please look once more before it is sent.',
  focusLabel: 'To look at',
  summaryLabel: 'What happened',
  send: (mentor: string) => `Send to ${mentor}`,
  back: 'Back',
  sent: (mentor: string) => `*Sent to ${mentor}.* You will find it in your messages, and the answer comes there too.`,
  nameMentor: 'Ask somebody to mentor me',
  asks: (manager: string, mentor: string) => `${manager} asks ${mentor} for a debrief.`,
  asksYou: (manager: string) => `${manager} asks you for a debrief.`,
  questionsLead: 'Four questions to look at it with:',
  kept: 'Replies in this thread are kept in Cuecard as the debrief. Edit or delete one here, and it is edited or deleted there too.',
  waits: (mentor: string) => `Waiting for ${mentor}.`,
  waitsYou: 'Waiting for you.',
  answeredBy: (mentor: string) => `${mentor} has answered.`,
  youAnswered: 'You have answered.',
  count: (kept: number) => (kept === 1 ? '1 reply is kept.' : `${kept} replies are kept.`),
  closed: 'This debrief is closed.',
  willTry: (manager: string) => `${manager} will try next:`,
  youWillTry: 'You will try next:',
  answerForm: 'Answer in a form',
  changeAnswer: 'Change my answer',
  close: 'Close debrief',
  open: 'Open the debrief',
  answers: (author: string) => `${author} answered in the form.`,
  answerTitle: 'Answer the debrief',
  answerLead: (other: string) => `Your words go to ${other}, and to nobody else. Please leave out names of other people.`,
  landedHint: 'Only this choice can be read by the person the conversation was with, in their own data.',
  answer: 'Send answer',
  answered: (other: string) => `Your answer is with ${other}.`,
  closeLead: 'Your sentence comes back in your next message before a 1:1.',
  closePlaceholder: 'e.g. Ask one question and wait',
  closedNow: 'The debrief is closed. What you will try comes back in your next message before a 1:1.',
  nudge: (manager: string) => `${manager} still waits for your debrief.`,
  nudgeMore: (on: string) => `They asked on ${on}. A few words are enough: the form takes about three minutes. This is the only reminder.`,
  nudgeAnswered: (manager: string) => `You answered ${manager}'s debrief.`,
  nudgeClosed: (manager: string) => `${manager}'s debrief is closed. Nothing is needed from you.`,
  standIn: (mentor: string) => `Your debrief with ${mentor} has no answer yet.`,
  standInMore: (on: string) => `You asked on ${on}. You can go on waiting, or:`,
  standInAlone: (on: string) => `You asked on ${on}. You can go on waiting, or answer it yourself: one thing that you will try next.`,
  askOther: 'Ask somebody else',
  answerMyself: 'Answer it myself',
  otherTitle: 'Ask somebody else',
  other: 'Who could look at it instead?',
  otherLead: '*This is what they will read.* Your first debrief is closed then. Nobody else is told.',
  otherSend: 'Send',
  noOther: 'There is no other mentor at the moment. Nothing was changed. You can answer it yourself, or go on waiting.',
  earlier: 'Earlier replies are in the thread in Slack.',
  nothingYet: 'Nothing has been said yet.',
  notKept: (other: string) =>
    `Your reply was not kept in Cuecard. It still stands in this thread, where ${other} can read it; delete it if you would rather not share it here.`,
}

export function askModal(form: AskForm, note?: 'changed'): ModalView {
  const about = aboutSession(form.sessionId)
  const mentor = escape(form.mentorName)
  return modal('debrief_ask', about, {
    title: copy.askTitle,
    submit: copy.next,
    blocks: [
      section(note === 'changed' ? copy.changed : copy.ask(mentor)),
      textField('focus', debriefFields.focus.label, {
        value: form.focus,
        placeholder: copy.focusPlaceholder,
        maxLength: debriefFields.focus.maxLength,
        lines: 'many',
        keepTyping: true,
      }),
      textField('summary', debriefFields.summary.label, {
        value: form.summary,
        hint: copy.summaryHint,
        maxLength: debriefFields.summary.maxLength,
        lines: 'many',
        keepTyping: true,
        optional: true,
      }),
      ...(form.from === 'draft' ? [context(copy.draft), actions(button('debrief_discard', copy.discard, about))] : []),
      context(visibilityLine('draft', { role: 'manager' }).short),
    ],
  })
}

export function reviewModal(review: AskReview): ModalView {
  const about = aboutSession(review.sessionId)
  const mentor = escape(review.mentorName)
  return modal(
    'debrief_review',
    { ...about, stamp: review.stamp },
    {
      title: copy.reviewTitle,
      submit: shorten(copy.send(review.mentorName), 24),
      blocks: [
        section(copy.review(mentor)),
        ...askBlocks(review),
        actions(button('debrief_back', copy.back, about)),
        context(copy.reviewMore(mentor)),
        context(visibilityLine('debrief', { role: 'manager', names: { mentor } }).full),
      ],
    },
  )
}

export const sentModal = (mentorName: string) => noteModal(copy.sent(escape(mentorName)))
export const discardedModal = () => noteModal(copy.discarded)
export const closedModal = () => noteModal(copy.closedNow)
export const answeredModal = (otherName: string) => noteModal(copy.answered(escape(otherName)))
export const noOtherModal = () => noteModal(copy.noOther)

/** Why nobody can be asked, with the way to a mentor. */
export function noMentorModal(sentence: string): ModalView {
  return modal('notice', {}, { title: copy.title, blocks: [section(sentence), actions(button('name_mentor', copy.nameMentor, {}))] })
}

export function answerModal(form: AnswerForm): ModalView {
  const other = escape(form.side === 'mentor' ? form.managerName : form.mentorName)
  const { worked, missed, next } = debriefFields
  return modal(
    'debrief_answer',
    { debriefId: form.debriefId },
    {
      title: copy.answerTitle,
      submit: copy.answer,
      blocks: [
        section(copy.answerLead(other)),
        quote(form.focus),
        textField('worked', worked.label, { value: form.values.worked, maxLength: worked.maxLength, lines: 'many', keepTyping: true }),
        textField('missed', missed.label, { value: form.values.missed, maxLength: missed.maxLength, lines: 'many', keepTyping: true }),
        radioField(
          'landed',
          debriefFields.landed.label,
          landings.map((value) => ({ value, label: landingLabels[value] })),
          { value: form.values.landed, hint: copy.landedHint },
        ),
        textField('next', next.label, { value: form.values.next, maxLength: next.maxLength, keepTyping: true }),
        ...(form.from === 'draft'
          ? [context(copy.draft), actions(button('debrief_answer_discard', copy.discard, { debriefId: form.debriefId }))]
          : []),
        context(
          visibilityLine(
            'debrief',
            form.side === 'mentor' ? { role: 'mentor', names: { manager: other } } : { role: 'manager', names: { mentor: other } },
          ).full,
        ),
      ],
    },
  )
}

export function closeModal(form: { debriefId: DebriefId; mentorName: string; suggested: string | undefined }): ModalView {
  const { nextTry } = debriefFields
  return modal(
    'debrief_close',
    { debriefId: form.debriefId },
    {
      title: copy.close,
      submit: copy.close,
      blocks: [
        textField('next_try', nextTry.label, {
          value: form.suggested,
          placeholder: copy.closePlaceholder,
          hint: copy.closeLead,
          maxLength: nextTry.maxLength,
        }),
        context(visibilityLine('debrief', { role: 'manager', names: { mentor: escape(form.mentorName) } }).full),
      ],
    },
  )
}

export function askOtherModal(form: {
  debriefId: DebriefId
  focus: string
  summary: string | undefined
  mentors: { id: string; name: string }[]
}): ModalView {
  return modal(
    'debrief_ask_other',
    { debriefId: form.debriefId },
    {
      title: copy.otherTitle,
      submit: copy.otherSend,
      blocks: [
        selectField(
          'mentor',
          copy.other,
          form.mentors.slice(0, 100).map(({ id, name }) => ({ value: id, label: shorten(name, 75) })),
        ),
        section(copy.otherLead),
        ...askBlocks(form),
        context(visibilityLine('debrief', { role: 'manager' }).full),
      ],
    },
  )
}

/** The whole debrief, for its two people. */
export function debriefModal(page: DebriefPage, reader: Reader): ModalView {
  const manager = escape(page.managerName)
  const mentor = escape(page.mentorName)
  const replies = page.entries.filter((entry) => 'text' in entry.said)
  const shown = page.entries.filter((entry) => !('text' in entry.said) || replies.indexOf(entry) >= replies.length - mostReplies)
  const mayAnswer = page.state !== 'closed' && (page.side === 'mentor' || page.route === 'thread')
  return modal(
    'debrief',
    { debriefId: page.debriefId },
    {
      title: copy.title,
      blocks: [
        section(
          `*${page.side === 'mentor' ? copy.asksYou(manager) : copy.asks(manager, mentor)}* ${sayDateTime(page.openedAt, reader.zone, reader.locale)}`,
        ),
        ...askBlocks(page),
        ...(shown.length < page.entries.length ? [context(copy.earlier)] : []),
        ...shown.flatMap(({ authorName, writtenAt, said }): KnownBlock[] => [
          section(`*${escape(authorName)}*, ${sayDateTime(writtenAt, reader.zone, reader.locale)}`),
          ...('text' in said ? [quote(cut(plainReply(said.text)))] : answerBlocks(said.answer)),
        ]),
        ...(page.entries.length === 0 ? [section(copy.nothingYet)] : []),
        ...(page.state === 'closed' ? [section(copy.closed)] : []),
        ...(page.nextTry === undefined
          ? []
          : [section(`*${page.side === 'manager' ? copy.youWillTry : copy.willTry(manager)}*`), quote(page.nextTry)]),
        ...(page.state === 'closed'
          ? []
          : [
              actions(
                ...(mayAnswer ? [button('debrief_form', copy.answerForm, { debriefId: page.debriefId })] : []),
                ...(page.side === 'manager' ? [button('debrief_close', copy.close, { debriefId: page.debriefId })] : []),
              ),
            ]),
        context(
          visibilityLine(
            'debrief',
            page.side === 'manager' ? { role: 'manager', names: { mentor } } : { role: 'mentor', names: { manager } },
          ).full,
        ),
      ],
    },
  )
}

/** The first message of the thread in the group DM. It has two readers, so it calls both by name. */
export function drawDebriefThread(data: DebriefThread, reader: Reader): Message {
  const { debriefId } = data
  const manager = escape(data.managerName)
  const mentor = escape(data.mentorName)
  const first = copy.asks(manager, mentor)
  const count = data.kept > 0 ? ` ${copy.count(data.kept)}` : ''
  const standing =
    data.state === 'closed'
      ? `${copy.closed}${count}`
      : `${data.state === 'answered' ? copy.answeredBy(mentor) : copy.waits(mentor)}${count}`
  const questions = `${copy.questionsLead}\n${debriefQuestions.map((question) => `• ${question}`).join('\n')}`
  const invites = data.state === 'closed' ? [] : [section(questions), section(copy.kept)]
  const nextTry = data.nextTry
  const buttons =
    data.state === 'closed'
      ? [button('debrief_open', copy.open, { debriefId })]
      : [
          ...(reader.thin ? [button('debrief_open', copy.open, { debriefId })] : []),
          button('debrief_form', copy.answerForm, { debriefId }),
          button('debrief_close', copy.close, { debriefId }),
        ]
  const closing = [section(`*${standing}*`), actions(...buttons), context(visibilityLine('debrief', bothNamed(manager, mentor)).short)]
  if (reader.thin) return { text: `${first} ${standing}`, blocks: [section(`*${first}*`), ...invites, ...closing] }
  return {
    text: [
      first,
      askText(data),
      ...(data.state === 'closed' ? [] : [questions, copy.kept]),
      standing,
      ...(nextTry === undefined ? [] : [copy.willTry(manager), spoken(nextTry, 900)]),
    ].join('\n'),
    blocks: [
      section(`*${first}*`),
      ...askBlocks(data),
      ...invites,
      ...(nextTry === undefined ? [] : [section(`*${copy.willTry(manager)}*`), quote(nextTry)]),
      ...closing,
    ],
  }
}

export function drawDebriefAnswer(data: DebriefAnswerShown, reader: Reader): Message {
  const first = copy.answers(escape(data.authorName))
  const line = context(visibilityLine('debrief', bothNamed(escape(data.managerName), escape(data.mentorName))).short)
  if (reader.thin)
    return { text: first, blocks: [section(`*${first}*`), actions(button('debrief_open', copy.open, { debriefId: data.debriefId })), line] }
  return { text: `${first}\n${answerText(data)}`, blocks: [section(`*${first}*`), ...answerBlocks(data), line] }
}

export function drawDebriefRequest(data: DebriefRequest, reader: Reader): Message {
  const { debriefId, state } = data
  const manager = escape(data.managerName)
  const first = copy.asksYou(manager)
  const standing = state === 'closed' ? copy.closed : state === 'answered' ? copy.youAnswered : copy.waitsYou
  const buttons = [
    ...(state === 'closed'
      ? []
      : [
          button(
            'debrief_form',
            state === 'answered' ? copy.changeAnswer : copy.answerForm,
            { debriefId },
            state === 'open' ? { style: 'primary' } : {},
          ),
        ]),
    ...(state !== 'open' || reader.thin ? [button('debrief_open', copy.open, { debriefId })] : []),
  ]
  const closing = [section(standing), actions(...buttons), context(visibilityLine('debrief', { role: 'mentor', names: { manager } }).short)]
  if (reader.thin) return { text: `${first} ${standing}`, blocks: [section(`*${first}*`), ...closing] }
  return { text: `${first}\n${askText(data)}\n${standing}`, blocks: [section(`*${first}*`), ...askBlocks(data), ...closing] }
}

export function drawDebriefAnswered(data: DebriefAnswered, reader: Reader): Message {
  const { debriefId } = data
  const first = copy.answers(escape(data.authorName))
  const closing = [
    ...(data.state === 'closed' ? [section(copy.closed)] : []),
    actions(
      ...(data.state === 'closed' ? [] : [button('debrief_close', copy.close, { debriefId })]),
      button('debrief_open', copy.open, { debriefId }),
    ),
    context(visibilityLine('debrief', { role: 'manager', names: { mentor: escape(data.mentorName) } }).short),
  ]
  if (reader.thin) return { text: first, blocks: [section(`*${first}*`), ...closing] }
  return { text: `${first}\n${answerText(data)}`, blocks: [section(`*${first}*`), ...answerBlocks(data), ...closing] }
}

export function drawDebriefNudge(data: DebriefNudge, reader: Reader): Message {
  const manager = escape(data.managerName)
  if (data.state !== 'open') return only(data.state === 'answered' ? copy.nudgeAnswered(manager) : copy.nudgeClosed(manager))
  const more = copy.nudgeMore(sayDate(data.askedAt, reader.zone, reader.locale))
  const { debriefId } = data
  return {
    text: `${copy.nudge(manager)} ${more}`,
    blocks: [
      section(`*${copy.nudge(manager)}*\n${more}`),
      actions(
        button('debrief_form', copy.answerForm, { debriefId }, { style: 'primary' }),
        button('debrief_open', copy.open, { debriefId }),
      ),
    ],
  }
}

export function drawDebriefStandIn(data: DebriefStandIn, reader: Reader): Message {
  const mentor = escape(data.mentorName)
  if (data.state !== 'open') return only(data.state === 'answered' ? copy.answeredBy(mentor) : copy.closed)
  const on = sayDate(data.askedAt, reader.zone, reader.locale)
  const more = data.others === 'some' ? copy.standInMore(on) : copy.standInAlone(on)
  const { debriefId } = data
  return {
    text: `${copy.standIn(mentor)} ${more}`,
    blocks: [
      section(`*${copy.standIn(mentor)}*\n${more}`),
      actions(
        ...(data.others === 'some' ? [button('debrief_ask_other', copy.askOther, { debriefId })] : []),
        button('debrief_close', copy.answerMyself, { debriefId }),
      ),
    ],
  }
}

/** What only the author of a reply sees when it was not kept. */
export function drawNotKept(card: ContactCard, otherName: string): Message {
  const people = card.contacts.map(({ label, name, reach }) => `• *${label}:* ${escape(name)}, ${escape(reach)}`)
  const sentence = copy.notKept(escape(otherName))
  return {
    text: [sentence, card.title, ...people, ...card.notes].join('\n'),
    blocks: [section(sentence), section([`*${card.title}*`, ...people].join('\n')), ...card.notes.map(context)],
  }
}

/** Replies shown in the modal at most, the newest; each is cut to `longestReply` characters. */
const mostReplies = 20
const longestReply = 1_500

function cut(text: string): string {
  const letters = [...text]
  return letters.length <= longestReply ? text : `${letters.slice(0, longestReply - 1).join('')}…`
}

/** Written words for the `text` of a message, cut so that Slack's 4,000 characters for a redrawn one hold all of it: escaping lengthens them. */
function spoken(written: string, most: number): string {
  let length = 0
  const fitting = [...written].filter((letter) => (length += escape(letter).length) < most)
  return length < most ? escape(written) : `${escape(fitting.join(''))}…`
}

function noteModal(sentence: string): ModalView {
  return modal('notice', {}, { title: copy.title, close: 'OK', blocks: [section(sentence)] })
}

const only = (sentence: string): Message => ({ text: sentence, blocks: [section(sentence)] })
const aboutSession = (sessionId: SessionId | undefined) => (sessionId === undefined ? {} : { sessionId })

/** The matrix line for a message with two readers: nobody in it is "you". */
function bothNamed(manager: string, mentor: string) {
  return { role: 'owner', names: { manager, mentor } } as const
}

function askBlocks({ focus, summary }: { focus: string; summary: string | undefined }): KnownBlock[] {
  return [
    section(`*${copy.focusLabel}*`),
    quote(focus),
    ...(summary === undefined ? [] : [section(`*${copy.summaryLabel}*`), quote(summary)]),
  ]
}

function askText({ focus, summary }: { focus: string; summary: string | undefined }): string {
  return [
    `${copy.focusLabel}: ${spoken(focus, 900)}`,
    ...(summary === undefined ? [] : [`${copy.summaryLabel}: ${spoken(summary, 1_700)}`]),
  ].join('\n')
}

function answerLines({ worked, missed, landed, next }: FormAnswer): [question: string, answer: string][] {
  const [first, second, third, fourth] = debriefQuestions
  return [
    [first, worked],
    [second, missed],
    [third, landingLabels[landed]],
    [fourth, next],
  ]
}

const answerBlocks = (answer: FormAnswer): KnownBlock[] =>
  answerLines(answer).flatMap(([question, words]) => [section(`*${question}*`), quote(words)])
const answerText = (answer: FormAnswer): string =>
  answerLines(answer)
    .map(([question, words]) => `${question}: ${spoken(words, 900)}`)
    .join('\n')
