import type { CircleId, CircleMeetingId, PersonId } from '../coaching/ids.ts'

/** Why each message of a circle exists; somebody who is asked again gets a new question. */
export const circleInvitationKey = (id: CircleId, personId: PersonId, askedAt: Temporal.Instant) =>
  `circle/${id}/ask/${personId}/${askedAt.epochMilliseconds}`
export const circleMeetingKey = (id: CircleMeetingId) => `circle_meeting/${id}`
export const circleStepKey = (id: CircleMeetingId, step: number) => `circle_meeting/${id}/step/${step}`
