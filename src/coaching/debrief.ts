import { z } from 'zod'
import type { Absence } from './absence.ts'
import { absenceAt } from './absence.ts'
import type { Category } from './question-bank.ts'
import { localDate } from './local-time.ts'
import { lengthOf } from './session-fields.ts'
import type { WorkWeek } from './working-days.ts'
import { addWorkingDays, isWorkingDay } from './working-days.ts'

/** A debrief waits for its mentor, has been answered, or is closed for good. Its manager can close it at any time. */
export type DebriefState = 'open' | 'answered' | 'closed'
/** Where it is held: in a thread of the group DM, or, where there is none, by a form and in each one's own DM. */
export type DebriefRoute = 'thread' | 'form'
export type DebriefSide = 'manager' | 'mentor'

/** What every debrief asks, in this order. */
export const debriefQuestions = ['What worked', 'What was missed', 'How the conversation seemed to land', 'One thing to try next'] as const

/** The state after somebody has said something, or undefined when nothing is taken any more. Only the mentor's words answer a debrief. */
export function stateAfterWords(state: DebriefState, by: DebriefSide): DebriefState | undefined {
  if (state === 'closed') return undefined
  return by === 'mentor' ? 'answered' : state
}

export const landings = ['at_ease', 'engaged', 'guarded', 'hard_to_tell'] as const
export type Landing = (typeof landings)[number]
export const landingLabels: Readonly<Record<Landing, string>> = {
  at_ease: 'At ease',
  engaged: 'Engaged',
  guarded: 'Guarded',
  hard_to_tell: 'Hard to tell',
}

/** The fields of the debrief's forms. `maxLength` counts code points (docs/coaching.md, "The debrief"). */
export const debriefFields = {
  focus: { label: 'What would you like to look at?', maxLength: 300 },
  summary: { label: 'What happened, in neutral words', maxLength: 1_500 },
  worked: { label: debriefQuestions[0], maxLength: 300 },
  missed: { label: debriefQuestions[1], maxLength: 300 },
  landed: { label: debriefQuestions[2] },
  next: { label: debriefQuestions[3], maxLength: 200 },
  nextTry: { label: 'What is one thing you will try next?', maxLength: 200 },
} as const

/** What a form says, or one sentence for each field that does not fit. */
export type FormRead<Form> = { read: 'form'; form: Form } | { read: 'problems'; problems: Record<string, string> }
export type Ask = { focus: string; summary: string | undefined }
export type FormAnswer = { worked: string; missed: string; landed: Landing; next: string }

/** Reads what a manager asks. `employees` are the people they coach: none of their names may stand in it. */
export function readAsk(typed: { focus?: unknown; summary?: unknown }, employees: readonly Named[]): FormRead<Ask> {
  const names = z.string().superRefine((written, check) => {
    const name = nameIn(written, employees)
    if (name !== undefined)
      check.addIssue({
        code: 'custom',
        message: `Please leave out the name “${name}”. “Someone in my team” says enough: the debrief is about your own coaching.`,
      })
  })
  const schema = z.object({
    focus: written('Please say in a few words what you would like to look at.', debriefFields.focus.maxLength).pipe(names),
    summary: optionalText(debriefFields.summary.maxLength).pipe(names.optional()),
  })
  return formRead(schema, { focus: typed.focus, summary: typed.summary }, ({ focus, summary }) => ({ focus, summary }))
}

/** Reads the answer that is given in a form. */
export function readAnswer(typed: { worked?: unknown; missed?: unknown; landed?: unknown; next?: unknown }): FormRead<FormAnswer> {
  const schema = z.object({
    worked: written('Please write what worked. A few words are enough.', debriefFields.worked.maxLength),
    missed: written('Please write what was missed. A few words are enough.', debriefFields.missed.maxLength),
    landed: z.enum(landings, { error: 'Please pick one. “Hard to tell” is an answer too.' }),
    next: written('Please name one thing to try next.', debriefFields.next.maxLength),
  })
  return formRead(schema, { worked: typed.worked, missed: typed.missed, landed: typed.landed, next: typed.next }, (form) => form)
}

/** Reads the one thing that a manager will try next. */
export function readNextTry(typed: unknown): FormRead<string> {
  const schema = z.object({ next_try: written('Please name one thing, even a small one.', debriefFields.nextTry.maxLength) })
  return formRead(schema, { next_try: typed }, ({ next_try: nextTry }) => nextTry)
}

/** What may be told about a session: nothing that anybody wrote in it. */
export type SessionFacts = {
  /** In words: "Tue 3 March". */ on: string
  category: Category | undefined
  news: 'something' | 'nothing' | undefined
}

/** A first draft of the summary, about the manager's own coaching and without anybody's name or words. */
export function composeSummary({ on, category, news }: SessionFacts): string {
  const tried = category === undefined ? [] : [`The question I tried was about ${categoryWords[category]}.`]
  const end =
    news === undefined
      ? []
      : [news === 'something' ? 'We ended with something new to do.' : 'We ended with nothing new, and left open steps as they were.']
  return [`On ${on} I had a 1:1 with someone in my team.`, ...tried, ...end].join(' ')
}

const categoryWords: Readonly<Record<Category, string>> = {
  goals: 'goals',
  progress: 'progress',
  experiment: 'trying something out',
  support: 'what would help',
  career: 'where work may lead',
  wellbeing: 'how work is going',
  stretch: 'taking on something new',
}

export type Named = { name: string; slackUserId: string }

/** The first of these people's names that stands in a text as a whole word, as it is written there; undefined when none does. */
export function nameIn(text: string, people: readonly Named[]): string | undefined {
  for (const { name, slackUserId } of people) {
    if (text.includes(slackUserId)) return name
    const parts = [name, ...name.split(/\s+/)].filter((part) => lengthOf(part) >= 2 && !/^\p{Ll}/u.test(part))
    for (const part of parts) {
      if (wordPattern(part).test(text)) return part
    }
  }
  return undefined
}

/** Scripts that are written without spaces have no word boundary to look for. */
function wordPattern(word: string): RegExp {
  const literal = word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(word)
    ? new RegExp(literal, 'u')
    : new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'u')
}

/** What a reply says to a reader: Slack's markup of mentions, links and signs taken back to plain words. Nobody is named by it, and nobody pinged. */
export function plainReply(slackText: string): string {
  return slackText
    .replaceAll(/<@[^|>]*(?:\|([^>]*))?>/g, (_, name?: string) => `@${name || 'someone'}`)
    .replaceAll(/<#[^|>]*(?:\|([^>]*))?>/g, (_, name?: string) => `#${name || 'a channel'}`)
    .replaceAll(/<!(?:subteam\^|date\^)?[^|>]*\|([^>]*)>/g, (_, label: string) => label)
    .replaceAll(/<!([^|>]*)>/g, (_, whom: string) => `@${whom}`)
    .replaceAll(/<([^|>]+)\|([^>]*)>/g, (_, address: string, label: string) =>
      label === address || label === '' ? address : `${label} (${address})`,
    )
    .replaceAll(/<([a-z][a-z0-9+.-]*:[^>]*)>/gi, (_, address: string) => address)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** Working days without an answer after which the mentor is reminded once, and the manager is offered somebody else once. */
export const waits = { nudge: 3, standIn: 5 } as const

type Day = { zone: string; week: WorkWeek }

/** When a debrief has waited that many working days of its mentor: 09:00 in their zone on the last of them. */
export function waitedUntil(openedAt: Temporal.Instant, workingDays: number, mentor: Day): Temporal.Instant {
  return addWorkingDays(localDate(openedAt, mentor.zone), workingDays, mentor.week)
    .toZonedDateTime({ timeZone: mentor.zone, plainTime: '09:00' })
    .toInstant()
}

/** Whether a reminder may reach this person now: on a working day of theirs, from 09:00 or their later beginning to their end. */
export function isReminderTime(now: Temporal.Instant, { zone, week, away }: Day & { away?: Absence | undefined }): boolean {
  if (away !== undefined && absenceAt([away], now) !== undefined) return false
  const local = now.toZonedDateTimeISO(zone)
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return isWorkingDay(local.toPlainDate(), week) && time >= (week.from > '09:00' ? week.from : '09:00') && time < week.to
}

function formRead<Schema extends z.ZodType, Form>(
  schema: Schema,
  typed: unknown,
  formOf: (parsed: z.output<Schema>) => Form,
): FormRead<Form> {
  const parsed = schema.safeParse(typed)
  if (parsed.success) return { read: 'form', form: formOf(parsed.data) }
  const problems: Record<string, string> = {}
  for (const issue of parsed.error.issues) problems[String(issue.path[0])] ??= issue.message
  return { read: 'problems', problems }
}

function optionalText(maxLength: number) {
  return z
    .string()
    .optional()
    .transform((typed) => typed?.trim() || undefined)
    .superRefine((text, check) => {
      const length = lengthOf(text ?? '')
      if (length > maxLength)
        check.addIssue({ code: 'custom', message: `This can have at most ${maxLength} characters; it has ${length}.` })
    })
}

function written(whenEmpty: string, maxLength: number) {
  return optionalText(maxLength).transform((text, check) => {
    if (text !== undefined) return text
    check.addIssue({ code: 'custom', message: whenEmpty })
    return z.NEVER
  })
}
