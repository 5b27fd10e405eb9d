import { z } from 'zod'

/** What a manager can do inside the session besides going on: each is a button that keeps what was typed. */
export const sessionMoves = [
  'back',
  'nothing_now',
  'keep_steps',
  'add_step',
  'another',
  'edit',
  'remove',
  'easier',
  'no_promise',
  'make_promise',
] as const
export type SessionMove = (typeof sessionMoves)[number]

/** A new step has a slot of its own, which is never given to another: Slack remembers what was typed in a field by its name. */
const slot = z.number().int().min(0).max(99)

/** Where in the session a window is. */
export const sessionPlace = z.discriminatedUnion('step', [
  z.object({ step: z.literal('goals') }),
  /** `asked` grows each time the select is to forget what was picked. The detail is hidden where only something private was picked. */
  z.object({ step: z.literal('help'), asked: z.number().int().min(0).max(999), detail: z.enum(['shown', 'hidden']) }),
  /** The new step that is being written; none where the form for it is folded away. */
  z.object({ step: z.literal('nextSteps'), slot: slot.optional() }),
  /** *Make it easier to keep*, for one new step. */
  z.object({ step: z.literal('easier'), slot }),
])
export type SessionPlace = z.output<typeof sessionPlace>
