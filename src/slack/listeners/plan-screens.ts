import { z } from 'zod'
import type { ActionId, AgreementId, PairId } from '../../coaching/ids.ts'
import type { Refusal } from '../../coaching/refusal.ts'
import { isRefusal, refusal } from '../../coaching/refusal.ts'
import { getAction } from '../../db/actions.ts'
import type { Acted, ActRefused } from '../../flows/actions.ts'
import { redrawAction } from '../../flows/actions.ts'
import { readAgreement } from '../../flows/agreements.ts'
import { openPlan } from '../../flows/plan.ts'
import type { ShownFrom } from '../ids.ts'
import { viewMetas } from '../ids.ts'
import type { Caller, Reply, SubmissionReply, Where } from '../listen.ts'
import { agreementModal } from '../views/agreement.ts'
import type { ModalView } from '../views/kit.ts'
import { planModal } from '../views/plan.ts'
import { readerOf } from './reader.ts'

/** A pair's plan as the caller may see it, with a sentence on top where something is to be said first. */
export async function planScreen(call: Caller, pairId: PairId, banner?: string): Promise<ModalView | Refusal> {
  const opened = await openPlan(call.store.read, pairId, call.person, call.now)
  return isRefusal(opened) ? opened : planModal(opened.plan, opened, readerOf(call), banner)
}

/** An agreement as the caller may see it. */
export async function agreementScreen(call: Caller, agreementId: AgreementId, banner?: string): Promise<ModalView | Refusal> {
  const opened = await readAgreement(call.store.read, agreementId, call.person.id)
  if (opened === undefined) return refusal('not_yours', 'This is for the two people whose 1:1 it belongs to, so it was not opened.')
  return agreementModal(opened.shown, opened.side, readerOf(call), banner)
}

/**
 * What follows a click about an action. A screen is drawn again as things stand now; a message is redrawn by itself. What had no effect is
 * said, with the wording that stands where the click was on an older one, and a second click on the same thing is passed over.
 */
export async function afterClick(
  call: Caller & { where: Where },
  about: { actionId: ActionId } | { agreementId: AgreementId },
  result: Acted | Refusal<ActRefused>,
): Promise<Reply> {
  const no = isRefusal(result) ? result : undefined
  if (no !== undefined && no.refused !== 'not_yours' && 'actionId' in about) await redrawAction(call.store, about.actionId, call.now)
  const banner = no === undefined || no.refused === 'already' ? undefined : no.sentence
  const screen = call.where.kind === 'view' ? await sameScreen(call, call.where, banner) : undefined
  if (screen !== undefined) return isRefusal(screen) ? screen : { update: screen }
  if (no?.refused === 'changed') {
    const agreementId = await agreementOf(call, about)
    const now = await agreementScreen(call, agreementId, no.sentence)
    return isRefusal(now) ? now : { open: now }
  }
  return banner === undefined ? undefined : { notice: banner }
}

/** What follows a form about an action: back to the screen it was opened from. */
export async function afterForm(call: Caller, from: ShownFrom, { pairId, agreementId }: Acted): Promise<SubmissionReply> {
  if (from === 'message') return { close: true }
  const screen = await (from === 'plan' ? planScreen(call, pairId) : agreementScreen(call, agreementId))
  return isRefusal(screen) ? screen : { update: screen }
}

/** Where a button stood, as far as a form that it opens has to know. */
export function fromOf(where: Where | undefined): ShownFrom {
  return where?.kind === 'view' && (where.name === 'plan' || where.name === 'agreement') ? where.name : 'message'
}

/** A form takes the place of the screen that it was opened from, so that going back shows how things stand then. */
export function showForm(where: Where | undefined, form: ModalView): Reply {
  return where?.kind === 'view' ? { update: form } : { open: form }
}

async function sameScreen(
  call: Caller,
  where: Extract<Where, { kind: 'view' }>,
  banner: string | undefined,
): Promise<ModalView | Refusal | undefined> {
  const screen = z
    .union([viewMetas.plan.transform(({ pairId }) => ({ pairId })), viewMetas.agreement.transform(({ agreementId }) => ({ agreementId }))])
    .safeParse(where.meta)
  if (!screen.success || (where.name !== 'plan' && where.name !== 'agreement')) return undefined
  return 'pairId' in screen.data ? planScreen(call, screen.data.pairId, banner) : agreementScreen(call, screen.data.agreementId, banner)
}

async function agreementOf(call: Caller, about: { actionId: ActionId } | { agreementId: AgreementId }): Promise<AgreementId> {
  return 'agreementId' in about ? about.agreementId : (await getAction(call.store.read, about.actionId)).agreementId
}
