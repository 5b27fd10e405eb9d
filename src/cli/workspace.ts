import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { Store } from '../db/store.ts'
import type { Workspace } from '../db/workspaces.ts'
import { allWorkspaces } from '../db/workspaces.ts'

/** The workspace that a command is about: the only one of the database, or the one that was named. */
export async function theWorkspace(store: Store, asked: string | undefined): Promise<Workspace | Refusal> {
  const all = await allWorkspaces(store.read)
  const ids = all.map(({ id }) => id).join(', ')
  const [only, ...more] = asked === undefined ? all : all.filter(({ id }) => id === asked)
  if (only !== undefined && more.length === 0) return only
  if (all.length === 0)
    return refusal(
      'no_workspace',
      'Cuecard has not met a Slack workspace yet. Start it once (npm start), or, to work without Slack, run cuecard init --without-slack NAME. Nothing was changed.',
    )
  return refusal('which_workspace', `The database holds these workspaces: ${ids}. Name one with --workspace. Nothing was changed.`)
}
