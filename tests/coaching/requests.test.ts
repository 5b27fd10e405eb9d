import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonId } from '../../src/coaching/ids.ts'
import type { RequestAct, RequestPart, RequestStanding, RequestState } from '../../src/coaching/requests.ts'
import { actOnRequest, isOpenRequest, isWaited, passedOn, requestHindrance } from '../../src/coaching/requests.ts'
import { readLink, suggestResources } from '../../src/coaching/resources.ts'
import type { Resource } from '../../src/coaching/resources.ts'
import { dates, words } from '../support/acts.ts'

const today = '2026-03-02'
const lena = 'p_lena' as PersonId
const request = (change: Partial<RequestStanding> = {}): RequestStanding => ({
  state: 'asked',
  ownerId: undefined,
  sentOn: 'no',
  sentWords: undefined,
  answerByOn: undefined,
  answer: undefined,
  comesOn: undefined,
  reason: undefined,
  ...change,
})

type Attempt = { parts: RequestPart[]; what: RequestAct }
const attempts: fc.Arbitrary<Attempt[]> = fc.array(
  fc.record({
    parts: fc.constantFrom<RequestPart[]>(['manager'], ['employee'], ['owner'], ['manager', 'owner'], []),
    what: fc.oneof(
      fc.constantFrom<RequestAct>(
        { act: 'take', by: lena },
        { act: 'deliver' },
        { act: 'helped' },
        { act: 'not_helped' },
        { act: 'withdraw' },
      ),
      fc.record({
        act: fc.constant('send_on' as const),
        words: fc.option(words, { nil: undefined }),
        answerByOn: dates,
        to: fc.constantFrom(lena, undefined),
      }),
      fc.record({ act: fc.constant('answer' as const), text: words, comesOn: fc.option(dates, { nil: undefined }) }),
      fc.record({ act: fc.constant('decline' as const), reason: words }),
    ),
  }),
  { maxLength: 25 },
)

/** The states that a request may come from. Nothing is skipped that needs a person. */
const before: Record<RequestState, RequestState[]> = {
  asked: ['asked'],
  owned: ['asked'],
  answered: ['owned', 'answered'],
  delivered: ['answered'],
  helped: ['delivered'],
  not_helped: ['delivered'],
  declined: ['asked', 'owned', 'answered'],
  withdrawn: ['asked', 'owned', 'answered'],
}

describe('a request for help', () => {
  it('never skips a state that needs a person, whatever anybody presses in whatever order', () => {
    fc.assert(
      fc.property(attempts, (sequence) => {
        let now = request()
        for (const { parts, what } of sequence) {
          const after = actOnRequest(now, parts, what, today)
          if (typeof after === 'string') continue
          expect(before[after.state]).toContain(now.state)
          if (after.state === 'helped' || after.state === 'not_helped') expect(parts).toContain('employee')
          if (after.sentOn === 'yes' && now.sentOn === 'no') expect(parts).toContain('employee')
          now = after
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('loses no words: what was sent on, answered or given as a reason stays, and only an owner changes an answer', () => {
    fc.assert(
      fc.property(attempts, (sequence) => {
        let now = request()
        for (const { parts, what } of sequence) {
          const after = actOnRequest(now, parts, what, today)
          if (typeof after === 'string') continue
          if (now.sentWords !== undefined) expect(after.sentWords).toBe(now.sentWords)
          if (now.reason !== undefined) expect(after.reason).toBe(now.reason)
          if (now.answer !== undefined && after.answer !== now.answer) {
            expect(parts).toContain('owner')
            expect(what).toMatchObject({ act: 'answer', text: after.answer })
          }
          now = after
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('has a way out of every state until somebody has closed it, and none after', () => {
    const acts: RequestAct['act'][] = ['send_on', 'take', 'answer', 'deliver', 'helped', 'not_helped', 'decline', 'withdraw']
    for (const state of Object.keys(before) as RequestState[]) {
      const possible = acts.filter((what) => requestHindrance(request({ state }), ['manager', 'employee', 'owner'], what) === undefined)
      if (isOpenRequest(state)) expect(possible, state).not.toEqual([])
      else expect(possible, state).toEqual([])
    }
  })

  it('can be taken on by the manager without leaving the two of them, and then answered by them', () => {
    const owned = actOnRequest(request(), ['manager'], { act: 'take', by: lena }, today)
    expect(owned).toMatchObject({ state: 'owned', sentOn: 'no', ownerId: lena })
    expect(actOnRequest(owned as RequestStanding, ['manager'], { act: 'answer', text: 'Yes', comesOn: undefined }, today)).toBe('not_yours')
    expect(
      actOnRequest(owned as RequestStanding, ['manager', 'owner'], { act: 'answer', text: 'Yes', comesOn: undefined }, today),
    ).toMatchObject({
      state: 'answered',
    })
  })

  it('refuses dates that are past', () => {
    expect(actOnRequest(request(), ['employee'], { act: 'send_on', words: undefined, answerByOn: '2026-03-01', to: lena }, today)).toBe(
      'past',
    )
    expect(actOnRequest(request({ state: 'owned' }), ['owner'], { act: 'answer', text: 'Yes', comesOn: '2026-03-01' }, today)).toBe('past')
  })

  it('waits for a person anew when it is passed on, and keeps an answer that was given', () => {
    expect(passedOn(request({ state: 'owned' }), lena)).toMatchObject({ state: 'asked', ownerId: lena })
    expect(passedOn(request({ state: 'answered', answer: 'On Thursday' }), lena)).toMatchObject({
      state: 'answered',
      answer: 'On Thursday',
    })
    for (const state of ['asked', 'owned', 'answered'] as const) expect(isWaited(passedOn(request({ state }), lena).state)).toBe(true)
  })
})

describe('the catalogue', () => {
  const resource = (title: string, change: Partial<Resource> = {}): Resource => ({
    id: `rs_${title}` as Resource['id'],
    title,
    link: 'https://example.com/',
    helpKind: 'training',
    contexts: ['general'],
    ownerName: undefined,
    ...change,
  })

  it('suggests what fits the kinds picked and the work, what is made for this work first, and three at most', () => {
    const all = [
      resource('Books'),
      resource('Deals', { contexts: ['sales'] }),
      resource('Rotas', { contexts: ['support'] }),
      resource('Budget', { helpKind: 'tool_budget' }),
      resource('Atlas'),
      resource('Coaching'),
    ]
    expect(suggestResources(all, ['training'], 'sales').map(({ title }) => title)).toEqual(['Deals', 'Atlas', 'Books'])
    expect(suggestResources(all, ['nothing'], 'sales')).toEqual([])
    expect(suggestResources(all, ['tool_budget', 'training'], 'general').map(({ title }) => title)).toEqual(['Atlas', 'Books', 'Budget'])
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,hi',
    'ftp://example.com/a',
    'mailto:lena@example.com',
    'file:///etc/passwd',
    'example.com/course',
    'https://',
    ' ',
    'https://lena:secret@example.com/',
    `https://example.com/${'x'.repeat(500)}`,
  ])('takes no link that is not a plain web page: %s', (typed) => {
    expect(readLink(typed)).toHaveProperty('sentence')
  })

  it.each([
    ['https://learn.example.com/a?b=c#d', 'https://learn.example.com/a?b=c#d'],
    ['http://intranet/wiki/Köln', 'http://intranet/wiki/K%C3%B6ln'],
  ])('takes %s', (typed, link) => expect(readLink(typed)).toEqual({ link }))
})
