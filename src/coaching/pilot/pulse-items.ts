/** The five statements of the pulse, in the order in which they are asked and stored. Each is tied to one thing that a manager does. */
export const pulseItems = [
  { id: 'focus', statement: 'My manager and I spent part of a one-to-one on my goals or my learning, beyond task updates.' },
  { id: 'clarity', statement: 'I know what good work looks like in my role right now, and what I will do next.' },
  { id: 'listening', statement: 'My manager heard my view before offering an answer.' },
  { id: 'follow_through', statement: 'My manager did what they said they would do for me.' },
  { id: 'safety', statement: 'I could bring up a problem or ask for help without it being held against me.' },
] as const
export type PulseItem = (typeof pulseItems)[number]['id']

/** The two questions of a month's end: outcomes of their own, and no part of the index. */
export const monthQuestions = [
  { id: 'asked', question: 'In the last four weeks, did you ask for training, a resource, or work with another team?' },
  {
    id: 'applied',
    question: 'In the last four weeks, did you apply for, or ask about, another role or project inside the company?',
  },
] as const

/** 1 to 5, as the options read. */
export const agreement = ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'] as const
export const monthAnswers = ['yes', 'no', 'unsaid'] as const
export type MonthAnswer = (typeof monthAnswers)[number]

/** What one person answers: an item is null where it does not apply or was left open; the month's questions are null where not asked. */
export type PulseBallot = { items: (number | null)[]; asked: MonthAnswer | null; applied: MonthAnswer | null }

export const waveNames = ['baseline', 'week_3', 'week_6', 'week_26'] as const
export type WaveName = (typeof waveNames)[number]

/** Whether a wave ends a month of the comparison, and so asks about it. */
export function asksAboutMonth(wave: WaveName): boolean {
  return wave !== 'week_3'
}

/** Whether a ballot says anything at all. */
export function isEmptyBallot({ items, asked, applied }: PulseBallot): boolean {
  return items.every((item) => item === null) && (asked === null || asked === 'unsaid') && (applied === null || applied === 'unsaid')
}
