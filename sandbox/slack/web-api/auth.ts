import { sendEvent } from '../events.ts'
import { newTokens } from '../state.ts'
import { ok, refuse, type Method } from './call.ts'

export const auth: Record<string, Method> = {
  'auth.test': {
    tier: 'none',
    scopes: [],
    answer: ({ world }) =>
      ok({
        url: `https://${world.workspace.domain}.slack.com/`,
        team: world.workspace.name,
        user: world.people.get(world.app.botUserId)?.handle,
        team_id: world.workspace.id,
        user_id: world.app.botUserId,
        bot_id: world.app.botId,
        is_enterprise_install: false,
      }),
  },

  'auth.revoke': {
    tier: 3,
    scopes: [],
    answer: ({ world }, args) => {
      if (args.flag('test')) return ok({ revoked: false })
      world.tokens.state = 'revoked'
      return ok({ revoked: true })
    },
  },

  'auth.teams.list': {
    tier: 2,
    scopes: [],
    answer: ({ world }) => ok({ teams: [{ id: world.workspace.id, name: world.workspace.name }], response_metadata: { next_cursor: '' } }),
  },

  'apps.connections.open': {
    tier: 3,
    scopes: [],
    token: 'app',
    answer: ({ socketMode }) => ok({ url: socketMode.openUrl() }),
  },

  'apps.event.authorizations.list': {
    tier: 4,
    scopes: [],
    token: 'app',
    answer: ({ world }) =>
      ok({
        authorizations: [
          { enterprise_id: null, team_id: world.workspace.id, user_id: world.app.botUserId, is_bot: true, is_enterprise_install: false },
        ],
      }),
  },

  'apps.uninstall': {
    tier: 1,
    scopes: [],
    answer: (slack) => {
      slack.world.tokens.state = 'uninstalled'
      void sendEvent(slack, { type: 'app_uninstalled' })
      return ok()
    },
  },

  'oauth.v2.access': {
    tier: 'none',
    scopes: [],
    token: 'none',
    answer: ({ world }, args) => {
      const { app, workspace, tokens } = world
      const installer = tokens.codes.get(args.text('code') ?? '')
      if (args.text('client_id') !== tokens.clientId) return refuse('invalid_client_id')
      if (args.text('client_secret') !== tokens.clientSecret) return refuse('bad_client_secret')
      if (args.text('grant_type') === 'refresh_token') return refuse('invalid_refresh_token')
      if (!installer) return refuse('invalid_code')
      tokens.codes.delete(args.text('code') ?? '')
      if (tokens.state !== 'live') Object.assign(tokens, { bot: newTokens().bot, state: 'live' })
      return ok({
        app_id: app.id,
        authed_user: { id: installer },
        scope: [...app.scopes].join(','),
        token_type: 'bot',
        access_token: tokens.bot,
        bot_user_id: app.botUserId,
        team: { id: workspace.id, name: workspace.name },
        enterprise: null,
        is_enterprise_install: false,
      })
    },
  },
}
