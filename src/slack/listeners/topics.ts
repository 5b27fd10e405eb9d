import type { PairId } from '../../coaching/ids.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { lengthOf } from '../../coaching/session-fields.ts'
import { longestTopic, messageLink } from '../../coaching/topics.ts'
import { livingPairsOf } from '../../db/pairs.ts'
import { getPeople } from '../../db/people.ts'
import { noteTopic, takeTopicBack } from '../../flows/topics.ts'
import type { Caller, Reply, SubmissionReply } from '../listen.ts'
import { text } from '../values.ts'
import type { TopicForm } from '../views/topics.ts'
import { addTopicModal, topicAddedModal } from '../views/topics.ts'
import type { ListenerParts } from './index.ts'
import { planScreen, showForm } from './plan-screens.ts'

/** Topics for the next 1:1: from a message, or in one's own words on the plan. */
export function listenToTopics({ routes }: ListenerParts): void {
  routes.shortcut('add_to_next', async (call, message): Promise<Reply> => {
    const pairs = await pairsOf(call)
    if (pairs.length === 0)
      return { notice: 'You are in no 1:1 in Cuecard, so there is nothing to add this to. You can add a 1:1 with /coach add.' }
    return { open: addTopicModal({ pairs, side: sideIn(pairs), message }) }
  })

  routes.action('topic_add', async (call): Promise<Reply> => {
    const pairs = (await pairsOf(call)).filter(({ pairId }) => pairId === call.value.pairId)
    if (pairs.length === 0) return { notice: 'This 1:1 does not take place in Cuecard any more, so nothing can be added to it.' }
    return showForm(call.where, addTopicModal({ pairs, side: sideIn(pairs), message: undefined }))
  })

  routes.submission('add_topic', async (call): Promise<SubmissionReply> => {
    const { pairId: only, message } = call.meta
    // One of the options, which are ids of pairs; the flow finds out whether it is one of this person's.
    const pairId = only ?? (text(call.values, 'pair') as PairId | undefined)
    const words = text(call.values, 'words')
    const length = lengthOf(words ?? '')
    const errors = {
      ...(pairId === undefined ? { pair: 'Please pick a 1:1.' } : {}),
      ...(words === undefined && message === undefined ? { words: 'Please write a line.' } : {}),
      ...(length > longestTopic ? { words: `A topic can have at most ${longestTopic} characters; this one has ${length}.` } : {}),
    }
    if (pairId === undefined || Object.keys(errors).length > 0) return { errors }
    const link = message && messageLink({ domain: message.domain, channel: message.channel, ts: message.ts })
    const noted = await noteTopic(call.store, pairId, call.person, { text: words, link }, call.now)
    if (isRefusal(noted)) return noted.refused === 'full' ? { errors: { words: noted.sentence } } : noted
    if (message !== undefined) return { update: topicAddedModal(noted.otherName) }
    const screen = await planScreen(call, pairId)
    return isRefusal(screen) ? screen : { update: screen }
  })

  routes.action('topic_remove', async (call): Promise<Reply> => {
    const { pairId, topicId } = call.value
    const no = await takeTopicBack(call.store, pairId, topicId, call.person, call.now)
    const screen = await planScreen(call, pairId, no?.sentence)
    return isRefusal(screen) ? screen : { update: screen }
  })
}

type Own = TopicForm['pairs'][number] & { side: TopicForm['side'] }

/** The 1:1s of a person that go on, with the other's name. */
async function pairsOf({ store, person }: Caller): Promise<Own[]> {
  const pairs = (await livingPairsOf(store.read, person.id)).filter(({ state }) => state === 'active' || state === 'paused')
  const people = await getPeople(
    store.read,
    pairs.flatMap(({ managerId, employeeId }) => [managerId, employeeId]),
  )
  return pairs.map((pair) => {
    const side = pair.managerId === person.id ? 'manager' : 'employee'
    return { pairId: pair.id, side, otherName: people.get(side === 'manager' ? pair.employeeId : pair.managerId)?.name ?? '' }
  })
}

const sideIn = ([first]: readonly Own[]) => first?.side ?? 'employee'
