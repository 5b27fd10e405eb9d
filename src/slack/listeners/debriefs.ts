import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { isRefusal } from '../../coaching/refusal.ts'
import type { SessionId } from '../../coaching/ids.ts'
import { threadState } from '../../db/debriefs.ts'
import { findPerson } from '../../db/people.ts'
import { NotYet } from '../../delivery/events.ts'
import { answerDebrief, answerForm, answerOf, debriefPage, discardAnswer, keepAnswer, namesOf } from '../../flows/debrief-answers.ts'
import type { ReplyEvent, SeenReply } from '../../flows/debrief-replies.ts'
import { followReply } from '../../flows/debrief-replies.ts'
import {
  askForm,
  askOther,
  closeDebrief,
  discardAsk,
  keepAsk,
  ownLivingDebrief,
  reviewAsk,
  sendAsk,
  standIns,
} from '../../flows/debriefs.ts'
import { errorCode } from '../errors.ts'
import type { Caller, Reply } from '../listen.ts'
import { text } from '../values.ts'
import {
  answeredModal,
  answerModal,
  askModal,
  askOtherModal,
  closedModal,
  closeModal,
  debriefModal,
  discardedModal,
  drawNotKept,
  noMentorModal,
  noOtherModal,
  reviewModal,
  sentModal,
} from '../views/debrief.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

/** Opens the question to one's mentor, or says why nobody can be asked. */
async function openAsk({ store, person }: Caller, sessionId: SessionId | undefined): Promise<Reply> {
  const form = await askForm(store.read, person, sessionId)
  if (!isRefusal(form)) return { open: askModal(form) }
  return form.refused === 'no_mentor' || form.refused === 'mentor_gone' ? { open: noMentorModal(form.sentence) } : form
}

export function listenToDebriefs({ app, routes, store, clock, workspace, slack, contactCard, log }: ListenerParts): void {
  routes.action('debrief_ask', async (call) => openAsk(call, call.value.sessionId))

  routes.typing('debrief_ask', async ({ store, person, meta, values, stamp, now }) =>
    keepAsk(store, person, meta.sessionId, { focus: text(values, 'focus'), summary: text(values, 'summary') }, stamp, now),
  )

  routes.submission('debrief_ask', async ({ store, person, meta, values, now }) => {
    const review = await reviewAsk(store, person, meta.sessionId, { focus: text(values, 'focus'), summary: text(values, 'summary') }, now)
    if (isRefusal(review)) return review
    return 'problems' in review ? { errors: review.problems } : { update: reviewModal(review) }
  })

  routes.action('debrief_back', async ({ store, person, value }) => {
    const form = await askForm(store.read, person, value.sessionId)
    return isRefusal(form) ? form : { update: askModal(form) }
  })

  routes.action('debrief_discard', async ({ store, person, value }) => {
    await discardAsk(store, person, value.sessionId)
    return { update: discardedModal() }
  })

  routes.submission('debrief_review', async ({ store, person, meta, now }) => {
    const sent = await sendAsk(store, person, meta.sessionId, meta.stamp, now)
    if (isRefusal(sent)) return sent
    if (sent.is === 'sent') return { update: sentModal(sent.mentorName) }
    const form = await askForm(store.read, person, meta.sessionId)
    return isRefusal(form) ? form : { update: askModal(form, 'changed') }
  })

  routes.action('debrief_open', async (call) => {
    const page = await debriefPage(call.store.read, call.person, call.value.debriefId)
    return isRefusal(page) ? page : { open: debriefModal(page, readerOf(call)) }
  })

  routes.action('debrief_form', async ({ store, person, value }) => {
    const form = await answerForm(store.read, person, value.debriefId)
    return isRefusal(form) ? form : { open: answerModal(form) }
  })

  routes.typing('debrief_answer', async ({ store, person, meta, values, stamp, now }) =>
    keepAnswer(store, person, meta.debriefId, values, stamp, now),
  )

  routes.submission('debrief_answer', async ({ store, person, meta, values, now }) => {
    const answered = await answerDebrief(store, person, meta.debriefId, values, now)
    if (isRefusal(answered)) return answered
    return 'problems' in answered ? { errors: answered.problems } : { update: answeredModal(answered.otherName) }
  })

  routes.action('debrief_answer_discard', async ({ store, person, value }) => {
    await discardAnswer(store, person, value.debriefId)
    return { update: discardedModal() }
  })

  routes.action('debrief_close', async ({ store, person, value }) => {
    const debrief = await ownLivingDebrief(store.read, person, value.debriefId)
    if (isRefusal(debrief)) return debrief
    const { mentorName } = await namesOf(store.read, debrief)
    return { open: closeModal({ debriefId: debrief.id, mentorName, suggested: (await answerOf(store.read, debrief, 'mentor'))?.next }) }
  })

  routes.submission('debrief_close', async ({ store, person, meta, values, now }) => {
    const debrief = await ownLivingDebrief(store.read, person, meta.debriefId)
    const seen =
      isRefusal(debrief) || debrief.thread === undefined
        ? undefined
        : await readThread(slack, debrief.thread).catch((error: unknown) => {
            log.warn({ code: errorCode(error) }, 'a debrief was closed without a look at its thread')
            return undefined
          })
    const closed = await closeDebrief(store, person, meta.debriefId, values['next_try'], seen, now)
    if (isRefusal(closed)) return closed
    return 'problems' in closed ? { errors: closed.problems } : { update: closedModal() }
  })

  routes.action('debrief_ask_other', async ({ store, person, value }) => {
    const debrief = await ownLivingDebrief(store.read, person, value.debriefId)
    if (isRefusal(debrief)) return debrief
    const mentors = await standIns(store.read, debrief)
    return {
      open:
        mentors.length === 0
          ? noOtherModal()
          : askOtherModal({ debriefId: debrief.id, focus: debrief.focus, summary: debrief.summary, mentors }),
    }
  })

  routes.submission('debrief_ask_other', async ({ store, person, meta, values, now }) => {
    const asked = await askOther(store, person, meta.debriefId, text(values, 'mentor'), now)
    if (isRefusal(asked)) return asked
    return 'problem' in asked ? { errors: { mentor: asked.problem } } : { update: sentModal(asked.mentorName) }
  })

  app.event('message', async ({ event }) => {
    const reply = replyEvent.safeParse(event)
    if (!reply.success) return
    if ((await threadState(store.read, reply.data.channel, reply.data.threadTs)) === 'in_doubt') throw new NotYet()
    const notKept = await followReply(store, reply.data, clock.now())
    if (notKept === undefined) return
    const { channel, threadTs, slackUserId, otherName } = notKept
    const author = await findPerson(store.read, workspace().id, slackUserId)
    await slack.chat
      .postEphemeral({
        channel,
        thread_ts: threadTs,
        user: slackUserId,
        ...drawNotKept(await contactCard(author?.country ?? ''), otherName),
      })
      .catch((error: unknown) => log.warn({ code: errorCode(error) }, 'an author could not be told that their reply was not kept'))
  })
}

/** How long the look at a thread may take: Slack gives a submission three seconds in all. */
const readingMs = 1_500

/** Every reply of a thread as Slack shows it now; throws when it cannot be read whole in time. */
async function readThread(slack: WebClient, thread: { channel: string; ts: string }): Promise<SeenReply[]> {
  const deadline = performance.now() + readingMs
  const replies: SeenReply[] = []
  let cursor: string | undefined
  do {
    const left = deadline - performance.now()
    const page = threadPage.parse(
      await inTime(
        slack.conversations.replies({ channel: thread.channel, ts: thread.ts, limit: 200, ...(cursor ? { cursor } : {}) }),
        left,
      ),
    )
    replies.push(
      ...page.messages
        .filter((message) => message.ts !== thread.ts && message.bot_id === undefined)
        .map(({ user, ts, text, edited }) => ({ slackUserId: user, ts, text, editedAt: edited && instantOfTs(edited.ts) })),
    )
    cursor = page.response_metadata?.next_cursor || undefined
  } while (cursor !== undefined)
  return replies
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('too slow')), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

const threadPage = z.looseObject({
  messages: z.array(
    z.looseObject({
      user: z.string().default(''),
      ts: z.string(),
      text: z.string().default(''),
      bot_id: z.string().optional(),
      edited: z.looseObject({ ts: z.string() }).optional(),
    }),
  ),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
})

/** A reply in a debrief's thread, as intake.ts lets it through. */
const replyEvent = z
  .looseObject({
    channel: z.string(),
    channel_type: z.literal('mpim'),
    thread_ts: z.string(),
    ts: z.string(),
    user: z.string(),
    subtype: z.string().optional(),
    text: z.string().optional(),
    held: z.literal(true).optional(),
    edited_ts: z.string().optional(),
  })
  .transform(({ channel, thread_ts: threadTs, ts, user: slackUserId, subtype, text: written, held, edited_ts: editedTs }): ReplyEvent => {
    const reply = { channel, threadTs, ts, slackUserId }
    if (subtype === 'message_deleted') return { ...reply, is: 'deleted' }
    const words = held ? ({ held } as const) : ({ held: false, text: written ?? '' } as const)
    return {
      ...reply,
      is: subtype === 'message_changed' ? 'changed' : 'written',
      words,
      editedAt: editedTs === undefined ? undefined : instantOfTs(editedTs),
    }
  })

function instantOfTs(ts: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(Number(ts) * 1_000))
}
