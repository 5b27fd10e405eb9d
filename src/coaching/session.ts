import type { NewItem } from './agreement.ts'
import type { SharedAnswers } from './invitation.ts'
import type { Action, Goal, Plan } from './plan.ts'
import type { Context } from './question-bank.ts'
import type { Resource } from './resources.ts'
import { suggestResources } from './resources.ts'
import { quarterGoalOf } from './plan.ts'
import type { ActionPart, FieldValue, SessionDraft } from './session-draft.ts'
import {
  actionField,
  actionParts,
  emptyOf,
  fieldsAt,
  freshSlot,
  listOf,
  mayAddStep,
  textOf,
  withoutStep,
  writtenSlots,
} from './session-draft.ts'
import type { Confidence, KeptHelpKind, ObstacleKind } from './session-fields.ts'
import { confidences, goalsStep, helpStep, nextStepsStep, obstacleKinds, readStep, requestKindOf } from './session-fields.ts'
import type { SessionMove, SessionPlace } from './session-place.ts'

/** What a session is about, besides what is typed in it. `today` and `nextOn` (the next 1:1) are ISO dates of the manager's calendar. */
export type SessionGround = {
  plan: Plan
  /** What the employee shared ahead of this meeting. */
  shared: SharedAnswers | undefined
  which: 'first' | 'later'
  today: string
  nextOn: string
  context: Context
  /** What the organisation has to offer. */
  catalogue: readonly Resource[]
}

/** A sentence at a field that is on the screen. */
export type Problem = { field: string; sentence: string }

/** Where going on leads: further, back to what needs a change (with the sentences to show), or to the end. */
export type Advance =
  | { to: 'place'; place: SessionPlace; notes: string[] }
  | { to: 'problems'; problems: Problem[] }
  | { to: 'end'; end: SessionEnd }

/** What goes into the plan when the session is closed. */
export type SessionEnd = {
  goals: GoalWrite[]
  requests: { helpKind: KeptHelpKind; detail: string | undefined }[]
  helpKinds: KeptHelpKind[]
  obstacle: string | undefined
  obstacleKind: ObstacleKind | undefined
  items: NewItem[]
  promise: NewItem | undefined
  lowestConfidence: number | undefined
  news: 'something' | 'nothing'
}
type GoalWording = { text: string; measure: string | undefined }
export type GoalWrite =
  | { write: 'add'; kind: Goal['kind']; wording: GoalWording }
  | { write: 'reword'; goal: Goal; wording: GoalWording }
  | { write: 'remove'; goal: Goal }

/** Where a draft that was left at a step is taken up. */
export function placeAt(step: string, draft: SessionDraft, ground: SessionGround): SessionPlace {
  if (step === 'help') return { step: 'help', asked: 0, detail: 'shown' }
  if (step === 'nextSteps' || step === 'easier') return nextStepsPlace(draft, ground)
  return { step: 'goals' }
}

/** What stands in a field: what was said in this session, else what the employee shared, else the plan, else the usual. */
export function shownValue(field: string, draft: SessionDraft, ground: SessionGround): FieldValue {
  return draft.fields[field] ?? sharedValue(field, ground) ?? usualValue(field, ground)
}

/** Whether the words in a field came from the employee, as they shared them. */
export function isFromEmployee(field: string, draft: SessionDraft, ground: SessionGround): boolean {
  const shared = sharedValue(field, ground)
  return shared !== undefined && JSON.stringify(shownValue(field, draft, ground)) === JSON.stringify(shared)
}

/** What the organisation has to offer for the help that is picked. */
export function suggestedFor(draft: SessionDraft, ground: SessionGround): Resource[] {
  const picked = shownValue('helpKinds', draft, ground)
  return suggestResources(ground.catalogue, Array.isArray(picked) ? picked : [], ground.context)
}

/** Goes on from a place, with the draft as it stands after what was sent there. From *Next steps*, going on closes the session. */
export function advance(place: SessionPlace, draft: SessionDraft, ground: SessionGround): Advance {
  switch (place.step) {
    case 'goals': {
      const problems = goalProblems(draft, ground)
      return problems.length > 0 ? { to: 'problems', problems } : to({ step: 'help', asked: 0, detail: 'shown' })
    }
    case 'help': {
      const read = readHelp(draft)
      return read.read === 'problems' ? visible(read.problems.map(atField), place) : to(nextStepsPlace(draft, ground))
    }
    case 'easier': {
      const here = fieldsAt(place)
      const problems = readNextSteps(draft, ground, place.slot).problems.filter(({ field }) => here.includes(field))
      return problems.length > 0 ? { to: 'problems', problems } : to({ step: 'nextSteps', slot: place.slot })
    }
    case 'nextSteps':
      return close(place, draft, ground)
    default:
      return place satisfies never
  }
}

/** What a button inside the session leads to. What was typed is in the draft already. */
export function move(
  how: SessionMove,
  slot: number | undefined,
  place: SessionPlace,
  draft: SessionDraft,
  ground: SessionGround,
): { draft: SessionDraft; place: SessionPlace; notes: string[] } {
  const stay = (notes: string[] = []) => ({ draft, place, notes })
  const go = (next: SessionPlace, changed: SessionDraft = draft) => ({ draft: changed, place: next, notes: [] })
  switch (how) {
    case 'back':
      if (place.step === 'help') return go({ step: 'goals' })
      if (place.step === 'nextSteps') return go({ step: 'help', asked: 0, detail: 'shown' })
      return place.step === 'easier' ? go({ step: 'nextSteps', slot: place.slot }) : stay()
    case 'nothing_now': {
      const changed = { ...draft, fields: { ...draft.fields, helpKinds: ['nothing'] } }
      return go(nextStepsPlace(changed, ground), changed)
    }
    case 'keep_steps':
      return hasOpenSteps(ground) ? go({ step: 'nextSteps' }, { ...draft, openSteps: 'kept' }) : stay()
    case 'add_step':
      return mayAddStep(draft) ? go({ step: 'nextSteps', slot: freshSlot(draft) }) : stay()
    case 'another': {
      if (place.step !== 'nextSteps' || place.slot === undefined || !mayAddStep(draft)) return stay()
      const problems = stepProblems(draft, ground, place.slot)
      return problems.length > 0 ? stay(problems.map(({ sentence }) => sentence)) : go({ step: 'nextSteps', slot: freshSlot(draft) })
    }
    case 'edit':
      return slot !== undefined && writtenSlots(draft).includes(slot) ? go({ step: 'nextSteps', slot }) : stay()
    case 'remove': {
      if (slot === undefined) return stay()
      const changed = withoutStep(draft, slot)
      const isHere = place.step === 'nextSteps' && place.slot === slot
      return go(isHere ? { step: 'nextSteps', slot: freshSlot(changed) } : place, changed)
    }
    case 'easier':
      return place.step === 'nextSteps' && place.slot !== undefined ? go({ step: 'easier', slot: place.slot }) : stay()
    case 'no_promise':
      return go(place, { ...draft, promise: 'none' })
    case 'make_promise':
      return go(place, { ...draft, promise: 'undecided' })
    default:
      return how satisfies never
  }
}

/** The plan's open steps that a session may simply keep. */
export function openSteps(plan: Plan): Action[] {
  return plan.openActions.filter(({ kind }) => kind === 'step')
}

/** The goals that a session words: the quarter's, and the longer-term one. */
export function goalsInView(plan: Plan): { quarter: Goal | undefined; longer: Goal | undefined } {
  return { quarter: quarterGoalOf(plan.quarterGoals), longer: plan.longerGoal }
}

/**
 * Brings a draft up to date with goals that were changed on the plan meanwhile: what the manager did not touch follows the plan; where both
 * changed, the plan's wording waits in `others` to be shown.
 */
export function followPlan(draft: SessionDraft, plan: Plan): SessionDraft {
  const now = goalsInView(plan)
  const fields = { ...draft.fields }
  const others = { ...draft.others }
  for (const { goal, before, names } of [
    { goal: now.quarter, before: draft.seen.quarter, names: { text: 'goalQuarter', measure: 'goalMeasure' } },
    { goal: now.longer, before: draft.seen.longer, names: { text: 'goalLonger' } },
  ]) {
    if (goal?.id === before?.id && goal?.revision === before?.revision) continue
    for (const [part, field] of Object.entries(names) as ['text' | 'measure', string][]) {
      const mine = fields[field]
      const planned = goal?.[part] ?? ''
      if (mine === undefined || typeof mine !== 'string') continue
      if (mine.trim() === (before?.[part] ?? '').trim()) delete fields[field]
      else if (![mine.trim(), (before?.[part] ?? '').trim(), ''].includes(planned.trim())) others[field] = planned
    }
  }
  return {
    ...draft,
    fields,
    others,
    seen: { ...(now.quarter ? { quarter: seen(now.quarter) } : {}), ...(now.longer ? { longer: seen(now.longer) } : {}) },
  }
}

/** The confidence given to a new step; 1 and 2 ask for a smaller one. */
export function confidenceOf(slot: number, draft: SessionDraft): Confidence | undefined {
  const given = Number(textOf(draft.fields, actionField(slot, 'confidence')))
  return confidences.find((level) => level === given)
}

function close(place: SessionPlace, draft: SessionDraft, ground: SessionGround): Advance {
  const nextSteps = readNextSteps(draft, ground)
  if (nextSteps.step === undefined) return visible(nextSteps.problems, place)
  const help = readHelp(draft)
  if (help.read === 'problems') return visible(help.problems.map(atField), place)
  const goals = goalProblems(draft, ground)
  if (goals.length > 0) return visible(goals, place)

  const items = nextSteps.step.actions.map((action): NewItem => ({ kind: 'step', ...action }))
  const { promise } = nextSteps.step
  const promised: NewItem | undefined =
    promise.kind === 'none' ? undefined : { kind: 'promise', owner: 'manager', text: promise.text, dueOn: promise.dueOn, learning: false }
  const { helpKinds, helpDetail, obstacle, obstacleKind } = help.step
  const requests = helpKinds.filter((kind) => requestKindOf(kind) !== undefined).map((helpKind) => ({ helpKind, detail: helpDetail }))
  const writes = goalWrites(draft, ground)
  const given = items.flatMap(({ confidence }) => (confidence === undefined ? [] : [confidence]))
  const isNews = [writes, requests, items].some((list) => list.length > 0) || promised !== undefined || obstacle !== undefined
  return {
    to: 'end',
    end: {
      goals: writes,
      requests,
      helpKinds,
      obstacle,
      obstacleKind,
      items,
      promise: promised,
      lowestConfidence: given.length === 0 ? undefined : Math.min(...given),
      news: isNews ? 'something' : 'nothing',
    },
  }
}

const to = (place: SessionPlace): Advance => ({ to: 'place', place, notes: [] })

/** Problems stand under their fields where those are on the screen; otherwise the place that has the first of them comes up, with its sentences. */
function visible(problems: Problem[], place: SessionPlace): Advance {
  const here = fieldsAt(place)
  const under = problems.filter(({ field }) => here.includes(field))
  if (under.length > 0 || problems.length === 0) return { to: 'problems', problems: under }
  const home = placeOf(problems[0]?.field ?? '')
  const there = fieldsAt(home)
  return { to: 'place', place: home, notes: problems.filter(({ field }) => there.includes(field)).map(({ sentence }) => sentence) }
}

/** The place whose form has a field. */
export function placeOf(field: string): SessionPlace {
  const [, slot, part] = /^actions\.(\d+)\.(\w+)$/.exec(field) ?? []
  if (slot !== undefined) {
    const isFolded = (['cue', 'response', 'confidence', 'learning'] satisfies ActionPart[] as string[]).includes(part ?? '')
    return { step: isFolded ? 'easier' : 'nextSteps', slot: Number(slot) }
  }
  if (field.startsWith('promise.')) return { step: 'nextSteps' }
  return field.startsWith('goal') ? { step: 'goals' } : { step: 'help', asked: 0, detail: 'shown' }
}

/** *Next steps* opens at the first step that was written, at a fresh form, or folded where the open steps are kept. */
function nextStepsPlace(draft: SessionDraft, ground: SessionGround): SessionPlace {
  const [first] = writtenSlots(draft)
  if (first !== undefined) return { step: 'nextSteps', slot: first }
  return draft.openSteps === 'kept' && hasOpenSteps(ground) ? { step: 'nextSteps' } : { step: 'nextSteps', slot: freshSlot(draft) }
}

const hasOpenSteps = (ground: SessionGround) => openSteps(ground.plan).length > 0

function goalProblems(draft: SessionDraft, ground: SessionGround): Problem[] {
  const text = (field: string) => goalText(field, draft, ground)
  const read = readStep(goalsStep({ session: ground.which }), {
    goalQuarter: text('goalQuarter'),
    goalMeasure: text('goalMeasure'),
    goalLonger: text('goalLonger'),
  })
  if (read.read === 'problems') return read.problems
  if (read.step.goalQuarter === undefined && read.step.goalMeasure !== undefined) {
    return [{ field: 'goalMeasure', sentence: 'Write the goal that this belongs to, or empty this answer as well.' }]
  }
  return []
}

function readHelp(draft: SessionDraft) {
  const kind = textOf(draft.fields, 'obstacleKind')
  return readStep(helpStep(), {
    helpKinds: listOf(draft.fields, 'helpKinds') as KeptHelpKind[],
    helpDetail: textOf(draft.fields, 'helpDetail'),
    obstacle: textOf(draft.fields, 'obstacle'),
    obstacleKind: obstacleKinds.find((known) => known === kind),
  })
}

const atField = ({ field, sentence }: Problem): Problem => ({ field: field.split('.')[0] ?? field, sentence })

/** Prompt 3 read, with problems at the names of the form. With `only`, that one step is read, whether it has words or not. */
function readNextSteps(draft: SessionDraft, ground: SessionGround, only?: number) {
  const slots = only === undefined ? writtenSlots(draft) : [only]
  const value = (slot: number, part: ActionPart) => shownValue(actionField(slot, part), draft, ground)
  const typed = slots.map((slot) => ({
    text: textValue(value(slot, 'text')),
    owner: value(slot, 'owner') === 'manager' ? ('manager' as const) : ('employee' as const),
    dueOn: textValue(value(slot, 'dueOn')),
    learning: value(slot, 'learning').length > 0,
    cue: textValue(value(slot, 'cue')),
    response: textValue(value(slot, 'response')),
    confidence: confidenceOf(slot, draft),
  }))
  const read = readStep(nextStepsStep({ today: ground.today }), {
    actions: typed,
    openSteps: draft.openSteps === 'kept' && hasOpenSteps(ground) ? 'kept' : 'none',
    promise:
      draft.promise === 'none'
        ? { kind: 'none' }
        : {
            kind: 'promise',
            text: textValue(shownValue('promise.text', draft, ground)),
            dueOn: textValue(shownValue('promise.dueOn', draft, ground)),
          },
  })
  if (read.read === 'step') return { step: read.step, problems: [] }
  const problems = read.problems.map(({ field, sentence }) => {
    const [, index, part] = /^actions\.(\d+)\.(\w+)$/.exec(field) ?? []
    if (index !== undefined) return { field: actionField(slots[Number(index)] ?? 0, part as ActionPart), sentence }
    return { field: field === 'actions' ? actionField(slots[0] ?? freshSlot(draft), 'text') : field, sentence }
  })
  return { step: undefined, problems }
}

function stepProblems(draft: SessionDraft, ground: SessionGround, slot: number): Problem[] {
  const own = actionParts.map((part) => actionField(slot, part))
  return readNextSteps(draft, ground, slot).problems.filter(({ field }) => own.includes(field))
}

function goalWrites(draft: SessionDraft, ground: SessionGround): GoalWrite[] {
  const { quarter, longer } = goalsInView(ground.plan)
  const words = (field: string) => goalText(field, draft, ground).trim()
  return [
    ...goalWrite('quarter', quarter, { text: words('goalQuarter'), measure: words('goalMeasure') || undefined }),
    ...goalWrite('longer', longer, { text: words('goalLonger'), measure: longer?.measure }),
  ]
}

/** The wording of a goal that the manager let pass; without one, the plan's. What the employee shared counts once the manager has passed it. */
function goalText(field: string, draft: SessionDraft, ground: SessionGround): string {
  return textValue(draft.fields[field] ?? usualValue(field, ground))
}

function goalWrite(kind: Goal['kind'], goal: Goal | undefined, wording: GoalWording): GoalWrite[] {
  if (goal === undefined) return wording.text === '' ? [] : [{ write: 'add', kind, wording }]
  if (wording.text === '') return [{ write: 'remove', goal }]
  return wording.text === goal.text && wording.measure === goal.measure ? [] : [{ write: 'reword', goal, wording }]
}

function sharedValue(field: string, { shared, today }: SessionGround): FieldValue | undefined {
  if (shared === undefined) return undefined
  switch (field) {
    case 'goalQuarter':
    case 'goalMeasure':
    case 'goalLonger':
    case 'helpDetail':
    case 'obstacle':
    case 'obstacleKind':
      return shared[field] || undefined
    case 'helpKinds':
      return shared.helpKinds.length > 0 ? [...shared.helpKinds] : undefined
    case 'actions.0.text':
      return shared.step?.text
    case 'actions.0.dueOn':
      return shared.step?.dueOn !== undefined && shared.step.dueOn >= today ? shared.step.dueOn : undefined
    default:
      return undefined
  }
}

function usualValue(field: string, { plan, nextOn }: SessionGround): FieldValue {
  const { quarter, longer } = goalsInView(plan)
  if (field === 'goalQuarter') return quarter?.text ?? ''
  if (field === 'goalMeasure') return quarter?.measure ?? ''
  if (field === 'goalLonger') return longer?.text ?? ''
  if (field.endsWith('.owner')) return 'employee'
  return field.endsWith('ueOn') ? nextOn : emptyOf(field)
}

const textValue = (value: FieldValue) => (typeof value === 'string' ? value : '')
const seen = ({ id, revision, text, measure }: Goal) => ({ id, revision, text, ...(measure === undefined ? {} : { measure }) })
