import { randomBytes } from 'node:crypto'
import type { App, BlockAction, MessageShortcut, SlackCommandMiddlewareArgs, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import type { ContactCard, SensitiveTopic } from '../coaching/sensitive.ts'
import { checkSensitive, sensitiveWords } from '../coaching/sensitive.ts'
import { RowMissing } from '../db/missing.ts'
import type { Person } from '../db/people.ts'
import type { Store } from '../db/store.ts'
import type { Workspace } from '../db/workspaces.ts'
import { getWorkspace } from '../db/workspaces.ts'
import type { Log } from '../log.ts'
import type { Directory } from './directory.ts'
import { errorCode } from './errors.ts'
import type { HoldChoice } from './hold.ts'
import { heldView, holdField, without } from './hold.ts'
import type { ActionName, ActionValue, ShortcutName, ViewMeta, ViewName } from './ids.ts'
import { actionValues, inputAction, viewMetas } from './ids.ts'
import { once, Repeated, savedAnswer, saveAnswer, untilSubmitted, windowKey } from './once.ts'
import type { Values } from './values.ts'
import { readValues, text, typedTexts } from './values.ts'
import type { Message } from './views/kit.ts'
import { noticeModal } from './views/notice.ts'

/** Who acts, when, and the store in which their act has its effect exactly once. */
export type Caller = { workspace: Workspace; person: Person; now: Temporal.Instant; store: Store }

/** Where a button stood. */
export type Where =
  | { kind: 'message'; channel: string; ts: string }
  | { kind: 'view'; viewId: string; hash: string; name: string; meta: unknown; values: Values }
  | { kind: 'home' }

/** Where a message stands that somebody chose a shortcut on. What stands in it is left behind here. */
export type MessageRef = { channel: string; ts: string; domain?: string }

/** What a handler wants shown; undefined when the effect (and the redraws that it asked for) is the answer. */
export type Reply = { open: ModalView } | { update: ModalView } | { notice: string } | Refusal | undefined
/** What becomes of the message that a ballot was sent from, and what is said beside it. */
export type BallotReply = { replace: Message; say?: string } | Refusal | undefined
export type SubmissionReply =
  | { close: true }
  | { clear: true }
  | { update: ModalView }
  | { push: ModalView }
  | { errors: Record<string, string> }
  | Refusal

export type ActionCall<A extends ActionName> = Caller & { value: ActionValue<A>; where: Where }
/** What was chosen in a message, sent by one button. The store records no click. */
export type BallotCall<A extends ActionName> = Caller & { value: ActionValue<A>; values: Values }
export type SubmissionCall<V extends ViewName> = Caller & { meta: ViewMeta<V>; values: Values; viewId: string }
/** Typing in a field: the fields that may be kept, and Slack's stamp in microseconds, which orders keystrokes. */
export type TypingCall<V extends ViewName> = Caller & { meta: ViewMeta<V>; values: Values; stamp: number }

export type Routes = {
  action<A extends ActionName>(name: A, handle: (call: ActionCall<A>) => Promise<Reply>): void
  /**
   * A button whose message carries answers without a name. Of the payload nothing is kept but what the handler writes: no claim of the click, which
   * would say who pressed it when. The handler must see by itself that a second press has no second effect.
   */
  ballot<A extends ActionName>(name: A, handle: (call: BallotCall<A>) => Promise<BallotReply>): void
  submission<V extends ViewName>(name: V, handle: (call: SubmissionCall<V>) => Promise<SubmissionReply>): void
  typing<V extends ViewName>(name: V, handle: (call: TypingCall<V>) => Promise<void>): void
  command(handle: (call: Caller, words: string) => Promise<Reply>): void
  shortcut(name: ShortcutName, handle: (call: Caller, message: MessageRef | undefined) => Promise<Reply>): void
  /** Hooks everything up; an id that nobody handles is acknowledged and logged as a bug of ours. */
  attach(app: App): void
}

/** What somebody typed could not be stored: it is not acknowledged, so that Slack says so beside the field. */
export class NotKept extends Error {}

type AnyHandler = (call: never) => Promise<unknown>

/**
 * The table of what answers to what. Each handler gets parsed values and gives back what to show; acknowledging (after the effect is
 * committed, within Slack's three seconds), opening views, refusals and errors are done here, once.
 */
export function createRoutes(parts: {
  store: Store
  clock: Clock
  log: Log
  views: WebClient
  directory: Directory
  workspace: () => Workspace
  contactCard: (country: string, topic: SensitiveTopic) => Promise<ContactCard>
}): Routes {
  const { store, clock, log, views, directory } = parts
  const actionHandlers = new Map<string, AnyHandler>()
  const ballotHandlers = new Map<string, AnyHandler>()
  const submissionHandlers = new Map<string, AnyHandler>()
  const typingHandlers = new Map<string, AnyHandler>()
  const shortcutHandlers = new Map<string, (call: Caller, message: MessageRef | undefined) => Promise<Reply>>()
  let commandHandler: ((call: Caller, words: string) => Promise<Reply>) | undefined

  async function caller(slackUserId: string, key: string, kind: 'click' | 'submission'): Promise<Caller | Refusal> {
    const by = await unclaimed(slackUserId)
    return isRefusal(by) ? by : { ...by, store: once(store, { workspaceId: by.workspace.id, key, kind, nowMs: clock.elapsedMs() }) }
  }

  /** Who acts, with a store that claims nothing. */
  async function unclaimed(slackUserId: string): Promise<Caller | Refusal> {
    const workspace = await getWorkspace(store.read, parts.workspace().id)
    const now = clock.now()
    const person = await directory.person(slackUserId, now)
    if (person.kind !== 'member') {
      return {
        refused: 'not_a_member',
        sentence:
          'Cuecard is for full members of this workspace, so it cannot do this for you. Nothing was changed. Please ask the person who runs Cuecard here.',
      }
    }
    return { workspace, person, now, store }
  }

  /** Shows a reply to a click, command or shortcut, with the trigger that came with it. */
  async function show(
    reply: Reply,
    from: { triggerId: string; where: Where | undefined; say: (sentence: string) => Promise<unknown> },
  ): Promise<void> {
    if (reply === undefined) return
    const sentence = isRefusal(reply) ? reply.sentence : 'notice' in reply ? reply.notice : undefined
    if (sentence !== undefined) {
      if (from.where === undefined || from.where.kind === 'message') await from.say(sentence)
      else await openOrPush(noticeModal(sentence), from.triggerId, from.where)
      return
    }
    if ('update' in reply && from.where?.kind === 'view') {
      await views.views.update({ view_id: from.where.viewId, hash: from.where.hash, view: reply.update })
      return
    }
    if ('open' in reply) await openOrPush(reply.open, from.triggerId, from.where)
    else if ('update' in reply) await openOrPush(reply.update, from.triggerId, from.where)
  }

  async function openOrPush(view: ModalView, triggerId: string, where: Where | undefined): Promise<void> {
    if (where?.kind === 'view') await views.views.push({ trigger_id: triggerId, view })
    else await views.views.open({ trigger_id: triggerId, view })
  }

  /** Runs a handler; what it throws reaches the person as one sentence with a reference that stands in the log too. */
  async function guarded<T>(name: string, work: () => Promise<T>): Promise<{ result: T } | { sentence: string }> {
    try {
      return { result: await work() }
    } catch (error) {
      if (error instanceof Repeated) return { sentence: '' }
      const code = errorCode(error)
      if (code === 'expired_trigger_id' || code === 'exchanged_trigger_id' || code === 'invalid_trigger_id') {
        return { sentence: 'Slack waited too long for this to open. Nothing was lost. Please press the button once more.' }
      }
      if (code === 'hash_conflict' || code === 'not_found') return { sentence: '' }
      const reference = randomBytes(3).toString('hex')
      log.error({ err: error, code, reference, route: name }, 'a handler failed')
      return {
        sentence: `Something went wrong on our side. What you had saved is safe. Please try again in a minute; if it happens again, tell whoever runs Cuecard the reference ${reference}.`,
      }
    }
  }

  /** What the work gives, or a sentence where an id that came with the payload names nothing (any more). */
  async function unlessMissing(given: unknown, name: string, work: () => Promise<unknown>): Promise<unknown> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof RowMissing) || !JSON.stringify(given).includes(error.id)) throw error
      log.warn({ route: name }, 'a payload named something that is not there')
      return refusal(
        'not_there',
        'This is not there any more, so nothing was changed. Please open Cuecard with /coach and go on from there.',
      )
    }
  }

  async function onBlockAction(
    body: BlockAction,
    ack: () => Promise<void>,
    respond: (sentence: string) => Promise<unknown>,
    replace: (message: Message) => Promise<unknown>,
  ): Promise<void> {
    const raw = rawAction.parse(body.actions[0])
    const where = whereOf(body)
    const typed = raw.action_id === inputAction && where?.kind === 'view'
    if (typed) {
      const kept = await guarded(`typing ${where.name}`, () => onTyping(body, where, raw.action_ts))
      if ('sentence' in kept && kept.sentence !== '') throw new NotKept()
      return ack()
    }
    const unfolded = unfold(raw)
    const ballot = unfolded && ballotHandlers.get(unfolded.name)
    if (unfolded !== undefined && ballot !== undefined) return onBallot(body, unfolded, ballot, { ack, respond, replace })
    const handler = unfolded && actionHandlers.get(unfolded.name)
    if (unfolded === undefined || handler === undefined) {
      if (raw.type === 'button' && raw.url === undefined) log.error({ actionId: raw.action_id }, 'nobody handles this action')
      await ack()
      return
    }
    const value = actionValues[unfolded.name].safeParse(unfolded.value)
    if (!value.success) {
      log.warn({ actionId: unfolded.name }, 'an action came with a value that is not ours')
      await ack()
      await respond('This button is no longer valid. Nothing was changed. Please open Cuecard with /coach and go on from there.')
      return
    }
    const key = `click/${body.user.id}/${unfolded.name}/${body.container['message_ts'] ?? body.view?.id ?? 'home'}/${raw.action_ts}`
    const done = await guarded(`action ${unfolded.name}`, async () => {
      const by = await caller(body.user.id, key, 'click')
      // The handler was registered under this name with this value's type.
      return isRefusal(by)
        ? by
        : ((await unlessMissing(value.data, unfolded.name, () => handler({ ...by, value: value.data, where } as never))) as Reply)
    })
    await ack()
    const shown = await guarded(`show ${unfolded.name}`, () =>
      show('result' in done ? done.result : done.sentence ? { notice: done.sentence } : undefined, {
        triggerId: body.trigger_id,
        where,
        say: respond,
      }),
    )
    if ('sentence' in shown && shown.sentence) await respond(shown.sentence)
  }

  async function onBallot(
    body: BlockAction,
    { name, value: given }: { name: ActionName; value: unknown },
    handler: AnyHandler,
    to: { ack: () => Promise<void>; respond: (sentence: string) => Promise<unknown>; replace: (message: Message) => Promise<unknown> },
  ): Promise<void> {
    const value = actionValues[name].safeParse(given)
    const done = await guarded(`ballot ${name}`, async () => {
      const by = await unclaimed(body.user.id)
      if (isRefusal(by)) return by
      if (!value.success) return refusal('not_there', 'This button is no longer valid. Nothing was kept.')
      // The handler was registered under this name with this value's type.
      return (await handler({ ...by, value: value.data, values: readValues(body.state?.values) } as never)) as BallotReply
    })
    await to.ack()
    const reply = 'result' in done ? done.result : refusal('failed', done.sentence)
    await guarded(`show ${name}`, async () => {
      if (reply === undefined) return
      if (!isRefusal(reply)) await to.replace(reply.replace)
      const sentence = isRefusal(reply) ? reply.sentence : reply.say
      if (sentence) await to.respond(sentence)
    })
  }

  async function onTyping(body: BlockAction, where: Extract<Where, { kind: 'view' }>, actionTs: string): Promise<void> {
    const handler = typingHandlers.get(where.name)
    if (handler === undefined) return
    const meta = parseMeta(where.name, where.meta)
    const by = await caller(body.user.id, '', 'click')
    if (meta === undefined || isRefusal(by)) return
    const held = typedTexts(body.view?.state?.values).filter(({ text }) => checkSensitive([text], { words: sensitiveWords }) !== undefined)
    const values = without(
      where.values,
      held.map(({ field }) => field),
    )
    await unlessMissing(meta, where.name, () =>
      handler({
        ...by,
        store: untilSubmitted(store, { workspaceId: by.workspace.id, window: windowKey({ id: where.viewId, hash: where.hash }) }),
        meta,
        values,
        stamp: Math.round(Number(actionTs) * 1_000_000),
      } as never),
    )
  }

  /** The same submission twice at the same moment: the second waits for the first, and gets its answer. */
  const beingAnswered = new Map<string, Promise<SubmissionAnswer>>()

  async function onSubmission(body: ViewSubmitAction, ack: (answer?: SubmissionAnswer) => Promise<void>): Promise<void> {
    const name = body.view.callback_id
    const handler = submissionHandlers.get(name)
    const meta = parseMeta(name, safeJson(body.view.private_metadata))
    if (handler === undefined || meta === undefined) {
      log.error({ view: name }, 'nobody handles this view')
      return ack({ response_action: 'clear' })
    }
    const key = `${windowKey(body.view)}${store.read.sealer.fingerprint(JSON.stringify(body.view.state.values))}`
    const underway = beingAnswered.get(key) ?? answerSubmission(body, key, { name, meta, handler }).finally(() => beingAnswered.delete(key))
    beingAnswered.set(key, underway)
    await ack(await underway)
  }

  async function answerSubmission(
    body: ViewSubmitAction,
    key: string,
    to: { name: string; meta: unknown; handler: AnyHandler },
  ): Promise<SubmissionAnswer> {
    const workspaceId = parts.workspace().id
    const done = await guarded(`submission ${to.name}`, async (): Promise<SubmissionAnswer> => {
      const before = await savedAnswer(store, workspaceId, key)
      if (before !== undefined) return before.answer
      const by = await caller(body.user.id, key, 'submission')
      if (isRefusal(by)) return answerOf(by)
      const checked = await holdBack(by.person, body, readValues(body.view.state.values))
      if ('held' in checked) return { response_action: 'update', view: checked.held }
      // The handler was registered under this name with this meta's type.
      const reply = (await unlessMissing(to.meta, to.name, () =>
        to.handler({ ...by, meta: to.meta, values: checked.values, viewId: body.view.id } as never),
      )) as SubmissionReply
      const answer = answerOf(reply)
      if (!isRefusal(reply) && !('errors' in reply)) await saveAnswer(store, workspaceId, key, answer)
      return answer
    })
    if ('result' in done) return done.result
    // The modal stays open with everything in it: nothing typed is lost.
    const firstInput = body.view.blocks.find((block) => block.type === 'input')?.block_id
    if (done.sentence !== '' && firstInput !== undefined) return { response_action: 'errors', errors: { [firstInput]: done.sentence } }
    return done.sentence === '' ? { response_action: 'clear' } : { response_action: 'update', view: noticeModal(done.sentence) }
  }

  /** The sensitive-matters check: before anything is stored, a likely match is shown back with a choice, and kept nowhere. */
  async function holdBack(person: Person, body: ViewSubmitAction, values: Values): Promise<{ held: ModalView } | { values: Values }> {
    const choice = text(values, holdField) as HoldChoice | undefined
    const { [holdField]: _asked, ...rest } = values
    if (choice === 'as_it_is') return { values: rest }
    const matches = typedTexts(body.view.state.values).flatMap(({ field, text }) => {
      const match = checkSensitive([text], { words: sensitiveWords })
      return match === undefined ? [] : [{ field, topic: match.topic }]
    })
    const [first] = matches
    if (first === undefined) return { values: rest }
    if (choice === 'without')
      return {
        values: without(
          rest,
          matches.map(({ field }) => field),
        ),
      }
    // Bolt types a view's blocks and buttons loosely; they are our own, sent back by Slack.
    return { held: heldView(body.view as unknown as Parameters<typeof heldView>[0], await parts.contactCard(person.country, first.topic)) }
  }

  async function onCommand(args: SlackCommandMiddlewareArgs): Promise<void> {
    const { command, ack, respond } = args
    const done = await guarded('command', async () => {
      const by = await caller(command.user_id, `command/${command.trigger_id}`, 'click')
      if (isRefusal(by)) return by
      return commandHandler?.(by, command.text.trim())
    })
    await ack()
    const say = (sentence: string) => respond({ response_type: 'ephemeral', text: sentence })
    const shown = await guarded('show command', () =>
      show('result' in done ? done.result : { notice: done.sentence }, { triggerId: command.trigger_id, where: undefined, say }),
    )
    if ('sentence' in shown && shown.sentence) await say(shown.sentence)
  }

  return {
    action: (name, handle) => void actionHandlers.set(name, handle),
    ballot: (name, handle) => void ballotHandlers.set(name, handle),
    submission: (name, handle) => void submissionHandlers.set(name, handle),
    typing: (name, handle) => void typingHandlers.set(name, handle),
    command: (handle) => void (commandHandler = handle),
    shortcut: (name, handle) => void shortcutHandlers.set(name, handle),
    attach(app) {
      app.action<BlockAction>(/.*/s, async ({ body, ack, respond }) => {
        const say = (sentence: string) =>
          body.response_url ? respond({ response_type: 'ephemeral', replace_original: false, text: sentence }) : Promise.resolve()
        const replace = (message: Message) => (body.response_url ? respond({ replace_original: true, ...message }) : Promise.resolve())
        await onBlockAction(body, ack, say, replace)
      })
      app.view({ type: 'view_submission', callback_id: /.*/s }, async ({ body, ack }) =>
        onSubmission(body as ViewSubmitAction, ack as (answer?: SubmissionAnswer) => Promise<void>),
      )
      app.view({ type: 'view_closed', callback_id: /.*/s }, async ({ ack }) => ack())
      app.command(/.*/s, onCommand)
      app.options(/.*/s, async ({ ack }) => ack({ options: [] }))
      app.shortcut(/.*/s, async ({ shortcut, ack }) => {
        const handler = shortcutHandlers.get(shortcut.callback_id)
        if (handler === undefined) log.error({ shortcut: shortcut.callback_id }, 'nobody handles this shortcut')
        const message = shortcut.type === 'message_action' ? messageOf(shortcut) : undefined
        const done = await guarded(`shortcut ${shortcut.callback_id}`, async () => {
          const by = await caller(shortcut.user.id, `shortcut/${shortcut.trigger_id}`, 'click')
          return isRefusal(by) ? by : handler?.(by, message)
        })
        await ack()
        // A shortcut has no place to answer in but a modal.
        const reply = 'result' in done ? done.result : { notice: done.sentence }
        await guarded('show shortcut', () =>
          show(reply, { triggerId: shortcut.trigger_id, where: { kind: 'home' }, say: async () => undefined }),
        )
      })
    },
  }
}

/** What Slack is told when a modal is submitted; undefined closes this view. */
export type SubmissionAnswer =
  | undefined
  | { response_action: 'clear' }
  | { response_action: 'update' | 'push'; view: ModalView }
  | { response_action: 'errors'; errors: Record<string, string> }

function answerOf(reply: SubmissionReply): SubmissionAnswer {
  if (isRefusal(reply)) return { response_action: 'update', view: noticeModal(reply.sentence) }
  if ('errors' in reply) return { response_action: 'errors', errors: reply.errors }
  if ('update' in reply) return { response_action: 'update', view: reply.update }
  if ('push' in reply) return { response_action: 'push', view: reply.push }
  return 'clear' in reply ? { response_action: 'clear' } : undefined
}

const rawAction = z.looseObject({
  type: z.string(),
  action_id: z.string(),
  action_ts: z.string().default('0'),
  value: z.string().optional(),
  url: z.string().optional(),
  selected_option: z.object({ value: z.string() }).nullish(),
})

/** The act and value behind a button, or behind the chosen option of a menu. */
function unfold(raw: z.output<typeof rawAction>): { name: ActionName; value: unknown } | undefined {
  const chosen = raw.selected_option?.value
  if (raw.action_id === 'menu' && chosen !== undefined) {
    const pair = z.tuple([z.string(), z.unknown()]).safeParse(safeJson(chosen))
    return pair.success && isActionName(pair.data[0]) ? { name: pair.data[0], value: pair.data[1] } : undefined
  }
  const [name = ''] = raw.action_id.split('#')
  return isActionName(name) ? { name, value: safeJson(raw.value ?? chosen ?? '{}') } : undefined
}

function isActionName(name: string): name is ActionName {
  return Object.hasOwn(actionValues, name)
}

function whereOf(body: BlockAction): Where | undefined {
  if (body.view?.type === 'home') return { kind: 'home' }
  if (body.view) {
    return {
      kind: 'view',
      viewId: body.view.id,
      hash: body.view.hash,
      name: body.view.callback_id,
      meta: safeJson(body.view.private_metadata),
      values: readValues(body.view.state?.values),
    }
  }
  const { channel_id: channel, message_ts: ts } = body.container
  return typeof channel === 'string' && typeof ts === 'string' ? { kind: 'message', channel, ts } : undefined
}

/** The place of a message, out of everything that Slack sends along with a shortcut on it. */
function messageOf({ channel, message_ts: ts, team }: MessageShortcut): MessageRef {
  return { channel: channel.id, ts, ...(team?.domain ? { domain: team.domain } : {}) }
}

function parseMeta(name: string, meta: unknown): unknown {
  if (!Object.hasOwn(viewMetas, name)) return undefined
  const parsed = viewMetas[name as ViewName].safeParse(meta)
  return parsed.success ? parsed.data : undefined
}

function safeJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
