/** What the messages about a mentorship's beginning and end show. */

export type MentorProposal = {
  mentorshipId: string
  managerName: string
  /** The coordinator who proposed it; undefined when the manager asked. */
  proposedByName: string | undefined
  state: 'waiting' | 'accepted' | 'declined' | 'withdrawn' | 'ended'
}

/** To the manager, and to the coordinator who proposed it. */
export type MentorAnswer = { managerName: string; mentorName: string; reader: 'manager' | 'coordinator'; answer: 'yes' | 'not_now' }

/** To those of the two who did not end it. */
export type MentorshipEnded = { otherName: string; otherIs: 'manager' | 'mentor' }
