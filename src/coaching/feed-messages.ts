/** To the owner of a calendar that could not be read for a day. `problem` is a sentence; of the address only the server is named. */
export type FeedFailing = { host: string; problem: string; lastReadAt: Temporal.Instant | undefined; failingSinceAt: Temporal.Instant }
