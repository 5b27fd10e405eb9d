import { fewestPeople, shareOf } from './monday-note.ts'

/** Over how many days coordinators see whether mentors and managers meet. */
export const healthDays = 28

/** How mentoring goes in a workspace, in counts over at least five mentorships; undefined where there are fewer, so that nobody is meant. */
export type MentoringHealth = {
  /** Planned meetings of the last four weeks that were held for most of their time, by the rule of the pilot, in whole per cent. */
  keptPercent: number | undefined
  /** Debriefs that nobody has answered yet. */
  openDebriefs: number | undefined
}

/** `met` is of the last four weeks: of how many mentorships, how many meetings were scheduled, and how many were kept. */
export function mentoringHealth(counted: {
  running: number
  openDebriefs: number
  met: { mentorships: number; scheduled: number; kept: number }
}): MentoringHealth {
  const { running, openDebriefs, met } = counted
  return {
    keptPercent: shareOf(met.kept, met.scheduled, met.mentorships),
    openDebriefs: running < fewestPeople ? undefined : openDebriefs,
  }
}
