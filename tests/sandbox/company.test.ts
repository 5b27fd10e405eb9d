import { describe, expect, it } from 'vitest'
import { dice } from '../../sandbox/company/dice.ts'
import { company, everybody } from '../../sandbox/company/people.ts'

describe('the big company', () => {
  it('has 40 managers with seven employees each, ten mentors and one coordinator, all of them somebody else', () => {
    const { teams, mentors, ...rest } = company(dice(1))
    expect(teams.map(({ employees }) => employees.length)).toEqual(Array.from({ length: 40 }, () => 7))
    expect(mentors).toHaveLength(10)
    const people = everybody({ teams, mentors, ...rest })
    expect(people).toHaveLength(331)
    expect(new Set(people.map(({ id }) => id)).size).toBe(331)
    expect(new Set(people.map(({ name }) => name)).size).toBe(331)
  })

  it('is the same people in every run', () => {
    expect(company(dice(7))).toEqual(company(dice(7)))
  })

  it('has Slack ids that Slack could have given', () => {
    expect(everybody(company(dice(3))).filter(({ id }) => !/^U[A-Z0-9]{8,}$/.test(id))).toEqual([])
  })
})
