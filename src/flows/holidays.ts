import type { Holidays } from '../coaching/working-days.ts'
import { noHolidays } from '../coaching/working-days.ts'
import { closuresOf } from '../db/closures.ts'
import type { Person } from '../db/people.ts'
import type { Tx } from '../db/store.ts'

/** The days on which a person does not work although their week has them: the organisation's own, and the public ones of where they are. */
export async function holidaysOf(tx: Tx, person: Pick<Person, 'workspaceId' | 'country' | 'region'>): Promise<Holidays> {
  const closed = new Map((await closuresOf(tx, person.workspaceId)).map(({ closedOn, name }) => [closedOn, name]))
  const atHome = await publicHolidays(person.country, person.region)
  return (date) => closed.get(date.toString()) ?? atHome(date)
}

/** The parts of a country that have public holidays of their own, by code (`BY`), with their names. */
export async function regionsOf(country: string): Promise<Readonly<Record<string, string>>> {
  const { default: Calendar } = await import('date-holidays')
  return new Calendar().getStates(country, 'en') ?? {}
}

/**
 * The public holidays of a country (ISO 3166 code) and a part of it; none for a country that the data does not know. Days on which only
 * banks or schools close are working days here. The data is loaded when the first is asked for, and a year is computed once.
 */
export async function publicHolidays(country: string, region?: string): Promise<Holidays> {
  if (country === '') return noHolidays
  const key = `${country}-${region ?? ''}`
  let known = places.get(key)
  if (known === undefined) {
    known = await readPlace(country, region)
    places.set(key, known)
  }
  return known
}

const places = new Map<string, Holidays>()

async function readPlace(country: string, region: string | undefined): Promise<Holidays> {
  const { default: Calendar } = await import('date-holidays')
  const place = region === undefined ? new Calendar(country) : new Calendar(country, region)
  const years = new Map<number, Map<string, string>>()
  return (date) => {
    let days = years.get(date.year)
    if (days === undefined) {
      days = new Map(
        place
          .getHolidays(date.year, 'en')
          .flatMap((holiday) => (holiday.type === 'public' ? datesOf(holiday).map((day) => [day, holiday.name] as const) : [])),
      )
      years.set(date.year, days)
    }
    return days.get(date.toString())
  }
}

/** The local dates of a holiday. A day of which only the afternoon is free is a working day. */
function datesOf({ date, start, end }: { date: string; start: Date; end: Date }): string[] {
  if (Number(date.slice(11, 13)) >= 12) return []
  const first = Temporal.PlainDate.from(date.slice(0, 10))
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000))
  return Array.from({ length: days }, (_none, index) => first.add({ days: index }).toString())
}
