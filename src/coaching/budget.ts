/**
 * How a kind of message stands towards the notification budget.
 * `exempt`: own triggers, the wrap-up, invitations, agreements, answers to a person's own act, the first pulse message.
 * `counted`: sent while there is budget, else it waits for the next week.
 * `mergeable`: sent while there is budget, else it goes along inside the next message of its kind or the next trigger.
 */
export type BudgetClass = 'exempt' | 'counted' | 'mergeable'

/** Messages a person gets in a week, beyond the day's trigger and answers to their own acts, unless set otherwise. */
export const defaultWeeklyLimit = 3

/**
 * What becomes of a message: `send` it now, `merge` it into another one, or let it `wait` for `nextWeekStart`.
 * `sentThisWeek` counts what was sent to, or reserved for, the person in the ISO week of their zone, in both classes that are not exempt.
 */
export function budgetDecision({
  class: budgetClass,
  sentThisWeek,
  limit = defaultWeeklyLimit,
}: {
  class: BudgetClass
  sentThisWeek: number
  limit?: number
}): 'send' | 'merge' | 'wait' {
  switch (budgetClass) {
    case 'exempt':
      return 'send'
    case 'counted':
      return sentThisWeek < limit ? 'send' : 'wait'
    case 'mergeable':
      return sentThisWeek < limit ? 'send' : 'merge'
  }
}

/**
 * The instant at which a person's next budget week begins: the Monday after `now`, at the start of that day in their zone (an IANA name).
 * Working hours are the sender's business: a message that waited is sent at its usual hour of that week.
 */
export function nextWeekStart(now: Temporal.Instant, zone: string): Temporal.Instant {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  return today
    .add({ days: 8 - today.dayOfWeek })
    .toZonedDateTime(zone)
    .toInstant()
}
