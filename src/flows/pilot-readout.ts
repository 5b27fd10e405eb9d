import type { WorkspaceId } from '../coaching/ids.ts'
import { localDate, sayDate } from '../coaching/local-time.ts'
import type { ActionDue, MeetingHeld } from '../coaching/pilot/adherence.ts'
import { armManagers, windowsOf, type PilotDesign } from '../coaching/pilot/design.ts'
import { funnel, type FunnelAction, type FunnelMeeting } from '../coaching/pilot/funnel.ts'
import { peopleRecords } from '../coaching/pilot/people-records.ts'
import type { FunnelWeek, PilotRows, Readout } from '../coaching/pilot/readout.ts'
import { readout } from '../coaching/pilot/readout.ts'
import { daysBetween, isBefore, isIn, isOnOrBefore } from '../coaching/pilot/window.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import { actionsUsed, debriefsUsed, meetingsUsed } from '../db/pilot-use.ts'
import type { Pilot } from '../db/pilots.ts'
import { deviationsOf } from '../db/pilots.ts'
import { answersOf, invitedTo, wavesOf } from '../db/pulse.ts'
import type { Tx } from '../db/store.ts'
import { newestFiles, peopleRowsOf, slackPeople } from './pilot-people.ts'
import { thePilot } from './pilots.ts'

/** The numbers of the pilot as of now. Before the day of the analysis there are none. */
export async function readPilot(
  tx: Tx,
  workspaceId: WorkspaceId,
  wished: { periods: { before: string; after: string } | null; reading?: 'six-weeks' | '26-weeks' | undefined },
  now: Temporal.Instant,
): Promise<Readout | Refusal<'none' | 'not_locked' | 'too_early' | 'changed' | 'unknown_period'>> {
  const pilot = await thePilot(tx, workspaceId)
  if (isRefusal(pilot)) return pilot
  if (pilot.state !== 'locked' || pilot.hash === undefined)
    return refusal(
      'not_locked',
      'This pilot is designed and not locked, so there is nothing to read yet. Lock it first (cuecard pilot lock).',
    )
  const rows = await pilotRows(tx, pilot, wished.periods)
  if (isRefusal(rows)) return rows
  const today = localDate(now, pilot.design.zone)
  const followUp = Temporal.PlainDate.from(pilot.design.followUpOn)
  if (wished.reading === '26-weeks' && isBefore(today, followUp))
    return refusal('too_early', `The second reading opens on ${sayDate(followUp)}. Nothing was worked out.`)
  // The first reading can be made again after the second one is due.
  const first = Temporal.PlainDate.from(pilot.design.analysisOn)
  return readout(rows, wished.reading === 'six-weeks' && isOnOrBefore(first, today) ? first : today)
}

/** How the pilot arm uses the toolkit, by week and function, so far. Nothing of it compares the arms. */
export async function pilotFunnel(tx: Tx, pilot: Pilot): Promise<FunnelWeek[]> {
  const use = await toolkitUse(tx, pilot)
  return use.funnel
}

async function pilotRows(
  tx: Tx,
  pilot: Pilot,
  periods: { before: string; after: string } | null,
): Promise<PilotRows | Refusal<'unknown_period'>> {
  const { design } = pilot
  const people = await peopleRowsOf(tx, pilot.workspaceId)
  const known = new Set(people.performance.map(({ period }) => period))
  const missing = periods === null ? undefined : [periods.before, periods.after].find((period) => !known.has(period))
  if (missing !== undefined)
    return refusal(
      'unknown_period',
      `The performance file has no period “${missing}”. ${known.size === 0 ? 'No such file has been imported.' : `It has: ${[...known].toSorted().join(', ')}.`} Nothing was worked out.`,
    )
  const waves = (await wavesOf(tx, pilot.id)).filter(({ state }) => state === 'closed')
  const names = new Map(waves.map(({ id, wave }) => [id, wave]))
  const answers = await answersOf(
    tx,
    waves.map(({ id }) => id),
  )
  const asked: PilotRows['asked'][number][] = []
  for (const { id, wave } of waves) {
    const invited = await invitedTo(tx, id)
    for (const [managerId, own] of Map.groupBy(invited, ({ managerCode }) => managerCode))
      asked.push({ wave, managerId, invited: own.length, answered: own.filter(({ answered }) => answered).length })
  }
  const use = await toolkitUse(tx, pilot)
  return {
    design,
    hash: pilot.hash ?? '',
    records: peopleRecords(people, periods, design.roster),
    pulse: answers.flatMap(({ waveId, managerCode, ballot }) => {
      const wave = names.get(waveId)
      return wave === undefined ? [] : [{ wave, managerId: managerCode, ballot }]
    }),
    asked: asked.toSorted((one, other) => (`${one.wave}/${one.managerId}` < `${other.wave}/${other.managerId}` ? -1 : 1)),
    toolkit: { meetings: use.meetings, actions: use.actions, mentoring: [] },
    funnel: use.funnel,
    debriefs: use.debriefs,
    deviations: (await deviationsOf(tx, pilot.id)).map(({ note, notedAt }) => ({
      note,
      notedOn: localDate(notedAt, design.zone).toString(),
    })),
    files: await newestFiles(tx, pilot.workspaceId),
  }
}

type Use = { meetings: MeetingHeld[]; actions: ActionDue[]; funnel: FunnelWeek[]; debriefs: PilotRows['debriefs'] }

/** What the toolkit saw of the managers of the pilot arm, as far as the people data tell who they are in Slack. */
async function toolkitUse(tx: Tx, { design, workspaceId }: Pilot): Promise<Use> {
  const { after } = windowsOf(design.startsOn)
  const span = { from: instant(after.start, design.zone), until: instant(after.end, design.zone) }
  const links = await slackPeople(tx, workspaceId)
  const managers = armManagers(design, 'pilot').flatMap(({ managerId, functionName }) => {
    const personId = links.get(managerId)
    return personId === undefined ? [] : [{ managerId, functionName, personId }]
  })
  const byPerson = new Map(managers.map((one) => [one.personId, one]))
  const ids = [...byPerson.keys()]
  const met = (await meetingsUsed(tx, workspaceId, ids, span)).flatMap(({ managerId: personId, startsAt, ...one }) => {
    const manager = byPerson.get(personId)
    return manager === undefined ? [] : [{ ...manager, ...one, date: localDate(startsAt, design.zone) }]
  })
  const agreed = (await actionsUsed(tx, workspaceId, ids)).flatMap(({ managerId: personId, ...one }) => {
    const manager = byPerson.get(personId)
    const dueDate = Temporal.PlainDate.from(one.dueOn)
    if (manager === undefined || !isIn(dueDate, after)) return []
    const day = (at: Temporal.Instant | undefined) => (at === undefined ? null : localDate(at, design.zone))
    return [{ ...manager, owner: one.owner, dueDate, doneDate: day(one.doneAt), cancelledDate: day(one.droppedAt) }]
  })
  return {
    meetings: met.map(({ managerId, date, excused, held, coached }) => ({
      managerId,
      scheduledDate: date,
      status: excused ? 'excused' : held ? 'held' : 'missed',
      coached,
    })),
    actions: agreed.map(({ managerId, owner, dueDate, doneDate, cancelledDate }) => ({
      managerId,
      owner,
      dueDate,
      doneDate,
      cancelledDate,
    })),
    funnel: funnel(
      met.map((one): FunnelMeeting => ({ ...one, week: weekOf(design, one.date) })),
      agreed
        .filter(({ cancelledDate, dueDate }) => cancelledDate === null || !isOnOrBefore(cancelledDate, dueDate))
        .map((one): FunnelAction => ({
          week: weekOf(design, one.dueDate),
          functionName: one.functionName,
          owner: one.owner,
          doneInTime: one.doneDate !== null && isOnOrBefore(one.doneDate, one.dueDate),
        })),
    ),
    debriefs: await debriefsUsed(tx, ids, span),
  }
}

const instant = (date: Temporal.PlainDate, zone: string) => date.toZonedDateTime(zone).toInstant()

/** The week of the pilot, from 1. */
function weekOf({ startsOn }: PilotDesign, date: Temporal.PlainDate): number {
  return Math.floor(daysBetween(Temporal.PlainDate.from(startsOn), date) / 7) + 1
}
