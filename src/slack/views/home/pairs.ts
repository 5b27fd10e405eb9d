import type { HomeData, HomePair } from '../../../coaching/home.ts'
import type { Reader } from '../../../coaching/reader.ts'
import type { KnownBlock, ModalView } from '../kit.ts'
import { actions, button, escape, modal, overflow, section } from '../kit.ts'
import { said } from './said.ts'

const copy = {
  with: (other: string, cadence: string) => `*${other}*, ${cadence}`,
  nextOn: (when: string) => `Next: ${when}`,
  message: (when: string) => `message ${when}`,
  noNext: 'No 1:1 is planned in the next weeks',
  proposed: (other: string) => `Waits for a yes from ${other}`,
  proposedToYou: 'Waits for your answer',
  paused: 'Paused, nothing is sent',
  stopped: (other: string) => `Stopped: ${other}'s Slack account is not active. It goes on by itself when it is.`,
  more: (count: number) => `Show more (${count})`,
  listTitle: 'Your 1:1s',
  pageBack: 'Back',
  coach: 'Coach now',
  plan: 'Open the plan',
  edit: 'Edit',
  pause: 'Pause',
  resume: 'Resume',
  end: 'End this 1:1',
  takeBack: 'Take it back',
}

/** Pairs that fit before *Show more*; Slack takes 100 blocks. */
const shownPairs = 10
const perPage = 40

export function pairSection(title: string, pairs: readonly HomePair[], before: number, reader: Reader): KnownBlock[] {
  if (pairs.length === 0) return []
  const left = pairs.length - shownPairs
  return [
    section(title),
    ...pairs.slice(0, shownPairs).map((pair) => pairRow(pair, reader)),
    ...(left > 0 ? [actions(button('pairs_more', copy.more(left), { from: before + shownPairs }))] : []),
  ]
}

/** The 1:1s that App Home has no room for, a page at a time. `from` counts through both lists, the manager's first. */
export function pairListModal(data: HomeData, from: number, reader: Reader): ModalView {
  const all = [...data.asManager, ...data.asEmployee]
  const first = Math.max(0, Math.min(from, all.length - 1))
  const left = all.length - first - perPage
  const turns = [
    ...(first > 0
      ? [{ ...button('pairs_more', copy.pageBack, { from: Math.max(0, first - perPage) }), action_id: 'pairs_more#back' }]
      : []),
    ...(left > 0 ? [{ ...button('pairs_more', copy.more(left), { from: first + perPage }), action_id: 'pairs_more#on' }] : []),
  ]
  return modal(
    'pair_list',
    { from: first },
    {
      title: copy.listTitle,
      blocks: [...all.slice(first, first + perPage).map((pair) => pairRow(pair, reader)), ...(turns.length > 0 ? [actions(...turns)] : [])],
    },
  )
}

function pairRow(pair: HomePair, reader: Reader): KnownBlock {
  return section(`${copy.with(escape(pair.otherName), pair.cadence)}\n${stateLine(pair, reader)}`, pairMenu(pair))
}

function stateLine(pair: HomePair, reader: Reader): string {
  switch (pair.state) {
    case 'active': {
      if (pair.nextMeetingAt === undefined) return copy.noNext
      const message = pair.as === 'manager' && pair.nextTriggerAt ? `, ${copy.message(said(pair.nextTriggerAt, reader))}` : ''
      return `${copy.nextOn(said(pair.nextMeetingAt, reader))}${message}`
    }
    case 'proposed':
      return pair.as === 'manager' ? copy.proposed(escape(pair.otherName)) : copy.proposedToYou
    case 'paused':
      return copy.paused
    case 'stopped':
      return copy.stopped(escape(pair.otherName))
    default:
      return pair.state satisfies never
  }
}

function pairMenu({ pairId, as, state }: HomePair) {
  const plan = { act: 'open_plan', label: copy.plan, value: { pairId } } as const
  const edit = { act: 'pair_edit', label: copy.edit, value: { pairId } } as const
  const end = { act: 'pair_end', label: state === 'proposed' ? copy.takeBack : copy.end, value: { pairId } } as const
  const coach = { act: 'coach_pair', label: copy.coach, value: { pairId } } as const
  if (as === 'employee') return state === 'proposed' ? undefined : overflow(plan, end)
  switch (state) {
    case 'active':
      return overflow(coach, plan, edit, { act: 'pair_pause', label: copy.pause, value: { pairId } }, end)
    case 'paused':
      return overflow(coach, plan, edit, { act: 'pair_resume', label: copy.resume, value: { pairId } }, end)
    case 'proposed':
      return overflow(edit, end)
    case 'stopped':
      return overflow(plan, end)
    default:
      return state satisfies never
  }
}
