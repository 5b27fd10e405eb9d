import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Transport, Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { messagesOfTheLoop, weeklyLoop } from '../support/loop.ts'

describe.each<Transport>(['socket', 'http'])('the weekly loop over %s', (transport) => {
  let work: Workplace
  beforeEach(async () => void (work = await workplace({ transport })))
  afterEach(() => work.close())

  it('goes from Add a 1:1 to a closed debrief, and into the next week', async () => {
    for (const step of weeklyLoop(work.slack)) {
      if (step.at) await work.at(step.at)
      await step.act?.()
      await work.settled()
      expect(step.done(), `${step.name}\n${shownTo(work)}`).toBe(true)
    }
    expect(messagesOfTheLoop(work.slack).filter(({ times }) => times !== 1)).toEqual([])
    expect([work.maya, work.dev, work.tomas].flatMap((person) => person.troubles)).toEqual([])
    expect(work.logged.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
    expect(
      work.slack.traffic
        .after(0)
        .flatMap(({ lint }) => lint)
        .filter((advice) => !/words long/.test(advice)),
    ).toEqual([])
  })
})

/** What stands on the screens, for the person who reads a failing story. */
function shownTo({ maya, dev, tomas }: Workplace): string {
  const open = (person: Workplace['maya']) => {
    try {
      return `\n(modal) ${person.view().text} [${person.view().buttons.join('] [')}]`
    } catch {
      return ''
    }
  }
  return [maya, dev, tomas]
    .map(
      (person) =>
        `--- ${person.name}${open(person)}\n${person
          .im()
          .map(({ text, buttons }) => `${text}\n  [${buttons.join('] [')}]`)
          .join('\n')}`,
    )
    .join('\n')
}
