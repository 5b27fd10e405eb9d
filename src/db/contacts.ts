import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { WorkspaceId } from '../coaching/ids.ts'
import type { Contact, Contacts } from '../coaching/sensitive.ts'
import { contactRoutes } from '../coaching/sensitive.ts'
import type { Tx } from './store.ts'
import { contacts } from './tables.ts'

const named = z.array(z.object({ route: z.enum(contactRoutes), name: z.string(), reach: z.string() }))
/** The row for countries without one of their own. */
export const elsewhere = '*'

/** Whom the organisation named for sensitive matters; nobody at all until a coordinator has set it up. */
export async function contactsOf(tx: Tx, workspaceId: WorkspaceId): Promise<Contacts> {
  const rows = await tx.sql.select().from(contacts).where(eq(contacts.workspaceId, workspaceId))
  const byCountry = Object.fromEntries(rows.map((row) => [row.country, named.parse(JSON.parse(row.named))]))
  return { byCountry, elsewhere: byCountry[elsewhere] ?? [] }
}

/** Names the contacts of a country (`*` for everywhere else), in place of those before. */
export async function saveContacts(
  tx: Tx,
  made: { workspaceId: WorkspaceId; country: string; named: Contact[]; changedById: string; now: Temporal.Instant },
): Promise<void> {
  const fresh = { named: JSON.stringify(made.named), changedById: made.changedById, changedAt: made.now.epochMilliseconds }
  await tx.sql
    .insert(contacts)
    .values({ workspaceId: made.workspaceId, country: made.country, ...fresh })
    .onConflictDoUpdate({ target: [contacts.workspaceId, contacts.country], set: fresh })
}

/** Takes a country's own contacts away, so that those for everywhere hold there too. */
export async function dropContacts(tx: Tx, workspaceId: WorkspaceId, country: string): Promise<void> {
  await tx.sql.delete(contacts).where(and(eq(contacts.workspaceId, workspaceId), eq(contacts.country, country)))
}
