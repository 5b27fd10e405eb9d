import type { LookBackSection } from './look-back.ts'

/** The order and the headings of a look-back, the same on the screen and in its file. */
export const lookBackHeadings: Readonly<Record<LookBackSection, string>> = {
  goals: 'Goals',
  steps: 'What was agreed',
  learned: 'What was tried and learned',
  help: 'Help asked for and received',
  promises: 'Promises on both sides',
}

/** What a look-back is not, said wherever it is shown. */
export const noAppraisal =
  'This is no appraisal record. It holds no ratings, nothing from sessions, debriefs or drafts, and nothing that the two have not both read. It goes nowhere by itself.'
