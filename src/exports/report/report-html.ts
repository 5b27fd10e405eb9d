import type { DrawnPlot } from './draw-plots.ts'
import type { PlotId } from './plots.ts'
import type { Report, ReportPart } from './report.ts'

/** The report as one HTML file that needs nothing else: plots stand inside, no script, nothing from the network. It prints on A4 and Letter. */
export function reportHtml(report: Report, plots: Record<PlotId, DrawnPlot>): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${safe(report.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header><h1>${safe(report.title)}</h1><p class="facts">${report.facts.map(safe).join(' · ')}</p></header>
<nav aria-label="Contents"><ol>${report.sections.map(({ heading }, index) => `<li><a href="#s${index + 1}">${safe(heading.replace(/^\d+\. /, ''))}</a></li>`).join('')}</ol></nav>
${report.sections.map(({ heading, parts }, index) => `<section id="s${index + 1}"><h2>${safe(heading)}</h2>\n${parts.map((part) => drawn(part, plots)).join('\n')}\n</section>`).join('\n')}
</main>
</body>
</html>
`
}

function drawn(part: ReportPart, plots: Record<PlotId, DrawnPlot>): string {
  switch (part.part) {
    case 'text':
      return `<p>${safe(part.text)}</p>`
    case 'list':
      return `<ul>${part.items.map((item) => `<li>${safe(item)}</li>`).join('')}</ul>`
    case 'table':
      return `<div class="wide"><table><caption>${safe(part.caption)}</caption><thead><tr>${part.head.map((cell) => `<th scope="col">${safe(cell)}</th>`).join('')}</tr></thead><tbody>${part.rows
        .map(
          ([first = '', ...rest]) => `<tr><th scope="row">${safe(first)}</th>${rest.map((cell) => `<td>${safe(cell)}</td>`).join('')}</tr>`,
        )
        .join('')}</tbody></table></div>`
    case 'plot': {
      const source = Buffer.from(plots[part.plot].svg, 'utf8').toString('base64')
      return `<figure><img alt="${safe(part.text)}" src="data:image/svg+xml;base64,${source}"><figcaption>${safe(part.caption)}<details><summary>In words</summary><p>${safe(part.text)}</p></details></figcaption></figure>`
    }
    default:
      return part satisfies never
  }
}

function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const style = `
:root { color-scheme: light; --ink: #1a1b1f; --soft: #565961; --line: #d6d8dd }
@page { margin: 16mm }
* { box-sizing: border-box }
body { margin: 0; background: #fff; color: var(--ink); font: 16px/1.55 Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
main { max-width: 52rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .25rem }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line) }
p { margin: .6rem 0 }
ul { padding-left: 1.2rem } li { margin: .3rem 0 }
.facts, figcaption, caption { color: var(--soft); font-size: .9rem }
nav { font-size: .9rem; columns: 2; margin: 1.5rem 0; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: .5rem }
nav ol { margin: 0; padding-left: 1.4rem } nav a { color: #0b3d91 }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums }
caption { text-align: left; padding: .3rem 0 }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
thead th { font-weight: 600; border-bottom: 2px solid var(--ink) } tbody th { font-weight: 400 }
figure { margin: 1.5rem 0; break-inside: avoid } figure img { max-width: 100%; height: auto }
details { margin-top: .25rem }
@media print { nav { display: none } main { max-width: none; padding: 0 } body { font-size: 10.5pt } h2 { break-after: avoid } tr { break-inside: avoid } details > p { display: block } }
`
