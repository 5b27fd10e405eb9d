import type { AnyBlock } from '@slack/types'
import { createContext } from 'preact'
import { useContext, useEffect, useMemo, useReducer, useRef } from 'preact/hooks'
import type { ActResult, ElementState, Values } from '../practice-api.ts'
import { carryOver, stateOf, tellsTheApp, valuesNow, type Field } from './form.ts'
import type { Deed } from './workspace.ts'

export type Where = Extract<Deed, { do: 'interact' }>['in']

/** A message, a view or a Home tab that blocks are drawn on: what its fields hold, and how they speak to the app. */
export type Surface = {
  where: Where | 'nowhere'
  stateOf: (field: Field) => ElementState
  /** Holds a new state of a field and, if the field is one that tells the app, tells it. */
  change: (field: Field, state: ElementState, how?: 'typed' | 'entered') => void
  /** Tells the app about a press that leaves nothing behind: a button, a line of an overflow menu. */
  press: (field: Field, element: ElementState) => Promise<void>
  /** The field that waits for an answer, as `block/action`. */
  waiting: ReadonlySet<string>
  problems: Record<string, string>
}

export const SurfaceContext = createContext<Surface | undefined>(undefined)

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext)
  if (surface === undefined) throw new Error('A block needs a surface around it')
  return surface
}

export const fieldKey = (field: Field): string => `${field.blockId}/${field.actionId}`

/** What a person typed outlives the switch to somebody else and back, as it would in two windows. */
const remembered = new Map<string, { blocks: readonly AnyBlock[]; held: Values }>()

export type LiveSurface = Surface & {
  values: () => Values
  /** Sends what was typed last and waits until the app has answered everything so far. */
  settle: () => Promise<void>
}

export type SurfaceOptions = {
  /** Names the surface for good: the same key finds what was typed before. */
  key: string
  where: Where | 'nowhere'
  blocks: readonly AnyBlock[]
  problems?: Record<string, string>
  send: (what: Deed) => Promise<ActResult>
  onResult?: (result: ActResult) => void
  onChange?: (field: Field) => void
}

/**
 * Keeps the state of a surface's fields. Acts of one surface reach the app in the order in which they were done: each waits for the
 * answer to the one before. Typing is told 300 ms after the last key, and always before any later act.
 */
export function useLiveSurface({ key, where, blocks, problems, send, onResult, onChange }: SurfaceOptions): LiveSurface {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const memory = useRef({ key: '', blocks, held: {} as Values })
  const waiting = useRef(new Set<string>())
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const typed = useRef(new Map<string, { field: Field; timer: ReturnType<typeof setTimeout> }>())
  const latest = useRef({ where, send, onResult, onChange })
  latest.current = { where, send, onResult, onChange }

  if (memory.current.key !== key) {
    const earlier = remembered.get(key)
    memory.current = { key, blocks: earlier?.blocks ?? blocks, held: earlier?.held ?? {} }
  }
  if (memory.current.blocks !== blocks) {
    const { blocks: before, held } = memory.current
    const redrawn = JSON.stringify(before) !== JSON.stringify(blocks)
    memory.current = { key, blocks, held: redrawn ? carryOver(before, held, blocks) : held }
    remembered.set(key, memory.current)
  }

  const live = useMemo(() => {
    const tell = (field: Field, element: ElementState): Promise<void> => {
      const run = queue.current.then(async () => {
        const { where: place, send: sendIt, onResult: answer } = latest.current
        if (place === 'nowhere') return
        const { blocks: now, held } = memory.current
        const result = await sendIt({
          do: 'interact',
          in: place,
          blockId: field.blockId,
          actionId: field.actionId,
          element,
          values: valuesNow(now, held),
        })
        answer?.(result)
      })
      queue.current = run.catch(() => undefined)
      return run
    }
    const tellTyped = (fieldId: string) => {
      const waitingToBeTold = typed.current.get(fieldId)
      if (waitingToBeTold === undefined) return
      clearTimeout(waitingToBeTold.timer)
      typed.current.delete(fieldId)
      void tell(waitingToBeTold.field, stateOf(waitingToBeTold.field, memory.current.held))
    }
    const tellAllTyped = () => {
      for (const fieldId of Array.from(typed.current.keys())) tellTyped(fieldId)
    }
    return {
      stateOf: (field: Field) => stateOf(field, memory.current.held),
      values: () => valuesNow(memory.current.blocks, memory.current.held),
      change: (field: Field, state: ElementState, how?: 'typed' | 'entered') => {
        const { held } = memory.current
        memory.current = { ...memory.current, held: { ...held, [field.blockId]: { ...held[field.blockId], [field.actionId]: state } } }
        remembered.set(memory.current.key, memory.current)
        latest.current.onChange?.(field)
        redraw(undefined)
        const tells = tellsTheApp(field)
        const fieldId = fieldKey(field)
        if (how === 'typed') {
          if (tells !== 'on character' && tells !== 'on character and enter') return
          clearTimeout(typed.current.get(fieldId)?.timer)
          typed.current.set(fieldId, { field, timer: setTimeout(() => tellTyped(fieldId), typingPauseMs) })
        } else if (how === 'entered' ? tells === 'on enter' || tells === 'on character and enter' : tells === 'on change') {
          tellAllTyped()
          void tell(field, state)
        }
      },
      press: async (field: Field, element: ElementState) => {
        tellAllTyped()
        waiting.current.add(fieldKey(field))
        redraw(undefined)
        try {
          await tell(field, element)
        } finally {
          waiting.current.delete(fieldKey(field))
          redraw(undefined)
        }
      },
      settle: async () => {
        tellAllTyped()
        await queue.current
      },
      tellAllTyped,
    }
  }, [])

  useEffect(() => live.tellAllTyped, [key])

  return { ...live, where, waiting: waiting.current, problems: problems ?? {} }
}

/** Slack does not say how long it waits after a key; a third of a second is what its clients seem to do. */
const typingPauseMs = 300
