import { App, SocketModeReceiver } from '@slack/bolt'
import type { SlackEventMiddlewareArgs } from '@slack/bolt'
import { LogLevel } from '@slack/bolt'
import { startSlack, type SlackStandIn, type StartOptions } from '../../../sandbox/slack/index.ts'

/** `url` is the request URL of an app over HTTP. */
export type TinyApp = { app: App; slack: SlackStandIn; url: string; stop(): Promise<void> }
export type TransportName = 'socket' | 'http'

export const ada = { id: 'U0ADA00001', name: 'Ada Berg', zone: 'Europe/Oslo' }
export const bo = { id: 'U0BO000001', name: 'Bo Lind', zone: 'America/New_York' }
export const cara = { id: 'U0CARA0001', name: 'Cara Moe', kind: 'guest' } as const
export const dan = { id: 'U0DAN00001', name: 'Dan Ek', kind: 'deactivated' } as const

export const seed: StartOptions = {
  people: [ada, bo, cara, dan],
  app: {
    name: 'Tiny',
    scopes: ['chat:write', 'commands', 'im:write', 'im:history', 'mpim:write', 'mpim:history', 'users:read', 'files:write', 'files:read'],
    events: ['app_home_opened', 'message.im', 'message.mpim', 'user_change', 'tokens_revoked', 'app_uninstalled'],
    commands: [{ command: '/tiny', description: 'Does little', shouldEscape: true }],
    shortcuts: [
      { name: 'Do it', type: 'global', callbackId: 'do_it', description: 'Does it' },
      { name: 'Keep it', type: 'message', callbackId: 'keep_it', description: 'Keeps it' },
    ],
  },
}

/** A real Bolt app connected to a workspace of its own over the given transport. */
export async function startTinyApp(
  listen: (app: App, slack: SlackStandIn) => void,
  { transport = 'socket', ...changes }: { transport?: TransportName } & Partial<StartOptions> = {},
): Promise<TinyApp> {
  const slack = await startSlack({ ...seed, ...changes })
  const app = newApp(slack, transport)
  listen(app, slack)
  let url = ''
  if (transport === 'http') {
    const server = await app.start(0)
    const address = 'address' in server ? server.address() : null
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`
    slack.deliverTo({ url })
  } else {
    await app.start()
  }
  return {
    app,
    slack,
    url,
    stop: async () => {
      await app.stop()
      await slack.stop()
    },
  }
}

/** Lost connections and refused signatures are what these tests are about: the SDK need not tell of them. */
export const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
}

function newApp(slack: SlackStandIn, transport: TransportName): App {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } }
  const shared = { token: slack.tokens.bot, clientOptions, logger: silent }
  if (transport === 'http') return new App({ ...shared, signingSecret: slack.tokens.signingSecret })
  const receiver = new SocketModeReceiver({
    appToken: slack.tokens.app,
    logger: silent,
    // Also the time that the SDK waits before it connects again.
    clientPingTimeout: 1_000,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  })
  return new App({ ...shared, receiver })
}

/** The text of a plain message event; undefined for edits, deletions and the like. */
export function saidIn(event: SlackEventMiddlewareArgs<'message'>['message']): string | undefined {
  return 'text' in event ? event.text : undefined
}

export const button = (label: string, actionId: string, value = 'v') => ({
  type: 'actions' as const,
  elements: [{ type: 'button' as const, text: { type: 'plain_text' as const, text: label }, action_id: actionId, value }],
})

export const textInput = (label: string, blockId: string, more: Record<string, unknown> = {}) => ({
  type: 'input' as const,
  block_id: blockId,
  label: { type: 'plain_text' as const, text: label },
  element: { type: 'plain_text_input' as const, action_id: `${blockId}_input` },
  ...more,
})

export const modal = (title: string, blocks: unknown[], more: Record<string, unknown> = {}) => ({
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: title },
  submit: { type: 'plain_text' as const, text: 'Save' },
  // The blocks above are of Slack's types; a test also passes wrong ones on purpose.
  blocks: blocks as [],
  ...more,
})
