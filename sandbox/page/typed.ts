/** What a person would have to type to get this message text: mentions by name, no markup for links, nothing escaped. */
export function asTyped(text: string, nameOf: (id: string) => string | undefined): string {
  return text
    .replaceAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_whole, id: string) => `@${nameOf(id) ?? id}`)
    .replaceAll(/<#C[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replaceAll(/<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** A line that begins with a slash command, split into it and the rest; undefined for anything else. */
export function commandIn(line: string): { command: string; text: string } | undefined {
  const match = /^(\/[a-z0-9_-]+)(?:\s+([\s\S]*))?$/i.exec(line)
  return match?.[1] === undefined ? undefined : { command: match[1], text: (match[2] ?? '').trim() }
}

/** The part of a name after an `@` that is being typed right before the cursor, and where the `@` stands. */
export function mentionBeing(text: string, cursor: number): { typed: string; at: number } | undefined {
  const match = /(?:^|[\s(])@([\p{L}\p{N}.' -]{0,30})$/u.exec(text.slice(0, cursor))
  const typed = match?.[1]
  return typed === undefined ? undefined : { typed, at: cursor - typed.length - 1 }
}
