import { parseDocument } from 'yaml'

/** The manifest for signed HTTP, made from the Socket Mode one: every address is `<host>/slack/events`. Throws a sentence for a host that Slack would refuse. */
export function manifestFor(source: string, { http }: { http: string }): string {
  if (!URL.canParse(http) || new URL(http).protocol !== 'https:')
    throw new Error(`Slack only calls https addresses, such as https://cuecard.example.com. Given was: ${http}`)
  const url = new URL('/slack/events', http).toString()
  const manifest = parseDocument(source)
  manifest.setIn(['settings', 'socket_mode_enabled'], false)
  manifest.setIn(['settings', 'event_subscriptions', 'request_url'], url)
  manifest.setIn(['settings', 'interactivity', 'request_url'], url)
  manifest.setIn(['features', 'slash_commands', 0, 'url'], url)
  manifest.commentBefore = ' The manifest for signed HTTP, made from manifest.yml.'
  return manifest.toString()
}
