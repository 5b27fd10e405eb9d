import { z } from 'zod'

/** A string of up to `max` UTF-16 units. zod's own `max` counts code points and would let twice as many through for emoji. */
export const upTo = (max: number) =>
  z.string().superRefine((value, context) => {
    if (value.length > max) context.addIssue({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input: value })
  })

/** A string of 1 to `max` UTF-16 units. */
export const filled = (max: number) => upTo(max).min(1)
