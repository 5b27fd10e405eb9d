import { checkView } from './block-kit/check.ts'
import { withIds } from './blocks.ts'
import { randomId, randomToken } from './ids.ts'
import { isJson, textAt, type Json } from './json.ts'
import { slackFileProblems } from './slack-files.ts'
import type { ViewRecord, World } from './state.ts'
import { valuesAfter } from './values.ts'

export type ViewRefusal = { error: string; messages?: string[] }
export type ViewResult = { record: ViewRecord } | { refusal: ViewRefusal }

const mostInStack = 3

/** A new modal for the person whose trigger this is. The trigger is spent only when the view opens. */
export function openView(world: World, triggerId: string | undefined, view: unknown): ViewResult {
  const trigger = usableTrigger(world, triggerId)
  if ('refusal' in trigger) return trigger
  const refusal = viewRefusal(world, view, 'modal', undefined)
  if (refusal) return { refusal }
  world.triggers.set(trigger.id, { ...trigger, state: 'used' })
  closeAll(world, trigger.person)
  return { record: putOnTop(world, trigger.person, view) }
}

/** Another modal on top of the one that the trigger came from, three at most. */
export function pushView(world: World, triggerId: string | undefined, view: unknown): ViewResult {
  const trigger = usableTrigger(world, triggerId)
  if ('refusal' in trigger) return trigger
  const stack = world.stacks.get(trigger.person) ?? []
  if (stack.length === 0 || !trigger.fromView || !stack.includes(trigger.fromView)) return { refusal: { error: 'not_found' } }
  const refusal = viewRefusal(world, view, 'modal', undefined)
  if (refusal) return { refusal }
  if (stack.length >= mostInStack) return { refusal: { error: 'push_limit_reached' } }
  world.triggers.set(trigger.id, { ...trigger, state: 'used' })
  return { record: putOnTop(world, trigger.person, view) }
}

/** The view redrawn under the same id with a new hash; a stale `hash` is refused. */
export function updateView(
  world: World,
  which: { viewId: string | undefined; externalId: string | undefined },
  hash: string | undefined,
  view: unknown,
): ViewResult {
  const found = which.viewId
    ? world.views.get(which.viewId)
    : [...world.views.values()].find((other) => other.externalId === which.externalId)
  if (!found) return { refusal: { error: 'not_found' } }
  const refusal = viewRefusal(world, view, found.surface, found)
  if (refusal) return { refusal }
  if (hash && hash !== found.hash) return { refusal: { error: 'hash_conflict' } }
  return { record: redraw(world, found, view) }
}

/** The person's Home tab. */
export function publishHome(world: World, personId: string, hash: string | undefined, view: unknown): ViewResult {
  const current = world.views.get(world.homes.get(personId) ?? '')
  const refusal = viewRefusal(world, view, 'home', current)
  if (refusal) return { refusal }
  if (hash && hash !== current?.hash) return { refusal: { error: 'hash_conflict' } }
  if (current) return { record: redraw(world, current, view) }
  const record = newRecord(world, personId, 'home', view, undefined)
  world.homes.set(personId, record.id)
  world.signals.emit('changed')
  return { record }
}

/** What the app's answer to a submission does: the same rules as for `views.update` and `views.push`, without a trigger. */
export function answerWithView(world: World, submitted: ViewRecord, action: 'update' | 'push', view: unknown): ViewResult {
  const refusal = viewRefusal(world, view, 'modal', action === 'update' ? submitted : undefined)
  if (refusal) return { refusal }
  if (action === 'update') return { record: redraw(world, submitted, view) }
  if ((world.stacks.get(submitted.person) ?? []).length >= mostInStack) return { refusal: { error: 'push_limit_reached' } }
  return { record: putOnTop(world, submitted.person, view) }
}

/** The person's open modals, the last one on top. */
export function stackOf(world: World, personId: string): ViewRecord[] {
  return (world.stacks.get(personId) ?? []).map((id) => world.views.get(id)).filter((record) => record !== undefined)
}

export function closeTop(world: World, personId: string): void {
  const stack = world.stacks.get(personId) ?? []
  const top = stack.at(-1)
  if (top) world.views.delete(top)
  world.stacks.set(personId, stack.slice(0, -1))
}

export function closeAll(world: World, personId: string): void {
  for (const id of world.stacks.get(personId) ?? []) world.views.delete(id)
  world.stacks.delete(personId)
}

function usableTrigger(world: World, triggerId: string | undefined) {
  const trigger = world.triggers.get(triggerId ?? '')
  if (!trigger) return { refusal: { error: 'invalid_trigger_id' } }
  if (trigger.state === 'used') return { refusal: { error: 'exchanged_trigger_id' } }
  if (performance.now() - trigger.issuedAtMs > world.settings.triggerLifeMs) return { refusal: { error: 'expired_trigger_id' } }
  return trigger
}

function viewRefusal(world: World, view: unknown, surface: 'modal' | 'home', current: ViewRecord | undefined): ViewRefusal | undefined {
  const problems = checkView(view, surface)
  const [first, ...rest] = problems.length > 0 ? problems : slackFileProblems(world, view, '/view', 'invalid_arguments')
  if (first) return { error: first.error, messages: [first, ...rest].map((problem) => `[ERROR] ${problem.message}`) }
  const externalId = textAt(view, 'external_id')
  const taken = externalId && [...world.views.values()].some((other) => other !== current && other.externalId === externalId)
  return taken ? { error: 'duplicate_external_id' } : undefined
}

function putOnTop(world: World, personId: string, view: unknown): ViewRecord {
  const stack = world.stacks.get(personId) ?? []
  const record = newRecord(world, personId, 'modal', view, stack)
  world.stacks.set(personId, [...stack, record.id])
  world.signals.emit('changed')
  return record
}

function newRecord(world: World, person: string, surface: 'modal' | 'home', view: unknown, stack: string[] | undefined): ViewRecord {
  const id = randomId('V')
  const drawn = drawnView(view)
  const record: ViewRecord = {
    id,
    hash: newHash(),
    surface,
    person,
    rootId: stack?.[0] ?? id,
    previousId: stack?.at(-1),
    externalId: textAt(view, 'external_id') ?? '',
    view: drawn,
    values: valuesAfter({}, drawn.blocks),
  }
  world.views.set(id, record)
  return record
}

function redraw(world: World, record: ViewRecord, view: unknown): ViewRecord {
  const drawn = drawnView(view)
  Object.assign(record, {
    hash: newHash(),
    externalId: textAt(view, 'external_id') ?? '',
    view: drawn,
    values: valuesAfter(record.values, drawn.blocks),
  })
  world.signals.emit('changed')
  return record
}

function drawnView(view: unknown): ViewRecord['view'] {
  const given: Json = isJson(view) ? view : {}
  return { ...given, blocks: withIds(given['blocks']) }
}

function newHash(): string {
  return `${Math.floor(Date.now() / 1_000)}.${randomToken(8)}`
}
