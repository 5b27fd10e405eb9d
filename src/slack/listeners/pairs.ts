import { z } from 'zod'
import type { Cadence, Rhythm } from '../../coaching/cadence.ts'
import { cadence } from '../../coaching/cadence.ts'
import { localDate } from '../../coaching/local-time.ts'
import type { Reader } from '../../coaching/reader.ts'
import { contexts } from '../../coaching/question-bank.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import type { Lead } from '../../coaching/trigger-time.ts'
import { leads } from '../../coaching/trigger-time.ts'
import { nextWorkingDay } from '../../coaching/working-days.ts'
import type { Person } from '../../db/people.ts'
import { addPair, answerProposal } from '../../flows/pairs.ts'
import type { Caller } from '../listen.ts'
import type { Values } from '../values.ts'
import { addPairModal, pairAddedModal } from '../views/pairs.ts'
import type { ListenerParts } from './index.ts'

export function listenToPairs({ routes, directory }: ListenerParts): void {
  routes.action('add_pair', async ({ person, now }) => ({ open: newPairForm(person, now) }))

  routes.command(async ({ person, now }) => ({ open: newPairForm(person, now) }))

  routes.submission('add_pair', async (call) => {
    const form = readPairForm(call.values, call.person, call.now)
    if ('errors' in form) return form
    const employee = await directory.refresh(form.employeeSlackId, call.now)
    if (employee === undefined) return { errors: { employee: 'Slack does not know this person, or does not let Cuecard see them. Please choose somebody else.' } }
    const added = await addPair(call.store, { manager: call.person, employee, cadence: form.cadence, context: form.context, lead: form.lead }, call.now)
    if (isRefusal(added)) return { errors: { employee: added.sentence } }
    return { update: pairAddedModal({ employeeName: employee.name, ...added }, readerOf(call)) }
  })

  routes.action('pair_start', async ({ store, value, person, now }) => answerProposal(store, value.pairId, person, 'start', now))
  routes.action('pair_not_right', async ({ store, value, person, now }) => answerProposal(store, value.pairId, person, 'not_right', now))
}

/** The caller as the reader of what is shown to them. */
export function readerOf({ person, workspace, now }: Caller): Reader {
  return { zone: person.zone, locale: person.locale, thin: workspace.thin || person.thin, now }
}

function newPairForm(person: Person, now: Temporal.Instant) {
  const firstOn = nextWorkingDay(localDate(now, person.zone), person.week).toString()
  return addPairModal({ firstOn, time: '14:00', lengthMinutes: 30, rhythm: 'weekly', context: 'general', lead: person.lead })
}

const pairForm = z.object({
  employee: z.string({ error: 'Please pick a person.' }),
  first_on: z.iso.date({ error: 'Please pick a date.' }),
  time: z.string({ error: 'Please pick a time.' }).regex(/^\d{2}:\d{2}$/, 'Please pick a time.'),
  rhythm: z.enum(['weekly', 'fortnightly', 'monthly']),
  length: z.coerce.number().int().min(5).max(480),
  context: z.enum(contexts),
  lead: z.enum(Object.keys(leads) as [Lead, ...Lead[]]),
})

/** What was filled in, or a sentence for each field that does not fit. The weekday (and, monthly, which one of the month) comes from the date. */
export function readPairForm(values: Values, person: Person, now: Temporal.Instant): { employeeSlackId: string; cadence: Cadence; context: z.output<typeof pairForm>['context']; lead: Lead } | { errors: Record<string, string> } {
  const parsed = pairForm.safeParse(values)
  if (!parsed.success) return { errors: Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message])) }
  const { first_on: firstOn, rhythm, time, length, context, lead, employee } = parsed.data
  const date = Temporal.PlainDate.from(firstOn)
  const today = localDate(now, person.zone)
  if (Temporal.PlainDate.compare(date, today) < 0) return { errors: { first_on: 'This date is past. Please pick the next 1:1.' } }
  if (date.since(today, { largestUnit: 'day' }).days > 366) return { errors: { first_on: 'This is more than a year away. Please pick the next 1:1.' } }
  const nth = date.day > 28 ? -1 : (Math.ceil(date.day / 7) as 1 | 2 | 3 | 4)
  return {
    employeeSlackId: employee,
    context,
    lead,
    cadence: cadence({ rhythm: rhythm satisfies Rhythm, weekdays: [date.dayOfWeek], ...(rhythm === 'monthly' ? { nth } : {}), time, zone: person.zone, lengthMinutes: length, from: firstOn }),
  }
}
