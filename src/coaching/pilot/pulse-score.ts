import { mean, share } from './moments.ts'

/** One person's answers to the five items, 1 to 5 each; null where an item does not apply or was left out. */
export type PulseAnswers = readonly (number | null)[]

/** The index of one response: mean of its answered items, or null when fewer than four were answered. */
export function pulseScore(answers: PulseAnswers): number | null {
  const answered = answeredItems(answers)
  return answered.length >= ITEMS_NEEDED ? mean(answered) : null
}

/** Share of answered items that are 4 or 5; null when nothing was answered. */
export function favourableShare(responses: readonly PulseAnswers[]): number | null {
  const answered = responses.flatMap(answeredItems)
  return share(answered.filter((answer) => answer >= FAVOURABLE_FROM).length, answered.length)
}

/** Responses with fewer answered items than this have no score. */
export const ITEMS_NEEDED = 4
const FAVOURABLE_FROM = 4

function answeredItems(answers: PulseAnswers): number[] {
  return answers.filter((answer) => answer !== null)
}
