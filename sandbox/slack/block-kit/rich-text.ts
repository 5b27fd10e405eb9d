import { z } from 'zod'
import { channelId, id, linkUrl, userId, zoneName } from './field.ts'

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    underline: z.boolean().optional(),
    code: z.boolean().optional(),
    highlight: z.boolean().optional(),
    client_highlight: z.boolean().optional(),
    unlink: z.boolean().optional(),
  })
  .optional()

const words = z.strictObject({ type: z.literal('text'), text: z.string().min(1), style })
const link = z.strictObject({ type: z.literal('link'), url: linkUrl, text: z.string().optional(), unsafe: z.boolean().optional(), style })

const leaf = z.discriminatedUnion('type', [
  words,
  link,
  z.strictObject({ type: z.literal('user'), user_id: userId, style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: z.string().regex(/^S[A-Z0-9]+$/, 'must be a valid usergroup id'), style }),
  z.strictObject({ type: z.literal('team'), team_id: z.string().regex(/^T[A-Z0-9]+$/, 'must be a valid team id'), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: channelId, style }),
  z.strictObject({
    type: z.literal('emoji'),
    name: z.string().min(1),
    unicode: z.string().optional(),
    url: z.string().optional(),
    skin_tone: z.int().min(1).max(6).optional(),
    style,
  }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({ type: z.literal('color'), value: z.string().regex(/^#?[0-9a-fA-F]{6}$/, 'must be a hex color'), style }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int().min(0),
    format: z.string().min(1),
    timezone: zoneName.optional(),
    url: linkUrl.optional(),
    fallback: z.string().optional(),
    style,
  }),
])

const border = z.literal([0, 1]).optional()
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(leaf) })

const part = z.discriminatedUnion('type', [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(section).min(1),
    indent: z.int().min(0).max(8).optional(),
    offset: z.int().min(0).optional(),
    border,
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(leaf), border }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(z.discriminatedUnion('type', [words, link])),
    language: z.string().min(1).optional(),
    border,
  }),
])

/** The rich_text block, which is also a table cell and the value of a rich_text_input. */
export const richText = z.strictObject({ type: z.literal('rich_text'), block_id: id.optional(), elements: z.array(part) })
