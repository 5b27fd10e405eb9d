import type { Readout } from '../../coaching/pilot/readout.ts'
import type { DrawnFile } from '../drawn-file.ts'
import { drawPlots } from './draw-plots.ts'
import { numbersCsv } from './numbers-csv.ts'
import { plotsOf } from './plots.ts'
import { reportHtml } from './report-html.ts'
import { reportPdf } from './report-pdf.ts'
import { fiveLines, onePage, reportOf } from './report.ts'

/** Everything that a readout is handed over as: the full report as HTML and PDF, one page of it, five lines, and every number as CSV. */
export async function readoutFiles(found: Readout): Promise<DrawnFile[]> {
  const report = reportOf(found)
  const plots = await drawPlots(plotsOf(found))
  const asOf = Temporal.PlainDate.from(found.asOf)
  const page = { ...report, sections: [onePage(found)] }
  const name = found.phase === 'six_weeks' ? 'pilot' : 'pilot-26-weeks'
  return [
    { name: `${name}-report.html`, title: report.title, content: bytes(reportHtml(report, plots)) },
    { name: `${name}-report.pdf`, title: report.title, content: await reportPdf(report, plots, asOf) },
    { name: `${name}-one-page.pdf`, title: `${report.title}, on one page`, content: await reportPdf(page, plots, asOf) },
    { name: `${name}-five-lines.txt`, title: `${report.title}, in five lines`, content: bytes(`${fiveLines(found).join('\n')}\n`) },
    { name: `${name}-numbers.csv`, title: `${report.title}, every number`, content: bytes(numbersCsv(found)) },
  ]
}

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'))
