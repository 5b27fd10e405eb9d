import { eq } from 'drizzle-orm'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { BankEdits } from '../coaching/bank-edits.ts'
import { inFileForm } from '../coaching/bank-edits.ts'
import { questionBankSchema } from '../coaching/question-bank.ts'
import type { Tx } from './store.ts'
import { bankEdits } from './tables.ts'

/** What a workspace has changed in the question bank; nothing until a coordinator has. */
export async function bankEditsOf(tx: Tx, workspaceId: WorkspaceId): Promise<BankEdits> {
  const [row] = await tx.sql.select().from(bankEdits).where(eq(bankEdits.workspaceId, workspaceId))
  if (row === undefined) return { questions: [], off: [] }
  const { questions, off } = JSON.parse(tx.sealer.open(row.editsSealed, place(workspaceId))) as { questions: unknown[]; off: string[] }
  // A bank has at least one question; these edits may have none.
  return { off, questions: questions.length === 0 ? [] : questionBankSchema.parse({ version: '', language: 'en', questions }).questions }
}

/** Keeps a workspace's edits in place of those before, all of them or none. */
export async function saveBankEdits(
  tx: Tx,
  workspaceId: WorkspaceId,
  edits: BankEdits,
  by: PersonId | undefined,
  now: Temporal.Instant,
): Promise<void> {
  const kept = JSON.stringify({ questions: edits.questions.map(inFileForm), off: edits.off })
  const fresh = { editsSealed: tx.sealer.seal(kept, place(workspaceId)), changedById: by ?? null, changedAt: now.epochMilliseconds }
  await tx.sql
    .insert(bankEdits)
    .values({ workspaceId, ...fresh })
    .onConflictDoUpdate({ target: [bankEdits.workspaceId], set: fresh })
}

function place(workspaceId: WorkspaceId) {
  return { table: 'bank_edits', id: workspaceId, column: 'edits' }
}
