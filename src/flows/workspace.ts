import type { WorkspaceId } from '../coaching/ids.ts'
import type { Store } from '../db/store.ts'
import { allWorkspaces, saveWorkspace, stopWorkspace } from '../db/workspaces.ts'

/**
 * The app was removed from a workspace, or its token taken away: nothing is sent from now on. What was planned stays as it is; the next
 * start with a token that Slack takes brings the workspace back (see `saveWorkspace`).
 */
export async function workspaceGone(store: Store, workspaceId: WorkspaceId, now: Temporal.Instant): Promise<void> {
  await store.write((tx) => stopWorkspace(tx, workspaceId, now))
}

/** Makes the workspace of an organisation that reads a pilot here without Slack. Where there is one already, it stays as it is. */
export async function makeWorkspaceWithoutSlack(store: Store, name: string, zone: string): Promise<void> {
  await store.write(async (tx) => {
    if ((await allWorkspaces(tx)).length > 0) return
    // An id that Slack never gives: its own begin with T or E and have no small letters.
    await saveWorkspace(tx, { id: 'without-slack' as WorkspaceId, name, appId: undefined, botUserId: '', zone }, Temporal.Now.instant())
  })
}
