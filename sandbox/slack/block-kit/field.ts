import { z } from 'zod'
import { filled } from './length.ts'
import { LIMITS } from './limits.ts'

/** A block_id, action_id, callback_id or external_id. */
export const id = filled(LIMITS.id)

/** An address a person can be sent to. Slack does not list the protocols it takes. */
export const linkUrl = addressWith(['http:', 'https:', 'mailto:', 'slack:', 'tel:'])

/** An address Slack itself fetches. */
export const webUrl = addressWith(['http:', 'https:'])

export const secureUrl = addressWith(['https:'])

export const userId = z.string().regex(/^[UW][A-Z0-9]+$/, 'must be a valid user id')
export const channelId = z.string().regex(/^[CG][A-Z0-9]+$/, 'must be a valid channel id')
export const conversationId = z.string().regex(/^[CGD][A-Z0-9]+$/, 'must be a valid conversation id')

/** `YYYY-MM-DD`, and a day that exists. */
export const calendarDate = z.string().refine(isCalendarDate, 'must be a date in the format YYYY-MM-DD')

/** `HH:mm` on a 24-hour clock. */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time in the format HH:mm')

export const zoneName = z.string().refine(isZone, 'must be an IANA time zone')

/** A UNIX time in seconds, with ten digits. */
export const unixSeconds = z.int().min(1_000_000_000).max(9_999_999_999)

function addressWith(protocols: string[]) {
  const leads = (value: string) => URL.canParse(value) && protocols.includes(new URL(value).protocol)
  return filled(LIMITS.url).refine((value) => value === '' || leads(value), 'must be a valid url')
}

function isCalendarDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const parsed = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value)
}

function isZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}
