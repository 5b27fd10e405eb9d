import type { ActionState } from './plan.ts'
import type { ActionOwner } from './session-fields.ts'

/** What is signed: change any of it and it is another wording. Dates are local, `YYYY-MM-DD`. */
export type Wording = { text: string; owner: ActionOwner; dueOn: string; cue: string | undefined; response: string | undefined }

/** The employee's wish for another wording. */
export type Suggestion = { text: string; dueOn: string; note: string | undefined }

/** An action as far as its rules go. */
export type ActionStanding = {
  kind: 'step' | 'promise'
  state: ActionState
  wording: Wording
  /** Grows with every new wording. */
  version: number
  /** Whether the employee confirmed this very wording. */
  signed: 'yes' | 'no'
  /** When it is due now: the date of the wording, until the owner says *Not yet*. */
  dueOn: string
  /** The last suggestion; it is open while the state is `change_suggested`. */
  suggestion: Suggestion | undefined
  /** Why it was dropped. */
  reason: string | undefined
}

/** What people do to an action. Acts on a wording carry the version that the person had before their eyes. */
export type Act =
  | { act: 'confirm'; version: number }
  | { act: 'suggest'; version: number; suggestion: Suggestion }
  | { act: 'not_agreed'; version: number }
  | { act: 'accept'; version: number }
  | { act: 'answer'; version: number; text: string; dueOn: string }
  | { act: 'keep'; version: number }
  | { act: 'done' }
  | { act: 'not_yet'; dueOn: string }
  | { act: 'drop'; reason: string }

/**
 * Why an act has no effect. `already`: it stands like that. `changed`: the wording is another one by now. `signed`: a confirmed wording is
 * changed by a suggestion, not taken back. `unsigned`: nobody agreed to it yet. `past`: the date lies before today.
 */
export type NoEffect = 'not_yours' | 'already' | 'changed' | 'closed' | 'signed' | 'unsigned' | 'nothing_suggested' | 'past'

/**
 * What becomes of an action when somebody does something to it. Only the employee's own `confirm`, on the version that stands, ever signs
 * a wording; `agreed` is never reached without that signature. `today` is the local date of whoever acts.
 */
export function act(action: ActionStanding, by: ActionOwner, what: Act, today: string): ActionStanding | NoEffect {
  const why = hindrance(action, by, what.act)
  if (why !== undefined) return why === 'closed' && stands(action, what.act) ? 'already' : why
  if ('version' in what && what.version !== action.version) return 'changed'
  switch (what.act) {
    case 'confirm':
      return action.state === 'agreed' ? 'already' : { ...action, state: 'agreed', signed: 'yes' }
    case 'not_agreed':
      if (action.signed === 'yes') return 'signed'
      return action.state === 'not_agreed' ? 'already' : { ...action, state: 'not_agreed' }
    case 'suggest':
      if (what.suggestion.dueOn < today) return 'past'
      return { ...action, state: 'change_suggested', suggestion: what.suggestion }
    case 'accept':
      if (action.state !== 'change_suggested' || action.suggestion === undefined) return 'nothing_suggested'
      return reworded(action, action.suggestion, today)
    case 'answer':
      return reworded(action, what, today)
    case 'keep':
      return action.state === 'change_suggested' ? kept(action) : 'nothing_suggested'
    case 'done':
      return { ...action, state: 'done' }
    case 'not_yet':
      if (what.dueOn < today) return 'past'
      return what.dueOn === action.dueOn ? 'already' : { ...action, dueOn: what.dueOn }
    case 'drop':
      return { ...action, state: 'dropped', reason: what.reason }
    default:
      return what satisfies never
  }
}

/** Why somebody cannot do something to an action at all, whatever they would say in it; undefined when they can. */
export function hindrance(action: ActionStanding, by: ActionOwner, what: Act['act']): 'not_yours' | 'closed' | 'unsigned' | undefined {
  if (!isTheirs(action, by, what)) return 'not_yours'
  if (!isOpen(action)) return 'closed'
  if (what === 'not_yet' && action.signed === 'no') return 'unsigned'
  return what === 'done' && !isBinding(action) ? 'unsigned' : undefined
}

/** What becomes of an action when its pair ends: what nobody signed is void, what was agreed stays on the page. */
export function voided(action: ActionStanding): ActionStanding {
  return isOpen(action) && action.signed === 'no' ? { ...action, state: 'void' } : action
}

export function isOpen({ state }: Pick<ActionStanding, 'state'>): boolean {
  return state !== 'done' && state !== 'dropped' && state !== 'void'
}

/** Whether its owner is bound: a promise binds the manager at once, anything else once it is signed. */
export function isBinding({ kind, signed }: Pick<ActionStanding, 'kind' | 'signed'>): boolean {
  return signed === 'yes' || kind === 'promise'
}

/** Whether a suggestion asks for other words or another date; otherwise it is a note only. */
export function changesWording(
  action: { wording: Pick<Wording, 'text'>; dueOn: string },
  asked: Pick<Suggestion, 'text' | 'dueOn'>,
): boolean {
  return asked.text !== action.wording.text || asked.dueOn !== action.dueOn
}

/** Whether an act would only bring about what is there. */
function stands({ state }: ActionStanding, what: Act['act']): boolean {
  return (what === 'done' && state === 'done') || (what === 'drop' && state === 'dropped')
}

function isTheirs(action: ActionStanding, by: ActionOwner, what: Act['act']): boolean {
  switch (what) {
    case 'confirm':
    case 'suggest':
    case 'not_agreed':
      return by === 'employee'
    case 'accept':
    case 'answer':
    case 'keep':
      return by === 'manager'
    case 'done':
    case 'not_yet':
      return by === action.wording.owner
    case 'drop':
      // What is binding is dropped by its owner; what nobody is bound by, by the manager who proposed it.
      return isBinding(action) ? by === action.wording.owner : by === 'manager'
    default:
      return what satisfies never
  }
}

function reworded(action: ActionStanding, asked: { text: string; dueOn: string }, today: string): ActionStanding | NoEffect {
  if (!changesWording(action, asked)) return action.state === 'change_suggested' ? kept(action) : 'already'
  if (asked.dueOn < today) return 'past'
  const { text, dueOn } = asked
  return { ...action, state: 'proposed', signed: 'no', version: action.version + 1, dueOn, wording: { ...action.wording, text, dueOn } }
}

function kept(action: ActionStanding): ActionStanding {
  return { ...action, state: action.signed === 'yes' ? 'agreed' : 'proposed' }
}
