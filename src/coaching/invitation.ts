import { z } from 'zod'
import type { FieldProblem, KeptHelpKind } from './session-fields.ts'
import { helpKindLabels, helpKinds, lengthOf, obstacleKinds, sessionFields } from './session-fields.ts'

const keptHelpKinds = helpKinds.filter((kind): kind is KeptHelpKind => kind !== 'private')

/** What an employee shared ahead of a 1:1: prompts 1 and 2, a proposed step and topics. Whatever was left empty is undefined. */
export const sharedAnswersSchema = z.object({
  goalQuarter: z.string().optional(),
  goalMeasure: z.string().optional(),
  goalLonger: z.string().optional(),
  helpKinds: z.array(z.enum(keptHelpKinds)),
  helpDetail: z.string().optional(),
  obstacle: z.string().optional(),
  obstacleKind: z.enum(obstacleKinds).optional(),
  /** `dueOn` is an ISO date. */
  step: z.object({ text: z.string(), dueOn: z.string().optional() }).optional(),
  topics: z.string().optional(),
})
export type SharedAnswers = z.output<typeof sharedAnswersSchema>

/** What the message to the employee before a 1:1 shows. */
export type InvitationData = {
  meetingId: string
  pairId: string
  managerName: string
  startsAt: Temporal.Instant
  /** Set when the 1:1 was moved by hand. */
  movedFromAt: Temporal.Instant | undefined
  phase: 'open' | 'shared' | 'over' | 'skipped' | 'called_off'
  /** Steps of the last agreement that still wait for the employee's answer. */
  waitingSteps: number
}

/** What the modal *Answer before we meet* opens with. */
export type InvitationForm = {
  meetingId: string
  managerName: string
  startsAt: Temporal.Instant
  /** The goals on the plan now, for orientation: what is typed here is only what the employee wants to add or change. */
  planGoal: string | undefined
  planLonger: string | undefined
  typed: TypedAnswers
  /** Where the prefilled texts come from. */
  from: 'nothing' | 'draft' | 'shared'
}

/** The fields of the modal as they were typed: text, chosen values and an ISO date. */
export type TypedAnswers = {
  topics?: string | undefined
  goalQuarter?: string | undefined
  goalMeasure?: string | undefined
  goalLonger?: string | undefined
  helpKinds: string[]
  helpDetail?: string | undefined
  obstacle?: string | undefined
  obstacleKind?: string | undefined
  stepText?: string | undefined
  stepDueOn?: string | undefined
}

export const topicsField = {
  label: 'What would you like to talk about?',
  hint: 'A line or two is enough.',
  placeholder: 'e.g. The handover of the north accounts',
  maxLength: 500,
} as const

/** What was read: answers to share, or what to put right. */
export type ReadAnswers = { read: 'answers'; answers: SharedAnswers } | { read: 'problems'; problems: FieldProblem[] }

/**
 * Reads what an employee typed ahead of a 1:1. Everything is optional, but something must be there. *Something private* never comes out.
 * `today` is the employee's ISO date; a proposed step is not due before it.
 */
export function readAnswers(typed: TypedAnswers, { today }: { today: string }): ReadAnswers {
  const problems: FieldProblem[] = []
  const texts = {
    topics: trimmed(typed.topics),
    goalQuarter: trimmed(typed.goalQuarter),
    goalMeasure: trimmed(typed.goalMeasure),
    goalLonger: trimmed(typed.goalLonger),
    helpDetail: trimmed(typed.helpDetail),
    obstacle: trimmed(typed.obstacle),
    stepText: trimmed(typed.stepText),
  }
  for (const [field, written] of Object.entries(texts)) {
    const limit = limits[field as keyof typeof limits]
    const length = lengthOf(written ?? '')
    if (length > limit) problems.push({ field, sentence: `This can have at most ${limit} characters; it has ${length}.` })
  }
  const picked = keptHelpKinds.filter((kind) => typed.helpKinds.includes(kind))
  if (picked.includes('nothing') && typed.helpKinds.length > 1) {
    problems.push({ field: 'helpKinds', sentence: `"${helpKindLabels.nothing}" stands alone: take it off, or take the others off.` })
  }
  const dueOn = trimmed(typed.stepDueOn)
  if (dueOn !== undefined && texts.stepText === undefined)
    problems.push({ field: 'stepText', sentence: 'Write the step that belongs to the date, or empty the date.' })
  if (dueOn !== undefined && Temporal.PlainDate.compare(dueOn, today) < 0)
    problems.push({ field: 'stepDueOn', sentence: 'This date has passed. Pick today or a later day.' })
  if (problems.length > 0) return { read: 'problems', problems }

  const { stepText, ...rest } = texts
  const obstacleKind = obstacleKinds.find((kind) => kind === typed.obstacleKind)
  const answers: SharedAnswers = {
    ...rest,
    helpKinds: picked,
    obstacleKind,
    step: stepText === undefined ? undefined : { text: stepText, dueOn },
  }
  if (isEmpty(answers))
    return { read: 'problems', problems: [{ field: 'topics', sentence: 'Write at least one thing to share. Nothing was sent.' }] }
  return { read: 'answers', answers }
}

/** Shared answers as the modal shows them again. */
export function typedFrom(answers: SharedAnswers): TypedAnswers {
  const { step, ...rest } = answers
  return { ...rest, helpKinds: [...answers.helpKinds], stepText: step?.text, stepDueOn: step?.dueOn }
}

const limits = {
  topics: topicsField.maxLength,
  goalQuarter: sessionFields.goalQuarter.maxLength,
  goalMeasure: sessionFields.goalMeasure.maxLength,
  goalLonger: sessionFields.goalLonger.maxLength,
  helpDetail: sessionFields.helpDetail.maxLength,
  obstacle: sessionFields.obstacle.maxLength,
  stepText: sessionFields.actionText.maxLength,
}

function trimmed(written: string | undefined): string | undefined {
  return written?.trim() || undefined
}

function isEmpty({ helpKinds: picked, obstacleKind: _kind, ...rest }: SharedAnswers): boolean {
  return picked.length === 0 && Object.values(rest).every((value) => value === undefined)
}
