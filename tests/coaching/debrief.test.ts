import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  composeSummary,
  debriefFields,
  isReminderTime,
  landings,
  nameIn,
  plainReply,
  readAnswer,
  readAsk,
  readNextTry,
  stateAfterWords,
  waitedUntil,
  waits,
} from '../../src/coaching/debrief.ts'
import { categories } from '../../src/coaching/question-bank.ts'
import { usualWorkWeek } from '../../src/coaching/working-days.ts'

const dev = { name: 'Dev', slackUserId: 'U0DEV00001' }

describe('a debrief', () => {
  it('is answered by the mentor alone, and takes nothing once it is closed', () => {
    expect(stateAfterWords('open', 'mentor')).toBe('answered')
    expect(stateAfterWords('open', 'manager')).toBe('open')
    expect(stateAfterWords('answered', 'manager')).toBe('answered')
    expect(stateAfterWords('closed', 'mentor')).toBeUndefined()
  })
})

describe('what a manager asks', () => {
  it('needs a focus, and the summary may stay empty', () => {
    expect(readAsk({ focus: ' I talked too much ', summary: ' ' }, [])).toEqual({
      read: 'form',
      form: { focus: 'I talked too much', summary: undefined },
    })
    expect(readAsk({ focus: '  ' }, [])).toEqual({
      read: 'problems',
      problems: { focus: 'Please say in a few words what you would like to look at.' },
    })
  })

  it('counts letters as people do, up to the limit and not beyond', () => {
    const face = '😀'
    expect(readAsk({ focus: face.repeat(300), summary: '漢'.repeat(1_500) }, []).read).toBe('form')
    expect(readAsk({ focus: face.repeat(301), summary: '漢'.repeat(1_501) }, [])).toEqual({
      read: 'problems',
      problems: {
        focus: 'This can have at most 300 characters; it has 301.',
        summary: 'This can have at most 1500 characters; it has 1501.',
      },
    })
  })

  it('asks to leave out the name of an employee, in either field', () => {
    const read = readAsk({ focus: 'How I answered Dev', summary: 'Dev asked.' }, [dev])
    expect(read).toMatchObject({
      read: 'problems',
      problems: { focus: expect.stringContaining('“Dev”'), summary: expect.stringContaining('“Dev”') },
    })
  })
})

describe('finding a name', () => {
  it.each([
    ['Dev said no', 'Dev'],
    ["it was Dev's idea", 'Dev'],
    ['(Dev)', 'Dev'],
    ['@Dev', 'Dev'],
    ['ask <@U0DEV00001>', 'Dev'],
  ])('sees it in “%s”', (text, name) => expect(nameIn(text, [dev])).toBe(name))

  it.each(['the Developer plan', 'a dev team', 'DevOps', 'someone in my team', ''])('does not see it in “%s”', (text) =>
    expect(nameIn(text, [dev])).toBeUndefined(),
  )

  it('sees each part of a name, also with letters that are not English, and inside a script without spaces', () => {
    expect(nameIn('as Müller put it', [{ name: 'Zoë Müller', slackUserId: 'U1' }])).toBe('Müller')
    expect(nameIn('Zoë was late', [{ name: 'Zoë Müller', slackUserId: 'U1' }])).toBe('Zoë')
    expect(nameIn('Zoëlle was late', [{ name: 'Zoë Müller', slackUserId: 'U1' }])).toBeUndefined()
    expect(nameIn('昨日田中さんと話した', [{ name: '田中', slackUserId: 'U2' }])).toBe('田中')
    expect(nameIn('the man from van', [{ name: 'Ana van Dyk', slackUserId: 'U3' }])).toBeUndefined()
  })

  it('survives any name and finds it standing between spaces', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z.*+?()[\]\\^$|{}]{2,12}$/), (name) => {
        expect(nameIn(`so ${name} said`, [{ name, slackUserId: 'U0NOBODY' }])).toBe(name)
      }),
    )
  })
})

describe('the composed summary', () => {
  it('says when, what the question was about and how it ended', () => {
    expect(composeSummary({ on: 'Tue 3 March', category: 'progress', news: 'something' })).toBe(
      'On Tue 3 March I had a 1:1 with someone in my team. The question I tried was about progress. We ended with something new to do.',
    )
    expect(composeSummary({ on: 'Tue 3 March', category: undefined, news: undefined })).toBe(
      'On Tue 3 March I had a 1:1 with someone in my team.',
    )
  })

  it('always fits its own field', () => {
    for (const category of categories)
      for (const news of ['something', 'nothing'] as const)
        expect(readAsk({ focus: 'x', summary: composeSummary({ on: 'Wednesday 30 September 2026', category, news }) }, [dev]).read).toBe(
          'form',
        )
  })
})

describe('an answer in the form', () => {
  const answer = { worked: 'w', missed: 'm', landed: 'guarded', next: 'n' }

  it('needs all four', () => {
    expect(readAnswer(answer)).toEqual({ read: 'form', form: answer })
    const read = readAnswer({})
    expect(read.read === 'problems' && Object.keys(read.problems).toSorted()).toEqual(['landed', 'missed', 'next', 'worked'])
  })

  it('takes one of four ways a conversation can land, and no other', () => {
    for (const landed of landings) expect(readAnswer({ ...answer, landed }).read).toBe('form')
    expect(readAnswer({ ...answer, landed: 'sulking' }).read).toBe('problems')
  })

  it('keeps to the limits of each field', () => {
    const { worked, missed, next } = debriefFields
    expect(
      readAnswer({
        ...answer,
        worked: 'a'.repeat(worked.maxLength),
        missed: 'a'.repeat(missed.maxLength),
        next: 'a'.repeat(next.maxLength),
      }).read,
    ).toBe('form')
    expect(readAnswer({ ...answer, next: 'a'.repeat(next.maxLength + 1) })).toEqual({
      read: 'problems',
      problems: { next: 'This can have at most 200 characters; it has 201.' },
    })
  })

  it('and the next thing of the manager is one sentence of at most 200 characters', () => {
    expect(readNextTry(' Wait ten seconds ')).toEqual({ read: 'form', form: 'Wait ten seconds' })
    expect(readNextTry(undefined)).toEqual({ read: 'problems', problems: { next_try: 'Please name one thing, even a small one.' } })
    expect(readNextTry('a'.repeat(201)).read).toBe('problems')
  })
})

describe('a reply in plain words', () => {
  it.each([
    ['ask &lt;them&gt; &amp; wait', 'ask <them> & wait'],
    ['<@U0DEV00001> and <@U1|chi>', '@someone and @chi'],
    ['<#C1|general> <#C2>', '#general #a channel'],
    ['<!channel> <!subteam^S1|@sales> <!here>', '@channel @sales @here'],
    ['<https://example.com|the page> <https://example.com>', 'the page (https://example.com) https://example.com'],
    ['<mailto:a@b.c|a@b.c>', 'a@b.c (mailto:a@b.c)'],
    ['3 &amp;lt; 4', '3 &lt; 4'],
  ])('%s', (slack, plain) => expect(plainReply(slack)).toBe(plain))

  it('leaves any text without markup as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/[<>&]/.test(text))
        expect(plainReply(text)).toBe(text)
      }),
    )
  })
})

describe('waiting for an answer', () => {
  const prague = { zone: 'Europe/Prague', week: usualWorkWeek }
  const thursday = Temporal.Instant.from('2026-02-26T20:00:00Z')

  it('counts working days of the mentor and ends at nine in their morning', () => {
    expect(waitedUntil(thursday, waits.nudge, prague).toString()).toBe('2026-03-03T08:00:00Z')
    expect(waitedUntil(thursday, waits.standIn, prague).toString()).toBe('2026-03-05T08:00:00Z')
    expect(waitedUntil(thursday, waits.nudge, { ...prague, week: { ...usualWorkWeek, days: [4] } }).toString()).toBe('2026-03-19T08:00:00Z')
  })

  it.each([
    ['2026-03-03T07:59:00Z', false],
    ['2026-03-03T08:00:00Z', true],
    ['2026-03-03T15:59:00Z', true],
    ['2026-03-03T16:00:00Z', false],
    ['2026-03-07T10:00:00Z', false],
  ])('reaches people at %s: %s', (now, reaches) => expect(isReminderTime(Temporal.Instant.from(now), prague)).toBe(reaches))

  it('does not come before somebody who begins later has begun', () => {
    const late = { zone: 'Europe/Prague', week: { ...usualWorkWeek, from: '11:00' } }
    expect(isReminderTime(Temporal.Instant.from('2026-03-03T09:30:00Z'), late)).toBe(false)
    expect(isReminderTime(Temporal.Instant.from('2026-03-03T10:00:00Z'), late)).toBe(true)
  })
})
