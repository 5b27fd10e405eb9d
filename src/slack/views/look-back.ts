import { visibilityLine } from '../../coaching/access.ts'
import type { PairId } from '../../coaching/ids.ts'
import type { LookBack, LookBackFile, LookBackLine, LookBackSection } from '../../coaching/look-back.ts'
import { lookBackHeadings, noAppraisal } from '../../coaching/look-back-words.ts'
import type { FileFormat } from '../../coaching/plan-file.ts'
import type { Reader } from '../../coaching/reader.ts'
import { spoken } from './actions.ts'
import type { Side } from './agreement.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import { actions, button, context, escape, modal, section, shorten } from './kit.ts'

const copy = {
  title: 'Looking back',
  heading: (quarter: string, other: string) => `*${quarter} with ${other}*`,
  nothing: 'There is nothing to look back at in this quarter yet.',
  takeOut: 'Take out',
  takenOut: (count: number) => (count === 1 ? 'You took out 1 line about you.' : `You took out ${count} lines about you.`),
  putBack: 'Put back',
  otherTookOut: 'The other side took out something about themselves.',
  more: (count: number) => `And ${count} more lines, in the file.`,
  other: { this: 'Last quarter', last: 'This quarter' },
  formats: { pdf: 'As PDF', html: 'As page to print', markdown: 'As Markdown' } satisfies Record<FileFormat, string>,
  back: 'Back to the plan',
  both: 'You both see the same lines. Each of you can take out what is about yourself; then it is in nobody’s file.',
  first: (other: string, quarter: string) => `Cuecard, looking back on ${quarter} with ${other}, as a file.`,
  file: (lines: number) => (lines === 1 ? 'It holds 1 line.' : `It holds ${lines} lines.`),
  goneSoon: 'It is deleted here after 24 hours, so please save it where you want to keep it.',
}

/** Lines on the screen: more are in the file. */
const shownLines = 60

/** A quarter of the two, for both the same, with the way to take out what is about oneself. */
export function lookBackModal(lookBack: LookBack, side: Side, _reader: Reader, banner?: string): ModalView {
  const pairId = lookBack.pairId as PairId
  const { which, lines, takenOut, quarter } = lookBack
  const other = escape(side === 'manager' ? lookBack.employeeName : lookBack.managerName)
  const shown = lines.slice(0, shownLines)
  const sections = (Object.keys(lookBackHeadings) as LookBackSection[]).flatMap((name): KnownBlock[] => {
    const ofSection = shown.filter((line) => line.section === name)
    if (ofSection.length === 0) return []
    return [section(`*${lookBackHeadings[name]}*`), ...ofSection.map((line) => lineRow(line, lookBack, side))]
  })
  return modal(
    'look_back',
    { pairId, which },
    {
      title: copy.title,
      blocks: [
        ...(banner === undefined ? [] : [section(`*${escape(banner)}*`)]),
        section(copy.heading(quarter, other)),
        context(copy.both),
        ...(lines.length === 0 ? [section(copy.nothing)] : []),
        ...sections,
        ...(lines.length > shown.length ? [context(copy.more(lines.length - shown.length))] : []),
        ...(takenOut[side] > 0
          ? [section(copy.takenOut(takenOut[side]), button('look_back_put_back', copy.putBack, { pairId, which }))]
          : []),
        ...(takenOut[side === 'manager' ? 'employee' : 'manager'] > 0 ? [context(copy.otherTookOut)] : []),
        context(noAppraisal),
        actions(
          ...(Object.keys(copy.formats) as FileFormat[]).map((format) =>
            button('look_back_export', copy.formats[format], { pairId, which, format }, { key: format }),
          ),
          button('look_back', copy.other[which], { pairId, which: which === 'this' ? 'last' : 'this' }),
          button('plan_back', copy.back, { pairId }),
        ),
        context(visibilityLine('plan', { role: side, names: side === 'manager' ? { employee: other } : { manager: other } }).short),
      ],
    },
  )
}

function lineRow(line: LookBackLine, { pairId, which }: LookBack, side: Side): KnownBlock {
  const words = line.text === '' ? escape(line.fact) : `${escape(shorten(line.text, 400))}\n_${escape(line.fact)}_`
  const out = button(
    'look_back_take_out',
    copy.takeOut,
    { pairId: pairId as PairId, which, key: line.key },
    { key: line.key, spoken: spoken(copy.takeOut, { text: line.text || line.fact }) },
  )
  return section(words.slice(0, 3_000), line.about === side ? out : undefined)
}

/** The words beside the file. */
export function drawLookBackFile({ lookBack, side }: LookBackFile, _reader: Reader): Message {
  const other = escape(side === 'manager' ? lookBack.employeeName : lookBack.managerName)
  const text = `${copy.first(other, lookBack.quarter)} ${copy.file(lookBack.lines.length)} ${noAppraisal} ${copy.goneSoon}`
  return { text, blocks: [section(text)] }
}
