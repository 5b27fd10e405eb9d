import { mean, sum, variance } from './moments.ts'
import type { PulseAnswers } from './pulse-score.ts'

/**
 * Cronbach's alpha over the responses in which every item was answered (Cronbach 1951, Psychometrika 16).
 * Null below two complete responses or when nothing varies.
 */
export function cronbachAlpha(responses: readonly PulseAnswers[]): number | null {
  const complete = responses.filter((answers): answers is readonly number[] => answers.every((answer) => answer !== null))
  const items = complete[0]?.length ?? 0
  const itemVariances = Array.from({ length: items }, (_, item) => variance(complete.map((answers) => answers[item] ?? Number.NaN)))
  const totalVariance = variance(complete.map(sum))
  return items > 1 && totalVariance > 0 ? (items / (items - 1)) * (1 - sum(itemVariances) / totalVariance) : null
}

export interface Agreement {
  /** ICC(1): share of the variance of single responses that lies between managers. May be negative. */
  single: number
  /** ICC(2): reliability of a manager's mean. */
  ofMeans: number
  /** The group size that unequal groups amount to: (N - sum n^2 / N) / (G - 1). */
  averageGroupSize: number
}

/**
 * How much the people of one manager agree, from one-way analysis of variance (Bliese 2000; group size as in Searle 1971).
 * Each entry holds the scores of one manager's responses. Null below two managers or without a second response anywhere.
 */
export function intraclassCorrelation(groups: readonly (readonly number[])[]): Agreement | null {
  const filled = groups.filter((scores) => scores.length > 0)
  const responses = filled.flat()
  if (filled.length < 2 || responses.length <= filled.length) return null
  const centre = mean(responses)
  const between = sum(filled.map((scores) => scores.length * (mean(scores) - centre) ** 2)) / (filled.length - 1)
  const within = sum(filled.map((scores) => sum(scores.map((score) => (score - mean(scores)) ** 2)))) / (responses.length - filled.length)
  const averageGroupSize = (responses.length - sum(filled.map((scores) => scores.length ** 2)) / responses.length) / (filled.length - 1)
  const spread = between + (averageGroupSize - 1) * within
  if (!(spread > 0) || !(between > 0)) return null
  return { single: (between - within) / spread, ofMeans: (between - within) / between, averageGroupSize }
}
