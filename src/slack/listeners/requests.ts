import { localDate } from '../../coaching/local-time.ts'
import type { RequestId } from '../../coaching/ids.ts'
import type { Refusal } from '../../coaching/refusal.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { requestTextLength, usualAnswerDays } from '../../coaching/requests.ts'
import { askingHelpKinds, lengthOf } from '../../coaching/session-fields.ts'
import { openPlan } from '../../flows/plan.ts'
import { actOnHelp, askForHelp, openForAct, openRequest } from '../../flows/requests.ts'
import type { RequestWish } from '../../flows/requests.ts'
import type { Caller, Reply, SubmissionReply, Where } from '../listen.ts'
import type { Values } from '../values.ts'
import { text } from '../values.ts'
import type { RequestFormFrom } from '../ids.ts'
import { answerModal, askForHelpModal, declineModal, requestModal, requestTitle, sendOnModal } from '../views/requests.ts'
import type { ListenerParts } from './index.ts'
import { planScreen, showForm } from './plan-screens.ts'
import { readerOf } from './reader.ts'
import { forgetWords, keepWords, keptWordsOf } from './words-kept.ts'

/** Help that was asked for: the two of the 1:1, and whoever answers it. */
export function listenToRequests({ routes }: ListenerParts): void {
  routes.action('open_request', async (call) => {
    const shown = await openRequest(call.store.read, call.value.requestId, call.person)
    return isRefusal(shown) ? shown : showForm(inPlan(call.where), requestModal(shown, readerOf(call)))
  })
  routes.action('request_to_plan', async (call) => {
    const screen = await planScreen(call, call.value.pairId)
    return isRefusal(screen) ? screen : { update: screen }
  })

  routes.action('request_take', async (call) => afterClick(call, call.value.requestId, { act: 'take' }))
  routes.action('request_deliver', async (call) => afterClick(call, call.value.requestId, { act: 'deliver' }))
  routes.action('request_helped', async (call) => afterClick(call, call.value.requestId, { act: call.value.did }))
  routes.action('request_withdraw', async (call) => afterClick(call, call.value.requestId, { act: 'withdraw' }))

  routes.action('request_ask', async (call) => {
    const { pairId } = call.value
    const opened = await openPlan(call.store.read, pairId, call.person, call.now)
    if (isRefusal(opened)) return opened
    const kept = await keptWordsOf(call, 'request_ask', pairId)
    const { side, plan } = opened
    return showForm(
      call.where,
      askForHelpModal({
        pairId,
        side,
        otherName: side === 'manager' ? plan.employeeName : plan.managerName,
        answerByOn: usualAnswerOn(call),
        words: kept && text(kept, 'words'),
        draft: kept ? 'kept' : 'none',
      }),
    )
  })
  routes.typing('request_ask', (call) => keepWords(call, 'request_ask', call.meta.pairId))
  routes.submission('request_ask', async (call): Promise<SubmissionReply> => {
    const kind = askingHelpKinds.find((one) => one === text(call.values, 'kind'))
    const words = readWords(call.values, requestTextLength.words, 'Say in a few words what you need, so that somebody can act on it.')
    const sendOn = text(call.values, 'who') === 'owner' ? { answerByOn: text(call.values, 'answer_by') ?? '' } : undefined
    const errors = {
      ...(kind === undefined ? { kind: 'Pick what would help.' } : {}),
      ...('errors' in words ? words.errors : {}),
      ...(sendOn === undefined ? {} : dateErrors('answer_by', sendOn.answerByOn, call)),
    }
    if (kind === undefined || 'errors' in words || Object.keys(errors).length > 0) return { errors }
    const asked = await askForHelp(call.store, call.meta.pairId, call.person, { helpKind: kind, detail: words.words, sendOn }, call.now)
    if (isRefusal(asked)) return asked
    await forgetWords(call, 'request_ask', call.meta.pairId)
    const shown = await openRequest(call.store.read, asked.requestId, call.person)
    return isRefusal(shown) ? shown : { update: requestModal(shown, readerOf(call)) }
  })

  routes.action('request_send', async (call) => {
    const { requestId } = call.value
    const shown = await openForAct(call.store.read, requestId, call.person, 'send_on')
    if (isRefusal(shown)) return afterRefusal(call, requestId, shown)
    if (shown.seenBy !== 'pair') return undefined
    const kept = await keptWordsOf(call, 'request_send', requestId)
    return showForm(
      call.where,
      sendOnModal(shown.request, {
        from: fromOf(call.where),
        answerByOn: usualAnswerOn(call),
        words: kept && text(kept, 'words'),
        draft: kept ? 'kept' : 'none',
      }),
    )
  })
  routes.typing('request_send', (call) => keepWords(call, 'request_send', call.meta.requestId))
  routes.submission('request_send', async (call): Promise<SubmissionReply> => {
    const words = text(call.values, 'words')
    const answerByOn = text(call.values, 'answer_by') ?? ''
    const errors = { ...lengthErrors(words, requestTextLength.words), ...dateErrors('answer_by', answerByOn, call) }
    if (Object.keys(errors).length > 0) return { errors }
    return afterForm(call, call.meta, 'request_send', { act: 'send_on', words, answerByOn })
  })

  routes.action('request_answer', async (call) => {
    const { requestId } = call.value
    const shown = await openForAct(call.store.read, requestId, call.person, 'answer')
    if (isRefusal(shown)) return afterRefusal(call, requestId, shown)
    const kept = await keptWordsOf(call, 'request_answer', requestId)
    return showForm(
      call.where,
      answerModal({
        requestId,
        title: requestTitle(shown),
        asks: shown.seenBy === 'owner' ? shown.request.employeeName : shown.otherName,
        comesOn: shown.request.comesOn,
        from: fromOf(call.where),
        words: (kept && text(kept, 'words')) ?? shown.request.answer,
        draft: kept ? 'kept' : 'none',
      }),
    )
  })
  routes.typing('request_answer', (call) => keepWords(call, 'request_answer', call.meta.requestId))
  routes.submission('request_answer', async (call): Promise<SubmissionReply> => {
    const words = readWords(call.values, requestTextLength.answer, 'Say in a few words what will happen.')
    const comesOn = text(call.values, 'comes')
    const errors = { ...('errors' in words ? words.errors : {}), ...(comesOn === undefined ? {} : dateErrors('comes', comesOn, call)) }
    if ('errors' in words || Object.keys(errors).length > 0) return { errors }
    return afterForm(call, call.meta, 'request_answer', { act: 'answer', text: words.words, comesOn })
  })

  routes.action('request_decline', async (call) => {
    const { requestId } = call.value
    const shown = await openForAct(call.store.read, requestId, call.person, 'decline')
    if (isRefusal(shown)) return afterRefusal(call, requestId, shown)
    const kept = await keptWordsOf(call, 'request_decline', requestId)
    return showForm(
      call.where,
      declineModal({
        requestId,
        title: requestTitle(shown),
        asks: shown.seenBy === 'owner' ? shown.request.employeeName : shown.otherName,
        from: fromOf(call.where),
        words: kept && text(kept, 'words'),
        draft: kept ? 'kept' : 'none',
      }),
    )
  })
  routes.typing('request_decline', (call) => keepWords(call, 'request_decline', call.meta.requestId))
  routes.submission('request_decline', async (call): Promise<SubmissionReply> => {
    const words = readWords(call.values, requestTextLength.reason, 'Please say in a few words why, so that they can look elsewhere.')
    if ('errors' in words) return words
    return afterForm(call, call.meta, 'request_decline', { act: 'decline', reason: words.words })
  })
}

/** What follows a button: a message is redrawn by itself, a screen is drawn again, and what had no effect is said. */
async function afterClick(call: Caller & { where: Where }, requestId: RequestId, wish: RequestWish): Promise<Reply> {
  const done = await actOnHelp(call.store, requestId, call.person, wish, call.now)
  if (isRefusal(done)) return afterRefusal(call, requestId, done)
  return call.where.kind === 'view' ? screenAgain(call, requestId) : undefined
}

async function afterRefusal(call: Caller & { where: Where }, requestId: RequestId, no: Refusal): Promise<Reply> {
  return call.where.kind === 'view' && no.refused === 'already' ? screenAgain(call, requestId) : no
}

async function screenAgain(call: Caller, requestId: RequestId): Promise<Reply> {
  const shown = await openRequest(call.store.read, requestId, call.person)
  return isRefusal(shown) ? shown : { update: requestModal(shown, readerOf(call)) }
}

/** What follows a form: back to the request where it was opened from a screen. */
async function afterForm(
  call: Caller,
  at: { requestId: RequestId; from: RequestFormFrom },
  form: 'request_send' | 'request_answer' | 'request_decline',
  wish: RequestWish,
): Promise<SubmissionReply> {
  const done = await actOnHelp(call.store, at.requestId, call.person, wish, call.now)
  if (isRefusal(done)) return done
  await forgetWords(call, form, at.requestId)
  if (at.from === 'message') return { close: true }
  const shown = await openRequest(call.store.read, at.requestId, call.person)
  return isRefusal(shown) ? shown : { update: requestModal(shown, readerOf(call)) }
}

function fromOf(where: Where): RequestFormFrom {
  return where.kind === 'view' ? 'view' : 'message'
}

/** A request takes the place of the plan that it was opened from, and goes back to it; elsewhere it opens by itself. */
function inPlan(where: Where): Where | undefined {
  return where.kind === 'view' && where.name === 'plan' ? where : undefined
}

function usualAnswerOn({ person, now }: Caller): string {
  return localDate(now, person.zone).add({ days: usualAnswerDays }).toString()
}

function readWords(values: Values, most: number, whenEmpty: string): { words: string } | { errors: Record<string, string> } {
  const words = text(values, 'words')
  if (words === undefined) return { errors: { words: whenEmpty } }
  const errors = lengthErrors(words, most)
  return Object.keys(errors).length > 0 ? { errors } : { words }
}

function lengthErrors(words: string | undefined, most: number): Record<string, string> {
  const length = lengthOf(words ?? '')
  return length > most ? { words: `This can have at most ${most} characters; it has ${length}.` } : {}
}

function dateErrors(field: string, date: string, { person, now }: Caller): Record<string, string> {
  if (date === '') return { [field]: 'Please pick a date.' }
  return date < localDate(now, person.zone).toString() ? { [field]: 'This date is past. Please pick today or a later day.' } : {}
}
