import type { Person } from '../../sandbox/slack/index.ts'
import type { Workplace } from './app.ts'

/** Presses a button on App Home that this person was never shown, by way of one that they were. */
export async function forge(work: Workplace, person: Person, act: string, value: Record<string, unknown>): Promise<void> {
  await person.openHome()
  await work.settled()
  const home = person.home()
  const button = home.blocks.flatMap(elementsOf).find((element) => element['action_id'] === 'add_pair')
  if (button === undefined) throw new Error('App Home has no button to stand in for another')
  const before = { ...button }
  Object.assign(button, { action_id: act, value: JSON.stringify(value) })
  await home.press({ actionId: act, value: JSON.stringify(value) })
  Object.assign(button, before)
  await work.settled()
}

function elementsOf(block: Record<string, unknown>): Record<string, unknown>[] {
  return Array.isArray(block['elements']) ? (block['elements'] as Record<string, unknown>[]) : []
}
