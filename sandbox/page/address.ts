import type { Place, Tab } from './place.ts'

/** What the page's address says: who is at the screen and what is open, so that two windows can be two people. */
export type Address = { as?: string; place?: Place }

export function readAddress(search: string): Address {
  const words = new URLSearchParams(search)
  const as = words.get('as')
  const channel = words.get('c')
  const tab = words.get('tab')
  const thread = words.get('thread')
  return {
    ...(as === null ? {} : { as }),
    ...(channel === null ? {} : { place: { channel, ...(isTab(tab) ? { tab } : {}), ...(thread === null ? {} : { thread }) } }),
  }
}

export function writeAddress(as: string, place: Place | undefined): string {
  const words = new URLSearchParams({ as })
  if (place !== undefined) words.set('c', place.channel)
  if (place?.tab !== undefined) words.set('tab', place.tab)
  if (place?.thread !== undefined) words.set('thread', place.thread)
  return `?${words}`
}

const isTab = (tab: string | null): tab is Tab => tab === 'home' || tab === 'messages' || tab === 'about'
