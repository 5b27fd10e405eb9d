import type { TopLevelSpec } from 'vega-lite'
import type { Arm } from '../../coaching/pilot/arm.ts'
import { outcomeFacts } from '../../coaching/pilot/outcomes.ts'
import { agreement } from '../../coaching/pilot/pulse-items.ts'
import type { Readout } from '../../coaching/pilot/readout.ts'

export const plotIds = ['slopes', 'forest', 'redeals', 'dots', 'adherence', 'items', 'precision'] as const
export type PlotId = (typeof plotIds)[number]

/** The plots of a report as Vega-Lite. They are told apart by lightness, shape and place as well as by colour, so they can be printed in grey. */
export function plotsOf(found: Readout): Record<PlotId, TopLevelSpec> {
  return {
    slopes: framed(slopes(found)),
    forest: framed(forest(found)),
    redeals: framed(redeals(found)),
    dots: framed(dots(found)),
    adherence: framed(adherence(found)),
    items: framed(items(found)),
    precision: framed(precision(found)),
  }
}

type Spec = Record<string, unknown>

const WIDTH = 560
const names: Record<Arm, string> = { pilot: 'Pilot', control: 'Control' }
const ARMS: readonly Arm[] = ['pilot', 'control']
const colours = { domain: ['Pilot', 'Control'], range: ['#0b3d91', '#9aa0a6'] }
const dashes = {
  domain: ['Pilot', 'Control'],
  range: [
    [1, 0],
    [5, 3],
  ],
}

function framed(spec: Spec): TopLevelSpec {
  const font = 'Inter, system-ui, sans-serif'
  // The parts below are written as Vega-Lite has them; its own type is too wide to build piece by piece.
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: 'white',
    padding: 6,
    config: {
      font,
      axis: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', gridColor: '#e6e6e6', labelLimit: 300 },
      legend: { labelFontSize: 12, titleFontSize: 12, orient: 'top' },
      view: { stroke: null },
    },
    ...spec,
  } as TopLevelSpec
}

function slopes(found: Readout): Spec {
  const single = found.slopes.flatMap(({ arm, before, after }, team) => [
    { team, arm: names[arm], wave: 'Before', index: before },
    { team, arm: names[arm], wave: 'After', index: after },
  ])
  const primary = found.outcomes.find(({ id }) => id === 'pulse_index')
  const groups = ARMS.flatMap((arm) => {
    const of = primary?.comparison?.means[arm]
    return of
      ? [
          { arm: names[arm], wave: 'Before', index: of.before },
          { arm: names[arm], wave: 'After', index: of.after },
        ]
      : []
  })
  const x = { field: 'wave', type: 'ordinal', sort: ['Before', 'After'], title: null, axis: { labelAngle: 0 } }
  const y = { field: 'index', type: 'quantitative', title: 'Pulse index, 1 to 5', scale: { zero: false, padding: 12 } }
  const arm = { field: 'arm', type: 'nominal', title: null, scale: colours }
  const dash = { field: 'arm', type: 'nominal', title: null, scale: dashes }
  return {
    width: WIDTH * 0.7,
    height: 300,
    layer: [
      {
        data: { values: single },
        mark: { type: 'line', strokeWidth: 1, opacity: 0.6 },
        encoding: { x, y, detail: { field: 'team' }, color: arm, strokeDash: dash },
      },
      {
        data: { values: groups },
        mark: { type: 'line', strokeWidth: 4, point: { size: 90, filled: true } },
        encoding: { x, y, color: arm, strokeDash: dash },
      },
    ],
  }
}

function forest(found: Readout): Spec {
  const values = found.outcomes
    .filter(({ id }) => outcomeFacts[id].family === 'confirmatory')
    .flatMap((one) => {
      const unit = one.smallestWorthwhile
      if (one.estimate === null) return []
      return [
        {
          name: outcomeFacts[one.id].shortName,
          estimate: one.estimate / unit,
          low: (one.interval?.low ?? one.estimate) / unit,
          high: (one.interval?.high ?? one.estimate) / unit,
        },
      ]
    })
  const y = { field: 'name', type: 'nominal', title: null, sort: null }
  const title = 'Difference, in units of what would matter (1 = matters)'
  return {
    width: WIDTH * 0.6,
    height: 150,
    data: { values },
    layer: [
      {
        data: { values: [{ from: -1, to: 1 }] },
        mark: { type: 'rect', color: '#eeeeee' },
        encoding: { x: { field: 'from', type: 'quantitative', title }, x2: { field: 'to' } },
      },
      { data: { values: [{ at: 0 }] }, mark: { type: 'rule', color: '#555555' }, encoding: { x: { field: 'at', type: 'quantitative' } } },
      {
        mark: { type: 'rule', strokeWidth: 2, color: '#1a1a1a' },
        encoding: { y, x: { field: 'low', type: 'quantitative', title }, x2: { field: 'high' } },
      },
      {
        mark: { type: 'point', filled: true, size: 90, color: '#0b3d91', opacity: 1 },
        encoding: { y, x: { field: 'estimate', type: 'quantitative' } },
      },
    ],
  }
}

const BINS = 31

function redeals(found: Readout): Spec {
  const change = found.outcomes.find(({ id }) => id === 'pulse_index')?.comparison?.change
  const values = [...(change?.reDealtValues ?? [])]
  const reach = Math.max(0.01, ...values.map(Math.abs), Math.abs(change?.estimate ?? 0)) * 1.02
  const width = (2 * reach) / BINS
  const bins = Array.from({ length: BINS }, (_none, bin) => {
    const from = -reach + bin * width
    return { from: round(from), to: round(from + width), count: values.filter((value) => value >= from && value < from + width).length }
  })
  return {
    width: WIDTH,
    height: 200,
    layer: [
      {
        data: { values: bins },
        mark: { type: 'bar', color: '#b9bdc4', stroke: 'white' },
        encoding: {
          x: { field: 'from', type: 'quantitative', title: 'Difference in change, points', bin: { binned: true } },
          x2: { field: 'to' },
          y: { field: 'count', type: 'quantitative', title: 'Ways of dealing the groups' },
        },
      },
      {
        data: { values: change ? [{ at: change.estimate, label: 'the real one' }] : [] },
        layer: [
          { mark: { type: 'rule', color: '#0b3d91', strokeWidth: 3 }, encoding: { x: { field: 'at', type: 'quantitative' } } },
          {
            mark: { type: 'text', align: 'left', dx: 6, dy: -88, fontSize: 12, color: '#0b3d91' },
            encoding: { x: { field: 'at', type: 'quantitative' }, text: { field: 'label' } },
          },
        ],
      },
    ],
  }
}

const DOTS_A_ROW = 25

function dots(found: Readout): Spec {
  const rows = found.outcomes.flatMap((one) =>
    one.rare === null ? [] : [{ name: outcomeFacts[one.id].shortName, totals: one.rare.totals }],
  )
  const values = rows.flatMap(({ name, totals }) =>
    ARMS.flatMap((arm) =>
      Array.from({ length: Math.min(totals[arm].events, DOTS_A_ROW) }, (_none, nth) => ({
        row: `${name}: ${names[arm].toLowerCase()}`,
        nth: nth + 1,
        arm: names[arm],
      })),
    ),
  )
  const order = rows.flatMap(({ name }) => ARMS.map((arm) => `${name}: ${names[arm].toLowerCase()}`))
  return {
    width: WIDTH * 0.5,
    height: { step: 20 },
    data: { values },
    mark: { type: 'point', filled: true, size: 70, opacity: 1 },
    encoding: {
      y: { field: 'row', type: 'nominal', sort: order, title: null, scale: { domain: order }, axis: { labelLimit: 340 } },
      x: {
        field: 'nth',
        type: 'quantitative',
        title: 'People',
        scale: { domain: [0, Math.max(5, ...values.map(({ nth }) => nth))] },
        axis: { tickMinStep: 1 },
      },
      color: { field: 'arm', type: 'nominal', title: null, scale: colours },
      shape: { field: 'arm', type: 'nominal', title: null, scale: { domain: ['Pilot', 'Control'], range: ['circle', 'square'] } },
    },
  }
}

function adherence({ funnel }: Readout): Spec {
  const values = funnel
    .filter(({ scheduled }) => scheduled > 0)
    .map(({ week, functionName, coached, scheduled }) => ({
      week,
      functionName,
      share: coached / scheduled,
      label: `${coached}/${scheduled}`,
    }))
  const x = { field: 'week', type: 'ordinal', title: 'Week', axis: { labelAngle: 0 } }
  const y = { field: 'functionName', type: 'nominal', title: null }
  return {
    width: WIDTH * 0.75,
    height: { step: 34 },
    data: { values },
    layer: [
      {
        mark: { type: 'rect', stroke: 'white' },
        encoding: {
          x,
          y,
          color: {
            field: 'share',
            type: 'quantitative',
            title: 'Coached, of scheduled',
            scale: { domain: [0, 1], range: ['#f4f4f4', '#3b3b3b'] },
            legend: { format: '.0%' },
          },
        },
      },
      {
        mark: { type: 'text', fontSize: 11 },
        encoding: { x, y, text: { field: 'label' }, color: { condition: { test: 'datum.share > 0.5', value: 'white' }, value: '#1a1a1a' } },
      },
    ],
  }
}

function items(found: Readout): Spec {
  const values = ARMS.flatMap((arm) => {
    const of = found.items[arm].after
    if (!of.shown) return []
    return of.items.flatMap(({ counts }, index) => {
      const all = counts.reduce((sum, count) => sum + count, 0)
      return counts.map((count, value) => ({
        row: `${index + 1} ${names[arm]}`,
        answer: agreement[value] ?? '',
        order: value,
        share: all === 0 ? 0 : count / all,
      }))
    })
  })
  return {
    width: WIDTH * 0.8,
    height: { step: 20 },
    data: { values },
    mark: { type: 'bar', stroke: 'white' },
    encoding: {
      y: { field: 'row', type: 'nominal', title: 'Statement and group' },
      x: { field: 'share', type: 'quantitative', stack: 'normalize', title: 'Share of answers', axis: { format: '.0%' } },
      order: { field: 'order', type: 'quantitative' },
      color: {
        field: 'answer',
        type: 'nominal',
        title: null,
        sort: [...agreement],
        scale: { domain: [...agreement], range: ['#f0f0f0', '#cfd3d8', '#a3a9b1', '#5d6b86', '#0b2450'] },
      },
    },
  }
}

function precision({ precision: of, design }: Readout): Spec {
  const values = [
    { name: 'Planned: found four times out of five', points: of.plannedDetectable },
    { name: 'Reached: half the width of the interval', points: of.reachedHalfWidth },
  ].filter(({ points }) => points !== null)
  return {
    width: WIDTH * 0.6,
    height: 80,
    layer: [
      {
        data: { values },
        mark: { type: 'bar', height: 16, color: '#5d6b86' },
        encoding: {
          y: { field: 'name', type: 'nominal', title: null, sort: null },
          x: { field: 'points', type: 'quantitative', title: 'Points of the pulse index' },
        },
      },
      {
        data: { values: [{ at: design.outcomes[0]?.smallestWorthwhile ?? 0 }] },
        mark: { type: 'rule', strokeDash: [4, 3], color: '#1a1a1a', strokeWidth: 2 },
        encoding: { x: { field: 'at', type: 'quantitative' } },
      },
    ],
  }
}

const round = (value: number) => Math.round(value * 1e6) / 1e6
