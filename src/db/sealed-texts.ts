import { getTableColumns, getTableName, isTable } from 'drizzle-orm'
import type { Finding } from './finding.ts'
import { fine, wrong } from './finding.ts'
import { SealBroken } from './sealing.ts'
import type { Tx } from './store.ts'
import * as tables from './tables.ts'

/** Opens every sealed text there is, and counts those that do not open; which they are is said by table and column, never by content. */
export async function openEverySealedText(tx: Tx): Promise<Finding> {
  const about = 'key'
  let opened = 0
  const broken = new Map<string, number>()
  for (const table of Object.values(tables).filter((one) => isTable(one))) {
    const sealed = Object.keys(getTableColumns(table)).filter((column) => column.endsWith('Sealed'))
    if (sealed.length === 0) continue
    for await (const row of rowsOf(tx, table)) {
      for (const column of sealed) {
        const value = row[column]
        if (typeof value !== 'string' || value === '') continue
        if (opens(tx, value, getTableName(table), column, row)) opened += 1
        else broken.set(`${getTableName(table)}.${column}`, (broken.get(`${getTableName(table)}.${column}`) ?? 0) + 1)
      }
    }
  }
  const texts = opened === 1 ? '1 sealed text opens' : `${opened} sealed texts open`
  if (broken.size === 0) return fine(about, `${texts}, and none stays shut.`)
  const where = [...broken].map(([place, count]) => `${count} in ${place}`).join(', ')
  return wrong(
    about,
    `${texts}, but not ${where}. Is an older key missing from ENCRYPTION_KEY? Otherwise those rows were changed from outside.`,
  )
}

const page = 500

async function* rowsOf(tx: Tx, table: (typeof tables)[keyof typeof tables]): AsyncGenerator<Record<string, unknown>> {
  // The first columns of every table tell its rows apart.
  const order = Object.values(getTableColumns(table)).slice(0, 3)
  for (let offset = 0; ; offset += page) {
    const rows: Record<string, unknown>[] = await tx.sql
      .select()
      .from(table)
      .orderBy(...order)
      .limit(page)
      .offset(offset)
    yield* rows
    if (rows.length < page) return
  }
}

/** A text is sealed for its place, which query files name by the row's id or by what makes the row unique. */
function opens(tx: Tx, value: string, table: string, column: string, row: Record<string, unknown>): boolean {
  const ids = [
    row['id'],
    row['key'],
    row['meetingId'],
    `${String(row['ownerId'])}/${String(row['kind'])}/${String(row['subjectId'])}`,
    `${String(row['workspaceId'])}/${String(row['kind'])}/${String(row['key'])}`,
  ]
  const bare = column.replace(/Sealed$/, '')
  const names = [bare, column, bare.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]
  return ids.some((id) =>
    names.some((named) => {
      if (typeof id !== 'string') return false
      try {
        tx.sealer.open(value, { table, id, column: named })
        return true
      } catch (error) {
        if (error instanceof SealBroken) return false
        throw error
      }
    }),
  )
}
