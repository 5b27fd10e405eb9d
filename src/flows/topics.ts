import { mayWrite } from '../coaching/access.ts'
import type { PairId, TopicId } from '../coaching/ids.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { Topic } from '../coaching/topics.ts'
import { mostTopics } from '../coaching/topics.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { addTopic, removeTopic, waitingTopics } from '../db/topics.ts'
import { planChanged } from './plan-changed.ts'
import { sideOf } from './sides.ts'

/** What waits to be talked about in a pair's next 1:1. */
export async function topicsOf(tx: Tx, pair: Pair): Promise<Topic[]> {
  return (await waitingTopics(tx, pair.id)).map(({ authorId, ...topic }) => ({
    ...topic,
    by: authorId === pair.managerId ? 'manager' : 'employee',
  }))
}

/** Adds a topic to the next 1:1 of a pair, by either side. Either words or a message are there. */
export async function noteTopic(
  store: Store,
  pairId: PairId,
  by: Person,
  topic: { text: string | undefined; link: string | undefined },
  now: Temporal.Instant,
): Promise<{ otherName: string } | Refusal> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    const side = sideOf(pair, by.id)
    if (side === undefined || !mayWrite(side, 'plan', ['own_parts']))
      return refusal('not_yours', 'Only the two people of a 1:1 can add to it. Nothing was saved.')
    if (pair.state !== 'active' && pair.state !== 'paused')
      return refusal('ended', 'This 1:1 does not take place in Cuecard any more, so nothing was added to it.')
    const mine = (await waitingTopics(tx, pairId)).filter(({ authorId }) => authorId === by.id)
    if (mine.length >= mostTopics)
      return refusal(
        'full',
        `${mostTopics} topics of yours wait for this 1:1 already, which is more than one talk holds. Take one back first.`,
      )
    await addTopic(tx, { workspaceId: pair.workspaceId, pairId, authorId: by.id, ...topic, now })
    await planChanged(tx, pair, now)
    return { otherName: (await getPerson(tx, side === 'manager' ? pair.employeeId : pair.managerId)).name }
  })
}

/** Takes a topic of one's own back. */
export async function takeTopicBack(
  store: Store,
  pairId: PairId,
  topicId: TopicId,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    if (!(await removeTopic(tx, topicId, by.id))) return refusal('gone', 'This topic does not wait any more. Nothing was changed.')
    await planChanged(tx, pair, now)
    return undefined
  })
}
