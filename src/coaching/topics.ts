import type { TopicId } from './ids.ts'

/** Something that one of the two wants to talk about in their next 1:1. */
export type Topic = {
  id: TopicId
  by: 'manager' | 'employee'
  /** In their own words; undefined where the message speaks for itself. */
  text: string | undefined
  /** The message that it came from. What stands in it is never kept. */
  link: string | undefined
  addedAt: Temporal.Instant
}

export const longestTopic = 300
/** How many topics wait for one 1:1. */
export const mostTopics = 10

/** What a topic says in a line: its words, or that it is a message. */
export function topicInWords({ text }: Pick<Topic, 'text'>): string {
  return text ?? 'a message in Slack'
}

/** The address of a message, as Slack makes it. `domain` is that of the workspace; without it Slack asks which one. */
export function messageLink({ domain, channel, ts }: { domain: string | undefined; channel: string; ts: string }): string {
  return `https://${domain ?? 'app'}.slack.com/archives/${channel}/p${ts.replace('.', '')}`
}
