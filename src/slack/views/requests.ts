import { visibilityLine } from '../../coaching/access.ts'
import { sayDate } from '../../coaching/local-time.ts'
import { requestStateLabels } from '../../coaching/plan-labels.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { RequestForOwner, RequestNews, RequestNoted, RequestsDue, RequestShown } from '../../coaching/request-messages.ts'
import type { HelpRequest, RequestAct, RequestPart } from '../../coaching/requests.ts'
import { requestHindrance, requestTextLength } from '../../coaching/requests.ts'
import { askingHelpKinds, helpKindLabels, sessionFields } from '../../coaching/session-fields.ts'
import type { RequestFormFrom } from '../ids.ts'
import { keptWords, sayLocalDate, withinLimit } from './actions.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, dateField, escape, modal, quote, radioField, section, selectField, textField } from './kit.ts'
import { resourceBlocks } from './resources.ts'

const copy = {
  text: 'Cuecard, about help that was asked for.',
  noted: (manager: string, count: number) =>
    count === 1 ? `*${manager} noted that this would help you.*` : `*${manager} noted that these would help you.*`,
  notedMore: 'It is between the two of you. Sending it on asks whoever answers this kind of request; what they read is yours to say.',
  notedThin: (manager: string, count: number) =>
    count === 1 ? `${manager} noted one request for help with you.` : `${manager} noted ${count} requests for help with you.`,
  kind: (kind: string, state: string) => `*${kind}:* ${state}`,
  asked: (date: string) => `asked ${date}`,
  fromEmployee: (employee: string, kind: string) => `*${employee} asks for help:* ${kind}`,
  forOwnerThin: (employee: string, kind: string) => `${employee} asks for help: ${kind}.`,
  noWords: 'No more was sent on. Ask them when you talk.',
  answerBy: (date: string) => `An answer by ${date} would make a difference.`,
  passedOn: 'Somebody else answers this kind of request now, so there is nothing more for you to do here.',
  answered: (owner: string, kind: string) => `*${owner} answered your request: ${kind}.*`,
  delivered: (owner: string, kind: string) => `*${owner} says that this is there now: ${kind}.* Did it help?`,
  declined: (owner: string, kind: string) => `*${owner} cannot help with this: ${kind}.* The reason:`,
  newsThin: (owner: string, kind: string) => `There is news from ${owner} about your request: ${kind}.`,
  somebody: 'Somebody',
  notSent: 'not sent on yet',
  nobodyNamed: 'waits until somebody is named',
  waitsFor: (owner: string) => `waits for ${owner}`,
  isOn: (owner: string) => `${owner} is on it`,
  hasAnswered: (owner: string) => `${owner} answered`,
  hasDeclined: (owner: string) => `${owner} declined`,
  due: (count: number) => (count === 1 ? '*One answer is due.*' : `*${count} answers are due.*`),
  dueLine: (employee: string, kind: string, date: string) => `*${employee}: ${kind}*, wished for by ${date}`,
  dueThin: (count: number) =>
    count === 1 ? 'One request for help waits for your answer.' : `${count} requests for help wait for your answer.`,
  more: (count: number) => `And ${count} more, on the Home tab.`,
  comes: (date: string) => `It will be there by ${date}.`,
  theAnswer: '*The answer:*',
  theReason: '*The reason:*',
  sentWords: '*Sent on:*',
  sentNothing: 'Sent on without words: the kind and the name only.',
  open: 'Open',
  toPlan: 'Open the plan',
  title: 'Help asked for',
  askTitle: 'Ask for help',
  askIntro: 'Help outside of a session: somebody takes it on, answers, and you say whether it helped.',
  askSave: 'Ask',
  kindField: 'What would help',
  who: 'Who may read this',
  whoPair: (manager: string) => `Only ${manager} and me`,
  whoOwner: 'Also whoever answers this kind of request',
  whoManager: (employee: string) => `${employee} is told, and says whether it goes further. You can take it on yourself.`,
  sendTitle: 'Send it on',
  sendIntro:
    'Whoever answers this kind of request sees your name, the kind and what stands here. Change it as you like, or leave it empty.',
  sendField: 'What they will read',
  answerByField: 'An answer by',
  answerByHint: 'By when it would make a difference.',
  answerTitle: 'Answer',
  answerField: 'What will happen',
  answerHint: (employee: string) => `${employee} and their manager read this.`,
  comesField: 'When it will be there',
  declineTitle: 'Decline',
  declineField: 'Why it cannot be done',
  declineHint: (employee: string) => `${employee} and their manager read this. A few words, and what else might work.`,
  cancel: 'Cancel',
  back: 'Back to the plan',
  ended: 'These 1:1s have ended, so this can be read and not changed.',
}

const labels: Readonly<Record<RequestAct['act'], string>> = {
  send_on: 'Send it on',
  take: 'I take this on',
  answer: 'Answer',
  deliver: 'It is there',
  helped: 'It helped',
  not_helped: 'It did not help',
  decline: 'Decline',
  withdraw: 'Not needed any more',
}

/** How many requests a message shows before it points on. */
const shown = 6

/** Where a request stands, in words that follow its kind. */
export function requestStateWords(request: Pick<HelpRequest, 'state' | 'sentOn' | 'ownerName'>): string {
  const owner = request.ownerName === undefined ? copy.somebody.toLowerCase() : escape(request.ownerName)
  switch (request.state) {
    case 'asked':
      if (request.sentOn === 'no') return copy.notSent
      return request.ownerName === undefined ? copy.nobodyNamed : copy.waitsFor(owner)
    case 'owned':
      return copy.isOn(owner)
    case 'answered':
      return copy.hasAnswered(owner)
    case 'declined':
      return copy.hasDeclined(owner)
    default:
      return requestStateLabels[request.state]
  }
}

/** One request as a line of the plan, with the way into it. */
export function requestOnPlan(request: HelpRequest, reader: Reader): KnownBlock[] {
  const asked = copy.asked(sayDate(request.askedAt, reader.zone, reader.locale))
  return [
    section(
      `${copy.kind(helpKindLabels[request.helpKind], requestStateWords(request))}, ${asked}`,
      button('open_request', copy.open, { requestId: request.id }, { spoken: `${copy.open}: ${helpKindLabels[request.helpKind]}` }),
    ),
    ...(request.detail === undefined ? [] : [quote(request.detail)]),
  ]
}

export function drawRequestNoted({ managerName, requests, resources, pairId }: RequestNoted, reader: Reader): Message {
  const manager = escape(managerName)
  if (reader.thin)
    return {
      text: `${copy.text} ${copy.notedThin(manager, requests.length)}`,
      blocks: [
        section(copy.notedThin(manager, requests.length)),
        ...openButtons(requests),
        actions(button('open_plan', copy.toPlan, { pairId })),
      ],
    }
  return {
    text: withinLimit([
      copy.text,
      copy.noted(manager, requests.length).replaceAll('*', ''),
      ...requests.map((request) => `${helpKindLabels[request.helpKind]}, ${requestStateWords(request)}: ${escape(request.detail ?? '')}`),
    ]),
    blocks: [
      section(copy.noted(manager, requests.length)),
      context(copy.notedMore),
      ...requests
        .slice(0, shown)
        .flatMap((request) => [
          section(copy.kind(helpKindLabels[request.helpKind], requestStateWords(request))),
          ...(request.detail === undefined ? [] : [quote(request.detail)]),
          ...buttonRow(request, ['employee']),
        ]),
      ...resourceBlocks(resources),
      context(visibilityLine('request', { role: 'employee', names: { manager } }).short),
    ],
  }
}

export function drawRequestForOwner({ request, stands }: RequestForOwner, reader: Reader): Message {
  const employee = escape(request.employeeName)
  const kind = helpKindLabels[request.helpKind]
  if (stands === 'passed_on') return { text: `${copy.text} ${copy.passedOn}`, blocks: [section(copy.passedOn)] }
  const title = copy.fromEmployee(employee, kind)
  if (reader.thin)
    return {
      text: `${copy.text} ${copy.forOwnerThin(employee, kind)}`,
      blocks: [section(`${title}\n${capital(requestStateWords(request))}`, openButton(request))],
    }
  return {
    text: withinLimit([copy.text, title.replaceAll('*', ''), escape(request.sentWords ?? copy.noWords)]),
    blocks: [
      section(title),
      ...(request.sentWords === undefined ? [section(copy.noWords)] : [quote(request.sentWords)]),
      ...standing(request, reader),
      ...(request.state === 'asked' ? [] : [context(capital(requestStateWords(request)))]),
      ...buttonRow(request, ['owner']),
      context(visibilityLine('request', { role: 'owner', names: { employee } }).short),
    ],
  }
}

export function drawRequestNews({ managerName, news, request }: RequestNews, reader: Reader): Message {
  const kind = helpKindLabels[request.helpKind]
  const owner = escape(request.ownerName ?? copy.somebody)
  if (reader.thin) {
    const sentence = copy.newsThin(owner, kind)
    return { text: `${copy.text} ${sentence}`, blocks: [section(sentence, openButton(request))] }
  }
  const title = { answered: copy.answered, delivered: copy.delivered, declined: copy.declined }[news](owner, kind)
  const words = news === 'declined' ? request.reason : request.answer
  return {
    text: withinLimit([copy.text, title.replaceAll('*', ''), escape(words ?? '')]),
    blocks: [
      section(title),
      ...(words === undefined ? [] : [quote(words)]),
      ...(news === 'answered' && request.comesOn !== undefined ? [context(copy.comes(sayLocalDate(request.comesOn, reader)))] : []),
      ...(isPast(request, news) ? [context(capital(requestStateWords(request)))] : buttonRow(request, ['employee'])),
      context(visibilityLine('request', { role: 'employee', names: { manager: escape(managerName) } }).short),
    ],
  }
}

export function drawRequestsDue({ requests }: RequestsDue, reader: Reader): Message {
  const lines = requests.map((request) =>
    copy.dueLine(escape(request.employeeName), helpKindLabels[request.helpKind], sayLocalDate(request.answerByOn ?? '', reader)),
  )
  return {
    text: reader.thin
      ? `${copy.text} ${copy.dueThin(requests.length)}`
      : withinLimit([copy.text, copy.due(requests.length).replaceAll('*', ''), ...lines.map((line) => line.replaceAll('*', ''))]),
    blocks: [
      section(copy.due(requests.length)),
      ...requests.slice(0, shown).map((request, index) => section(lines[index] ?? '', openButton(request))),
      ...(requests.length > shown ? [context(copy.more(requests.length - shown))] : []),
      context(visibilityLine('request', { role: 'owner' }).short),
    ],
  }
}

/** One request in full for one of its readers, with everything that they can do about it. */
export function requestModal(shownTo: RequestShown, reader: Reader): ModalView {
  const { request } = shownTo
  const parts: RequestPart[] = shownTo.seenBy === 'owner' ? ['owner'] : [shownTo.side, ...(shownTo.isOwner ? (['owner'] as const) : [])]
  const isReadOnly = shownTo.seenBy === 'pair' && shownTo.ended === 'yes'
  const names = shownTo.seenBy === 'owner' ? { employee: escape(shownTo.request.employeeName) } : namesOf(shownTo.side, shownTo.otherName)
  const title =
    shownTo.seenBy === 'owner'
      ? copy.fromEmployee(escape(shownTo.request.employeeName), helpKindLabels[request.helpKind])
      : copy.kind(helpKindLabels[request.helpKind], requestStateWords(request))
  return modal(
    'request',
    { requestId: request.id },
    {
      title: copy.title,
      blocks: [
        ...(isReadOnly ? [section(copy.ended)] : []),
        section(title),
        context(capital(copy.asked(sayDate(request.askedAt, reader.zone, reader.locale)))),
        ...('detail' in request && request.detail !== undefined ? [quote(request.detail)] : []),
        ...sentBlocks(request, shownTo),
        ...standing(request, reader),
        ...(shownTo.seenBy === 'owner' && request.state !== 'asked' ? [context(capital(requestStateWords(request)))] : []),
        ...(isReadOnly ? [] : buttonRow(request, parts)),
        ...(shownTo.seenBy === 'pair' ? [actions(button('request_to_plan', copy.back, { pairId: shownTo.pairId }))] : []),
        context(visibilityLine('request', { role: shownTo.seenBy === 'owner' ? 'owner' : shownTo.side, names }).full),
      ],
    },
  )
}

type Kept = { words?: string | undefined; draft: 'kept' | 'none' }

/** The form of *Ask for help*; what the employee asks can go further at once. */
export function askForHelpModal(
  form: { pairId: string; side: 'manager' | 'employee'; otherName: string; answerByOn: string } & Kept,
): ModalView {
  return modal(
    'request_ask',
    { pairId: form.pairId },
    {
      title: copy.askTitle,
      submit: copy.askSave,
      close: copy.cancel,
      blocks: [
        section(copy.askIntro),
        ...(form.draft === 'kept' ? [keptWords()] : []),
        selectField(
          'kind',
          copy.kindField,
          askingHelpKinds.map((value) => ({ value, label: helpKindLabels[value] })),
        ),
        wordsField(sessionFields.helpDetail.label, {
          value: form.words,
          hint: sessionFields.helpDetail.hint,
          maxLength: requestTextLength.words,
        }),
        ...(form.side === 'employee'
          ? [
              radioField(
                'who',
                copy.who,
                [
                  { value: 'pair', label: copy.whoPair(form.otherName).slice(0, 75) },
                  { value: 'owner', label: copy.whoOwner },
                ],
                { value: 'pair' },
              ),
              dateField('answer_by', copy.answerByField, { value: form.answerByOn, hint: copy.answerByHint }),
            ]
          : [context(copy.whoManager(escape(form.otherName)))]),
        context(visibilityLine('request', { role: form.side, names: namesOf(form.side, form.otherName) }).short),
      ],
    },
  )
}

/** The form of *Send it on*: the words are shown before anybody else reads them. */
export function sendOnModal(request: HelpRequest, form: { from: RequestFormFrom; answerByOn: string } & Kept): ModalView {
  return modal(
    'request_send',
    { requestId: request.id, from: form.from },
    {
      title: copy.sendTitle,
      submit: labels.send_on,
      close: copy.cancel,
      blocks: [
        section(copy.kind(helpKindLabels[request.helpKind], requestStateWords(request))),
        context(copy.sendIntro),
        ...(form.draft === 'kept' ? [keptWords()] : []),
        wordsField(copy.sendField, { value: form.words ?? request.detail, maxLength: requestTextLength.words, optional: true }),
        dateField('answer_by', copy.answerByField, { value: form.answerByOn, hint: copy.answerByHint }),
        context(visibilityLine('request', { role: 'employee' }).short),
      ],
    },
  )
}

/** The form of *Answer*, for whoever took a request on; an answer that was given can be changed. */
export function answerModal(
  data: { requestId: string; title: string; asks: string; comesOn: string | undefined; from: RequestFormFrom } & Kept,
): ModalView {
  return modal(
    'request_answer',
    { requestId: data.requestId, from: data.from },
    {
      title: copy.answerTitle,
      submit: labels.answer,
      close: copy.cancel,
      blocks: [
        section(data.title),
        ...(data.draft === 'kept' ? [keptWords()] : []),
        wordsField(copy.answerField, { value: data.words, hint: copy.answerHint(data.asks), maxLength: requestTextLength.answer }),
        dateField('comes', copy.comesField, { value: data.comesOn, optional: true }),
      ],
    },
  )
}

/** The form of *Decline*. */
export function declineModal(data: { requestId: string; title: string; asks: string; from: RequestFormFrom } & Kept): ModalView {
  return modal(
    'request_decline',
    { requestId: data.requestId, from: data.from },
    {
      title: copy.declineTitle,
      submit: labels.decline,
      close: copy.cancel,
      blocks: [
        section(data.title),
        ...(data.draft === 'kept' ? [keptWords()] : []),
        wordsField(copy.declineField, { value: data.words, hint: copy.declineHint(data.asks), maxLength: requestTextLength.reason }),
      ],
    },
  )
}

/** How a form about a request names it. */
export function requestTitle(shownTo: RequestShown): string {
  const kind = helpKindLabels[shownTo.request.helpKind]
  return shownTo.seenBy === 'owner'
    ? copy.fromEmployee(escape(shownTo.request.employeeName), kind)
    : copy.kind(kind, requestStateWords(shownTo.request))
}

function wordsField(
  label: string,
  given: { value?: string | undefined; hint?: string | undefined; maxLength: number; optional?: boolean },
) {
  return textField('words', label, { ...given, lines: 'many', keepTyping: true })
}

/** What can be done about a request by these people now: everything the rules allow, and nothing else. */
function buttonRow(request: HelpRequest | Omit<HelpRequest, 'detail'>, parts: readonly RequestPart[]): KnownBlock[] {
  const { id: requestId } = request
  const may = (what: RequestAct['act']) => requestHindrance(request, parts, what) === undefined
  const isWithOwner = parts.includes('owner')
  const offered = [
    ...(may('send_on') ? [button('request_send', labels.send_on, { requestId }, { style: 'primary' })] : []),
    ...(may('take') ? [button('request_take', labels.take, { requestId }, isWithOwner ? { style: 'primary' } : {})] : []),
    ...(may('answer')
      ? [button('request_answer', labels.answer, { requestId }, request.state === 'owned' ? { style: 'primary' } : {})]
      : []),
    ...(may('deliver') ? [button('request_deliver', labels.deliver, { requestId })] : []),
    ...(may('helped')
      ? [
          button('request_helped', labels.helped, { requestId, did: 'helped' }, { key: 'yes', style: 'primary' }),
          button('request_helped', labels.not_helped, { requestId, did: 'not_helped' }, { key: 'no' }),
        ]
      : []),
    ...(may('decline') ? [button('request_decline', labels.decline, { requestId })] : []),
    ...(may('withdraw') ? [button('request_withdraw', labels.withdraw, { requestId })] : []),
  ]
  return offered.length === 0 ? [] : [actions(...offered)]
}

/** What was answered or said since, and by when an answer is wished for. */
function standing(request: Omit<HelpRequest, 'detail'>, reader: Reader): KnownBlock[] {
  const { state, answer, comesOn, reason, answerByOn } = request
  return [
    ...(answerByOn !== undefined && (state === 'asked' || state === 'owned')
      ? [context(copy.answerBy(sayLocalDate(answerByOn, reader)))]
      : []),
    ...(answer === undefined ? [] : [section(copy.theAnswer), quote(answer)]),
    ...(comesOn !== undefined && state === 'answered' ? [context(copy.comes(sayLocalDate(comesOn, reader)))] : []),
    ...(reason === undefined ? [] : [section(copy.theReason), quote(reason)]),
  ]
}

/** What left the two of the 1:1, shown where it differs from what they know. */
function sentBlocks(request: Omit<HelpRequest, 'detail'>, shownTo: RequestShown): KnownBlock[] {
  if (request.sentOn === 'no') return []
  if (shownTo.seenBy === 'owner') return request.sentWords === undefined ? [section(copy.noWords)] : [quote(request.sentWords)]
  if (request.sentWords === undefined) return [context(copy.sentNothing)]
  return request.sentWords === shownTo.request.detail ? [] : [section(copy.sentWords), quote(request.sentWords)]
}

/** Whether what a message asked about has been answered since. */
function isPast({ state }: HelpRequest, news: RequestNews['news']): boolean {
  return news === 'answered' ? state !== 'answered' : news === 'delivered' ? state !== 'delivered' : true
}

const openButton = (request: { id: HelpRequest['id']; helpKind: HelpRequest['helpKind'] }) =>
  button('open_request', copy.open, { requestId: request.id }, { spoken: `${copy.open}: ${helpKindLabels[request.helpKind]}` })

function openButtons(requests: readonly HelpRequest[]): KnownBlock[] {
  return requests
    .slice(0, shown)
    .map((request) => section(copy.kind(helpKindLabels[request.helpKind], requestStateWords(request)), openButton(request)))
}

function namesOf(side: 'manager' | 'employee', otherName: string) {
  return side === 'manager' ? { employee: escape(otherName) } : { manager: escape(otherName) }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
