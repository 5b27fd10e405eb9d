import { useEffect, useRef, useState } from 'preact/hooks'
import type { ConversationState } from '../practice-api.ts'
import { Icon } from './icon.tsx'
import { Avatar } from './people.tsx'
import { Menu, Popover } from './popover.tsx'
import { commandIn, mentionBeing } from './typed.ts'
import { useWorkspace, type Deed } from './workspace.ts'

/** What is offered while a person types: a command, a global shortcut, or somebody to mention. */
type Offer = { key: string; label: string; note: string; hint?: string; personId?: string; take: () => void }

/** What was being written stays when the person looks elsewhere for a moment. */
const unsent = new Map<string, string>()

/** The box to write in: Enter sends, Shift+Enter breaks the line, `/` offers commands, `@` offers people. */
export function Composer({ conversation, threadTs }: { conversation: ConversationState; threadTs?: string }) {
  const { state, act, toast } = useWorkspace()
  const memory = `${state.me.id} ${conversation.id} ${threadTs ?? ''}`
  const [text, setText] = useState(unsent.get(memory) ?? '')
  const [cursor, setCursor] = useState(0)
  const [active, setActive] = useState(0)
  const [offers, setOffers] = useState<'wanted' | 'dismissed'>('wanted')
  const [menu, setMenu] = useState<'open' | 'closed'>('closed')
  const [sending, setSending] = useState<'sending' | 'idle'>('idle')
  const box = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const plus = useRef<HTMLButtonElement>(null)

  const write = (next: string) => {
    unsent.set(memory, next)
    setText(next)
    setActive(0)
    setOffers('wanted')
  }
  useEffect(() => {
    if (area.current === null) return
    area.current.style.height = 'auto'
    area.current.style.height = `${Math.min(area.current.scrollHeight, 220)}px`
  }, [text])

  const doIt = async (what: Deed) => {
    const result = await act(what)
    if (!result.ok) toast(result.trouble ?? 'That did not work.', 'trouble')
    return result.ok
  }
  const runShortcut = (callbackId: string) => {
    write('')
    void doIt({ do: 'shortcut', callbackId })
  }

  const commandOffers = (): Offer[] => {
    if (threadTs !== undefined || !/^\/\S*$/.test(text)) return []
    const typed = text.slice(1).toLowerCase()
    const commands = state.app.commands
      .filter((one) => one.command.slice(1).startsWith(typed))
      .map((one) => ({
        key: one.command,
        label: one.command,
        note: one.description,
        hint: one.usageHint,
        take: () => write(`${one.command} `),
      }))
    const shortcuts = state.app.shortcuts
      .filter((one) => one.type === 'global' && one.name.toLowerCase().includes(typed))
      .map((one) => ({
        key: one.callbackId,
        label: one.name,
        note: one.description,
        hint: 'Shortcut',
        take: () => runShortcut(one.callbackId),
      }))
    return [...commands, ...shortcuts]
  }
  const mention = mentionBeing(text, cursor)
  const mentionOffers = (): Offer[] => {
    if (mention === undefined || state.people.some((person) => person.displayName === mention.typed)) return []
    const typed = mention.typed.toLowerCase()
    return state.people
      .filter(
        (person) =>
          person.kind !== 'deactivated' &&
          `${person.name} ${person.displayName}`
            .toLowerCase()
            .split(' ')
            .some((word) => word.startsWith(typed)),
      )
      .slice(0, 8)
      .map((person) => ({
        key: person.id,
        label: person.name,
        note: person.title,
        personId: person.id,
        take: () => {
          const before = `${text.slice(0, mention.at)}@${person.displayName} `
          write(before + text.slice(cursor))
          setCursor(before.length)
          requestAnimationFrame(() => area.current?.setSelectionRange(before.length, before.length))
        },
      }))
  }
  const commands = commandOffers()
  const offered = offers === 'dismissed' ? [] : commands.length > 0 ? commands : mentionOffers()
  const asked = commandIn(text)
  const known = asked === undefined ? undefined : state.app.commands.find((one) => one.command === asked.command)

  const send = async () => {
    const typed = text.trim()
    if (typed === '' || sending === 'sending') return
    const command = threadTs === undefined ? commandIn(typed) : undefined
    const mistyped = command !== undefined && !state.app.commands.some((one) => one.command === command.command)
    if (mistyped) {
      toast(`${command.command} is not a command here. To send it as text, put a space before it.`, 'trouble')
      if (!text.startsWith(' ')) return
    }
    write('')
    setSending('sending')
    const sent =
      command !== undefined && !mistyped
        ? await doIt({ do: 'command', channel: conversation.id, ...command })
        : await doIt({ do: 'say', channel: conversation.id, text: typed, ...(threadTs === undefined ? {} : { threadTs }) })
    setSending('idle')
    if (!sent) write(typed)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (offered.length > 0) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step !== undefined) {
        event.preventDefault()
        setActive((active + step + offered.length) % offered.length)
        return
      }
      if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey && text !== offered[active]?.label)) {
        event.preventDefault()
        offered[active]?.take()
        return
      }
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      void send()
    }
  }

  if (conversation.archived) return <div class="composer-closed">This conversation is archived.</div>
  const label =
    threadTs === undefined ? `Message ${conversation.kind === 'channel' ? `#${conversation.name}` : conversation.name}` : 'Reply…'
  const shortcuts = state.app.shortcuts.filter((one) => one.type === 'global')
  return (
    <div class="composer" ref={box}>
      <textarea
        ref={area}
        rows={1}
        aria-label={label}
        placeholder={label}
        value={text}
        {...(offered.length > 0 ? { 'aria-controls': 'composer-offers', 'aria-activedescendant': `offer-${active}` } : {})}
        onInput={(event) => {
          write(event.currentTarget.value)
          setCursor(event.currentTarget.selectionStart)
        }}
        onKeyUp={(event) => setCursor(event.currentTarget.selectionStart)}
        onClick={(event) => setCursor(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      {known !== undefined && known.usageHint !== '' && asked?.text === '' && text.endsWith(' ') && (
        <div class="usage-hint">
          {known.command} {known.usageHint}
        </div>
      )}
      <div class="composer-foot">
        <button
          ref={plus}
          type="button"
          class="icon-button"
          aria-label="Shortcuts"
          title="Shortcuts"
          aria-haspopup="menu"
          aria-expanded={menu === 'open'}
          onClick={() => setMenu(menu === 'open' ? 'closed' : 'open')}
        >
          <Icon name="bolt" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label="Commands"
          title="Commands"
          onClick={() => {
            write('/')
            area.current?.focus()
          }}
        >
          <span class="slash" aria-hidden="true">
            /
          </span>
        </button>
        <span class="composer-help">
          <kbd>Enter</kbd> sends, <kbd>Shift</kbd>+<kbd>Enter</kbd> breaks the line
        </span>
        <button
          type="button"
          class={`send ${text.trim() === '' ? '' : 'send-ready'}`}
          aria-label="Send"
          disabled={text.trim() === ''}
          onClick={send}
        >
          <Icon name="send" />
        </button>
      </div>
      {menu === 'open' && (
        <Menu
          anchor={plus}
          label="Shortcuts"
          onClose={() => setMenu('closed')}
          items={[
            { kind: 'heading', label: shortcuts.length === 0 ? 'The app has no shortcuts' : 'Shortcuts' },
            ...shortcuts.map((one) => ({
              kind: 'item' as const,
              label: one.name,
              description: one.description,
              hint: state.app.name,
              onChoose: () => runShortcut(one.callbackId),
            })),
          ]}
        />
      )}
      {offered.length > 0 && (
        <Popover
          anchor={box}
          onClose={() => setOffers('dismissed')}
          role="listbox"
          label="Suggestions"
          id="composer-offers"
          wide
          class="offers"
        >
          {offered.map((offer, place) => (
            <div
              key={offer.key}
              id={`offer-${place}`}
              role="option"
              aria-selected={place === active}
              class={`select-line ${place === active ? 'select-line-active' : ''}`}
              onPointerDown={(event) => event.preventDefault()}
              onPointerMove={() => setActive(place)}
              onClick={() => {
                offer.take()
                area.current?.focus()
              }}
            >
              {offer.personId !== undefined && <Avatar person={state.people.find((person) => person.id === offer.personId)} size="s" />}
              <span class="menu-item-words">
                <strong>{offer.label}</strong> {offer.hint !== undefined && <span class="menu-item-hint">{offer.hint}</span>}
                <small>{offer.note}</small>
              </span>
            </div>
          ))}
        </Popover>
      )}
    </div>
  )
}
