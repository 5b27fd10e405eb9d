import { landingLabels } from '../../coaching/debrief.ts'
import { sayDate, sayDateTime } from '../../coaching/local-time.ts'
import type { MyData } from '../../coaching/my-data.ts'
import type { Reader } from '../../coaching/reader.ts'
import { visibilityLine } from '../../coaching/access.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, divider, escape, modal, section } from './kit.ts'

const copy = {
  title: 'My data',
  intro: '*This is what Cuecard keeps of you.* What people write is encrypted in its database.',
  plans: '*Plans*',
  noPlans: 'You are in no plan.',
  plan: {
    manager: (other: string, what: string) => `With *${other}*, as the manager: ${what}`,
    employee: (other: string, what: string) => `With *${other}*, as the employee: ${what}`,
  },
  holds: (goals: number, steps: number, requests: number, versions: number) =>
    `goals ${goals}, steps and promises ${steps}, requests ${requests}, changes in its history ${versions}`,
  erasedOn: (date: string) => `, ended; erased on ${date}`,
  more: (count: number) => `And ${count} more. All of them are in the file.`,
  debriefs: '*Debriefs*',
  wrote: (count: number) => (count === 1 ? 'You wrote in 1 debrief.' : `You wrote in ${count} debriefs.`),
  about: (manager: string, when: string, landed: string) => `${manager} looked back on a talk with you with a mentor, ${when}.${landed}`,
  landed: (how: string) => ` It seemed to land: ${how}.`,
  drafts: (count: number) => (count === 1 ? '1 draft that only you see' : `${count} drafts that only you see`),
  rest: (drafts: string, calendar: string) =>
    `*Besides:* your settings, ${drafts}, ${calendar}, when your 1:1s took place, and which questions were suggested for them.`,
  calendar: (host: string) => `the address of your calendar at ${host}`,
  noCalendar: 'no calendar',
  company:
    'The list of people that your company keeps here, and answers of surveys, which carry no name, are not in this: ask your coordinator about the list.',
  export: 'Send it to me',
  erase: 'Erase it all',
  eraseAsk: {
    title: 'Erase it all?',
    text: 'Your 1:1s end. Plans in which you are the employee are erased for both; plans of your employees stay with them and are closed to you. Drafts, debriefs, settings go. It cannot be undone.',
    yes: 'Erase it',
    no: 'Keep it',
  },
  goneSoon: 'It is deleted here after 24 hours, so please save it where you want to keep it.',
  first: 'Cuecard, everything that it keeps of you, as a file.',
  file: (plans: number, debriefs: number) => `It is a JSON file with ${plans} of your plans and ${debriefs} debriefs, and your settings.`,
}

const shown = { plans: 12, about: 8 }

/** What is kept of a person, in counts and names, with the ways to take it along and to erase it. */
export function myDataModal(data: MyData, reader: Reader): ModalView {
  const { plans, debriefs, debriefsAboutTalks, drafts, person } = data
  return modal(
    'my_data',
    {},
    {
      title: copy.title,
      blocks: [
        section(copy.intro),
        section(copy.plans),
        ...(plans.length === 0 ? [section(copy.noPlans)] : []),
        ...plans.slice(0, shown.plans).map((one) => planRow(one, reader)),
        ...more(plans.length - shown.plans),
        ...(debriefs.length + debriefsAboutTalks.length === 0 ? [] : [section(copy.debriefs)]),
        ...(debriefs.length === 0 ? [] : [section(copy.wrote(debriefs.length))]),
        ...debriefsAboutTalks.slice(0, shown.about).map(({ managerName, openedAt, seemedToLand }) => {
          const landed = seemedToLand.map((how) => landingLabels[how as keyof typeof landingLabels]).join(', ')
          return section(copy.about(escape(managerName), said(openedAt, reader), landed === '' ? '' : copy.landed(landed)))
        }),
        ...more(debriefsAboutTalks.length - shown.about),
        section(
          copy.rest(copy.drafts(drafts.length), person.calendar === undefined ? copy.noCalendar : copy.calendar(escape(person.calendar))),
        ),
        context(copy.company),
        divider,
        actions(
          button('my_data_export', copy.export, {}),
          button('my_data_erase', copy.erase, {}, { style: 'danger', confirm: copy.eraseAsk }),
        ),
        context(visibilityLine('settings', { role: 'employee' }).short),
      ],
    },
  )
}

function planRow({ as, otherName, erasedAt, plan, history }: MyData['plans'][number], reader: Reader): KnownBlock {
  const goals = plan.quarterGoals.length + (plan.longerGoal ? 1 : 0)
  const holds = copy.holds(goals, plan.openActions.length + plan.closedActions.length, plan.requests.length, history.length)
  const ended = erasedAt === undefined ? '' : copy.erasedOn(sayDate(erasedAt, reader.zone, reader.locale))
  return section(copy.plan[as](escape(otherName), `${holds}${ended}`))
}

/** The words beside the file. */
export function drawMyDataFile({ plans, debriefs }: MyData, _reader: Reader): Message {
  const text = `${copy.first} ${copy.file(plans.length, debriefs.length)} ${copy.goneSoon}`
  return { text, blocks: [section(text)] }
}

function more(count: number): KnownBlock[] {
  return count > 0 ? [context(copy.more(count))] : []
}

function said(instant: Temporal.Instant, reader: Reader): string {
  return sayDateTime(instant, reader.zone, reader.locale)
}
