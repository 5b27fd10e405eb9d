import type { PersonId } from '../ids.ts'
import { bestAssignment } from './assignment.ts'
import type { Apart, ManagerSeeking, MentorOffered } from './fit.ts'
import { commonHours, fitOf, reasonsFor } from './fit.ts'

/** A manager with the mentor who is proposed for them and why, and the others who could be. */
export type ProposedPairing = {
  managerId: PersonId
  managerName: string
  mentor: Suited | undefined
  others: Suited[]
}
export type Suited = { mentorId: PersonId; mentorName: string; fit: number; reasons: string[] }

/**
 * Proposes a mentor for each of some managers: as many managers as possible get one, no mentor gets more than they have room for, nobody is
 * paired with whom they must not be, and the total fit is as high as it can be. The same people give the same proposal.
 */
export function proposePairings(
  managers: readonly ManagerSeeking[],
  mentors: readonly MentorOffered[],
  apart: Apart,
  now: Temporal.Instant,
): ProposedPairing[] {
  const hours = rememberedHours(now)
  const fits = managers.map((manager) =>
    mentors.map((mentor) => {
      const fit = fitOf(manager, mentor, apart, hours(manager, mentor))
      return 'no' in fit ? undefined : fit
    }),
  )
  const columnOf = bestAssignment(
    managers.length,
    mentors.map(({ capacity, taken }) => Math.max(0, capacity - taken)),
    (row, column) => fits[row]?.[column]?.fit,
  )
  return managers.map((manager, row) => {
    const suited = (column: number): Suited => {
      const mentor = mentors[column]
      const fit = fits[row]?.[column]
      if (mentor === undefined || fit === undefined) throw new Error('a manager was paired with nobody')
      return {
        mentorId: mentor.personId,
        mentorName: mentor.name,
        fit: fit.fit,
        reasons: reasonsFor(manager, mentor, hours(manager, mentor)),
      }
    }
    const chosen = columnOf[row] ?? -1
    const others = mentors
      .flatMap(({ capacity, taken }, column) => {
        const fit = fits[row]?.[column]
        return fit === undefined || column === chosen || capacity <= taken ? [] : [{ column, fit: fit.fit }]
      })
      .toSorted((a, b) => b.fit - a.fit || a.column - b.column)
      .slice(0, mostOthers)
    return {
      managerId: manager.personId,
      managerName: manager.name,
      mentor: chosen === -1 ? undefined : suited(chosen),
      others: others.map(({ column }) => suited(column)),
    }
  })
}

const mostOthers = 20

/** Hours in common depend on zones and weeks only, of which there are few: each two are compared once. */
function rememberedHours(now: Temporal.Instant): (one: ManagerSeeking, other: MentorOffered) => number {
  const known = new Map<string, number>()
  const key = ({ zone, week }: ManagerSeeking | MentorOffered) => `${zone} ${week.days.join('')} ${week.from} ${week.to}`
  return (one, other) => {
    const both = `${key(one)} / ${key(other)}`
    const hours = known.get(both) ?? commonHours(one, other, now)
    known.set(both, hours)
    return hours
  }
}
