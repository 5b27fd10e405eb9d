import type { ResourceId } from './ids.ts'
import type { Context } from './question-bank.ts'
import type { KeptHelpKind } from './session-fields.ts'

/** Something the organisation has to offer: a course, a page, a person to ask. The coordinator keeps the list. */
export type Resource = {
  id: ResourceId
  title: string
  link: string
  helpKind: KeptHelpKind
  contexts: readonly Context[]
  /** Who knows about it, by name. */
  ownerName: string | undefined
}

/** How long its texts may be, in code points. */
export const resourceLength = { title: 100, link: 500 }

/** How many are shown beside what was picked. */
export const suggestedResources = 3

/** What fits what was picked, for a pair's kind of work: those made for it first, then those for any, each by title. */
export function suggestResources(all: readonly Resource[], kinds: readonly string[], context: Context): Resource[] {
  const isOwn = ({ contexts }: Resource) => context !== 'general' && contexts.includes(context)
  return all
    .filter(({ helpKind, contexts }) => kinds.includes(helpKind) && (contexts.includes('general') || contexts.includes(context)))
    .toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)) || a.title.localeCompare(b.title, 'en') || a.id.localeCompare(b.id))
    .slice(0, suggestedResources)
}

/** A web address as it is kept, or the sentence that says what is wrong with it. Only pages: `http://…` and `https://…`. */
export function readLink(typed: string): { link: string } | { sentence: string } {
  if (typed.length > resourceLength.link)
    return { sentence: `A link can have at most ${resourceLength.link} characters; this one has ${typed.length}.` }
  const url = URL.canParse(typed) ? new URL(typed) : undefined
  if (url === undefined) return { sentence: 'This is not a whole web address. It begins with https://.' }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { sentence: 'Only web pages can be listed: the link begins with https:// or http://.' }
  if (url.username !== '' || url.password !== '')
    return { sentence: 'This link has a user name or a password in it, which everybody would see. Please take it out.' }
  return { link: url.href }
}
