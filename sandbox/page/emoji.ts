/** The emoji of one of Slack's names (without colons), or undefined when Slack has no such name. */
export function emojiOf(name: string): string | undefined {
  return { wave: '👋', tada: '🎉', white_check_mark: '✅', heavy_check_mark: '✔️', calendar: '📆' }[name]
}
