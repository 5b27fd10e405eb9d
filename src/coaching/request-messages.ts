import type { HelpRequest } from './requests.ts'
import type { Resource } from './resources.ts'

/** What whoever answers a request sees of it: the kind, who asks, and what was sent on; never the words of the session. */
export type OwnersRequest = Omit<HelpRequest, 'detail'> & { employeeName: string }

/** Help that was noted in a session, for the employee: what leaves the two of them is theirs to say. */
export type RequestNoted = {
  pairId: string
  managerName: string
  requests: HelpRequest[]
  /** What the organisation has to offer for it. */
  resources: Resource[]
}

/** A request for whoever answers it. `passed_on`: somebody else does by now. */
export type RequestForOwner = { request: OwnersRequest; stands: 'current' | 'passed_on' }

/** What became of a request, for the employee. */
export type RequestNews = { pairId: string; managerName: string; news: 'answered' | 'delivered' | 'declined'; request: HelpRequest }

/** Requests whose answer is due, for whoever answers them. */
export type RequestsDue = { requests: OwnersRequest[] }

/** A request as one person opens it: what they are to it, and where they can go from it. */
export type RequestShown =
  | {
      seenBy: 'pair'
      side: 'manager' | 'employee'
      isOwner: boolean
      otherName: string
      pairId: string
      ended: 'yes' | 'no'
      request: HelpRequest
    }
  | { seenBy: 'owner'; request: OwnersRequest }

/** What anybody of the company waits for, for coordinators: kinds, age and state. */
export type RequestList = {
  requests: {
    helpKind: HelpRequest['helpKind']
    state: HelpRequest['state']
    askedAt: Temporal.Instant
    answerByOn: string | undefined
    sentOn: 'yes' | 'no'
  }[]
  /** Kinds that nobody answers: nobody is named, or who was has left. */
  ownerless: HelpRequest['helpKind'][]
}
