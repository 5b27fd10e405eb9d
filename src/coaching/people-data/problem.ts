/**
 * Something about a file that its reader is told. `line` counts the lines of the file from 1, as an editor shows them; `column` is the
 * column's name in the file, or in the contract where the file has none. A sentence quotes a cell only as far as is needed to find it.
 */
export type Problem = { line: number; column: string | undefined; sentence: string }

/** A cell in a sentence: cut to what helps to find it. */
export function quoted(text: string): string {
  const letters = [...text.replaceAll(/\p{C}+/gu, ' ')]
  return `“${letters.length > 40 ? `${letters.slice(0, 39).join('')}…` : letters.join('')}”`
}

/** The problems as they stand in the file, from the top. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((one, other) => one.line - other.line)
}
