import { visibilityLine } from '../../coaching/access.ts'
import { sayDate } from '../../coaching/local-time.ts'
import type { SetPlaybook } from '../../coaching/playbook-time.ts'
import type { PlaybookCard, PlaybookEnding } from '../../coaching/playbook-messages.ts'
import { playbooks } from '../../coaching/playbooks.ts'
import type { Scenario } from '../../coaching/question-bank.ts'
import { scenarios } from '../../coaching/question-bank.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, escape, header, modal, radioField, section, shorten } from './kit.ts'

const copy = {
  title: 'Playbook',
  set: 'Set a playbook',
  setIntro: (employee: string) =>
    `A playbook chooses fitting questions for your 1:1s with ${employee}. They see its name and its card, it ends after eight weeks, and no reason is kept.`,
  which: 'What are you working on?',
  save: 'Save',
  cancel: 'Cancel',
  none: 'None',
  noneMore: 'Questions follow the plan alone.',
  choose: 'Choose another',
  onPlan: (name: string, until: string) => `*Working on:* ${name}, until ${until}`,
  card: 'See the card',
  until: (until: string) => `Until ${until}, unless it is renewed.`,
  setBy: (manager: string) =>
    `${manager} set this for your 1:1s. It is about the work, no reason is kept, and you can talk about it any time.`,
  when: (when: string) => `*When:* ${when}`,
  signs: '*What it can look like*',
  ask: '*Questions to try*',
  doThis: '*What helps*',
  avoid: '*What to leave*',
  bringIn: '*Whom to bring in*',
  who: (who: string, when: string) => `${who}: ${when}`,
  back: 'Back to the plan',
  text: 'Cuecard, about a playbook.',
  ends: (name: string, employee: string, until: string) => `*${name}*, for your 1:1s with ${employee}, ends on ${until}.`,
  endsMore: 'It ends by itself. Is it still what the two of you are working on?',
  renew: 'Eight weeks more',
  renewed: (name: string, employee: string, until: string) => `*${name}*, for your 1:1s with ${employee}, goes on until ${until}.`,
  over: (name: string, employee: string) => `*${name}*, for your 1:1s with ${employee}, has ended.`,
}

/** The line of the plan, with the way to the card. */
export function playbookOnPlan(set: SetPlaybook | undefined, pairId: string, reader: Reader): KnownBlock[] {
  if (set === undefined) return []
  return [section(copy.onPlan(playbooks[set.scenario].name, day(set.endsAt, reader)), button('open_playbook', copy.card, { pairId }))]
}

/** The way for a manager to set one where there is none. */
export function setPlaybookButton(pairId: string) {
  return button('set_playbook', copy.set, { pairId })
}

/** The form in which a manager sets one, by its neutral name. */
export function setPlaybookModal(data: { pairId: string; employeeName: string; current: Scenario | undefined }): ModalView {
  return modal(
    'set_playbook',
    { pairId: data.pairId },
    {
      title: copy.title,
      submit: copy.save,
      close: copy.cancel,
      blocks: [
        section(copy.setIntro(escape(data.employeeName))),
        radioField(
          'scenario',
          copy.which,
          [
            ...scenarios.map((value) => ({ value, label: playbooks[value].name, description: shorten(playbooks[value].when, 75) })),
            { value: 'none', label: copy.none, description: copy.noneMore },
          ],
          { value: data.current ?? 'none' },
        ),
        context(visibilityLine('scenario', { role: 'manager', names: { employee: escape(data.employeeName) } }).short),
      ],
    },
  )
}

/** One card, of one screen. */
export function playbookModal(card: PlaybookCard, reader: Reader): ModalView {
  const { name, when, signs, doThis, avoid, bringIn } = playbooks[card.scenario]
  const other = escape(card.otherName)
  return modal(
    'playbook',
    { pairId: card.pairId },
    {
      title: copy.title,
      blocks: [
        header(name),
        context(copy.until(day(card.endsAt, reader))),
        ...(card.side === 'employee' ? [section(copy.setBy(other))] : []),
        section(copy.when(when)),
        section(listed(copy.ask, card.questions)),
        section(listed(copy.doThis, doThis)),
        section(listed(copy.signs, signs)),
        section(listed(copy.avoid, avoid)),
        section(
          listed(
            copy.bringIn,
            bringIn.map((one) => copy.who(one.who, one.when)),
          ),
        ),
        actions(
          ...(card.side === 'manager' && card.changes === 'open' ? [button('set_playbook', copy.choose, { pairId: card.pairId })] : []),
          button('request_to_plan', copy.back, { pairId: card.pairId }),
        ),
        context(
          visibilityLine('scenario', { role: card.side, names: card.side === 'manager' ? { employee: other } : { manager: other } }).short,
        ),
      ],
    },
  )
}

export function drawPlaybookEnding({ pairId, employeeName, scenario, endsAt, state }: PlaybookEnding, reader: Reader): Message {
  const employee = escape(employeeName)
  const { name } = playbooks[scenario]
  const sentence =
    state === 'over' ? copy.over(name, employee) : (state === 'asked' ? copy.ends : copy.renewed)(name, employee, day(endsAt, reader))
  return {
    text: `${copy.text} ${sentence.replaceAll('*', '')}`,
    blocks: [
      section(sentence),
      ...(state === 'asked'
        ? [
            context(copy.endsMore),
            actions(button('renew_playbook', copy.renew, { pairId, scenario }), button('open_playbook', copy.card, { pairId })),
          ]
        : []),
      context(visibilityLine('scenario', { role: 'manager', names: { employee } }).short),
    ],
  }
}

function listed(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `• ${line}`)].join('\n')
}

function day(at: Temporal.Instant, reader: Reader): string {
  return sayDate(at, reader.zone, reader.locale)
}
