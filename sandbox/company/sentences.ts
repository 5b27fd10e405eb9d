import type { Context } from '../../src/coaching/question-bank.ts'
import type { KeptHelpKind } from '../../src/coaching/session-fields.ts'

/** What people of the company write. Made up, and about work only. */

export const goals: Record<Context, readonly { text: string; measure: string }[]> = {
  sales: [
    { text: 'Renewals in the north region above 92%', measure: 'The renewals report at the end of the quarter' },
    { text: 'Win back two accounts that left last year', measure: 'Two signed contracts' },
    { text: 'Lead the negotiation with a large account alone', measure: 'I sit in the second row and say nothing' },
    { text: 'A forecast that is right within five per cent', measure: 'Forecast against bookings, month by month' },
  ],
  support: [
    { text: 'Answer every urgent ticket within the hour', measure: 'The weekly response report' },
    { text: 'Write the guide for the ten questions that come most', measure: 'Ten pages, used by the night shift' },
    { text: 'Take over escalations from the two largest customers', measure: 'Signed off by the clinic lead in May' },
  ],
  operations: [
    { text: 'Close the month in four working days', measure: 'The date of the close, three months in a row' },
    { text: 'Half as many returns because of wrong labels', measure: 'Returns by reason, from the warehouse' },
    { text: 'Run the supplier review on my own', measure: 'The supplier list has a decision in each line' },
  ],
  project: [
    { text: 'Ship the new checkout to the first three customers', measure: 'Three customers use it for a week' },
    { text: 'Present the design to the architecture group and get a decision', measure: 'A decision in the minutes' },
    { text: 'Cut the time from a merged change to production to one hour', measure: 'The deployment chart' },
  ],
  general: [
    { text: 'A budget that the board takes without another round', measure: 'One meeting, one decision' },
    { text: 'Explain the numbers to managers so that they ask fewer questions', measure: 'Questions per month, counted in the inbox' },
    { text: 'Have a second person who can do the quarterly report', measure: 'Somebody else hands it in in June' },
  ],
}

export const longerGoals = [
  'Lead a small team',
  'Move into pricing',
  'Become the person others ask about data',
  'Work abroad for a year',
  'Know the whole product, not one corner of it',
  'Train others in what I do',
]

export const steps: Record<Context, readonly string[]> = {
  sales: [
    'Call the two stalled accounts and ask what changed',
    'Draft the renewal letter for the north accounts',
    'Prepare three questions for the buyer at the clinic group',
    'List the accounts without a contact above the user',
    'Ask the customer who else decides',
    'Write down why the last two offers were lost',
  ],
  support: [
    'Write the first page of the guide',
    'Listen to two calls of a colleague and note what worked',
    'Ask the night shift which question comes most',
    'Call the customer back before they call us',
    'Sort the open tickets by what blocks the customer',
    'Show the new colleague how an escalation goes',
  ],
  operations: [
    'Walk through the close with finance, step by step',
    'Try the new label on one line for a week',
    'Ask the two late suppliers for a date',
    'Write the checklist for the handover at six',
    'Count returns by reason for March',
    'Clear the list of open bookings',
  ],
  project: [
    'Send the design to two reviewers',
    'Cut the checkout change into two',
    'Write the test that fails today',
    'Ask the customer to try the draft for ten minutes',
    'Note what slowed the last release down',
    'Show the plan to operations before it is final',
  ],
  general: [
    'Draft the one-page summary for the board',
    'Book half an hour with sales about the assumptions',
    'Let a colleague build the next report and only watch',
    'Write down the three questions that come every month',
    'Try the new template with one team',
    'Ask the board member what they look at first',
  ],
}

export const promises = [
  'Clear the price exception with finance',
  'Introduce you to the tender team',
  'Talk to operations about the release date',
  'Find an hour a week without meetings for you',
  'Send the notes of the steering meeting',
  'Ask for access to the data',
  'Be in the second row at the next presentation',
  'Read the draft by Thursday',
  'Settle with the other team who decides',
]

export const obstacles = [
  { text: 'Month-end close takes my Thursdays', kind: 'time' },
  { text: 'Two teams want different things first', kind: 'priorities' },
  { text: 'I have not done this alone before', kind: 'skill' },
  { text: 'The customer answers late', kind: 'people' },
  { text: 'We wait for access to the new tool', kind: 'tools' },
] as const

export const help: readonly { kind: KeptHelpKind; detail: string }[] = [
  { kind: 'training', detail: 'An hour with someone who has run a tender' },
  { kind: 'training', detail: 'The course on difficult conversations, in May at the latest' },
  { kind: 'time', detail: 'Two mornings a week without tickets until the guide is done' },
  { kind: 'information', detail: 'Access to the bookings of last year' },
  { kind: 'introduction', detail: 'Somebody who has negotiated with this customer before' },
  { kind: 'other_team', detail: 'A named person in operations for release questions' },
  { kind: 'tool_budget', detail: 'A second screen and the drawing tool' },
]

export const topics = [
  'The handover of the north accounts, and who tells the customers',
  'What the reorganisation means for my projects',
  'I would like to take over more of the planning',
  'The week has more meetings than work',
  'How to say no to the other team',
  'My goal does not fit any more',
]

export const notes = [
  'The other one is on leave until the 9th.',
  'Could we make it smaller?',
  'I need the numbers from finance first.',
  'Can we talk about this one first?',
]
export const dropReasons = [
  'The customer signed without it.',
  'We do it with the other team in the autumn.',
  'It is part of the larger step now.',
]

export const asks = [
  {
    focus: 'I gave the answer before they had one',
    summary: 'I asked how far it was, and then told them what I would do. They wrote it down and said little.',
  },
  {
    focus: 'How to ask about a step that was late for the third time',
    summary: 'The step was past its date again. I skipped it and we talked about the new goal.',
  },
  {
    focus: 'They agree to everything, and then it does not happen',
    summary: 'We ended with three steps. All were confirmed within a minute. Two are still open.',
  },
  { focus: 'I talk more than they do', summary: 'Half an hour, and most of it was me. The question at the end was the first one.' },
  {
    focus: 'How to praise without it sounding like a form',
    summary: 'They finished the guide on time. I said thank you and went on to the next goal.',
  },
]
export const replies = [
  'You noticed it yourself, and that is the larger half. What made you answer?',
  'What would have happened if you had waited ten seconds more?',
  'I would ask what got in the way, and mean the question.',
  'Maybe three steps are two too many. Which one would they have chosen?',
  'What did you want them to feel when you said it?',
]
export const nextTries = [
  'Ask one question and wait',
  'Agree on one step only',
  'Ask what got in the way before offering help',
  'Let them write the step in their own words',
  'Begin with what went well, and name it',
]
