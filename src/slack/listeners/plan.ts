import { z } from 'zod'
import { localDate } from '../../coaching/local-time.ts'
import type { PairId } from '../../coaching/ids.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { lengthOf } from '../../coaching/session-fields.ts'
import { nextWorkingDay } from '../../coaching/working-days.ts'
import type { Person } from '../../db/people.ts'
import { acknowledgeDone, actOn, openAction } from '../../flows/actions.ts'
import { setGoalState } from '../../flows/goal-state.ts'
import type { Caller, Reply } from '../listen.ts'
import { text } from '../values.ts'
import { dropModal, notYetModal, reasonLength } from '../views/actions.ts'
import type { ListenerParts } from './index.ts'
import { afterClick, afterForm, fromOf, planScreen, showForm } from './plan-screens.ts'
import { forgetWords, keepWords, keptWordsOf } from './words-kept.ts'

export function listenToPlan({ routes }: ListenerParts): void {
  routes.action('open_plan', async (call) => planModalFor(call, call.value.pairId))

  routes.action('goal_state', async (call) => {
    const { pairId, goalId, state } = call.value
    const no = await setGoalState(call.store, pairId, goalId, state, call.person, call.now)
    if (no !== undefined) return no
    const screen = await planScreen(call, pairId)
    return isRefusal(screen) ? screen : { update: screen }
  })

  routes.action('action_done', async (call) =>
    afterClick(call, call.value, await actOn(call.store, call.value.actionId, call.person, { act: 'done' }, call.now)),
  )
  routes.action('action_seen', async (call) =>
    afterClick(call, call.value, await acknowledgeDone(call.store, call.value.actionId, call.person, call.now)),
  )

  routes.action('action_not_yet', async (call) => {
    const opened = await openAction(call.store.read, call.value.actionId, call.person, 'not_yet')
    if (isRefusal(opened)) return afterClick(call, call.value, opened)
    return showForm(
      call.where,
      notYetModal(opened.action, {
        from: fromOf(call.where),
        otherName: opened.otherName,
        dueOn: laterThan(opened.action.dueOn, call.person, call.now),
      }),
    )
  })

  routes.submission('action_not_yet', async (call) => {
    const dueOn = z.iso.date().safeParse(call.values['due_on'])
    if (!dueOn.success) return { errors: { due_on: 'Please pick a date.' } }
    const done = await actOn(call.store, call.meta.actionId, call.person, { act: 'not_yet', dueOn: dueOn.data }, call.now)
    if (!isRefusal(done)) return afterForm(call, call.meta.from, done)
    if (done.refused === 'past') return { errors: { due_on: 'This date is past. Please pick today or a later day.' } }
    if (done.refused === 'already') return { errors: { due_on: 'This is the date it has now. Please pick another one.' } }
    return done
  })

  routes.action('action_drop', async (call) => {
    const opened = await openAction(call.store.read, call.value.actionId, call.person, 'drop')
    if (isRefusal(opened)) return afterClick(call, call.value, opened)
    const kept = await keptWordsOf(call, 'action_drop', call.value.actionId)
    return showForm(
      call.where,
      dropModal(opened.action, {
        from: fromOf(call.where),
        otherName: opened.otherName,
        reason: kept && text(kept, 'reason'),
        draft: kept ? 'kept' : 'none',
      }),
    )
  })

  routes.typing('action_drop', (call) => keepWords(call, 'action_drop', call.meta.actionId))

  routes.submission('action_drop', async (call) => {
    const reason = text(call.values, 'reason')
    if (reason === undefined) return { errors: { reason: 'Please say in a few words why, so that the other side understands.' } }
    if (lengthOf(reason) > reasonLength)
      return { errors: { reason: `A reason can have at most ${reasonLength} characters; this one has ${lengthOf(reason)}.` } }
    const done = await actOn(call.store, call.meta.actionId, call.person, { act: 'drop', reason }, call.now)
    if (isRefusal(done)) return done
    await forgetWords(call, 'action_drop', call.meta.actionId)
    return afterForm(call, call.meta.from, done)
  })
}

/** The plan of a pair, opened for one of its two people. */
export async function planModalFor(call: Caller, pairId: PairId): Promise<Reply> {
  const screen = await planScreen(call, pairId)
  return isRefusal(screen) ? screen : { open: screen }
}

/** What a new date is preset to: the next working day, from today or from when it was due, whichever is later. */
function laterThan(dueOn: string, person: Person, now: Temporal.Instant): string {
  const today = localDate(now, person.zone)
  const due = Temporal.PlainDate.from(dueOn)
  return nextWorkingDay(Temporal.PlainDate.compare(due, today) > 0 ? due : today, person.week).toString()
}
