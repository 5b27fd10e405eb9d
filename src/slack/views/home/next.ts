import type { HomeData } from '../../../coaching/home.ts'
import type { Reader } from '../../../coaching/reader.ts'
import type { KnownBlock } from '../kit.ts'
import { actions, button, context, escape, section } from '../kit.ts'
import { said } from './said.ts'

const copy = {
  nothingYet:
    'Cuecard helps you turn the 1:1s that you have already into goals, help and next steps. Before each one you get a short message with one good question, and afterwards you both confirm what was agreed.',
  nothingYetEmployee:
    'Do you hold no 1:1s yourself? Then there is nothing to do. When your manager adds one with you, you are asked first.',
  next: (other: string, when: string) => `*Next: ${other}*, ${when}`,
  coach: 'Coach now',
  plan: 'Open the plan',
}

export function nextBlocks(data: HomeData, reader: Reader): KnownBlock[] {
  const { next } = data
  if (next?.nextMeetingAt === undefined) {
    const inNothing = data.asManager.length === 0 && data.asEmployee.length === 0 && data.waiting.length === 0 && data.mentees.length === 0
    return inNothing ? [section(copy.nothingYet), context(copy.nothingYetEmployee)] : []
  }
  const { pairId } = next
  return [
    section(copy.next(escape(next.otherName), said(next.nextMeetingAt, reader))),
    actions(
      ...(next.as === 'manager' ? [button('coach_pair', copy.coach, { pairId }, { style: 'primary' })] : []),
      button('open_plan', copy.plan, { pairId }),
    ),
  ]
}
