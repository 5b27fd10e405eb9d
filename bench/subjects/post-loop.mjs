import { WebClient } from '@slack/web-api'
import { answering } from '../harness/answering.mjs'

/** The peer: a client and a loop, with as many calls in flight as the courier has, and nothing written down. */
const client = new WebClient(process.env.SLACK_BOT_TOKEN ?? '', { slackApiUrl: process.env.SLACK_API_URL ?? '' })
const inFlight = 20
const text = 'Maya would like to keep a coaching plan with you. You meet every Tuesday at 14:00 (Europe/Berlin), for 30 minutes.'
const blocks = [
  { type: 'section', text: { type: 'mrkdwn', text } },
  {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: 'Before each 1:1 Maya gets one question to ask you, and what you two agreed on. You see the same plan. Nothing starts before you say yes.',
    },
  },
  {
    type: 'actions',
    elements: ['Yes, start', 'This is not right'].map((label, i) => ({
      type: 'button',
      action_id: `answer#${i}`,
      value: '{"pairId":"pr_0000000000000000"}',
      text: { type: 'plain_text', text: label },
    })),
  },
  { type: 'context', elements: [{ type: 'mrkdwn', text: 'Only you and Maya can read your plan.' }] },
]

answering({
  /** Posts this many messages and gives the milliseconds that it took. */
  async post(count) {
    const startedMs = performance.now()
    let next = 0
    const worker = async () => {
      while (next < count) {
        const id = `o_${String(next++).padStart(16, '0')}`
        await client.chat.postMessage({
          channel: 'D0BENCH001',
          text,
          blocks,
          unfurl_links: false,
          unfurl_media: false,
          metadata: { event_type: 'cuecard_message', event_payload: { id } },
        })
      }
    }
    await Promise.all(Array.from({ length: inFlight }, worker))
    return { tookMs: performance.now() - startedMs }
  },
})
