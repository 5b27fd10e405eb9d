import { localDate } from '../../coaching/local-time.ts'
import type { Refusal } from '../../coaching/refusal.ts'
import { isRefusal, refusal } from '../../coaching/refusal.ts'
import { pilotStatus } from '../../flows/pilot-status.ts'
import { designPilot, lockPilot } from '../../flows/pilots.ts'
import type { Caller, Reply } from '../listen.ts'
import { list, text } from '../values.ts'
import { pilotDesignModal, pilotLockModal, pilotModal } from '../views/pilot.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

/** The coordinator's screens of a pilot. They do what the operator's commands do, through the same flows. */
export function listenToPilot({ routes }: ListenerParts): void {
  routes.action('pilot_design', async (call) => {
    const no = forCoordinators(call)
    const monday = nextMonday(localDate(call.now, call.workspace.zone).add({ weeks: 3 }))
    return no ?? { open: pilotDesignModal({ startsOn: monday.toString() }) }
  })
  routes.submission('pilot_design', async (call) => {
    const no = forCoordinators(call)
    if (no !== undefined) return no
    const startsOn = text(call.values, 'starts_on')
    const control = text(call.values, 'control')
    if (startsOn === undefined) return { errors: { starts_on: 'Please pick a Monday.' } }
    if (control !== 'late_start' && control !== 'follow_up') return { errors: { control: 'Please choose one.' } }
    const designed = await designPilot(call.store, call.workspace.id, { startsOn: Temporal.PlainDate.from(startsOn), control }, call.now)
    return isRefusal(designed) ? { errors: { starts_on: designed.sentence } } : { update: await shownPilot(call) }
  })

  routes.action('pilot_lock', async (call) => {
    const no = forCoordinators(call)
    if (no !== undefined) return no
    const status = await pilotStatus(call.store.read, call.workspace.id, call.now)
    return isRefusal(status) ? status : { open: pilotLockModal(status) }
  })
  routes.submission('pilot_lock', async (call) => {
    const no = forCoordinators(call)
    if (no !== undefined) return no
    const hasRead = list(call.values, 'understood').includes('read')
    if (!hasRead) return { errors: { understood: 'Please confirm that you have read this. Nothing was changed.' } }
    const locked = await lockPilot(call.store, call.workspace.id, { personId: call.person.id, hasRead }, call.now)
    return isRefusal(locked) ? locked : { update: await shownPilot(call) }
  })
}

/** `/coach pilot`: where the pilot stands, for coordinators. */
export async function pilotReply(call: Caller): Promise<Reply> {
  return forCoordinators(call) ?? { open: await shownPilot(call) }
}

async function shownPilot(call: Caller) {
  const status = await pilotStatus(call.store.read, call.workspace.id, call.now)
  return pilotModal(isRefusal(status) ? undefined : status, readerOf(call))
}

function forCoordinators({ person }: Caller): Refusal | undefined {
  return person.coordinator
    ? undefined
    : refusal('not_yours', 'The pilot is planned by coordinators, and its results open for everybody on one day. Nothing was changed.')
}

function nextMonday(from: Temporal.PlainDate): Temporal.PlainDate {
  return from.add({ days: (8 - from.dayOfWeek) % 7 })
}
