import type { MessageData } from '../../../coaching/messages.ts'
import type { CalendarForm } from '../calendar.ts'
import { calendarAddressModal, calendarModal, calendarPickedModal, calendarSlowModal } from '../calendar.ts'
import type { ModalView } from '../kit.ts'
import { at, sampleNow } from './at.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const choices = [
  { value: 'a', kind: 'series' as const, title: '1:1 Maya / Dev', nextAt: at('2026-03-03T13:00:00Z') },
  { value: 'b', kind: 'attendee' as const, title: 'dev@example.com', nextAt: at('2026-03-03T13:00:00Z') },
  {
    value: 'c',
    kind: 'series' as const,
    title: '<!channel> *A title* that is very long, longer than a menu has room for, and goes on',
    nextAt: at('2026-03-04T09:00:00Z'),
  },
  { value: 'd', kind: 'series' as const, title: '', nextAt: at('2026-03-05T09:00:00Z') },
]
const pair = { pairId: 'pr_0000000000000001', employeeName: 'Dev', cadence: 'every Tuesday at 14:00', choices, chosen: 'a' }
const form: CalendarForm = {
  host: 'calendar.google.com',
  readAt: sampleNow,
  problem: undefined,
  unreadable: 0,
  pairs: [pair, { ...pair, pairId: 'pr_0000000000000002', employeeName: 'Chi', chosen: undefined }],
}

/** A name as long as DNS allows. */
const longestHost = `${`${'calendar-of-the-north-region-'.repeat(2)}01.`.repeat(4)}example.com`

export const calendarMessages = {
  feed_failing: {
    was_read: {
      host: 'calendar.google.com',
      problem: 'There is no calendar at this address any more. Copy the address again from your calendar.',
      lastReadAt: at('2026-03-01T08:00:00Z'),
      failingSinceAt: at('2026-03-01T09:00:00Z'),
    },
    never_read: {
      host: 'outlook.office365.com',
      problem: 'The calendar server does not answer.',
      lastReadAt: undefined,
      failingSinceAt: at('2026-03-01T09:00:00Z'),
    },
    ...extremes<MessageData['feed_failing']>((as) =>
      as({
        host: longestHost,
        problem: 'There is no calendar at this address any more. Copy the address again from your calendar.',
        lastReadAt: at('2026-03-01T08:00:00Z'),
        failingSinceAt: at('2026-03-01T09:00:00Z'),
      }),
    ),
  },
} satisfies { feed_failing: Record<string, MessageData['feed_failing']> }

export const calendarModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  calendar: {
    address: calendarAddressModal(),
    pick: calendarModal(form, reader),
    nothing_found: calendarModal({ ...form, pairs: form.pairs.map((one) => ({ ...one, choices: [], chosen: undefined })) }, reader),
    no_pairs: calendarModal({ ...form, pairs: [] }, reader),
    failing: calendarModal({ ...form, readAt: undefined, problem: 'The calendar server does not answer.', unreadable: 2 }, reader),
    very_many: calendarModal(
      {
        ...form,
        pairs: Array.from({ length: 60 }, (_none, index) => ({
          ...pair,
          pairId: `pr_00000000000001${String(index).padStart(2, '0')}`,
          choices: Array.from({ length: 150 }, (_one, nth) => ({ ...pair.choices[0]!, value: `v${nth}` })),
          chosen: 'v3',
        })),
      },
      reader,
    ),
    ...extremes((as) => calendarModal(as({ ...form, host: longestHost }), reader)),
    picked: calendarPickedModal(2),
    picked_none: calendarPickedModal(0),
    slow: calendarSlowModal(),
  },
})
