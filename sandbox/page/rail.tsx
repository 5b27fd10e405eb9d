import { Icon } from './icon.tsx'
import { Avatar, initialsOf, Unread } from './people.tsx'
import { useWorkspace } from './workspace.ts'

/** The narrow strip on the left: the workspace, the app's home, direct messages, what developers look at. */
export function Rail({ drawer, onDrawer }: { drawer: 'open' | 'closed'; onDrawer: () => void }) {
  const { state, open } = useWorkspace()
  const withApp = state.conversations.find((conversation) => conversation.app)
  const unread = state.conversations.filter((conversation) => !conversation.app).reduce((sum, conversation) => sum + conversation.unread, 0)
  const firstDirect = state.conversations.find((conversation) => !conversation.app && conversation.kind !== 'channel')
  return (
    <nav class="rail" aria-label="Workspace">
      <div class="rail-mark" title={state.workspace.name}>
        {initialsOf(state.workspace.name)}
      </div>
      {withApp !== undefined && (
        <button type="button" class="rail-item" onClick={() => open({ channel: withApp.id, tab: 'home' })}>
          <Icon name="home" size={20} />
          <span>Home</span>
        </button>
      )}
      {firstDirect !== undefined && (
        <button type="button" class="rail-item" onClick={() => open({ channel: firstDirect.id })}>
          <Icon name="message" size={20} />
          <span>DMs</span>
          <Unread count={unread} />
        </button>
      )}
      <button type="button" class="rail-item" aria-pressed={drawer === 'open'} onClick={onDrawer}>
        <Icon name="code" size={20} />
        <span>Traffic</span>
      </button>
      <a class="rail-item" href="/gallery">
        <Icon name="gallery" size={20} />
        <span>Gallery</span>
      </a>
      <div class="rail-me">
        <Avatar person={state.me} />
      </div>
    </nav>
  )
}
