import { z } from 'zod'
import { linkUrl } from './field.ts'
import { filled } from './length.ts'
import { LIMITS } from './limits.ts'
import { anyText, plainText } from './text-object.ts'

const value = filled(LIMITS.optionValue)

/** An option of a select menu: plain text only. */
export const menuOption = z.strictObject({
  text: plainText(LIMITS.optionText),
  value,
  description: plainText(LIMITS.optionDescription).optional(),
})

/** An option of an overflow menu: the only kind that may carry a link. */
export const overflowOption = menuOption.extend({ url: linkUrl.optional() })

/** An option of radio buttons or checkboxes: may use mrkdwn. */
export const listedOption = z.strictObject({
  text: anyText(LIMITS.optionText),
  value,
  description: anyText(LIMITS.optionDescription).optional(),
})

export const optionGroup = z.strictObject({
  label: plainText(LIMITS.optionGroupLabel),
  options: z.array(menuOption).min(1).max(LIMITS.menuOptions),
})

type Option = z.infer<typeof listedOption>

/** Whether `chosen` is one of `options`: Slack asks for an exact match. */
export const isAmong = (chosen: Option, options: Option[]): boolean => options.some((option) => signature(option) === signature(chosen))

const signature = (option: Option): string =>
  JSON.stringify([option.value, option.text.type, option.text.text, option.description?.type, option.description?.text])
