import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { ConversationState, ElementState, PersonState } from '../../practice-api.ts'
import { fetchOptions } from '../api.ts'
import { useAsk } from '../confirm.tsx'
import { chosenOption, type AnyOption, type AnySelect, type Field } from '../form.ts'
import { Icon } from '../icon.tsx'
import { Avatar } from '../people.tsx'
import { Popover } from '../popover.tsx'
import { fieldKey, useSurface } from '../surface.ts'
import { useWorkspace } from '../workspace.ts'
import { wordsOfOption } from './option-words.ts'
import { nameAttributes, type Names } from './names.ts'

/** A line of the list: what it is called, and what stands for it in the state. */
type Line = { value: string; label: string; note?: string; group?: string; person?: PersonState; option?: AnyOption }

/** A select of any kind: a box to type in that narrows a list. Several choices stand as chips before the box. */
export function SelectElement({ field, element, names }: { field: Field; element: AnySelect; names: Names }) {
  const { stateOf, change } = useSurface()
  const ask = useAsk()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [shown, setShown] = useState<'open' | 'closed'>('closed')
  const [active, setActive] = useState(0)
  const [draft, setDraft] = useState<string[]>()
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const isMulti = element.type.startsWith('multi_')
  const lines = useLines(field, element, typed, shown)
  const [met] = useState(() => new Map<string, Line>())
  for (const line of lines) met.set(line.value, line)

  const state = stateOf(field)
  for (const option of [state.selected_option, ...(state.selected_options ?? [])]) {
    if (option != null && !met.has(option.value))
      met.set(option.value, { value: option.value, label: wordsOfOption(option.text), option: asOption(option) })
  }
  const chosen = draft ?? chosenIn(state)
  const matches = element.type.endsWith('external_select') ? lines : lines.filter((line) => fits(line, typed))
  const most = 'max_selected_items' in element ? element.max_selected_items : undefined
  const isFull = isMulti && most !== undefined && chosen.length >= most
  const canClear = !isMulti && chosen.length > 0 && field.input?.optional === true
  const placeholder = element.placeholder?.text ?? (isMulti ? 'Choose some options' : 'Choose an option')

  useEffect(() => {
    if ('focus_on_load' in element && element.focus_on_load === true) input.current?.focus()
  }, [])
  useEffect(() => document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' }), [active, shown])

  const commit = async (values: string[]) => {
    if ((await ask(element.confirm)) === 'yes')
      change(
        field,
        stateFor(
          element,
          values.flatMap((value) => met.get(value) ?? []),
        ),
      )
  }
  const close = () => {
    setShown('closed')
    setTyped('')
    if (draft !== undefined && draft.join('\n') !== chosenIn(state).join('\n')) void commit(draft)
    setDraft(undefined)
  }
  const openList = () => {
    if (shown === 'open') return
    setShown('open')
    setActive(
      isMulti
        ? 0
        : Math.max(
            0,
            lines.findIndex((line) => line.value === chosen[0]),
          ),
    )
  }
  const choose = (line: Line) => {
    if (!isMulti) {
      setShown('closed')
      setTyped('')
      if (line.value !== chosen[0]) void commit([line.value])
      return
    }
    const has = chosen.includes(line.value)
    if (!has && isFull) return
    setTyped('')
    setDraft(has ? chosen.filter((value) => value !== line.value) : [...chosen, line.value])
  }
  const remove = (value: string) => {
    const left = chosen.filter((one) => one !== value)
    if (shown === 'open') setDraft(left)
    else void commit(left)
    input.current?.focus()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: matches.length - 1 }[event.key]
    if (to !== undefined && (shown === 'open' || event.key.startsWith('Arrow'))) {
      event.preventDefault()
      if (shown === 'closed') openList()
      else setActive((to + matches.length) % Math.max(1, matches.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const line = matches[active]
      if (shown === 'closed') openList()
      else if (line !== undefined) choose(line)
    } else if (event.key === 'Tab') {
      close()
    } else if (event.key === 'Backspace' && typed === '' && isMulti && chosen.length > 0) {
      remove(chosen.at(-1) ?? '')
    }
  }

  const only = isMulti ? undefined : met.get(chosen[0] ?? '')
  return (
    <div
      ref={box}
      class={`select ${isMulti ? 'select-multi' : ''} ${shown === 'open' ? 'select-open' : ''}`}
      onClick={() => input.current?.focus()}
    >
      {isMulti &&
        chosen.map((value) => {
          const line = met.get(value)
          return (
            <span key={value} class="chip">
              {line?.person !== undefined && <Avatar person={line.person} size="s" />}
              {line?.label ?? value}
              <button
                type="button"
                aria-label={`Remove ${line?.label ?? value}`}
                onClick={(event) => {
                  event.stopPropagation()
                  remove(value)
                }}
              >
                <Icon name="close" size={12} />
              </button>
            </span>
          )
        })}
      {only?.person !== undefined && typed === '' && <Avatar person={only.person} size="s" />}
      <input
        {...nameAttributes(names, placeholder)}
        ref={input}
        type="text"
        role="combobox"
        aria-expanded={shown === 'open'}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(shown === 'open' && matches[active] !== undefined ? { 'aria-activedescendant': `${id}-${active}` } : {})}
        autoComplete="off"
        spellcheck={false}
        placeholder={only?.label ?? (chosen.length > 0 ? '' : placeholder)}
        class={only === undefined ? '' : 'select-chosen'}
        value={shown === 'open' ? typed : (only?.label ?? '')}
        onClick={openList}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          setActive(0)
          setShown('open')
        }}
        onKeyDown={onKeyDown}
      />
      {canClear && (
        <button
          type="button"
          class="select-clear"
          aria-label="Clear"
          onClick={(event) => {
            event.stopPropagation()
            change(field, stateFor(element, []))
          }}
        >
          <Icon name="close" size={14} />
        </button>
      )}
      <Icon name="down" size={14} />
      {shown === 'open' && (
        <Popover anchor={box} onClose={close} role="listbox" label={placeholder} id={`${id}-list`} wide class="select-list">
          {matches.map((line, place) => (
            <div key={line.value} role="presentation">
              {line.group !== undefined && line.group !== matches[place - 1]?.group && (
                <div class="menu-heading" role="presentation">
                  {line.group}
                </div>
              )}
              <div
                id={`${id}-${place}`}
                role="option"
                aria-selected={chosen.includes(line.value)}
                aria-disabled={isFull && !chosen.includes(line.value)}
                class={`select-line ${place === active ? 'select-line-active' : ''}`}
                onPointerDown={(event) => event.preventDefault()}
                onPointerMove={() => setActive(place)}
                onClick={(event) => {
                  event.stopPropagation()
                  choose(line)
                }}
              >
                {line.person !== undefined && <Avatar person={line.person} size="s" />}
                <span class="menu-item-words">
                  {line.label}
                  {line.note !== undefined && <small>{line.note}</small>}
                </span>
                {chosen.includes(line.value) && <Icon name="check" size={14} />}
              </div>
            </div>
          ))}
          {matches.length === 0 && <div class="select-nothing">No matches</div>}
          {isFull && <div class="select-nothing">You can choose {most} at most.</div>}
        </Popover>
      )}
    </div>
  )
}

/** What the list offers; an external select asks the app as the person types. */
function useLines(field: Field, element: AnySelect, typed: string, shown: 'open' | 'closed'): Line[] {
  const { state } = useWorkspace()
  const { where } = useSurface()
  const [fetched, setFetched] = useState<Line[]>([])
  const isExternal = element.type === 'external_select' || element.type === 'multi_external_select'
  const least = isExternal ? (element.min_query_length ?? 3) : 0

  useEffect(() => {
    if (!isExternal || shown === 'closed' || where === 'nowhere' || typed.length < least) return
    let current: 'current' | 'late' = 'current'
    const timer = setTimeout(async () => {
      const place = 'home' in where ? { home: 'true' as const } : where
      const answer = await fetchOptions({
        as: state.me.id,
        ...place,
        blockId: field.blockId,
        actionId: field.actionId,
        value: typed,
      }).catch(() => ({}))
      if (current === 'current') setFetched(linesOfOptions(answer))
    }, 200)
    return () => {
      current = 'late'
      clearTimeout(timer)
    }
  }, [typed, shown, fieldKey(field)])

  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return linesOfOptions(element)
    case 'external_select':
    case 'multi_external_select':
      return fetched
    case 'users_select':
    case 'multi_users_select':
      return state.people.filter((person) => person.kind !== 'deactivated').map((person) => lineOfPerson(person, state.me))
    case 'channels_select':
    case 'multi_channels_select':
      return state.conversations.filter((one) => one.kind === 'channel' && !one.archived).map((one) => lineOfConversation(one))
    case 'conversations_select':
    case 'multi_conversations_select':
      return state.conversations.filter((one) => !one.archived && wanted(one, element.filter)).map((one) => lineOfConversation(one))
    default:
      return element satisfies never
  }
}

type GivenOptions = { options?: AnyOption[]; option_groups?: { label: { text: string }; options: AnyOption[] }[] }

function linesOfOptions({ options = [], option_groups: groups = [] }: GivenOptions): Line[] {
  const line = (option: AnyOption): Line => ({
    value: option.value ?? '',
    label: wordsOfOption(option.text),
    option,
    ...(option.description === undefined ? {} : { note: option.description.text }),
  })
  return [...options.map(line), ...groups.flatMap((group) => group.options.map((option) => ({ ...line(option), group: group.label.text })))]
}

const lineOfPerson = (person: PersonState, me: PersonState): Line => ({
  value: person.id,
  label: person.id === me.id ? `${person.name} (you)` : person.name,
  person,
  ...(person.title === '' ? {} : { note: person.title }),
})

const lineOfConversation = (conversation: ConversationState): Line => ({
  value: conversation.id,
  label: conversation.kind === 'channel' ? `#${conversation.name}` : conversation.name,
})

function wanted(conversation: ConversationState, filter: { include?: string[]; exclude_bot_users?: boolean } | undefined): boolean {
  if (filter?.exclude_bot_users === true && conversation.app) return false
  if (filter?.include === undefined) return true
  return conversation.kind === 'channel'
    ? filter.include.includes('public') || filter.include.includes('private')
    : filter.include.includes(conversation.kind)
}

const fits = (line: Line, typed: string): boolean =>
  typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${line.label} ${line.note ?? ''}`.toLowerCase().includes(word))

/** The values that are chosen, whatever the kind of select. */
function chosenIn(state: ElementState): string[] {
  const one = state.selected_option?.value ?? state.selected_user ?? state.selected_conversation ?? state.selected_channel
  const many =
    state.selected_options?.map((option) => option.value) ??
    state.selected_users ??
    state.selected_conversations ??
    state.selected_channels ??
    []
  return one == null ? many : [one]
}

function stateFor(element: AnySelect, lines: Line[]): ElementState {
  const { type } = element
  const values = lines.map((line) => line.value)
  const options = lines.flatMap((line) => (line.option === undefined ? [] : [chosenOption(line.option)]))
  switch (type) {
    case 'static_select':
    case 'external_select':
      return { type, selected_option: options[0] ?? null }
    case 'multi_static_select':
    case 'multi_external_select':
      return { type, selected_options: options }
    case 'users_select':
      return { type, selected_user: values[0] ?? null }
    case 'multi_users_select':
      return { type, selected_users: values }
    case 'conversations_select':
      return { type, selected_conversation: values[0] ?? null }
    case 'channels_select':
      return { type, selected_channel: values[0] ?? null }
    case 'multi_conversations_select':
      return { type, selected_conversations: values }
    case 'multi_channels_select':
      return { type, selected_channels: values }
    default:
      return type satisfies never
  }
}

/** An option that was chosen before this page knew the list it came from. */
const asOption = (option: { text: unknown; value: string }): AnyOption => ({
  text: { type: 'plain_text', text: wordsOfOption(option.text) },
  value: option.value,
})
