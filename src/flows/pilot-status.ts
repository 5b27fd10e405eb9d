import type { WorkspaceId } from '../coaching/ids.ts'
import { localDate } from '../coaching/local-time.ts'
import { weeksOf } from '../coaching/pilot/funnel.ts'
import type { PilotStatus } from '../coaching/pilot/status.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal } from '../coaching/refusal.ts'
import { deviationsOf } from '../db/pilots.ts'
import { invitedTo, wavesOf } from '../db/pulse.ts'
import type { Tx } from '../db/store.ts'
import { pilotFunnel } from './pilot-readout.ts'
import { thePilot } from './pilots.ts'

/** Where the pilot stands: its days, how many answered, and how the toolkit is used by week. The groups are compared nowhere in it. */
export async function pilotStatus(tx: Tx, workspaceId: WorkspaceId, now: Temporal.Instant): Promise<PilotStatus | Refusal<'none'>> {
  const pilot = await thePilot(tx, workspaceId)
  if (isRefusal(pilot)) return pilot
  const waves: PilotStatus['waves'] = []
  for (const { id, wave, opensOn, lastDay, state } of await wavesOf(tx, pilot.id)) {
    const invited = await invitedTo(tx, id)
    waves.push({ wave, opensOn, lastDay, state, invited: invited.length, answered: invited.filter(({ answered }) => answered).length })
  }
  return {
    state: pilot.state,
    design: pilot.design,
    hash: pilot.hash,
    today: localDate(now, pilot.design.zone),
    waves,
    weeks: pilot.state === 'locked' ? weeksOf(await pilotFunnel(tx, pilot)) : [],
    deviations: (await deviationsOf(tx, pilot.id)).length,
  }
}
