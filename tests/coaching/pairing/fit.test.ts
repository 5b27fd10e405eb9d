import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonId } from '../../../src/coaching/ids.ts'
import type { Apart, ManagerSeeking, MentorOffered } from '../../../src/coaching/pairing/fit.ts'
import { commonHours, fitOf, languageName, reasonsFor } from '../../../src/coaching/pairing/fit.ts'
import { proposePairings } from '../../../src/coaching/pairing/propose.ts'
import { seededRandom } from '../../../src/coaching/pilot/seeded-random.ts'
import { usualWorkWeek } from '../../../src/coaching/working-days.ts'

const now = Temporal.Instant.from('2026-03-02T09:00:00Z')
const nobodyApart: Apart = { inLine: () => false, before: () => false }
const id = (name: string) => name as PersonId
const manager = (more: Partial<ManagerSeeking> = {}): ManagerSeeking => ({
  personId: id('maya'),
  name: 'Maya',
  zone: 'Europe/Berlin',
  week: usualWorkWeek,
  languages: ['en'],
  contexts: ['sales'],
  ...more,
})
const mentor = (more: Partial<MentorOffered> = {}): MentorOffered => ({
  personId: id('tomas'),
  name: 'Tomas',
  zone: 'Europe/Prague',
  week: usualWorkWeek,
  languages: ['cs', 'en'],
  contexts: ['sales', 'support'],
  capacity: 2,
  taken: 0,
  ...more,
})
const fit = (one: ManagerSeeking, other: MentorOffered, apart = nobodyApart) => fitOf(one, other, apart, commonHours(one, other, now))
const why = (one: ManagerSeeking, other: MentorOffered) => reasonsFor(one, other, commonHours(one, other, now))

describe('the fit of a manager and a mentor', () => {
  it('grows with what they have in common, and says why', () => {
    expect(fit(manager(), mentor())).toEqual({ fit: 10 })
    expect(why(manager(), mentor())).toEqual(['knows sales', 'both speak English', 'plenty of working hours in common'])
    const far = [manager({ contexts: ['project', 'general'] }), mentor({ taken: 1, zone: 'America/New_York' })] as const
    expect(fit(...far)).toEqual({ fit: 2 })
    expect(why(...far)).toEqual(['both speak English', '2 working hours in common'])
  })

  it.each([
    ['oneself', manager({ personId: id('tomas') }), mentor(), nobodyApart],
    ['reporting_line', manager(), mentor(), { ...nobodyApart, inLine: () => true }],
    ['not_again', manager(), mentor(), { ...nobodyApart, before: () => true }],
    ['no_common_language', manager({ languages: ['de'] }), mentor(), nobodyApart],
    ['no_common_hours', manager(), mentor({ zone: 'Australia/Sydney' }), nobodyApart],
    ['no_common_hours', manager(), mentor({ week: { ...usualWorkWeek, days: [6, 7] } }), nobodyApart],
  ])('is none: %s', (why, one, other, apart) => {
    expect(fit(one, other, apart)).toEqual({ no: why })
  })

  it('counts hours in common over the date line and over half hours', () => {
    const at = (zone: string) => ({ zone, week: usualWorkWeek })
    expect(commonHours(at('Pacific/Auckland'), at('America/Los_Angeles'), now)).toBe(5)
    expect(commonHours(at('Asia/Kathmandu'), at('Europe/Berlin'), now)).toBe(3)
    expect(commonHours(at('Europe/Berlin'), at('Europe/Berlin'), now)).toBe(8)
  })

  it('names languages, and keeps a code that nobody knows', () => {
    expect([languageName('de'), languageName('qq'), languageName('?')]).toEqual(['German', 'qq', '?'])
  })
})

describe('a proposal', () => {
  const anyProblem = fc.record({
    managers: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }),
    mentors: fc.uniqueArray(fc.record({ n: fc.integer({ min: 20, max: 40 }), capacity: fc.nat(3), taken: fc.nat(3) }), {
      maxLength: 8,
      selector: ({ n }) => n,
    }),
    line: fc.infiniteStream(fc.boolean()),
  })

  it('keeps every rule, whoever there is', () => {
    fc.assert(
      fc.property(anyProblem, ({ managers, mentors, line }) => {
        const decided = new Map<string, boolean>()
        const inLine = (one: PersonId, other: PersonId) => {
          const both = [one, other].toSorted().join(' ')
          const known = decided.get(both) ?? line.next().value
          decided.set(both, known)
          return known
        }
        const offered = mentors.map(({ n, capacity, taken }) => mentor({ personId: id(`p${n}`), name: `Mentor ${n}`, capacity, taken }))
        const proposed = proposePairings(
          managers.map((n) => manager({ personId: id(`p${n}`), name: `Manager ${n}` })),
          offered,
          { inLine, before: () => false },
          now,
        )
        expect(proposed).toHaveLength(managers.length)
        for (const { personId, capacity, taken } of offered)
          expect(proposed.filter((one) => one.mentor?.mentorId === personId).length).toBeLessThanOrEqual(Math.max(0, capacity - taken))
        for (const { managerId, mentor: chosen, others } of proposed) {
          for (const suited of [...(chosen ? [chosen] : []), ...others]) {
            expect(suited.mentorId).not.toBe(managerId)
            expect(inLine(managerId, suited.mentorId)).toBe(false)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('gives up a good fit so that nobody goes without', () => {
    const onlyTomas = manager({ personId: id('chi'), name: 'Chi', languages: ['cs'] })
    const proposed = proposePairings(
      [manager(), onlyTomas],
      [mentor({ capacity: 1 }), mentor({ personId: id('lena'), name: 'Lena', languages: ['en'], contexts: [], capacity: 1 })],
      nobodyApart,
      now,
    )
    expect(proposed.map((one) => [one.managerName, one.mentor?.mentorName])).toEqual([
      ['Maya', 'Lena'],
      ['Chi', 'Tomas'],
    ])
    expect(proposed[0]?.others.map(({ mentorName }) => mentorName)).toEqual(['Tomas'])
  })

  it('of 2,000 managers and 400 mentors all over the world takes less than two seconds of computing', () => {
    const random = seededRandom('pairing')
    const pick = <One>(of: readonly One[]) => of[random.below(of.length)]!
    const zones = ['Europe/Berlin', 'Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'America/Sao_Paulo', 'Asia/Tokyo']
    const kinds = ['sales', 'support', 'operations', 'project', 'general'] as const
    const managers = Array.from({ length: 2_000 }, (_none, n) =>
      manager({
        personId: id(`m${n}`),
        name: `Manager ${n}`,
        zone: pick(zones),
        languages: ['en', pick(['de', 'pt', 'ja'])],
        contexts: [pick(kinds)],
      }),
    )
    const mentors = Array.from({ length: 400 }, (_none, n) =>
      mentor({
        personId: id(`t${n}`),
        name: `Mentor ${n}`,
        zone: pick(zones),
        contexts: [pick(kinds), pick(kinds)],
        capacity: 1 + random.below(8),
      }),
    )
    const began = process.cpuUsage()
    const proposed = proposePairings(managers, mentors, nobodyApart, now)
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(2_000)
    expect(proposed.filter((one) => one.mentor !== undefined).length).toBeGreaterThan(1_000)
  })
})
