import { z } from 'zod'
import { localDate } from '../../coaching/local-time.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { addClosure, closuresFor, removeClosure } from '../../flows/closures.ts'
import { comeBack, goAway } from '../../flows/absence.ts'
import { awayModal, awaySavedModal, closuresModal, longestClosure } from '../views/days-off.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

/** *I'm away until…* for everybody, and the organisation's closing days for coordinators. */
export function listenToDaysOff({ routes }: ListenerParts): void {
  routes.action('open_away', async (call) => ({
    open: awayModal({ away: call.person.away, today: localDate(call.now, call.person.zone) }, readerOf(call)),
  }))
  routes.action('away_back', async ({ store, person, now }) => comeBack(store, person, now).then(() => undefined))

  routes.submission('away', async (call) => {
    const form = awayForm.safeParse(call.values)
    if (!form.success) return { errors: errorsOf(form.error) }
    const lastDay = Temporal.PlainDate.from(form.data.until)
    const firstDay = form.data.from === undefined ? localDate(call.now, call.person.zone) : Temporal.PlainDate.from(form.data.from)
    const away = await goAway(call.store, call.person, { firstDay, lastDay }, call.now)
    return isRefusal(away) ? { errors: { until: away.sentence } } : { update: awaySavedModal(away, readerOf(call)) }
  })

  routes.action('set_closures', async (call) => {
    const closures = await closuresFor(call.store.read, call.person)
    return isRefusal(closures) ? closures : { open: closuresModal(closures, readerOf(call)) }
  })
  routes.submission('closures', async (call) => {
    const form = closureForm.safeParse(call.values)
    if (!form.success) return { errors: errorsOf(form.error) }
    const no = await addClosure(call.store, call.person, { closedOn: form.data.on, name: form.data.name }, call.now)
    if (no !== undefined) return no
    const closures = await closuresFor(call.store.read, call.person)
    return isRefusal(closures) ? closures : { update: closuresModal(closures, readerOf(call)) }
  })
  routes.action('closure_remove', async (call) => {
    const no = await removeClosure(call.store, call.person, call.value.on, call.now)
    if (no !== undefined) return no
    const closures = await closuresFor(call.store.read, call.person)
    return isRefusal(closures) ? closures : { update: closuresModal(closures, readerOf(call)) }
  })
}

const date = z.iso.date({ error: 'Please pick a date.' })
const awayForm = z.object({ from: date.optional(), until: date })
const closureForm = z.object({
  on: date,
  name: z
    .string({ error: 'Please give it a name.' })
    .trim()
    .min(1, 'Please give it a name.')
    .max(longestClosure, `At most ${longestClosure} characters.`),
})

function errorsOf(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(error.issues.map((issue) => [String(issue.path[0]), issue.message]))
}
