/** What App Home shows to one person: an index of everything that is theirs. */
export type HomeData = {
  personName: string
  coordinator: boolean
  asManager: HomePair[]
  asEmployee: HomePair[]
}

export type HomePair = {
  pairId: string
  otherName: string
  state: 'proposed' | 'active' | 'paused'
  cadence: string
  nextMeetingAt: Temporal.Instant | undefined
  nextTriggerAt: Temporal.Instant | undefined
}
