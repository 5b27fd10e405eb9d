import type { Workplace } from './app.ts'

/** Maya's session with Dev, from *Coach now* on App Home to its end; only what is given differs from nothing new. */
export async function holdSession(
  work: Workplace,
  said: { goal?: string; help?: string[]; detail?: string; step?: string; promise?: string; due?: string },
): Promise<void> {
  const { maya } = work
  await maya.command('/coach', 'start')
  await work.settled()
  if (said.goal !== undefined) await maya.view().type('Goal for this quarter', said.goal)
  await maya.view().submit()
  if (said.help === undefined) await maya.view().press('Nothing right now')
  else {
    await maya.view().choose('What would help', said.help)
    await work.settled()
    if (said.detail !== undefined) await maya.view().type('Say a little more', said.detail)
    await maya.view().submit()
  }
  await work.settled()
  if (said.promise === undefined) await maya.view().press('Nothing this time')
  else await maya.view().type('What the manager will do before next time', said.promise)
  await work.settled()
  if (said.step !== undefined) await maya.view().type('Next step', said.step)
  if (said.due !== undefined) await maya.view().pickDate('By when', said.due)
  await maya.view().submit()
  await work.settled()
  await maya.view().dismiss()
}
