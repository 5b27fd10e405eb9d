import type { PairId } from '../../coaching/ids.ts'
import type { LookBackQuarter } from '../../coaching/look-back.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { openLookBack, putLinesBack, sendLookBack, takeLineOut } from '../../flows/look-back.ts'
import type { Caller, Reply, Where } from '../listen.ts'
import { lookBackModal } from '../views/look-back.ts'
import type { ListenerParts } from './index.ts'
import { showForm } from './plan-screens.ts'
import { readerOf } from './reader.ts'

/** The look-back of a quarter: reading it, taking out what is about oneself, and the file. */
export function listenToLookBack({ routes }: ListenerParts): void {
  routes.action('look_back', async (call) => drawn(call, call.value.pairId, call.value.which))

  routes.action('look_back_take_out', async (call) => {
    const { pairId, which, key } = call.value
    return drawn(call, pairId, which, (await takeLineOut(call.store, pairId, which, key, call.person, call.now))?.sentence)
  })

  routes.action('look_back_put_back', async (call) => {
    const { pairId, which } = call.value
    return drawn(call, pairId, which, (await putLinesBack(call.store, pairId, which, call.person, call.now))?.sentence)
  })

  routes.action('look_back_export', async (call) => {
    const { pairId, which, format } = call.value
    const no = await sendLookBack(call.store, pairId, which, format, call.person, call.now)
    return drawn(call, pairId, which, no?.sentence ?? 'The file is on its way to your messages with Cuecard.')
  })
}

async function drawn(
  call: Caller & { where: Where | undefined },
  pairId: PairId,
  which: LookBackQuarter,
  sentence?: string,
): Promise<Reply> {
  const opened = await openLookBack(call.store.read, pairId, which, call.person, call.now)
  return isRefusal(opened) ? opened : showForm(call.where, lookBackModal(opened.lookBack, opened.side, readerOf(call), sentence))
}
