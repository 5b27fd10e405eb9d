import type { Act, ActResult, Values as PageValues } from '../practice-api.ts'
import { checkMessage } from './block-kit/check.ts'
import { placedElements, typedText, type Placed } from './blocks.ts'
import { sendEvent } from './events.ts'
import { blockActions, blockSuggestion, globalShortcut, messageShortcut, slashCommand, viewClosed, viewSubmission } from './interactions.ts'
import { isJson, objectsAt, textAt, type Json } from './json.ts'
import { addMessage, changeMessage, removeMessage, typedBlocks } from './messages.ts'
import { answerCommand } from './command-answer.ts'
import { answerSubmission, trouble, troubleText } from './submission-answer.ts'
import type { Slack } from './slack.ts'
import {
  directMessage,
  findMessage,
  stampNow,
  type Conversation,
  type Message,
  type PersonRecord,
  type Values,
  type ViewRecord,
} from './state.ts'
import { viewJson } from './view-json.ts'
import { addFile } from './web-api/files.ts'
import { clientRefusals, initialState, optionsOf, valuesAfter } from './values.ts'
import { closeAll, closeTop, stackOf } from './views.ts'

/**
 * Does what a person does in the Slack client, and resolves when the app acknowledged it, or when Slack gave up waiting.
 * What the client itself would not let the person do comes back as `trouble` and never reaches the app.
 */
export async function perform(slack: Slack, act: Act): Promise<ActResult> {
  const person = slack.world.people.get(act.as)
  if (!person) return refused(`Nobody here has the id ${act.as}.`)
  if (person.kind === 'deactivated') return refused('This account is deactivated.')
  switch (act.do) {
    case 'interact':
      return interact(slack, person, act)
    case 'submit':
      return submit(slack, person, act.viewId, act.values)
    case 'close':
      return close(slack, person, act.viewId, act.how)
    case 'command':
      return command(slack, person, act)
    case 'shortcut':
      return shortcut(slack, person, act.callbackId)
    case 'messageShortcut':
      return shortcutOnMessage(slack, person, act)
    case 'say':
      return say(slack, person, act)
    case 'share':
      return share(slack, person, act)
    case 'edit':
      return edit(slack, person, act)
    case 'delete':
      return remove(slack, person, act)
    case 'openHome':
      return openApp(slack, person, 'home')
    case 'read':
      return read(slack, person, act)
    case 'openIm':
      return openIm(slack, person, act.user)
    default:
      return refused(`There is no act ${JSON.stringify(act satisfies never)}.`)
  }
}

const refused = (why: string): ActResult => ({ ok: false, trouble: why })

/** Where an interactive element stands: a message (with the blocks that the person had on screen), a modal or a Home tab. */
export type Place = { conversation: Conversation; message: Message; ephemeral: boolean; blocks: readonly Json[] } | { view: ViewRecord }

/** Sends the click or choice. `place.blocks` may be older than the message: a person can press a button that was just redrawn. */
export async function interactAt(slack: Slack, person: PersonRecord, place: Place, placed: Placed, state: Json): Promise<ActResult> {
  const { world, gateway } = slack
  const { block, element } = placed
  if (person.kind === 'deactivated') return refused('This account is deactivated.')
  if (!offered(element, state)) return refused('That option is not in the list.')
  if (initialState(element)) {
    const values = valuesAt(place, person)
    values[block.block_id] = { ...values[block.block_id], [element.action_id]: { ...state, type: element.type } }
  }
  const where = 'view' in place ? place : { ...place, message: place.message }
  const outcome = await gateway.ask(blockActions(world, person, where, placed, state))
  return outcome.state === 'acked' ? { ok: true } : trouble(world, person.id, troubleText)
}

async function interact(slack: Slack, person: PersonRecord, act: Act & { do: 'interact' }): Promise<ActResult> {
  const place = placeOf(slack, person, act.in)
  if (!place) return refused('That message or view is not there any more.')
  const blocks = 'view' in place ? place.view.view.blocks : withAttached(place.message)
  const placed = placedElements(blocks).find(({ block, element }) => block.block_id === act.blockId && element.action_id === act.actionId)
  if (!placed) return refused('That button or field is not there any more.')
  takeOver(valuesAt(place, person), act.values)
  return interactAt(slack, person, place, placed, { ...act.element })
}

export function withAttached(message: Message) {
  return [...(message.blocks ?? []), ...(message.attachments ?? []).flatMap((attachment) => blocksOfAttachment(attachment))]
}

function blocksOfAttachment(attachment: Json) {
  return objectsAt(attachment, 'blocks').filter(
    (block): block is Json & { type: string; block_id: string } => typeof block['block_id'] === 'string',
  )
}

function placeOf({ world }: Slack, person: PersonRecord, where: (Act & { do: 'interact' })['in']): Place | undefined {
  if ('home' in where) {
    const view = world.views.get(world.homes.get(person.id) ?? '')
    return view && { view }
  }
  if ('viewId' in where) {
    const view = stackOf(world, person.id).find((record) => record.id === where.viewId)
    return view && { view }
  }
  const conversation = memberOf(world.conversations.get(where.channel), person)
  if (!conversation) return undefined
  const message = findMessage(conversation, where.ts)
  if (message) return { conversation, message, ephemeral: false, blocks: message.blocks ?? [] }
  const ephemeral = conversation.ephemerals.find((other) => other.ts === where.ts && other.onlyFor === person.id)
  return ephemeral && { conversation, message: ephemeral, ephemeral: true, blocks: ephemeral.blocks ?? [] }
}

function memberOf(conversation: Conversation | undefined, person: PersonRecord): Conversation | undefined {
  return conversation?.members.has(person.id) ? conversation : undefined
}

function valuesAt(place: Place, person: PersonRecord): Values {
  if ('view' in place) return place.view.values
  const held = (place.message.values ??= new Map<string, Values>())
  const values = valuesAfter(held.get(person.id) ?? {}, withAttached(place.message))
  held.set(person.id, values)
  return values
}

/** What the page held while the person typed; ids that are not in the view are left out. */
function takeOver(values: Values, typed: PageValues | undefined): void {
  for (const [blockId, elements] of Object.entries(typed ?? {})) {
    for (const [actionId, state] of Object.entries(elements)) {
      const current = values[blockId]
      if (current?.[actionId]) current[actionId] = { ...state }
    }
  }
}

function offered(element: Json, state: Json): boolean {
  if (!('options' in element) && !('option_groups' in element)) return true
  const values = new Set(optionsOf(element).map((option) => textAt(option, 'value')))
  const chosen = [...objectsAt(state, 'selected_options'), ...(isJson(state['selected_option']) ? [state['selected_option']] : [])]
  return chosen.every((option) => values.has(textAt(option, 'value')))
}

async function submit(slack: Slack, person: PersonRecord, viewId: string, values: PageValues): Promise<ActResult> {
  const view = stackOf(slack.world, person.id).at(-1)
  if (view?.id !== viewId) return refused('That modal is not on top any more.')
  takeOver(view.values, values)
  const fields = clientRefusals(view.view.blocks, view.values)
  if (Object.keys(fields).length > 0) return { ok: false, fields }
  const outcome = await slack.gateway.ask(viewSubmission(slack.world, person, view))
  return answerSubmission(slack, person, view, outcome)
}

async function close(slack: Slack, person: PersonRecord, viewId: string, how: 'cancel' | 'clear'): Promise<ActResult> {
  const { world, gateway } = slack
  const stack = stackOf(world, person.id)
  const top = stack.at(-1)
  if (top?.id !== viewId) return refused('That modal is not on top any more.')
  const clears = how === 'clear' || top.view['clear_on_close'] === true
  const told = clears ? (stack[0] ?? top) : top
  if (clears) closeAll(world, person.id)
  else closeTop(world, person.id)
  world.signals.emit('changed')
  if (told.view['notify_on_close'] === true) await gateway.ask(viewClosed(world, person, told, clears))
  return { ok: true }
}

async function command(slack: Slack, person: PersonRecord, act: Act & { do: 'command' }): Promise<ActResult> {
  const { world, gateway } = slack
  const known = world.app.commands.find(({ command: name }) => name === act.command)
  if (!known) return refused(`${act.command} is not a valid command.`)
  const conversation = memberOf(world.conversations.get(act.channel), person)
  if (!conversation) return refused('This person is not in that conversation.')
  const text = known.shouldEscape ? escapedArguments(slack, act.text) : plainArguments(slack, act.text)
  const delivery = slashCommand(world, person, conversation, act.command, text.trim())
  return answerCommand(slack, person, conversation, act.command, await gateway.ask(delivery))
}

function escapedArguments(slack: Slack, text: string): string {
  return withMentions(slack, text)
    .replaceAll(/<@([UW][A-Z0-9]+)>/g, (whole, id: string) => {
      const mentioned = slack.world.people.get(id)
      return mentioned ? `<@${id}|${mentioned.handle}>` : whole
    })
    .replaceAll(/(^|\s)(https?:\/\/\S+)/g, '$1<$2>')
}

function plainArguments({ world }: Slack, text: string): string {
  return text.replaceAll(/<@([UW][A-Z0-9]+)>/g, (_whole, id: string) => `@${world.people.get(id)?.handle ?? id}`)
}

/** `@Name` of somebody here becomes a mention, as the client's completion would make it. */
function withMentions({ world }: Slack, text: string): string {
  const names = [...world.people.values()]
    .flatMap((person) => [person.displayName, person.name, person.handle].map((name) => ({ name, id: person.id })))
    .toSorted((one, other) => other.name.length - one.name.length)
  return names.reduce((written, { name, id }) => {
    const mention = new RegExp(`(^|[\\s(])@${name.replaceAll(/[^\p{L}\p{N}\s]/gu, '\\$&')}(?![\\w])`, 'g')
    return written.replaceAll(mention, `$1<@${id}>`)
  }, text)
}

async function shortcut(slack: Slack, person: PersonRecord, callbackId: string): Promise<ActResult> {
  const known = slack.world.app.shortcuts.some((other) => other.type === 'global' && other.callbackId === callbackId)
  if (!known) return refused(`The app has no global shortcut ${callbackId}.`)
  const outcome = await slack.gateway.ask(globalShortcut(slack.world, person, callbackId))
  return outcome.state === 'acked' ? { ok: true } : trouble(slack.world, person.id, troubleText)
}

async function shortcutOnMessage(slack: Slack, person: PersonRecord, act: Act & { do: 'messageShortcut' }): Promise<ActResult> {
  const { world, gateway } = slack
  const known = world.app.shortcuts.some((other) => other.type === 'message' && other.callbackId === act.callbackId)
  if (!known) return refused(`The app has no message shortcut ${act.callbackId}.`)
  const conversation = memberOf(world.conversations.get(act.channel), person)
  const message = conversation && findMessage(conversation, act.ts)
  if (!message) return refused('That message is not there any more.')
  const outcome = await gateway.ask(messageShortcut(world, person, act.callbackId, conversation, message))
  return outcome.state === 'acked' ? { ok: true } : trouble(world, person.id, troubleText)
}

/** Sends a file, without words beside it. */
async function share(slack: Slack, person: PersonRecord, act: Act & { do: 'share' }): Promise<ActResult> {
  const { world } = slack
  const conversation = memberOf(world.conversations.get(act.channel), person)
  if (!conversation) return refused('This person is not in that conversation.')
  const file = addFile(world, { name: act.name, content: Buffer.from(act.content, 'base64') })
  const { message, told } = addMessage(slack, conversation, { user: person.id, text: '', subtype: 'file_share', fileIds: [file.id] })
  file.shares.push({ channel: conversation.id, ts: message.ts, threadTs: undefined })
  await told
  return { ok: true, channel: conversation.id, ts: message.ts }
}

async function say(slack: Slack, person: PersonRecord, act: Act & { do: 'say' }): Promise<ActResult> {
  const { world } = slack
  const conversation = memberOf(world.conversations.get(act.channel), person)
  if (!conversation) return refused('This person is not in that conversation.')
  if (conversation.archived) return refused('This conversation is archived.')
  const isAppDm = conversation.kind === 'im' && conversation.members.has(world.app.botUserId)
  if (isAppDm && world.app.messagesTab !== 'on') return refused('Sending messages to this app has been turned off.')
  if (act.threadTs && !findMessage(conversation, act.threadTs)) return refused('That thread is not there any more.')
  const typed = withMentions(slack, act.text)
  const { message, told } = addMessage(slack, conversation, {
    user: person.id,
    text: typedText(typed),
    blocks: typedBlocks(typed),
    clientMsgId: crypto.randomUUID(),
    ...(act.threadTs ? { threadTs: act.threadTs } : {}),
  })
  await told
  const mentionsApp = typed.includes(`<@${world.app.botUserId}>`)
  if (
    mentionsApp &&
    conversation.members.has(world.app.botUserId) &&
    world.app.scopes.has('app_mentions:read') &&
    conversation.kind !== 'im'
  ) {
    const { ts, text } = message
    await sendEvent(slack, {
      type: 'app_mention',
      user: person.id,
      text,
      ts,
      channel: conversation.id,
      event_ts: ts,
      blocks: message.blocks,
    })
  }
  return { ok: true, channel: conversation.id, ts: message.ts }
}

async function edit(slack: Slack, person: PersonRecord, act: Act & { do: 'edit' }): Promise<ActResult> {
  const own = ownMessage(slack, person, act)
  if ('refusal' in own) return own.refusal
  const typed = withMentions(slack, act.text)
  const edited = { user: person.id, ts: stampNow(slack.world) }
  await changeMessage(slack, own.conversation, own.message, { text: typedText(typed), blocks: typedBlocks(typed), edited })
  return { ok: true, channel: own.conversation.id, ts: own.message.ts }
}

async function remove(slack: Slack, person: PersonRecord, act: Act & { do: 'delete' }): Promise<ActResult> {
  const own = ownMessage(slack, person, act)
  if ('refusal' in own) return own.refusal
  await removeMessage(slack, own.conversation, own.message)
  return { ok: true }
}

function ownMessage({ world }: Slack, person: PersonRecord, { channel, ts }: { channel: string; ts: string }) {
  const conversation = memberOf(world.conversations.get(channel), person)
  const message = conversation && findMessage(conversation, ts)
  if (!message) return { refusal: refused('That message is not there any more.') }
  if (message.user !== person.id) return { refusal: refused('Only the author can change a message.') }
  return { conversation, message }
}

async function openApp(slack: Slack, person: PersonRecord, tab: 'home' | 'messages'): Promise<ActResult> {
  const { world } = slack
  if (tab === 'home' && world.app.homeTab === 'off') return refused('This app has no Home tab.')
  const conversation = directMessage(world, person.id, world.app.botUserId)
  const home = world.views.get(world.homes.get(person.id) ?? '')
  await sendEvent(slack, {
    type: 'app_home_opened',
    user: person.id,
    channel: conversation.id,
    tab,
    event_ts: stampNow(world),
    ...(tab === 'home' && home ? { view: viewJson(world, home) } : {}),
  })
  return { ok: true, channel: conversation.id }
}

async function read({ world }: Slack, person: PersonRecord, act: Act & { do: 'read' }): Promise<ActResult> {
  const conversation = memberOf(world.conversations.get(act.channel), person)
  if (!conversation) return refused('This person is not in that conversation.')
  conversation.lastRead.set(person.id, act.ts)
  world.signals.emit('changed')
  return { ok: true }
}

async function openIm(slack: Slack, person: PersonRecord, user: string): Promise<ActResult> {
  const { world } = slack
  if (!world.people.has(user)) return refused(`Nobody here has the id ${user}.`)
  const conversation = directMessage(world, person.id, user)
  conversation.openFor.add(person.id)
  world.signals.emit('changed')
  if (user === world.app.botUserId) await openApp(slack, person, 'messages')
  return { ok: true, channel: conversation.id }
}

/** The options that the app offers for what was typed into an external select, or undefined when it gave no proper answer. */
export async function externalOptions(
  slack: Slack,
  personId: string,
  query: { in: (Act & { do: 'interact' })['in']; blockId: string; actionId: string; value: string },
): Promise<Json | undefined> {
  const person = slack.world.people.get(personId)
  const place = person && placeOf(slack, person, query.in)
  if (!person || !place) return undefined
  const blocks = 'view' in place ? place.view.view.blocks : withAttached(place.message)
  const placed = placedElements(blocks).find(
    ({ block, element }) => block.block_id === query.blockId && element.action_id === query.actionId,
  )
  if (!placed) return undefined
  const outcome = await slack.gateway.ask(blockSuggestion(slack.world, person, place, placed, query.value))
  if (outcome.state !== 'acked' || !isJson(outcome.answer) || !areOptions(outcome.answer)) {
    slack.world.signals.emit('trouble', `block_suggestion: no proper options for ${query.actionId}`, personId)
    return undefined
  }
  return outcome.answer
}

/** The same rules as for options that stand in a block; an empty list is well. */
function areOptions(answer: Json): boolean {
  const given = Object.entries(answer).filter(([name]) => name === 'options' || name === 'option_groups')
  if (given.length !== 1) return false
  if (given.every(([, list]) => Array.isArray(list) && list.length === 0)) return true
  const label = { type: 'plain_text', text: 'Options' }
  const select = { type: 'static_select', action_id: 'a', placeholder: label, ...Object.fromEntries(given) }
  return checkMessage({ text: 'Options', blocks: [{ type: 'section', text: label, accessory: select }] }, 'post').length === 0
}
