import { z } from 'zod'
import type { BudgetClass } from './budget.ts'
import type * as Ids from './ids.ts'
import type { HomeData } from './home.ts'
import type { PairProposal, PairStarted } from './pair-messages.ts'

/** What each kind of message shows, read from current state at the moment it is sent. */
export type MessageData = {
  home: HomeData
  pair_proposal: PairProposal
  pair_started: PairStarted
}
export type MessageKind = keyof MessageData

/** The ids that an outbox row of a kind carries; never words. */
export type MessagePayload<K extends MessageKind> = z.infer<(typeof messageKinds)[K]['payload']>

type MessageRule = {
  payload: z.ZodType
  /** How it counts in the person's weekly notification budget. */
  budget: BudgetClass
  /** Lower goes first when many wait: 1 answers to a person's own act, 2 what is due now, 3 everything else. */
  priority: 1 | 2 | 3
}

const id = <Name extends string>() => z.string().transform((text) => text as Ids.Id<Name>)

export const messageKinds = {
  home: { payload: z.object({ personId: id<'person'>() }), budget: 'exempt', priority: 1 },
  pair_proposal: { payload: z.object({ pairId: id<'pair'>() }), budget: 'exempt', priority: 1 },
  pair_started: { payload: z.object({ pairId: id<'pair'>() }), budget: 'exempt', priority: 1 },
} satisfies Record<MessageKind, MessageRule>
