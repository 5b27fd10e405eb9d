import { countryName } from '../../coaching/country.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Lead } from '../../coaching/trigger-time.ts'
import type { WorkWeek } from '../../coaching/working-days.ts'
import { visibilityLine } from '../../coaching/access.ts'
import type { ModalView } from './kit.ts'
import { button, checkField, context, dateField, modal, section, selectField, textField, timeField } from './kit.ts'
import { leadChoices } from './pairs.ts'

const copy = {
  title: 'Settings',
  days: 'Working days',
  dayNames: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  from: 'The day begins at',
  to: 'The day ends at',
  lead: 'Write to me',
  leadHint: 'For your 1:1s and new ones. 1:1s that you set differently keep their own.',
  zone: 'Time zone',
  zoneHint: (slack: string) => `Leave it empty to follow Slack (now ${slack}). A city is enough, such as Lisbon.`,
  country: 'Country',
  countryHint:
    'Whose public holidays you have and whose contacts you see. Two letters, such as DE; with a part of the country, such as DE-BY.',
  calendar: 'Are your 1:1s in your calendar? Cuecard can follow it.',
  openCalendar: 'My calendar',
  awayUntil: 'I am away until',
  awayHint: 'The last day on which you are away. Until then nothing is sent to you ahead of your 1:1s.',
  countryNow: (name: string) => `As the time zone says: ${name}`,
  messages: 'Messages',
  invitations: 'Invite me to answer before a 1:1',
  thin: 'Keep messages thin',
  myData: 'What Cuecard keeps of you: to see, to take along, to erase.',
  openMyData: 'My data',
  thinMore: 'Names and buttons only. Words open in windows.',
}

export type SettingsForm = {
  week: WorkWeek
  lead: Lead
  ownZone: string | undefined
  slackZone: string
  /** With a part of it where one is set, such as DE-BY. */
  ownCountry: string | undefined
  awayUntil: Temporal.PlainDate | undefined
  /** The country of the zone; empty where it tells none. */
  country: string
  invitations: boolean
  thin: boolean
}

export function settingsModal(form: SettingsForm, reader: Reader): ModalView {
  const on = [...(form.invitations ? ['invitations'] : []), ...(form.thin ? ['thin'] : [])]
  return modal(
    'settings',
    {},
    {
      title: copy.title,
      submit: 'Save',
      close: 'Cancel',
      blocks: [
        checkField(
          'days',
          copy.days,
          copy.dayNames.map((label, index) => ({ value: String(index + 1), label })),
          { values: form.week.days.map(String) },
        ),
        timeField('from', copy.from, { value: form.week.from }),
        timeField('to', copy.to, { value: form.week.to }),
        selectField('lead', copy.lead, leadChoices, { value: form.lead, hint: copy.leadHint }),
        textField('zone', copy.zone, {
          value: form.ownZone,
          hint: copy.zoneHint(form.slackZone),
          placeholder: form.slackZone,
          maxLength: 60,
          optional: true,
        }),
        textField('country', copy.country, {
          value: form.ownCountry,
          hint: copy.countryHint,
          placeholder: form.country === '' ? undefined : copy.countryNow(countryName(form.country, reader.locale)),
          maxLength: 6,
          optional: true,
        }),
        section(copy.calendar, button('open_calendar', copy.openCalendar, {})),
        dateField('away_until', copy.awayUntil, { value: form.awayUntil?.toString(), hint: copy.awayHint, optional: true }),
        checkField(
          'messages',
          copy.messages,
          [
            { value: 'invitations', label: copy.invitations },
            { value: 'thin', label: copy.thin, description: copy.thinMore },
          ],
          { values: on },
        ),
        section(copy.myData, button('my_data', copy.openMyData, {})),
        context(visibilityLine('settings', { role: 'employee' }).short),
      ],
    },
  )
}
