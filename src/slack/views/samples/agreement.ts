import type { ActionLine, AgreementShown } from '../../../coaching/agreement-messages.ts'
import type { ActionId } from '../../../coaching/ids.ts'
import type { MessageData } from '../../../coaching/messages.ts'
import type { Action } from '../../../coaching/plan.ts'
import { dropModal, notYetModal } from '../actions.ts'
import { agreementModal, rewordModal, suggestModal } from '../agreement.ts'
import type { ModalView } from '../kit.ts'
import { at } from './at.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

/** An action as most samples show it: a step of Dev's that waits for his answer. */
export const sampleAction = (change: Partial<Action> = {}): Action => ({
  id: 'a_0000000000000001' as ActionId,
  owner: 'employee',
  kind: 'step',
  text: 'Call the two stalled accounts',
  cue: undefined,
  response: undefined,
  dueOn: '2026-03-06',
  confidence: 4,
  learning: false,
  state: 'proposed',
  version: 1,
  signed: 'no',
  closedAt: undefined,
  createdAt: at('2026-02-24T14:00:00Z'),
  changedAt: at('2026-03-02T07:00:00Z'),
  ...change,
})

export const samplePromise = sampleAction({
  id: 'a_0000000000000002' as ActionId,
  owner: 'manager',
  kind: 'promise',
  text: 'Clear the price exception with finance',
  dueOn: '2026-03-04',
})
const whenThen = sampleAction({
  id: 'a_0000000000000003' as ActionId,
  text: 'Write down three risks of the renewal',
  cue: 'the Monday report lands',
  response: 'list three risks',
  learning: true,
})
const suggestion = { text: 'Call one of the stalled accounts', dueOn: '2026-03-10', note: 'The other one is on leave until the 9th.' }
const agreed = (action: Action): Action => ({ ...action, state: 'agreed', signed: 'yes' })

/** As long as Slack lets people write, in characters that take the most room. */
const longest = (length: number) => '𠮷'.repeat(Math.floor(length / 2))
const full = (number: number): Action =>
  sampleAction({
    id: `a_000000000000010${number}` as ActionId,
    text: longest(200),
    cue: longest(120),
    response: longest(120),
    state: 'change_suggested',
    suggestion: { text: longest(199), dueOn: '2026-03-20', note: longest(300) },
  })

const agreement = (change: Partial<AgreementShown>): AgreementShown => ({
  agreementId: 'ag_0000000000000001',
  version: 1,
  managerName: 'Maya',
  employeeName: 'Dev',
  state: 'proposed',
  ended: 'no',
  stands: 'current',
  items: [samplePromise, sampleAction(), whenThen],
  ...change,
})

const agreements: Record<string, AgreementShown> = {
  new: agreement({}),
  one_step: agreement({ items: [sampleAction()] }),
  partly: agreement({ items: [agreed(samplePromise), { ...sampleAction(), state: 'not_agreed' }, whenThen] }),
  change_suggested: agreement({
    state: 'returned',
    items: [agreed(samplePromise), { ...sampleAction(), state: 'change_suggested', suggestion }],
  }),
  note_only: agreement({
    state: 'returned',
    items: [
      {
        ...sampleAction(),
        state: 'change_suggested',
        suggestion: { text: sampleAction().text, dueOn: sampleAction().dueOn, note: 'Can we talk about this one first?' },
      },
    ],
  }),
  accepted: agreement({
    version: 2,
    items: [{ ...sampleAction(), version: 2, text: suggestion.text, dueOn: suggestion.dueOn, suggestion }],
  }),
  answered: agreement({
    version: 2,
    items: [{ ...sampleAction(), version: 2, text: 'Call one of the two, and write to the other', suggestion }],
  }),
  settled: agreement({
    state: 'settled',
    items: [agreed(samplePromise), { ...agreed(sampleAction()), state: 'done' }, { ...whenThen, state: 'dropped' }],
  }),
  void: agreement({ state: 'void', ended: 'yes', items: [agreed(samplePromise), { ...sampleAction(), state: 'void' }] }),
  superseded: agreement({ stands: 'superseded' }),
  ...extremes((as) =>
    as(
      agreement({
        state: 'returned',
        items: [agreed(samplePromise), whenThen, { ...sampleAction(), state: 'change_suggested', suggestion }],
      }),
    ),
  ),
  longest: agreement({ state: 'returned', managerName: longest(40), employeeName: longest(40), items: [1, 2, 3, 4].map(full) }),
  pinging: agreement({
    managerName: '<!channel>',
    employeeName: '<@U0MAYA0001>',
    items: [sampleAction({ text: '<!channel> *bold* <@U0DEV00001> & <https://example.com|link>' })],
  }),
}

const line = (action: Action, otherName = 'Maya', pairId = 'pr_0000000000000001'): ActionLine => ({ pairId, action, otherName })
const due = agreed({ ...sampleAction(), dueOn: '2026-03-02' })
const longLines = Array.from({ length: 12 }, (_, index) =>
  line({ ...agreed(full(index % 10)), dueOn: '2026-03-02', suggestion: undefined }),
)

export const agreementMessages = {
  agreement_proposed: agreements,
  agreement_status: {
    ...agreements,
    closed: { ...agreement({}), state: 'void', ended: 'closed_to_manager', items: [] },
  },
  action_reminder: {
    one: { lines: [line(due)] },
    several: {
      lines: [
        line(due),
        line({ ...agreed(samplePromise), dueOn: '2026-02-28' }, 'Chi', 'pr_0000000000000002'),
        line(agreed({ ...whenThen, dueOn: '2026-03-02', movedFromOn: '2026-02-27' })),
      ],
    },
    answered: {
      lines: [
        line({ ...due, state: 'done' }),
        line({ ...due, state: 'done', acknowledgedAt: at('2026-03-02T10:00:00Z') }),
        line({ ...due, dueOn: '2026-03-09', movedFromOn: '2026-03-02' }),
        line({ ...due, state: 'dropped' }),
      ],
    },
    longest: { lines: longLines },
    ...extremes((as) => as({ lines: [line(due)] })),
  },
  action_news: {
    finished: { lines: [line({ ...due, state: 'done' }, 'Dev')] },
    ...extremes((as) => as({ lines: [line({ ...due, state: 'dropped', reason: 'The customer signed without it.' }, 'Dev')] })),
    seen: { lines: [line({ ...due, state: 'done', acknowledgedAt: at('2026-03-02T10:00:00Z') }, 'Dev')] },
    several: {
      lines: [
        line({ ...due, state: 'done' }, 'Dev'),
        line({ ...due, dueOn: '2026-03-09', movedFromOn: '2026-03-02' }, 'Dev'),
        line({ ...due, state: 'dropped', reason: 'The customer signed without it.' }, 'Chi', 'pr_0000000000000002'),
      ],
    },
    longest: { lines: longLines.map((one) => ({ ...one, action: { ...one.action, state: 'dropped', reason: longest(300) } })) },
  },
} satisfies { [K in 'agreement_proposed' | 'agreement_status' | 'action_reminder' | 'action_news']: Record<string, MessageData[K]> }

export const agreementModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => {
  const suggested = { ...sampleAction(), state: 'change_suggested' as const, suggestion }
  const form = { from: 'message' as const, otherName: 'Maya', draft: 'none' as const }
  return {
    agreement: {
      ...Object.fromEntries(
        Object.entries(agreements).map(([name, data]) => [`employee_${name}`, agreementModal(data, 'employee', reader)]),
      ),
      ...Object.fromEntries(Object.entries(agreements).map(([name, data]) => [`manager_${name}`, agreementModal(data, 'manager', reader)])),
      changed: agreementModal(
        agreements['answered'] ?? agreement({}),
        'employee',
        reader,
        'The wording was changed after you saw it, so nothing was confirmed or changed.',
      ),
    },
    suggest_change: {
      fresh: suggestModal(sampleAction(), form, reader),
      ...extremes((as) =>
        suggestModal(
          as(whenThen),
          as({ ...form, draft: 'kept', typed: { text: 'Call one of', dueOn: '2026-03-10', note: 'See above' } }),
          reader,
        ),
      ),
      draft: suggestModal(
        sampleAction(),
        { ...form, draft: 'kept', typed: { text: 'Call one of', dueOn: '2026-03-10', note: undefined } },
        reader,
      ),
      changed: suggestModal(
        whenThen,
        {
          ...form,
          typed: { text: 'Call one of them', dueOn: '2026-03-10', note: 'See above' },
          banner: 'The wording was changed after you saw it.',
        },
        reader,
      ),
    },
    reword_item: {
      answer: rewordModal(suggested, { ...form, otherName: 'Dev' }, reader),
      change: rewordModal(agreed(whenThen), { ...form, otherName: 'Dev' }, reader),
      ...extremes((as) => rewordModal(as(suggested), as({ ...form, otherName: 'Dev' }), reader)),
      longest: rewordModal(full(1), { ...form, otherName: 'Dev' }, reader),
    },
    action_not_yet: {
      fresh: notYetModal(due, { from: 'plan', otherName: 'Maya', dueOn: '2026-03-03' }),
      ...extremes((as) => notYetModal(as(due), as({ from: 'plan', otherName: 'Maya', dueOn: '2026-03-03' }))),
    },
    action_drop: {
      fresh: dropModal(due, { from: 'message', otherName: 'Maya', draft: 'none' }),
      draft: dropModal(due, { from: 'message', otherName: 'Maya', reason: 'The customer', draft: 'kept' }),
      ...extremes((as) => dropModal(as(due), as({ from: 'message', otherName: 'Maya', reason: 'The customer', draft: 'kept' }))),
    },
  }
}
