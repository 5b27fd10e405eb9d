import type { PulseBallot } from '../../coaching/pilot/pulse-items.ts'
import { monthAnswers, pulseItems } from '../../coaching/pilot/pulse-items.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { answerPulse, loadPulse } from '../../flows/pulse.ts'
import type { Values } from '../values.ts'
import { text } from '../values.ts'
import { drawPulse } from '../views/pulse.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

/** *Send my answers*: nothing of the payload is kept beside its effect, and the message is drawn again in the same breath. */
export function listenToPulse({ routes }: ListenerParts): void {
  routes.ballot('pulse_send', async (call) => {
    const { store, person, now, value } = call
    const outcome = await answerPulse(store, value.waveId, person, ballotOf(call.values), now)
    if (isRefusal(outcome) && outcome.refused !== 'answered' && outcome.refused !== 'closed') return outcome
    const shown = await loadPulse(store.read, { waveId: value.waveId, personId: person.id }, now)
    if (shown === undefined) return isRefusal(outcome) ? outcome : undefined
    const message = drawPulse(shown, readerOf(call))
    return { replace: message, ...(isRefusal(outcome) ? { say: outcome.sentence } : {}) }
  })
}

function ballotOf(values: Values): PulseBallot {
  const month = (field: 'asked' | 'applied') => monthAnswers.find((answer) => answer === text(values, field)) ?? null
  return { items: pulseItems.map(({ id }) => itemOf(text(values, id))), asked: month('asked'), applied: month('applied') }
}

function itemOf(chosen: string | undefined): number | null {
  return chosen !== undefined && /^[1-5]$/.test(chosen) ? Number(chosen) : null
}
