import type { HomeData } from '../../../coaching/home.ts'
import { localDate, sayDate } from '../../../coaching/local-time.ts'
import type { Reader } from '../../../coaching/reader.ts'
import type { KnownBlock } from '../kit.ts'
import { button, section } from '../kit.ts'

const copy = {
  isAway: (until: string) => `You are away until ${until}. Nothing is sent to you ahead of your 1:1s.`,
  willBeAway: (from: string, until: string) => `You will be away from ${from} until ${until}.`,
  back: 'I am back',
  notAway: 'I will be here',
}

/** The person's own absence, with the way back. */
export function awayBlocks({ away }: HomeData, reader: Reader): KnownBlock[] {
  if (away === undefined) return []
  const say = (date: Temporal.PlainDate) => sayDate(date, reader.zone, reader.locale)
  const hasBegun = Temporal.PlainDate.compare(away.firstDay, localDate(reader.now, reader.zone)) <= 0
  const sentence = hasBegun ? copy.isAway(say(away.lastDay)) : copy.willBeAway(say(away.firstDay), say(away.lastDay))
  return [section(sentence, button('away_back', hasBegun ? copy.back : copy.notAway, {}))]
}
