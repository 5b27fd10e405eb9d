import { z } from 'zod'
import { actionable, confirmable, focusable, placeholdable } from './element-fields.ts'
import { channelId, conversationId, userId } from './field.ts'
import { LIMITS } from './limits.ts'
import { isAmong, listedOption, menuOption, optionGroup, overflowOption } from './option.ts'

type Option = z.infer<typeof listedOption>

const common = { ...actionable, ...confirmable, ...focusable }
const menu = { ...common, ...placeholdable }
const many = { max_selected_items: z.int().min(1).optional() }

const offered = {
  options: z.array(menuOption).min(1).max(LIMITS.menuOptions).optional(),
  option_groups: z.array(optionGroup).min(1).max(LIMITS.menuGroups).optional(),
}

const filter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .refine((given) => Object.keys(given).length > 0, 'must provide at least one filter')
  .optional()

const external = { min_query_length: z.int().min(0).optional() }
const ownConversation = { default_to_current_conversation: z.boolean().optional(), filter }
const answering = { response_url_enabled: z.boolean().optional() }

export const staticSelect = z
  .strictObject({ type: z.literal('static_select'), initial_option: menuOption.optional(), ...offered, ...menu })
  .superRefine((given, context) => {
    checkOffered(given, context)
    checkChosen(given.initial_option && [given.initial_option], allOffered(given), ['initial_option'], context)
  })

export const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    initial_options: z.array(menuOption).min(1).max(LIMITS.menuOptions).optional(),
    ...offered,
    ...menu,
    ...many,
  })
  .superRefine((given, context) => {
    checkOffered(given, context)
    checkChosen(given.initial_options, allOffered(given), ['initial_options'], context)
    checkCount(given.initial_options, given.max_selected_items, 'initial_options', context)
  })

export const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  initial_option: menuOption.optional(),
  ...external,
  ...menu,
})

export const multiExternalSelect = counted('initial_options', menuOption, {
  type: z.literal('multi_external_select'),
  ...external,
})

export const usersSelect = z.strictObject({ type: z.literal('users_select'), initial_user: userId.optional(), ...menu })

export const multiUsersSelect = counted('initial_users', userId, { type: z.literal('multi_users_select') })

export const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  initial_conversation: conversationId.optional(),
  ...ownConversation,
  ...answering,
  ...menu,
})

export const multiConversationsSelect = counted('initial_conversations', conversationId, {
  type: z.literal('multi_conversations_select'),
  ...ownConversation,
})

export const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  initial_channel: channelId.optional(),
  ...answering,
  ...menu,
})

export const multiChannelsSelect = counted('initial_channels', channelId, { type: z.literal('multi_channels_select') })

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  options: z.array(overflowOption).min(1).max(LIMITS.overflowOptions),
  ...actionable,
  ...confirmable,
})

export const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    options: z.array(listedOption).min(1).max(LIMITS.listedOptions),
    initial_option: listedOption.optional(),
    ...common,
  })
  .superRefine((given, context) => {
    checkChosen(given.initial_option && [given.initial_option], given.options, ['initial_option'], context)
  })

export const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    options: z.array(listedOption).min(1).max(LIMITS.listedOptions),
    initial_options: z.array(listedOption).min(1).max(LIMITS.listedOptions).optional(),
    ...common,
  })
  .superRefine((given, context) => {
    checkChosen(given.initial_options, given.options, ['initial_options'], context)
  })

/** A multi-select whose preselected entries stand in `field` and may not outnumber max_selected_items. */
function counted<Type extends z.ZodLiteral<string>, Extra extends z.ZodRawShape>(
  field: string,
  entry: z.ZodType,
  shape: { type: Type } & Extra,
) {
  return z
    .strictObject({ ...shape, [field]: z.array(entry).min(1).optional(), ...menu, ...many })
    .superRefine((given: Record<string, unknown>, context) => {
      const initial = given[field]
      const most = given['max_selected_items']
      if (Array.isArray(initial) && typeof most === 'number') checkCount(initial, most, field, context)
    })
}

type Offered = { options?: Option[] | undefined; option_groups?: { options: Option[] }[] | undefined }

const allOffered = ({ options, option_groups: groups }: Offered): Option[] => [
  ...(options ?? []),
  ...(groups ?? []).flatMap((group) => group.options),
]

function checkOffered({ options, option_groups: groups }: Offered, context: z.RefinementCtx) {
  if (options && groups) context.addIssue({ code: 'custom', message: 'cannot provide both options and option_groups' })
  if (!options && !groups) context.addIssue({ code: 'custom', message: 'missing required field: options' })
}

function checkChosen(chosen: Option[] | undefined, options: Option[], path: string[], context: z.RefinementCtx) {
  if (chosen && !chosen.every((option) => isAmong(option, options))) {
    context.addIssue({ code: 'custom', path, message: `${path.join('/')} must be among the options` })
  }
}

function checkCount(initial: unknown[] | undefined, most: number | undefined, field: string, context: z.RefinementCtx) {
  if (initial && most !== undefined && initial.length > most) {
    context.addIssue({ code: 'custom', path: [field], message: `no more than ${most} items allowed` })
  }
}
