import { useEffect } from 'preact/hooks'
import type { View } from '@slack/types'
import { Blocks } from './blocks/block.tsx'
import { Avatar } from './people.tsx'
import { SurfaceContext, useLiveSurface } from './surface.ts'
import { useWorkspace } from './workspace.ts'

/** The app's Home tab. Opening it tells the app, which draws it. */
export function AppHome() {
  const { state, act } = useWorkspace()
  useEffect(() => {
    void act({ do: 'openHome' })
  }, [state.me.id])
  if (state.home === undefined)
    return (
      <div class="empty-pane" role="status">
        {state.app.name} has not drawn this page yet.
      </div>
    )
  return <HomeView key={state.me.id} view={state.home} where="home" />
}

export function HomeView({ view, where }: { view: View; where: 'home' | 'nowhere' }) {
  const { state, act, toast } = useWorkspace()
  const surface = useLiveSurface({
    key: `${state.me.id} home ${where} ${view.external_id ?? ''}`,
    where: where === 'home' ? { home: true } : 'nowhere',
    blocks: view.blocks,
    send: act,
    onResult: (result) => {
      if (!result.ok && result.trouble !== undefined) toast(result.trouble, 'trouble')
    },
  })
  return (
    <SurfaceContext.Provider value={surface}>
      <div class="home" role="tabpanel" aria-label="Home">
        <div class="home-inside">
          <Blocks blocks={view.blocks} />
        </div>
      </div>
    </SurfaceContext.Provider>
  )
}

export function AboutApp() {
  const { state, person } = useWorkspace()
  return (
    <div class="home" role="tabpanel" aria-label="About">
      <div class="home-inside about">
        <div class="beginning">
          <Avatar person={person(state.app.botUserId)} size="l" />
          <div>
            <strong>{state.app.name}</strong>
            <p>{person(state.app.botUserId)?.title || 'An app in this workspace'}</p>
          </div>
        </div>
        <h3>Commands</h3>
        <dl>
          {state.app.commands.map((one) => (
            <div key={one.command}>
              <dt>
                <code>
                  {one.command} {one.usageHint}
                </code>
              </dt>
              <dd>{one.description}</dd>
            </div>
          ))}
        </dl>
        <h3>Shortcuts</h3>
        <dl>
          {state.app.shortcuts.map((one) => (
            <div key={one.callbackId}>
              <dt>
                {one.name} <span class="badge">{one.type === 'global' ? 'Anywhere' : 'On a message'}</span>
              </dt>
              <dd>{one.description}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  )
}
