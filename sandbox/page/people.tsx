import type { PersonState } from '../practice-api.ts'
import { useWorkspace } from './workspace.ts'

/** A person's picture: initials on their colour, so that nothing is fetched. The name beside it speaks, the picture is silent. */
export function Avatar({ person, size = 'm' }: { person: PersonState | undefined; size?: 's' | 'm' | 'l' }) {
  const isApp = person?.kind === 'app' || person?.kind === 'bot'
  return (
    <span
      class={`avatar avatar-${size} ${isApp ? 'avatar-app' : ''}`}
      style={{ background: colourOf(person) }}
      data-initials={isApp ? '' : initialsOf(person?.name ?? '?')}
      aria-hidden="true"
    >
      {isApp && <AppMark />}
    </span>
  )
}

/** A person's name, wherever text mentions them; pressing it opens the conversation with them. */
export function Mention({ id, label }: { id: string; label?: string | undefined }) {
  const { person, state, act, open } = useWorkspace()
  const known = person(id)
  const name = known?.displayName ?? label ?? id
  const go = async () => {
    if (known === undefined || id === state.me.id) return
    const result = await act({ do: 'openIm', user: id })
    if (result.ok && result.channel !== undefined) open({ channel: result.channel })
  }
  return (
    <button type="button" class={`mention ${id === state.me.id ? 'mention-me' : ''}`} onClick={go}>
      @{name}
    </button>
  )
}

/** How many messages wait, as a red number that reads as "2 unread". Nothing for none. */
export function Unread({ count }: { count: number }) {
  return count === 0 ? null : (
    <em class="count">
      {count}
      <span class="unseen"> unread</span>
    </em>
  )
}

/** `APP` beside an app's name, and what else sets a person apart. */
export function Badge({ person }: { person: PersonState | undefined }) {
  const words = person === undefined ? undefined : badges[person.kind]
  return words === undefined ? null : <span class="badge">{words}</span>
}

const badges: Record<PersonState['kind'], string | undefined> = {
  member: undefined,
  guest: 'Guest',
  deactivated: 'Deactivated',
  bot: 'App',
  app: 'App',
  stranger: 'External',
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase()
}

function colourOf(person: PersonState | undefined): string {
  const colour = person?.colour ?? '6b6475'
  return /^[0-9a-f]{3,8}$/i.test(colour) ? `#${colour}` : colour
}

/** Three lines of a card: the app's own mark. */
const AppMark = () => (
  <svg viewBox="0 0 32 32" width="100%" height="100%">
    <rect width="32" height="32" fill="#2b1f3a" />
    <path d="M9 11h14M9 16h10M9 21h6" stroke="#f3c969" stroke-width="3" stroke-linecap="round" />
  </svg>
)
