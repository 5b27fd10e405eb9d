import type { Arm } from './arm.ts'
import type { PilotManager } from './hris-records.ts'
import { mean, share } from './moments.ts'
import { daysBetween, isBefore, isIn, isOnOrBefore, type Window } from './window.ts'

/** What the toolkit itself saw. The control arm has no toolkit, so these describe the pilot arm and never compare the arms. */
export interface AdherenceRecords {
  managers: readonly PilotManager[]
  meetings: readonly MeetingHeld[]
  actions: readonly ActionDue[]
  mentoring: readonly MentoringMeeting[]
}

/** A 1:1 that was scheduled; excused ones (leave, holiday) count nowhere. */
export interface MeetingHeld {
  managerId: string
  scheduledDate: Temporal.PlainDate
  status: 'held' | 'missed' | 'excused'
  /** Whether the coaching part took place. */
  coached: boolean
}

export interface ActionDue {
  managerId: string
  owner: 'manager' | 'employee'
  dueDate: Temporal.PlainDate
  doneDate: Temporal.PlainDate | null
  cancelledDate: Temporal.PlainDate | null
}

export interface MentoringMeeting {
  managerId: string
  scheduledDate: Temporal.PlainDate
  plannedMinutes: number
  status: 'held' | 'missed' | 'excused'
  heldMinutes: number | null
  debriefDate: Temporal.PlainDate | null
}

export interface Adherence {
  coaching: {
    coached: number
    scheduled: number
    pooled: number | null
    /** Every manager with a scheduled 1:1 weighs the same. */
    meanOfManagerRates: number | null
  }
  followThrough: FollowThrough & { byOwner: Record<ActionDue['owner'], FollowThrough> }
  mentoring: {
    scheduled: number
    held: number
    debriefedWithinSevenDays: number
    debriefRate: number | null
    /** Held for at least 80% of the planned minutes. */
    keptProtected: number
    protectedRate: number | null
  }
}

/** Actions that fell due and were not cancelled by then. */
export interface FollowThrough {
  due: number
  doneByWindowEnd: number
  onTime: number
  doneRate: number | null
  onTimeRate: number | null
}

/** How much of the toolkit was used by the managers of one arm in one window. */
export function adherence(records: AdherenceRecords, arm: Arm, window: Window): Adherence {
  const armManagers = new Set(records.managers.filter((manager) => manager.arm === arm).map(({ managerId }) => managerId))
  const ofArm = <Row extends { managerId: string }>(rows: readonly Row[]) => rows.filter(({ managerId }) => armManagers.has(managerId))
  const due = ofArm(records.actions).filter((action) => isIn(action.dueDate, window) && !cancelledByDue(action))
  return {
    coaching: coaching(ofArm(records.meetings).filter((meeting) => isIn(meeting.scheduledDate, window))),
    followThrough: {
      ...followThrough(due, window),
      byOwner: {
        manager: followThrough(
          due.filter(({ owner }) => owner === 'manager'),
          window,
        ),
        employee: followThrough(
          due.filter(({ owner }) => owner === 'employee'),
          window,
        ),
      },
    },
    mentoring: mentoring(ofArm(records.mentoring).filter((meeting) => isIn(meeting.scheduledDate, window))),
  }
}

function coaching(meetings: readonly MeetingHeld[]): Adherence['coaching'] {
  const scheduled = meetings.filter(({ status }) => status !== 'excused')
  const coachedIn = (rows: readonly MeetingHeld[]) => rows.filter(({ status, coached }) => status === 'held' && coached).length
  const rates = [...Map.groupBy(scheduled, ({ managerId }) => managerId).values()].map((own) => coachedIn(own) / own.length)
  return {
    coached: coachedIn(scheduled),
    scheduled: scheduled.length,
    pooled: share(coachedIn(scheduled), scheduled.length),
    meanOfManagerRates: rates.length === 0 ? null : mean(rates),
  }
}

function cancelledByDue({ cancelledDate, dueDate }: ActionDue): boolean {
  return cancelledDate !== null && isOnOrBefore(cancelledDate, dueDate)
}

function followThrough(actions: readonly ActionDue[], { end }: Window): FollowThrough {
  const done = actions.filter(({ doneDate }) => doneDate !== null && isBefore(doneDate, end)).length
  const onTime = actions.filter(({ doneDate, dueDate }) => doneDate !== null && isOnOrBefore(doneDate, dueDate)).length
  return {
    due: actions.length,
    doneByWindowEnd: done,
    onTime,
    doneRate: share(done, actions.length),
    onTimeRate: share(onTime, actions.length),
  }
}

/** The share of protected time: mentoring meetings that were held for at least 80% of the planned minutes, of those scheduled and not excused. */
export function protectedTime(meetings: readonly Pick<MentoringMeeting, 'status' | 'plannedMinutes' | 'heldMinutes'>[]): {
  scheduled: number
  kept: number
  rate: number | null
} {
  const scheduled = meetings.filter(({ status }) => status !== 'excused')
  // The tiny allowance keeps 80% of the planned minutes from being missed by a rounding of 0.8.
  const kept = scheduled.filter(
    ({ status, heldMinutes, plannedMinutes }) =>
      status === 'held' && heldMinutes !== null && heldMinutes >= PROTECTED_SHARE * plannedMinutes - 1e-9,
  ).length
  return { scheduled: scheduled.length, kept, rate: share(kept, scheduled.length) }
}

const DEBRIEF_DAYS = 7
const PROTECTED_SHARE = 0.8

function mentoring(meetings: readonly MentoringMeeting[]): Adherence['mentoring'] {
  const scheduled = meetings.filter(({ status }) => status !== 'excused')
  const held = scheduled.filter(({ status }) => status === 'held')
  const debriefed = held.filter(
    ({ scheduledDate, debriefDate }) => debriefDate !== null && daysBetween(scheduledDate, debriefDate) <= DEBRIEF_DAYS,
  ).length
  const { kept, rate } = protectedTime(meetings)
  return {
    scheduled: scheduled.length,
    held: held.length,
    debriefedWithinSevenDays: debriefed,
    debriefRate: share(debriefed, held.length),
    keptProtected: kept,
    protectedRate: rate,
  }
}
