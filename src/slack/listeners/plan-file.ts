import { z } from 'zod'
import type { PairId } from '../../coaching/ids.ts'
import { fileFormats } from '../../coaching/plan-file.ts'
import { refusal } from '../../coaching/refusal.ts'
import { plansOf } from '../../flows/plan.ts'
import { sendPlanFile } from '../../flows/plan-file.ts'
import type { Caller, Reply } from '../listen.ts'
import { readerOf } from './reader.ts'
import { noticeModal } from '../views/notice.ts'
import { exportModal, exportSent } from '../views/plan-file.ts'
import type { ListenerParts } from './index.ts'

/** Exporting a plan: the form, and the file on its way to the one who asked. */
export function listenToPlanFile({ routes }: ListenerParts): void {
  routes.action('export_plan', (call) => exportForm(call, call.value.pairId))

  routes.submission('export_plan', async ({ store, person, now, meta, values }) => {
    const chosen = (await plansOf(store.read, person)).find(({ pairId }) => pairId === (meta.pairId ?? values['plan']))
    const format = z.enum(fileFormats).safeParse(values['format'])
    if (chosen === undefined && meta.pairId === undefined) return { errors: { plan: 'Please choose a plan.' } }
    if (chosen === undefined) return notYoursToExport
    if (!format.success) return { errors: { format: 'Please choose one.' } }
    return (await sendPlanFile(store, chosen.pairId, format.data, person, now)) ?? { update: noticeModal(exportSent) }
  })
}

const notYoursToExport = refusal('not_yours', 'This plan is not yours to export any more, so nothing was sent.')

/** The form for the plans of a person: the given one, or any of theirs. */
export async function exportForm(call: Caller, pairId?: PairId): Promise<Reply> {
  const plans = (await plansOf(call.store.read, call.person)).filter((plan) => pairId === undefined || plan.pairId === pairId)
  if (plans.length === 0) return { notice: 'There is no plan of yours to export. A plan begins when a 1:1 does: add one with /coach add.' }
  return { open: exportModal(plans, readerOf(call)) }
}
