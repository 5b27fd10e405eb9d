import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { readAddress, writeAddress } from './address.ts'
import { AskHere } from './confirm.tsx'
import { Conversation } from './conversation.tsx'
import { Drawer } from './drawer.tsx'
import { ModalHost } from './modal.tsx'
import { Rail } from './rail.tsx'
import { Sidebar } from './sidebar.tsx'
import { ThreadPanel } from './thread.tsx'
import { Toasts, useToasts } from './toasts.tsx'
import { TopBar } from './top-bar.tsx'
import { Tour, useTour } from './tour.tsx'
import { useLiveState, WorkspaceContext, type Deed, type Place, type Workspace } from './workspace.ts'

/** The whole page: one person's Slack, with the practice workspace's own bar above it. */
export function App() {
  const start = useMemo(() => readAddress(location.search), [])
  const [as, setAs] = useState(start.as ?? localStorage.getItem('practice.as') ?? '')
  const [places, setPlaces] = useState<Record<string, Place | undefined>>({ [as]: start.place })
  const [drawer, setDrawer] = useState<'open' | 'closed'>('closed')
  const [sidebar, setSidebar] = useState<'open' | 'closed'>('closed')
  const [changes, setChanges] = useState(0)
  const toasts = useToasts()
  const tour = useTour()
  const onTrouble = useCallback((text: string) => toasts.show(text, 'trouble'), [])
  const onChanged = useCallback(() => setChanges((count) => count + 1), [])
  const { state, link, actAs, loadedAt } = useLiveState(as, onTrouble, onChanged)
  const main = useRef<HTMLElement>(null)
  const me = state?.me.id ?? as

  const place = places[me]
  const act = useCallback((what: Deed) => actAs(me, what), [me])
  const open = useCallback(
    (next: Place) => {
      setPlaces((before) => ({ ...before, [me]: next }))
      setSidebar('closed')
    },
    [me],
  )
  const become = useCallback((id: string) => setAs(id), [])

  useEffect(() => {
    if (state === undefined) return
    localStorage.setItem('practice.as', me)
    history.replaceState(null, '', writeAddress(me, place))
    document.title = `${state.me.displayName} · ${state.workspace.name}`
  }, [place, state?.me.id])

  useEffect(() => {
    if (state === undefined || place !== undefined) return
    const withApp = state.conversations.find((conversation) => conversation.app)
    if (withApp === undefined) void act({ do: 'openIm', user: state.app.botUserId })
    else open({ channel: withApp.id, ...(withApp.unread === 0 ? { tab: 'home' as const } : {}) })
  }, [state?.me.id, state?.conversations.length, place])

  const workspace = useMemo<Workspace | undefined>(
    () =>
      state === undefined
        ? undefined
        : { state, act, open, loadedAt, toast: toasts.show, person: (id) => state.people.find((person) => person.id === id) },
    [state, act, open],
  )

  if (workspace === undefined) return <Arriving as={as} link={link} onBecome={become} />
  const conversation = workspace.state.conversations.find((one) => one.id === place?.channel)
  return (
    <WorkspaceContext.Provider value={workspace}>
      <AskHere>
        <div class={`page ${drawer === 'open' ? 'page-with-drawer' : ''}`}>
          <a
            class="skip"
            href="#main"
            onClick={(event) => {
              event.preventDefault()
              main.current?.focus()
            }}
          >
            Skip to the conversation
          </a>
          <TopBar
            changes={changes}
            onBecome={become}
            drawer={drawer}
            onDrawer={() => setDrawer(drawer === 'open' ? 'closed' : 'open')}
            onTour={tour.start}
            onSidebar={() => setSidebar(sidebar === 'open' ? 'closed' : 'open')}
          />
          {link === 'down' && (
            <div class="link-down" role="status">
              Connection lost. Trying again…
            </div>
          )}
          <div class="frame">
            <Rail drawer={drawer} onDrawer={() => setDrawer(drawer === 'open' ? 'closed' : 'open')} />
            <Sidebar shown={sidebar} place={place} onClose={() => setSidebar('closed')} />
            <main id="main" ref={main} tabIndex={-1} class={place?.thread === undefined ? '' : 'beside-thread'}>
              {conversation === undefined ? (
                <div class="empty-pane">Choose a conversation.</div>
              ) : (
                <Conversation key={`${me} ${conversation.id}`} conversation={conversation} place={place ?? { channel: conversation.id }} />
              )}
            </main>
            {conversation !== undefined && place?.thread !== undefined && (
              <ThreadPanel
                key={`${me} ${place.thread}`}
                conversation={conversation}
                parentTs={place.thread}
                onClose={() => open({ ...place, thread: undefined })}
              />
            )}
          </div>
          {drawer === 'open' && <Drawer changes={changes} onClose={() => setDrawer('closed')} />}
          <ModalHost />
          <Toasts toasts={toasts} />
          {tour.step !== undefined && <Tour tour={tour} onBecome={become} />}
        </div>
      </AskHere>
    </WorkspaceContext.Provider>
  )
}

/** Before the workspace is there: either it is on its way, or nobody said who is at the screen. */
function Arriving({ as, link, onBecome }: { as: string; link: 'up' | 'down'; onBecome: (id: string) => void }) {
  const [asked, setAsked] = useState('')
  if (link === 'up')
    return (
      <div class="arriving" role="status">
        Opening the workspace…
      </div>
    )
  return (
    <form
      class="arriving"
      onSubmit={(event) => {
        event.preventDefault()
        onBecome(asked.trim())
      }}
    >
      <p>{as === '' ? 'Who are you here?' : `Nobody answers for ${as}. The workspace may be starting, or the id may be wrong.`}</p>
      <label>
        Id of a person <input value={asked} onInput={(event) => setAsked(event.currentTarget.value)} placeholder="U…" />
      </label>
      <button type="submit" class="button button-primary">
        Open
      </button>
    </form>
  )
}
