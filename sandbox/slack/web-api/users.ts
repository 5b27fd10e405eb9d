import { profileJson, slackbotJson, userJson } from '../user-json.ts'
import { ok, refuse, type Method } from './call.ts'
import { nextCursor, page } from './paging.ts'

export const users: Record<string, Method> = {
  'users.info': {
    tier: 4,
    scopes: ['users:read'],
    answer: ({ world }, args) => {
      const id = args.text('user')
      if (id === 'USLACKBOT') return ok({ user: slackbotJson(world) })
      const person = world.people.get(id ?? '')
      return person ? ok({ user: userJson(world, person, { locale: args.flag('include_locale') }) }) : refuse('user_not_found')
    },
  },

  'users.list': {
    tier: 2,
    scopes: ['users:read'],
    answer: ({ world }, args) => {
      const paged = page([...world.people.values()], args, 1_000, 1_000)
      if ('refusal' in paged) return paged.refusal
      const members = paged.entries.map((person) => userJson(world, person, { locale: args.flag('include_locale') }))
      const bots = args.text('cursor') === undefined ? [slackbotJson(world)] : []
      return ok({ members: [...bots, ...members], cache_ts: Math.floor(world.now() / 1_000), ...nextCursor(paged.next) })
    },
  },

  'users.lookupByEmail': {
    tier: 3,
    scopes: ['users:read.email'],
    answer: ({ world }, args) => {
      const email = args.text('email')?.toLowerCase()
      const person = [...world.people.values()].find((other) => other.email?.toLowerCase() === email && other.kind !== 'deactivated')
      return email && person ? ok({ user: userJson(world, person) }) : refuse('users_not_found')
    },
  },

  'users.profile.get': {
    tier: 4,
    scopes: ['users.profile:read'],
    answer: ({ world }, args) => {
      const person = world.people.get(args.text('user') ?? '')
      return person ? ok({ profile: profileJson(world, person) }) : refuse('user_not_found')
    },
  },

  'bots.info': {
    tier: 3,
    scopes: ['users:read'],
    answer: ({ world }, args) => {
      const { app } = world
      if (args.text('bot') !== app.botId) return refuse('bot_not_found')
      return ok({ bot: { id: app.botId, deleted: false, name: app.name, updated: 0, app_id: app.id, user_id: app.botUserId, icons: {} } })
    },
  },

  'team.info': {
    tier: 3,
    scopes: ['team:read'],
    answer: ({ world }) => {
      const { id, name, domain } = world.workspace
      return ok({ team: { id, name, domain, url: `https://${domain}.slack.com/`, email_domain: '', icon: {}, avatar_base_url: '' } })
    },
  },

  'dnd.info': {
    tier: 3,
    scopes: ['dnd:read'],
    answer: ({ world }, args) =>
      world.people.has(args.text('user') ?? '')
        ? ok({ dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1, snooze_enabled: false })
        : refuse('user_not_found'),
  },

  'dnd.teamInfo': {
    tier: 2,
    scopes: ['dnd:read'],
    answer: (_slack, args) =>
      ok({
        users: Object.fromEntries(args.list('users').map((id) => [id, { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 }])),
      }),
  },

  'usergroups.users.list': { tier: 2, scopes: ['usergroups:read'], answer: () => refuse('no_such_subteam') },
}
