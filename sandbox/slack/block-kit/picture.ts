import { z } from 'zod'
import { webUrl } from './field.ts'
import { filled } from './length.ts'
import { LIMITS } from './limits.ts'

/** The fields that say where a picture comes from and what it shows; use with `checkSource`. */
export const picture = {
  alt_text: filled(LIMITS.altText),
  image_url: webUrl.optional(),
  slack_file: z
    .strictObject({ id: z.string().min(1).optional(), url: webUrl.optional() })
    .refine(({ id, url }) => (id === undefined) !== (url === undefined), 'must provide exactly one of id or url')
    .optional(),
}

/** Refuses a picture with no source, or with two. */
export function checkSource(given: { image_url?: unknown; slack_file?: unknown }, context: z.RefinementCtx) {
  const sources = [given.image_url, given.slack_file].filter((source) => source !== undefined).length
  if (sources === 0) context.addIssue({ code: 'custom', message: 'missing required field: image_url' })
  if (sources === 2) context.addIssue({ code: 'custom', message: 'cannot provide both image_url and slack_file' })
}

/** The image element of a section, context or card. */
export const imageElement = z.strictObject({ type: z.literal('image'), ...picture }).superRefine(checkSource)
