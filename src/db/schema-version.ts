import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Finding } from './finding.ts'
import { fine, worthKnowing, wrong } from './finding.ts'

/** Compares the newest migration that a database has had, by its stamp in milliseconds, with those of this version. */
export function newestMigration(backend: 'sqlite' | 'postgres', appliedMs: number): Finding {
  const journal = new URL(`../../migrations/${backend}/meta/_journal.json`, import.meta.url)
  const known = journalShape.parse(JSON.parse(readFileSync(journal, 'utf8'))).entries
  const newest = known.at(-1)
  const about = 'tables'
  if (newest === undefined || appliedMs > newest.when)
    return wrong(about, 'They were made by a newer version of Cuecard. Install that version, or restore a backup of this one.')
  const missing = known.filter(({ when }) => when > appliedMs).length
  return missing === 0
    ? fine(about, `As this version has them (${newest.tag}).`)
    : worthKnowing(about, `${missing === 1 ? 'One change is' : `${missing} changes are`} made at the next start.`)
}

const journalShape = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) })
