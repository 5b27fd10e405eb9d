import type { PersonId } from '../ids.ts'
import type { Context } from '../question-bank.ts'
import type { WorkWeek } from '../working-days.ts'

/** What a mentor offers: for how many managers, in which kinds of work and languages (ISO 639 codes). `taken` counts those they have. */
export type MentorOffered = Seat & { capacity: number; taken: number; contexts: Context[] }
/** A manager who has no mentor, with the kinds of work of their own 1:1s. */
export type ManagerSeeking = Seat & { contexts: Context[] }
type Seat = { personId: PersonId; name: string; zone: string; week: WorkWeek; languages: string[] }

/** How well a mentor suits a manager, or why they must not be paired. */
export type Fit = { fit: number } | { no: PairingNo }
export type PairingNo = 'oneself' | 'reporting_line' | 'no_common_language' | 'no_common_hours' | 'not_again'

/** What keeps two people apart beyond what they are: who stands in whose line, and who was together or said no before. */
export type Apart = { inLine: (one: PersonId, other: PersonId) => boolean; before: (manager: PersonId, mentor: PersonId) => boolean }

/** Fewer common hours leave no room for a talk. */
const fewestCommonHours = 2
/** More of them do not make a better talk. */
const enoughCommonHours = 5
const weights = { hour: 1, context: 4, language: 1, free: 1 }

/**
 * The fit of a mentor and a manager who have so many working hours in common. Points: one for each working hour in common up to five, four for each kind of work that the mentor knows,
 * one for each language beyond the first, and one for a mentor who has nobody yet, so that mentors fill up evenly.
 */
export function fitOf(manager: ManagerSeeking, mentor: MentorOffered, apart: Apart, hours: number): Fit {
  if (manager.personId === mentor.personId) return { no: 'oneself' }
  if (apart.inLine(manager.personId, mentor.personId)) return { no: 'reporting_line' }
  if (apart.before(manager.personId, mentor.personId)) return { no: 'not_again' }
  const languages = common(manager.languages, mentor.languages)
  if (languages.length === 0) return { no: 'no_common_language' }
  if (hours < fewestCommonHours) return { no: 'no_common_hours' }
  return {
    fit:
      weights.hour * Math.min(hours, enoughCommonHours) +
      weights.context * knownContexts(manager, mentor).length +
      weights.language * (languages.length - 1) +
      (mentor.taken === 0 ? weights.free : 0),
  }
}

/** Why a mentor suits a manager, each reason a few words. */
export function reasonsFor(manager: ManagerSeeking, mentor: MentorOffered, hours: number): string[] {
  const contexts = knownContexts(manager, mentor)
  return [
    ...(contexts.length > 0 ? [`knows ${list.format(contexts)}`] : []),
    `both speak ${list.format(common(manager.languages, mentor.languages).map(languageName))}`,
    hours >= enoughCommonHours ? 'plenty of working hours in common' : `${hours} working hours in common`,
  ]
}

/** Everybody knows general work. */
function knownContexts(manager: ManagerSeeking, mentor: MentorOffered): Context[] {
  return common(manager.contexts, mentor.contexts).filter((one) => one !== 'general')
}

function common<One>(these: readonly One[], those: readonly One[]): One[] {
  return these.filter((one) => those.includes(one))
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const names = new Intl.DisplayNames(['en'], { type: 'language' })

/** Whole working hours that two people have in common on a day that both work; 0 when there is no such weekday. */
export function commonHours(one: Pick<Seat, 'zone' | 'week'>, other: Pick<Seat, 'zone' | 'week'>, now: Temporal.Instant): number {
  const monday = now.toZonedDateTimeISO('UTC').toPlainDate()
  let most = 0
  for (let day = 0; day < 7; day++) {
    const mine = hoursOn(one, monday.add({ days: day }))
    for (const shift of [-1, 0, 1]) {
      const theirs = hoursOn(other, monday.add({ days: day + shift }))
      if (mine !== undefined && theirs !== undefined)
        most = Math.max(most, Math.min(mine.untilMs, theirs.untilMs) - Math.max(mine.fromMs, theirs.fromMs))
    }
  }
  return Math.floor(most / 3_600_000)
}

function hoursOn({ zone, week }: Pick<Seat, 'zone' | 'week'>, date: Temporal.PlainDate): { fromMs: number; untilMs: number } | undefined {
  if (!week.days.includes(date.dayOfWeek)) return undefined
  const at = (time: string) => date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
  return { fromMs: at(week.from), untilMs: at(week.to) }
}

/** The language of a locale such as `de-DE`. */
export function languageOf(locale: string): string {
  return locale.split('-')[0]?.toLowerCase() ?? ''
}

/** "German" for `de`; the code itself where nobody knows it. */
export function languageName(code: string): string {
  try {
    return names.of(code) ?? code
  } catch (error) {
    if (error instanceof RangeError) return code
    throw error
  }
}
