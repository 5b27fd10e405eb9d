import type { Page, PagePart } from './page.ts'

/**
 * The page as one HTML file that needs nothing else: no script, no picture, no font, nothing from the network. It prints on A4 and Letter,
 * and follows the reader's light or dark screen. Each text of a person keeps its own direction.
 */
export function htmlOf(page: Page): string {
  return `<!doctype html>
<html lang="${safe(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safe(page.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header>
<h1 dir="auto">${safe(page.title)}</h1>
<p class="facts">${page.facts.map(safe).join(' · ')}</p>
</header>
${page.sections.map(({ heading, parts }) => `<section>\n<h2 dir="auto">${safe(heading)}</h2>\n${partsOf(parts)}\n</section>`).join('\n')}
<footer>
${page.footer.map((sentence) => `<p dir="auto">${safe(sentence)}</p>`).join('\n')}
</footer>
</main>
</body>
</html>
`
}

/** Items that follow each other stand together as one list. */
function partsOf(parts: readonly PagePart[]): string {
  let html = ''
  for (const [index, part] of parts.entries()) {
    if (part.part === 'item' && parts[index - 1]?.part !== 'item') html += '<ul>\n'
    html += `${drawn(part)}\n`
    if (part.part === 'item' && parts[index + 1]?.part !== 'item') html += '</ul>\n'
  }
  return html.trimEnd()
}

function drawn(part: PagePart): string {
  switch (part.part) {
    case 'note':
      return `<p class="note">${safe(part.text)}</p>`
    case 'words':
      return [
        ...(part.label === undefined ? [] : [`<h3 dir="auto">${safe(part.label)}</h3>`]),
        `<blockquote dir="auto">${safe(part.text)}</blockquote>`,
        ...(part.facts ?? []).map((fact) => `<p class="facts" dir="auto">${safe(fact)}</p>`),
      ].join('\n')
    case 'item':
      return `<li><span class="mark" dir="auto">${safe(part.mark)}</span>${part.text === '' ? '' : `<p dir="auto">${safe(part.text)}</p>`}${part.facts
        .map((fact) => `<p class="facts" dir="auto">${safe(fact)}</p>`)
        .join('')}</li>`
    default:
      return part satisfies never
  }
}

function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}

const style = `
:root { color-scheme: light dark; --ink: #1c1d21; --soft: #5b5e66; --line: #d9dbe0; --paper: #ffffff }
@media (prefers-color-scheme: dark) { :root { --ink: #ececef; --soft: #a9acb5; --line: #3a3d45; --paper: #191a1e } }
@media print { :root { --ink: #000000; --soft: #444444; --line: #bbbbbb; --paper: #ffffff } }
@page { margin: 16mm }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", "Noto Sans Arabic", sans-serif }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line) }
h3 { font-size: .9rem; margin: .75rem 0 .25rem; color: var(--soft); font-weight: 600 }
p { margin: .25rem 0 }
blockquote { margin: .25rem 0; padding: 0 0 0 .75rem; border-inline-start: 3px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere }
ul { margin: .25rem 0; padding: 0; list-style: none }
li { margin: 0 0 .75rem; break-inside: avoid }
li p { white-space: pre-wrap; overflow-wrap: anywhere }
.mark { font-weight: 600; display: block }
.facts, .note { color: var(--soft); font-size: .9rem }
footer { margin-top: 2rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem }
@media print { main { max-width: none; padding: 0 } body { font-size: 10.5pt } section { break-inside: avoid-page } }
`
