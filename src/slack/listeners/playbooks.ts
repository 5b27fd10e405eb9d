import { scenarios } from '../../coaching/question-bank.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { openPlan } from '../../flows/plan.ts'
import { openPlaybook, renewPlaybook, setPlaybook } from '../../flows/playbooks.ts'
import type { Reply, SubmissionReply } from '../listen.ts'
import { text } from '../values.ts'
import { playbookModal, setPlaybookModal } from '../views/playbooks.ts'
import type { ListenerParts } from './index.ts'
import { planScreen, showForm } from './plan-screens.ts'
import { readerOf } from './reader.ts'

/** Playbooks: set by the manager under a neutral name, read by both. */
export function listenToPlaybooks({ routes }: ListenerParts): void {
  routes.action('open_playbook', async (call): Promise<Reply> => {
    const card = await openPlaybook(call.store.read, call.value.pairId, call.person)
    if (card === undefined) return { notice: 'This playbook has ended. Nothing is set at the moment.' }
    return isRefusal(card) ? card : showForm(call.where, playbookModal(card, readerOf(call)))
  })

  routes.action('set_playbook', async (call): Promise<Reply> => {
    const opened = await openPlan(call.store.read, call.value.pairId, call.person, call.now)
    if (isRefusal(opened)) return opened
    if (opened.side !== 'manager') return { notice: 'The manager of a 1:1 sets its playbook. Nothing was changed.' }
    const { pairId, employeeName, playbook } = opened.plan
    return showForm(call.where, setPlaybookModal({ pairId, employeeName, current: playbook?.scenario }))
  })

  routes.submission('set_playbook', async (call): Promise<SubmissionReply> => {
    const { pairId } = call.meta
    const scenario = scenarios.find((one) => one === text(call.values, 'scenario'))
    const no = await setPlaybook(call.store, pairId, call.person, scenario, call.now)
    if (no !== undefined) return no
    const card = scenario === undefined ? undefined : await openPlaybook(call.store.read, pairId, call.person)
    const screen = card === undefined || isRefusal(card) ? await planScreen(call, pairId) : playbookModal(card, readerOf(call))
    return isRefusal(screen) ? screen : { update: screen }
  })

  routes.action('renew_playbook', async ({ store, value, person, now }) => renewPlaybook(store, value.pairId, person, value.scenario, now))
}
