/** A group below a parent (a manager below a function, say) and its number of responses. */
export interface GroupCount {
  groupId: string
  responses: number
}

export type Shown = 'shown' | 'complementary' | 'below_minimum' | 'no_responses'

export interface SuppressedParent {
  total: number
  totalShown: boolean
  /** What may be shown of each group, in the order given. */
  groups: { groupId: string; responses: number; shown: Shown }[]
}

/** Fewer responses than this are never shown; it cannot be set lower. */
export const MINIMUM_RESPONSES = 5

/**
 * Decides which groups below one parent may be shown, so that no smaller cell can be had by subtraction.
 *
 * A group with enough responses is shown. A parent with too few is hidden together with all below it. Where the parent total is shown and the
 * hidden groups together hold too few, the shown group with the fewest responses is hidden as well (ties: lowest id).
 * With several levels go from the top down, and show nothing below a parent that is hidden.
 * (Complementary suppression: Willenborg & de Waal 2001, Elements of Statistical Disclosure Control, chapter 4.)
 */
export function suppressSmallGroups(groups: readonly GroupCount[], minimum: number = MINIMUM_RESPONSES): SuppressedParent {
  const floor = Math.max(minimum, MINIMUM_RESPONSES)
  const total = groups.reduce((sum, { responses }) => sum + responses, 0)
  const totalShown = total >= floor
  const first = groups.map((group) => ({ ...group, shown: primary(group.responses, floor) }))
  const hidden = first.filter(({ shown }) => shown !== 'shown').reduce((sum, { responses }) => sum + responses, 0)
  if (!totalShown || hidden === 0 || hidden >= floor) return { total, totalShown, groups: first }
  const [smallest] = first
    .filter(({ shown }) => shown === 'shown')
    .sort((left, right) => left.responses - right.responses || (left.groupId < right.groupId ? -1 : 1))
  return {
    total,
    totalShown,
    groups: first.map((group) => (group.groupId === smallest?.groupId ? { ...group, shown: 'complementary' } : group)),
  }
}

/** Whether two overlapping cuts may both be shown: each is large enough, and so is what sets them apart (or nothing does). */
export function cutsMayStandTogether(larger: number, smaller: number, minimum: number = MINIMUM_RESPONSES): boolean {
  const floor = Math.max(minimum, MINIMUM_RESPONSES)
  const apart = Math.abs(larger - smaller)
  return larger >= floor && smaller >= floor && (apart === 0 || apart >= floor)
}

function primary(responses: number, minimum: number): Shown {
  if (responses === 0) return 'no_responses'
  return responses < minimum ? 'below_minimum' : 'shown'
}
