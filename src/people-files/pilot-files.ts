import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Arm } from '../coaching/pilot/arm.ts'
import type { PulseBallot } from '../coaching/pilot/pulse-items.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'

/** Groups that were set outside of Cuecard: manager_id, arm and perhaps stratum. All problems come in one sentence, with their lines. */
export function givenArms(content: string): { managerId: string; arm: Arm; stratum: string | undefined }[] | Refusal<'unreadable'> {
  return rowsOf(content, ['manager_id', 'arm'], armRow)
}

/** Answers of a wave that was asked outside of Slack, as they come from a survey tool: no column says who answered. */
export function pulseFile(content: string): { managerCode: string; ballot: PulseBallot }[] | Refusal<'unreadable'> {
  return rowsOf(content, ['manager_id', 'q1', 'q2', 'q3', 'q4', 'q5'], pulseRow)
}

const identifier = z.string().min(1, 'the manager is missing')
const armRow = z
  .object({
    manager_id: identifier,
    arm: z.enum(['pilot', 'control'], { error: 'the arm is neither pilot nor control' }),
    stratum: z.string().optional(),
  })
  .transform(({ manager_id: managerId, arm, stratum }) => ({ managerId, arm, stratum: stratum === '' ? undefined : stratum }))

const item = z
  .string()
  .regex(/^[1-5]?$/, 'an answer is neither 1 to 5 nor empty')
  .transform((cell) => (cell === '' ? null : Number(cell)))
const month = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['yes', 'no', 'unsaid', ''], { error: 'asked and applied take yes, no or nothing' }))
  .optional()
  .transform((cell) => (cell === undefined || cell === '' ? null : cell))
const pulseRow = z
  .object({ manager_id: identifier, q1: item, q2: item, q3: item, q4: item, q5: item, asked: month, applied: month })
  .transform(({ manager_id: managerCode, q1, q2, q3, q4, q5, asked, applied }) => ({
    managerCode,
    ballot: { items: [q1, q2, q3, q4, q5], asked, applied },
  }))

function rowsOf<Row>(content: string, needed: readonly string[], shape: z.ZodType<Row>): Row[] | Refusal<'unreadable'> {
  const records = read(content)
  if (typeof records === 'string') return refusal('unreadable', `The file cannot be read as CSV: ${records}. Nothing was taken.`)
  const columns = Object.keys(records[0]?.record ?? {})
  const missing = needed.filter((name) => !columns.includes(name))
  if (records.length === 0) return refusal('unreadable', 'The file has no rows below its header. Nothing was taken.')
  if (missing.length > 0)
    return refusal('unreadable', `The file lacks ${missing.join(', ')}. Nothing was taken. It has: ${columns.join(', ')}.`)
  const parsed = records.map(({ line, record }) => ({ line, row: shape.safeParse(record) }))
  const problems = parsed.flatMap(({ line, row }) =>
    row.success ? [] : [`line ${line}: ${row.error.issues.map(({ message }) => message).join(', ')}`],
  )
  if (problems.length > 0) {
    const more = problems.length > MOST_PROBLEMS ? ` and ${problems.length - MOST_PROBLEMS} more` : ''
    return refusal('unreadable', `Nothing was taken, because of ${problems.slice(0, MOST_PROBLEMS).join('; ')}${more}.`)
  }
  return parsed.flatMap(({ row }) => (row.success ? [row.data] : []))
}

const MOST_PROBLEMS = 20
const withLines = z.array(z.object({ info: z.object({ lines: z.int() }), record: z.record(z.string(), z.string()) }))

function read(content: string): { line: number; record: Record<string, string> }[] | string {
  const delimiter = (content.split(/\r?\n/, 1)[0] ?? '').includes(';') ? ';' : ','
  try {
    const parsed = withLines.parse(
      parse(content, {
        bom: true,
        columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
        trim: true,
        skip_empty_lines: true,
        delimiter,
        info: true,
      }),
    )
    return parsed.map(({ info, record }) => ({ line: info.lines, record }))
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) return error.message
    throw error
  }
}
