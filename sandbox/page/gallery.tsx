import type { View } from '@slack/types'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { MessageState, PersonState, WorkspaceState } from '../practice-api.ts'
import { fetchState, getJson } from './api.ts'
import { HomeView } from './app-home.tsx'
import { Blocks } from './blocks/block.tsx'
import { AskHere } from './confirm.tsx'
import { Message } from './message.tsx'
import { titleOf } from './modal.tsx'
import { SurfaceContext, useLiveSurface } from './surface.ts'
import { Toasts, useToasts } from './toasts.tsx'
import { WorkspaceContext, type Workspace } from './workspace.ts'

/** Every message and view that the app can draw, in each of its states. */
export type Sample = {
  kind: string
  state: string
  surface: 'message' | 'modal' | 'home'
  thin?: boolean
  message?: { text: string; blocks?: MessageState['blocks'] }
  view?: View
}
type Samples = { groups: { name: string; samples: Sample[] }[]; people?: PersonState[] }

/** The samples, with the people of the practice workspace where they name none, so that mentions have names. */
async function collect(): Promise<Samples> {
  const samples = await getJson<Samples>('/gallery/samples.json')
  const as = localStorage.getItem('practice.as')
  if (samples.people !== undefined || as === null) return samples
  const state = await fetchState(as).catch(() => undefined)
  return { ...samples, people: state?.people ?? [] }
}

/** The page of all samples: a list on the left, the drawings on the right, nothing connected to anything. */
export function Gallery() {
  const [samples, setSamples] = useState<Samples | 'missing'>()
  const [sought, setSought] = useState('')
  const toasts = useToasts()
  useEffect(() => {
    collect().then(setSamples, () => setSamples('missing'))
    document.title = 'Gallery · Practice workspace'
  }, [])
  const workspace = useMemo<Workspace>(() => {
    const state = stillWorkspace(samples === undefined || samples === 'missing' ? [] : (samples.people ?? []))
    return {
      state,
      act: () => Promise.resolve({ ok: true }),
      person: (id) => state.people.find((person) => person.id === id),
      toast: toasts.show,
      open: () => undefined,
      loadedAt: 0,
    }
  }, [samples])

  if (samples === undefined)
    return (
      <div class="arriving" role="status">
        Collecting the samples…
      </div>
    )
  if (samples === 'missing')
    return (
      <div class="arriving">
        There are no samples here. Start the practice workspace with <code>npm run demo</code>.
      </div>
    )
  const groups = samples.groups
    .map((group) => ({
      ...group,
      samples: group.samples.filter((sample) =>
        `${group.name} ${sample.kind} ${sample.state}`.toLowerCase().includes(sought.toLowerCase()),
      ),
    }))
    .filter((group) => group.samples.length > 0)
  return (
    <WorkspaceContext.Provider value={workspace}>
      <AskHere>
        <div class="gallery">
          <nav aria-label="Samples">
            <a class="gallery-back" href="/">
              ← Practice workspace
            </a>
            <h1>Gallery</h1>
            <input
              type="search"
              aria-label="Find a sample"
              placeholder="Find"
              value={sought}
              onInput={(event) => setSought(event.currentTarget.value)}
            />
            {groups.map((group) => (
              <section key={`${group.name} ${group.samples[0]?.surface}`}>
                <h2>{capitalised(spaced(group.name))}</h2>
                <ul>
                  {group.samples.map((sample) => (
                    <li key={idOf(group.name, sample)}>
                      <a href={`#${idOf(group.name, sample)}`}>
                        {spaced(sample.state === '' ? sample.kind : sample.state)}
                        {sample.thin && ' (thin)'}
                      </a>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </nav>
          <main>
            {groups.map((group) => (
              <section key={`${group.name} ${group.samples[0]?.surface}`} aria-label={group.name}>
                <h2>{capitalised(spaced(group.name))}</h2>
                {group.samples.map((sample) => (
                  <article key={idOf(group.name, sample)} id={idOf(group.name, sample)} class="sample" aria-label={nameOf(sample)}>
                    <header>
                      <a href={`#${idOf(group.name, sample)}`}>{nameOf(sample)}</a>
                      <span class="badge">{sample.surface}</span>
                      {sample.thin && <span class="badge">thin</span>}
                    </header>
                    <SampleBody sample={sample} id={idOf(group.name, sample)} />
                  </article>
                ))}
              </section>
            ))}
          </main>
          <Toasts toasts={toasts} />
        </div>
      </AskHere>
    </WorkspaceContext.Provider>
  )
}

const capitalised = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1)
const spaced = (name: string): string => name.replaceAll(/[_-]+/g, ' ')
const nameOf = (sample: Sample): string => spaced(sample.state === '' ? sample.kind : `${sample.kind}: ${sample.state}`)
const idOf = (group: string, sample: Sample): string =>
  `${group} ${sample.kind} ${sample.state} ${sample.surface}${sample.thin ? ' thin' : ''}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

function SampleBody({ sample, id }: { sample: Sample; id: string }) {
  if (sample.message !== undefined) {
    const { text, blocks } = sample.message
    return (
      <>
        <div class="sample-message">
          <Message
            conversation={{ ...stillConversation, id }}
            message={{ ts: String(stillNow / 1000), user: appUser.id, text, ...(blocks === undefined ? {} : { blocks }) }}
            follows={false}
            place="thread"
          />
        </div>
        <details class="sample-text">
          <summary>Text for notifications and screen readers</summary>
          <p>{text}</p>
        </details>
      </>
    )
  }
  if (sample.view === undefined) return <p>This sample is empty.</p>
  return sample.surface === 'home' ? <HomeSample view={sample.view} id={id} /> : <ModalSample view={sample.view} id={id} />
}

function HomeSample({ view, id }: { view: View; id: string }) {
  return (
    <div class="sample-home">
      <HomeView view={{ ...view, external_id: id }} where="nowhere" />
    </div>
  )
}

/** A modal as it looks, but lying on the page. */
function ModalSample({ view, id }: { view: View; id: string }) {
  const surface = useLiveSurface({ key: `gallery ${id}`, where: 'nowhere', blocks: view.blocks, send: () => Promise.resolve({ ok: true }) })
  return (
    <SurfaceContext.Provider value={surface}>
      <div class="dialog dialog-still">
        <div class="dialog-head">
          <h2>{titleOf(view)}</h2>
        </div>
        <div class="dialog-body">
          <Blocks blocks={view.blocks} />
        </div>
        {view.type === 'modal' && (
          <div class="dialog-foot">
            <button type="button" class="button">
              {view.close?.text ?? 'Cancel'}
            </button>
            {view.submit !== undefined && (
              <button type="button" class="button button-primary">
                {view.submit.text}
              </button>
            )}
          </div>
        )}
      </div>
    </SurfaceContext.Provider>
  )
}

const stillNow = Date.UTC(2026, 2, 3, 8, 0)
const appUser: PersonState = {
  id: 'UAPP',
  name: 'Cuecard',
  displayName: 'Cuecard',
  title: '',
  zone: 'Europe/Oslo',
  colour: '2b1f3a',
  kind: 'app',
}
const reader: PersonState = {
  id: 'UREADER',
  name: 'Reader',
  displayName: 'Reader',
  title: '',
  zone: 'Europe/Oslo',
  colour: '1f6f8b',
  kind: 'member',
}
const stillConversation = {
  id: '',
  kind: 'im' as const,
  name: 'Cuecard',
  members: [],
  app: false,
  archived: false,
  messages: [],
  unread: 0,
}

/** A workspace in which nothing happens, for drawings to stand in. */
function stillWorkspace(people: PersonState[]): WorkspaceState {
  return {
    workspace: { id: 'T0', name: 'Gallery', zone: 'Europe/Oslo' },
    me: reader,
    people: [...people, reader, appUser],
    app: { id: 'A0', name: 'Cuecard', botUserId: appUser.id, commands: [], shortcuts: [] },
    conversations: [],
    views: [],
    now: stillNow,
  }
}
