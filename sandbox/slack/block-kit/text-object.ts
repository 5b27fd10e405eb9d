import { z } from 'zod'
import { filled } from './length.ts'
import { LIMITS } from './limits.ts'

/** A text object that may only be plain text, of 1 to `max` characters. */
export const plainText = (max: number = LIMITS.textObject) =>
  z.strictObject({ type: z.literal('plain_text'), text: filled(max), emoji: z.boolean().optional() })

const mrkdwn = (max: number) => z.strictObject({ type: z.literal('mrkdwn'), text: filled(max), verbatim: z.boolean().optional() })

/** A text object of either kind, of 1 to `max` characters. */
export const anyText = (max: number = LIMITS.textObject) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)])
