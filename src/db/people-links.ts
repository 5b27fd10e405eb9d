import { eq } from 'drizzle-orm'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { Tx } from './store.ts'
import { peopleLinks } from './tables.ts'

export type PeopleLink = { employeeId: string; personId: PersonId }

/** Who in Slack is whom in the people data, as far as it is known. */
export async function peopleLinksOf(tx: Tx, workspaceId: WorkspaceId): Promise<PeopleLink[]> {
  const rows = await tx.sql.select().from(peopleLinks).where(eq(peopleLinks.workspaceId, workspaceId))
  // Written by `savePeopleLinks`.
  return rows.map(({ employeeId, personId }) => ({ employeeId, personId: personId as PersonId }))
}

/** Keeps exactly these links. */
export async function savePeopleLinks(tx: Tx, workspaceId: WorkspaceId, links: readonly PeopleLink[]): Promise<void> {
  await tx.sql.delete(peopleLinks).where(eq(peopleLinks.workspaceId, workspaceId))
  for (let at = 0; at < links.length; at += 500)
    await tx.sql.insert(peopleLinks).values(links.slice(at, at + 500).map((link) => ({ workspaceId, ...link })))
}
