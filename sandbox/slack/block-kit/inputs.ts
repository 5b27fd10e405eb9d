import { z } from 'zod'
import { actionable, confirmable, dispatchable, focusable, placeholdable } from './element-fields.ts'
import { calendarDate, clockTime, unixSeconds, zoneName } from './field.ts'
import { upTo } from './length.ts'
import { LIMITS } from './limits.ts'
import { richText } from './rich-text.ts'

const typed = { ...actionable, ...dispatchable, ...focusable, ...placeholdable }
const picked = { ...actionable, ...confirmable, ...focusable }
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number')

export const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    initial_value: upTo(LIMITS.inputLength).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(LIMITS.inputLength).optional(),
    max_length: z.int().min(1).max(LIMITS.inputLength).optional(),
    ...typed,
  })
  .superRefine(({ initial_value: initial = '', min_length: least = 0, max_length: most = LIMITS.inputLength }, context) => {
    if (least > most) context.addIssue({ code: 'custom', path: ['min_length'], message: `must be less than ${most + 1}` })
    if (most < initial.length && initial.length <= LIMITS.inputLength) {
      context.addIssue({ code: 'custom', path: ['initial_value'], message: `must be less than ${most + 1} characters` })
    }
  })

export const numberInput = z
  .strictObject({
    type: z.literal('number_input'),
    is_decimal_allowed: z.boolean(),
    initial_value: decimal.optional(),
    min_value: decimal.optional(),
    max_value: decimal.optional(),
    ...typed,
  })
  .superRefine((given, context) => {
    const { initial_value: initial, min_value: least = '-Infinity', max_value: most = 'Infinity' } = given
    if (Number(least) > Number(most)) {
      context.addIssue({ code: 'custom', path: ['min_value'], message: 'cannot be greater than max_value' })
    }
    if (initial !== undefined && (Number(initial) < Number(least) || Number(initial) > Number(most))) {
      context.addIssue({ code: 'custom', path: ['initial_value'], message: 'must be between min_value and max_value' })
    }
    for (const field of ['initial_value', 'min_value', 'max_value'] as const) {
      if (!given.is_decimal_allowed && given[field]?.includes('.')) {
        context.addIssue({ code: 'custom', path: [field], message: 'must be a whole number' })
      }
    }
  })

export const emailInput = z.strictObject({ type: z.literal('email_text_input'), initial_value: z.string().optional(), ...typed })

export const urlInput = z.strictObject({ type: z.literal('url_text_input'), initial_value: z.string().optional(), ...typed })

const lines = z.int().min(1).max(LIMITS.richTextInputLines).optional()

export const richTextInput = z
  .strictObject({ type: z.literal('rich_text_input'), initial_value: richText.optional(), min_lines: lines, max_lines: lines, ...typed })
  .superRefine(({ min_lines: least, max_lines: most }, context) => {
    if (least !== undefined && most !== undefined && least > most) {
      context.addIssue({ code: 'custom', path: ['min_lines'], message: 'cannot be greater than max_lines' })
    }
  })

export const fileInput = z.strictObject({
  type: z.literal('file_input'),
  filetypes: z.array(z.string().min(1)).min(1).optional(),
  max_files: z.int().min(1).max(LIMITS.files).optional(),
  ...actionable,
})

export const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  initial_date: calendarDate.optional(),
  ...picked,
  ...placeholdable,
})

export const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  initial_time: clockTime.optional(),
  timezone: zoneName.optional(),
  ...picked,
  ...placeholdable,
})

export const datetimepicker = z.strictObject({ type: z.literal('datetimepicker'), initial_date_time: unixSeconds.optional(), ...picked })
