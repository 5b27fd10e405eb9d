import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { Contact } from '../coaching/sensitive.ts'
import { contactsOf, dropContacts, elsewhere, saveContacts } from '../db/contacts.ts'
import type { Person } from '../db/people.ts'
import { coordinatorsOf, countriesHere } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { redrawHomes } from './home.ts'

export const mostContacts = 6

/** What the form for the contacts of a place starts from; refused for anybody but a coordinator. */
export async function contactsFor(
  tx: Tx,
  by: Person,
  country: string,
): Promise<{ named: readonly Contact[]; countries: string[] } | Refusal> {
  if (!by.coordinator) return notCoordinator
  const contacts = await contactsOf(tx, by.workspaceId)
  const named = country === elsewhere ? contacts.elsewhere : (contacts.byCountry[country] ?? [])
  const withOwn = Object.keys(contacts.byCountry).filter((one) => one !== elsewhere)
  return { named, countries: [...new Set([...withOwn, ...(await countriesHere(tx, by.workspaceId))])].toSorted() }
}

/**
 * Names the contacts of a country, or (`*`) of everywhere else, in place of those before. A country may be left without: those for
 * everywhere then hold there too.
 */
export async function setContacts(
  store: Store,
  by: Person,
  country: string,
  named: Contact[],
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  if (!by.coordinator) return notCoordinator
  if (country === elsewhere && named.length === 0) return refusal('nobody', 'Please name at least one person or line. Nothing was changed.')
  return store.write(async (tx) => {
    if (named.length === 0) await dropContacts(tx, by.workspaceId, country)
    else await saveContacts(tx, { workspaceId: by.workspaceId, country, named: named.slice(0, mostContacts), changedById: by.id, now })
    await redrawHomes(tx, await coordinatorsOf(tx, by.workspaceId), now)
    return undefined
  })
}

const notCoordinator = refusal('not_coordinator', 'Only a coordinator can name the contacts for sensitive matters. Nothing was changed.')
