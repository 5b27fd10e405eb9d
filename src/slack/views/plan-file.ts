import { visibilityLine } from '../../coaching/access.ts'
import type { FileFormat, PlanFile } from '../../coaching/plan-file.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Choice, Message, ModalView } from './kit.ts'
import { context, escape, modal, radioField, section, selectField, shorten } from './kit.ts'

const copy = {
  first: (other: string) => `Cuecard, your plan with ${other} as a file.`,
  holds: (goals: string, promises: string, steps: string, requests: string) =>
    `It holds ${goals}, ${promises}, ${steps} and ${requests}, as they stand now.`,
  goneSoon: 'It is deleted here after 24 hours, so please save it where you want to keep it.',
  title: 'Export a plan',
  submit: 'Send it to me',
  intro: (other: string) => `*Your plan with ${other} as a file*`,
  what: 'It comes in your own messages with Cuecard. Nobody else gets it, and it is deleted there after 24 hours.',
  thin: 'Your messages are kept thin, and this file is not: it holds every word of the plan while it lies in Slack.',
  which: 'Which plan?',
  format: 'As what?',
  sent: 'The file is on its way to your messages with Cuecard.',
}

const formatChoices: readonly (Choice & { value: FileFormat })[] = [
  { value: 'pdf', label: 'PDF', description: 'For Latin, Greek and Cyrillic letters' },
  { value: 'html', label: 'Page to print', description: 'One HTML file for any browser and script' },
  { value: 'markdown', label: 'Markdown', description: 'Plain text, for notes and wikis' },
]

/** The words beside the file: what it is and what it holds, for people who cannot open it. The words of the plan stay inside. */
export function drawPlanFile({ plan, side }: PlanFile, _reader: Reader): Message {
  const other = escape(side === 'manager' ? plan.employeeName : plan.managerName)
  const goals = plan.quarterGoals.length + (plan.longerGoal ? 1 : 0)
  const promises = plan.openActions.filter(({ kind }) => kind === 'promise').length
  const steps = plan.openActions.length - promises
  const holds = copy.holds(
    counted(goals, 'goal', 'goals'),
    counted(promises, 'open promise', 'open promises'),
    counted(steps, 'open step', 'open steps'),
    counted(plan.requests.length, 'request for help', 'requests for help'),
  )
  const text = `${copy.first(other)} ${holds} ${copy.goneSoon}`
  return { text, blocks: [section(text)] }
}

/** In which form a plan is exported; with a choice where it has not been said which. */
export function exportModal(
  plans: readonly { pairId: string; otherName: string; side: PlanFile['side'] }[],
  reader: Pick<Reader, 'thin'>,
): ModalView {
  const [only] = plans.length === 1 ? plans : []
  return modal('export_plan', only === undefined ? {} : { pairId: only.pairId }, {
    title: copy.title,
    submit: copy.submit,
    blocks: [
      ...(only === undefined
        ? [
            selectField(
              'plan',
              copy.which,
              plans.slice(0, 100).map(({ pairId, otherName }) => ({ value: pairId, label: shorten(otherName, 75) })),
              {},
            ),
          ]
        : [section(copy.intro(escape(only.otherName)))]),
      radioField('format', copy.format, formatChoices, { value: formatChoices[0]?.value }),
      context(copy.what),
      ...(reader.thin ? [context(copy.thin)] : []),
      context(visibilityLine('plan', { role: only?.side ?? 'employee' }).short),
    ],
  })
}

/** What stands in the place of the form once the file was asked for. */
export const exportSent = copy.sent

function counted(count: number, one: string, many: string): string {
  return count === 0 ? `no ${one}` : `${count} ${count === 1 ? one : many}`
}
