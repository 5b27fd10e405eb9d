import type { PersonId, RequestId } from '../../../coaching/ids.ts'
import type { MessageData } from '../../../coaching/messages.ts'
import type { OwnersRequest, RequestList, RequestNoted, RequestShown } from '../../../coaching/request-messages.ts'
import type { HelpRequest } from '../../../coaching/requests.ts'
import type { ModalView } from '../kit.ts'
import { requestListModal, requestOwnersModal, requestOwnersSavedModal } from '../request-set-up.ts'
import { answerModal, askForHelpModal, declineModal, requestModal, requestTitle, sendOnModal } from '../requests.ts'
import { at, sampleNow } from './at.ts'
import { extremeReaders, extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'
import { sampleResources } from './resources.ts'

export const sampleRequest = (change: Partial<HelpRequest> = {}): HelpRequest => ({
  id: 'r_0000000000000001' as RequestId,
  helpKind: 'training',
  detail: 'An hour with someone who has run a tender',
  state: 'asked',
  askedAt: at('2026-02-24T14:00:00Z'),
  ownerId: undefined,
  ownerName: undefined,
  sentOn: 'no',
  sentWords: undefined,
  answerByOn: undefined,
  answer: undefined,
  comesOn: undefined,
  reason: undefined,
  ...change,
})

const sent: Partial<HelpRequest> = {
  sentOn: 'yes',
  sentWords: 'An hour with someone who has run a tender, before the clinic one is due',
  ownerId: 'p_0000000000000005' as PersonId,
  ownerName: 'Lena',
  answerByOn: '2026-03-09',
}
const answered: Partial<HelpRequest> = {
  ...sent,
  state: 'answered',
  answer: 'Noor has run four. She has kept Thursday at ten for you.',
  comesOn: '2026-03-05',
}
const declined: Partial<HelpRequest> = {
  ...sent,
  state: 'declined',
  reason: 'Nobody here has run one. The films on the learning page are a start.',
}

const states: Record<string, HelpRequest> = {
  asked: sampleRequest(),
  sent_on: sampleRequest(sent),
  sent_on_to_nobody_yet: sampleRequest({ ...sent, ownerId: undefined, ownerName: undefined }),
  owned: sampleRequest({ ...sent, state: 'owned' }),
  answered: sampleRequest(answered),
  delivered: sampleRequest({ ...answered, state: 'delivered' }),
  helped: sampleRequest({ ...answered, state: 'helped' }),
  not_helped: sampleRequest({ ...answered, state: 'not_helped' }),
  declined: sampleRequest(declined),
  withdrawn: sampleRequest({ ...sent, state: 'withdrawn' }),
}

const ownersView = ({ detail: _kept, ...request }: HelpRequest): OwnersRequest => ({ ...request, employeeName: 'Dev' })
const inEachState = <Drawn>(draw: (request: HelpRequest, state: string) => Drawn, left: readonly string[] = []): Record<string, Drawn> =>
  Object.fromEntries(
    Object.entries(states)
      .filter(([state]) => !left.includes(state))
      .map(([state, request]) => [state, draw(request, state)]),
  )

const noted: RequestNoted = {
  pairId: 'pr_0000000000000001',
  managerName: 'Maya',
  requests: [sampleRequest(), sampleRequest({ id: 'r_0000000000000002' as RequestId, helpKind: 'time' })],
  resources: sampleResources,
}

export const requestMessages = {
  request_noted: {
    ...inEachState((request): MessageData['request_noted'] => ({ ...noted, requests: [request], resources: [] })),
    several_with_resources: noted,
    ...extremes<MessageData['request_noted']>((as) => as(noted)),
  },
  request_for_owner: {
    ...inEachState((request): MessageData['request_for_owner'] => ({ request: ownersView(request), stands: 'current' }), ['asked']),
    without_words: { request: ownersView(sampleRequest({ ...sent, sentWords: undefined })), stands: 'current' },
    passed_on: { request: ownersView(sampleRequest(sent)), stands: 'passed_on' },
    ...extremes<MessageData['request_for_owner']>((as) => as({ request: ownersView(sampleRequest(answered)), stands: 'current' })),
  },
  request_news: {
    answered: { pairId: noted.pairId, managerName: 'Maya', news: 'answered', request: sampleRequest(answered) },
    answered_and_arrived_since: {
      pairId: noted.pairId,
      managerName: 'Maya',
      news: 'answered',
      request: sampleRequest({ ...answered, state: 'helped' }),
    },
    delivered: {
      pairId: noted.pairId,
      managerName: 'Maya',
      news: 'delivered',
      request: sampleRequest({ ...answered, state: 'delivered' }),
    },
    helped: { pairId: noted.pairId, managerName: 'Maya', news: 'delivered', request: sampleRequest({ ...answered, state: 'helped' }) },
    declined: { pairId: noted.pairId, managerName: 'Maya', news: 'declined', request: sampleRequest(declined) },
    ...extremes<MessageData['request_news']>((as) =>
      as({ pairId: noted.pairId, managerName: 'Maya', news: 'declined', request: sampleRequest(declined) }),
    ),
  },
  requests_due: {
    one: { requests: [ownersView(sampleRequest(sent))] },
    many: { requests: Array.from({ length: 9 }, () => ownersView(sampleRequest(sent))) },
    ...extremes<MessageData['requests_due']>((as) => as({ requests: [ownersView(sampleRequest(sent))] })),
  },
} satisfies { [K in 'request_noted' | 'request_for_owner' | 'request_news' | 'requests_due']: Record<string, MessageData[K]> }

const asPair = (side: 'manager' | 'employee', request: HelpRequest, change: { isOwner?: boolean; ended?: 'yes' } = {}): RequestShown => ({
  seenBy: 'pair',
  side,
  isOwner: false,
  otherName: side === 'manager' ? 'Dev' : 'Maya',
  pairId: noted.pairId,
  ended: 'no',
  request,
  ...change,
})
const asOwner = (request: HelpRequest): RequestShown => ({ seenBy: 'owner', request: ownersView(request) })
const under = (who: string, drawn: Record<string, ModalView>) =>
  Object.fromEntries(Object.entries(drawn).map(([state, view]) => [`${who}_${state}`, view]))

const list: RequestList = {
  requests: [
    { helpKind: 'training', state: 'asked', askedAt: at('2026-02-10T14:00:00Z'), answerByOn: '2026-02-20', sentOn: 'yes' },
    { helpKind: 'introduction', state: 'owned', askedAt: at('2026-02-24T14:00:00Z'), answerByOn: '2026-03-09', sentOn: 'yes' },
    { helpKind: 'time', state: 'asked', askedAt: at('2026-02-28T14:00:00Z'), answerByOn: undefined, sentOn: 'no' },
    { helpKind: 'tool_budget', state: 'answered', askedAt: at('2026-03-01T09:00:00Z'), answerByOn: '2026-03-09', sentOn: 'yes' },
  ],
  ownerless: [],
}

export const requestModals = (given: SampleReader): Record<string, Record<string, ModalView>> => {
  const reader = { ...given, now: sampleNow }
  const words = { words: 'Half a day of it would be enough', draft: 'kept' } as const
  const owned = asOwner(sampleRequest({ ...sent, state: 'owned' }))
  const form = { requestId: sampleRequest().id, title: requestTitle(owned), asks: 'Dev', comesOn: undefined }
  return {
    request: {
      ...under(
        'employee',
        inEachState((request) => requestModal(asPair('employee', request), reader)),
      ),
      ...under(
        'manager',
        inEachState((request) => requestModal(asPair('manager', request), reader)),
      ),
      ...under(
        'owner',
        inEachState((request) => requestModal(asOwner(request), reader), ['asked']),
      ),
      manager_took_it: requestModal(
        asPair('manager', sampleRequest({ ...sent, sentOn: 'no', state: 'owned', ownerName: 'Maya' }), { isOwner: true }),
        reader,
      ),
      ended: requestModal(asPair('employee', sampleRequest({ state: 'withdrawn' }), { ended: 'yes' }), reader),
      ...extremes((as) => requestModal(as(asPair('employee', sampleRequest({ ...answered, sentWords: 'Half a day' }))), reader)),
    },
    request_ask: {
      employee: askForHelpModal({ pairId: noted.pairId, side: 'employee', otherName: 'Maya', answerByOn: '2026-03-09', draft: 'none' }),
      manager: askForHelpModal({ pairId: noted.pairId, side: 'manager', otherName: 'Dev', answerByOn: '2026-03-09', draft: 'none' }),
      kept: askForHelpModal({ pairId: noted.pairId, side: 'employee', otherName: 'Maya', answerByOn: '2026-03-09', ...words }),
      ...extremes((as) =>
        askForHelpModal(as({ pairId: noted.pairId, side: 'employee', otherName: 'Maya', answerByOn: '2026-03-09', draft: 'none' })),
      ),
    },
    request_send: {
      fresh: sendOnModal(sampleRequest(), { from: 'message', answerByOn: '2026-03-09', draft: 'none' }),
      kept: sendOnModal(sampleRequest(), { from: 'view', answerByOn: '2026-03-09', ...words }),
      ...extremes((as) => sendOnModal(as(sampleRequest()), { from: 'message', answerByOn: '2026-03-09', draft: 'none' })),
    },
    request_answer: {
      fresh: answerModal({ ...form, from: 'message', draft: 'none' }),
      change: answerModal({ ...form, comesOn: '2026-03-05', from: 'view', ...words }),
      ...extremes((as) => answerModal({ ...as({ ...form, ...words }), title: requestTitle(as(owned)), from: 'view' })),
    },
    request_decline: {
      fresh: declineModal({ ...form, from: 'message', draft: 'none' }),
      kept: declineModal({ ...form, from: 'view', ...words }),
      ...extremes((as) =>
        declineModal({
          ...as(form),
          words: as({ reason: words.words }).reason,
          draft: 'kept',
          title: requestTitle(as(owned)),
          from: 'view',
        }),
      ),
    },
    request_list: {
      ...extremeReaders(reader, (as) => requestListModal(list, 0, as)),
      some: requestListModal(list, 0, reader),
      nobody_named: requestListModal(
        { ...list, ownerless: ['time', 'information', 'training', 'tool_budget', 'introduction', 'other_team'] },
        0,
        reader,
      ),
      none: requestListModal({ requests: [], ownerless: [] }, 0, reader),
      fullest: requestListModal(
        {
          requests: Array.from({ length: 200 }, (_none, index) => list.requests[index % 4]).filter((one) => one !== undefined),
          ownerless: [],
        },
        40,
        reader,
      ),
    },
    request_owners: {
      ...extremeReaders(reader, () => requestOwnersModal({ training: 'U0LENA0001' })),
      nobody: requestOwnersModal({}),
      some: requestOwnersModal({ training: 'U0LENA0001', introduction: 'U0TOMAS001' }),
      saved: requestOwnersSavedModal(),
    },
  }
}
