import { sayDateTime } from '../../coaching/local-time.ts'
import type { CommentAbout, Plan, PlanComment, PlanText } from '../../coaching/plan.ts'
import { expectationLines, mayComment, mayWritePlan } from '../../coaching/plan-writing.ts'
import type { Reader } from '../../coaching/reader.ts'
import { sayLocalDate, spoken } from './actions.ts'
import type { Side } from './agreement.ts'
import type { KnownBlock } from './kit.ts'
import { actions, button, context, escape, quote, section, shorten } from './kit.ts'

const copy = {
  expectations: 'What is expected',
  noExpectations: {
    manager: 'Nothing written yet. One to three lines are enough.',
    employee: (manager: string) => `Nothing written yet. ${manager} writes this, and you say whether you agree.`,
  },
  standing: 'Where things stand',
  noStanding: {
    manager: 'Nothing written yet: facts or figures with their date.',
    employee: 'Nothing written yet.',
  },
  asOf: (date: string) => `as of ${date}`,
  written: (by: string, when: string) => `written by ${by}, ${when}`,
  agreed: (employee: string, when: string) => `${employee} agreed to these words, ${when}`,
  youAgreed: (when: string) => `you agreed to these words, ${when}`,
  notAgreed: (employee: string) => `${employee} has not agreed to these words`,
  youNotAgreed: 'you have not agreed to these words',
  questioned: (who: string) => `${who} says that something here is not right, see the comments below`,
  write: 'Write',
  change: 'Change',
  agree: 'I agree to this',
  agreeNoMore: 'I no longer agree',
  comments: 'Comments and corrections',
  noComments: 'None so far.',
  comment: (name: string, about: string, when: string) => `*${name}* on ${about}, ${when}`,
  correction: (name: string, about: string, when: string) => `*${name}: this is not right*, about ${about}, ${when}`,
  wasSeen: 'read',
  seen: 'I have read it',
  takeBack: 'Take it back',
  addComment: 'Comment',
  moreComments: (count: number) => `And ${count} older.`,
  page: 'the page',
  gone: 'something that is no longer on the page',
}

/** How many comments stand on the page. */
const shownComments = 3

type Changes = 'open' | 'read_only'

/** What is expected, with the employee's tick. */
export function expectationsBlocks(plan: Plan, side: Side, changes: Changes, reader: Reader): KnownBlock[] {
  const { expectations } = plan
  const mayWrite = changes === 'open' && mayWritePlan(side, 'expectations')
  const writeIt = button(
    'plan_write',
    expectations ? copy.change : copy.write,
    { pairId: plan.pairId, field: 'expectations' },
    { key: 'expectations' },
  )
  const heading = section(`*${copy.expectations}*`, mayWrite ? writeIt : undefined)
  if (expectations === undefined) {
    const nothing = side === 'manager' ? copy.noExpectations.manager : copy.noExpectations.employee(escape(plan.managerName))
    return [heading, section(nothing)]
  }
  const { agreedAt, revision } = expectations
  const employee = escape(plan.employeeName)
  const tick =
    agreedAt !== undefined
      ? side === 'employee'
        ? copy.youAgreed(said(agreedAt, reader))
        : copy.agreed(employee, said(agreedAt, reader))
      : side === 'employee'
        ? copy.youNotAgreed
        : copy.notAgreed(employee)
  const { pairId } = plan
  return [
    heading,
    quote(
      expectationLines(expectations.text)
        .map((line) => `• ${line}`)
        .join('\n'),
    ),
    context([writtenBy(expectations, reader), tick, ...questioned(plan, 'expectations')].join(' · ')),
    ...(side === 'employee' && changes === 'open'
      ? [
          actions(
            agreedAt === undefined
              ? button('expectations_agree', copy.agree, { pairId, revision, agrees: 'yes' }, { style: 'primary' })
              : button('expectations_agree', copy.agreeNoMore, { pairId, revision, agrees: 'no' }),
          ),
        ]
      : []),
  ]
}

/** Where things stand: facts with their date. */
export function standingBlocks(plan: Plan, side: Side, changes: Changes, reader: Reader): KnownBlock[] {
  const { standing } = plan
  const mayWrite = changes === 'open' && mayWritePlan(side, 'standing')
  const writeIt = button('plan_write', standing ? copy.change : copy.write, { pairId: plan.pairId, field: 'standing' }, { key: 'standing' })
  const heading = section(`*${copy.standing}*`, mayWrite ? writeIt : undefined)
  if (standing === undefined) return [heading, section(copy.noStanding[side])]
  return [
    heading,
    quote(standing.text),
    context([copy.asOf(sayLocalDate(standing.asOf, reader)), writtenBy(standing, reader), ...questioned(plan, 'standing')].join(' · ')),
  ]
}

/** What the two say about the page, the newest first, each with what it is about. */
export function commentBlocks(plan: Plan, side: Side, changes: Changes, reader: Reader): KnownBlock[] {
  const { comments, pairId } = plan
  const mayAdd = changes === 'open' && mayComment(side)
  if (comments.length === 0 && !mayAdd) return []
  return [
    section(`*${copy.comments}*`, mayAdd ? button('plan_comment', copy.addComment, { pairId }) : undefined),
    ...(comments.length === 0 ? [section(copy.noComments)] : []),
    ...comments.slice(0, shownComments).flatMap((one) => commentRow(plan, one, side, reader)),
    ...(comments.length > shownComments ? [context(copy.moreComments(comments.length - shownComments))] : []),
  ]
}

function commentRow(plan: Plan, one: PlanComment, side: Side, reader: Reader): KnownBlock[] {
  const name = escape(one.by === 'manager' ? plan.managerName : plan.employeeName)
  const line = (one.kind === 'correction' ? copy.correction : copy.comment)(
    name,
    escape(aboutWords(plan, one.about)),
    said(one.writtenAt, reader),
  )
  const { pairId } = plan
  const look = { key: one.id, spoken: spoken(one.by === side ? copy.takeBack : copy.seen, one) }
  const act =
    one.by === side
      ? button('comment_take_back', copy.takeBack, { pairId, commentId: one.id }, look)
      : one.seenAt === undefined
        ? button('comment_seen', copy.seen, { pairId, commentId: one.id }, look)
        : undefined
  return [section(one.seenAt === undefined ? line : `${line} · ${copy.wasSeen}`, act), quote(one.text)]
}

/** What a comment can be about, and how that is called: in the order of the page. */
export function commentSubjects(plan: Plan): { about: CommentAbout; label: string }[] {
  const subjects: { about: CommentAbout; label: string }[] = [
    { about: 'page', label: 'The page as a whole' },
    ...(plan.expectations ? [{ about: 'expectations' as const, label: copy.expectations }] : []),
    ...(plan.standing ? [{ about: 'standing' as const, label: copy.standing }] : []),
    ...[...plan.quarterGoals, ...(plan.longerGoal ? [plan.longerGoal] : [])].map(({ id, text }) => ({ about: id, label: `Goal: ${text}` })),
    ...plan.openActions.map(({ id, kind, text }) => ({ about: id, label: `${kind === 'promise' ? 'Promise' : 'Step'}: ${text}` })),
    ...plan.requests.flatMap(({ id, detail }) => (detail === undefined ? [] : [{ about: id, label: `Help asked for: ${detail}` }])),
  ]
  return subjects.slice(0, 100).map(({ about, label }) => ({ about, label: optionLabel(label) }))
}

/** Words of people as the label of an option: on one line, in the 75 characters that Slack takes. */
function optionLabel(words: string): string {
  return shorten(words, 75)
    .slice(0, 75)
    .replace(/[\uD800-\uDBFF]$/, '')
}

function aboutWords(plan: Plan, about: CommentAbout): string {
  if (about === 'page') return copy.page
  const subject = commentSubjects(plan).find((one) => one.about === about)
  return subject === undefined ? copy.gone : `“${subject.label}”`
}

/** That somebody says of a text that it is not right, for as long as nobody has read that. */
function questioned(plan: Plan, about: CommentAbout): string[] {
  const open = plan.comments.find((one) => one.about === about && one.kind === 'correction' && one.seenAt === undefined)
  if (open === undefined) return []
  return [copy.questioned(escape(open.by === 'manager' ? plan.managerName : plan.employeeName))]
}

function writtenBy(text: PlanText, reader: Reader): string {
  return copy.written(escape(text.changedByName), said(text.changedAt, reader))
}

function said(instant: Temporal.Instant, reader: Reader): string {
  return sayDateTime(instant, reader.zone, reader.locale)
}
