import type { InvitationId, MeetingId } from '../coaching/ids.ts'
import type { InvitationData, InvitationForm, TypedAnswers } from '../coaching/invitation.ts'
import { readAnswers, typedFrom } from '../coaching/invitation.ts'
import { localDate } from '../coaching/local-time.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import type { FieldProblem } from '../coaching/session-fields.ts'
import { missed } from '../coaching/trigger-time.ts'
import { dropDraft, readDraft, saveDraft } from '../db/drafts.ts'
import type { Meeting } from '../db/meetings.ts'
import { getMeeting } from '../db/meetings.ts'
import { enqueue } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import { saveSharedAnswers, sharedAnswersOf } from '../db/shared-answers.ts'
import type { Store, Tx } from '../db/store.ts'
import type { Invitation } from '../db/triggers.ts'
import { dueInvitations, getInvitation, invitationRepeating, postponeInvitation, settleInvitation } from '../db/triggers.ts'
import { waitingAgreementOf } from './agreements.ts'
import { dayOffAt, laterThanNow, missingFrom } from './holding-back.ts'
import { redrawHomes } from './home.ts'
import { invitationKey, redrawMeetings } from './meeting-messages.ts'
import { quarterGoalOf } from '../coaching/plan.ts'
import { readPlan } from './plan.ts'

/** Sends every invitation that is due to the employee of its pair. What fails waits for the next look and is thrown after the others. */
export async function sendDueInvitations(store: Store, now: Temporal.Instant): Promise<void> {
  const failed = new Map<InvitationId, unknown>()
  for (;;) {
    const due = await dueInvitations(store.read, now, 100, [...failed.keys()])
    if (due.length === 0) break
    for (const invitation of due)
      await store.write((tx) => send(tx, invitation, now)).catch((error: unknown) => failed.set(invitation.id, error))
  }
  if (failed.size > 0) throw new AggregateError(failed.values(), `${failed.size} invitations could not be sent`)
}

/** What *Answer before we meet* opens with: the person's own draft, else what they shared already. */
export async function openInvitationForm(
  tx: Tx,
  meetingId: MeetingId,
  by: Person,
  now: Temporal.Instant,
): Promise<InvitationForm | Refusal> {
  const about = await answerable(tx, meetingId, by, now)
  if (isRefusal(about)) return about
  const { meeting, pair } = about
  const draft = await readDraft(tx, by.id, 'share', meetingId)
  const shared = await sharedAnswersOf(tx, meetingId)
  const plan = await readPlan(tx, pair, now)
  return {
    meetingId,
    managerName: plan.managerName,
    startsAt: meeting.startsAt,
    planGoal: quarterGoalOf(plan.quarterGoals)?.text,
    planLonger: plan.longerGoal?.text,
    // A draft holds what this very modal sent.
    typed: draft ? { helpKinds: [], ...(draft.values as Partial<TypedAnswers>) } : shared ? typedFrom(shared) : { helpKinds: [] },
    from: draft ? 'draft' : shared ? 'shared' : 'nothing',
  }
}

/** Keeps what the employee has typed so far, for their eyes alone. *Something private* is never kept. */
export async function keepInvitationDraft(
  store: Store,
  meetingId: MeetingId,
  by: Person,
  typed: TypedAnswers,
  stamp: number,
  now: Temporal.Instant,
): Promise<void> {
  await store.write(async (tx) => {
    if (isRefusal(await answerable(tx, meetingId, by, now))) return
    const values = { ...typed, helpKinds: typed.helpKinds.filter((kind) => kind !== 'private') }
    await saveDraft(tx, {
      workspaceId: by.workspaceId,
      ownerId: by.id,
      kind: 'share',
      subjectId: meetingId,
      values,
      step: 'answers',
      stamp,
      now,
    })
  })
}

/** *Share*: the answers can be read by the manager from now on, and the draft is gone. Refused once the meeting has begun. */
export async function shareAnswers(
  store: Store,
  meetingId: MeetingId,
  by: Person,
  typed: TypedAnswers,
  now: Temporal.Instant,
): Promise<{ problems: FieldProblem[] } | Refusal | undefined> {
  const read = readAnswers(typed, { today: localDate(now, by.zone).toString() })
  if (read.read === 'problems') return { problems: read.problems }
  return store.write(async (tx) => {
    const about = await answerable(tx, meetingId, by, now)
    if (isRefusal(about)) return about
    await saveSharedAnswers(tx, {
      workspaceId: by.workspaceId,
      pairId: about.pair.id,
      meetingId,
      employeeId: by.id,
      answers: read.answers,
      now,
    })
    await dropDraft(tx, by.id, 'share', meetingId)
    await redrawMeetings(tx, [meetingId], now)
    await redrawHomes(tx, [by, await getPerson(tx, about.pair.managerId)], now)
    return undefined
  })
}

export async function loadInvitation(
  tx: Tx,
  { invitationId }: MessagePayload<'invitation'>,
  now: Temporal.Instant,
): Promise<InvitationData> {
  const invitation = await getInvitation(tx, invitationId)
  const meeting = await getMeeting(tx, invitation.meetingId)
  const pair = await getPair(tx, invitation.pairId)
  const manager = await getPerson(tx, pair.managerId)
  const waiting = await waitingAgreementOf(tx, pair.id)
  return {
    meetingId: meeting.id,
    pairId: pair.id,
    managerName: manager.name,
    startsAt: meeting.startsAt,
    movedFromAt: meeting.movedFromAt,
    phase: await phaseOf(tx, meeting, pair, now),
    waitingSteps: waiting !== undefined && (await invitationRepeating(tx, waiting.agreementId)) === invitationId ? waiting.items : 0,
  }
}

async function phaseOf(tx: Tx, meeting: Meeting, pair: Pair, now: Temporal.Instant): Promise<InvitationData['phase']> {
  if (meeting.state === 'skipped') return 'skipped'
  if (meeting.state === 'withdrawn' || pair.state === 'ended' || pair.state === 'declined') return 'called_off'
  if (Temporal.Instant.compare(meeting.startsAt, now) <= 0) return 'over'
  return (await sharedAnswersOf(tx, meeting.id)) ? 'shared' : 'open'
}

async function send(tx: Tx, invitation: Invitation, now: Temporal.Instant): Promise<void> {
  const meeting = await getMeeting(tx, invitation.meetingId)
  const pair = await getPair(tx, invitation.pairId)
  const employee = await getPerson(tx, invitation.employeeId)
  const no = await whyNot(tx, { invitation, meeting, pair, employee, manager: await getPerson(tx, pair.managerId), now })
  if (no !== undefined) {
    await settleInvitation(tx, invitation.id, no)
    return
  }
  const later = await laterThanNow(tx, employee, invitation.dueAt, meeting, now)
  if (later !== undefined) {
    await postponeInvitation(tx, invitation.id, later)
    return
  }
  await settleInvitation(tx, invitation.id, { state: 'sent', sentAt: now })
  await enqueue(tx, {
    workspaceId: invitation.workspaceId,
    key: invitationKey(invitation.id),
    kind: 'invitation',
    payload: { invitationId: invitation.id },
    to: { kind: 'person', id: employee.id },
    now,
    expiresAt: meeting.startsAt,
  })
}

type Due = { invitation: Invitation; meeting: Meeting; pair: Pair; employee: Person; manager: Person; now: Temporal.Instant }

async function whyNot(
  tx: Tx,
  { invitation, meeting, pair, employee, manager, now }: Due,
): Promise<{ state: 'missed' | 'held_back'; reason: string } | undefined> {
  const heldBack = (reason: string) => ({ state: 'held_back', reason }) as const
  if (meeting.state !== 'planned') return heldBack(meeting.state)
  if (pair.state !== 'active') return heldBack(`pair_${pair.state}`)
  if (employee.kind !== 'member') return heldBack(`employee_${employee.kind}`)
  if (manager.kind !== 'member') return heldBack(`manager_${manager.kind}`)
  if (!employee.invitations) return heldBack('opted_out')
  const dayOff = await dayOffAt(tx, employee, [invitation.dueAt, now, meeting.startsAt])
  if (dayOff !== undefined) return heldBack(dayOff)
  if ((await missingFrom(tx, manager, meeting.startsAt)) !== undefined) return heldBack('other_missing')
  return missed(now, meeting.startsAt) ? { state: 'missed', reason: 'too_late' } : undefined
}

/** The meeting, when its employee may still write answers for it. */
async function answerable(
  tx: Tx,
  meetingId: MeetingId,
  by: Person,
  now: Temporal.Instant,
): Promise<{ meeting: Meeting; pair: Pair } | Refusal> {
  const meeting = await getMeeting(tx, meetingId)
  const pair = await getPair(tx, meeting.pairId)
  if (pair.employeeId !== by.id) return refusal('not_yours', 'Only the person who was invited can answer. Nothing was changed.')
  if (pair.state === 'ended' || pair.state === 'declined')
    return refusal('ended', 'This 1:1 has ended in Cuecard, so nothing is shared any more. Please copy what you need of what you typed.')
  if (meeting.state !== 'planned')
    return refusal('called_off', 'This 1:1 is off, so there is nothing to answer. What you typed before is kept for 14 days.')
  if (Temporal.Instant.compare(meeting.startsAt, now) <= 0)
    return refusal(
      'begun',
      'This 1:1 has begun, so nothing more is shared ahead of it. What you typed before is kept for 14 days. Please say it in the talk.',
    )
  return { meeting, pair }
}
