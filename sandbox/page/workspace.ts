import { createContext } from 'preact'
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks'
import type { Act, ActResult, PersonState, WorkspaceState } from '../practice-api.ts'
import { act, fetchState, listen } from './api.ts'
import type { Place } from './place.ts'

/** What every part of the page shares: the workspace as the person sees it, and a way to do something as that person. */
export type Workspace = {
  state: WorkspaceState
  /** Does it as the person, then shows what it changed. */
  act: (what: Deed) => Promise<ActResult>
  person: (id: string) => PersonState | undefined
  /** Shows a line of text for a moment. */
  toast: (text: string, tone?: 'plain' | 'trouble') => void
  open: (place: Place) => void
  /** Calendar time (epoch ms) at which this page was loaded: what only one person could see before that is gone, as in Slack. */
  loadedAt: number
}

/** An act without the person, who is the one at the screen. */
export type Deed = Act extends infer One ? (One extends Act ? Omit<One, 'as'> : never) : never
export type { Place, Tab } from './place.ts'

export const WorkspaceContext = createContext<Workspace | undefined>(undefined)

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (workspace === undefined) throw new Error('This part of the page stands outside of a workspace')
  return workspace
}

export type LiveState = {
  state: WorkspaceState | undefined
  link: 'up' | 'down'
  actAs: (person: string, what: Deed) => Promise<ActResult>
  loadedAt: number
}

/**
 * The workspace of one person, fetched again whenever the stand-in says that something changed. Fetches never overlap: what changes
 * during one leads to one more after it. Just after `as` changed, the state is still that of the person before.
 */
export function useLiveState(as: string, onTrouble: (text: string) => void, onChanged: () => void): LiveState {
  const [state, setState] = useState<WorkspaceState>()
  const [link, setLink] = useState<'up' | 'down'>('up')
  const fetching = useRef<Promise<void>>(undefined)
  const asked = useRef(0)
  const current = useRef(as)
  const loadedAt = useRef<number>(undefined)
  current.current = as

  const refresh = useCallback(async (): Promise<void> => {
    asked.current += 1
    if (fetching.current !== undefined) return fetching.current
    const run = async () => {
      let seen = -1
      while (seen !== asked.current) {
        seen = asked.current
        const person = current.current
        try {
          const fetched = await fetchState(person)
          loadedAt.current ??= fetched.now
          if (person === current.current) setState(fetched)
          else asked.current += 1
          setLink('up')
        } catch {
          setLink('down')
        }
      }
    }
    fetching.current = run().finally(() => {
      fetching.current = undefined
    })
    return fetching.current
  }, [])

  useEffect(() => {
    void refresh()
    return listen(
      as,
      (event) => {
        if (event.type === 'trouble') onTrouble(event.text)
        else if (event.type === 'clock') setState((before) => (before === undefined ? before : { ...before, now: event.now }))
        void refresh()
        onChanged()
      },
      (next) => {
        setLink(next)
        if (next === 'up') void refresh()
      },
    )
  }, [as])

  const actAs = useCallback(async (person: string, what: Deed): Promise<ActResult> => {
    const result = await act({ ...what, as: person })
    await refresh()
    return result
  }, [])

  return { state, link, actAs, loadedAt: loadedAt.current ?? 0 }
}
