import type { Category, Question } from '../../coaching/question-bank.ts'
import { categories, contexts, scenarios, stages } from '../../coaching/question-bank.ts'
import { inFileForm } from '../../coaching/bank-edits.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { bankFor, keepQuestion, switchQuestion } from '../../flows/question-bank.ts'
import type { Caller, Reply, SubmissionReply } from '../listen.ts'
import { list, text } from '../values.ts'
import type { Values } from '../values.ts'
import { questionListModal, questionModal } from '../views/question-bank.ts'
import type { ListenerParts } from './index.ts'
import { showForm } from './plan-screens.ts'

/** The question bank, as coordinators keep it. */
export function listenToQuestionBank({ routes }: ListenerParts): void {
  routes.action('open_questions', async (call): Promise<Reply> => {
    const screen = await listScreen(call, call.value)
    return isRefusal(screen) ? screen : showForm(call.where, screen)
  })

  routes.action('question_edit', async (call): Promise<Reply> => {
    const bank = await bankFor(call.store.read, call.person, call.now)
    if (isRefusal(bank)) return bank
    const { id, category } = call.value
    const question = bank.questions.find((one) => one.id === id)
    return showForm(call.where, questionModal(question ?? { id: undefined, category }))
  })

  routes.action('question_switch', async (call): Promise<Reply> => {
    const { id, to, ...at } = call.value
    const no = await switchQuestion(call.store, call.person, id, to, call.now)
    if (no !== undefined) return no
    const screen = await listScreen(call, at)
    return isRefusal(screen) ? screen : { update: screen }
  })

  routes.submission('question', async (call): Promise<SubmissionReply> => {
    const bank = await bankFor(call.store.read, call.person, call.now)
    if (isRefusal(bank)) return bank
    const before = bank.questions.find(({ id }) => id === call.meta.id)
    const typed = readQuestion(call.values, before, freshId(bank.questions), call.meta.category)
    const no = await keepQuestion(call.store, call.person, inFileForm(typed), call.now)
    if (isRefusal(no)) return no
    if (no !== undefined) return { errors: errorsOf(no.problems) }
    const screen = await listScreen(call, { category: typed.category, from: 0 })
    return isRefusal(screen) ? screen : { update: screen }
  })
}

/** What the rules say of a question, under the field that it is about. */
function errorsOf(problems: readonly { place: string; sentence: string }[]): Record<string, string> {
  const about = (place: string) => (place.endsWith('follow-up') ? 'follow_up' : 'text')
  return Object.fromEntries(
    [...Map.groupBy(problems, ({ place }) => about(place))].map(([field, all]) => [field, all.map(({ sentence }) => sentence).join(' ')]),
  )
}

/** The question as typed; tags that the form does not show stay as they were. */
function readQuestion(values: Values, before: Question | undefined, id: Question['id'], usual: Category): Question {
  const among = <T extends string>(known: readonly T[], field: string): T[] => known.filter((one) => list(values, field).includes(one))
  const depth = ([1, 2, 3] as const).find((one) => String(one) === text(values, 'depth')) ?? 1
  return {
    id: before?.id ?? id,
    text: text(values, 'text') ?? '',
    listenFor: text(values, 'listen_for') ?? '',
    followUp: text(values, 'follow_up') ?? '',
    category: categories.find((one) => one === text(values, 'category')) ?? usual,
    contexts: among(contexts, 'contexts'),
    stages: among(stages, 'stages'),
    scenarios: among(scenarios, 'scenarios'),
    depth,
    states: before?.states ?? [],
    avoidWhen: before?.avoidWhen ?? [],
    requiresScenario: before?.requiresScenario ?? false,
    requiresState: before?.requiresState ?? false,
  }
}

/** An id that no question has: `x` and the next number. */
function freshId(questions: readonly Question[]): Question['id'] {
  const taken = questions.flatMap(({ id }) => (id.startsWith('x') ? [Number(id.slice(1))] : []))
  // Of the form that ids have.
  return `x${String(Math.max(0, ...taken) + 1).padStart(2, '0')}` as Question['id']
}

async function listScreen(call: Caller, at: { category: Category; from: number }) {
  const bank = await bankFor(call.store.read, call.person, call.now)
  return isRefusal(bank) ? bank : questionListModal(bank, at)
}
