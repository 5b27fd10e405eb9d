/** A made-up message that a coordinator sent to themselves: which kind of message, and which of its samples. */
export type SampleMessage = { of: string; state: string }
