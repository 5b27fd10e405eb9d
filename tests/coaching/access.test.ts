import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accessMatrix, mayRead, mayWrite, roles, subjects, visibilityLine, type AccessMatrix } from '../../src/coaching/access.ts'

const anyRole = fc.constantFrom(...roles)
const anySubject = fc.constantFrom(...subjects)

describe('who may read and write', () => {
  it('keeps coaching text between the two of a pair', () => {
    for (const subject of ['plan', 'session'] as const) {
      expect(roles.filter((role) => mayRead(role, subject))).toEqual(['manager', 'employee'])
    }
    expect(roles.filter((role) => mayWrite(role, 'session'))).toEqual(['manager'])
  })

  it('never lets a coordinator read a word of coaching, whatever they claim', () => {
    const everyCondition = [
      'own',
      'own_parts',
      'before_meeting',
      'excerpt_shown',
      'manager_asked',
      'protected_time',
      'sent_on',
      'grouped',
      'own_team',
    ] as const
    for (const subject of ['plan', 'session', 'scenario', 'debrief', 'request', 'pulse_answer'] as const) {
      expect(mayRead('coordinator', subject, everyCondition), subject).toBe(false)
    }
  })

  it('lets nobody else read a single pulse answer', () => {
    expect(roles.filter((role) => mayRead(role, 'pulse_answer', ['until_sent', 'own', 'grouped', 'no_names']))).toEqual(['employee'])
    expect(mayRead('employee', 'pulse_answer')).toBe(false)
  })

  it('opens what has a condition only to who has checked that very condition', () => {
    expect(mayRead('mentor', 'plan')).toBe(false)
    expect(mayRead('mentor', 'plan', ['manager_asked'])).toBe(false)
    expect(mayRead('mentor', 'plan', ['excerpt_shown'])).toBe(true)
    expect(mayWrite('employee', 'plan')).toBe(false)
    expect(mayWrite('employee', 'plan', ['own_parts'])).toBe(true)
  })

  it('lets nobody write what they may not read', () => {
    for (const subject of subjects) {
      for (const role of roles) {
        const { read, write } = accessMatrix[subject][role]
        if (read === 'no') expect(write, `${role}, ${subject}`).toBe('no')
      }
    }
  })
})

describe('the visibility line', () => {
  it('says for each reader who can read a session', () => {
    expect(visibilityLine('session', { role: 'manager', names: { employee: 'Dev' } })).toEqual({
      short: 'Dev and you can read this. Mentors and coordinators cannot. The operator of the server and Slack exports may reach it.',
      full:
        'Dev and you can read this. Mentors and coordinators cannot. ' +
        'Whoever runs the server and its key can read the database, and your company may be able to export Slack messages.',
    })
    expect(visibilityLine('session', { role: 'employee' }).short).toMatch(
      /^Your manager and you can read this\. Mentors and coordinators cannot\./,
    )
  })

  it('names the condition under which somebody else reads a part', () => {
    expect(visibilityLine('plan', { role: 'manager', names: { employee: 'Dev' } }).full).toContain(
      'Mentors can read an excerpt that Dev was shown first and did not refuse. Coordinators cannot.',
    )
    expect(visibilityLine('plan', { role: 'employee', names: { manager: 'Sam' } }).full).toContain(
      'Sam and you can read this. Mentors can read an excerpt that you were shown first and did not refuse.',
    )
    expect(visibilityLine('debrief', { role: 'manager', names: { employee: 'Dev' } }).full).toMatch(
      /^Your mentor and you can read this\. Dev can see that it took place and how the conversation seemed to land\./,
    )
  })

  it('says "only you" of what only the author sees', () => {
    for (const role of ['manager', 'employee', 'mentor', 'coordinator'] as const) {
      expect(visibilityLine('draft', { role }).full).toMatch(/^Only you can read this\. Whoever runs/)
    }
    expect(visibilityLine('pulse_answer', { role: 'employee' }).full).toMatch(/^Only you can read this, until it is sent\./)
  })

  it('always adds the two readers that no app can shut out', () => {
    fc.assert(
      fc.property(anySubject, anyRole, (subject, role) => {
        const { short, full } = visibilityLine(subject, { role })
        expect(full).toMatch(
          /Whoever runs the server and its key can read the database, and your company may be able to export Slack messages\.$/,
        )
        expect(short).toMatch(/The operator of the server and Slack exports may reach it\.$/)
        expect(short.length).toBeLessThanOrEqual(200)
        expect(`${short}${full}`).not.toMatch(/undefined|_/)
      }),
    )
  })

  it('promises exactly what is enforced: a change of the matrix changes the check and the line', () => {
    const opened: AccessMatrix = { ...accessMatrix, session: { ...accessMatrix.session, coordinator: { read: 'yes', write: 'no' } } }
    expect(mayRead('coordinator', 'session', [], accessMatrix)).toBe(false)
    expect(mayRead('coordinator', 'session', [], opened)).toBe(true)
    expect(mayWrite('coordinator', 'session', [], opened)).toBe(false)
    const reader = { role: 'manager', names: { employee: 'Dev' } } as const
    expect(visibilityLine('session', reader, opened).full).toMatch(/^Dev, coordinators and you can read this\. Mentors cannot\./)

    const closed: AccessMatrix = { ...accessMatrix, plan: { ...accessMatrix.plan, employee: { read: 'no', write: 'no' } } }
    expect(mayRead('employee', 'plan', [], closed)).toBe(false)
    expect(visibilityLine('plan', { role: 'manager' }, closed).full).toContain('Employees and coordinators cannot.')
  })

  it('never says that somebody can who may not, or cannot who may', () => {
    fc.assert(
      fc.property(anySubject, anyRole, (subject, role) => {
        const { full } = visibilityLine(subject, { role, names: { manager: 'Sam', employee: 'Dev', mentor: 'Mira', coordinator: 'Coco' } })
        const cannot = full.match(/[^.]* cannot\./)?.[0] ?? ''
        const readsAll = full.match(/[^.]* can read this\./)?.[0] ?? ''
        for (const [other, name] of [
          ['manager', 'Sam'],
          ['employee', 'Dev'],
          ['mentor', 'Mira'],
          ['coordinator', 'Coco'],
        ] as const) {
          if (other === role) continue
          const { read } = accessMatrix[subject][other]
          if (readsAll.includes(name)) expect(read).toBe('yes')
          if (cannot.includes(name)) expect(read).toBe('no')
          if (read === 'yes') expect(readsAll).toContain(name)
        }
      }),
    )
  })
})
