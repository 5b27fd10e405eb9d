import type { Place } from './place.ts'

export type Goal = { kind: 'inside'; place: Place } | { kind: 'outside'; url: string } | { kind: 'nowhere' }

/**
 * Where a link of a message leads: Slack's own links (`…/archives/C1/p123`, `slack://app?id=…&tab=home`, `…/app_redirect?…`) stay in
 * the workspace, http(s) and mailto lead outside, every other scheme leads nowhere. `find` gives the conversation of a channel or app id.
 */
export function goalOf(url: string, appId: string, find: (id: string) => string | undefined): Goal {
  if (!URL.canParse(url)) return { kind: 'nowhere' }
  const parsed = new URL(url)
  const archive = /^\/archives\/([CDG][A-Z0-9]+)/.exec(parsed.pathname)?.[1]
  const channel = archive === undefined ? undefined : find(archive)
  if (channel !== undefined) {
    const thread = parsed.searchParams.get('thread_ts')
    return { kind: 'inside', place: { channel, ...(thread === null ? {} : { thread }) } }
  }
  const named = parsed.searchParams.get('app') ?? parsed.searchParams.get('id')
  const isAppLink = (parsed.protocol === 'slack:' || parsed.pathname === '/app_redirect') && named === appId
  const withApp = isAppLink ? find(appId) : undefined
  if (withApp !== undefined)
    return { kind: 'inside', place: { channel: withApp, tab: parsed.searchParams.get('tab') === 'messages' ? 'messages' : 'home' } }
  return ['http:', 'https:', 'mailto:'].includes(parsed.protocol) ? { kind: 'outside', url } : { kind: 'nowhere' }
}
