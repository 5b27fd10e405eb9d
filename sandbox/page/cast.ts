import type { PersonState, WorkspaceState } from '../practice-api.ts'

const shownAtOnce = 6

/** Whom one press makes you: the first members of the workspace, and the one who is at the screen. */
export function castAtHand({ people, me }: WorkspaceState): PersonState[] {
  const first = people.filter(({ kind }) => kind === 'member').slice(0, shownAtOnce)
  return first.some(({ id }) => id === me.id) ? first : [...first, me]
}
