import { absenceOf } from '../../../coaching/absence.ts'
import { usualWorkWeek } from '../../../coaching/working-days.ts'
import { contactsModal, contactsSavedModal } from '../contacts.ts'
import type { ModalView } from '../kit.ts'
import { awayModal, awaySavedModal, closuresModal } from '../days-off.ts'
import { settingsModal } from '../settings.ts'
import { extremeReaders, extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const usual = {
  week: usualWorkWeek,
  lead: 'default',
  ownZone: undefined,
  slackZone: 'Europe/Berlin',
  ownCountry: undefined,
  awayUntil: undefined,
  country: 'DE',
  invitations: true,
  thin: false,
} as const
const away = absenceOf(Temporal.PlainDate.from('2026-03-02'), Temporal.PlainDate.from('2026-03-06'), 'Europe/Berlin')
const named = [
  { route: 'hr', name: 'People team', reach: 'people@example.com' },
  { route: 'employee_assistance', name: 'Assistance line', reach: '+49 30 000000' },
] as const

export const settingsModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  settings: {
    usual: settingsModal(usual, reader),
    own: settingsModal(
      {
        ...usual,
        week: { days: [1, 2, 3, 4], from: '08:00', to: '14:00' },
        lead: 'minutes_30',
        ownZone: 'Europe/Lisbon',
        ownCountry: 'PT-11',
        awayUntil: Temporal.PlainDate.from('2026-03-13'),
        invitations: false,
        thin: true,
      },
      reader,
    ),
    zone_without_country: settingsModal({ ...usual, ownZone: 'UTC', country: '' }, reader),
    ...extremeReaders(reader, (as, country) =>
      settingsModal(
        {
          ...usual,
          ownZone: as.zone,
          slackZone: as.zone,
          country,
          awayUntil: Temporal.PlainDate.from('2026-12-31'),
        },
        as,
      ),
    ),
  },
  away: {
    open: awayModal({ away: undefined, today: Temporal.PlainDate.from('2026-03-02') }, reader),
    set: awayModal({ away, today: Temporal.PlainDate.from('2026-03-02') }, reader),
    saved: awaySavedModal(away, reader),
    ...extremeReaders(reader, (as) => awaySavedModal(away, as)),
  },
  closures: {
    none: closuresModal([], reader),
    some: closuresModal(
      [
        { closedOn: '2026-12-24', name: 'Winter break' },
        { closedOn: '2026-12-28', name: '<!channel> *Winter* break' },
      ],
      reader,
    ),
    ...extremes((as) => closuresModal(as({ closures: [{ closedOn: '2026-12-24', name: 'Winter break' }] }).closures, reader)),
    very_many: closuresModal(
      Array.from({ length: 60 }, (_none, index) => ({
        closedOn: Temporal.PlainDate.from('2026-01-01').add({ days: index }).toString(),
        name: `Closed ${index}`,
      })),
      reader,
    ),
  },
  contacts: {
    none: contactsModal({ country: '*', named: [], rows: 2, countries: ['CZ', 'DE', 'PT'] }, reader),
    some: contactsModal({ country: '*', named, rows: 2, countries: ['DE'] }, reader),
    ...extremes((as) => contactsModal({ country: '*', named: as([...named]), rows: 2, countries: ['DE'] }, reader)),
    of_a_country: contactsModal({ country: 'DE', named, rows: 6, countries: ['DE'] }, reader),
    most_countries: contactsModal(
      {
        country: '*',
        named,
        rows: 6,
        countries: [
          'AT',
          'AU',
          'BE',
          'BR',
          'CA',
          'CH',
          'CN',
          'CZ',
          'DE',
          'DK',
          'ES',
          'FI',
          'FR',
          'GB',
          'GR',
          'HU',
          'IE',
          'IN',
          'IT',
          'JP',
          'MX',
          'NL',
        ],
      },
      reader,
    ),
    saved: contactsSavedModal({ country: '*', count: 2 }, reader),
    emptied: contactsSavedModal({ country: 'DE', count: 0 }, reader),
  },
})
