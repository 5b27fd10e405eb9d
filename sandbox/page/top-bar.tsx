import { useEffect, useRef, useState } from 'preact/hooks'
import type { PersonState } from '../practice-api.ts'
import { fetchState } from './api.ts'
import { castAtHand } from './cast.ts'
import { Clock } from './clock.tsx'
import { Icon } from './icon.tsx'
import { Avatar, Unread } from './people.tsx'
import { Menu } from './popover.tsx'
import { useWorkspace } from './workspace.ts'

type TopBarProps = {
  /** Grows with everything that happens in the workspace. */
  changes: number
  onBecome: (id: string) => void
  drawer: 'open' | 'closed'
  onDrawer: () => void
  onTour: () => void
  onSidebar: () => void
}

/** The practice workspace's own bar, which no Slack has: who you are, what time it is, what developers look at. */
export function TopBar({ changes, onBecome, drawer, onDrawer, onTour, onSidebar }: TopBarProps) {
  return (
    <header class="top-bar" aria-label="Practice workspace">
      <button type="button" class="icon-button only-narrow" aria-label="Conversations" onClick={onSidebar}>
        <Icon name="menu" />
      </button>
      <Switcher changes={changes} onBecome={onBecome} />
      <Clock changes={changes} />
      <div class="top-tools">
        <ThemeButton />
        <button
          type="button"
          class="icon-button"
          aria-label="Traffic"
          title="Traffic: what the app and Slack say to each other"
          aria-pressed={drawer === 'open'}
          onClick={onDrawer}
        >
          <Icon name="code" />
        </button>
        <button type="button" class="icon-button" aria-label="Take the tour" title="Take the tour" onClick={onTour}>
          <Icon name="tour" />
        </button>
      </div>
    </header>
  )
}

/** `You are …`: one press makes you somebody else. Numbers are what waits unread for each. */
function Switcher({ changes, onBecome }: { changes: number; onBecome: (id: string) => void }) {
  const { state } = useWorkspace()
  const [menu, setMenu] = useState<'open' | 'closed'>('closed')
  const more = useRef<HTMLButtonElement>(null)
  const self = useRef<HTMLDivElement>(null)
  useEffect(
    () => self.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    [state.me.id],
  )
  const buttons = castAtHand(state)
  const others = state.people.filter(({ id, kind }) => !buttons.some((shown) => shown.id === id) && (kind === 'member' || kind === 'guest'))
  const unread = useUnread(buttons, changes)
  return (
    <div ref={self} class="switcher" role="group" aria-label="You are" data-tour="switcher">
      <span class="switcher-words">You are</span>
      {buttons.map((person) => {
        const waiting = unread[person.id] ?? 0
        const first = firstNameOf(person)
        return (
          <button
            key={person.id}
            type="button"
            class="switcher-person"
            aria-pressed={person.id === state.me.id}
            title={`${person.name}${person.title === '' ? '' : `, ${person.title}`}`}
            onClick={() => onBecome(person.id)}
          >
            <Avatar person={person} size="s" />
            <span>{first}</span>
            <Unread count={waiting} />
          </button>
        )
      })}
      {others.length > 0 && (
        <button
          ref={more}
          type="button"
          class="switcher-person"
          aria-haspopup="menu"
          aria-expanded={menu === 'open'}
          onClick={() => setMenu(menu === 'open' ? 'closed' : 'open')}
        >
          More
        </button>
      )}
      {menu === 'open' && (
        <Menu
          anchor={more}
          label="More people"
          onClose={() => setMenu('closed')}
          items={others.map((person) => ({
            kind: 'item' as const,
            label: person.name,
            description: person.title,
            onChoose: () => onBecome(person.id),
          }))}
        />
      )}
    </div>
  )
}

export const firstNameOf = (person: PersonState): string => person.displayName.split(' ')[0] ?? person.displayName

/** How many unread messages each of the people has, counted again a moment after something changed. */
function useUnread(people: readonly PersonState[], changes: number): Record<string, number> {
  const { state } = useWorkspace()
  const [unread, setUnread] = useState<Record<string, number>>({})
  const own = state.conversations.reduce((sum, conversation) => sum + conversation.unread, 0)
  useEffect(() => {
    let current: 'current' | 'late' = 'current'
    const timer = setTimeout(async () => {
      const counted = await Promise.all(
        people
          .filter((person) => person.id !== state.me.id)
          .map(async (person) => {
            const seen = await fetchState(person.id).catch(() => undefined)
            return [person.id, (seen?.conversations ?? []).reduce((sum, conversation) => sum + conversation.unread, 0)] as const
          }),
      )
      if (current === 'current') setUnread(Object.fromEntries(counted))
    }, 250)
    return () => {
      current = 'late'
      clearTimeout(timer)
    }
  }, [changes, state.me.id])
  return { ...unread, [state.me.id]: own }
}

function ThemeButton() {
  const [dark, setDark] = useState(isDark)
  const flip = () => {
    const theme = dark ? 'light' : 'dark'
    document.documentElement.dataset['theme'] = theme
    localStorage.setItem('practice.theme', theme)
    setDark(!dark)
  }
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={dark ? 'Use light colours' : 'Use dark colours'}
      title={dark ? 'Light colours' : 'Dark colours'}
      onClick={flip}
    >
      <Icon name={dark ? 'sun' : 'moon'} />
    </button>
  )
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme']
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark'
}
