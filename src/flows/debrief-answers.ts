import { mayRead, mayWrite } from '../coaching/access.ts'
import type { DebriefSide, FormAnswer } from '../coaching/debrief.ts'
import { readAnswer } from '../coaching/debrief.ts'
import type { DebriefId } from '../coaching/ids.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import { entriesOf, saveAnswer } from '../db/debrief-entries.ts'
import type { Debrief } from '../db/debriefs.ts'
import { findDebrief } from '../db/debriefs.ts'
import { dropDraft, readDraft, saveDraft } from '../db/drafts.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { noteWords, postAnswer } from './debrief-posts.ts'
import { takesWords } from './debrief-replies.ts'

export type AnswerField = keyof FormAnswer
export type AnswerForm = {
  debriefId: DebriefId
  managerName: string
  mentorName: string
  side: DebriefSide
  focus: string
  values: Partial<Record<AnswerField, string>>
  from: 'draft' | 'answer' | 'new'
}

/** The form as this person left it: their draft, else their earlier answer. */
export async function answerForm(tx: Tx, by: Person, id: DebriefId): Promise<AnswerForm | Refusal> {
  const found = await debriefToAnswer(tx, by, id)
  if (isRefusal(found)) return found
  const { debrief, side } = found
  const draft = await readDraft(tx, by.id, 'debrief_answer', id)
  const answer = await answerOf(tx, debrief, side)
  const values = draft ? typedIn(draft.values) : (answer ?? {})
  return {
    debriefId: id,
    ...(await namesOf(tx, debrief)),
    side,
    focus: debrief.focus,
    values,
    from: draft ? 'draft' : answer ? 'answer' : 'new',
  }
}

export async function keepAnswer(
  store: Store,
  by: Person,
  id: DebriefId,
  typed: Partial<Record<AnswerField, unknown>>,
  stamp: number,
  now: Temporal.Instant,
): Promise<void> {
  await store.write(async (tx) => {
    if (isRefusal(await debriefToAnswer(tx, by, id))) return
    await saveDraft(tx, {
      workspaceId: by.workspaceId,
      ownerId: by.id,
      kind: 'debrief_answer',
      subjectId: id,
      values: typed,
      step: 'answer',
      stamp,
      now,
    })
  })
}

export async function discardAnswer(store: Store, by: Person, id: DebriefId): Promise<void> {
  await store.write((tx) => dropDraft(tx, by.id, 'debrief_answer', id))
}

/** Keeps an answer from the form, in place of an earlier one of the same person, and shows it to the other side. */
export async function answerDebrief(
  store: Store,
  by: Person,
  id: DebriefId,
  typed: Partial<Record<AnswerField, unknown>>,
  now: Temporal.Instant,
): Promise<Refusal | { problems: Record<string, string> } | { is: 'kept'; otherName: string }> {
  const read = readAnswer(typed)
  if (read.read === 'problems') return { problems: read.problems }
  return store.write(async (tx) => {
    const found = await debriefToAnswer(tx, by, id)
    if (isRefusal(found)) return found
    const { debrief, side } = found
    const { is } = await saveAnswer(tx, { workspaceId: by.workspaceId, debriefId: id, authorId: by.id, answer: read.form, now })
    await dropDraft(tx, by.id, 'debrief_answer', id)
    if (is === 'first') await postAnswer(tx, debrief, side, now)
    await noteWords(tx, debrief, side, now)
    const { managerName, mentorName } = await namesOf(tx, debrief)
    return { is: 'kept', otherName: side === 'mentor' ? managerName : mentorName }
  })
}

/** The whole debrief as its two people read it. */
export type DebriefPage = Pick<Debrief, 'focus' | 'summary' | 'state' | 'route' | 'openedAt' | 'nextTry'> & {
  debriefId: DebriefId
  side: DebriefSide
  managerName: string
  mentorName: string
  entries: { authorName: string; writtenAt: Temporal.Instant; said: { text: string } | { answer: FormAnswer } }[]
}

export async function debriefPage(tx: Tx, by: Person, id: DebriefId): Promise<DebriefPage | Refusal> {
  const debrief = await findDebrief(tx, id)
  const side = debrief && sideOf(debrief, by)
  if (debrief === undefined || side === undefined || !mayRead(side, 'debrief')) return notYours
  if (side === 'mentor' && debrief.state !== 'closed' && !(await takesWords(tx, debrief))) return mentorshipOver
  const { managerName, mentorName } = await namesOf(tx, debrief)
  const entries = await entriesOf(tx, id)
  return {
    debriefId: id,
    side,
    managerName,
    mentorName,
    focus: debrief.focus,
    summary: debrief.summary,
    state: debrief.state,
    route: debrief.route,
    openedAt: debrief.openedAt,
    nextTry: debrief.nextTry,
    entries: entries.map((entry) => ({
      authorName: entry.authorId === debrief.managerId ? managerName : mentorName,
      writtenAt: entry.writtenAt,
      said: entry.via === 'form' ? { answer: entry.answer } : { text: entry.text },
    })),
  }
}

/** What one side answered in the form; undefined when they did not. */
export async function answerOf(tx: Tx, debrief: Debrief, side: DebriefSide): Promise<FormAnswer | undefined> {
  const authorId = side === 'manager' ? debrief.managerId : debrief.mentorId
  return (await entriesOf(tx, debrief.id)).flatMap((entry) =>
    entry.via === 'form' && entry.authorId === authorId ? [entry.answer] : [],
  )[0]
}

export async function namesOf(tx: Tx, debrief: Debrief): Promise<{ managerName: string; mentorName: string }> {
  return { managerName: (await getPerson(tx, debrief.managerId)).name, mentorName: (await getPerson(tx, debrief.mentorId)).name }
}

const notYours = refusal('not_yours', 'This debrief is between a manager and their mentor. Nothing was changed.')
const mentorshipOver = refusal(
  'mentorship_over',
  'This mentorship has ended, so its debriefs take no more answers. What was said before is kept.',
)

function sideOf(debrief: Debrief, by: Person): DebriefSide | undefined {
  return debrief.managerId === by.id ? 'manager' : debrief.mentorId === by.id ? 'mentor' : undefined
}

async function debriefToAnswer(tx: Tx, by: Person, id: DebriefId): Promise<{ debrief: Debrief; side: DebriefSide } | Refusal> {
  const debrief = await findDebrief(tx, id)
  const side = debrief && sideOf(debrief, by)
  if (debrief === undefined || side === undefined || !mayWrite(side, 'debrief')) return notYours
  if (debrief.state === 'closed') return refusal('closed', 'This debrief is closed already. Nothing was changed.')
  if (!(await takesWords(tx, debrief))) return mentorshipOver
  if (debrief.route === 'form' && side === 'manager')
    return refusal('for_mentor', 'This form is for your mentor. You can close the debrief with your own next thing instead.')
  return { debrief, side }
}

function typedIn(values: Record<string, unknown>): Partial<Record<AnswerField, string>> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
