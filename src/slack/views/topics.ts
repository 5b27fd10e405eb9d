import { visibilityLine } from '../../coaching/access.ts'
import type { Topic } from '../../coaching/topics.ts'
import { longestTopic, topicInWords } from '../../coaching/topics.ts'
import type { KnownBlock, ModalView } from './kit.ts'
import { button, context, escape, modal, section, selectField, shorten, textField } from './kit.ts'

const copy = {
  title: 'For your next 1:1',
  fromMessage: 'A link to this message is kept, and what you write here. What stands in the message is not.',
  which: 'Which 1:1?',
  words: 'What about it?',
  wordsAlone: 'What would you like to talk about?',
  wordsHint: 'A line is enough.',
  add: 'Add',
  cancel: 'Cancel',
  done: 'Done',
  added: (other: string) => `Added. It stands in the message before your next 1:1 with ${other}, and in its session.`,
  list: '*To talk about next time*',
  listMore: (count: number) => `*To talk about next time* (${count} topics; all of them stand in the session)`,
  line: (who: string, what: string) => `*${who}:* ${what}`,
  you: 'You',
  message: 'the message',
  takeBack: 'Take it back',
  addOne: 'Add a topic',
}

/** Slack takes 100 blocks; a plan has others. */
const shown = 2

export type TopicForm = {
  /** The 1:1s that it can be for; one is taken without asking. */
  pairs: readonly { pairId: string; otherName: string }[]
  side: 'manager' | 'employee'
  message: { channel: string; ts: string; domain?: string | undefined } | undefined
}

/** *Add to my next 1:1*, from a message, or a topic in one's own words. */
export function addTopicModal({ pairs, side, message }: TopicForm): ModalView {
  const [first] = pairs
  return modal(
    'add_topic',
    { pairId: pairs.length === 1 ? first?.pairId : undefined, message },
    {
      title: copy.title,
      submit: copy.add,
      close: copy.cancel,
      blocks: [
        ...(message === undefined ? [] : [section(copy.fromMessage)]),
        ...(pairs.length > 1
          ? [
              selectField(
                'pair',
                copy.which,
                pairs.slice(0, 100).map(({ pairId, otherName }) => ({ value: pairId, label: shorten(otherName, 70) })),
              ),
            ]
          : [section(`*${escape(first?.otherName ?? '')}*`)]),
        textField('words', message === undefined ? copy.wordsAlone : copy.words, {
          maxLength: longestTopic,
          hint: copy.wordsHint,
          lines: 'many',
          optional: message !== undefined,
        }),
        context(visibilityLine('plan', { role: side }).short),
      ],
    },
  )
}

export function topicAddedModal(otherName: string): ModalView {
  return modal('notice', {}, { title: copy.title, close: copy.done, blocks: [section(copy.added(escape(otherName)))] })
}

/** What waits to be talked about, each with its way to the message; the reader's own can be taken back. */
export function topicBlocks(
  topics: readonly Topic[],
  reader: { side: 'manager' | 'employee'; otherName: string; pairId: string; changes: 'open' | 'read_only' },
): KnownBlock[] {
  const mayTakeBack = (topic: Topic) => reader.changes === 'open' && topic.by === reader.side
  if (topics.length === 0) return []
  return [
    section(topics.length > shown ? copy.listMore(topics.length) : copy.list),
    ...ownFirst(topics, reader.side)
      .slice(0, shown)
      .map((topic) =>
        section(
          topicLine(topic, topic.by === reader.side ? copy.you : escape(reader.otherName)),
          mayTakeBack(topic)
            ? button('topic_remove', copy.takeBack, { pairId: reader.pairId, topicId: topic.id }, { key: topic.id })
            : undefined,
        ),
      ),
  ]
}

/** The way to add a topic in one's own words. */
export function addTopicButton(pairId: string) {
  return button('topic_add', copy.addOne, { pairId })
}

/** The reader's own stand first: those are the ones they can take back. */
function ownFirst(topics: readonly Topic[], side: Topic['by']): Topic[] {
  return topics.toSorted((a, b) => Number(b.by === side) - Number(a.by === side))
}

/** One topic with its link. */
export function topicLine(topic: Pick<Topic, 'text' | 'link'>, who: string): string {
  const words = escape(topicInWords(topic))
  return copy.line(who, topic.link === undefined ? words : `${words} (<${topic.link}|${copy.message}>)`)
}
