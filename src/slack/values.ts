import { z } from 'zod'

/** What a modal's inputs hold, by field name: text, a chosen value, a date, a time or a user id; lists for fields that take several. */
export type Values = Record<string, string | string[] | undefined>

const option = z.object({ value: z.string() })
const element = z.looseObject({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
})
const state = z.record(z.string(), z.record(z.string(), element))

/** Reads Slack's `view.state.values`; an unknown shape throws, because only our own modals send them. */
export function readValues(raw: unknown): Values {
  const values: Values = {}
  for (const [blockId, byAction] of Object.entries(state.parse(raw ?? {}))) {
    for (const one of Object.values(byAction)) {
      values[blockId] =
        one.selected_options?.map((chosen) => chosen.value) ??
        one.selected_users ??
        one.selected_option?.value ??
        one.selected_date ??
        one.selected_time ??
        one.selected_user ??
        one.selected_conversation ??
        one.value ??
        undefined
    }
  }
  return values
}

/** The fields that a person types words into, with what stands there. */
export function typedTexts(raw: unknown): { field: string; text: string }[] {
  const typed: { field: string; text: string }[] = []
  for (const [field, byAction] of Object.entries(state.parse(raw ?? {}))) {
    for (const one of Object.values(byAction)) if (one.type === 'plain_text_input' && one.value) typed.push({ field, text: one.value })
  }
  return typed
}

/** The text in a field, trimmed; undefined when empty. */
export function text(values: Values, field: string): string | undefined {
  const value = values[field]
  const trimmed = typeof value === 'string' ? value.trim() : ''
  return trimmed === '' ? undefined : trimmed
}

export function list(values: Values, field: string): string[] {
  const value = values[field]
  return Array.isArray(value) ? value : []
}
