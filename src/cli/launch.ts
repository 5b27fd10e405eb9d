import { databaseOf } from '../config.ts'
import { quickenImports } from './quick-imports.ts'

/**
 * The `cuecard` command: reads .env, and becomes the process for the backend that DATABASE_URL names. It imports nothing that would load a
 * backend before the choice is made. For PostgreSQL Node is started anew in place of this process, so that there is one process to stop.
 */
quickenImports()

try {
  process.loadEnvFile('.env')
} catch {
  // No .env: the settings come from the environment alone.
}

const entry = new URL('./index.ts', import.meta.url).pathname
const condition = '--conditions=postgres'
const wantsPostgres = databaseOf(process.env['DATABASE_URL']).kind === 'postgres'

if (wantsPostgres && !process.execArgv.includes(condition)) {
  process.execve?.(process.execPath, [process.execPath, ...process.execArgv, condition, entry, ...process.argv.slice(2)], process.env)
} else if (process.argv.slice(2).join(' ') === 'start') {
  // Without the other commands and what they need.
  const { main } = await import('../main.ts')
  await main()
} else {
  await import('./index.ts')
}
