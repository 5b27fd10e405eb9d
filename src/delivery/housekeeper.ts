import type { ScheduledTask } from 'node-cron'
import { schedule } from 'node-cron'
import type { Log } from '../log.ts'

/** Runs the work once an hour. What is due to the minute is the tick's: a cron library is silent after the clock was set back. */
export function createHousekeeper(parts: { log: Log; work: () => Promise<void> }): { start(): void; stop(): Promise<void> } {
  let task: ScheduledTask | undefined
  return {
    start() {
      task = schedule(
        '17 * * * *',
        () => parts.work().catch((error: unknown) => parts.log.error({ err: error }, 'housekeeping failed and is tried again in an hour')),
        { noOverlap: true },
      )
    },
    async stop() {
      await task?.destroy()
    },
  }
}
