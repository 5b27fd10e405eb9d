import type { DebriefSide } from '../coaching/debrief.ts'
import { checkSensitive, sensitiveWords } from '../coaching/sensitive.ts'
import { dropReply, entriesOf, eraseReply, keepReply } from '../db/debrief-entries.ts'
import type { Debrief } from '../db/debriefs.ts'
import { debriefOfThread } from '../db/debriefs.ts'
import { getMentorship } from '../db/mentorships.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { noteWords, redrawDebrief } from './debrief-posts.ts'

/** What happened to a reply in a debrief's thread. `held` says that the sensitive-matters check stopped it: its words never came this far. */
export type ReplyEvent = { channel: string; threadTs: string; ts: string; slackUserId: string } & (
  | { is: 'deleted' }
  | { is: 'written' | 'changed'; words: { held: true } | { held: false; text: string }; editedAt: Temporal.Instant | undefined }
)

/** Whose reply was not kept, and who else can read it in Slack. */
export type NotKept = { channel: string; threadTs: string; slackUserId: string; otherName: string }

/**
 * Keeps, changes or erases a reply of a debrief's mentor or manager. Anybody else's, and new ones in a closed debrief, leave nothing.
 * Gives back whom to tell that their reply was not kept.
 */
export async function followReply(store: Store, event: ReplyEvent, now: Temporal.Instant): Promise<NotKept | undefined> {
  return store.write(async (tx) => {
    const debrief = await debriefOfThread(tx, event.channel, event.threadTs)
    const author = debrief && (await authorOf(tx, debrief, event.slackUserId))
    if (debrief === undefined || author === undefined) return undefined
    const reply = { workspaceId: debrief.workspaceId, debriefId: debrief.id, authorId: author.person.id, slackTs: event.ts }
    if (event.is === 'deleted') {
      if (await eraseReply(tx, reply, now)) await redrawDebrief(tx, debrief, now)
      return undefined
    }
    if (event.words.held) {
      if (await dropReply(tx, debrief.id, event.ts)) await redrawDebrief(tx, debrief, now)
      const { channel, threadTs, slackUserId } = event
      return (await takesWords(tx, debrief)) ? { channel, threadTs, slackUserId, otherName: author.other.name } : undefined
    }
    if (debrief.state === 'closed' && event.is === 'written') return undefined
    const kept = await follow(tx, debrief, { ...reply, text: event.words.text, editedAt: event.editedAt })
    if (kept) await noteWords(tx, debrief, author.side, now)
    return undefined
  })
}

/** A reply as Slack shows it now. */
export type SeenReply = { slackUserId: string; ts: string; text: string; editedAt: Temporal.Instant | undefined }

/**
 * Brings what is kept in line with the thread as Slack shows it: edits are followed, deletions too, and a reply whose event never came is
 * kept. Slack's history can lag, so a reply younger than a minute and than everything shown is no deleted one.
 */
export async function followSeen(tx: Tx, debrief: Debrief, seen: readonly SeenReply[], now: Temporal.Instant): Promise<void> {
  const shown = new Set(seen.map((reply) => reply.ts))
  const newest = Math.max(0, ...seen.map((reply) => Number(reply.ts)))
  for (const entry of await entriesOf(tx, debrief.id)) {
    if (entry.via !== 'thread' || shown.has(entry.slackTs)) continue
    const mayLag = Number(entry.slackTs) > newest && now.epochMilliseconds - entry.writtenAt.epochMilliseconds < 60_000
    if (!mayLag)
      await eraseReply(
        tx,
        { workspaceId: debrief.workspaceId, debriefId: debrief.id, authorId: entry.authorId, slackTs: entry.slackTs },
        now,
      )
  }
  for (const { slackUserId, ts, text, editedAt } of seen) {
    const author = await authorOf(tx, debrief, slackUserId)
    if (author === undefined) continue
    if (checkSensitive([text], { words: sensitiveWords })) await dropReply(tx, debrief.id, ts)
    else
      await follow(tx, debrief, {
        workspaceId: debrief.workspaceId,
        debriefId: debrief.id,
        authorId: author.person.id,
        slackTs: ts,
        text,
        editedAt,
      })
  }
}

/** Whether a debrief takes new words: it is open, and the two are still mentor and manager, or the mentor stands in for another. */
export async function takesWords(tx: Tx, debrief: Debrief): Promise<boolean> {
  if (debrief.state === 'closed') return false
  const mentorship = await getMentorship(tx, debrief.mentorshipId)
  return mentorship.state === 'active' || mentorship.mentorId !== debrief.mentorId
}

/** A reply without words, a file alone, counts as said and leaves nothing to keep. */
async function follow(tx: Tx, debrief: Debrief, reply: Parameters<typeof keepReply>[1]): Promise<boolean> {
  const takes = await takesWords(tx, debrief)
  if (reply.text.trim() === '') return (await dropReply(tx, debrief.id, reply.slackTs)) || takes
  return keepReply(tx, reply, takes ? 'keep' : 'leave')
}

async function authorOf(
  tx: Tx,
  debrief: Debrief,
  slackUserId: string,
): Promise<{ side: DebriefSide; person: Person; other: Person } | undefined> {
  const manager = await getPerson(tx, debrief.managerId)
  const mentor = await getPerson(tx, debrief.mentorId)
  if (slackUserId === manager.slackUserId) return { side: 'manager', person: manager, other: mentor }
  return slackUserId === mentor.slackUserId ? { side: 'mentor', person: mentor, other: manager } : undefined
}
