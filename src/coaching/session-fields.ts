import { z } from 'zod'

/** What would help, as picked in prompt 2. The eight are stored as they are; `requestKindOf` derives the request from them. */
export const helpKinds = ['time', 'information', 'training', 'tool_budget', 'introduction', 'other_team', 'private', 'nothing'] as const
export type HelpKind = (typeof helpKinds)[number]

/** What a session keeps. *Something private* opens the contact card and leaves no trace, not even that it was picked. */
export const keptHelpKinds = [
  'time',
  'information',
  'training',
  'tool_budget',
  'introduction',
  'other_team',
  'nothing',
] as const satisfies HelpKind[]
export type KeptHelpKind = (typeof keptHelpKinds)[number]

/** The kinds that ask somebody for something; each has an owner, named by a coordinator. */
export const askingHelpKinds = keptHelpKinds.filter((kind) => requestKindOf(kind) !== undefined)

export const helpKindLabels: Readonly<Record<HelpKind, string>> = {
  time: 'Time or priorities',
  information: 'Information or access',
  training: 'Training',
  tool_budget: 'Tool or budget',
  introduction: 'Introduction or mentor',
  other_team: 'Work with another team',
  private: 'Something private: show me who to contact',
  nothing: 'Nothing right now',
}

/** The kind of request that a kind of help becomes; each has an owner named at set-up. */
export type RequestKind = 'training' | 'resource' | 'cross_functional'

/** The request a picked kind becomes, or undefined for the two that ask for nothing. */
export function requestKindOf(kind: HelpKind): RequestKind | undefined {
  switch (kind) {
    case 'training':
      return 'training'
    case 'tool_budget':
    case 'information':
    case 'time':
      return 'resource'
    case 'introduction':
    case 'other_team':
      return 'cross_functional'
    case 'private':
    case 'nothing':
      return undefined
  }
}

/** What is most likely to get in the way: the small select beside the free text. */
export const obstacleKinds = ['time', 'priorities', 'skill', 'people', 'tools', 'other'] as const
export type ObstacleKind = (typeof obstacleKinds)[number]

export const obstacleKindLabels: Readonly<Record<ObstacleKind, string>> = {
  time: 'Time',
  priorities: 'Priorities',
  skill: 'A skill to build',
  people: 'People or decisions',
  tools: 'Tools or access',
  other: 'Something else',
}

/** How likely a step is to happen, 1 hardly to 5 almost certain. */
export const confidences = [1, 2, 3, 4, 5] as const
export type Confidence = (typeof confidences)[number]

export const confidenceLabels: Readonly<Record<Confidence, string>> = {
  1: '1 · Hardly',
  2: '2 · Not very',
  3: '3 · Could go either way',
  4: '4 · Likely',
  5: '5 · Almost certain',
}

/** Shown under a step whose confidence is 1 or 2. */
export const smallerStepPrompt = 'What would make it smaller?'

export const actionOwners = ['employee', 'manager'] as const
export type ActionOwner = (typeof actionOwners)[number]

/**
 * One field of the three prompts as a screen shows it.
 * `maxLength` counts code points; given to Slack as `max_length` it is never looser than our own check, because a code point
 * takes one or two of the UTF-16 units that browsers count.
 */
export type SessionField = {
  readonly label: string
  readonly hint?: string
  readonly placeholder?: string
  readonly maxLength?: number
}

/** The fields of a session (docs/coaching.md, "The three prompts"). Their order inside a step is the order on the screen. */
export const sessionFields = {
  goalQuarter: {
    label: 'Goal for this quarter',
    hint: 'One result you could show someone by the end of the quarter: a target, a milestone, or a skill in use.',
    placeholder: 'e.g. Renewals in the north region above 92%',
    maxLength: 400,
  },
  goalMeasure: {
    label: 'How we will know',
    hint: 'A number, a date or something another person could see.',
    placeholder: 'e.g. Signed off by the clinic lead in May',
    maxLength: 200,
  },
  goalLonger: {
    label: 'Where you want this to lead',
    hint: 'One to three years out: a role, a craft, a kind of work. A guess is welcome and can change.',
    placeholder: 'e.g. Lead a small team, or move into pricing',
    maxLength: 400,
  },
  helpKinds: { label: 'What would help', hint: 'Pick all that fit.' },
  helpDetail: {
    label: 'Say a little more',
    hint: 'What, and by when it would make a difference. Leave out health, family or legal details.',
    placeholder: 'e.g. An hour with someone who has run a tender',
    maxLength: 500,
  },
  obstacle: {
    label: 'What is most likely to get in the way',
    hint: 'The thing you would bet on.',
    placeholder: 'e.g. Month-end close takes my Thursdays',
    maxLength: 300,
  },
  obstacleKind: { label: 'What kind of thing is it' },
  actionText: {
    label: 'Next step',
    hint: 'Start with a verb. One step, small enough to finish by its date.',
    placeholder: 'e.g. Call the two stalled accounts',
    maxLength: 200,
  },
  actionOwner: { label: 'Whose step' },
  actionDueOn: { label: 'By when', hint: 'Usually before you next meet.' },
  actionLearning: { label: 'This step builds a skill' },
  cue: {
    label: 'When this happens ...',
    hint: 'Naming the moment makes a step easier to keep.',
    placeholder: 'e.g. When the Monday report lands',
    maxLength: 120,
  },
  response: { label: 'I will ...', placeholder: 'e.g. I will list three risks', maxLength: 120 },
  confidence: { label: 'How likely is this step to happen?', hint: '1 hardly, 5 almost certain.' },
  promise: {
    label: 'What I will do before next time',
    hint: 'Your promise as the manager, with its own date.',
    placeholder: 'e.g. Clear the price exception with finance',
    maxLength: 200,
  },
  promiseDueOn: { label: 'By when' },
} as const satisfies Record<string, SessionField>
export type SessionFieldName = keyof typeof sessionFields

/** The title of the modal; Slack allows 24 characters. */
export const sessionTitle = 'Coaching notes'

export const sessionStepNames = ['goals', 'help', 'nextSteps'] as const
export type SessionStepName = (typeof sessionStepNames)[number]

/** The three steps in order, with their heading and the fields each holds. */
export const sessionSteps: Readonly<Record<SessionStepName, { readonly title: string; readonly fields: readonly SessionFieldName[] }>> = {
  goals: { title: 'Goals', fields: ['goalQuarter', 'goalMeasure', 'goalLonger'] },
  help: { title: 'Learning and help', fields: ['helpKinds', 'helpDetail', 'obstacle', 'obstacleKind'] },
  nextSteps: {
    title: 'Next steps',
    fields: ['actionText', 'actionOwner', 'actionDueOn', 'actionLearning', 'cue', 'response', 'confidence', 'promise', 'promiseDueOn'],
  },
}

/** A session agrees at most this many new steps. */
export const maxActionsPerSession = 3

/** The label for having no promise to make; an answer like any other. */
export const noPromiseLabel = 'Nothing this time'

/**
 * Reads prompt 1. In a pair's first session the goal for the quarter is needed; later it comes prefilled and may stay, change or go.
 * Texts come back trimmed with their line breaks kept; an empty field comes back as undefined.
 */
export function goalsStep({ session }: { session: 'first' | 'later' }) {
  return z
    .object({
      goalQuarter: text('A goal', sessionFields.goalQuarter.maxLength),
      goalMeasure: text('How we will know', sessionFields.goalMeasure.maxLength),
      goalLonger: text('Where this leads', sessionFields.goalLonger.maxLength),
    })
    .superRefine(({ goalQuarter }, check) => {
      if (session === 'first' && goalQuarter === undefined) {
        check.addIssue({
          code: 'custom',
          path: ['goalQuarter'],
          message: 'Write one goal for this quarter. A rough one is fine; it can change.',
        })
      }
    })
}
export type GoalsStep = z.output<ReturnType<typeof goalsStep>>

/**
 * Reads prompt 2. *Nothing right now* stands alone; a word of detail is needed for every kind that asks for something.
 * *Something private* never comes out: `contactCard` says that the card is to be shown, which is not to be stored, and what is kept is
 * the same as if it had not been picked (`nothing` when it was the only pick, with no detail).
 */
export function helpStep() {
  return z
    .object({
      helpKinds: z.array(z.enum(helpKinds)),
      helpDetail: text('The detail', sessionFields.helpDetail.maxLength),
      obstacle: text('What may get in the way', sessionFields.obstacle.maxLength),
      obstacleKind: z.enum(obstacleKinds).optional(),
    })
    .superRefine(({ helpKinds: picked, helpDetail }, check) => {
      if (picked.length === 0) {
        check.addIssue({
          code: 'custom',
          path: ['helpKinds'],
          message: `Pick what would help. "${helpKindLabels.nothing}" is an answer too.`,
        })
      }
      if (picked.includes('nothing') && new Set(picked).size > 1) {
        const sentence = `"${helpKindLabels.nothing}" stands alone: take it off, or take the others off.`
        check.addIssue({ code: 'custom', path: ['helpKinds'], message: sentence })
        return
      }
      if (helpDetail === undefined && picked.some((kind) => requestKindOf(kind) !== undefined)) {
        check.addIssue({
          code: 'custom',
          path: ['helpDetail'],
          message: 'Say in a few words what you need, so that somebody can act on it.',
        })
      }
    })
    .transform(({ helpKinds: picked, helpDetail, obstacle, obstacleKind }) => {
      const kept: KeptHelpKind[] = keptHelpKinds.filter((kind) => picked.includes(kind))
      const onlyPrivate = kept.length === 0
      return {
        helpKinds: onlyPrivate ? ['nothing' as const] : kept,
        helpDetail: onlyPrivate ? undefined : helpDetail,
        obstacle,
        obstacleKind,
        contactCard: picked.includes('private') ? ('show' as const) : ('none' as const),
      }
    })
}
export type HelpStep = z.output<ReturnType<typeof helpStep>>

/**
 * Reads prompt 3. `today` is the day of whoever submits, as an ISO date; no date may lie before it.
 * One to three new steps, or none when open ones are kept (`openSteps: 'kept'`, for callers
 * that offered it because there are some). A cue and its response come together or not at all.
 * The manager's promise has its own date; the answer *Nothing this time* is `{ kind: 'none' }`.
 */
export function nextStepsStep({ today }: { today: string }) {
  const dueOn = z.iso
    .date({ error: 'Pick a date.' })
    .refine((date) => date >= today, { error: 'This date has passed. Pick today or a later day.' })
  const action = z
    .object({
      text: neededText('A step', sessionFields.actionText.maxLength, 'Write the step in a few words, starting with a verb.'),
      owner: z.enum(actionOwners, { error: 'Say whose step it is.' }),
      dueOn,
      learning: z.boolean(),
      cue: text('The moment', sessionFields.cue.maxLength),
      response: text('What you will do', sessionFields.response.maxLength),
      confidence: z.union(confidences.map((level) => z.literal(level))).optional(),
    })
    .superRefine(({ cue, response }, check) => {
      if (cue !== undefined && response === undefined) {
        check.addIssue({ code: 'custom', path: ['response'], message: 'Say what you will do at that moment, or empty the moment as well.' })
      }
      if (cue === undefined && response !== undefined) {
        check.addIssue({ code: 'custom', path: ['cue'], message: 'Name the moment when you will do this, or empty this answer as well.' })
      }
    })
  const promise = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({
      kind: z.literal('promise'),
      text: neededText('A promise', sessionFields.promise.maxLength, `Write what you will do, or choose "${noPromiseLabel}".`),
      dueOn,
    }),
  ])
  return z
    .object({ actions: z.array(action), openSteps: z.enum(['kept', 'none']), promise })
    .superRefine(({ actions, openSteps }, check) => {
      if (actions.length === 0 && openSteps === 'none') {
        check.addIssue({ code: 'custom', path: ['actions'], message: 'Agree on at least one next step, even a small one.' })
      }
      if (actions.length > maxActionsPerSession) {
        const sentence = `A session can agree at most three steps; these are ${actions.length}. Keep the three that matter most.`
        check.addIssue({ code: 'custom', path: ['actions'], message: sentence })
      }
    })
}
export type NextStepsStep = z.output<ReturnType<typeof nextStepsStep>>

/** What is wrong with one field: its path (`actions.0.dueOn`) and the sentence to show at it. */
export type FieldProblem = { field: string; sentence: string }

/** Reads what was typed at a step: either the step, or one sentence for each field that needs a change. Stores and logs nothing. */
export function readStep<Schema extends z.ZodType>(
  schema: Schema,
  typed: z.input<Schema>,
): { read: 'step'; step: z.output<Schema> } | { read: 'problems'; problems: FieldProblem[] } {
  const parsed = schema.safeParse(typed)
  if (parsed.success) return { read: 'step', step: parsed.data }
  const firstByField = new Map<string, string>()
  for (const issue of parsed.error.issues) {
    const field = issue.path.map(String).join('.')
    if (!firstByField.has(field)) firstByField.set(field, issue.message)
  }
  return { read: 'problems', problems: [...firstByField].map(([field, sentence]) => ({ field, sentence })) }
}

/** The length of a text as people count it, in code points: an emoji of one code point is one, however many bytes it takes. */
export function lengthOf(written: string): number {
  return [...written].length
}

function text(subject: string, maxLength: number) {
  return z
    .string()
    .optional()
    .transform((typed) => typed?.trim() || undefined)
    .superRefine((written, check) => {
      const length = lengthOf(written ?? '')
      if (length <= maxLength) return
      check.addIssue({ code: 'custom', message: `${subject} can have at most ${maxLength} characters; this one has ${length}.` })
    })
}

function neededText(subject: string, maxLength: number, whenEmpty: string) {
  return text(subject, maxLength).transform((written, check) => {
    if (written !== undefined) return written
    check.addIssue({ code: 'custom', message: whenEmpty })
    return z.NEVER
  })
}
