import type { DebriefAnswered, DebriefRequest, DebriefThread } from '../../../coaching/debrief-messages.ts'
import type { DebriefId, SessionId } from '../../../coaching/ids.ts'
import type { MessageData, MessageKind } from '../../../coaching/messages.ts'
import type { AnswerForm, DebriefPage } from '../../../flows/debrief-answers.ts'
import type { ModalView } from '../kit.ts'
import {
  answeredModal,
  answerModal,
  askModal,
  askOtherModal,
  closedModal,
  closeModal,
  debriefModal,
  discardedModal,
  noMentorModal,
  noOtherModal,
  reviewModal,
  sentModal,
} from '../debrief.ts'
import { at } from './at.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const debriefId = 'db_0000000000000001' as DebriefId
const sessionId = 's_0000000000000001' as SessionId
const ask = {
  focus: 'I gave the answer before they had one.',
  summary:
    'On Tue 3 March I had a 1:1 with someone in my team. The question I tried was about progress. We ended with something new to do.',
}
const long = { focus: '&'.repeat(300), summary: `${'<'.repeat(1_000)} ${'Long words & <signs> '.repeat(23)}😀一二三` }
const answer = {
  worked: 'You asked what they had tried, and waited.',
  missed: 'What they wanted from you was never said.',
  landed: 'engaged',
  next: 'Ask what they need before you offer it',
} as const
const names = { managerName: 'Maya', mentorName: 'Tomas' }
const thread: DebriefThread = { debriefId, ...names, ...ask, state: 'open', kept: 0, nextTry: undefined }
const request: DebriefRequest = { debriefId, ...names, ...ask, state: 'open' }
const longAnswer = { worked: '&'.repeat(300), missed: '*'.repeat(300), next: '<'.repeat(200) }
const answered: DebriefAnswered = { debriefId, ...names, authorName: 'Tomas', ...answer, state: 'answered' }
const askedAt = at('2026-02-26T14:10:00Z')

type DebriefKind = Extract<MessageKind, `debrief_${string}`>

export const debriefMessages = {
  debrief_thread: {
    open: thread,
    at_the_limits: { ...thread, ...long, managerName: '<@U0MAYA0001> *Maya*', mentorName: '<@U0TOMAS001>' },
    closed_at_the_limits: { ...thread, ...long, state: 'closed', kept: 1_000, nextTry: '&'.repeat(200) },
    without_summary: { ...thread, summary: undefined },
    answered: { ...thread, state: 'answered', kept: 3 },
    closed: { ...thread, state: 'closed', kept: 3, nextTry: 'Ask what they need before I offer it' },
    closed_for_another: { ...thread, state: 'closed' },
    ...extremes((as) => as<DebriefThread>({ ...thread, state: 'closed', kept: 3, nextTry: 'Ask what they need before I offer it' })),
  },
  debrief_answer: {
    from_mentor: answered,
    from_manager: { ...answered, authorName: 'Maya', landed: 'hard_to_tell' },
    at_the_limits: { ...answered, ...longAnswer },
    ...extremes((as) => as(answered)),
  },
  debrief_request: {
    open: request,
    answered: { ...request, state: 'answered' },
    closed: { ...request, state: 'closed' },
    ...extremes((as) => as(request)),
  },
  debrief_answered: { open: answered, closed: { ...answered, state: 'closed' }, ...extremes((as) => as(answered)) },
  debrief_nudge: {
    open: { debriefId, managerName: 'Maya', askedAt, state: 'open' },
    answered: { debriefId, managerName: 'Maya', askedAt, state: 'answered' },
    closed: { debriefId, managerName: 'Maya', askedAt, state: 'closed' },
    ...extremes<MessageData['debrief_nudge']>((as) => as({ debriefId, managerName: 'Maya', askedAt, state: 'open' })),
  },
  debrief_stand_in: {
    others: { debriefId, mentorName: 'Tomas', askedAt, state: 'open', others: 'some' },
    alone: { debriefId, mentorName: 'Tomas', askedAt, state: 'open', others: 'none' },
    answered: { debriefId, mentorName: 'Tomas', askedAt, state: 'answered', others: 'some' },
    closed: { debriefId, mentorName: 'Tomas', askedAt, state: 'closed', others: 'some' },
    ...extremes<MessageData['debrief_stand_in']>((as) => as({ debriefId, mentorName: 'Tomas', askedAt, state: 'open', others: 'some' })),
  },
} satisfies { [K in DebriefKind]: Record<string, MessageData[K]> }

const form: AnswerForm = { debriefId, ...names, side: 'mentor', focus: ask.focus, values: {}, from: 'new' }
const page: DebriefPage = {
  debriefId,
  ...names,
  side: 'manager',
  ...ask,
  state: 'open',
  route: 'thread',
  openedAt: askedAt,
  nextTry: undefined,
  entries: [],
}
const reply = {
  authorName: 'Tomas',
  writtenAt: at('2026-02-27T09:00:00Z'),
  said: { text: 'What did <@U0DEV00001> say &amp; do <https://example.com|after that>?' },
}

export const debriefModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  debrief_ask: {
    from_a_session: askModal({ sessionId, mentorName: 'Tomas', focus: undefined, summary: ask.summary, from: 'new' }),
    empty: askModal({ sessionId: undefined, mentorName: 'Tomas', focus: undefined, summary: undefined, from: 'new' }),
    draft: askModal({ sessionId, mentorName: 'Tomas', ...long, from: 'draft' }),
    changed: askModal({ sessionId, mentorName: 'Tomas', ...ask, from: 'draft' }, 'changed'),
    no_mentor: noMentorModal(
      'You have no mentor in Cuecard at the moment. What you typed is kept. You can ask somebody to be your mentor, and come back once they said yes.',
    ),
    discarded: discardedModal(),
    ...extremes((as) => askModal(as({ sessionId, mentorName: 'Tomas', ...ask, from: 'draft' }))),
  },
  debrief_review: {
    full: reviewModal({ sessionId, mentorName: 'Tomas', ...ask, stamp: 1 }),
    at_the_limits: reviewModal({
      sessionId: undefined,
      mentorName: 'Wolfeschlegelsteinhausenbergerdorff',
      ...long,
      stamp: 1_772_000_000_000_000,
    }),
    sent: sentModal('Tomas'),
    ...extremes((as) => reviewModal(as({ sessionId, mentorName: 'Tomas', ...ask, stamp: 1 }))),
  },
  debrief_answer: {
    empty: answerModal(form),
    draft: answerModal({ ...form, values: { ...answer }, from: 'draft' }),
    as_manager: answerModal({ ...form, side: 'manager' }),
    sent: answeredModal('Maya'),
    ...extremes((as) => answerModal(as({ ...form, values: { ...answer }, from: 'draft' }))),
  },
  debrief_close: {
    empty: closeModal({ debriefId, mentorName: 'Tomas', suggested: undefined }),
    suggested: closeModal({ debriefId, mentorName: 'Tomas', suggested: answer.next }),
    done: closedModal(),
    ...extremes((as) => closeModal({ debriefId, mentorName: as({ mentorName: 'Tomas' }).mentorName, suggested: as({ next: 'Ask' }).next })),
  },
  debrief_ask_other: {
    some: askOtherModal({ debriefId, ...ask, mentors: [{ id: 'p_0000000000000009', name: 'Lena' }] }),
    none: noOtherModal(),
    ...extremes((as) => askOtherModal(as({ debriefId, ...ask, mentors: [{ id: 'p_0000000000000009', name: 'Lena' }] }))),
  },
  debrief: {
    open: debriefModal(page, reader),
    as_mentor: debriefModal({ ...page, side: 'mentor', state: 'answered', entries: [reply, { ...reply, said: { answer } }] }, reader),
    by_form: debriefModal({ ...page, route: 'form', state: 'answered', entries: [{ ...reply, said: { answer } }] }, reader),
    closed: debriefModal({ ...page, state: 'closed', nextTry: 'Ask what they need before I offer it', entries: [reply] }, reader),
    ...extremes((as) =>
      debriefModal(
        as<DebriefPage>({
          ...page,
          state: 'closed',
          nextTry: 'Ask what they need before I offer it',
          entries: [reply, { ...reply, said: { answer } }],
        }),
        reader,
      ),
    ),
    at_the_limits: debriefModal(
      { ...page, ...long, entries: Array.from({ length: 60 }, () => ({ ...reply, said: { text: '一'.repeat(4_000) } })) },
      reader,
    ),
  },
})
