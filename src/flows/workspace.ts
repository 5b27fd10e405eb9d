import type { WorkspaceId } from '../coaching/ids.ts'
import type { Store } from '../db/store.ts'
import { stopWorkspace } from '../db/workspaces.ts'

/**
 * The app was removed from a workspace, or its token taken away: nothing is sent from now on. What was planned stays as it is; the next
 * start with a token that Slack takes brings the workspace back (see `saveWorkspace`).
 */
export async function workspaceGone(store: Store, workspaceId: WorkspaceId, now: Temporal.Instant): Promise<void> {
  await store.write((tx) => stopWorkspace(tx, workspaceId, now))
}
