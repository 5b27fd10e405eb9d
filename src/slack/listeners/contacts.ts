import { isRefusal } from '../../coaching/refusal.ts'
import type { Contact, ContactRoute } from '../../coaching/sensitive.ts'
import { contactRoutes } from '../../coaching/sensitive.ts'
import { contactsFor, mostContacts, setContacts } from '../../flows/contacts.ts'
import { viewMetas } from '../ids.ts'
import type { Values } from '../values.ts'
import { text } from '../values.ts'
import { contactsModal, contactsSavedModal, longestName, longestReach } from '../views/contacts.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

export function listenToContacts({ routes }: ListenerParts): void {
  routes.action('set_contacts', async (call) => {
    const { country } = call.value
    const known = await contactsFor(call.store.read, call.person, country)
    return isRefusal(known) ? known : { open: contactsModal({ country, rows: 2, ...known }, readerOf(call)) }
  })

  routes.action('more_contacts', async (call) => {
    if (call.where.kind !== 'view') return undefined
    const at = viewMetas.contacts.safeParse(call.where.meta)
    if (!at.success) return undefined
    const { country, rows } = at.data
    const known = await contactsFor(call.store.read, call.person, country)
    return isRefusal(known) ? known : { update: contactsModal({ country, ...known, rows: rows + 1 }, readerOf(call)) }
  })

  routes.submission('contacts', async (call) => {
    const { country, rows } = call.meta
    const read = readContacts(call.values, rows)
    if ('errors' in read) return read
    const no = await setContacts(call.store, call.person, country, read.named, call.now)
    if (no !== undefined) return no.refused === 'nobody' ? { errors: { name_0: no.sentence } } : no
    return { update: contactsSavedModal({ country, count: read.named.length }, readerOf(call)) }
  })
}

/** The contacts that were filled in; a row that is begun needs all three. Empty rows are left out. */
function readContacts(values: Values, rows: number): { named: Contact[] } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {}
  const named: Contact[] = []
  for (let index = 0; index < Math.min(rows, mostContacts); index++) {
    const [kind, name, reach] = [text(values, `kind_${index}`), text(values, `name_${index}`), text(values, `reach_${index}`)]
    if (kind === undefined && name === undefined && reach === undefined) continue
    if (kind === undefined || !isRoute(kind)) errors[`kind_${index}`] = 'Please pick what kind of contact this is.'
    if (name === undefined) errors[`name_${index}`] = 'Please say who or what this is.'
    else if (name.length > longestName) errors[`name_${index}`] = `At most ${longestName} characters.`
    if (reach === undefined) errors[`reach_${index}`] = 'Please say how to reach them.'
    else if (reach.length > longestReach) errors[`reach_${index}`] = `At most ${longestReach} characters.`
    if (kind !== undefined && isRoute(kind) && name !== undefined && reach !== undefined) named.push({ route: kind, name, reach })
  }
  return Object.keys(errors).length > 0 ? { errors } : { named }
}

function isRoute(value: string): value is ContactRoute {
  return (contactRoutes as readonly string[]).includes(value)
}
