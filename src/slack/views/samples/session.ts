import { contactCard } from '../../../coaching/sensitive.ts'
import type { SessionScreen, SessionSummary } from '../../../coaching/session-screen.ts'
import type { ModalView } from '../kit.ts'
import { sessionClosedElsewhereView, sessionClosedView, sessionDiscardedView, sessionView } from '../session.ts'
import { at, sampleNow } from './at.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'
import { sampleResources } from './resources.ts'
import { sampleTopics } from './topics.ts'

const empty: SessionScreen = {
  sessionId: 's_0000000000000001',
  window: '0a1b2c3d',
  place: { step: 'goals' },
  drawn: {},
  employeeName: 'Dev',
  meetingAt: at('2026-03-03T13:00:00Z'),
  which: 'first',
  fields: { goalQuarter: '', goalMeasure: '', goalLonger: '' },
  fromEmployee: [],
  others: {},
  notes: [],
  resumedAt: undefined,
  topics: undefined,
  noted: [],
  ownQuestion: undefined,
  question: undefined,
  openSteps: [],
  pairId: 'pr_0000000000000001',
  tooMany: 0,
  openStepsChoice: 'undecided',
  otherSteps: [],
  mayAddStep: true,
  promise: 'undecided',
  smaller: 'no',
  stepText: '',
  resources: [],
}

const goals: SessionScreen = {
  ...empty,
  which: 'later',
  fields: { goalQuarter: 'Renewals in the north region above 92%', goalMeasure: 'The April report', goalLonger: 'Move into pricing' },
  fromEmployee: ['goalLonger'],
  topics: 'The handover of the north accounts',
  question: {
    text: 'Where did the plan and the real week part ways?',
    listenFor: 'Facts first.',
    followUp: 'What should the plan look like now?',
  },
}
const help: SessionScreen = {
  ...goals,
  place: { step: 'help', asked: 0, detail: 'shown' },
  fields: {
    helpKinds: ['training'],
    helpDetail: 'An hour with someone who has run a tender',
    obstacle: 'Month-end close takes my Thursdays',
    obstacleKind: 'time',
  },
  fromEmployee: ['obstacle'],
}
const firstSteps: SessionScreen = {
  ...empty,
  place: { step: 'nextSteps', slot: 0 },
  fields: {
    'actions.0.text': '',
    'actions.0.owner': 'employee',
    'actions.0.dueOn': '2026-03-10',
    'promise.text': '',
    'promise.dueOn': '2026-03-10',
  },
}
const openSteps: SessionScreen['openSteps'] = [
  { text: 'Call the two stalled accounts', owner: 'employee', dueOn: '2026-03-06', agreed: 'yes', stuck: true },
  { text: 'Ask finance for the price list', owner: 'manager', dueOn: '2026-03-09', agreed: 'not_yet', stuck: false },
]
const laterSteps: SessionScreen = {
  ...firstSteps,
  which: 'later',
  place: { step: 'nextSteps', slot: 1 },
  fields: {
    'actions.1.text': 'Write the tender outline',
    'actions.1.owner': 'employee',
    'actions.1.dueOn': '2026-03-10',
    'promise.text': 'Clear the price exception with finance',
    'promise.dueOn': '2026-03-10',
  },
  openSteps,
  otherSteps: [{ slot: 0, text: 'Call the clinic lead', owner: 'employee', dueOn: '2026-03-10' }],
  smaller: 'ask',
}
const summary: SessionSummary = {
  sessionId: 's_0000000000000001',
  employeeName: 'Dev',
  goals: 1,
  requests: 1,
  steps: [{ text: 'Call the two stalled accounts', owner: 'employee', dueOn: '2026-03-10' }],
  promise: { text: 'Clear the price exception with finance', dueOn: '2026-03-10' },
  obstacle: 'noted',
  keptOpen: false,
  nextMeetingAt: at('2026-03-10T13:00:00Z'),
  mentor: 'Tomas',
}

/** The same states under names of their own, where a modal has several screens. */
const under = (screen: string, states: Record<string, ModalView>) =>
  Object.fromEntries(Object.entries(states).map(([state, view]) => [`${screen}_${state}`, view]))

export const sessionModals = (given: SampleReader): Record<string, Record<string, ModalView>> => {
  const reader = { ...given, now: sampleNow }
  const card = contactCard('', { byCountry: {}, elsewhere: [{ route: 'hr', name: 'Priya', reach: '+49 30 1234' }] })
  return {
    session: {
      first_goals: sessionView(empty, reader),
      goals: sessionView(goals, reader),
      resumed: sessionView({ ...goals, resumedAt: at('2026-03-01T17:05:00Z') }, reader),
      two_texts: sessionView({ ...goals, others: { goalQuarter: 'Renewals above 90% in both regions' } }, reader),
      between_meetings: sessionView({ ...goals, meetingAt: undefined }, reader),
      own_question: sessionView({ ...goals, question: undefined, ownQuestion: 'What would you do if nobody were watching?' }, reader),
      too_many_steps: sessionView({ ...laterSteps, tooMany: 1 }, reader),
      noted_topics: sessionView({ ...goals, noted: sampleTopics }, reader),
      help: sessionView(help, reader),
      help_with_resources: sessionView({ ...help, resources: sampleResources }, reader),
      help_private: sessionView(
        { ...help, place: { step: 'help', asked: 1, detail: 'hidden' }, fields: { ...help.fields, helpKinds: [] } },
        reader,
        card,
      ),
      help_private_nobody: sessionView(
        { ...help, place: { step: 'help', asked: 1, detail: 'hidden' }, fields: { ...help.fields, helpKinds: [] } },
        reader,
        contactCard('', { byCountry: {}, elsewhere: [] }),
      ),
      first_steps: sessionView(firstSteps, reader),
      later_steps: sessionView(laterSteps, reader),
      steps_kept: sessionView(
        { ...laterSteps, place: { step: 'nextSteps' }, openStepsChoice: 'kept', otherSteps: [], smaller: 'no', promise: 'none' },
        reader,
      ),
      steps_full: sessionView(
        {
          ...laterSteps,
          mayAddStep: false,
          otherSteps: [...laterSteps.otherSteps, { slot: 2, text: 'Book the training', owner: 'manager', dueOn: '2026-03-05' }],
        },
        reader,
      ),
      step_to_mend: sessionView({ ...laterSteps, notes: ['This date has passed. Pick today or a later day.'] }, reader),
      easier: sessionView(
        {
          ...laterSteps,
          place: { step: 'easier', slot: 1 },
          stepText: 'Write the tender outline',
          fields: {
            'actions.1.cue': 'When the Monday report lands',
            'actions.1.response': 'I will list three risks',
            'actions.1.confidence': '4',
            'actions.1.learning': ['learning'],
          },
        },
        reader,
      ),
      closed: sessionClosedView(summary, reader),
      closed_nothing_new: sessionClosedView(
        {
          ...summary,
          goals: 0,
          requests: 0,
          steps: [],
          promise: undefined,
          obstacle: 'none',
          keptOpen: true,
          mentor: undefined,
          nextMeetingAt: undefined,
        },
        reader,
      ),
      ...under(
        'goals',
        extremes((as) => sessionView(as({ ...goals, others: { goalQuarter: 'Renewals above 90% in both regions' } }), reader)),
      ),
      ...under(
        'help',
        extremes((as) => sessionView(as(help), reader)),
      ),
      ...under(
        'steps',
        extremes((as) => sessionView(as(laterSteps), reader)),
      ),
      ...under(
        'closed',
        extremes((as) => sessionClosedView(as(summary), reader)),
      ),
      closed_elsewhere: sessionClosedElsewhereView(
        { closedAt: at('2026-03-02T07:12:00Z'), unsaved: ['Renewals above 90% in both regions'] },
        reader,
      ),
      discarded: sessionDiscardedView(),
    },
  }
}
