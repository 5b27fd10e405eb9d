import { z } from 'zod'
import { id } from './field.ts'
import { LIMITS } from './limits.ts'
import { richText } from './rich-text.ts'

const rawText = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) })
const rawNumber = z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1).optional() })
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richText])
const row = z.array(cell).min(1).max(LIMITS.tableColumns)

const columnSettings = z.strictObject({
  align: z.enum(['left', 'center', 'right']).optional(),
  is_wrapped: z.boolean().optional(),
})

export const table = z.strictObject({
  type: z.literal('table'),
  block_id: id.optional(),
  rows: z.array(row).min(1).max(LIMITS.tableRows),
  column_settings: z.array(columnSettings.nullable()).max(LIMITS.tableColumnSettings).optional(),
})

/** The first row is the header: no rich text there, and every row is as wide as it is. */
export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    block_id: id.optional(),
    caption: z.string().min(1),
    rows: z.array(row).min(LIMITS.dataTableRowsMin).max(LIMITS.dataTableRows),
    page_size: z.int().min(1).max(LIMITS.dataTablePageSize).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .superRefine(({ rows, row_header_column_index: naming = 0 }, context) => {
    const [header = [], ...others] = rows
    header.forEach((heading, column) => {
      if (heading.type === 'rich_text') {
        context.addIssue({ code: 'custom', path: ['rows', 0, column, 'type'], message: 'unsupported type: rich_text' })
      }
    })
    others.forEach((other, index) => {
      if (other.length !== header.length) {
        context.addIssue({ code: 'custom', path: ['rows', index + 1], message: `must have ${header.length} items` })
      }
    })
    if (naming >= header.length) {
      context.addIssue({ code: 'custom', path: ['row_header_column_index'], message: `must be less than ${header.length}` })
    }
  })
