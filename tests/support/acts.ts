import fc from 'fast-check'
import type { Act } from '../../src/coaching/actions.ts'
import type { ActionOwner } from '../../src/coaching/session-fields.ts'

/** Words as people write them: plain, with emoji, with markup that must stay words. */
export const words = fc.oneof(
  fc.constantFrom('Call the two accounts', 'Ask Tomas 👩‍💻', '顧客に電話する', '<!channel> *now*'),
  fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.trim() === text && text !== ''),
)
export const dates = fc.constantFrom('2026-02-20', '2026-03-02', '2026-03-06', '2026-03-10')

/** One try of somebody at an action: what they do, and how many versions behind the screen before them was. */
export type Try = { by: ActionOwner; what: DistributiveOmit<Act, 'version'>; behind: number }
type DistributiveOmit<T, K extends string> = T extends unknown ? Omit<T, K> : never

export const tries: fc.Arbitrary<Try[]> = fc.array(
  fc.record({
    by: fc.constantFrom<ActionOwner>('employee', 'manager'),
    behind: fc.constantFrom(0, 0, 0, 1, -1),
    what: fc.oneof(
      fc.constantFrom<Try['what']>(
        { act: 'confirm' },
        { act: 'confirm' },
        { act: 'not_agreed' },
        { act: 'accept' },
        { act: 'keep' },
        { act: 'done' },
      ),
      fc.record({
        act: fc.constant('suggest' as const),
        suggestion: fc.record({ text: words, dueOn: dates, note: fc.option(words, { nil: undefined }) }),
      }),
      fc.record({ act: fc.constant('answer' as const), text: words, dueOn: dates }),
      fc.record({ act: fc.constant('not_yet' as const), dueOn: dates }),
      fc.record({ act: fc.constant('drop' as const), reason: words }),
    ),
  }),
  { maxLength: 25 },
)

/** The act as it would be sent from a screen that showed an older, this, or a made-up later version. */
export function asAct({ what, behind }: Try, version: number): Act {
  // Acts that carry no version ignore it.
  return { ...what, version: version - behind } as Act
}
