import { z } from 'zod'
import { id } from './field.ts'
import { filled } from './length.ts'
import { LIMITS } from './limits.ts'
import { anyText, plainText } from './text-object.ts'

export const colour = z.enum(['primary', 'danger'])

const confirm = z.strictObject({
  title: plainText(LIMITS.confirmTitle),
  text: anyText(LIMITS.confirmText),
  confirm: plainText(LIMITS.confirmButton),
  deny: plainText(LIMITS.confirmButton),
  style: colour.optional(),
})

/** Fields that several elements share, to be spread into an element's schema. */
export const actionable = { action_id: id.optional() }
export const confirmable = { confirm: confirm.optional() }
export const focusable = { focus_on_load: z.boolean().optional() }
export const placeholdable = { placeholder: plainText(LIMITS.placeholder).optional() }
export const labelled = { accessibility_label: filled(LIMITS.accessibilityLabel).optional() }
export const dispatchable = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(['on_enter_pressed', 'on_character_entered']))
        .min(1)
        .max(2),
    })
    .optional(),
}
