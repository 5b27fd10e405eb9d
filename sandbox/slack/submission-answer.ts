import type { ActResult } from '../practice-api.ts'
import type { Outcome } from './gateway.ts'
import { isJson } from './json.ts'
import type { Slack } from './slack.ts'
import type { PersonRecord, ViewRecord, World } from './state.ts'
import { answerWithView, closeAll, closeTop, stackOf, type ViewResult } from './views.ts'

/** What Slack shows under a modal when the app does not answer as it should. */
export const troubleText = 'We had some trouble connecting. Try again?'

/** The person sees Slack's sentence; the page and `trouble()` listeners hear the reason, which a person would not. */
export function trouble(world: World, personId: string, text: string, reason = text): ActResult {
  world.signals.emit('trouble', reason, personId)
  return { ok: false, trouble: text }
}

/** Does to the person's modals what the app answered to a submission, or says why Slack would not. */
export function answerSubmission({ world }: Slack, person: PersonRecord, view: ViewRecord, outcome: Outcome): ActResult {
  const wrong = (reason: string) => trouble(world, person.id, troubleText, reason)
  if (outcome.state === 'failed') return wrong(`view_submission: ${outcome.detail}`)
  const { answer } = outcome
  if (isEmptyAnswer(answer)) {
    closeSubmitted(world, view)
    return { ok: true }
  }
  if (!isJson(answer)) return wrong(`view_submission: the answer is no JSON object: ${String(answer).slice(0, 200)}`)
  switch (answer['response_action']) {
    case 'clear':
      closeAll(world, person.id)
      world.signals.emit('changed')
      return { ok: true }
    case 'update':
    case 'push':
      return drawn(answerWithView(world, view, answer['response_action'], answer['view']), wrong)
    case 'errors':
      return fieldErrors(view, answer['errors'], wrong)
    default:
      return wrong(`view_submission: response_action ${JSON.stringify(answer['response_action'])} is none of clear, update, push, errors`)
  }
}

function isEmptyAnswer(answer: unknown): boolean {
  return answer === undefined || answer === null || answer === '' || (isJson(answer) && Object.keys(answer).length === 0)
}

function closeSubmitted(world: World, view: ViewRecord): void {
  if (stackOf(world, view.person).at(-1) === view) closeTop(world, view.person)
  world.signals.emit('changed')
}

function drawn(result: ViewResult, wrong: (reason: string) => ActResult): ActResult {
  if ('record' in result) return { ok: true }
  const { error, messages = [] } = result.refusal
  return wrong(`view_submission: the view is refused with ${error}. ${messages.join(' ')}`)
}

function fieldErrors(view: ViewRecord, errors: unknown, wrong: (reason: string) => ActResult): ActResult {
  if (!isJson(errors) || Object.keys(errors).length === 0) return wrong('view_submission: response_action errors without errors')
  const inputs = new Set(view.view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id))
  const fields: Record<string, string> = {}
  for (const [blockId, text] of Object.entries(errors)) {
    if (!inputs.has(blockId)) return wrong(`view_submission: errors name ${blockId}, which is no input block of the view`)
    if (typeof text !== 'string' || text === '') return wrong(`view_submission: the error under ${blockId} is no text`)
    fields[blockId] = text
  }
  return { ok: false, fields }
}
