import type { HomeStep } from '../../../coaching/home.ts'
import { sayDate } from '../../../coaching/local-time.ts'
import type { Reader } from '../../../coaching/reader.ts'
import type { KnownBlock } from '../kit.ts'
import { button, context, escape, section, shorten } from '../kit.ts'

const copy = {
  steps: '*Your promises and steps*',
  step: (what: string, due: string) => `${what}\n${due}`,
  promiseTo: (other: string) => `your promise to ${other}`,
  stepWith: (other: string) => `your step with ${other}`,
  due: (date: string) => `due ${date}`,
  overdue: (date: string) => `past its date, ${date}`,
  done: 'Done',
  moreSteps: (count: number) => `And ${count} more. They stand in the plans.`,
}

const shownSteps = 6

export function stepBlocks(steps: readonly HomeStep[], reader: Reader): KnownBlock[] {
  if (steps.length === 0) return []
  const left = steps.length - shownSteps
  return [
    section(copy.steps),
    ...steps.slice(0, shownSteps).map((step) => stepRow(step, reader)),
    ...(left > 0 ? [context(copy.moreSteps(left))] : []),
  ]
}

/** Thin: whose and when, without the words. */
function stepRow(step: HomeStep, reader: Reader): KnownBlock {
  const date = sayDate(Temporal.PlainDate.from(step.dueOn), reader.zone, reader.locale)
  const due = step.due === 'overdue' ? copy.overdue(date) : copy.due(date)
  const whose = step.kind === 'promise' ? copy.promiseTo(escape(step.otherName)) : copy.stepWith(escape(step.otherName))
  const words = reader.thin ? capitalised(`${whose}, ${due}`) : copy.step(escape(shorten(step.text, 200)), `${capitalised(whose)}, ${due}`)
  return section(words, button('action_done', copy.done, { actionId: step.actionId }))
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
