import type { RichTextBlock, RichTextElement } from '@slack/types'
import { visibilityLine } from '../../coaching/access.ts'
import type { PairId } from '../../coaching/ids.ts'
import { sayDateTime } from '../../coaching/local-time.ts'
import type { PlanChange } from '../../coaching/plan-history.ts'
import type { Reader } from '../../coaching/reader.ts'
import { diffWords } from '../../coaching/text-diff.ts'
import type { Side } from './agreement.ts'
import type { KnownBlock, ModalView } from './kit.ts'
import { actions, button, context, escape, modal, section } from './kit.ts'

const copy = {
  title: 'History of the plan',
  legend: 'What was taken out is struck through, what was added is bold. The newest change comes first.',
  nothing: 'Nothing was written on this plan yet.',
  wrote: (name: string, what: string, when: string) => `*${name}* wrote ${what}, ${when}`,
  changed: (name: string, what: string, when: string) => `*${name}* changed ${what}, ${when}`,
  tookOff: (name: string, what: string, when: string) => `*${name}* took ${what} off the page, ${when}`,
  what: {
    expectations: 'what is expected',
    standing: 'where things stand',
    goal: 'a goal',
    measure: 'how a goal is known to be reached',
    goal_state: 'how a goal stands',
    longer: 'the longer term',
    step: 'a step',
    promise: 'a promise',
  } satisfies Record<PlanChange['what'], string>,
  newer: 'Newer',
  older: 'Older',
  back: 'Back to the plan',
}

/** Changes on one screen: two blocks each. */
const perPage = 15

/** Who changed what on the page and when, word by word; `from` is the number of changes that are newer than this screen. */
export function planHistoryModal(
  history: { pairId: PairId; changes: readonly PlanChange[]; from: number; side: Side },
  reader: Reader,
): ModalView {
  const { pairId, changes, side } = history
  const from = Math.min(history.from, Math.max(0, changes.length - 1))
  const [newer, older] = [from > 0, changes.length > from + perPage]
  return modal(
    'plan_history',
    { pairId, from },
    {
      title: copy.title,
      blocks: [
        context(changes.length === 0 ? copy.nothing : copy.legend),
        ...changes.slice(from, from + perPage).flatMap((change) => changeBlocks(change, reader)),
        actions(
          ...(newer ? [button('plan_history', copy.newer, { pairId, from: Math.max(0, from - perPage) }, { key: 'newer' })] : []),
          ...(older ? [button('plan_history', copy.older, { pairId, from: from + perPage }, { key: 'older' })] : []),
          button('plan_back', copy.back, { pairId }),
        ),
        context(visibilityLine('plan', { role: side }).short),
      ],
    },
  )
}

function changeBlocks(change: PlanChange, reader: Reader): KnownBlock[] {
  const say = change.before === '' ? copy.wrote : change.after === '' ? copy.tookOff : copy.changed
  return [
    section(say(escape(change.byName), copy.what[change.what], sayDateTime(change.at, reader.zone, reader.locale))),
    diffBlock(change),
  ]
}

/** The two texts in one, as they were written: nothing in them is read as markup. */
function diffBlock({ before, after }: PlanChange): RichTextBlock {
  const elements = diffWords(before, after).map(({ is, text }): RichTextElement => ({
    type: 'text',
    text,
    ...(is === 'removed' ? { style: { strike: true } } : is === 'added' && before !== '' ? { style: { bold: true } } : {}),
  }))
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements }] }
}
