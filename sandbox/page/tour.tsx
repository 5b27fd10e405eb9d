import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { PersonState } from '../practice-api.ts'
import { firstNameOf } from './top-bar.tsx'
import { useWorkspace, type Workspace } from './workspace.ts'

export type TourState = { step: number | undefined; start: () => void; go: (step: number) => void; stop: () => void }

const memory = 'practice.tour'

/** The tour opens on the first visit and stays away once it was left. */
export function useTour(): TourState {
  const [step, setStep] = useState<number | undefined>(() => {
    const left = localStorage.getItem(memory)
    return left === null ? 0 : left === 'done' ? undefined : Number(left)
  })
  const go = useCallback((next: number) => {
    localStorage.setItem(memory, String(next))
    setStep(next)
  }, [])
  const stop = useCallback(() => {
    localStorage.setItem(memory, 'done')
    setStep(undefined)
  }, [])
  return { step, go, stop, start: () => go(0) }
}

type Cast = { manager: PersonState; employee: PersonState; mentor: PersonState }
type Step = {
  title: string
  text: (cast: Cast) => string
  /** What the step speaks of; a ring is drawn around it. */
  target: string
  help?: { label: (cast: Cast) => string; run: (cast: Cast, workspace: Workspace, become: (id: string) => void) => void }
}

const steps: Step[] = [
  {
    title: 'You can be anyone here',
    text: ({ manager, employee }) =>
      `This is a practice workspace: nothing leaves this machine. Press a name to see what that person sees. Start as ${firstNameOf(manager)}, a manager; ${firstNameOf(employee)} is in the same team.`,
    target: '[data-tour=switcher]',
    help: { label: ({ manager }) => `Be ${firstNameOf(manager)}`, run: ({ manager }, _workspace, become) => become(manager.id) },
  },
  {
    title: 'Add a 1:1',
    text: ({ employee }) =>
      `Open the app’s Home and press Add a 1:1, or write /coach. Choose ${firstNameOf(employee)}, a weekday and a time. That is the whole set-up.`,
    target: '.tabs',
    help: { label: () => 'Open Home', run: (_cast, workspace) => openApp(workspace, 'home') },
  },
  {
    title: 'The employee says yes',
    text: ({ employee }) =>
      `Nothing begins without ${firstNameOf(employee)}. Become ${firstNameOf(employee)}, open Messages, read what is asked and press Yes, start.`,
    target: '[data-tour=switcher]',
    help: { label: ({ employee }) => `Be ${firstNameOf(employee)}`, run: ({ employee }, _workspace, become) => become(employee.id) },
  },
  {
    title: 'Move the clock, and coach',
    text: ({ manager }) =>
      `The app writes shortly before a 1:1. Nobody has to wait for that here: be ${firstNameOf(manager)}, press Next trigger, and read the message with its question. Press Coach now and answer the three prompts; what is typed is kept even if you close the window.`,
    target: '[data-tour=clock]',
    help: { label: ({ manager }) => `Be ${firstNameOf(manager)}`, run: ({ manager }, _workspace, become) => become(manager.id) },
  },
  {
    title: 'The employee confirms',
    text: ({ employee }) =>
      `Nothing is agreed until ${firstNameOf(employee)} says so. Become ${firstNameOf(employee)}, read the proposed steps and press Confirm, or suggest a change.`,
    target: '[data-tour=switcher]',
    help: { label: ({ employee }) => `Be ${firstNameOf(employee)}`, run: ({ employee }, _workspace, become) => become(employee.id) },
  },
  {
    title: 'Debrief with a mentor',
    text: ({ manager, mentor }) =>
      `Back as ${firstNameOf(manager)}, type /coach mentor and ask ${firstNameOf(mentor)}; become ${firstNameOf(mentor)} to say yes. Then /coach mentor again: you see every word before it is sent, and one thing to try comes back in your next message.`,
    target: '[data-tour=switcher]',
    help: { label: ({ manager }) => `Be ${firstNameOf(manager)}`, run: ({ manager }, _workspace, become) => become(manager.id) },
  },
]

/** Six short steps through the weekly loop. The page stays usable behind them. */
export function Tour({ tour, onBecome }: { tour: TourState; onBecome: (id: string) => void }) {
  const workspace = useWorkspace()
  const at = Math.min(tour.step ?? 0, steps.length - 1)
  const step = steps[at]
  const box = useRef<HTMLDivElement>(null)
  const cast = castOf(workspace.state.people)

  useEffect(() => {
    const target = step === undefined ? null : document.querySelector(step.target)
    target?.classList.add('tour-target')
    return () => target?.classList.remove('tour-target')
  }, [at, workspace.state.me.id])

  if (step === undefined || cast === undefined) return null
  const { help } = step
  return (
    <div ref={box} class="tour" role="region" aria-label="Tour">
      <div class="tour-progress" aria-hidden="true">
        {steps.map((_step, place) => (
          <i key={place} class={place <= at ? 'tour-done' : ''} />
        ))}
      </div>
      <small>
        Step {at + 1} of {steps.length}
      </small>
      <h3 aria-live="polite">{step.title}</h3>
      <p>{step.text(cast)}</p>
      {help !== undefined && (
        <button type="button" class="button button-small" onClick={() => help.run(cast, workspace, onBecome)}>
          {help.label(cast)}
        </button>
      )}
      <div class="tour-foot">
        <button type="button" class="tour-leave" onClick={tour.stop}>
          Leave the tour
        </button>
        {at > 0 && (
          <button type="button" class="button button-small" onClick={() => tour.go(at - 1)}>
            Back
          </button>
        )}
        <button
          type="button"
          class="button button-small button-primary"
          onClick={() => (at === steps.length - 1 ? tour.stop() : tour.go(at + 1))}
        >
          {at === steps.length - 1 ? 'Done' : 'Next'}
        </button>
      </div>
    </div>
  )
}

/** Who plays which part: by title where it says so, else in the order of the people. */
function castOf(people: readonly PersonState[]): Cast | undefined {
  const members = people.filter((person) => person.kind === 'member')
  const mentor = members.find((person) => /mentor/i.test(person.title))
  const [manager, employee, third] = members
  if (manager === undefined || employee === undefined) return undefined
  return { manager, employee, mentor: mentor ?? third ?? employee }
}

function openApp({ state, open }: Workspace, tab: 'home' | 'messages'): void {
  const withApp = state.conversations.find((conversation) => conversation.app)
  if (withApp !== undefined) open({ channel: withApp.id, tab })
}
