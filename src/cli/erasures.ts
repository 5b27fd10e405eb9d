import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { z } from 'zod'
import type { WorkspaceId } from '../coaching/ids.ts'
import { erasuresOf } from '../db/erasing.ts'
import { eraseAgain } from '../flows/erasing.ts'
import { withStore } from './store.ts'

/**
 * `cuecard erasures [list | again FILE]`: what people had erased, as ids and times without a word. The list is kept apart from backups, and
 * applied to a database that came back from one.
 */
export function erasuresCommand(): Command {
  const command = new Command('erasures').description('List what was erased, and erase it again in a restored database.')
  command
    .command('list', { isDefault: true })
    .description('Print it, a line each. Keep it apart from the backups: > erasures.jsonl')
    .action(() =>
      withStore(async (store) => {
        for (const { at, ...erasure } of await erasuresOf(store.read))
          process.stdout.write(`${JSON.stringify({ ...erasure, at: at.toString() })}\n`)
      }),
    )
  command
    .command('again')
    .description('Erase again what a printed list names, after a restore. What is erased already stays so.')
    .argument('<file>', 'a list that was printed')
    .action((file: string) =>
      withStore(async (store) => {
        const list = readErasures(readFileSync(file, 'utf8'))
        const count = await eraseAgain(store, list, Temporal.Now.instant())
        process.stdout.write(`Erased again: ${count}.\n`)
      }),
    )
  return command
}

const line = z.object({
  workspaceId: z.string().transform((id) => id as WorkspaceId),
  what: z.enum(['plan', 'person']),
  subjectId: z.string(),
  at: z.iso.datetime().transform((text) => Temporal.Instant.from(text)),
})

/** The lines of a printed list. All that cannot be read are named at once, and then nothing is erased. */
export function readErasures(source: string): z.output<typeof line>[] {
  const lines = source.split('\n').flatMap((text, index) => (text.trim() === '' ? [] : [{ text, number: index + 1 }]))
  const read = lines.map(({ text, number }) => ({ number, parsed: line.safeParse(asJson(text)) }))
  const broken = read.filter(({ parsed }) => !parsed.success).map(({ number }) => number)
  if (broken.length > 0) throw new Error(`These lines are not as “cuecard erasures” prints them: ${broken.join(', ')}. Nothing was erased.`)
  return read.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : []))
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
