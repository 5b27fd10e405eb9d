import type { HomeData, HomePair } from '../../coaching/home.ts'
import { sayRelativeDay } from '../../coaching/local-time.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { HomeView, KnownBlock } from './kit.ts'
import { actions, button, context, escape, header, section } from './kit.ts'

/** The calm index of everything that is this person's. */
export function drawHome(data: HomeData, reader: Reader): HomeView {
  return {
    type: 'home',
    blocks: [
      header(`Hello ${data.personName}`.slice(0, 150)),
      ...(data.asManager.length > 0 ? [section('*Your 1:1s*'), ...data.asManager.flatMap((pair) => pairBlocks(pair, reader))] : [section('Cuecard helps you turn the 1:1s that you have already into goals, help and next steps.')]),
      actions(button('add_pair', 'Add a 1:1', {}, { style: 'primary' })),
      ...(data.asEmployee.length > 0 ? [section('*Your own 1:1s with your manager*'), ...data.asEmployee.flatMap((pair) => pairBlocks(pair, reader))] : []),
    ],
  }
}

function pairBlocks(pair: HomePair, reader: Reader): KnownBlock[] {
  const next = pair.nextMeetingAt ? `Next: ${sayRelativeDay(pair.nextMeetingAt, reader.now, reader.zone, reader.locale)}` : pair.state === 'proposed' ? 'Waits for a yes' : 'Paused'
  return [section(`*${escape(pair.otherName)}*, ${pair.cadence}`), context(next)]
}
