import type { FeedReader } from '../../src/coaching/feed.ts'

/** For workplaces in which nobody has connected a calendar: being asked for one is a bug. */
export const noCalendar: FeedReader = () => Promise.reject(new Error('nobody has connected a calendar'))
