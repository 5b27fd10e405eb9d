/** One change of something on the page, as its history tells it. */
export type PlanChange = {
  at: Temporal.Instant
  byName: string
  /** What was changed; `action` is a step or a promise. */
  what: 'expectations' | 'standing' | 'goal' | 'measure' | 'goal_state' | 'longer' | 'step' | 'promise'
  /** Empty where it was written for the first time. */
  before: string
  /** Empty where it was taken off the page. */
  after: string
}

/** A text at one revision: what it said, by whom and from when. */
export type Revision = { revision: number; text: string; byName: string; at: Temporal.Instant }

/** The changes between the revisions of one text. A revision that says the same as the one before it is no change of it. */
export function changesOf(what: PlanChange['what'], revisions: readonly Revision[]): PlanChange[] {
  const inOrder = revisions.toSorted((a, b) => a.revision - b.revision)
  const changes: PlanChange[] = []
  let before = ''
  for (const { text, byName, at } of inOrder) {
    if (text !== before) changes.push({ at, byName, what, before, after: text })
    before = text
  }
  return changes
}

/** All changes of a page, the newest first. */
export function newestFirst(changes: readonly PlanChange[]): PlanChange[] {
  return changes.toSorted((a, b) => Temporal.Instant.compare(b.at, a.at))
}
