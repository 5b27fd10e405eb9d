import { z } from 'zod'
import { button } from './buttons.ts'
import { dataVisualization } from './charts.ts'
import { id, linkUrl, secureUrl, webUrl } from './field.ts'
import { filled, upTo } from './length.ts'
import { LIMITS } from './limits.ts'
import { checkSource, imageElement, picture } from './picture.ts'
import { besideSection, inActions, inContextActions, inInput } from './placement.ts'
import { richText } from './rich-text.ts'
import { dataTable, table } from './tables.ts'
import { anyText, plainText } from './text-object.ts'

const named = { block_id: id.optional() }

const section = z
  .strictObject({
    type: z.literal('section'),
    text: anyText(LIMITS.sectionText).optional(),
    fields: z.array(anyText(LIMITS.sectionField)).min(1).max(LIMITS.sectionFields).optional(),
    accessory: besideSection.optional(),
    expand: z.boolean().optional(),
    ...named,
  })
  .superRefine(({ text, fields }, context) => {
    if (!text && !fields) context.addIssue({ code: 'custom', message: 'missing required field: text' })
  })

const header = z.strictObject({ type: z.literal('header'), text: plainText(LIMITS.header), ...named })

const divider = z.strictObject({ type: z.literal('divider'), ...named })

const image = z
  .strictObject({ type: z.literal('image'), title: plainText(LIMITS.imageTitle).optional(), ...picture, ...named })
  .superRefine(checkSource)

const context = z.strictObject({
  type: z.literal('context'),
  elements: z
    .array(z.discriminatedUnion('type', [anyText(), imageElement]))
    .min(1)
    .max(LIMITS.contextElements),
  ...named,
})

const actions = z.strictObject({
  type: z.literal('actions'),
  elements: z.array(inActions).min(1).max(LIMITS.actionsElements),
  ...named,
})

const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  elements: z.array(inContextActions).min(1).max(LIMITS.contextActionsElements),
  ...named,
})

const input = z
  .strictObject({
    type: z.literal('input'),
    label: plainText(LIMITS.inputLabel),
    hint: plainText(LIMITS.inputHint).optional(),
    element: inInput,
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    ...named,
  })
  .superRefine(({ element, dispatch_action: dispatches }, context) => {
    if (dispatches && element.type === 'file_input') {
      context.addIssue({ code: 'custom', path: ['dispatch_action'], message: 'cannot be true for a file_input' })
    }
  })

const alert = z.strictObject({
  type: z.literal('alert'),
  text: anyText(),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
  ...named,
})

const markdown = z.strictObject({ type: z.literal('markdown'), text: filled(LIMITS.markdownText), ...named })

const card = z
  .strictObject({
    type: z.literal('card'),
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: anyText(LIMITS.cardTitle).optional(),
    subtitle: anyText(LIMITS.cardTitle).optional(),
    body: anyText(LIMITS.cardBody).optional(),
    actions: z.array(button).min(1).max(LIMITS.cardButtons).optional(),
    ...named,
  })
  .superRefine(({ hero_image: hero, title, body, actions: buttons }, context) => {
    if (!hero && !title && !body && !buttons) context.addIssue({ code: 'custom', message: 'missing required field: title' })
  })

const carousel = z.strictObject({
  type: z.literal('carousel'),
  elements: z.array(card).min(1).max(LIMITS.carouselCards),
  ...named,
})

const file = z.strictObject({ type: z.literal('file'), source: z.literal('remote'), external_id: z.string().min(1), ...named })

const video = z.strictObject({
  type: z.literal('video'),
  title: plainText(LIMITS.videoTitle),
  video_url: secureUrl,
  thumbnail_url: webUrl,
  alt_text: filled(LIMITS.altText),
  title_url: secureUrl.optional(),
  author_name: upTo(LIMITS.videoAuthor).optional(),
  provider_name: z.string().optional(),
  provider_icon_url: webUrl.optional(),
  description: plainText().optional(),
  ...named,
})

const container = z
  .strictObject({
    type: z.literal('container'),
    title: plainText(LIMITS.containerTitle).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(LIMITS.containerTitle).optional(),
    child_blocks: z
      .array(z.discriminatedUnion('type', [actions, context, divider, file, header, image, input, richText, section, table, video]))
      .min(1)
      .max(LIMITS.containerBlocks),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
    ...named,
  })
  .superRefine((given, context) => {
    if (!given.title && !given.rich_text_title) context.addIssue({ code: 'custom', message: 'missing required field: title' })
    if (given.default_collapsed && !given.is_collapsible) {
      context.addIssue({ code: 'custom', path: ['default_collapsed'], message: 'requires is_collapsible' })
    }
  })

const taskCard = z.strictObject({
  type: z.literal('task_card'),
  task_id: z.string().min(1),
  title: z.string().min(1),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(z.strictObject({ type: z.literal('url'), url: linkUrl, text: z.string().min(1) })).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
  ...named,
})

const plan = z.strictObject({ type: z.literal('plan'), title: z.string().min(1), tasks: z.array(taskCard).optional(), ...named })

/** Every block an app may send, by its type. */
export const BLOCKS: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['actions', actions],
  ['alert', alert],
  ['card', card],
  ['carousel', carousel],
  ['container', container],
  ['context', context],
  ['context_actions', contextActions],
  ['data_table', dataTable],
  ['data_visualization', dataVisualization],
  ['divider', divider],
  ['file', file],
  ['header', header],
  ['image', image],
  ['input', input],
  ['markdown', markdown],
  ['plan', plan],
  ['rich_text', richText],
  ['section', section],
  ['table', table],
  ['task_card', taskCard],
  ['video', video],
])
