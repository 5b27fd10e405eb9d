import type { CommentId, PairId } from '../coaching/ids.ts'
import { mayComment } from '../coaching/plan-writing.ts'
import type { CommentAbout, PlanComment } from '../coaching/plan.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { addComment, noteCommentSeen, removeComment } from '../db/plan-comments.ts'
import type { Store } from '../db/store.ts'
import { planChanged } from './plan-changed.ts'
import { sideOf } from './sides.ts'

const notYours = refusal('not_yours', 'A plan is for the two people whose 1:1 it belongs to. Nothing was changed.')
const gone = refusal('gone', 'This comment is not there any more. Nothing was changed.')

/** Puts a comment or a correction on the page, beside what it is about. */
export async function comment(
  store: Store,
  pairId: PairId,
  said: { kind: PlanComment['kind']; about: CommentAbout; text: string },
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    const side = sideOf(pair, by.id)
    if (side === undefined || !mayComment(side)) return notYours
    if (pair.state === 'ended' || pair.state === 'declined')
      return refusal('ended', 'These 1:1s have ended, so the plan can be read and not changed. Nothing was lost.')
    await addComment(tx, { workspaceId: pair.workspaceId, planId: pair.planId, authorId: by.id, ...said, now })
    await planChanged(tx, pair, now)
    return undefined
  })
}

/** Takes back what one has said oneself, also after the 1:1s have ended. */
export async function takeBackComment(
  store: Store,
  pairId: PairId,
  id: CommentId,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    if (sideOf(pair, by.id) === undefined) return notYours
    if (!(await removeComment(tx, pair.planId, id, by.id))) return gone
    await planChanged(tx, pair, now)
    return undefined
  })
}

/** Says that one has read what the other said. Saying it again changes nothing. */
export async function seeComment(
  store: Store,
  pairId: PairId,
  id: CommentId,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    if (sideOf(pair, by.id) === undefined) return notYours
    if (await noteCommentSeen(tx, pair.planId, id, by.id, now)) await planChanged(tx, pair, now)
    return undefined
  })
}
