import type { MessageData, MessageKind, MessagePayload } from '../coaching/messages.ts'
import { messageKinds } from '../coaching/messages.ts'
import type { Tx } from '../db/store.ts'
import { loadHome } from './home.ts'
import { loadPairProposal, loadPairStarted } from './pairs.ts'

/** How each kind of message reads what it shows, at the moment it is sent; undefined says that nobody wants it any more. */
const loaders: { [K in MessageKind]: (tx: Tx, payload: MessagePayload<K>, now: Temporal.Instant) => Promise<MessageData[K] | undefined> } = {
  home: loadHome,
  pair_proposal: loadPairProposal,
  pair_started: loadPairStarted,
}

/** What a message of this kind shows now, or undefined when it is no longer wanted. The payload is parsed here. */
export async function loadMessage<K extends MessageKind>(tx: Tx, kind: K, payload: unknown, now: Temporal.Instant): Promise<MessageData[K] | undefined> {
  // The schema of this kind gives this kind's payload.
  return loaders[kind](tx, messageKinds[kind].payload.parse(payload) as MessagePayload<K>, now)
}
