import type { Cadence, NthOfMonth, Rhythm } from './cadence.ts'
import { parseRule } from './cadence.ts'
import { isRefusal } from './refusal.ts'

/** The rhythms that a form offers. */
export const rhythmNames = ['weekly', 'fortnightly', 'every_3_weeks', 'every_4_weeks', 'monthly', 'monthly_last'] as const
export type RhythmName = (typeof rhythmNames)[number]

/**
 * What a rhythm of the form means for a meeting that is first on `date`. Monthly, the date says which of its weekdays; one that many months do
 * not have means the last.
 */
export function rhythmNamed(name: RhythmName, date: Temporal.PlainDate): { rhythm: Rhythm; nth?: NthOfMonth } {
  if (name === 'monthly_last') return { rhythm: 'monthly', nth: -1 }
  if (name === 'monthly') return { rhythm: 'monthly', nth: date.day > 28 ? -1 : (Math.ceil(date.day / 7) as 1 | 2 | 3 | 4) }
  if (name === 'every_3_weeks') return { rhythm: { everyWeeks: 3 } }
  if (name === 'every_4_weeks') return { rhythm: { everyWeeks: 4 } }
  return { rhythm: name }
}

/** The rhythm of the form that comes nearest to a rule; every rule that the form makes has its own. */
export function rhythmOf({ rule }: Cadence): RhythmName {
  const parsed = parseRule(rule)
  if (isRefusal(parsed)) return 'weekly'
  if (parsed.frequency === 'monthly') return parsed.days.some(({ nth }) => nth === -1) ? 'monthly_last' : 'monthly'
  return ({ 2: 'fortnightly', 3: 'every_3_weeks', 4: 'every_4_weeks' } as const)[parsed.interval] ?? 'weekly'
}
