import type { CircleInvitation, CircleMeetingShown, CirclePage, CircleStepShown } from '../../../coaching/circle-messages.ts'
import type { ModalView } from '../kit.ts'
import { circleLeftModal, circleModal, startCircleModal } from '../circles.ts'
import { at, sampleNow } from './at.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const invitation: CircleInvitation = {
  circleId: 'ci_0000000000000001',
  startedByName: 'Maya',
  otherNames: ['Maya', 'Tomas', 'Chi'],
  meets: 'the second Tuesday of the month at 15:00 (Europe/Berlin)',
  state: 'waiting',
  saidYes: 1,
  needed: 4,
}
const meeting: CircleMeetingShown = {
  circleMeetingId: 'cm_0000000000000001',
  caseOwnerName: 'Chi',
  startsAt: at('2026-03-10T14:00:00Z'),
  state: 'announced',
  step: undefined,
  stepUntil: undefined,
  skippedByName: undefined,
  nextAt: undefined,
}
const nextAt = at('2026-04-14T13:00:00Z')
const step: CircleStepShown = { step: 'case', caseOwnerName: 'Chi', until: at('2026-03-10T14:10:00Z') }
const page: CirclePage = {
  circleId: 'ci_0000000000000001',
  meets: 'the second Tuesday of the month at 15:00 (Europe/Berlin)',
  members: [
    { name: 'Maya', state: 'in' },
    { name: 'Tomas', state: 'in' },
    { name: 'Chi', state: 'in' },
    { name: 'Dev', state: 'in' },
  ],
  saidYes: 4,
  needed: 4,
  next: { circleMeetingId: 'cm_0000000000000001', startsAt: at('2026-03-10T14:00:00Z'), caseOwnerName: 'Chi' },
}

export const circleMessages = {
  circle_invitation: {
    waiting: invitation,
    in_and_waiting: { ...invitation, state: 'in', saidYes: 2 },
    in: { ...invitation, state: 'in', saidYes: 4 },
    declined: { ...invitation, state: 'declined' },
    left: { ...invitation, state: 'left' },
    ended: { ...invitation, state: 'ended' },
    ...extremes((as) => as(invitation)),
  },
  circle_meeting: {
    announced: meeting,
    running: { ...meeting, state: 'running', step: 'questions', stepUntil: at('2026-03-10T14:25:00Z') },
    done: { ...meeting, state: 'done', nextAt },
    skipped: { ...meeting, state: 'skipped', skippedByName: 'Tomas', nextAt },
    missed: { ...meeting, state: 'missed', nextAt },
    ...extremes((as) => as(meeting)),
  },
  circle_step: {
    case: step,
    questions: { ...step, step: 'questions', until: at('2026-03-10T14:25:00Z') },
    would_try: { ...step, step: 'would_try', until: at('2026-03-10T14:40:00Z') },
    take_away: { ...step, step: 'take_away', until: at('2026-03-10T14:50:00Z') },
    ...extremes((as) => as(step)),
  },
} satisfies {
  circle_invitation: Record<string, CircleInvitation>
  circle_meeting: Record<string, CircleMeetingShown>
  circle_step: Record<string, CircleStepShown>
}

export const circleModals = (given: SampleReader): Record<string, Record<string, ModalView>> => {
  const reader = { ...given, now: sampleNow }
  return {
    circle: {
      none: startCircleModal({ firstOn: '2026-03-10', time: '15:00' }),
      asked: circleModal(
        {
          ...page,
          members: page.members.map((member, index) => (index === 0 ? member : { ...member, state: 'asked' })),
          saidYes: 1,
        },
        reader,
      ),
      running: circleModal(page, reader),
      full: circleModal(
        { ...page, members: [...page.members, { name: 'Lena', state: 'in' }, { name: 'Noor', state: 'asked' }], saidYes: 5 },
        reader,
      ),
      left: circleLeftModal(),
      ...extremes((as) => circleModal(as(page), reader)),
    },
  }
}
