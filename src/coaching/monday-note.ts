/**
 * What coordinators read on a Monday: counts over the whole workspace, never a name, a manager's figures or a word. A share is undefined
 * where fewer than five people are behind it.
 */
export type MondayNote = {
  /** Employees whose 1:1 with a manager runs in Cuecard, of those whom the roster gives a manager. */
  coverage: { withPair: number; ofRoster: number | undefined }
  /** Steps proposed in the last four weeks that still wait for the employee's signature, of all of them, in whole per cent. */
  unconfirmedPercent: number | undefined
  /** Requests that were sent on and that nobody is named for. */
  ownerless: number
  /** People to whom a message could not be delivered in the last week, and people of the roster who were not found in Slack. */
  undelivered: number
  notFound: number
}

/** From how many people on a share is shown. */
export const fewestPeople = 5

/** The whole per cent of a share that is over enough people; undefined where they are too few. */
export function shareOf(part: number, whole: number, people: number): number | undefined {
  return people < fewestPeople || whole === 0 ? undefined : Math.round((100 * part) / whole)
}
