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
  await until(work, 'Step 3 of 3')
  if (said.promise === undefined) {
    await maya.view().press('Nothing this time')
    await until(work, 'You promise nothing this time.')
  } else await maya.view().type('What I will do before next time', said.promise)
  if (said.step !== undefined) await maya.view().type('Next step', said.step)
  if (said.due !== undefined) await maya.view().pickDate('By when', said.due)
  await maya.view().submit()
  await until(work, 'That is it.')
  await work.settled()
  await maya.view().dismiss()
}

/** Goes on once Maya's modal says this. */
async function until(work: Workplace, words: string): Promise<void> {
  for (let round = 0; round < 20 && !work.maya.view().text.includes(words); round++) await work.settled()
  if (!work.maya.view().text.includes(words)) throw new Error(`Maya's modal never said "${words}": ${work.maya.view().text}`)
}
