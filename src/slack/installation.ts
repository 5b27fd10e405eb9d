import type { WebClient } from '@slack/web-api'
import type { Clock } from '../clock.ts'
import type { WorkspaceId } from '../coaching/ids.ts'
import type { Store } from '../db/store.ts'
import { getWorkspace, resumeWorkspace } from '../db/workspaces.ts'
import { workspaceGone } from '../flows/workspace.ts'
import type { Log } from '../log.ts'
import { errorCode, installationDead } from './errors.ts'

export type Installation = {
  /** Looks at how a call ended: a token that Slack refuses stops everything that is sent, at once. */
  called(code: string): void
  /** While the workspace is stopped, asks Slack once a minute whether it takes the token again, and goes on if so. */
  look(): Promise<void>
}

/** Real milliseconds between two questions whether the token works again. */
const asksEveryMs = 60_000

/**
 * Watches over the token. Events say that the app was removed or its token revoked, but an event can be missed, and a refusal of every call
 * says the same. Only whoever runs Cuecard can act, so one line in the log says what to do; nothing that waits is lost.
 */
export function createInstallation(parts: {
  client: WebClient
  store: Store
  clock: Clock
  log: Log
  workspaceId: () => WorkspaceId
  onBack: () => void
}): Installation {
  const { client, store, clock, log, workspaceId } = parts
  let refused = false
  let askedAtMs = 0

  return {
    called(code) {
      if (refused || !installationDead.has(code)) return
      refused = true
      askedAtMs = clock.elapsedMs()
      log.error(
        { code },
        'Slack does not take our token any more: nothing is sent from now on, and nothing is lost. Install the app again, put its bot token into SLACK_BOT_TOKEN and start Cuecard',
      )
      void workspaceGone(store, workspaceId(), clock.now()).catch((error: unknown) =>
        log.error({ err: error }, 'the stop was not recorded'),
      )
    },
    async look() {
      const nowMs = clock.elapsedMs()
      if (nowMs - askedAtMs < asksEveryMs || !(await getWorkspace(store.read, workspaceId())).stopped) return
      askedAtMs = nowMs
      const code = await client.auth.test().then(
        () => 'ok',
        (error: unknown) => errorCode(error),
      )
      if (code !== 'ok') return
      refused = false
      await store.write((tx) => resumeWorkspace(tx, workspaceId()))
      log.info('Slack takes our token again; what waited is sent')
      parts.onBack()
    },
  }
}
