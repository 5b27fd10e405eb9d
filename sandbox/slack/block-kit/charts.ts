import { z } from 'zod'
import { id } from './field.ts'
import { filled, upTo } from './length.ts'
import { LIMITS } from './limits.ts'

const label = filled(LIMITS.chartLabel)

const pie = z.strictObject({
  type: z.literal('pie'),
  segments: z
    .array(z.strictObject({ label, value: z.number().gt(0) }))
    .min(1)
    .max(LIMITS.chartParts),
})

const series = z.strictObject({
  name: label,
  data: z
    .array(z.strictObject({ label, value: z.number() }))
    .min(1)
    .max(LIMITS.chartPoints),
})

const axes = z.strictObject({
  categories: z.array(label).min(1).max(LIMITS.chartPoints),
  x_label: upTo(LIMITS.chartAxisTitle).optional(),
  y_label: upTo(LIMITS.chartAxisTitle).optional(),
})

const plotted = z
  .strictObject({
    type: z.enum(['bar', 'line', 'area']),
    series: z.array(series).min(1).max(LIMITS.chartParts),
    axis_config: axes,
  })
  .superRefine((chart, context) => {
    const categories = JSON.stringify(chart.axis_config.categories.toSorted())
    const names = chart.series.map(({ name }) => name)
    chart.series.forEach(({ name, data }, index) => {
      if (names.indexOf(name) < index) {
        context.addIssue({ code: 'custom', path: ['series', index, 'name'], message: `series name "${name}" already exists` })
      }
      if (JSON.stringify(data.map((point) => point.label).toSorted()) !== categories) {
        context.addIssue({ code: 'custom', path: ['series', index, 'data'], message: 'must have one data point for each category' })
      }
    })
  })

/** docs.slack.dev/reference/block-kit/blocks/data-visualization-block; @slack/types 3.2.0 does not know it yet. */
export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: id.optional(),
  title: filled(LIMITS.chartTitle),
  chart: z.discriminatedUnion('type', [pie, plotted]),
})
