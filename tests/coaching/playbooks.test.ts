import { describe, expect, it } from 'vitest'
import { playbooks } from '../../src/coaching/playbooks.ts'
import { questionBank, scenarios } from '../../src/coaching/question-bank.ts'

const cards = scenarios.map((scenario) => ({ scenario, ...playbooks[scenario] }))

describe('the playbooks', () => {
  it('ask three questions of the bank that are made for their scenario', () => {
    for (const { scenario, questions } of cards) {
      for (const id of questions) {
        const question = questionBank.questions.find((each) => each.id === id)
        expect(question?.scenarios, `${scenario}, ${id}`).toContain(scenario)
      }
      expect(new Set(questions).size).toBe(3)
    }
  })

  it('go by a name that is no verdict, different for each, and never by their code', () => {
    expect(new Set(cards.map(({ name }) => name)).size).toBe(8)
    for (const { name, scenario } of cards) {
      expect(name).not.toMatch(/under|poor|weak|problem|potential|overload/i)
      expect(name).not.toContain(scenario)
    }
  })

  it('fit on one screen', () => {
    for (const { scenario, when, signs, doThis, avoid, bringIn } of cards) {
      const lines = [when, ...signs, ...doThis, ...avoid, ...bringIn.map((person) => `${person.who}: ${person.when}`)]
      expect(lines.length, scenario).toBeLessThanOrEqual(14)
      expect(lines.join(' ').split(' ').length, scenario).toBeLessThanOrEqual(150)
      for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(120)
    }
  })

  it('name somebody to bring in, and things to do and to avoid', () => {
    for (const { doThis, avoid, bringIn, signs } of cards) {
      expect(Math.min(doThis.length, signs.length)).toBeGreaterThanOrEqual(3)
      expect(Math.min(avoid.length, bringIn.length)).toBeGreaterThanOrEqual(1)
    }
  })

  it('shout at nobody', () => {
    expect(JSON.stringify(playbooks)).not.toContain('!')
  })
})
