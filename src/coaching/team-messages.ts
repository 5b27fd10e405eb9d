import type { TeamEntryWords } from './team-rhythm.ts'

/** What the messages around a team's meeting show. */

/** The question in the channel, on the team's clock; what people add stands in its thread. */
export type TeamReflection = { reflectionId: string; startsAt: Temporal.Instant; zone: string; state: 'open' | 'closed'; added: number }
/** What one person added, posted for them in the thread. */
export type TeamEntryShown = TeamEntryWords & { entryId: string; authorName: string }
/** To somebody who asked for help: who offers it. `pairId` is their own 1:1 with their manager, from where it can become a request. */
export type TeamHelpOffer = { helperName: string; helperSlackId: string; pairId: string | undefined }
/** To the manager alone, when nobody has added anything an hour before. */
export type TeamQuiet = { reflectionId: string; startsAt: Temporal.Instant; state: 'quiet' | 'begun' | 'over' }
/** To the manager, when Slack does not let the app write in the channel. */
export type TeamBlocked = { channel: string }

/** *Team rhythm* of a manager. */
export type TeamPage = { rhythms: { rhythmId: string; channel: string; meets: string; nextAt: Temporal.Instant | undefined }[] }
