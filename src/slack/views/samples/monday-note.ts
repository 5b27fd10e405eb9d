import type { MessageData } from '../../../coaching/messages.ts'

export const mondayMessages = {
  monday_note: {
    with_a_roster: {
      coverage: { withPair: 214, ofRoster: 260 },
      unconfirmedPercent: 18,
      ownerless: 3,
      undelivered: 1,
      notFound: 12,
    },
    all_well: { coverage: { withPair: 40, ofRoster: 40 }, unconfirmedPercent: 0, ownerless: 0, undelivered: 0, notFound: 0 },
    first_weeks: {
      coverage: { withPair: 1, ofRoster: undefined },
      unconfirmedPercent: undefined,
      ownerless: 1,
      undelivered: 0,
      notFound: 0,
    },
  },
} satisfies { [K in 'monday_note']: Record<string, MessageData[K]> }
