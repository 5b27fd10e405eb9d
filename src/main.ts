import { flushCompileCache } from 'node:module'
import { createApp, StartRefused } from './app.ts'
import { systemClock } from './clock.ts'
import { ConfigError, readConfig } from './config.ts'
import { KeyMissing } from './db/key-file.ts'
import { StoreRefused } from './db/refused.ts'
import { openStore } from './db/store.ts'
import { createLog } from './log.ts'

/**
 * Runs Cuecard until it is told to stop. Nothing else ends the process: a stop signal lets what is under way finish, and what nobody
 * caught ends it with one clear line, so that its supervisor starts it anew.
 */
export async function main(): Promise<void> {
  try {
    const config = readConfig(process.env)
    const log = createLog(config.logLevel)
    const store = await openStore(config.database, config.encryptionKeys)
    const giveUp = (sentence: string) => {
      log.fatal(sentence)
      process.exit(1)
    }
    const app = createApp({ config, store, clock: systemClock, log, giveUp })

    let stopping = false
    const stop = async (signal: string) => {
      if (stopping) return
      stopping = true
      log.info({ signal }, 'stopping')
      const lastResort = setTimeout(() => process.exit(1), 30_000)
      await app.stop()
      await store.close()
      clearTimeout(lastResort)
      log.info('stopped')
      process.exit(0)
    }
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => {
        log.fatal({ err: error, event }, 'Cuecard ends because of something it did not expect; its supervisor should start it again')
        process.exit(1)
      })
    }
    await app.start()
    // Otherwise only written at a proper end, and missing at the start after a crash.
    flushCompileCache()
  } catch (error) {
    const expected =
      error instanceof ConfigError || error instanceof StoreRefused || error instanceof KeyMissing || error instanceof StartRefused
    process.stderr.write(
      expected
        ? `${error.message}\n`
        : `Cuecard could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    process.exit(1)
  }
}
