import type { Placed } from './blocks.ts'
import type { Delivery } from './gateway.ts'
import { randomId, randomToken } from './ids.ts'
import type { Json } from './json.ts'
import { messageJson } from './messages.ts'
import { stampNow, type Conversation, type Message, type PersonRecord, type Values, type ViewRecord, type World } from './state.ts'
import { viewJson } from './view-json.ts'

/** A click or a choice in a message, in a modal or on a Home tab. */
export function blockActions(
  world: World,
  person: PersonRecord,
  place: { conversation: Conversation; message: Message; ephemeral: boolean } | { view: ViewRecord },
  placed: Placed,
  state: Json,
): Delivery {
  const inPlace =
    'view' in place
      ? { container: { type: 'view', view_id: place.view.id }, view: viewJson(world, place.view) }
      : messagePlace(world, person, place.conversation, place.message, place.ephemeral)
  return {
    kind: 'interactive',
    name: 'block_actions',
    who: person.id,
    body: {
      type: 'block_actions',
      ...common(world, person),
      trigger_id: newTrigger(world, person, 'view' in place ? place.view.id : undefined),
      ...inPlace,
      actions: [actionOf(world, placed, state)],
    },
  }
}

function messagePlace(world: World, person: PersonRecord, conversation: Conversation, message: Message, ephemeral: boolean): Json {
  const thread = message.threadTs ? { thread_ts: message.threadTs } : {}
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: conversation.id, is_ephemeral: ephemeral, ...thread },
    channel: channelOf(conversation),
    ...(ephemeral ? {} : { message: messageJson(world, conversation, message) }),
    state: { values: message.values?.get(person.id) ?? {} },
    response_url: newResponseUrl(world, person, conversation, { ts: message.ts, ephemeral }),
  }
}

function actionOf(world: World, { block, element }: Placed, state: Json): Json {
  const shown = ['text', 'value', 'style', 'url', 'placeholder', 'initial_option', 'initial_date', 'initial_time'] as const
  const fromElement = element.type === 'button' ? shown : shown.slice(4)
  return {
    ...Object.fromEntries(fromElement.filter((field) => field in element).map((field) => [field, element[field]])),
    ...state,
    type: element.type,
    action_id: element.action_id,
    block_id: block.block_id,
    action_ts: stampNow(world),
  }
}

export function viewSubmission(world: World, person: PersonRecord, view: ViewRecord): Delivery {
  return {
    kind: 'interactive',
    name: 'view_submission',
    who: person.id,
    body: {
      type: 'view_submission',
      ...common(world, person),
      trigger_id: newTrigger(world, person, view.id),
      view: viewJson(world, view),
      response_urls: [],
    },
  }
}

/** What was typed is not in it: inputs are left out of the state. */
export function viewClosed(world: World, person: PersonRecord, view: ViewRecord, cleared: boolean): Delivery {
  const inputs = new Set(view.view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id))
  const values: Values = Object.fromEntries(Object.entries(view.values).filter(([blockId]) => !inputs.has(blockId)))
  return {
    kind: 'interactive',
    name: 'view_closed',
    who: person.id,
    body: { type: 'view_closed', ...common(world, person), view: viewJson(world, { ...view, values }), is_cleared: cleared },
  }
}

export function globalShortcut(world: World, person: PersonRecord, callbackId: string): Delivery {
  return {
    kind: 'interactive',
    name: 'shortcut',
    who: person.id,
    body: {
      type: 'shortcut',
      ...common(world, person),
      action_ts: stampNow(world),
      callback_id: callbackId,
      trigger_id: newTrigger(world, person, undefined),
    },
  }
}

export function messageShortcut(
  world: World,
  person: PersonRecord,
  callbackId: string,
  conversation: Conversation,
  message: Message,
): Delivery {
  return {
    kind: 'interactive',
    name: 'message_action',
    who: person.id,
    body: {
      type: 'message_action',
      ...common(world, person),
      action_ts: stampNow(world),
      callback_id: callbackId,
      trigger_id: newTrigger(world, person, undefined),
      message_ts: message.ts,
      channel: channelOf(conversation),
      message: messageJson(world, conversation, message),
      response_url: newResponseUrl(world, person, conversation, { ts: message.ts, ephemeral: false }),
    },
  }
}

export function slashCommand(world: World, person: PersonRecord, conversation: Conversation, command: string, text: string): Delivery {
  return {
    kind: 'command',
    name: command,
    who: person.id,
    body: {
      token: 'verification',
      team_id: world.workspace.id,
      team_domain: world.workspace.domain,
      channel_id: conversation.id,
      channel_name: channelOf(conversation).name,
      user_id: person.id,
      user_name: person.handle,
      command,
      text,
      api_app_id: world.app.id,
      is_enterprise_install: 'false',
      response_url: newResponseUrl(world, person, conversation, undefined),
      trigger_id: newTrigger(world, person, undefined),
    },
  }
}

/** What a person typed into a select whose options the app holds. */
export function blockSuggestion(
  world: World,
  person: PersonRecord,
  place: { conversation: Conversation; message: Message } | { view: ViewRecord },
  placed: Placed,
  value: string,
): Delivery {
  const inPlace =
    'view' in place
      ? { container: { type: 'view', view_id: place.view.id }, view: viewJson(world, place.view) }
      : {
          container: { type: 'message', message_ts: place.message.ts, channel_id: place.conversation.id, is_ephemeral: false },
          channel: channelOf(place.conversation),
          message: messageJson(world, place.conversation, place.message),
        }
  return {
    kind: 'options',
    name: 'block_suggestion',
    who: person.id,
    body: {
      type: 'block_suggestion',
      ...common(world, person),
      ...inPlace,
      action_id: placed.element.action_id,
      block_id: placed.block.block_id,
      value,
    },
  }
}

function common(world: World, person: PersonRecord): Json {
  return {
    user: { id: person.id, username: person.handle, name: person.handle, team_id: world.workspace.id },
    api_app_id: world.app.id,
    token: 'verification',
    team: { id: world.workspace.id, domain: world.workspace.domain },
    enterprise: null,
    is_enterprise_install: false,
  }
}

function channelOf(conversation: Conversation): { id: string; name: string } {
  const names = { im: 'directmessage', mpim: conversation.name, channel: conversation.name, private_channel: 'privategroup' }
  return { id: conversation.id, name: names[conversation.kind] }
}

function newTrigger(world: World, person: PersonRecord, fromView: string | undefined): string {
  const id = `${Date.now()}${Math.floor(Math.random() * 1_000)}.${parseInt(randomToken(6), 36)}.${randomToken(32)}`
  world.triggers.set(id, { id, person: person.id, issuedAtMs: performance.now(), state: 'fresh', fromView })
  forgetOldest(world.triggers)
  return id
}

function newResponseUrl(
  world: World,
  person: PersonRecord,
  conversation: Conversation,
  clicked: { ts: string; ephemeral: boolean } | undefined,
): string {
  const id = `${world.workspace.id}/${randomId('', 12)}/${randomToken(24)}`
  world.responseUrls.set(id, {
    id,
    person: person.id,
    channel: conversation.id,
    ts: clicked?.ts,
    ephemeral: clicked?.ephemeral ?? false,
    issuedAtMs: performance.now(),
    uses: 0,
  })
  forgetOldest(world.responseUrls)
  return `${world.url}/response/${id}`
}

/** Expired ones are of no use, but keep answering with the right error for the last ten thousand. */
function forgetOldest(map: Map<string, unknown>): void {
  const oldest = map.keys().next()
  if (map.size > 10_000 && !oldest.done) map.delete(oldest.value)
}
