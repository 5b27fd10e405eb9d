import { z } from 'zod'
import type * as Ids from '../coaching/ids.ts'

const id = <Name extends string>() => z.string().regex(/^[a-z]{1,2}_[0-9a-z]{16}$/).transform((text) => text as Ids.Id<Name>)
const nothing = z.object({})

/** Every button, overflow option and select that acts by itself, and what it carries. A wrong id or value is a type error. */
export const actionValues = {
  open_hub: nothing,
  add_pair: nothing,
  pair_start: z.object({ pairId: id<'pair'>() }),
  pair_not_right: z.object({ pairId: id<'pair'>() }),
  pair_edit: z.object({ pairId: id<'pair'>() }),
  pair_pause: z.object({ pairId: id<'pair'>() }),
  pair_resume: z.object({ pairId: id<'pair'>() }),
  pair_end: z.object({ pairId: id<'pair'>() }),
} as const satisfies Record<string, z.ZodType>
export type ActionName = keyof typeof actionValues
export type ActionValue<A extends ActionName> = z.output<(typeof actionValues)[A]>
export type ActionInput<A extends ActionName> = z.input<(typeof actionValues)[A]>

/** Every modal, and what its private metadata carries: ids only. */
export const viewMetas = {
  notice: nothing,
  hub: nothing,
  add_pair: nothing,
  edit_pair: z.object({ pairId: id<'pair'>() }),
} as const satisfies Record<string, z.ZodType>
export type ViewName = keyof typeof viewMetas
export type ViewMeta<V extends ViewName> = z.output<(typeof viewMetas)[V]>
export type ViewMetaInput<V extends ViewName> = z.input<(typeof viewMetas)[V]>

/** Global and message shortcuts, as manifest.yml names them. */
export const shortcuts = ['start_coaching', 'open_plan', 'add_to_next'] as const
export type ShortcutName = (typeof shortcuts)[number]

/** The action id of every input in a modal; the block id is the field's name. */
export const inputAction = 'input'
