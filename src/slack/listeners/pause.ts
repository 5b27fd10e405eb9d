import { refusal } from '../../coaching/refusal.ts'
import { pauseEverything, resumeEverything } from '../../flows/pause.ts'
import { pausedModal, pauseModal } from '../views/pause.ts'
import type { ListenerParts } from './index.ts'

export function listenToPause({ routes }: ListenerParts): void {
  routes.action('pause_everything', async ({ person }) =>
    person.coordinator ? { open: pauseModal() } : refusal('not_yours', 'Only a coordinator can pause Cuecard. Nothing was changed.'),
  )
  routes.submission('pause_everything', async (call) => {
    return (await pauseEverything(call.store, call.person, call.now)) ?? { update: pausedModal() }
  })
  routes.action('resume_everything', async (call) => resumeEverything(call.store, call.person, call.now))
}
