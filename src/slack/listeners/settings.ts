import { z } from 'zod'
import { lastDayOf } from '../../coaching/absence.ts'
import { countryOfZone, isCountry, zoneCalled } from '../../coaching/country.ts'
import { isZone } from '../../coaching/local-time.ts'
import type { Lead } from '../../coaching/trigger-time.ts'
import { leads } from '../../coaching/trigger-time.ts'
import { workWeekSchema } from '../../coaching/working-days.ts'
import type { Person } from '../../db/people.ts'
import type { Settings } from '../../flows/settings.ts'
import { changeSettings } from '../../flows/settings.ts'
import { keepMessagesThin } from '../../flows/thin-messages.ts'
import { regionsOf } from '../../flows/holidays.ts'
import type { Caller } from '../listen.ts'
import type { Values } from '../values.ts'
import { list, text } from '../values.ts'
import type { ModalView } from '../views/kit.ts'
import { settingsModal } from '../views/settings.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

export function listenToSettings({ routes }: ListenerParts): void {
  routes.action('open_settings', async (call) => ({ open: settingsForm(call) }))
  routes.action('thin_workspace', async ({ store, person, value, now }) => keepMessagesThin(store, person, value.to, now))
  routes.submission('settings', async (call) => {
    const read = await readSettings(call.values)
    if ('errors' in read) return read
    await changeSettings(call.store, call.person, read.settings, call.now)
    return { close: true }
  })
}

export function settingsForm(call: Caller): ModalView {
  const { week, lead, ownZone, slackZone, zone, invitations, thin } = call.person
  return settingsModal(
    {
      week,
      lead,
      ownZone,
      slackZone,
      ownCountry: placeOf(call.person),
      awayUntil: awayUntil(call),
      country: countryOfZone(zone) ?? '',
      invitations,
      thin,
    },
    readerOf(call),
  )
}

/** What was filled in, or a sentence for each field that does not fit. */
async function readSettings(values: Values): Promise<{ settings: Settings } | { errors: Record<string, string> }> {
  const errors: Record<string, string> = {}
  const days = list(values, 'days').map(Number)
  const from = text(values, 'from') ?? ''
  const to = text(values, 'to') ?? ''
  if (days.length === 0) errors['days'] = 'Please tick at least one day. To hear nothing for a while, pause your 1:1s instead.'
  const week = workWeekSchema.safeParse({ days, from, to })
  if (!week.success && days.length > 0) errors['to'] = from >= to ? 'The working day ends after it begins.' : 'Please pick both times.'

  const zoneText = text(values, 'zone')
  const ownZone = zoneText === undefined ? undefined : (zoneCalled(zoneText) ?? (isZone(zoneText) ? zoneText : undefined))
  if (zoneText !== undefined && ownZone === undefined)
    errors['zone'] = 'This time zone is not known. A city is enough, such as Berlin or New York, or a name like Europe/Berlin.'

  const [country, region] = text(values, 'country')?.toUpperCase().split('-', 2) ?? []
  if (country !== undefined && !isCountry(country))
    errors['country'] = 'Please give the two letters of a country, such as DE for Germany or GB for the United Kingdom.'
  else if (country !== undefined && region !== undefined && !Object.hasOwn(await regionsOf(country), region))
    errors['country'] = `No part of this country is known as ${region}. The two letters of the country alone are fine.`

  const until = z.iso.date().safeParse(values['away_until'])

  const lead = text(values, 'lead')
  if (lead === undefined || !isLead(lead)) errors['lead'] = 'Please pick one.'
  if (!week.success || lead === undefined || !isLead(lead) || Object.keys(errors).length > 0) return { errors }
  const ticked = list(values, 'messages')
  return {
    settings: {
      week: week.data,
      lead,
      ownZone,
      country,
      region,
      awayUntil: until.success ? Temporal.PlainDate.from(until.data) : undefined,
      invitations: ticked.includes('invitations'),
      thin: ticked.includes('thin'),
    },
  }
}

/** The country that somebody set, with its part: DE-BY. */
function placeOf({ ownCountry, region }: Person): string | undefined {
  return ownCountry === undefined || region === undefined ? ownCountry : `${ownCountry}-${region}`
}

function awayUntil({ person: { away, zone }, now }: Caller): Temporal.PlainDate | undefined {
  return away === undefined || Temporal.Instant.compare(away.untilAt, now) <= 0 ? undefined : lastDayOf(away, zone)
}

function isLead(value: string): value is Lead {
  return Object.hasOwn(leads, value)
}
