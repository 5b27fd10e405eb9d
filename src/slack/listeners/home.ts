import { openHome } from '../../flows/home.ts'
import type { ListenerParts } from './index.ts'
import { personOf } from './people.ts'

export function listenToHome(parts: ListenerParts): void {
  parts.app.event('app_home_opened', async ({ event }) => {
    const now = parts.clock.now()
    const person = await personOf(parts, event.user, now)
    if (person !== undefined) await openHome(parts.store, person, now)
  })
}
