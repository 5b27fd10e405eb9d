import type { PersonId, RequestId } from './ids.ts'
import type { HelpKind } from './session-fields.ts'

/**
 * Where help that was asked for stands. `asked` → `owned` → `answered` → `delivered` → `helped` or `not_helped`; or `declined` by whoever
 * answers it, with a reason, or `withdrawn` by the employee.
 */
export type RequestState = 'asked' | 'owned' | 'answered' | 'delivered' | 'helped' | 'not_helped' | 'declined' | 'withdrawn'

/** A request as far as its rules go. Dates are local, `YYYY-MM-DD`. */
export type RequestStanding = {
  state: RequestState
  /** Who is asked to answer it, or has taken it on; undefined while nobody is named. */
  ownerId: PersonId | undefined
  /** Whether the employee sent it on to whoever answers its kind. Until then the two of the 1:1 alone know of it. */
  sentOn: 'yes' | 'no'
  /** The words that were sent on; undefined where only the kind and the name were. */
  sentWords: string | undefined
  /** When an answer is wished for. */
  answerByOn: string | undefined
  answer: string | undefined
  /** When the help will be there, as the answer says. */
  comesOn: string | undefined
  /** Why it was declined. */
  reason: string | undefined
}

/** Help asked for, as the two of a 1:1 read it. */
export type HelpRequest = RequestStanding & {
  id: RequestId
  helpKind: HelpKind
  /** What was asked, in the words of the session. */
  detail: string | undefined
  askedAt: Temporal.Instant
  /** Who answers it, by name. */
  ownerName: string | undefined
}

/** How a person stands towards a request. A manager who took it on is both `manager` and `owner`. */
export type RequestPart = 'manager' | 'employee' | 'owner'

/** What people do to a request. `by` is who does it. */
export type RequestAct =
  | { act: 'send_on'; words: string | undefined; answerByOn: string; to: PersonId | undefined }
  | { act: 'take'; by: PersonId }
  | { act: 'answer'; text: string; comesOn: string | undefined }
  | { act: 'deliver' }
  | { act: 'helped' }
  | { act: 'not_helped' }
  | { act: 'decline'; reason: string }
  | { act: 'withdraw' }

/** Why an act has no effect. `early`: a person has to do something else first. */
export type RequestNoEffect = 'not_yours' | 'already' | 'early' | 'closed' | 'past'

/**
 * What a request becomes, or why nothing changes. `today` is the ISO date of whoever acts. No act goes over a state: somebody takes it on
 * before it is answered, it is answered before it is there, and only the employee says whether it helped.
 */
export function actOnRequest(
  request: RequestStanding,
  parts: readonly RequestPart[],
  what: RequestAct,
  today: string,
): RequestStanding | RequestNoEffect {
  const no = requestHindrance(request, parts, what.act)
  if (no !== undefined) return no
  switch (what.act) {
    case 'send_on':
      if (what.answerByOn < today) return 'past'
      return { ...request, sentOn: 'yes', sentWords: what.words, answerByOn: what.answerByOn, ownerId: what.to }
    case 'take':
      return { ...request, state: 'owned', ownerId: what.by }
    case 'answer':
      if (what.comesOn !== undefined && what.comesOn < today) return 'past'
      if (request.state === 'answered' && what.text === request.answer && what.comesOn === request.comesOn) return 'already'
      return { ...request, state: 'answered', answer: what.text, comesOn: what.comesOn }
    case 'deliver':
      return { ...request, state: 'delivered' }
    case 'helped':
    case 'not_helped':
      return { ...request, state: what.act }
    case 'decline':
      return { ...request, state: 'declined', reason: what.reason }
    case 'withdraw':
      return { ...request, state: 'withdrawn' }
    default:
      return what satisfies never
  }
}

/** Why somebody cannot do this to a request now; undefined when they can. Screens offer an act exactly where this is undefined. */
export function requestHindrance(
  { state, sentOn }: Pick<RequestStanding, 'state' | 'sentOn'>,
  parts: readonly RequestPart[],
  what: RequestAct['act'],
): RequestNoEffect | undefined {
  if (!parts.some((part) => whoMay[what].includes(part))) return 'not_yours'
  const order = steps.indexOf(state)
  switch (what) {
    case 'send_on':
      return state === 'asked' ? (sentOn === 'yes' ? 'already' : undefined) : isOpenRequest(state) ? 'already' : 'closed'
    case 'take':
      return state === 'asked' ? undefined : isOpenRequest(state) ? 'already' : 'closed'
    case 'answer':
      return state === 'owned' || state === 'answered' ? undefined : order === 0 ? 'early' : 'closed'
    case 'deliver':
      return state === 'answered' ? undefined : state === 'delivered' ? 'already' : isOpenRequest(state) ? 'early' : 'closed'
    case 'helped':
    case 'not_helped':
      return state === 'delivered' ? undefined : state === what ? 'already' : isOpenRequest(state) ? 'early' : 'closed'
    case 'decline':
      return isWaited(state) ? undefined : state === 'declined' ? 'already' : 'closed'
    case 'withdraw':
      return isWaited(state) ? undefined : state === 'withdrawn' ? 'already' : 'closed'
    default:
      return what satisfies never
  }
}

/** The request with another owner: what was taken on waits for a person anew, what was answered keeps its answer. */
export function passedOn(request: RequestStanding, to: PersonId): RequestStanding {
  return { ...request, ownerId: to, state: request.state === 'owned' ? 'asked' : request.state }
}

/** Whether a request is waited for: it has neither come nor been declined or taken back. */
export function isWaited(state: RequestState): boolean {
  return state === 'asked' || state === 'owned' || state === 'answered'
}

/** Whether anybody still has something to do about it. */
export function isOpenRequest(state: RequestState): boolean {
  return isWaited(state) || state === 'delivered'
}

/** How long a text of a request may be, in code points. */
export const requestTextLength = { words: 500, answer: 500, reason: 300 }

/** How many days a request waits for its first answer unless the employee says otherwise. */
export const usualAnswerDays = 7

const steps: readonly RequestState[] = ['asked', 'owned', 'answered', 'delivered']

/** A manager can take a request on and then answer it like any owner; the employee decides what leaves the two of them, and whether it helped. */
const whoMay: Readonly<Record<RequestAct['act'], readonly RequestPart[]>> = {
  send_on: ['employee'],
  take: ['manager', 'owner'],
  answer: ['owner'],
  deliver: ['owner', 'employee'],
  helped: ['employee'],
  not_helped: ['employee'],
  decline: ['owner'],
  withdraw: ['employee'],
}
