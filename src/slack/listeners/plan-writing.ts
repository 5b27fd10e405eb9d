import { localDate } from '../../coaching/local-time.ts'
import type { PairId } from '../../coaching/ids.ts'
import { planLimits, readPlanWrite } from '../../coaching/plan-writing.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { lengthOf } from '../../coaching/session-fields.ts'
import { openPlan } from '../../flows/plan.ts'
import { comment, seeComment, takeBackComment } from '../../flows/plan-comments.ts'
import { planHistory } from '../../flows/plan-history.ts'
import type { PlanPart } from '../../flows/plan-writing.ts'
import { agreeToExpectations, openPlanPart, takeGoalOff, writePlan } from '../../flows/plan-writing.ts'
import type { ActionCall, Caller, Reply, Where } from '../listen.ts'
import type { Values } from '../values.ts'
import { list, text } from '../values.ts'
import { getPair } from '../../db/pairs.ts'
import { planHistoryModal } from '../views/plan-history.ts'
import type { PlanForm } from '../views/plan-writing.ts'
import { commentModal, filledFrom, planWriteModal } from '../views/plan-writing.ts'
import { commentSubjects } from '../views/plan-texts.ts'
import type { ListenerParts } from './index.ts'
import { planScreen, showForm } from './plan-screens.ts'
import { readerOf } from './reader.ts'
import { forgetWords, keepWords, keptWordsOf, partSubject } from './words-kept.ts'

/** Writing on the page by hand: its texts and goals, the employee's tick, comments, and the history of it all. */
export function listenToPlanWriting({ routes }: ListenerParts): void {
  routes.action('plan_write', openForm)

  routes.typing('plan_write', (call) => keepWords(call, 'plan_write', partSubject(call.meta), { revision: String(call.meta.revision) }))

  routes.submission('plan_write', async (call) => {
    const { store, person, now, meta, values } = call
    const { pairId, field, goalId, revision } = meta
    const write = readPlanWrite(field, filledIn(values), goalId, localDate(now, person.zone).toString())
    if ('problems' in write) return { errors: write.problems }
    const done = await writePlan(store, pairId, write, revision, person, now)
    // The words stay in their form, where their author can copy them.
    if (isRefusal(done)) return { errors: { [field === 'expectations' ? 'line_1' : 'text']: done.sentence } }
    if (done !== 'written') return { update: formOf(call, pairId, done.stale, { typed: filledIn(values), stale: 'yes' }) }
    await forgetWords(call, 'plan_write', partSubject(meta))
    const screen = await planScreen(call, pairId)
    return isRefusal(screen) ? screen : { update: screen }
  })

  routes.action('goal_remove', async (call) => {
    const { pairId, goalId, revision } = call.value
    const done = await takeGoalOff(call.store, pairId, goalId, revision, call.person, call.now)
    if (done !== undefined && 'stale' in done) return { update: formOf(call, pairId, done.stale, { typed: undefined, stale: 'yes' }) }
    if (done === undefined) await forgetWords(call, 'plan_write', partSubject({ pairId, field: 'goal', goalId }))
    return drawnAgain(call, pairId, done?.sentence)
  })

  routes.action('expectations_agree', async (call) => {
    const { pairId, revision, agrees } = call.value
    const no = await agreeToExpectations(call.store, pairId, revision, agrees, call.person, call.now)
    return drawnAgain(call, pairId, no?.sentence)
  })

  routes.action('plan_comment', async (call) => {
    const opened = await openPlan(call.store.read, call.value.pairId, call.person, call.now)
    if (isRefusal(opened)) return opened
    const kept = await keptWordsOf(call, 'plan_comment', call.value.pairId)
    const typed = kept && { about: text(kept, 'about'), kind: text(kept, 'kind'), text: text(kept, 'text') }
    return showForm(call.where, commentModal(opened.plan, opened.side, { ...typed, draft: kept ? 'kept' : 'none' }))
  })

  routes.typing('plan_comment', (call) => keepWords(call, 'plan_comment', call.meta.pairId))

  routes.submission('plan_comment', async (call) => {
    const { pairId } = call.meta
    const opened = await openPlan(call.store.read, pairId, call.person, call.now)
    if (isRefusal(opened)) return opened
    const written = text(call.values, 'text')
    const about = commentSubjects(opened.plan).find((subject) => subject.about === call.values['about'])?.about
    if (about === undefined) return { errors: { about: 'This is not on the page any more. Please choose what it is about.' } }
    if (written === undefined) return { errors: { text: 'Please write a few words.' } }
    if (lengthOf(written) > planLimits.comment)
      return { errors: { text: `A comment can have at most ${planLimits.comment} characters; this one has ${lengthOf(written)}.` } }
    const kind = call.values['kind'] === 'correction' ? 'correction' : 'comment'
    const no = await comment(call.store, pairId, { kind, about, text: written }, call.person, call.now)
    if (no !== undefined) return { errors: { text: no.sentence } }
    await forgetWords(call, 'plan_comment', pairId)
    const screen = await planScreen(call, pairId)
    return isRefusal(screen) ? screen : { update: screen }
  })

  routes.action('comment_take_back', async (call) => {
    const { pairId, commentId } = call.value
    return drawnAgain(call, pairId, (await takeBackComment(call.store, pairId, commentId, call.person, call.now))?.sentence)
  })
  routes.action('comment_seen', async (call) => {
    const { pairId, commentId } = call.value
    return drawnAgain(call, pairId, (await seeComment(call.store, pairId, commentId, call.person, call.now))?.sentence)
  })

  routes.action('plan_history', async (call) => {
    const { pairId, from } = call.value
    const opened = await openPlan(call.store.read, pairId, call.person, call.now)
    if (isRefusal(opened)) return opened
    const changes = await planHistory(call.store.read, await getPair(call.store.read, pairId))
    return showForm(call.where, planHistoryModal({ pairId, changes, from, side: opened.side }, readerOf(call)))
  })
  routes.action('plan_back', async (call) => drawnAgain(call, call.value.pairId, undefined))
}

async function openForm(call: ActionCall<'plan_write'>): Promise<Reply> {
  const { pairId, field, goalId } = call.value
  const part = await openPlanPart(call.store.read, pairId, field, goalId, call.person)
  if (isRefusal(part)) return drawnAgain(call, pairId, part.sentence)
  const kept = await keptWordsOf(call, 'plan_write', partSubject({ pairId, field, goalId }))
  const isStale = kept !== undefined && text(kept, 'revision') !== String(part.revision)
  return showForm(call.where, formOf(call, pairId, part, { typed: kept && filledIn(kept), stale: isStale ? 'yes' : 'no' }))
}

/** The form of a part: as it stands, or with what was typed. Where the part was changed under the writer's hands, with both. */
function formOf(
  call: Caller,
  pairId: PairId,
  part: PlanPart,
  { typed, stale }: { typed: PlanForm['filled'] | undefined; stale: 'yes' | 'no' },
) {
  return planWriteModal(
    {
      pairId,
      field: part.field,
      goalId: part.field === 'goal' ? part.goalId : undefined,
      revision: part.revision,
      filled: typed ?? filledFrom(part),
      otherName: part.otherName,
      draft: typed !== undefined && stale === 'no' ? 'kept' : 'none',
      stale:
        stale === 'yes'
          ? { text: [part.text, part.measure].filter((words) => words !== '').join('\n'), byName: part.changedByName ?? part.otherName }
          : undefined,
    },
    part.side,
    readerOf(call),
  )
}

/** The plan as it stands now, in the place of what was on screen, with a sentence on top where there is something to say. */
async function drawnAgain(call: Caller & { where: Where | undefined }, pairId: PairId, sentence: string | undefined): Promise<Reply> {
  const screen = await planScreen(call, pairId, sentence)
  return isRefusal(screen) ? screen : showForm(call.where, screen)
}

/** What the inputs of a form hold, as words. */
function filledIn(values: Values): Record<string, string | undefined> {
  const inputs = ['text', 'measure', 'as_of', 'state', 'line_1', 'line_2', 'line_3'] as const
  return {
    ...Object.fromEntries(inputs.map((input) => [input, text(values, input)])),
    main: list(values, 'main').includes('main') || values['main'] === 'main' ? 'main' : undefined,
  }
}
