import { countryName } from '../../coaching/country.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Contact } from '../../coaching/sensitive.ts'
import { contactRouteLabels, contactRoutes } from '../../coaching/sensitive.ts'
import type { KnownBlock, ModalView } from './kit.ts'
import { actions, button, context, divider, escape, modal, section, selectField, shorten, textField } from './kit.ts'

const copy = {
  title: 'Contacts',
  intro: 'When somebody types something that is better shared with a person, Cuecard keeps nothing and shows these contacts instead.',
  everywhere: '*For everywhere.* They are shown to people whose country has none of its own.',
  country: (name: string) =>
    `*For ${name} only.* Kinds that you leave out here come from the contacts for everywhere. Empty all fields to go back to those.`,
  nth: (n: number) => `Contact ${n}`,
  kind: 'Kind',
  name: 'Person or line',
  reach: 'How to reach it',
  reachHint: 'A number, an address or a page.',
  more: 'Add another',
  others: 'A country can have contacts of its own:',
  saved: (place: string, count: number) =>
    count === 0
      ? `${place} has no contacts of its own now. Those for everywhere hold there too.`
      : `Saved. ${count === 1 ? '1 contact is' : `${count} contacts are`} named for ${place}.`,
}

export const longestName = 80
export const longestReach = 150
/** Rows that the form offers at most. */
const mostRows = 6

/** The form for the contacts of one place; `country` is `*` for everywhere. Rows keep their ids, so that what is typed stays when one is added. */
export function contactsModal(
  data: { country: string; named: readonly Contact[]; rows: number; countries: readonly string[] },
  reader: Reader,
): ModalView {
  const rows = Math.min(mostRows, Math.max(data.rows, data.named.length, 1))
  return modal(
    'contacts',
    { country: data.country, rows },
    {
      title: copy.title,
      submit: 'Save',
      close: 'Cancel',
      blocks: [
        section(copy.intro),
        section(data.country === '*' ? copy.everywhere : copy.country(escape(countryName(data.country, reader.locale)))),
        ...Array.from({ length: rows }, (_none, index) => contactRow(index, data.named[index])).flat(),
        ...(rows < mostRows ? [actions(button('more_contacts', copy.more, {}))] : []),
        ...(data.country === '*' && data.countries.length > 0
          ? [context(copy.others), actions(...data.countries.slice(0, 20).map((country) => countryButton(country, reader)))]
          : []),
      ],
    },
  )
}

function contactRow(index: number, contact: Contact | undefined): KnownBlock[] {
  return [
    divider,
    selectField(
      `kind_${index}`,
      `${copy.nth(index + 1)}: ${copy.kind.toLowerCase()}`,
      contactRoutes.map((route) => ({ value: route, label: contactRouteLabels[route] })),
      { value: contact?.route, optional: true },
    ),
    textField(`name_${index}`, copy.name, { value: contact?.name, maxLength: longestName, optional: true }),
    textField(`reach_${index}`, copy.reach, { value: contact?.reach, maxLength: longestReach, hint: copy.reachHint, optional: true }),
  ]
}

function countryButton(country: string, reader: Reader) {
  return { ...button('set_contacts', shorten(countryName(country, reader.locale), 60), { country }), action_id: `set_contacts#${country}` }
}

export function contactsSavedModal(data: { country: string; count: number }, reader: Reader): ModalView {
  const place = data.country === '*' ? 'everywhere' : countryName(data.country, reader.locale)
  return modal('notice', {}, { title: copy.title, close: 'Done', blocks: [section(escape(copy.saved(place, data.count)))] })
}
