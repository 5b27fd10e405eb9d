import { visibilityLine } from '../../coaching/access.ts'
import { sayDate } from '../../coaching/local-time.ts'
import { cannotShow } from '../../coaching/pilot/design.ts'
import { waveWords } from '../../coaching/pilot/readout.ts'
import type { PilotStatus } from '../../coaching/pilot/status.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { KnownBlock, ModalView } from './kit.ts'
import { actions, button, checkField, context, dateField, modal, radioField, section } from './kit.ts'

const copy = {
  title: 'The pilot',
  none: '*No pilot is planned.* A pilot compares managers who have Cuecard with managers who get it later, drawn by lot, over six weeks. The people file has to be imported first.',
  plan: 'Plan a pilot',
  planAgain: 'Plan it anew',
  lock: 'Lock it …',
  designed: (managers: number, people: number) => `*Planned, not locked:* ${managers} managers with ${people} people.`,
  locked: (hash: string) => `*Locked.* Nothing of the plan can change any more. Its mark is ${hash}.`,
  days: (start: string, analysis: string, followUp: string) =>
    `Start ${start}. The results open on ${analysis}, for everybody at once, and again on ${followUp}.`,
  late: 'The other managers get Cuecard in week 7.',
  followUp: 'The other managers wait until the second reading.',
  leftOut: (count: number) => (count === 1 ? '1 manager does not take part.' : `${count} managers do not take part.`),
  reasons: 'Why, manager by manager, says the command cuecard pilot design.',
  wave: (wave: string, days: string, answered: string) => `Questions ${wave}: ${days}${answered}`,
  answered: (answered: number, invited: number) => `, ${answered} of ${invited} answered`,
  weeks: 'How the managers who have Cuecard use it, all of them together:',
  week: (week: number, coached: number, scheduled: number, promises: string) =>
    `Week ${week}: ${coached} of ${scheduled} 1:1s coached, ${promises} promises kept in time`,
  closed: 'Nothing here compares the two groups. Looking before the day would make false alarms three times as likely.',
  start: 'Monday on which it starts',
  startHint: 'Best three weeks ahead or more: the first questions go out two weeks before.',
  control: 'What do the other managers get?',
  controlLate: 'Cuecard in week 7',
  controlLateMore: 'Fair to them; after 26 weeks an early start is compared with a late one',
  controlFollowUp: 'Nothing for 26 weeks',
  controlFollowUpMore: 'A clean comparison; needs their agreement',
  submitDesign: 'Plan it',
  lockTitle: 'Lock the pilot',
  lockIntro:
    'The lot is drawn now, once, and everything is frozen: who is in which group, what is measured, what would matter, and the day of the analysis. It cannot be undone.',
  understood: 'What six weeks cannot show',
  read: 'I have read this',
  submitLock: 'Draw and lock',
}

/** Where the pilot stands, for a coordinator; without a status, the invitation to plan one. */
export function pilotModal(status: PilotStatus | undefined, reader: Reader): ModalView {
  const line = context(visibilityLine('aggregates', { role: 'coordinator' }).short)
  if (status === undefined) {
    return modal(
      'pilot',
      {},
      { title: copy.title, blocks: [section(copy.none), actions(button('pilot_design', copy.plan, {}, { style: 'primary' })), line] },
    )
  }
  const { design } = status
  const day = (date: string | Temporal.PlainDate) => sayDate(Temporal.PlainDate.from(date), undefined, reader.locale)
  const isLocked = status.state !== 'designed'
  return modal(
    'pilot',
    {},
    {
      title: copy.title,
      blocks: [
        section(
          [
            isLocked ? copy.locked(status.hash?.slice(0, 12) ?? '') : copy.designed(design.managers.length, design.roster.length),
            copy.days(day(design.startsOn), day(design.analysisOn), day(design.followUpOn)),
            design.control === 'late_start' ? copy.late : copy.followUp,
            ...(design.leftOut.length > 0 ? [`${copy.leftOut(design.leftOut.length)} ${copy.reasons}`] : []),
          ].join('\n'),
        ),
        ...(design.notes.length > 0 ? [section(design.notes.map((note) => `• ${note}`).join('\n'))] : []),
        section(
          status.waves
            .map(({ wave, opensOn, lastDay, state, invited, answered }) =>
              copy.wave(waveWords[wave], `${day(opensOn)} to ${day(lastDay)}`, state === 'planned' ? '' : copy.answered(answered, invited)),
            )
            .join('\n'),
        ),
        ...weekBlocks(status),
        ...(isLocked
          ? [context(copy.closed)]
          : [actions(button('pilot_design', copy.planAgain, {}), button('pilot_lock', copy.lock, {}, { style: 'primary' }))]),
        line,
      ],
    },
  )
}

function weekBlocks({ weeks }: PilotStatus): KnownBlock[] {
  if (weeks.length === 0) return []
  const lines = weeks.map(({ week, coached, scheduled, promisesKept, promisesDue }) =>
    copy.week(week, coached, scheduled, `${promisesKept} of ${promisesDue}`),
  )
  return [section([copy.weeks, ...lines].join('\n'))]
}

export function pilotDesignModal(given: { startsOn: string }): ModalView {
  return modal(
    'pilot_design',
    {},
    {
      title: copy.title,
      submit: copy.submitDesign,
      blocks: [
        dateField('starts_on', copy.start, { value: given.startsOn, hint: copy.startHint }),
        radioField('control', copy.control, [
          { value: 'late_start', label: copy.controlLate, description: copy.controlLateMore },
          { value: 'follow_up', label: copy.controlFollowUp, description: copy.controlFollowUpMore },
        ]),
      ],
    },
  )
}

/** The last look before the lock: the sentence on what six weeks cannot show has to be ticked. */
export function pilotLockModal({ design }: Pick<PilotStatus, 'design'>): ModalView {
  return modal(
    'pilot_lock',
    {},
    {
      title: copy.lockTitle,
      submit: copy.submitLock,
      blocks: [
        section(copy.lockIntro),
        section(`*${copy.understood}*\n${cannotShow(design)}`),
        checkField('understood', copy.understood, [{ value: 'read', label: copy.read }]),
      ],
    },
  )
}
