import { retryDeadLetters } from '../../flows/dead-letters.ts'
import type { ListenerParts } from './index.ts'

export function listenToDeadLetters({ routes, wakeEvents }: ListenerParts): void {
  routes.action('dead_letters_retry', async (call) => {
    const no = await retryDeadLetters(call.store, call.person, call.now)
    wakeEvents()
    return no
  })
}
