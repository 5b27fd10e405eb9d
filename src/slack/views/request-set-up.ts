import { visibilityLine } from '../../coaching/access.ts'
import type { Reader } from '../../coaching/reader.ts'
import { localDate } from '../../coaching/local-time.ts'
import type { RequestList } from '../../coaching/request-messages.ts'
import { requestStateLabels } from '../../coaching/plan-labels.ts'
import type { KeptHelpKind } from '../../coaching/session-fields.ts'
import { askingHelpKinds, helpKindLabels } from '../../coaching/session-fields.ts'
import { sayLocalDate } from './actions.ts'
import type { KnownBlock, ModalView } from './kit.ts'
import { actions, button, context, modal, personField, section } from './kit.ts'

const copy = {
  title: 'Requests for help',
  intro: 'What people here wait for, the longest wait first. Who asks, and what, stays between them and whoever answers.',
  none: 'Nobody waits for help at the moment.',
  ownerless: (kinds: string) => `*Nobody answers these kinds yet:* ${kinds}.`,
  age: (days: number) => (days === 0 ? 'asked today' : days === 1 ? 'asked yesterday' : `asked ${days} days ago`),
  line: (kind: string, age: string, state: string) => `*${kind}*, ${age}: ${state}`,
  by: (date: string, isPast: boolean) => (isPast ? `, an answer was wished for by ${date}` : `, an answer is wished for by ${date}`),
  earlier: 'Back',
  more: (count: number) => `Show more (${count})`,
  owners: 'Who answers requests',
  ownersTitle: 'Who answers',
  ownersIntro:
    'One person for each kind of help. They are asked when an employee sends a request on, and see only what was sent. What waits now goes to whoever you name.',
  save: 'Save',
  cancel: 'Cancel',
  saved: 'Saved. What was waiting for these kinds has been passed on.',
  done: 'Done',
}

const perPage = 40

/** What anybody waits for: kind, age and state. */
export function requestListModal(list: RequestList, from: number, reader: Reader): ModalView {
  const { requests, ownerless } = list
  const first = Math.max(0, Math.min(from, requests.length - 1))
  const left = requests.length - first - perPage
  const turns = [
    button('set_request_owners', copy.owners, {}, ownerless.length > 0 ? { style: 'primary' } : {}),
    ...(first > 0 ? [button('open_requests', copy.earlier, { from: Math.max(0, first - perPage) }, { key: 'back' })] : []),
    ...(left > 0 ? [button('open_requests', copy.more(left), { from: first + perPage }, { key: 'on' })] : []),
  ]
  return modal(
    'request_list',
    {},
    {
      title: copy.title,
      blocks: [
        section(copy.intro),
        ...(ownerless.length > 0 ? [section(copy.ownerless(ownerless.map((kind) => helpKindLabels[kind]).join(', ')))] : []),
        actions(...turns),
        ...(requests.length === 0 ? [section(copy.none)] : []),
        ...requests.slice(first, first + perPage).map((request): KnownBlock => section(lineOf(request, reader))),
        context(visibilityLine('request', { role: 'coordinator' }).short),
      ],
    },
  )
}

/** The form that names who answers each kind, by Slack id. */
export function requestOwnersModal(owners: Partial<Record<KeptHelpKind, string>>): ModalView {
  return modal(
    'request_owners',
    {},
    {
      title: copy.ownersTitle,
      submit: copy.save,
      close: copy.cancel,
      blocks: [
        section(copy.ownersIntro),
        ...askingHelpKinds.map((kind) => personField(kind, helpKindLabels[kind], { value: owners[kind], optional: true })),
      ],
    },
  )
}

export function requestOwnersSavedModal(): ModalView {
  return modal('notice', {}, { title: copy.ownersTitle, close: copy.done, blocks: [section(copy.saved)] })
}

function lineOf({ helpKind, askedAt, state, sentOn, answerByOn }: RequestList['requests'][number], reader: Reader): string {
  const today = localDate(reader.now, reader.zone)
  const days = localDate(askedAt, reader.zone).until(today, { largestUnit: 'days' }).days
  const words = state === 'asked' && sentOn === 'no' ? 'not sent on yet' : requestStateLabels[state]
  const by =
    answerByOn !== undefined && state !== 'answered' ? copy.by(sayLocalDate(answerByOn, reader), answerByOn < today.toString()) : ''
  return `${copy.line(helpKindLabels[helpKind], copy.age(days), words)}${by}`
}
