import type { HomeWaiting } from '../../../coaching/home.ts'
import type { Reader } from '../../../coaching/reader.ts'
import type { KnownBlock } from '../kit.ts'
import { actions, button, context, escape, section } from '../kit.ts'
import { said } from './said.ts'

const copy = {
  waiting: '*Waiting for you*',
  proposal: (manager: string, cadence: string) => `*${manager}* would like to keep a coaching plan with you for your 1:1, ${cadence}.`,
  mentorProposal: (manager: string) => `*${manager}* would like you as their mentor.`,
  toConfirm: (other: string, items: string) => `*${other}* proposed ${items} for you to look at.`,
  toAnswer: (other: string, items: string) => `*${other}* answered ${items} with a wish or a no.`,
  expectations: (manager: string) => `*${manager}* wrote what is expected of you. Do you agree?`,
  comments: (other: string, count: number) =>
    count === 1 ? `*${other}* says something about your plan.` : `*${other}* says ${count} things about your plan.`,
  draft: (other: string, when: string) => `You began a session with *${other}* ${when} and have not finished it.`,
  goOn: 'Go on',
  look: 'Have a look',
  yesStart: 'Yes, start',
  notRight: 'This is not right',
  yesGladly: 'Yes, gladly',
  notNow: 'Not now',
  more: (count: number) => `And ${count} more, which come up here as you answer these.`,
}

/** What fits before the page would grow past Slack's 100 blocks. */
const shownWaiting = 6

export function waitingBlocks(waiting: readonly HomeWaiting[], reader: Reader): KnownBlock[] {
  if (waiting.length === 0) return []
  const left = waiting.length - shownWaiting
  return [
    section(copy.waiting),
    ...waiting.slice(0, shownWaiting).flatMap((one) => waitingRow(one, reader)),
    ...(left > 0 ? [context(copy.more(left))] : []),
  ]
}

function waitingRow(one: HomeWaiting, reader: Reader): KnownBlock[] {
  switch (one.kind) {
    case 'proposal': {
      const { pairId } = one
      return [
        section(copy.proposal(escape(one.managerName), one.cadence)),
        actions(button('pair_start', copy.yesStart, { pairId }, { style: 'primary' }), button('pair_not_right', copy.notRight, { pairId })),
      ]
    }
    case 'mentor_proposal': {
      const { mentorshipId } = one
      return [
        section(copy.mentorProposal(escape(one.managerName))),
        actions(
          button('mentor_yes', copy.yesGladly, { mentorshipId }, { style: 'primary' }),
          button('mentor_not_now', copy.notNow, { mentorshipId }),
        ),
      ]
    }
    case 'agreement': {
      const items = one.items === 1 ? '1 step' : `${one.items} steps`
      const sentence = one.asks === 'confirm' ? copy.toConfirm(escape(one.otherName), items) : copy.toAnswer(escape(one.otherName), items)
      return [section(sentence, button('open_agreement', copy.look, { agreementId: one.agreementId }))]
    }
    case 'expectations':
      return [section(copy.expectations(escape(one.managerName)), button('open_plan', copy.look, { pairId: one.pairId }))]
    case 'comments':
      return [section(copy.comments(escape(one.otherName), one.count), button('open_plan', copy.look, { pairId: one.pairId }))]
    case 'session_draft':
      return [
        section(copy.draft(escape(one.otherName), said(one.savedAt, reader)), button('coach_pair', copy.goOn, { pairId: one.pairId })),
      ]
    default:
      return one satisfies never
  }
}
