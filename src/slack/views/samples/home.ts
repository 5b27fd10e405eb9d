import type { HomeData, HomePair } from '../../../coaching/home.ts'
import type { MessageData } from '../../../coaching/messages.ts'
import { pairListModal } from '../home/pairs.ts'
import type { WhyShown } from '../hub.ts'
import { hubModal, whyModal } from '../hub.ts'
import type { ModalView } from '../kit.ts'
import { at, sampleNow } from './at.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const nothing: HomeData = {
  personName: 'Maya',
  standing: 'member',
  next: undefined,
  asManager: [],
  asEmployee: [],
  steps: [],
  waiting: [],
  toAnswer: [],
  requests: [],
  mentor: undefined,
  mentees: [],
  debriefs: [],
  away: undefined,
  coordinator: undefined,
}
const withDev: HomePair = {
  pairId: 'pr_0000000000000001',
  otherName: 'Dev',
  as: 'manager',
  state: 'active',
  cadence: 'every Tuesday at 14:00',
  nextMeetingAt: at('2026-03-03T13:00:00Z'),
  nextTriggerAt: at('2026-03-03T08:00:00Z'),
}
const notPlanned = { nextMeetingAt: undefined, nextTriggerAt: undefined }
const manager: HomeData = {
  ...nothing,
  next: withDev,
  asManager: [
    withDev,
    { ...withDev, ...notPlanned, pairId: 'pr_0000000000000002', otherName: 'Chi', state: 'proposed' },
    { ...withDev, ...notPlanned, pairId: 'pr_0000000000000003', otherName: 'Noor', state: 'paused' },
    { ...withDev, ...notPlanned, pairId: 'pr_0000000000000004', otherName: 'Sam', state: 'stopped' },
    { ...withDev, ...notPlanned, pairId: 'pr_0000000000000005', otherName: 'Ana' },
  ],
  steps: [
    {
      actionId: 'a_0000000000000001',
      kind: 'promise',
      text: 'Ask finance about the price exception',
      otherName: 'Dev',
      dueOn: '2026-02-27',
      due: 'overdue',
    },
    {
      actionId: 'a_0000000000000002',
      kind: 'step',
      text: 'Send the list of renewals',
      otherName: 'Dev',
      dueOn: '2026-03-06',
      due: 'later',
    },
  ],
  waiting: [
    { kind: 'agreement', agreementId: 'ag_0000000000000001', otherName: 'Dev', items: 1, asks: 'answer' },
    { kind: 'expectations', pairId: 'pr_0000000000000009', managerName: 'Noor' },
    { kind: 'comments', pairId: 'pr_0000000000000001', otherName: 'Dev', count: 2 },
    { kind: 'session_draft', pairId: 'pr_0000000000000001', otherName: 'Dev', savedAt: at('2026-03-01T18:00:00Z') },
  ],
  requests: [
    {
      requestId: 'r_0000000000000001',
      otherName: 'Dev',
      as: 'manager',
      helpKind: 'training',
      state: 'owned',
      sentOn: 'yes',
      ownerName: 'Lena',
    },
  ],
  mentor: { mentorshipId: 'ms_0000000000000001', mentorName: 'Tomas', state: 'active' },
  debriefs: [{ debriefId: 'db_0000000000000001', otherName: 'Tomas', as: 'manager', openedAt: at('2026-02-26T10:00:00Z') }],
}
const many = Array.from({ length: 60 }, (_none, index): HomePair => ({
  ...withDev,
  pairId: `pr_${String(index).padStart(16, '0')}`,
  otherName: `Person ${index + 1}`,
}))
const fullest: HomeData = {
  ...manager,
  asManager: many,
  asEmployee: many.map((pair) => ({ ...pair, as: 'employee' })),
  steps: Array.from({ length: 30 }, (_none, index) => ({
    actionId: `a_${String(index).padStart(16, '0')}`,
    kind: 'step',
    text: 'x'.repeat(200),
    otherName: 'Dev',
    dueOn: '2026-03-06',
    due: 'later',
  })),
  waiting: Array.from({ length: 30 }, (_none, index) => ({
    kind: 'proposal',
    pairId: `pr_${String(index).padStart(16, '0')}`,
    managerName: 'Maya',
    cadence: 'every Tuesday at 14:00 (Europe/Berlin)',
  })),
  requests: Array.from({ length: 30 }, (_none, index) => ({
    requestId: `r_${String(index).padStart(16, '0')}`,
    otherName: 'Dev',
    as: 'manager',
    helpKind: 'other_team',
    state: 'asked',
    sentOn: 'no',
    ownerName: undefined,
  })),
  toAnswer: Array.from({ length: 30 }, (_none, index) => ({
    requestId: `r_1${String(index).padStart(15, '0')}`,
    employeeName: `Person ${index + 1}`,
    helpKind: 'tool_budget',
    state: 'asked',
    answerByOn: '2026-03-09',
  })),
  mentees: Array.from({ length: 30 }, (_none, index) => ({
    mentorshipId: `ms_${String(index).padStart(16, '0')}`,
    managerName: `Manager ${index + 1}`,
  })),
  debriefs: Array.from({ length: 30 }, (_none, index) => ({
    debriefId: `db_${String(index).padStart(16, '0')}`,
    otherName: 'Tomas',
    as: 'manager',
    openedAt: at('2026-02-26T10:00:00Z'),
  })),
  coordinator: {
    thin: 'on',
    pausedSince: at('2026-02-27T10:00:00Z'),
    ownerless: 0,
    contacts: {
      everywhere: 6,
      missing: ['Emergency number', 'HR'],
      countries: Array.from({ length: 40 }, () => ({ country: 'DE', named: 2 })),
    },
    pairs: { proposed: 12, active: 340, paused: 3, stopped: 2 },
    mentorships: { proposed: 4, active: 61 },
    mentoring: { keptPercent: 78, openDebriefs: 12 },
    delivery: { waiting: 3, inDoubt: 0, failed: 3 },
    deadLetters: {
      messages: [
        { kind: 'trigger', count: 2 },
        { kind: 'debrief_thread', count: 1 },
      ],
      events: 1,
      unreachable: 2,
    },
    roster: { here: 2140, found: 2098, waiting: { newManagers: 12, left: 3, circles: 2 }, emails: 'seen' },
  },
}

/** App Home for people in every situation. */
export const homes: Record<string, HomeData> = {
  nothing_yet: nothing,
  outsider: { ...nothing, personName: 'Gus', standing: 'outsider' },
  manager,
  employee: {
    ...nothing,
    personName: 'Dev',
    next: { ...withDev, otherName: 'Maya', as: 'employee' },
    asEmployee: [{ ...withDev, otherName: 'Maya', as: 'employee' }],
    steps: [
      {
        actionId: 'a_0000000000000003',
        kind: 'step',
        text: 'Call two lapsed accounts',
        otherName: 'Maya',
        dueOn: '2026-03-06',
        due: 'later',
      },
    ],
    waiting: [{ kind: 'agreement', agreementId: 'ag_0000000000000001', otherName: 'Maya', items: 2, asks: 'confirm' }],
  },
  answers_requests: {
    ...nothing,
    personName: 'Lena',
    toAnswer: [
      { requestId: 'r_0000000000000001', employeeName: 'Dev', helpKind: 'training', state: 'asked', answerByOn: '2026-03-09' },
      { requestId: 'r_0000000000000002', employeeName: 'Chi', helpKind: 'introduction', state: 'owned', answerByOn: '2026-03-05' },
      { requestId: 'r_0000000000000003', employeeName: 'Ana', helpKind: 'training', state: 'answered', answerByOn: undefined },
    ],
  },
  did_it_help: {
    ...nothing,
    personName: 'Dev',
    asEmployee: [{ ...withDev, otherName: 'Maya', as: 'employee' }],
    requests: [
      {
        requestId: 'r_0000000000000001',
        otherName: 'Maya',
        as: 'employee',
        helpKind: 'training',
        state: 'delivered',
        sentOn: 'yes',
        ownerName: 'Lena',
      },
      {
        requestId: 'r_0000000000000002',
        otherName: 'Maya',
        as: 'employee',
        helpKind: 'time',
        state: 'asked',
        sentOn: 'no',
        ownerName: undefined,
      },
    ],
  },
  asked: {
    ...nothing,
    personName: 'Dev',
    waiting: [{ kind: 'proposal', pairId: 'pr_0000000000000001', managerName: 'Maya', cadence: 'every Tuesday at 14:00 (Europe/Berlin)' }],
    asEmployee: [{ ...withDev, ...notPlanned, otherName: 'Maya', as: 'employee', state: 'proposed' }],
  },
  mentor: {
    ...nothing,
    personName: 'Tomas',
    mentees: [{ mentorshipId: 'ms_0000000000000001', managerName: 'Maya' }],
    waiting: [{ kind: 'mentor_proposal', mentorshipId: 'ms_0000000000000002', managerName: 'Noor' }],
    debriefs: [{ debriefId: 'db_0000000000000001', otherName: 'Maya', as: 'mentor', openedAt: at('2026-02-26T10:00:00Z') }],
  },
  mentor_asked: { ...nothing, mentor: { mentorshipId: 'ms_0000000000000001', mentorName: 'Tomas', state: 'proposed' } },
  coordinator_before_contacts: {
    ...nothing,
    personName: 'Lena',
    coordinator: {
      thin: 'off',
      pausedSince: undefined,
      ownerless: 5,
      contacts: { everywhere: 0, missing: ['Emergency number', 'HR'], countries: [] },
      pairs: { proposed: 0, active: 0, paused: 0, stopped: 0 },
      mentorships: { proposed: 0, active: 0 },
      mentoring: { keptPercent: undefined, openDebriefs: undefined },
      delivery: { waiting: 0, inDoubt: 0, failed: 0 },
      deadLetters: { messages: [], events: 0, unreachable: 0 },
      roster: { here: 0, found: 0, waiting: { newManagers: 0, left: 0, circles: 0 }, emails: 'not asked yet' },
    },
  },
  fullest,
  ...extremes((as) => as(manager)),
}

export const directMessages = {
  direct_answer: { member: { standing: 'member' }, outsider: { standing: 'outsider' } },
} satisfies { [K in 'direct_answer']: Record<string, MessageData[K]> }

const rule = 'You get one message before each of your 1:1s, every Tuesday at 14:00 (Europe/Berlin), as set by you: 09:00 on the day.'
const whyManager: WhyShown = {
  otherName: 'Dev',
  reader: 'manager',
  sentences: [rule, 'So far none was due.', '*Next:* on Tue 3 March, 09:00, for the 1:1 on Tue 3 March, 14:00.'],
}
const whyEmployee: WhyShown = {
  otherName: 'Maya',
  reader: 'employee',
  sentences: [
    'You are invited to answer on the morning of your working day before each 1:1, every Tuesday at 14:00 (Europe/Berlin), as set by your manager.',
    '*Last:* sent on Mon 23 February, 09:00, for the 1:1 on Tue 24 February, 14:00.',
    '*Before:* held back, for the 1:1 on Tue 17 February, 14:00. You are marked as away then, or on the day of the 1:1.',
    '*Before:* not sent, for the 1:1 on Tue 10 February, 14:00. It could not be sent in time, and after the start it would not have helped.',
    '*Next:* on Mon 2 March, 09:00, for the 1:1 on Tue 3 March, 14:00.',
  ],
}

export const homeModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => {
  const now = { ...reader, now: sampleNow }
  return {
    hub: {
      nothing_yet: hubModal(nothing, now),
      manager: hubModal(manager, now),
      mentor: hubModal({ ...nothing, mentees: [{ mentorshipId: 'ms_0000000000000001', managerName: 'Maya' }] }, now),
      fullest: hubModal(fullest, now),
      ...extremes((as) => hubModal(as(manager), now)),
    },
    pair_list: {
      first: pairListModal(fullest, 10, now),
      last: pairListModal(fullest, 100, now),
      emptied: pairListModal(nothing, 10, now),
      ...extremes((as) => pairListModal(as(fullest), 10, now)),
    },
    why: {
      manager: whyModal(whyManager),
      employee: whyModal(whyEmployee),
      paused: whyModal({ ...whyManager, sentences: [rule, 'So far none was due.', '*Next:* none. This 1:1 was paused.'] }),
      ...extremes((as) => whyModal(as(whyManager))),
    },
  }
}
