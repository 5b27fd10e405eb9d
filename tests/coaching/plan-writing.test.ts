import { describe, expect, it } from 'vitest'
import { accessMatrix } from '../../src/coaching/access.ts'
import { mayComment, mayWritePlan, planFields, readPlanWrite } from '../../src/coaching/plan-writing.ts'

const today = '2026-03-03'

describe('who writes what on the page', () => {
  it('lets the manager write all of it and the employee the longer term', () => {
    expect(planFields.filter((field) => mayWritePlan('manager', field))).toEqual(['expectations', 'standing', 'goal', 'longer'])
    expect(planFields.filter((field) => mayWritePlan('employee', field))).toEqual(['longer'])
  })

  it('follows the matrix', () => {
    const closed = { ...accessMatrix, plan: { ...accessMatrix.plan, employee: { read: 'yes' as const, write: 'no' as const } } }
    expect(mayWritePlan('employee', 'longer', closed)).toBe(false)
    expect(mayComment('employee', closed)).toBe(false)
    expect(mayComment('employee')).toBe(true)
  })
})

describe('what is filled in', () => {
  it('joins the lines of what is expected, each on one line', () => {
    expect(readPlanWrite('expectations', { line_1: ' Offers go out\nin two days ', line_3: 'No reminders' }, undefined, today)).toEqual({
      field: 'expectations',
      text: 'Offers go out in two days\nNo reminders',
    })
  })

  it('takes a text at its limit, counted as people count, and says by how much a longer one is over it', () => {
    const at = '𠮷'.repeat(400)
    expect(readPlanWrite('standing', { text: at }, undefined, today)).toMatchObject({ text: at, asOf: today })
    expect(readPlanWrite('standing', { text: `${at}x` }, undefined, today)).toEqual({
      problems: { text: 'This can have at most 400 characters; this one has 401.' },
    })
    expect(readPlanWrite('expectations', { line_2: 'x'.repeat(161) }, undefined, today)).toEqual({
      problems: { line_2: 'A line can have at most 160 characters; this one has 161.' },
    })
  })

  it('refuses a day that has not come, and takes today', () => {
    expect(readPlanWrite('standing', { text: 'As it is', as_of: '2026-03-04' }, undefined, today)).toMatchObject({
      problems: { as_of: expect.stringContaining('has not come yet') },
    })
    expect(readPlanWrite('standing', { text: 'As it is', as_of: today }, undefined, today)).toMatchObject({ asOf: today })
  })

  it('does not take an empty goal, because one is taken off with its own button', () => {
    expect(readPlanWrite('goal', { text: '  ' }, undefined, today)).toMatchObject({ problems: { text: expect.any(String) } })
  })
})
