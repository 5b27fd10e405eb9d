/**
 * An expected "no", handed back as a value: somebody asked for something that cannot be done, and nobody made a mistake.
 * `refused` is the code a caller branches on; `sentence` is what the person reads: what happened, that nothing was lost, what to do next.
 * Bugs and broken machinery are thrown instead.
 */
export type Refusal<R extends string = string> = { readonly refused: R; readonly sentence: string }

/** A refusal with its code kept as a literal type, so that a `switch` on `refused` can be checked for completeness. */
export function refusal<const R extends string>(code: R, sentence: string): Refusal<R> {
  return { refused: code, sentence }
}

/**
 * True when a result is a refusal; narrows `Result | Refusal<R>` to the refusal part and keeps its codes.
 * Any object with the two string fields counts, so no result of ours may carry both.
 */
export function isRefusal<T>(result: T): result is Extract<T, Refusal> {
  return (
    typeof result === 'object' &&
    result !== null &&
    'refused' in result &&
    typeof result.refused === 'string' &&
    'sentence' in result &&
    typeof result.sentence === 'string'
  )
}
