import type { MessageKind } from './messages.ts'

/** What was not delivered, in counts: nobody's name and nothing that anybody wrote. */
export type DeadLetters = {
  messages: { kind: MessageKind; count: number }[]
  /** Things that Slack told us and that could not be taken in. */
  events: number
  /** Full members whom Slack does not let us write to. */
  unreachable: number
}
