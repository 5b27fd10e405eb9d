import type { HomeRequest, HomeRequestToAnswer } from '../../../coaching/home.ts'
import type { Reader } from '../../../coaching/reader.ts'
import { helpKindLabels } from '../../../coaching/session-fields.ts'
import { sayLocalDate } from '../actions.ts'
import type { KnownBlock } from '../kit.ts'
import { button, context, escape, section } from '../kit.ts'
import { requestStateWords } from '../requests.ts'

const copy = {
  toAnswer: '*You are asked for help*',
  fromEmployee: (employee: string, kind: string, state: string) => `*${employee}:* ${kind}, ${state}`,
  by: (date: string) => `, an answer is wished for by ${date}`,
  asked: '*Help asked for*',
  line: (kind: string, other: string, state: string) => `*${kind}*, with ${other}: ${state}`,
  didItHelp: (kind: string, other: string) => `*${kind}*, with ${other}: it is there. Did it help?`,
  open: 'Open',
  more: (count: number) => `And ${count} more. They stand in the plans.`,
  moreToAnswer: (count: number) => `And ${count} more after these.`,
}

const shown = 4

/** What waits for this person as the one who answers requests. */
export function toAnswerBlocks(requests: readonly HomeRequestToAnswer[], reader: Reader): KnownBlock[] {
  if (requests.length === 0) return []
  const left = requests.length - shown
  return [
    section(copy.toAnswer),
    ...requests.slice(0, shown).map((request) => {
      const { requestId, employeeName, helpKind, answerByOn, state } = request
      const by = answerByOn !== undefined && state !== 'answered' ? copy.by(sayLocalDate(answerByOn, reader)) : ''
      const words = state === 'asked' ? 'nobody is on it yet' : state === 'owned' ? 'you are on it' : 'you answered'
      return section(
        `${copy.fromEmployee(escape(employeeName), helpKindLabels[helpKind], words)}${by}`,
        button('open_request', copy.open, { requestId }, { spoken: `${copy.open}: ${helpKindLabels[helpKind]}` }),
      )
    }),
    ...(left > 0 ? [context(copy.moreToAnswer(left))] : []),
  ]
}

/** Help asked for in this person's 1:1s that is not settled. */
export function requestBlocks(requests: readonly HomeRequest[]): KnownBlock[] {
  if (requests.length === 0) return []
  const left = requests.length - shown
  return [
    section(copy.asked),
    ...requests.slice(0, shown).map((request) => {
      const { requestId, otherName, helpKind, state, as } = request
      const kind = helpKindLabels[helpKind]
      const words =
        state === 'delivered' && as === 'employee'
          ? copy.didItHelp(kind, escape(otherName))
          : copy.line(kind, escape(otherName), requestStateWords(request))
      return section(words, button('open_request', copy.open, { requestId }, { spoken: `${copy.open}: ${kind}` }))
    }),
    ...(left > 0 ? [context(copy.more(left))] : []),
  ]
}
