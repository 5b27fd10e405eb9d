import type { KnownBlock, RichTextBlock } from '@slack/types'
import { useState } from 'preact/hooks'
import { RichText } from './rich-text.tsx'

type TableBlock = Extract<KnownBlock, { type: 'table' }>
type DataTableBlock = Extract<KnownBlock, { type: 'data_table' }>
type Cell = TableBlock['rows'][number][number] | RichTextBlock

export function Table({ block }: { block: TableBlock }) {
  const [head, ...rows] = block.rows
  const look = (column: number) => ({
    textAlign: block.column_settings?.[column]?.align ?? 'left',
    whiteSpace: block.column_settings?.[column]?.is_wrapped === false ? 'nowrap' : 'normal',
  })
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label="Table">
      <table class="table-block">
        <thead>
          <tr>
            {head?.map((cell, column) => (
              <th key={column} scope="col" style={look(column)}>
                <CellWords cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {row.map((cell, column) => (
                <td key={column} style={look(column)}>
                  <CellWords cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A table in pages of `page_size` rows (5 unless given). */
export function DataTable({ block }: { block: DataTableBlock }) {
  const [page, setPage] = useState(0)
  const [head, ...rows] = block.rows
  const size = block.page_size ?? 5
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const shown = rows.slice(page * size, (page + 1) * size)
  return (
    <div class="data-table">
      <div class="table-scroll" tabIndex={0} role="group" aria-label={block.caption}>
        <table class="table-block">
          <caption>{block.caption}</caption>
          <thead>
            <tr>
              {head?.map((cell, column) => (
                <th key={column} scope="col">
                  <CellWords cell={cell} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, place) => (
              <tr key={place}>
                {row.map((cell, column) =>
                  column === block.row_header_column_index ? (
                    <th key={column} scope="row">
                      <CellWords cell={cell} />
                    </th>
                  ) : (
                    <td key={column} class={cell.type === 'raw_number' ? 'cell-number' : ''}>
                      <CellWords cell={cell} />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <div class="data-table-pages">
          <button type="button" class="button button-small" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous
          </button>
          <span>
            {page * size + 1}–{Math.min(rows.length, (page + 1) * size)} of {rows.length}
          </span>
          <button type="button" class="button button-small" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
            Next
          </button>
        </div>
      )}
    </div>
  )
}

const CellWords = ({ cell }: { cell: Cell }) => (cell.type === 'rich_text' ? <RichText block={cell} /> : <>{cell.text}</>)
