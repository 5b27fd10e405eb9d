import type { BankChange, BankEdits } from '../coaching/bank-edits.ts'
import { bankAsFile, bankChange, editedBank, questionsToReview, readBankFile, withQuestion } from '../coaching/bank-edits.ts'
import type { WorkspaceId } from '../coaching/ids.ts'
import type { BankProblem, Question, QuestionBank } from '../coaching/question-bank.ts'
import { questionBank } from '../coaching/question-bank.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { bankEditsOf, saveBankEdits } from '../db/bank-edits.ts'
import type { Person } from '../db/people.ts'
import { offeredSince } from '../db/questions.ts'
import type { Store, Tx } from '../db/store.ts'

/** The bank of a workspace: the one that comes with Cuecard, with what its coordinators changed. */
export async function bankOf(tx: Tx, workspaceId: WorkspaceId): Promise<{ bank: QuestionBank; off: readonly string[] }> {
  const edits = await bankEditsOf(tx, workspaceId)
  return { bank: editedBank(questionBank, edits), off: edits.off }
}

/** A question of a workspace's bank by its id, switched off or not. */
export async function questionOf(tx: Tx, workspaceId: WorkspaceId, id: string | undefined): Promise<Question | undefined> {
  if (id === undefined) return undefined
  return (await bankOf(tx, workspaceId)).bank.questions.find((question) => question.id === id)
}

/** The bank as a coordinator keeps it, with what managers swap away more often than they keep. */
export type BankForCoordinator = {
  questions: readonly Question[]
  off: readonly string[]
  edited: readonly string[]
  review: readonly string[]
}

export async function bankFor(tx: Tx, by: Person, now: Temporal.Instant): Promise<BankForCoordinator | Refusal> {
  if (!by.coordinator) return notCoordinator
  const edits = await bankEditsOf(tx, by.workspaceId)
  const memory = await offeredSince(tx, by.workspaceId, now.subtract({ hours: 24 * 365 }))
  return {
    questions: editedBank(questionBank, edits).questions,
    off: edits.off,
    edited: edits.questions.map(({ id }) => id),
    review: questionsToReview(memory),
  }
}

/** Adds a question, or puts it in place of the one under its id. What breaks a rule is listed, and nothing is changed. */
export async function keepQuestion(
  store: Store,
  by: Person,
  question: unknown,
  now: Temporal.Instant,
): Promise<{ problems: BankProblem[] } | Refusal | undefined> {
  if (!by.coordinator) return notCoordinator
  return store.write(async (tx) => {
    const read = withQuestion(questionBank, await bankEditsOf(tx, by.workspaceId), question)
    if ('problems' in read) return read
    await saveBankEdits(tx, by.workspaceId, read.edits, by.id, now)
    return undefined
  })
}

/** Switches a question off, or on again. The last one stays. */
export async function switchQuestion(
  store: Store,
  by: Person,
  id: string,
  to: 'off' | 'on',
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  if (!by.coordinator) return notCoordinator
  return store.write(async (tx) => {
    const edits = await bankEditsOf(tx, by.workspaceId)
    const { questions } = editedBank(questionBank, edits)
    if (!questions.some((question) => question.id === id))
      return refusal('gone', 'There is no such question any more. Nothing was changed.')
    const off = to === 'off' ? [...new Set([...edits.off, id])] : edits.off.filter((one) => one !== id)
    if (questions.every((question) => off.includes(question.id)))
      return refusal('last', 'This is the last question that is on, so it stays. Nothing was changed.')
    await saveBankEdits(tx, by.workspaceId, { ...edits, off }, by.id, now)
    return undefined
  })
}

/** The whole bank of a workspace in the form of its file. */
export async function exportBank(tx: Tx, workspaceId: WorkspaceId): Promise<unknown> {
  return bankAsFile(questionBank, await bankEditsOf(tx, workspaceId))
}

/** Takes a whole bank, all of it or, with any problem in it, nothing. A dry run tells what would change, and changes nothing. */
export async function importBank(
  store: Store,
  workspaceId: WorkspaceId,
  file: unknown,
  run: 'dry' | 'real',
  now: Temporal.Instant,
): Promise<{ problems: BankProblem[] } | { change: BankChange }> {
  const read = readBankFile(questionBank, file)
  if ('problems' in read) return read
  const changed = (before: BankEdits) => ({ change: bankChange(questionBank, before, read.edits) })
  if (run === 'dry') return changed(await bankEditsOf(store.read, workspaceId))
  return store.write(async (tx) => {
    const before = await bankEditsOf(tx, workspaceId)
    await saveBankEdits(tx, workspaceId, read.edits, undefined, now)
    return changed(before)
  })
}

const notCoordinator = refusal('not_coordinator', 'Only a coordinator keeps the question bank. Nothing was changed.')
