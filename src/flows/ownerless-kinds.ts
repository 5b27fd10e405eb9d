import type { WorkspaceId } from '../coaching/ids.ts'
import type { KeptHelpKind } from '../coaching/session-fields.ts'
import { askingHelpKinds } from '../coaching/session-fields.ts'
import { getPeople } from '../db/people.ts'
import { requestOwnersOf } from '../db/request-owners.ts'
import type { Tx } from '../db/store.ts'

/** Kinds of help that nobody answers: nobody is named for them, or who was is no full member any more. */
export async function ownerlessKinds(tx: Tx, workspaceId: WorkspaceId): Promise<KeptHelpKind[]> {
  const owners = await requestOwnersOf(tx, workspaceId)
  const people = await getPeople(tx, [...owners.values()])
  return askingHelpKinds.filter((kind) => {
    const owner = owners.get(kind)
    return owner === undefined || people.get(owner)?.kind !== 'member'
  })
}
