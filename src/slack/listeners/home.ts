import { openHome } from '../../flows/home.ts'
import type { ListenerParts } from './index.ts'

export function listenToHome({ app, store, clock, directory }: ListenerParts): void {
  app.event('app_home_opened', async ({ event }) => {
    const now = clock.now()
    await openHome(store, await directory.person(event.user, now), now)
  })
}
