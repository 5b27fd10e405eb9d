import { spawn } from 'node:child_process'
import { databaseOf } from '../config.ts'

/**
 * Starts Node once more with the backend that DATABASE_URL names and the settings of .env, and becomes it: signals and the exit code are
 * passed on. It imports nothing that would load a backend.
 */
const entry = new URL('./index.ts', import.meta.url).pathname
try {
  process.loadEnvFile('.env')
} catch {
  // No .env: the settings come from the environment alone.
}
const conditions = databaseOf(process.env['DATABASE_URL']).kind === 'postgres' ? ['--conditions=postgres'] : []
const child = spawn(process.execPath, [...conditions, '--disable-warning=ExperimentalWarning', entry, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
