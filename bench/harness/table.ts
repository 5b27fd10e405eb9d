import type { Bar, Row } from './case.ts'
import { verdict } from './case.ts'

/** The rows as a Markdown table, for the terminal and for docs/bench.md. */
export function asTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.id,
    row.measured,
    row.peer,
    barInWords(row.bar),
    figureInWords(row),
    marked[verdict(row)],
    row.detail,
  ])
  return [columns, columns.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const columns = ['#', 'measured', 'beside', 'bar', 'figure (middle half)', 'bar is', 'behind it']

const marked = { reached: 'reached', missed: '**missed**', unsettled: '*unsettled*' }

function barInWords({ is, value, unit }: Bar): string {
  return `${is === 'at_least' ? '>=' : '<='} ${withUnit(value, unit)}`
}

function figureInWords({ figure, spread, bar }: Row): string {
  return `${withUnit(rounded(figure), bar.unit)}${spread ? ` (${rounded(spread[0])}-${rounded(spread[1])})` : ''}`
}

function withUnit(value: number | string, unit: Bar['unit']): string {
  return unit === 'x' ? `${value}x` : `${value} ${unit}`
}

function rounded(figure: number): string {
  return Math.abs(figure) >= 100 ? figure.toFixed(0) : Math.abs(figure) >= 10 ? figure.toFixed(1) : figure.toFixed(2)
}
