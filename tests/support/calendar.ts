import type { Outside } from '../../src/flows/tick.ts'
import type { FeedReader } from '../../src/coaching/feed.ts'

/** For workplaces in which nobody has connected a calendar: being asked for one is a bug. */
export const noCalendar: FeedReader = () => Promise.reject(new Error('nobody has connected a calendar'))

/** A tick that reaches nothing but the database: no calendar, and no right to read statuses. */
export const nothingOutside: Outside = {
  readFeed: noCalendar,
  readStatus: () => Promise.resolve({ state: 'not_granted' }),
  readMembers: async () => [],
  readUpload: () => Promise.reject(new Error('nobody sent a file')),
}
