import { z } from 'zod'
import { actionable, colour, confirmable, labelled } from './element-fields.ts'
import { linkUrl, userId } from './field.ts'
import { filled } from './length.ts'
import { LIMITS } from './limits.ts'
import { plainText } from './text-object.ts'

const value = filled(LIMITS.buttonValue)

export const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(LIMITS.buttonText),
  value: value.optional(),
  url: linkUrl.optional(),
  style: colour.optional(),
  ...actionable,
  ...confirmable,
  ...labelled,
})

export const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  text: plainText(LIMITS.buttonText),
  workflow: z.strictObject({
    trigger: z.strictObject({
      url: linkUrl,
      customizable_input_parameters: z.array(z.strictObject({ name: z.string().min(1), value: z.unknown() })).optional(),
    }),
  }),
  style: colour.optional(),
  ...actionable,
  ...confirmable,
  ...labelled,
})

const feedbackButton = z.strictObject({ text: plainText(LIMITS.buttonText), value, ...labelled })

export const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  positive_button: feedbackButton,
  negative_button: feedbackButton,
  ...actionable,
})

export const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  icon: z.string().min(1),
  text: plainText(LIMITS.buttonText),
  value: value.optional(),
  visible_to_user_ids: z.array(userId).max(LIMITS.iconButtonUsers).optional(),
  ...actionable,
  ...confirmable,
  ...labelled,
})
