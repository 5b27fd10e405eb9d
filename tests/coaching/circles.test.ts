import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { occurrences } from '../../src/coaching/cadence.ts'
import { announcedAt, circleMinutes, circleSteps, monthlyFrom, nextCaseOwner, stepAt } from '../../src/coaching/circles.ts'
import type { PersonId } from '../../src/coaching/ids.ts'

const at = (time: string) => Temporal.Instant.from(time)
const id = (name: string) => name as PersonId
const startsAt = at('2026-03-10T14:00:00Z')

describe('whose turn it is in a circle', () => {
  it('gives everybody their turn before anybody has a second one, whoever is away now and then', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 6 }), fc.array(fc.nat({ max: 7 }), { minLength: 12, maxLength: 24 }), (size, absences) => {
        const cases = new Map<PersonId, Temporal.Instant[]>()
        const names = Array.from({ length: size }, (_none, index) => id(`p${index}`))
        for (const [month, absent] of absences.entries()) {
          const members = names.map((personId, joined) => ({
            personId,
            joined,
            cases: cases.get(personId)?.length ?? 0,
            lastAt: cases.get(personId)?.at(-1),
            there: joined === absent ? ('away' as const) : ('there' as const),
          }))
          const owner = nextCaseOwner(members)
          if (owner === undefined) throw new Error('nobody was there')
          expect(names.indexOf(owner)).not.toBe(absent)
          const fewest = Math.min(...members.filter(({ there }) => there === 'there').map((member) => member.cases))
          expect(cases.get(owner)?.length ?? 0).toBe(fewest)
          cases.set(owner, [...(cases.get(owner) ?? []), startsAt.add({ hours: 24 * 30 * month })])
        }
      }),
    )
  })

  it('goes to whoever has waited longest among those with as many cases, and to nobody where nobody is there', () => {
    const member = (name: string, lastAt: string | undefined, there: 'there' | 'away' = 'there') => ({
      personId: id(name),
      cases: 1,
      lastAt: lastAt === undefined ? undefined : at(lastAt),
      joined: 0,
      there,
    })
    expect(nextCaseOwner([member('a', '2026-02-10T14:00:00Z'), member('b', '2026-01-13T14:00:00Z')])).toBe('b')
    expect(nextCaseOwner([member('a', '2026-02-10T14:00:00Z'), member('b', '2026-01-13T14:00:00Z', 'away')])).toBe('a')
    expect(nextCaseOwner([member('a', undefined, 'away')])).toBeUndefined()
  })
})

describe('the steps of a meeting', () => {
  it('follow each other without a gap for fifty minutes', () => {
    expect(circleMinutes).toBe(50)
    fc.assert(
      fc.property(fc.integer({ min: -600, max: 6_000 }), (seconds) => {
        const now = startsAt.add({ seconds })
        const position = stepAt(startsAt, now)
        if (seconds < 0) return position.is === 'ahead'
        if (seconds >= circleMinutes * 60) return position.is === 'over'
        if (position.is !== 'step') return false
        const before = circleSteps.slice(0, position.index).reduce((sum, { minutes }) => sum + minutes * 60, 0)
        const until = (position.until.epochMilliseconds - startsAt.epochMilliseconds) / 1_000
        return before <= seconds && seconds < until && until === before + (circleSteps[position.index]?.minutes ?? 0) * 60
      }),
    )
  })

  it('are announced at nine on the working day before, on the clock of the circle', () => {
    expect(announcedAt(startsAt, 'Europe/Berlin')).toEqual(at('2026-03-09T08:00:00Z'))
    expect(announcedAt(at('2026-03-30T13:00:00Z'), 'Europe/Berlin')).toEqual(at('2026-03-27T08:00:00Z'))
  })
})

describe('the months of a circle', () => {
  it('keep the weekday and which one of the month it is, and the last one for the fifth', () => {
    const dates = (first: string) =>
      occurrences(
        monthlyFrom(Temporal.PlainDate.from(first), '15:00', 'Europe/Berlin'),
        at('2026-03-01T00:00:00Z'),
        at('2026-06-30T00:00:00Z'),
      ).map(({ originalDate }) => originalDate)
    expect(dates('2026-03-10')).toEqual(['2026-03-10', '2026-04-14', '2026-05-12', '2026-06-09'])
    expect(dates('2026-03-31')).toEqual(['2026-03-31', '2026-04-28', '2026-05-26'])
  })
})
