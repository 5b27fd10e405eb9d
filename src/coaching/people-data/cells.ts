import { z } from 'zod'
import { isZone } from '../local-time.ts'
import { nameKey } from './contract.ts'
import type { DateOrder } from './file-map.ts'
import { quoted } from './problem.ts'

/** How the cells of one file are written. `dates`: how 01/02/2026 is meant. `decimalComma`: whether 0,9 is nine tenths. */
export type CellStyle = { dates: DateOrder | undefined; decimalComma: boolean }

/** What a cell says: a value, or as a sentence why it says none. */
export type Reading<T> = { value: T } | { sentence: string }

/** A cell that may be empty. One that begins like a formula is refused, whatever it is meant to be. */
export function maybe<T>(read: (text: string) => Reading<T>) {
  return z.string().transform((cell, context): T | undefined => {
    const text = cell.trim()
    if (text === '') return undefined
    const reading = formulaIn(text) ?? read(text)
    if ('value' in reading) return reading.value
    context.addIssue({ code: 'custom', message: reading.sentence })
    return z.NEVER
  })
}

/** A cell that must say something. */
export function needed<T>(read: (text: string) => Reading<T>) {
  return maybe(read).transform((value, context): T => {
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message: 'This cell is empty, and it is needed.' })
    return z.NEVER
  })
}

function formulaIn(text: string): { sentence: string } | undefined {
  const begins = /^[=@]|^[+-](?![\d.,]+%?$)/.exec(text)
  if (begins === null) return undefined
  const sentence = `${quoted(text)} begins with “${begins[0]}”, and a spreadsheet would run it as a formula. Please put the plain value there.`
  return { sentence }
}

/** An id of the personnel system: letters and digits, with . _ : # - and spaces inside. */
export function identifier(text: string): Reading<string> {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._:#-]{0,63}$/u.test(text)) return { value: text }
  return { sentence: `${quoted(text)} is no id: use letters and digits, at most 64.` }
}

export function shortText(text: string): Reading<string> {
  return text.length <= 120 ? { value: text } : { sentence: `${quoted(text)} is too long: at most 120 letters fit here.` }
}

const address = z.email()

export function email(text: string): Reading<string> {
  return address.safeParse(text).success ? { value: text.toLowerCase() } : { sentence: `${quoted(text)} is no e-mail address.` }
}

export function zone(text: string): Reading<string> {
  return isZone(text) ? { value: text } : { sentence: `${quoted(text)} is no time zone. One looks like Europe/Berlin.` }
}

export function yesOrNo(text: string): Reading<boolean> {
  const word = text.toLowerCase()
  if (['y', 'yes', 'true', '1', 'x', 'j', 'ja'].includes(word)) return { value: true }
  if (['n', 'no', 'false', '0', 'nein'].includes(word)) return { value: false }
  return { sentence: `${quoted(text)} is neither Y nor N.` }
}

/** One of the given words, also under the names that personnel systems use for it. */
export function oneOf<const T extends string>(values: readonly T[], otherNames: Partial<Record<T, readonly string[]>> = {}) {
  return (text: string): Reading<T> => {
    const word = nameKey(text)
    const value = values.find((one) => one === word || otherNames[one]?.includes(word))
    return value === undefined ? { sentence: `${quoted(text)} is none of ${values.join(', ')}.` } : { value }
  }
}

/** A share of a target: 0.96 or 96%. */
export function share(style: CellStyle): (text: string) => Reading<number> {
  return (text) => {
    const percent = text.endsWith('%')
    const number = amount(style)(percent ? text.slice(0, -1).trim() : text)
    if ('sentence' in number) return number
    const value = percent ? number.value / 100 : number.value
    if (Math.abs(value) <= 10) return { value }
    return { sentence: `${quoted(text)} is too much for a share, in which 1 is on target. Write 96 per cent as 0.96 or as 96%.` }
  }
}

/** A number, without separators between thousands. */
export function amount({ decimalComma }: CellStyle): (text: string) => Reading<number> {
  return (text) => {
    const plain = decimalComma ? text.replace(',', '.') : text
    if (/^[+-]?\d+(\.\d+)?$/.test(plain)) return { value: Number(plain) }
    return {
      sentence: `${quoted(text)} is no number that can be read in one way only. Write it as ${decimalComma ? '1234,5' : '1234.5'}, without anything between the thousands.`,
    }
  }
}

/**
 * A calendar date: 2026-03-31 in any file (a time behind it is left out), 31.03.2026 with the day first, 31-Mar-2026; with slashes where
 * only one reading is possible, or as the map says.
 */
export function date(style: CellStyle): (text: string) => Reading<string> {
  return (text) => {
    const iso = /^(\d{4})([-/]?)(\d{2})\2(\d{2})(?:[T ]\d{2}:\d{2}.*)?$/.exec(text)
    if (iso !== null) return dayOf(text, iso[1], iso[3], iso[4])
    const named = /^(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})$/.exec(text)
    if (named !== null) return dayOf(text, named[3], String(months.indexOf((named[2] ?? '').toLowerCase()) + 1), named[1])
    const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
    if (dotted !== null) return dayOf(text, dotted[3], dotted[2], dotted[1])
    const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text)
    if (slashed !== null) return slashedDay(text, style.dates, Number(slashed[1]), Number(slashed[2]), slashed[3])
    if (/^\d{5}(\.\d+)?$/.test(text)) return { sentence: `${quoted(text)} is a spreadsheet's day number. Write the date as 2026-03-31.` }
    if (/^\d{1,2}[./-](\d{1,2}|[A-Za-z]{3})[./-]\d{2}$/.test(text))
      return { sentence: `${quoted(text)} has a year of two digits. Write the date as 2026-03-31.` }
    return { sentence: `${quoted(text)} is no date. Write it as 2026-03-31.` }
  }
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function slashedDay(text: string, order: DateOrder | undefined, first: number, second: number, year: string | undefined): Reading<string> {
  if (order === 'DD/MM/YYYY' || (order === undefined && first > 12)) return dayOf(text, year, String(second), String(first))
  if (order === 'MM/DD/YYYY' || second > 12 || first === second) return dayOf(text, year, String(first), String(second))
  return {
    sentence: `${quoted(text)} can be ${first} ${monthName(second)} or ${second} ${monthName(first)}. Say in the map which is meant ("dates": "DD/MM/YYYY" or "MM/DD/YYYY"), or write dates as 2026-03-31.`,
  }
}

const monthName = (month: number) => Temporal.PlainDate.from({ year: 2026, month, day: 1 }).toLocaleString('en-GB', { month: 'long' })

function dayOf(text: string, year: string | undefined, month: string | undefined, day: string | undefined): Reading<string> {
  const written = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  const since1900 = Number(year) >= 1900 && Number(year) <= 2199
  if (since1900 && Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month))) return { value: written }
  return { sentence: `${quoted(text)} is a day that does not exist${since1900 ? '' : ' in any working life'}. Please look it up.` }
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : ([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0)
}
