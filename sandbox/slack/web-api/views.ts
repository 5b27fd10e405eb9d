import type { Slack } from '../slack.ts'
import { viewJson } from '../view-json.ts'
import { openView, publishHome, pushView, updateView, type ViewResult } from '../views.ts'
import { ok, refuse, type Answer, type Args, type Method } from './call.ts'

export const views: Record<string, Method> = {
  'views.open': {
    tier: 4,
    scopes: [],
    answer: (slack, args) => withView(slack, args, (view) => openView(slack.world, trigger(args), view)),
  },

  'views.push': {
    tier: 4,
    scopes: [],
    answer: (slack, args) => withView(slack, args, (view) => pushView(slack.world, trigger(args), view)),
  },

  'views.update': {
    tier: 4,
    scopes: [],
    answer: (slack, args) => {
      const which = { viewId: args.text('view_id'), externalId: args.text('external_id') }
      if (!which.viewId && !which.externalId) return refuse('invalid_arguments', ['[ERROR] missing required field: view_id or external_id'])
      return withView(slack, args, (view) => updateView(slack.world, which, args.text('hash'), view))
    },
  },

  'views.publish': {
    tier: 4,
    scopes: [],
    answer: (slack, args) => {
      const { world } = slack
      const person = world.people.get(args.text('user_id') ?? '')
      if (!args.has('user_id')) return refuse('invalid_arguments', ['[ERROR] missing required field: user_id'])
      if (world.app.homeTab === 'off') return refuse('not_enabled')
      if (!person) return refuse('user_not_found')
      return withView(slack, args, (view) => publishHome(world, person.id, args.text('hash'), view))
    },
  },
}

const trigger = (args: Args) => args.text('trigger_id') ?? args.text('interactivity_pointer')

function withView({ world }: Slack, args: Args, show: (view: unknown) => ViewResult): Answer {
  const view = args.json('view')
  if (view === 'unreadable' || view.value === undefined) return refuse('invalid_arguments', ['[ERROR] missing required field: view'])
  const result = show(view.value)
  return 'record' in result ? ok({ view: viewJson(world, result.record) }) : refuse(result.refusal.error, result.refusal.messages)
}
