import { z } from 'zod'
import type { BankProblem, Question, QuestionBank } from './question-bank.ts'
import { bankProblems, questionBankSchema } from './question-bank.ts'

/** What an organisation has changed in the bank that comes with Cuecard: its own wordings and questions, and those that it switched off. */
export type BankEdits = {
  /** In place of the question of the same id, or beside the others where the bank has none under it. */
  questions: readonly Question[]
  off: readonly string[]
}

/** A question as a bank's file has it, with whether it is switched off. */
const fileQuestion = z.looseObject({ id: z.string(), off: z.boolean().optional() })
const bankFile = z.looseObject({ questions: z.array(fileQuestion) })

/** What taking a file would do, in counts. */
export type BankChange = { added: number; reworded: number; switchedOff: number; switchedOn: number; removed: number }

/** The most that a bank may hold, and the longest that a text in it may be. */
export const bankLimits = { questions: 500, text: 300 }

/** The bank with an organisation's edits: its wordings in their place, its own questions at the end. */
export function editedBank(base: QuestionBank, { questions }: BankEdits): QuestionBank {
  const own = new Map(questions.map((question) => [question.id, question]))
  const isFromBase = (id: Question['id']) => base.questions.some((question) => question.id === id)
  return {
    ...base,
    questions: [...base.questions.map((question) => own.get(question.id) ?? question), ...questions.filter(({ id }) => !isFromBase(id))],
  }
}

/** A whole bank in the form of its file: what comes back from `readBankFile` as the same edits. */
export function bankAsFile(base: QuestionBank, edits: BankEdits): unknown {
  const bank = editedBank(base, edits)
  return {
    version: bank.version,
    language: bank.language,
    questions: bank.questions.map((question) => ({ ...inFileForm(question), ...(edits.off.includes(question.id) ? { off: true } : {}) })),
  }
}

/**
 * Reads a whole bank: everything that is wrong with it, each with its place, or the edits that it stands for. Questions that it leaves out are
 * switched off, where they come with Cuecard, or gone. Nothing of a bank with a problem is taken.
 */
export function readBankFile(base: QuestionBank, file: unknown): { problems: BankProblem[] } | { edits: BankEdits } {
  const frame = bankFile.safeParse(file)
  const count = frame.success ? frame.data.questions.length : 0
  if (count > bankLimits.questions)
    return {
      problems: [{ place: 'the bank', sentence: `A bank can hold at most ${bankLimits.questions} questions; this one has ${count}.` }],
    }
  const problems = [...bankProblems(file), ...lengthProblems(file)]
  if (problems.length > 0) return { problems }
  const parsed = questionBankSchema.safeParse(file)
  if (!parsed.success || !frame.success)
    return { problems: [{ place: 'the bank', sentence: 'A bank has a version, a language and a list of at least one question.' }] }
  const { questions } = parsed.data
  const isOn = new Set(frame.data.questions.filter(({ off }) => off !== true).map(({ id }) => id))
  const fromBase = new Map(base.questions.map((question) => [question.id, JSON.stringify(question)]))
  const known = [...new Set([...base.questions, ...questions].map(({ id }) => id))]
  return {
    edits: {
      questions: questions.filter((question) => fromBase.get(question.id) !== JSON.stringify(question)),
      off: known.filter((id) => !isOn.has(id)),
    },
  }
}

/** What an edit of one question leaves of the edits, or what is wrong with it. The bank as a whole is judged, so that nothing is there twice. */
export function withQuestion(base: QuestionBank, edits: BankEdits, question: unknown): { problems: BankProblem[] } | { edits: BankEdits } {
  const whole = bankAsFile(base, edits) as { questions: { id: string }[] }
  const id = z.looseObject({ id: z.string() }).safeParse(question).data?.id
  const others = whole.questions.filter((one) => one.id !== id)
  const place = whole.questions.findIndex((one) => one.id === id)
  const off = edits.off.some((one) => one === id) ? { off: true } : {}
  const added = { ...(question as object), ...off }
  const questions = place === -1 ? [...whole.questions, added] : [...others.slice(0, place), added, ...others.slice(place)]
  return readBankFile(base, { ...whole, questions })
}

/** How two sets of edits differ, in counts. */
export function bankChange(base: QuestionBank, before: BankEdits, after: BankEdits): BankChange {
  const isFromBase = (id: string) => base.questions.some((question) => question.id === id)
  const [old, fresh] = [before, after].map(
    ({ questions }) => new Map<string, string>(questions.map((one) => [one.id, JSON.stringify(one)])),
  )
  const ids = [...new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])])]
  const differs = (id: string) => old?.get(id) !== fresh?.get(id)
  const own = ids.filter((id) => !isFromBase(id))
  return {
    added: own.filter((id) => !old?.has(id)).length,
    removed: own.filter((id) => !fresh?.has(id)).length,
    reworded: ids.filter((id) => differs(id) && (isFromBase(id) || (old?.has(id) && fresh?.has(id)))).length,
    switchedOff: after.off.filter((id) => !before.off.includes(id)).length,
    switchedOn: before.off.filter((id) => !after.off.includes(id)).length,
  }
}

/** What became of a question when it was offered, by whom. */
export type Offered = { questionId: string; managerId: string; outcome: 'offered' | 'swapped' }

/** Questions to look at again: swapped away by five different managers, and more often than kept. */
export function questionsToReview(memory: readonly Offered[]): string[] {
  const byQuestion = Map.groupBy(memory, ({ questionId }) => questionId)
  return [...byQuestion]
    .filter(([, times]) => {
      const swaps = times.filter(({ outcome }) => outcome === 'swapped')
      return new Set(swaps.map(({ managerId }) => managerId)).size >= reviewManagers && swaps.length > times.length - swaps.length
    })
    .map(([questionId]) => questionId)
    .toSorted()
}

const reviewManagers = 5

function lengthProblems(file: unknown): BankProblem[] {
  const texts = z.looseObject({ questions: z.array(z.looseObject({ id: z.string() })) }).safeParse(file)
  if (!texts.success) return []
  return texts.data.questions.flatMap((question) =>
    (['text', 'listen_for', 'follow_up'] as const).flatMap((field) => {
      const written = question[field]
      const length = typeof written === 'string' ? [...written].length : 0
      return length > bankLimits.text
        ? [
            {
              place: `question ${question.id}`,
              sentence: `The field ${field} can have at most ${bankLimits.text} characters; this one has ${length}.`,
            },
          ]
        : []
    }),
  )
}

/** A question as its file has it. */
export function inFileForm({ listenFor, followUp, avoidWhen, requiresScenario, requiresState, ...rest }: Question) {
  return {
    ...rest,
    listen_for: listenFor,
    follow_up: followUp,
    avoid_when: avoidWhen,
    requires_scenario: requiresScenario,
    requires_state: requiresState,
  }
}
