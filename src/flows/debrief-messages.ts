import type {
  DebriefAnswered,
  DebriefAnswerShown,
  DebriefNudge,
  DebriefRequest,
  DebriefStandIn,
  DebriefThread,
} from '../coaching/debrief-messages.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import { entriesOf } from '../db/debrief-entries.ts'
import { getDebrief } from '../db/debriefs.ts'
import type { Tx } from '../db/store.ts'
import { answerOf, namesOf } from './debrief-answers.ts'
import { standIns } from './debriefs.ts'

/** What the messages of a debrief show, read at the moment they are sent. */

export async function loadDebriefThread(tx: Tx, { debriefId }: MessagePayload<'debrief_thread'>): Promise<DebriefThread> {
  const debrief = await getDebrief(tx, debriefId)
  const { focus, summary, state, nextTry } = debrief
  return { debriefId, ...(await namesOf(tx, debrief)), focus, summary, state, nextTry, kept: (await entriesOf(tx, debriefId)).length }
}

export async function loadDebriefAnswer(
  tx: Tx,
  { debriefId, by }: MessagePayload<'debrief_answer'>,
): Promise<DebriefAnswerShown | undefined> {
  const debrief = await getDebrief(tx, debriefId)
  const answer = await answerOf(tx, debrief, by)
  const names = await namesOf(tx, debrief)
  return answer && { debriefId, ...names, authorName: by === 'manager' ? names.managerName : names.mentorName, ...answer }
}

export async function loadDebriefRequest(tx: Tx, { debriefId }: MessagePayload<'debrief_request'>): Promise<DebriefRequest> {
  const debrief = await getDebrief(tx, debriefId)
  const { focus, summary, state } = debrief
  return { debriefId, ...(await namesOf(tx, debrief)), focus, summary, state }
}

export async function loadDebriefAnswered(tx: Tx, { debriefId }: MessagePayload<'debrief_answered'>): Promise<DebriefAnswered | undefined> {
  const shown = await loadDebriefAnswer(tx, { debriefId, by: 'mentor' })
  return shown && { ...shown, state: (await getDebrief(tx, debriefId)).state }
}

export async function loadDebriefNudge(tx: Tx, { debriefId }: MessagePayload<'debrief_nudge'>): Promise<DebriefNudge> {
  const debrief = await getDebrief(tx, debriefId)
  return { debriefId, managerName: (await namesOf(tx, debrief)).managerName, askedAt: debrief.openedAt, state: debrief.state }
}

export async function loadDebriefStandIn(tx: Tx, { debriefId }: MessagePayload<'debrief_stand_in'>): Promise<DebriefStandIn> {
  const debrief = await getDebrief(tx, debriefId)
  const { mentorName } = await namesOf(tx, debrief)
  return {
    debriefId,
    mentorName,
    askedAt: debrief.openedAt,
    state: debrief.state,
    others: (await standIns(tx, debrief)).length > 0 ? 'some' : 'none',
  }
}
