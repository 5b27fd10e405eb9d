import type { WorkspaceId } from '../coaching/ids.ts'
import { isRefusal } from '../coaching/refusal.ts'
import { claim, keepAnswer, keptAnswer, wasSubmitted } from '../db/inbox.ts'
import type { Store } from '../db/store.ts'
import type { SubmissionAnswer } from './listen.ts'

/** The same click or submission came again, and its effect is there already. */
export class Repeated extends Error {}

/**
 * The store for one click or submission: its first transaction claims the key together with the effect, so that a payload that comes
 * twice has one effect. A refusal rolls the claim back, because a person may fix what was refused and send the same view again.
 */
export function once(store: Store, act: { workspaceId: WorkspaceId; key: string; kind: 'click' | 'submission'; nowMs: number }): Store {
  let claimed = false
  return {
    ...store,
    async write(work) {
      if (claimed) return store.write(work)
      try {
        const result = await store.write(async (tx) => {
          if (!(await claim(tx, act))) throw new Repeated()
          const worked = await work(tx)
          if (isRefusal(worked)) throw new RolledBack(worked)
          return worked
        })
        claimed = true
        return result
      } catch (error) {
        // The result that is carried out of the transaction is this very work's.
        if (error instanceof RolledBack) return error.result as Awaited<ReturnType<typeof work>>
        throw error
      }
    },
  }
}

/**
 * The store for what is typed in a window: nothing is kept once that window, as it was drawn then, has been submitted. A keystroke that
 * comes late, or again, would bring back as a draft what was sent already.
 */
export function untilSubmitted(store: Store, of: { workspaceId: WorkspaceId; window: string }): Store {
  return {
    ...store,
    write: (work) =>
      store.write(async (tx) => {
        if (await wasSubmitted(tx, of.workspaceId, of.window)) throw new Repeated()
        return work(tx)
      }),
  }
}

/** The key of a submission begins with the window that it is of: a view, as it was drawn. */
export const windowKey = (view: { id: string; hash: string }) => `submit/${view.id}/${view.hash}/`

/** What a submission was answered before; undefined when it is new. */
export async function savedAnswer(store: Store, workspaceId: WorkspaceId, key: string): Promise<{ answer: SubmissionAnswer } | undefined> {
  const kept = await keptAnswer(store.read, workspaceId, key)
  // Written by saveAnswer below.
  return kept === undefined ? undefined : (JSON.parse(kept) as { answer: SubmissionAnswer })
}

export async function saveAnswer(store: Store, workspaceId: WorkspaceId, key: string, answer: SubmissionAnswer): Promise<void> {
  await store.write((tx) => keepAnswer(tx, workspaceId, key, JSON.stringify({ answer })))
}

class RolledBack extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('refused')
    this.result = result
  }
}
