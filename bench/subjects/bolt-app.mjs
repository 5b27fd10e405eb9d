import { App, HTTPReceiver } from '@slack/bolt'
import { answering } from '../harness/answering.mjs'

/** The peer: what the first page of Bolt's manual has, over signed HTTP. It acknowledges every click and does nothing else. */
const receiver = new HTTPReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '', endpoints: ['/slack/events'] })
const app = new App({ receiver, token: process.env.SLACK_BOT_TOKEN ?? '', clientOptions: { slackApiUrl: process.env.SLACK_API_URL ?? '' } })
app.action(/.*/, async ({ ack }) => ack())
await app.start(Number(process.env.PORT))
answering({})
