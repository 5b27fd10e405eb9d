import { z } from 'zod'
import { helpKinds, maxActionsPerSession } from './session-fields.ts'
import type { SessionPlace } from './session-place.ts'

/** A field as it stands in a form: what was typed or chosen, or the list of what was picked. Empty text and empty lists count as an answer. */
export type FieldValue = string | string[]
export type Fields = Readonly<Record<string, FieldValue>>

const seenGoal = z.object({ id: z.string(), revision: z.number(), text: z.string(), measure: z.string().optional() })

/** What a manager has said in a session that is not closed. Fields that they have not come to are missing. */
export const sessionDraft = z.object({
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  openSteps: z.enum(['undecided', 'kept']).default('undecided'),
  promise: z.enum(['undecided', 'none']).default('undecided'),
  /** The goals of the plan as they stood when they were last put before the manager. */
  seen: z.object({ quarter: seenGoal.optional(), longer: seenGoal.optional() }).default({}),
  /** Which window wrote a field last. */
  writtenBy: z.record(z.string(), z.string()).default({}),
  /** Another text for a field, from the plan or from another window, until the manager has seen both. */
  others: z.record(z.string(), z.string()).default({}),
})
export type SessionDraft = z.output<typeof sessionDraft>

export const emptyDraft: SessionDraft = sessionDraft.parse({})

/** Whether the manager has put anything into a draft. */
export function isUntouched(draft: SessionDraft): boolean {
  return Object.keys(draft.fields).length === 0 && draft.openSteps === 'undecided' && draft.promise === 'undecided'
}

export const actionParts = ['text', 'owner', 'dueOn', 'learning', 'cue', 'response', 'confidence'] as const
export type ActionPart = (typeof actionParts)[number]
export const actionField = (slot: number, part: ActionPart) => `actions.${slot}.${part}`

/** The fields that belong to a place, in the order of the screen. */
export function fieldsAt(place: SessionPlace): string[] {
  switch (place.step) {
    case 'goals':
      return ['goalQuarter', 'goalMeasure', 'goalLonger']
    case 'help':
      return ['helpKinds', ...(place.detail === 'shown' ? ['helpDetail'] : []), 'obstacle', 'obstacleKind']
    case 'nextSteps': {
      const { slot } = place
      const step = slot === undefined ? [] : (['text', 'owner', 'dueOn'] as const).map((part) => actionField(slot, part))
      return [...step, 'promise.text', 'promise.dueOn']
    }
    case 'easier':
      return (['cue', 'response', 'confidence', 'learning'] as const).map((part) => actionField(place.slot, part))
    default:
      return place satisfies never
  }
}

/** The slots of the new steps that have words in them, in the order in which they were added. */
export function writtenSlots(draft: SessionDraft): number[] {
  const slots = Object.entries(draft.fields).flatMap(([field, value]) => {
    const [, slot] = /^actions\.(\d+)\.(?:text|cue|response)$/.exec(field) ?? []
    return slot !== undefined && typeof value === 'string' && value.trim() !== '' ? [Number(slot)] : []
  })
  return [...new Set(slots)].toSorted((a, b) => a - b)
}

/** A slot that was never used. */
export function freshSlot(draft: SessionDraft): number {
  const used = Object.keys(draft.fields).map((field) => Number(/^actions\.(\d+)\./.exec(field)?.[1] ?? -1))
  return Math.max(-1, ...used) + 1
}

export function mayAddStep(draft: SessionDraft): boolean {
  return writtenSlots(draft).length < maxActionsPerSession
}

/** What one window sent: the fields that it shows, by name. `typing` is on the way, `leaving` is a button or a submission. */
export type Sent = {
  window: string
  values: Fields
  /** Whether the window was drawn with this value in the field. */
  drew(field: string, value: FieldValue): boolean
  how: 'typing' | 'leaving'
}

/**
 * The draft with what a window sent merged in, field by field: what a window did not touch never overwrites what another window, or the
 * plan, has there by now. Where both changed a text, this window's stands and the other waits in `others`, so neither is lost.
 * `shown` gives what stands in a field that the draft does not have.
 */
export function mergeSent(draft: SessionDraft, place: SessionPlace, sent: Sent, shown: (field: string) => FieldValue): SessionDraft {
  const merged = { ...draft, fields: { ...draft.fields }, writtenBy: { ...draft.writtenBy }, others: { ...draft.others } }
  for (const field of fieldsAt(place)) {
    const value = sent.values[field]
    if (value === undefined) continue
    const current = draft.fields[field] ?? shown(field)
    const same = isSame(value, current)
    if (sent.drew(field, value) && draft.writtenBy[field] !== sent.window) {
      if (sent.how === 'leaving' && same) merged.fields[field] = value
      continue
    }
    merged.fields[field] = value
    merged.writtenBy[field] = sent.window
    const isTheirs = !same && draft.writtenBy[field] !== sent.window && !sent.drew(field, current)
    if (isTheirs && isText(field) && typeof current === 'string' && current.trim() !== '') merged.others[field] = current
  }
  return merged
}

/** The draft once the manager has seen both texts of these fields. */
export function withoutOthers(draft: SessionDraft, fields: readonly string[]): SessionDraft {
  return { ...draft, others: Object.fromEntries(Object.entries(draft.others).filter(([field]) => !fields.includes(field))) }
}

/** The draft without a new step. Its slot stays used, with nothing in it. */
export function withoutStep(draft: SessionDraft, slot: number): SessionDraft {
  const kept = Object.entries(draft.fields).filter(([field]) => !field.startsWith(`actions.${slot}.`))
  return { ...draft, fields: { ...Object.fromEntries(kept), [actionField(slot, 'text')]: '' } }
}

/** What a form sent, by field of the session. *Something private* is dropped here, so that nothing after this can keep it. */
export function readFields(values: Readonly<Record<string, FieldValue | undefined>>): Fields {
  const read: Record<string, FieldValue> = {}
  for (const [block, value] of Object.entries(values)) {
    const field = block.startsWith('helpKinds.') ? 'helpKinds' : block
    if (field === 'helpKinds') read[field] = helpKinds.filter((kind) => kind !== 'private' && Array.isArray(value) && value.includes(kind))
    else read[field] = value ?? emptyOf(field)
  }
  return read
}

/** Whether *Something private* was picked. Never to be stored. */
export function pickedPrivate(values: Readonly<Record<string, FieldValue | undefined>>): boolean {
  return Object.entries(values).some(
    ([block, value]) => block.startsWith('helpKinds.') && Array.isArray(value) && value.includes('private'),
  )
}

export const emptyOf = (field: string): FieldValue => (isList(field) ? [] : '')

export const textOf = (fields: Fields, field: string): string => {
  const value = fields[field]
  return typeof value === 'string' ? value : ''
}
export const listOf = (fields: Fields, field: string): string[] => {
  const value = fields[field]
  return Array.isArray(value) ? value : []
}

const isList = (field: string) => field === 'helpKinds' || field.endsWith('.learning')
const isText = (field: string) => !isList(field) && !/(?:dueOn|owner|confidence|obstacleKind)$/.test(field)
const isSame = (one: FieldValue, other: FieldValue) => JSON.stringify(one) === JSON.stringify(other)
