import { countryOfZone, isCountry, zoneCalled } from '../../coaching/country.ts'
import { isZone } from '../../coaching/local-time.ts'
import type { Lead } from '../../coaching/trigger-time.ts'
import { leads } from '../../coaching/trigger-time.ts'
import { workWeekSchema } from '../../coaching/working-days.ts'
import type { Settings } from '../../flows/settings.ts'
import { changeSettings } from '../../flows/settings.ts'
import type { Caller } from '../listen.ts'
import type { Values } from '../values.ts'
import { list, text } from '../values.ts'
import type { ModalView } from '../views/kit.ts'
import { settingsModal } from '../views/settings.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

export function listenToSettings({ routes }: ListenerParts): void {
  routes.action('open_settings', async (call) => ({ open: settingsForm(call) }))
  routes.submission('settings', async (call) => {
    const read = readSettings(call.values)
    if ('errors' in read) return read
    await changeSettings(call.store, call.person, read.settings, call.now)
    return { close: true }
  })
}

export function settingsForm(call: Caller): ModalView {
  const { week, lead, ownZone, slackZone, ownCountry, zone, invitations, thin } = call.person
  return settingsModal({ week, lead, ownZone, slackZone, ownCountry, country: countryOfZone(zone) ?? '', invitations, thin }, readerOf(call))
}

/** What was filled in, or a sentence for each field that does not fit. */
function readSettings(values: Values): { settings: Settings } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {}
  const days = list(values, 'days').map(Number)
  const from = text(values, 'from') ?? ''
  const to = text(values, 'to') ?? ''
  if (days.length === 0) errors['days'] = 'Please tick at least one day. To hear nothing for a while, pause your 1:1s instead.'
  const week = workWeekSchema.safeParse({ days, from, to })
  if (!week.success && days.length > 0) errors['to'] = from >= to ? 'The working day ends after it begins.' : 'Please pick both times.'

  const zoneText = text(values, 'zone')
  const ownZone = zoneText === undefined ? undefined : (zoneCalled(zoneText) ?? (isZone(zoneText) ? zoneText : undefined))
  if (zoneText !== undefined && ownZone === undefined) errors['zone'] = 'This time zone is not known. A city is enough, such as Berlin or New York, or a name like Europe/Berlin.'

  const country = text(values, 'country')?.toUpperCase()
  if (country !== undefined && !isCountry(country)) errors['country'] = 'Please give the two letters of a country, such as DE for Germany or GB for the United Kingdom.'

  const lead = text(values, 'lead')
  if (lead === undefined || !isLead(lead)) errors['lead'] = 'Please pick one.'
  if (!week.success || lead === undefined || !isLead(lead) || Object.keys(errors).length > 0) return { errors }
  const ticked = list(values, 'messages')
  return { settings: { week: week.data, lead, ownZone, country, invitations: ticked.includes('invitations'), thin: ticked.includes('thin') } }
}

function isLead(value: string): value is Lead {
  return Object.hasOwn(leads, value)
}
