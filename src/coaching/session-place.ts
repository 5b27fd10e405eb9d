import { z } from 'zod'

/** What a manager can do inside the session besides going on: each is a button that keeps what was typed. */
export const sessionMoves = ['back', 'nothing_now', 'keep_steps', 'add_step', 'another', 'edit', 'remove', 'easier', 'no_promise', 'make_promise'] as const
export type SessionMove = (typeof sessionMoves)[number]

/** Where in the session a window is. `action` is the step that is being written, counted from 0; `easier` is the fold-out of that step. */
export const sessionPlace = z.discriminatedUnion('step', [
  z.object({ step: z.literal('goals') }),
  /** `asked` counts how often the select of prompt 2 was drawn anew, because only a new block forgets what was picked in it. */
  z.object({ step: z.literal('help'), asked: z.number().int().min(0) }),
  z.object({ step: z.literal('nextSteps'), action: z.number().int().min(0).max(2) }),
  z.object({ step: z.literal('easier'), action: z.number().int().min(0).max(2) }),
])
export type SessionPlace = z.output<typeof sessionPlace>
