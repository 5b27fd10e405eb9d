import PDFDocument from 'pdfkit'
import type { DrawnPlot } from './draw-plots.ts'
import { fontFile } from './draw-plots.ts'
import type { PlotId } from './plots.ts'
import type { Report, ReportPart } from './report.ts'

const MARGIN = 52
const INK = '#1a1b1f'
const SOFT = '#565961'
const LINE = '#d6d8dd'

/** The report on A4 pages. `madeOn` is the only date in it: the same report of the same day has the same bytes. */
export function reportPdf(report: Report, plots: Record<PlotId, DrawnPlot>, madeOn: Temporal.PlainDate): Promise<Uint8Array<ArrayBuffer>> {
  const made = new Date(madeOn.toZonedDateTime('UTC').epochMilliseconds)
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN + 14, left: MARGIN, right: MARGIN },
    info: { Title: report.title, Creator: 'Cuecard', Producer: 'Cuecard', CreationDate: made, ModDate: made },
    lang: 'en',
    displayTitle: true,
    bufferPages: true,
  })
  pdf.registerFont('body', fontFile('400Regular'))
  pdf.registerFont('bold', fontFile('700Bold'))
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>()
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  pdf.on('end', () => resolve(Uint8Array.from(Buffer.concat(chunks))))
  pdf.on('error', reject)
  pdf.font('bold').fontSize(21).fillColor(INK).text(report.title)
  pdf.moveDown(0.2).font('body').fontSize(9.5).fillColor(SOFT).text(report.facts.join('  ·  '))
  for (const [index, { heading, parts }] of report.sections.entries()) {
    if (index === 1) pdf.addPage()
    section(pdf, heading)
    for (const part of parts) draw(pdf, part, plots)
  }
  foot(pdf, report)
  pdf.end()
  return promise
}

type Pdf = InstanceType<typeof PDFDocument>
const widthOf = (pdf: Pdf) => pdf.page.width - 2 * MARGIN
const bottomOf = (pdf: Pdf) => pdf.page.height - pdf.page.margins.bottom

/** Goes to a new page when what follows does not fit on this one. */
function room(pdf: Pdf, height: number): void {
  if (pdf.y + height > bottomOf(pdf)) pdf.addPage()
}

function section(pdf: Pdf, heading: string): void {
  room(pdf, 90)
  pdf.moveDown(1.1).font('bold').fontSize(13).fillColor(INK).text(heading, MARGIN)
  const y = pdf.y + 2
  pdf
    .moveTo(MARGIN, y)
    .lineTo(pdf.page.width - MARGIN, y)
    .lineWidth(0.7)
    .strokeColor(LINE)
    .stroke()
  pdf.y = y + 6
}

function draw(pdf: Pdf, part: ReportPart, plots: Record<PlotId, DrawnPlot>): void {
  switch (part.part) {
    case 'text':
      return paragraph(pdf, part.text)
    case 'list':
      for (const item of part.items) paragraph(pdf, `•  ${item}`, 10)
      return
    case 'table':
      return table(pdf, part)
    case 'plot':
      return picture(pdf, part, plots[part.plot])
    default:
      return part satisfies never
  }
}

function paragraph(pdf: Pdf, words: string, indent = 0): void {
  pdf.font('body').fontSize(10).fillColor(INK)
  const width = widthOf(pdf) - indent
  room(pdf, Math.min(60, pdf.heightOfString(words, { width })))
  pdf.text(words, MARGIN + indent, pdf.y, { width, lineGap: 1.5 }).moveDown(0.45)
}

const CELL = 4

function table(pdf: Pdf, { caption, head, rows }: Extract<ReportPart, { part: 'table' }>): void {
  room(pdf, 70)
  pdf
    .font('body')
    .fontSize(8.5)
    .fillColor(SOFT)
    .text(caption, MARGIN, pdf.y, { width: widthOf(pdf) })
    .moveDown(0.3)
  const widths = columnWidths(pdf, head, rows)
  row(pdf, head, widths, 'bold')
  for (const cells of rows) row(pdf, cells, widths, 'body', head)
  pdf.moveDown(0.7)
}

function row(pdf: Pdf, cells: readonly string[], widths: readonly number[], font: 'body' | 'bold', again?: readonly string[]): void {
  pdf.font(font).fontSize(8.5)
  const height = Math.max(...cells.map((cell, index) => pdf.heightOfString(cell, { width: (widths[index] ?? 0) - CELL }))) + 2 * CELL
  if (pdf.y + height > bottomOf(pdf)) {
    pdf.addPage()
    if (again !== undefined) row(pdf, again, widths, 'bold')
    pdf.font(font).fontSize(8.5)
  }
  const y = pdf.y
  let x = MARGIN
  for (const [index, cell] of cells.entries()) {
    const width = widths[index] ?? 0
    pdf.fillColor(INK).text(cell, x, y + CELL, { width: width - CELL })
    x += width
  }
  const end = y + height
  pdf
    .moveTo(MARGIN, end)
    .lineTo(pdf.page.width - MARGIN, end)
    .lineWidth(font === 'bold' ? 1 : 0.5)
    .strokeColor(font === 'bold' ? INK : LINE)
    .stroke()
  pdf.x = MARGIN
  pdf.y = end
}

/** Each column as wide as its longest word needs, the rest shared by how much stands in it. */
function columnWidths(pdf: Pdf, head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  pdf.font('bold').fontSize(8.5)
  const columns = head.map((_cell, index) => [head[index] ?? '', ...rows.map((cells) => cells[index] ?? '')])
  const least = columns.map(
    (cells) => Math.max(18, ...cells.flatMap((cell) => cell.split(/\s+/)).map((word) => Math.min(200, pdf.widthOfString(word)))) + CELL + 2,
  )
  const wanted = columns.map((cells) => Math.min(320, Math.max(...cells.map((cell) => pdf.widthOfString(cell)))) + CELL + 2)
  const total = widthOf(pdf)
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
  if (sum(least) >= total) return least.map((width) => (width * total) / sum(least))
  const extra = wanted.map((width, index) => Math.max(0, width - (least[index] ?? 0)))
  const share = sum(extra) === 0 ? 0 : Math.min(1, (total - sum(least)) / sum(extra))
  return least.map((width, index) => width + (extra[index] ?? 0) * share)
}

function picture(pdf: Pdf, { caption, text }: Extract<ReportPart, { part: 'plot' }>, plot: DrawnPlot): void {
  const scale = Math.min(1, (widthOf(pdf) - 20) / plot.width, 300 / plot.height)
  const height = plot.height * scale
  room(pdf, height + 46)
  const y = pdf.y + 4
  pdf.image(Buffer.from(plot.png), MARGIN, y, { width: plot.width * scale, height })
  pdf.y = y + height + 4
  pdf
    .font('body')
    .fontSize(8.5)
    .fillColor(SOFT)
    .text(`${caption}. ${text}`, MARGIN, pdf.y, { width: widthOf(pdf) })
    .moveDown(0.8)
}

function foot(pdf: Pdf, { title }: Report): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(start + page)
    const { bottom } = pdf.page.margins
    pdf.page.margins.bottom = 0
    pdf
      .font('body')
      .fontSize(8)
      .fillColor(SOFT)
      .text(`${title}  ·  ${page + 1} of ${count}`, MARGIN, pdf.page.height - 36, { width: widthOf(pdf), lineBreak: false })
    pdf.page.margins.bottom = bottom
  }
}
