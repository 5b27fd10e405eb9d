/** To a coordinator: how much of the newest people file waits for them. Counts only. */
export type RosterChangesWaiting = { newManagers: number; left: number; circles: number }

/** One change as a coordinator reads it before it takes hold. People are named as Slack has them, else by their employee id. */
export type RosterChangeShown = {
  changeId: string
  kind: 'new_manager' | 'left' | 'circle'
  name: string
  /** Who is their manager so far, and whom the file names. */
  from: string | undefined
  to: string | undefined
  /** Whether a 1:1 with the manager so far runs in Cuecard. */
  hasPair: boolean
}

/** Somebody of the people file whom Slack does not know by their e-mail. */
export type NotFound = { employeeId: string; workEmail: string }
