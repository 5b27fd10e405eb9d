import type { WorkspaceId } from '../coaching/ids.ts'
import type { WaveName } from '../coaching/pilot/pulse-items.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import type { PulseAnswer } from '../db/pulse.ts'
import { closeWave, openWave, saveAnswers, wavesOf } from '../db/pulse.ts'
import type { Store } from '../db/store.ts'
import { thePilot } from './pilots.ts'

/** Takes the answers of a wave that was asked outside of Slack, all of them or none, and closes it. Gives how many there were. */
export async function takePulseFile(
  store: Store,
  workspaceId: WorkspaceId,
  name: WaveName,
  answers: readonly PulseAnswer[],
): Promise<number | Refusal<'none' | 'begun' | 'strangers'>> {
  return store.write(async (tx) => {
    const pilot = await thePilot(tx, workspaceId)
    if (isRefusal(pilot)) return pilot
    const wave = (await wavesOf(tx, pilot.id)).find((one) => one.wave === name)
    if (wave === undefined || wave.state !== 'planned')
      return refusal(
        'begun',
        `The wave ${name} has answers already, or is being asked in Slack. Nothing was taken: two sources for one wave would count people twice.`,
      )
    const enrolled = new Set(pilot.design.managers.map(({ managerId }) => managerId))
    const strangers = [...new Set(answers.map(({ managerCode }) => managerCode))].filter((code) => !enrolled.has(code))
    if (strangers.length > 0)
      return refusal(
        'strangers',
        `These managers take no part in the pilot: ${strangers.slice(0, 20).join(', ')}. Nothing was taken. Correct the file.`,
      )
    await openWave(tx, wave, [])
    await closeWave(tx, wave)
    await saveAnswers(tx, wave, answers)
    return answers.length
  })
}
