/** The words of an option's text object, as one line. */
export function wordsOfOption(text: unknown): string {
  return text !== null && typeof text === 'object' && 'text' in text && typeof text.text === 'string' ? text.text : ''
}
