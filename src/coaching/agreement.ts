import type { ActionState } from './plan.ts'
import type { ActionOwner } from './session-fields.ts'

/** A step or promise as a session ends with it. `dueOn` is a local date, `YYYY-MM-DD`. */
export type NewItem = {
  owner: ActionOwner
  kind: 'step' | 'promise'
  text: string
  dueOn: string
  cue?: string | undefined
  response?: string | undefined
  confidence?: number | undefined
  learning: boolean
}

/** `proposed`: something waits for the employee. `returned`: something waits for the manager. `settled`: nothing waits. `void`: the pair ended before. */
export type AgreementState = 'proposed' | 'returned' | 'settled' | 'void'

/** Where an agreement stands, from its items. An answer of *Not agreed* is an answer: nothing waits for it. */
export function agreementStateOf(items: readonly ActionState[]): Exclude<AgreementState, 'void'> {
  if (items.includes('proposed')) return 'proposed'
  return items.includes('change_suggested') ? 'returned' : 'settled'
}
