import type { TopicId } from '../../../coaching/ids.ts'
import type { Topic } from '../../../coaching/topics.ts'
import type { ModalView } from '../kit.ts'
import { addTopicModal, topicAddedModal } from '../topics.ts'
import { at } from './at.ts'
import { extremes } from './extremes.ts'

export const sampleTopics: Topic[] = [
  {
    id: 'to_0000000000000001' as TopicId,
    by: 'employee',
    text: 'The handover of the north accounts',
    link: 'https://practice.slack.com/archives/C0RENEWALS/p1772445600000100',
    addedAt: at('2026-03-02T10:00:00Z'),
  },
  {
    id: 'to_0000000000000002' as TopicId,
    by: 'manager',
    text: undefined,
    link: 'https://practice.slack.com/archives/C0RENEWALS/p1772449200000200',
    addedAt: at('2026-03-02T11:00:00Z'),
  },
  { id: 'to_0000000000000003' as TopicId, by: 'employee', text: 'Thursdays', link: undefined, addedAt: at('2026-03-02T12:00:00Z') },
]

const pairs = [
  { pairId: 'pr_0000000000000001', otherName: 'Dev' },
  { pairId: 'pr_0000000000000002', otherName: 'Chi' },
]
const message = { channel: 'C0RENEWALS', ts: '1772445600.000100', domain: 'practice' }

export const topicModals = (): Record<string, Record<string, ModalView>> => ({
  add_topic: {
    from_a_message: addTopicModal({ pairs: pairs.slice(0, 1), side: 'manager', message }),
    which: addTopicModal({ pairs, side: 'manager', message }),
    in_own_words: addTopicModal({ pairs: pairs.slice(0, 1), side: 'employee', message: undefined }),
    added: topicAddedModal('Dev'),
    ...extremes((as) => addTopicModal({ ...as({ pairs }), side: 'manager', message })),
  },
})
