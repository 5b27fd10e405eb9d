import type { MessageData } from '../../../coaching/messages.ts'
import type { PlaybookCard } from '../../../coaching/playbook-messages.ts'
import { playbooks } from '../../../coaching/playbooks.ts'
import { questionBank, scenarios } from '../../../coaching/question-bank.ts'
import type { ModalView } from '../kit.ts'
import { playbookModal, setPlaybookModal } from '../playbooks.ts'
import { at } from './at.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const pairId = 'pr_0000000000000001'
const ending: MessageData['playbook_ending'] = {
  pairId,
  employeeName: 'Dev',
  scenario: 'overloaded',
  endsAt: at('2026-04-28T09:00:00Z'),
  state: 'asked',
}
const card = (scenario: PlaybookCard['scenario'], change: Partial<PlaybookCard> = {}): PlaybookCard => ({
  pairId,
  side: 'manager',
  otherName: 'Dev',
  scenario,
  endsAt: ending.endsAt,
  questions: playbooks[scenario].questions.flatMap((id) => questionBank.questions.filter((one) => one.id === id).map(({ text }) => text)),
  changes: 'open',
  ...change,
})

export const playbookMessages = {
  playbook_ending: {
    asked: ending,
    renewed: { ...ending, state: 'renewed', endsAt: at('2026-06-23T09:00:00Z') },
    over: { ...ending, state: 'over' },
    ...extremes<MessageData['playbook_ending']>((as) => as(ending)),
  },
} satisfies { playbook_ending: Record<string, MessageData['playbook_ending']> }

export const playbookModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  playbook: {
    ...Object.fromEntries(scenarios.map((scenario) => [scenario, playbookModal(card(scenario), reader)])),
    employee: playbookModal(card('underperformance', { side: 'employee', otherName: 'Maya' }), reader),
    ended: playbookModal(card('returning', { changes: 'read_only' }), reader),
    ...extremes((as) => playbookModal({ ...card('relocating', { side: 'employee' }), ...as({ otherName: 'Maya' }) }, reader)),
  },
  set_playbook: {
    none: setPlaybookModal({ pairId, employeeName: 'Dev', current: undefined }),
    set: setPlaybookModal({ pairId, employeeName: 'Dev', current: 'overloaded' }),
    ...extremes((as) => setPlaybookModal(as({ pairId, employeeName: 'Dev', current: undefined }))),
  },
})
