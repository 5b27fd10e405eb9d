import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** Where and with what it was measured, in one line. The load tells how much else the machine was doing. */
export function machineLine(): string {
  const [oneMinute = 0] = loadavg()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`
  const versions = ['@slack/bolt', '@slack/web-api', 'better-sqlite3', 'drizzle-orm'].map(
    (name) => `${name.replace(/^@slack\//, '')} ${versionOf(name)}`,
  )
  return `${availableParallelism()} x ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${memory}, ${process.platform} ${process.arch}, load ${oneMinute.toFixed(1)}; Node ${process.versions.node}, ${versions.join(', ')}`
}

function versionOf(name: string): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown'
}
